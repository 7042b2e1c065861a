"""Writing a bundle: what a dossier's claims rest on, found by following the references of the format."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, Q

from claims.bundles.format import BY_NAME, EDITOR_NOTES, FORMAT, KINDS, VERSION
from claims.bundles.items import Json, Kind, Reference
from claims.bundles.stored import Names, parts_of, record_of
from claims.models import Claim, Discrepancy, Dossier, EditorNote, Evidence, Reading
from claims.models.claims import State
from record.chunks import in_chunks

Found = dict[str, dict[int, Any]]  # kind -> number -> row


@dataclass(frozen=True)
class Extent:
    """How much a bundle carries beyond what readers see."""

    drafts: bool = False
    notes: bool = False
    texts: bool = False


AS_READERS_SEE = Extent()


def export_bundle(dossier: Dossier, extent: Extent = AS_READERS_SEE) -> str:
    """Return the dossier as the text of a bundle. The same records give the same bytes on every database."""
    bundle: Json = {"format": FORMAT, "version": VERSION}
    with one_moment():
        found = _found(dossier, extent)
        names = _names(found)
        for kind in KINDS:
            if kind is not EDITOR_NOTES or extent.notes:
                records = _records(kind, found, names, dossier, extent)
                bundle[kind.name] = records[0] if kind.name == "dossier" else records
    return json.dumps(bundle, ensure_ascii=False, indent=2) + "\n"


@contextmanager
def one_moment() -> Iterator[None]:
    """Read the database as it was at one moment, whoever writes meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            # There each query would see what was committed just before it; SQLite holds still by itself.
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _found(dossier: Dossier, extent: Extent) -> Found:
    """Every row of the bundle: the dossier's claims, their evidence, what these rest on, what is said of them."""
    found: Found = {kind.name: {} for kind in KINDS}
    found["dossier"][dossier.pk] = dossier
    found["claims"] = _by_pk(_claims(dossier, extent))
    found["evidence"] = _chunked(_evidence(extent), "claim", found["claims"])
    _follow(found, dossier)
    articles = set(found["articles"])
    readings = Reading.objects.filter(dossier=dossier)
    found["readings"] = {reading.pk: reading for reading in readings if reading.article_id in articles}
    found["discrepancies"] = _by_pk(_discrepancies(found["claims"]))
    if extent.notes:
        found["editor_notes"] = _notes(found)
    return found


def _claims(dossier: Dossier, extent: Extent) -> Iterable[Claim]:
    claims = Claim.objects.filter(dossiers=dossier)
    return claims.exclude(state=State.WITHDRAWN) if extent.drafts else claims.visible_to(None)


def _evidence(extent: Extent) -> Any:
    return Evidence.objects.all() if extent.drafts else Evidence.objects.visible_to(None)


def _follow(found: Found, dossier: Dossier) -> None:
    """Add what the rows found so far refer to, and what that refers to, until there is nothing new."""
    fresh: Found = {name: dict(rows) for name, rows in found.items()}
    while any(fresh.values()):
        wanted: dict[str, set[int]] = {name: set() for name in found}
        for name, rows in fresh.items():
            _collect(BY_NAME[name], list(rows.values()), dossier, wanted)
        fresh = {
            name: _chunked(BY_NAME[name].model._default_manager.all(), "pk", numbers - set(found[name]))
            for name, numbers in wanted.items()
        }
        for name, rows in fresh.items():
            found[name].update(rows)


def _collect(kind: Kind, rows: list[Model], dossier: Dossier, wanted: dict[str, set[int]]) -> None:
    """Add to `wanted` the numbers of all rows to which these refer."""
    parts = parts_of(kind, rows, dossier)
    holders = [(kind.references, rows)]
    for part in kind.parts:
        references = tuple(item for item in part.items if isinstance(item, Reference))
        holders.append((references, [row for owned in parts[part.path].values() for row in owned]))
    for references, holding in holders:
        for reference in references:
            if not reference.soft:
                numbers = {getattr(row, f"{reference.column}_id") for row in holding}
                wanted[reference.kind] |= numbers - {None}


def _discrepancies(claims: dict[int, Any]) -> Iterable[Discrepancy]:
    """Those of which at least two rivals are among the claims."""
    found: dict[int, Discrepancy] = {}
    count: dict[int, int] = {}
    for chunk in in_chunks(claims):
        for discrepancy in Discrepancy.objects.filter(rivals__claim__in=chunk):
            found[discrepancy.pk] = discrepancy
            count[discrepancy.pk] = count.get(discrepancy.pk, 0) + 1
    return [found[pk] for pk, rivals in count.items() if rivals >= 2]


def _notes(found: Found) -> dict[int, Any]:
    notes: dict[int, Any] = {}
    for reference in EDITOR_NOTES.references:
        notes |= _chunked(EditorNote.objects.all(), reference.column, found[reference.kind])
    return notes


def _chunked(rows: Any, column: str, numbers: Iterable[int]) -> dict[int, Any]:
    chunks = (rows.filter(Q(**{f"{column}__in": chunk})) for chunk in in_chunks(numbers))
    return {row.pk: row for chunk in chunks for row in chunk}


def _by_pk(rows: Iterable[Any]) -> dict[int, Any]:
    return {row.pk: row for row in rows}


def _records(kind: Kind, found: Found, names: Names, dossier: Dossier, extent: Extent) -> list[Json]:
    """The records of one kind in the order of the file: by key, or by identity where there is no key."""
    rows = list(found[kind.name].values())
    parts = parts_of(kind, rows, dossier)
    records = [record_of(kind, row, parts, names) for row in rows]
    if not extent.texts:
        for record in records:
            _leave_out_text(kind, record)
    return sorted(records, key=lambda record: [str(value or "") for value in kind.identify(record)])


def _leave_out_text(kind: Kind, record: Json) -> None:
    if kind.name == "articles" and "text" in record:
        record["text"].pop("text", None)


def _names(found: Found) -> Names:
    keys = {
        kind.name: {pk: getattr(row, kind.key_column) for pk, row in found[kind.name].items()}
        for kind in KINDS
        if kind.key
    }
    return Names(hard=keys, soft=keys)
