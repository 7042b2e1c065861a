"""What is here already: which records of a bundle are missing, which are equal, and in what the others differ."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db.models import Model

from claims.bundles.entries import Entry
from claims.bundles.format import BY_NAME, KINDS
from claims.bundles.items import Json, Kind, Reference, flat, get
from claims.bundles.problems import Problem
from claims.bundles.stored import Names, parts_of, record_of
from claims.models import Dossier
from claims.models.claims import State
from record.chunks import in_chunks
from record.models import FormerSlug, Merge
from record.refusals import as_typed
from record.slugs import address_of

NOTHING = "(nothing)"


class Difference(NamedTuple):
    """A field in which a record here differs from the file's; None where one of them has no value."""

    path: str
    here: Any
    there: Any


@dataclass
class Changed:
    """A record that is here with other values. What `fills` is not known here, and contradicts nothing."""

    entry: Entry
    row: Any
    conflicts: list[Difference]
    fills: list[Difference]

    @property
    def paths(self) -> set[str]:
        return {difference.path for difference in (*self.conflicts, *self.fills)}


@dataclass
class Comparison:
    """Every record of the bundle, sorted by what is here."""

    missing: list[Entry] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    # The rows of the records that are here, changed or not, by kind and identity.
    rows: dict[tuple[str, tuple[Any, ...]], Any] = field(default_factory=dict)


def compare(entries: Sequence[Entry]) -> Comparison:
    """Compare the records with those in the database, in a fixed number of queries per 500 records."""
    found = Comparison()
    by_kind: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.kind.name].append(entry)
    own = _rows_by_key(by_kind)
    dossier = next(iter(own["dossier"].values()), None)
    for kind in KINDS:
        rows = list(own[kind.name].values()) if kind.key else list(_unkeyed(kind, own, dossier))
        _sort(kind, rows, by_kind[kind.name], Names(names_of(kind, rows), _own_names(own)), dossier, found)
    return found


def _rows_by_key(by_kind: dict[str, list[Entry]]) -> dict[str, dict[str, Any]]:
    """The rows that have the keys of the bundle's records, by kind and key; locked, so that they stay as compared."""
    found: dict[str, dict[str, Any]] = {}
    for kind in (kind for kind in KINDS if kind.key):
        column, locked = kind.key_column, kind.model._default_manager.select_for_update().order_by("pk")
        keys = (entry.identity[0] for entry in by_kind[kind.name])
        rows = (row for chunk in in_chunks(keys) for row in locked.filter(**{f"{column}__in": chunk}))
        found[kind.name] = {getattr(row, column): row for row in rows}
    return found


def _unkeyed(kind: Kind, own: dict[str, dict[str, Any]], dossier: Dossier | None) -> Iterator[Any]:
    """The readings or notes that belong to records of the bundle."""
    manager: Any = kind.model._default_manager
    if kind.in_dossier:
        yield from manager.filter(dossier=dossier) if dossier else ()
        return
    for reference in kind.references:
        for chunk in in_chunks(row.pk for row in own[reference.kind].values()):
            yield from manager.filter(**{f"{reference.column}__in": chunk})


def _own_names(own: dict[str, dict[str, Any]]) -> dict[str, dict[int, str]]:
    return {name: {row.pk: key for key, row in rows.items()} for name, rows in own.items()}


