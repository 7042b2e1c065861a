"""Records as they stand in this database, in the words of the bundle format."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from claims.bundles.items import Field, Item, Json, Keys, Kind, Part, Reference, put
from claims.models import Dossier
from record.chunks import in_chunks


@dataclass(frozen=True)
class Names:
    """By which key a row is called: `soft` references know fewer rows (see items.Reference)."""

    hard: Keys
    soft: Keys = field(default_factory=dict)

    def of(self, reference: Reference, row: Model) -> str | None:
        """The key of the row that `row` refers to; None if it refers to none, or to one without a name here."""
        known = self.soft if reference.soft else self.hard
        return known.get(reference.kind, {}).get(getattr(row, f"{reference.column}_id"))


def parts_of(kind: Kind, rows: Sequence[Model], dossier: Dossier | None) -> dict[str, dict[int, list[Any]]]:
    """The rows of every part of these rows, by path and by the number of the row they belong to, in order."""
    return {part.path: _part_rows(part, rows, dossier) for part in kind.parts}


def _part_rows(part: Part, rows: Sequence[Model], dossier: Dossier | None) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    manager: Any = part.model._default_manager
    for chunk in in_chunks(row.pk for row in rows):
        query = manager.filter(**{f"{part.link}__in": chunk}).order_by(part.order, "pk")
        for row in query.filter(dossier=dossier) if part.in_dossier else query:
            found[getattr(row, f"{part.link}_id")].append(row)
    return found


def record_of(kind: Kind, row: Model, parts: dict[str, dict[int, list[Any]]], names: Names) -> Json:
    """The row and its parts as a record of the bundle."""
    record: Json = {}
    for item in kind.items:
        if isinstance(item, Part):
            put(record, item.path, _shown_part(item, parts[item.path].get(row.pk, []), names))
        else:
            put(record, item.path, _shown(item, row, names))
    for reference in kind.references:
        if reference.reason and reference.path not in record:
            record.pop(reference.reason, None)
    return record


def _shown_part(part: Part, rows: Iterable[Model], names: Names) -> Any:
    items = []
    for row in rows:
        shown = {item.path: _shown(item, row, names) for item in part.items}
        soft = [item.path for item in part.items if isinstance(item, Reference) and item.soft]
        if all(shown[path] for path in soft):
            items.append({path: value for path, value in shown.items() if value is not None})
    return part.joined(items)


def _shown(item: Item, row: Model, names: Names) -> Any:
    if isinstance(item, Field):
        return item.shown(row)
    assert isinstance(item, Reference), "a part has no parts of its own"
    return names.of(item, row)
