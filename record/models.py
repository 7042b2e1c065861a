from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils import timezone

from record.ordering import CodePointCharField
from record.saved_forms import SavedForm as SavedForm


class FormerSlug(models.Model):
    """An address a record was once known by: a slug that an editor changed, or the slug or public id of a record
    that was merged into this one. It redirects for good.

    One table for every kind (`kind` is the model's label, such as `people.person`): the rule is one rule.
    """

    kind = models.CharField(max_length=50)
    slug = CodePointCharField(max_length=80)
    target = models.BigIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["kind", "slug"], name="former_slug_once_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class MergeQuerySet(models.QuerySet[Any]):
    """Merges."""

    def standing(self) -> Self:
        """Those that nobody has undone."""
        return self.filter(undone_at__isnull=True)

    def of(self, model: type[models.Model]) -> Self:
        """Those of records of this kind."""
        return self.filter(kind=model._meta.label_lower)

    def gone_from(self, address: str) -> Self:
        """Those by which a record went that had this slug or public id, and has not come back."""
        return self.standing().filter(gone_address=address)


class Merge(models.Model):
    """Two records that were found to be one: everything that named `gone` names `kept` since.

    `kind` is the model's label, `kept` and `gone` are keys of its rows. `journal` is the list of steps that
    record/merging took, in order, with everything it removed whole: undoing walks it backwards. `left` is what
    undoing found changed meanwhile and left as it was, a sentence each.
    """

    kind = models.CharField(max_length=50)
    kept = models.BigIntegerField()
    kept_name = models.TextField()
    gone = models.BigIntegerField()
    gone_name = models.TextField()
    gone_address = CodePointCharField(max_length=80)
    journal = models.JSONField(default=list)
    reason = models.TextField()
    merged_at = models.DateTimeField(default=timezone.now)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    left = models.JSONField(default=list)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            UniqueConstraint(
                fields=["kind", "gone"], condition=Q(undone_at__isnull=True), name="merge_gone_once"
            ),
            CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
            CheckConstraint(condition=~Q(reason=""), name="merge_has_reason"),
        ]
        indexes = [models.Index(fields=["kind", "kept"])]

    def __str__(self) -> str:
        return f"“{self.gone_name}” into “{self.kept_name}”"

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


class NotTheSame(models.Model):
    """Two records that look alike and that an editor said are not the same: they are suggested no more.

    `kind` is the label of their model; `one` and `two` are their keys, the lower first. Deleting the row takes
    the word back.
    """

    kind = models.CharField(max_length=50)
    one = models.BigIntegerField()
    two = models.BigIntegerField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "not the same"
        constraints = [
            UniqueConstraint(fields=["kind", "one", "two"], name="not_the_same_once"),
            CheckConstraint(condition=Q(one__lt=F("two")), name="not_the_same_in_order"),
        ]
        indexes = [models.Index(fields=["kind", "two"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.one} is not {self.two}"
