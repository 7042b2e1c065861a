"""What has a name: the name itself, its folded form, its slug, its other names."""

from typing import TYPE_CHECKING

from django.db import models

from record.derived import DerivedCharField
from record.folding import fold
from record.slugs import AutoSlugField


class Named(models.Model):
    """A person, organization, place or outlet: a name, a slug, and whether the public may know of it."""

    name = models.CharField(max_length=200, help_text="The name this record is shown under.")
    name_folded = DerivedCharField(max_length=400, db_index=True, derive=lambda row: fold(row.name))
    slug = AutoSlugField()
    # Kept by claims/publicity.py alone: public while a published claim rests on this row.
    public = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True
        ordering = ["name_folded", "pk"]

    if TYPE_CHECKING:
        pk: int

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another name of the same entity, in any script: a spelling, a transliteration, a nom de guerre."""

    name = models.CharField(max_length=200, help_text="As written, in its own script.")
    folded = DerivedCharField(max_length=400, db_index=True, derive=lambda row: fold(row.name))
    language = models.CharField(
        max_length=35,
        blank=True,
        help_text="Language tag such as ar, ar-Latn or tr; empty if it does not matter.",
    )

    class Meta:
        abstract = True
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.name
