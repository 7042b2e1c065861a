"""The records of a bundle as they are read: each with its kind, and whether its references hold together."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from claims.bundles.format import KINDS
from claims.bundles.items import Field, Json, Kind, Part, Reference, get, put
from claims.bundles.problems import Problem


@dataclass(frozen=True)
class Entry:
    """One record of the file."""

    kind: Kind
    record: Json

    @property
    def label(self) -> str:
        return f"{self.kind.name} {self.kind.label(self.record)}"

    @property
    def identity(self) -> tuple[Any, ...]:
        return self.kind.identify(self.record)

    def problem(self, field: str, reason: str) -> Problem:
        return Problem(self.label, field, reason)


def raw_records(bundle: Json) -> Iterator[tuple[Kind, int, Any]]:
    """Every record as the file has it, in the order of the kinds, with its place in its array."""
    for kind in KINDS:
        value = bundle.get(kind.name, [])
        records = [value] if kind.name == "dossier" else value
        yield from ((kind, number, record) for number, record in enumerate(records))


def entries_of(bundle: Json, misshapen: set[tuple[str, int]]) -> list[Entry]:
    """The records that are shaped as they should be, in the one way in which they are written."""
    return [
        Entry(kind, canonical(kind, record))
        for kind, number, record in raw_records(bundle)
        if (kind.name, number) not in misshapen
    ]


def canonical(kind: Kind, record: Json) -> Json:
    """The record as an export would write it: one way for each value, keys in order, nothing empty."""
    made: Json = {}
    for item in kind.items:
        if isinstance(item, Part):
            put(made, item.path, item.joined([_plain(item.items, one) for one in item.listed(record)]))
        else:
            put(made, item.path, _value(item, record))
    return made


def _plain(items: Iterable[Field | Reference], record: Json) -> Json:
    made: Json = {}
    for item in items:
        put(made, item.path, _value(item, record))
    return made


def _value(item: Field | Reference, record: Json) -> Any:
    value = get(record, item.path)
    return item.canonical(value) if isinstance(item, Field) and value is not None else value


def known_keys(bundle: Json) -> dict[str, set[str]]:
    """The keys of all records of each kind, well shaped or not: a reference to a bad record is not a bad one."""
    keys: dict[str, set[str]] = {kind.name: set() for kind in KINDS}
    for kind, _, record in raw_records(bundle):
        key = get(record, kind.key) if kind.key and isinstance(record, dict) else None
        if isinstance(key, str):
            keys[kind.name].add(key)
    return keys


def repeated(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Records that stand twice."""
    count = Counter((entry.kind.name, entry.identity) for entry in entries)
    seen: set[tuple[str, Any]] = set()
    for entry in entries:
        mark = (entry.kind.name, entry.identity)
        if count[mark] > 1 and mark not in seen:
            seen.add(mark)
            yield entry.problem(entry.kind.key, f"stands {count[mark]} times in the file.")


def references_of(entry: Entry) -> Iterator[tuple[str, Reference, str]]:
    """Every reference the record makes: where it stands, which it is, and the key it names."""
    for reference in entry.kind.references:
        if key := get(entry.record, reference.path):
            yield reference.path, reference, key
    for part in entry.kind.parts:
        for number, one in enumerate(part.listed(entry.record)):
            for item in part.items:
                if isinstance(item, Reference) and (key := get(one, item.path)):
                    yield f"{part.path}.{number}.{item.path}", item, key


def unresolved(entries: Iterable[Entry], keys: dict[str, set[str]]) -> Iterator[Problem]:
    """References to records that the bundle does not carry."""
    for entry in entries:
        for path, reference, key in references_of(entry):
            if key not in keys[reference.kind]:
                yield entry.problem(
                    path, f"names {key!r}, but the bundle has none such among its {reference.kind}."
                )


def loops(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Records that come back to themselves: a place inside itself, an outlet that owns itself ..."""
    above = {
        (entry.kind.name, entry.identity[0]): get(entry.record, own.path)
        for entry in entries
        if (own := entry.kind.own_reference)
    }
    for entry in entries:
        own = entry.kind.own_reference
        if own and _comes_back(entry, above):
            yield entry.problem(own.path, "leads back to the record itself, directly or through others.")


def _comes_back(entry: Entry, above: dict[tuple[str, Any], Any]) -> bool:
    start = entry.identity[0]
    seen, current = set(), above.get((entry.kind.name, start))
    while current is not None and current not in seen and current != start:
        seen.add(current)
        current = above.get((entry.kind.name, current))
    return bool(current == start)


def in_levels(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Entries of one kind, those first that the others refer to. There are no loops."""
    waiting = {entry.identity[0]: entry for entry in entries}
    own = entries[0].kind.own_reference if entries else None
    while own and waiting:
        ready = [entry for entry in waiting.values() if get(entry.record, own.path) not in waiting]
        assert ready, "loops are refused before anything is written"
        yield ready
        for entry in ready:
            del waiting[entry.identity[0]]
    if not own and entries:
        yield entries
