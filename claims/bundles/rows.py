"""From a record of the file to unsaved rows, and what the models say against them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, UniqueConstraint

from claims.bundles.entries import Entry
from claims.bundles.items import Field, Json, Part, Reference, get
from claims.bundles.problems import Problem
from record.derived import DerivedField, derive

Target = Callable[[str, str], Model]  # kind and key -> the row of that record
DOSSIER = ("dossier", "")  # the one dossier of the bundle, whatever its slug


@dataclass
class Rows:
    """A record as rows: its own, and those of its parts by path."""

    entry: Entry
    row: Any
    parts: dict[str, list[Any]]

    def all(self) -> Iterator[tuple[str, tuple[Field | Reference | Part, ...], Any]]:
        """Every row, with the path of the part it belongs to ("" for its own) and the items it is made of."""
        yield "", self.entry.kind.items, self.row
        for part in self.entry.kind.parts:
            for number, row in enumerate(self.parts[part.path]):
                yield (part.path if part.single else f"{part.path}.{number}"), part.items, row


def fill(row: Any, entry: Entry, target: Target) -> Any:
    """Give the row every value of the record, and return it."""
    _set(row, entry.kind.items, entry.record, target)
    if entry.kind.in_dossier:
        row.dossier = target(*DOSSIER)
    return row


def part_rows(row: Any, entry: Entry, target: Target) -> dict[str, list[Any]]:
    """The rows of the record's parts, in order; `row` is the one they belong to."""
    return {part.path: list(_part(part, row, entry.record, target)) for part in entry.kind.parts}


def _part(part: Part, row: Any, record: Json, target: Target) -> Iterator[Any]:
    for position, one in enumerate(part.listed(record)):
        made = part.model(**{part.link: row})
        _set(made, part.items, one, target)
        if part.order == "position":
            made.position = position  # type: ignore[attr-defined]
        if part.in_dossier:
            made.dossier = target(*DOSSIER)  # type: ignore[attr-defined]
        yield made


def _set(row: Any, items: Iterable[Any], record: Json, target: Target) -> None:
    for item in items:
        if isinstance(item, Field):
            setattr(row, item.attribute, item.read(record, type(row)))
        elif isinstance(item, Reference):
            key = get(record, item.path)
            setattr(row, item.column, target(item.kind, key) if key else None)


def invalid(rows: Rows) -> Iterator[Problem]:
    """What the models' fields and their clean() say against a record, field by field."""
    for path, items, row in rows.all():
        for check in (_clean_typed, derive, _clean_derived, _clean):
            try:
                check(row)
            except ValidationError as error:
                yield from _said(rows.entry, path, items, error)
                break


def breaches(rows: Rows) -> Iterator[Problem]:
    """Which constraints the record breaches. Slow, a query each: asked only of a bundle that is refused anyway."""
    for path, _, row in rows.all():
        for constraint in row._meta.constraints:
            if path and isinstance(constraint, UniqueConstraint):
                continue  # the parts that are here give way to those of the file
            try:
                constraint.validate(type(row), row)
            except ValidationError as error:
                yield rows.entry.problem(path, " ".join(error.messages))


def _clean_typed(row: Any) -> None:
    # References were checked against the bundle; here they would cost a query each.
    _clean_columns(row, lambda field: not (field.is_relation or isinstance(field, DerivedField)))


def _clean_derived(row: Any) -> None:
    _clean_columns(row, lambda field: isinstance(field, DerivedField))


def _clean_columns(row: Any, wanted: Callable[[Any], bool]) -> None:
    row.clean_fields(exclude={field.name for field in row._meta.fields if not wanted(field)})


def _clean(row: Any) -> None:
    row.clean()


def _said(entry: Entry, path: str, items: Iterable[Any], error: ValidationError) -> Iterator[Problem]:
    names = {item.attribute: item.path for item in items if isinstance(item, Field)}
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for column, messages in by_field.items():
        field = ".".join(filter(None, (path, names.get(column, column.strip("_")))))
        yield entry.problem(field, " ".join(messages))


def alike(many: Iterable[Rows]) -> Iterator[Problem]:
    """Rows of the file of which the database holds only one: two articles of one URL, one name twice."""
    seen: dict[Any, tuple[Entry, str]] = {}
    for rows in many:
        for path, _, row in rows.all():
            for columns, key in _unique_keys(row):
                first = seen.setdefault((type(row), columns, key), (rows.entry, path))
                if first != (rows.entry, path):
                    yield rows.entry.problem(path, _same_as(first, columns, rows.entry))


def _unique_keys(row: Any) -> Iterator[tuple[tuple[str, ...], tuple[Any, ...]]]:
    meta = row._meta
    alone = [(field.name,) for field in meta.fields if field.unique and not field.primary_key]
    together = [
        constraint.fields for constraint in meta.constraints if isinstance(constraint, UniqueConstraint)
    ]
    for columns in (*alone, *together):
        key = tuple(getattr(row, meta.get_field(column).attname) for column in columns)
        if None not in key:
            yield tuple(columns), key


def _same_as(first: tuple[Entry, str], columns: Iterable[str], entry: Entry) -> str:
    where = " ".join(filter(None, (first[0].label if first[0] is not entry else "", first[1])))
    words = " and ".join(column.replace("_", " ") for column in columns)
    return f"has the same {words} as {where}."


def grouped(many: Iterable[Rows]) -> dict[str, list[Rows]]:
    """The records by the name of their kind."""
    groups: dict[str, list[Rows]] = defaultdict(list)
    for rows in many:
        groups[rows.entry.kind.name].append(rows)
    return groups
