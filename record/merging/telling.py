"""What a merge did, in words and numbers, read from its journal."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.text import capfirst

from record.merging.journal import Json, model_of, value
from record.models import FormerSlug, Merge


class Taken(NamedTuple):
    """A value that the record kept gave up for one of the record that went."""

    label: str
    before: str
    after: str


class Told(NamedTuple):
    """How many rows moved, by what they are; how many were dropped as repetitions; which values were taken."""

    moved: list[tuple[str, int]]
    dropped: list[tuple[str, int]]
    taken: list[Taken]


def tell(merge: Merge) -> Told:
    """What this merge did. Links to records deleted since are told by their number."""
    moved: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    for step in merge.journal:
        if model_of(step) is FormerSlug:
            continue
        if step["did"] == "moved":
            moved[_plural(step)] += len(step["rows"])
        elif step["did"] == "dropped" and (step["model"], step["key"]) != (merge.kind, merge.gone):
            dropped[_plural(step)] += 1
    taken = [one for step in merge.journal if step["did"] == "taken" for one in _taken(step)]
    return Told(sorted(moved.items()), sorted(dropped.items()), taken)


def _plural(step: Json) -> str:
    return str(model_of(step)._meta.verbose_name_plural)


def _taken(step: Json) -> Iterator[Taken]:
    model = model_of(step)
    for field in model._meta.concrete_fields:
        name = field.attname
        if name in step["before"] and step["before"][name] != step["after"][name]:
            words = [_word(model, field, step[when][name]) for when in ("before", "after")]
            yield Taken(str(capfirst(field.verbose_name)), *words)


def _word(model: type[Model], field: Any, text: Any) -> str:
    found = value(model, field.attname, text)
    if found is None or found == "":
        return ""
    if field.is_relation:
        row = field.related_model._base_manager.filter(pk=found).first()
        return str(row or f"number {found}, since removed")
    return str(dict(field.flatchoices).get(found, found))