def names_of(kind: Kind, rows: Sequence[Model]) -> dict[str, dict[int, str]]:
    """The keys of all rows to which these refer, also of those that are not in the bundle."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for reference in kind.references:
        wanted[reference.kind] |= {getattr(row, f"{reference.column}_id") for row in rows} - {None}
    for part in kind.parts:
        columns = [item for item in part.items if isinstance(item, Reference) and not item.soft]
        for chunk in in_chunks(row.pk for row in rows) if columns else ():
            owned = part.model._default_manager.filter(**{f"{part.link}__in": chunk})
            for reference in columns:
                wanted[reference.kind] |= set(owned.values_list(f"{reference.column}_id", flat=True)) - {None}
    return {name: _keys(BY_NAME[name], numbers) for name, numbers in wanted.items()}


def _keys(kind: Kind, numbers: Iterable[int]) -> dict[int, str]:
    manager = kind.model._default_manager
    return {
        pk: key
        for chunk in in_chunks(numbers)
        for pk, key in manager.filter(pk__in=chunk).values_list("pk", kind.key_column)
    }


def _sort(
    kind: Kind,
    rows: Sequence[Model],
    entries: list[Entry],
    names: Names,
    dossier: Dossier | None,
    found: Comparison,
) -> None:
    parts = parts_of(kind, rows, dossier)
    here: dict[Any, tuple[Model, Json]] = {}
    for row in rows:
        record = record_of(kind, row, parts, names)
        here[kind.identify(record)] = (row, record)
    for entry in entries:
        if entry.identity not in here:
            found.missing.append(entry)
            continue
        row, record = here[entry.identity]
        found.rows[kind.name, entry.identity] = row
        changed = Changed(entry, row, *_differences(kind, record, entry.record))
        if changed.paths:
            found.changed.append(changed)


def _differences(kind: Kind, here: Json, there: Json) -> tuple[list[Difference], list[Difference]]:
    """In what the two differ, and what only the bundle has of the things about which each may be silent.

    These are what belongs to the article or claim without being part of it: the stored text, and membership
    in the dossier.
    """
    silent = tuple(part.path for part in kind.parts if part.single)
    ours, theirs = dict(flat(here)), dict(flat(there))
    conflicts, fills = [], []
    for path in dict.fromkeys((*theirs, *ours)):
        difference = Difference(path, ours.get(path), theirs.get(path))
        if difference.here == difference.there:
            continue
        if path.split(".")[0] not in silent:
            conflicts.append(difference)
        elif difference.here is None:
            fills.append(difference)
        elif difference.there is not None:
            conflicts.append(difference)
    return conflicts, fills


def conflicts(found: Comparison) -> Iterator[Problem]:
    """Every field in which a record was changed here since, with both values."""
    for changed in found.changed:
        for path, here, there in changed.conflicts:
            reason = f"differs from the record here.\n  here: {_shown(here)}\n  file: {_shown(there)}"
            yield replace(changed.entry.problem(path, reason), is_conflict=True)


def never(found: Comparison) -> Iterator[Problem]:
    """Changes that not even overwriting makes."""
    for changed in found.changed:
        states = {difference.path: difference for difference in changed.conflicts}
        if getattr(changed.row, "state", "") == State.WITHDRAWN:
            yield changed.entry.problem(
                "state",
                f"was withdrawn here: {changed.row.withdrawal_reason} An import does not bring it back.",
            )
        elif "state" in states and states["state"].there == State.DRAFT:
            yield changed.entry.problem(
                "state", "is published here; an import does not make it a draft again."
            )
        if (
            "text.sha256" in states
            and get(changed.entry.record, "text.text") is None
            and _holds_text(changed.row)
        ):
            yield changed.entry.problem(
                "text",
                "is another text than the one held here, and the file does not bring it along: it would be lost.",
            )


def _holds_text(article: Any) -> bool:
    return bool(article.stored_text.text)


def known_otherwise(found: Comparison) -> Iterator[Problem]:
    """Records that are here under another slug or id."""
    yield from _renamed(found.missing)
    yield from _same_wikidata([*found.missing, *(changed.entry for changed in found.changed)], found)


def _renamed(missing: Iterable[Entry]) -> Iterator[Problem]:
    for kind in (kind for kind in KINDS if kind.key):
        entries = {entry.identity[0]: entry for entry in missing if entry.kind is kind}
        for chunk in in_chunks(entries):
            for former in FormerSlug.objects.filter(kind=kind.model._meta.label_lower, slug__in=chunk):
                row: Any = kind.model._default_manager.filter(pk=former.target).first()
                if row:
                    # An id is never given up but by a merge; of slugs the merge tells.
                    merged = kind.key == "id" or Merge.objects.of(kind.model).gone_from(former.slug).exists()
                    what = "merged here into" if merged else "renamed here to"
                    yield entries[former.slug].problem(kind.key, f"was {what} {address_of(row)!r}: use that.")


def _same_wikidata(entries: Iterable[Entry], found: Comparison) -> Iterator[Problem]:
    claimed: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        if number := entry.record.get("wikidata"):
            claimed[entry.kind.name, number] = entry
    for kind in KINDS:
        numbers = [number for name, number in claimed if name == kind.name]
        manager: Any = kind.model._default_manager
        for chunk in in_chunks(numbers):
            for row in manager.filter(wikidata_id__in=chunk):
                entry = claimed[kind.name, row.wikidata_id]
                if (kind.name, (row.slug,)) not in found.rows:
                    yield entry.problem(
                        "wikidata", f"{row.wikidata_id} is here already, as {row.slug!r} ({row.name})."
                    )


def _shown(value: Any) -> str:
    if value is None:
        return NOTHING
    return as_typed(value, 300) if isinstance(value, str) else as_typed(str(value), 300).strip("'")
