"""What a record of a bundle is made of: plain values, references to other records, and lists of parts.

Each knows its key in the file (a path, `published.date` for nested objects) and its column, and is read and
written by it. The table of all of them is claims/bundles/format.py.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from record.folding import fold

Json = dict[str, Any]
Keys = Mapping[str, Mapping[int, str]]  # kind -> number of a row here -> its key (slug or public id)


@dataclass(frozen=True)
class Codec:
    """How a value of a column stands in the file. `write` gives None where the key is left out."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _instant(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


def _decimal(value: Decimal | None) -> str | None:
    """Plain digits without trailing zeros: databases differ in how many they give back."""
    if value is None:
        return None
    return format(value.normalize(), "f") if value else "0"


TEXT = Codec(_same, lambda value: value or None)
FLAG = Codec(_same, lambda value: value or None)  # only true is worth saying
MAYBE = Codec(_same, _same)  # false is an answer; unknown is left out
DECIMAL = Codec(Decimal, _decimal)
DAY = Codec(date.fromisoformat, lambda value: value.isoformat() if value else None)
INSTANT = Codec(datetime.fromisoformat, _instant)


@dataclass(frozen=True)
class Field:
    """A plain value. `default` is what a missing key means, and is left out when written."""

    path: str
    column: str = ""
    codec: Codec = TEXT
    default: Any = None

    @property
    def attribute(self) -> str:
        return self.column or self.path

    def read(self, record: Json, model: type[Model]) -> Any:
        """The column's value; what the model holds by default where the record has none."""
        value = get(record, self.path)
        if value is not None:
            return self.codec.read(value)
        column: Any = model._meta.get_field(self.attribute)
        return column.get_default() if self.default is None else self.default

    def shown(self, row: Any) -> Any:
        """The value as the file has it, None where it is left out."""
        value = getattr(row, self.attribute)
        return None if self.default is not None and value == self.default else self.codec.write(value)

    def canonical(self, value: Any) -> Any:
        """The one way in which this value is written, of the several in which it can be read."""
        python = self.codec.read(value)
        return None if self.default is not None and python == self.default else self.codec.write(python)


@dataclass(frozen=True)
class Reference:
    """Another record, by its key.

    A bundle carries all that its records refer to, except by `soft` references: these say nothing (and so
    leave what is here alone) where the other record is not in the bundle. `reason` is the path of a field that
    only explains the reference and goes with it.
    """

    path: str
    column: str
    kind: str
    soft: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Part:
    """Rows of another table that belong to a record: a list, or one object if `single`.

    `order` is the column that settles their order: `position` is numbered as read, `pk` is the order of making.
    An item of the list is written as the value of its key `bare` alone, where it has no other.
    """

    path: str
    model: type[Model]
    link: str
    items: tuple[Field | Reference, ...]
    order: str = "pk"
    single: bool = False
    bare: str = ""
    in_dossier: bool = False

    @property
    def soft(self) -> bool:
        return any(isinstance(item, Reference) and item.soft for item in self.items)

    def listed(self, record: Json) -> list[Json]:
        """The items of this part in the record, as objects."""
        value = get(record, self.path)
        if value is None:
            return []
        return [self._object(item) for item in ([value] if self.single else value)]

    def joined(self, items: list[Json]) -> Any:
        """What the file has for these items: a list, an object, or None for nothing."""
        values = [item[self.bare] if set(item) == {self.bare} else item for item in self._in_order(items)]
        return (values[0] if values else None) if self.single else values

    def _object(self, item: Any) -> Json:
        return item if isinstance(item, dict) else {self.bare: item}

    def _in_order(self, items: list[Json]) -> list[Json]:
        return sorted(items, key=lambda item: fold(item["name"])) if self.order == "folded" else items


Item = Field | Reference | Part


@dataclass(frozen=True)
class Kind:
    """One array of the bundle (`name`), its table, and what each record holds, in the order of the file.

    `key` is the path of the slug or id by which other records refer to it; a kind without one (a reading, a
    note) is known by all the paths in `identity`.
    """

    name: str
    singular: str
    model: type[Model]
    items: tuple[Item, ...]
    key: str = ""
    identity: tuple[str, ...] = ()
    in_dossier: bool = False
    fields: tuple[Field, ...] = field(init=False)
    references: tuple[Reference, ...] = field(init=False)
    parts: tuple[Part, ...] = field(init=False)

    def __post_init__(self) -> None:
        for name, sort in (("fields", Field), ("references", Reference), ("parts", Part)):
            object.__setattr__(self, name, tuple(item for item in self.items if isinstance(item, sort)))

    @property
    def key_column(self) -> str:
        return next(item.attribute for item in self.fields if item.path == self.key)

    @property
    def own_reference(self) -> Reference | None:
        """The reference to another record of the same kind, if it has one."""
        return next((reference for reference in self.references if reference.kind == self.name), None)

    def identify(self, record: Json) -> tuple[Any, ...]:
        """What tells this record from all others of its kind."""
        return tuple(get(record, path) for path in (self.identity or (self.key,)))

    def label(self, record: Json) -> str:
        """The identity in words, for messages."""
        return " ".join(str(value) for value in self.identify(record) if value is not None)


def get(record: Json, path: str) -> Any:
    """The value at a dotted path, None where any step of it is missing."""
    value: Any = record
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def put(record: Json, path: str, value: Any) -> None:
    """Set the value at a dotted path, making the objects on the way; None is left out."""
    if value is None or value == []:
        return
    *steps, last = path.split(".")
    for step in steps:
        record = record.setdefault(step, {})
    record[last] = value


def flat(record: Json, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of the record with its dotted path; lists are values."""
    for key, value in record.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
