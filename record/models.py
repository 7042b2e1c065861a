from django.db import models
from django.db.models import UniqueConstraint

from record.ordering import CodePointCharField


class FormerSlug(models.Model):
    """A slug that an editor changed: its old address redirects for good.

    One table for every kind (`kind` is the model's label, such as `people.person`): the rule is one rule.
    """

    kind = models.CharField(max_length=50)
    slug = CodePointCharField(max_length=80)
    target = models.BigIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["kind", "slug"], name="former_slug_once_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
