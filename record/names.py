"""What has a name: the name itself, its folded form, its slug, its other names."""

from typing import TYPE_CHECKING, Any

from django.db import connection, migrations, models

from record.chunks import in_chunks
from record.derived import DerivedCharField
from record.folding import fold
from record.skeleton import skeleton
from record.slugs import AutoSlugField


class Named(models.Model):
    """A person, organization, place or outlet: a name, a slug, and whether the public may know of it."""

    name = models.CharField(max_length=200, help_text="The name this record is shown under.")
    name_folded = DerivedCharField(max_length=400, db_index=True, derive=lambda row: fold(row.name))
    # How the name sounds, alike in every script: searches and suggestions find transliterations by it.
    skeleton = DerivedCharField(max_length=200, db_index=True, derive=lambda row: skeleton(row.name))
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
    skeleton = DerivedCharField(max_length=200, db_index=True, derive=lambda row: skeleton(row.name))
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


def version_of_names(*models: Any) -> tuple[Any, ...]:
    """What changes with every name of these models that is added, changed or taken away; one query.

    The last entry of each history: every door writes one. Its time tells it from another with the same number.
    """
    tables = [table.history.model._meta.db_table for model in models for table in (model, alias_model(model))]
    last = ", ".join(
        f"(SELECT MAX(history_id) FROM {table}), (SELECT MAX(history_date) FROM {table})"  # noqa: S608
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {last}")
        return tuple(cursor.fetchone())


def alias_model(model: Any) -> Any:
    """The model of the other names of this one."""
    return model.aliases.rel.related_model


def sound_out(app: str, *models: str) -> migrations.RunPython:
    """A step of a migration: give every row of these models of the app its skeleton, a thousand at a time."""

    def fill(apps: Any, schema_editor: Any) -> None:
        for name in models:
            rows = apps.get_model(app, name).objects
            for some in in_chunks(rows.order_by("pk").iterator()):
                for row in some:
                    row.skeleton = skeleton(row.name)
                rows.bulk_update(some, ["skeleton"])

    return migrations.RunPython(fill, migrations.RunPython.noop)
