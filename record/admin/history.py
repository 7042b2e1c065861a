"""The history of a record in the admin: who changed what and when, the rows that belong to it included."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Field, ForeignKey, Model, QuerySet
from django.utils import timezone
from django.utils.text import Truncator, capfirst

from record.derived import DerivedField

VERBS = {"+": "added", "~": "changed", "-": "removed"}
# Columns that say nothing of what an editor did.
TECHNICAL = {"id", "public_id", "created_at", "updated_at", "created_by", "written_at", "written_by"}
LONGEST_VALUE = 300

Named = dict[tuple[type[Model], Any], str]


@dataclass(frozen=True)
class Difference:
    """One field of a change; `before` is empty for a row added, `after` for a row removed."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One row added, changed or removed."""

    at: datetime
    by: Any
    what: str
    verb: str
    differences: list[Difference]
    reason: str


def changes(record: Model, histories: "Iterable[QuerySet[Any]]") -> list[Change]:
    """Every change of the record that these tables of historical rows hold, newest first.

    Give each narrowed down to the rows that belong to it: `[person.history.all(), aliases, ...]`.
    Takes one query a table, and one for each kind of record that the rows name.
    """
    pairs = [pair for history in histories for pair in _pairs(history)]
    names = _names(pairs)
    names[type(record), record.pk] = ""  # that its own rows belong to it goes without saying
    found = [_change(old, new, names) for old, new in pairs]
    told = [change for change in found if change.differences or change.verb != "changed"]
    return sorted(told, key=lambda change: change.at, reverse=True)


def _pairs(history: "QuerySet[Any]") -> Iterator[tuple[Any, Any]]:
    """Each historical row with the one before it of the same row, or None."""
    last: dict[Any, Any] = {}
    for row in history.select_related("history_user").order_by("history_date", "history_id"):
        yield last.get(row.id), row
        last[row.id] = row


def _change(old: Any, new: Any, names: Named) -> Change:
    removed = new.history_type == "-"
    before, after = (new, None) if removed else (None if new.history_type == "+" else old, new)
    return Change(
        at=new.history_date,
        by=new.history_user,
        what=capfirst(new.instance_type._meta.verbose_name),
        verb=VERBS[new.history_type],
        differences=list(_differences(before, after, names)),
        reason=new.history_change_reason or "",
    )


def _differences(before: Any, after: Any, names: Named) -> Iterator[Difference]:
    for field in _told_fields(after or before):
        old, new = _words(field, before, names), _words(field, after, names)
        if old != new:
            yield Difference(str(capfirst(field.verbose_name)), old, new)


def _told_fields(row: Any) -> "Iterator[Field[Any, Any]]":
    for field in row.tracked_fields:
        if field.name not in TECHNICAL and not isinstance(field, DerivedField):
            yield field


def _words(field: "Field[Any, Any]", row: Any, names: Named) -> str:
    value = None if row is None else getattr(row, field.attname)
    if value is None or value is False or value in ("", []):
        return ""
    if isinstance(field, ForeignKey):
        return names.get((field.related_model, value), f"number {value}, since removed")
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return Truncator(_plain(value)).chars(LONGEST_VALUE)


def _plain(value: Any) -> str:
    if value is True:
        return "yes"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _names(pairs: Iterable[tuple[Any, Any]]) -> Named:
    """What the foreign keys of these rows point to, in words."""
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for _, row in pairs:
        for field in row.tracked_fields:
            if isinstance(field, ForeignKey) and field.name not in TECHNICAL:
                wanted[field.related_model].add(getattr(row, field.attname))
    return {
        (model, pk): str(record)
        for model, ids in wanted.items()
        for pk, record in model._default_manager.in_bulk(ids - {None}).items()
    }
