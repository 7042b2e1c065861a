"""Reading a bundle into the database: all of it or nothing, with every reason for refusing it at once."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model

from claims.actions import changing
from claims.bundles import compare, entries, rules
from claims.bundles.entries import Entry
from claims.bundles.format import BY_NAME, EVIDENCE
from claims.bundles.problems import Problem, Refused
from claims.bundles.rows import Rows, alike, breaches, fill, invalid, part_rows
from claims.bundles.schema import misshapen, refuse_other_formats
from claims.bundles.text import parse, place
from claims.bundles.write import Signature, Writer
from claims.completeness import NotReady
from claims.models import Dossier
from claims.standings import AT_ONCE
from record.derived import derive

T = TypeVar("T")
# Goes through a sequence under a title, showing how far it is.
Steps = Callable[[Sequence[T], str], Iterable[T]]


def silently(steps: Sequence[T], title: str) -> Iterable[T]:
    """Go through the steps and show nothing."""
    return steps


@dataclass(frozen=True)
class Outcome:
    """What an import did: how many records of each kind it added and changed, and how many were here already.

    `recounting` is the number of claims whose standing is left to `manage.py standings --stale`, being too many.
    """

    added: Counter[str]
    changed: Counter[str]
    same: int
    recounting: int


def import_bundle(
    data: bytes,
    *,
    name: str,
    by: AbstractBaseUser | None = None,
    overwrite: bool = False,
    steps: Steps[Any] = silently,
) -> Outcome:
    """Add what the bundle has and this database lacks, and leave alone what is equal.

    `name` is the file's, for the history. Records that are here with other values are refused, unless
    `overwrite`. Raises Refused, with nothing written, if anything is wrong.
    """
    bundle = parse(data)
    refuse_other_formats(bundle)
    read, problems = _read(bundle)
    with transaction.atomic():
        found = compare.compare(read)
        problems += [*compare.never(found), *compare.known_otherwise(found)]
        problems += [] if overwrite else compare.conflicts(found)
        checked = _checked_rows(read, found)
        sound = _sound(checked, found, steps, problems)
        problems += alike(sound)
        if not problems:
            # Of a file with other faults it would say the same things again.
            problems += rules.incomplete(checked)
        if problems:
            raise Refused(_in_order([*problems, *_breaches(sound, found, steps)], bundle))
        touched = _write(found, Signature(by, f"imported from {name}"), checked, steps)
    return _outcome(read, found, touched if touched > AT_ONCE else 0)


def _read(bundle: dict[str, Any]) -> tuple[list[Entry], list[Problem]]:
    """The well-shaped records, each once, and what is wrong with the file by itself."""
    bad: set[tuple[str, int]] = set()
    problems = []
    for path, problem in misshapen(bundle):
        problems.append(problem)
        if len(path) < 2 and path != ("dossier",):
            raise Refused(problem for _, problem in misshapen(bundle))
        bad.add(("dossier", 0) if path[0] == "dossier" else (str(path[0]), int(path[1])))
    read = entries.entries_of(bundle, bad)
    problems += entries.repeated(read)
    problems += entries.unresolved(read, entries.known_keys(bundle))
    problems += entries.loops(read)
    problems += rules.broken(read)
    return list({(entry.kind.name, entry.identity): entry for entry in read}.values()), problems


def _checked_rows(read: Sequence[Entry], found: compare.Comparison) -> list[Rows]:
    """Every record of the file as rows that are never saved: new ones have negative numbers to tell them apart."""
    rows: dict[tuple[str, tuple[Any, ...]], Any] = {}
    for number, entry in enumerate(read, start=1):
        known = found.rows.get((entry.kind.name, entry.identity))
        rows[entry.kind.name, entry.identity] = copy(known) if known else entry.kind.model(pk=-number)

    def target(kind: str, key: str) -> Model:
        if kind == "dossier":
            return next((row for (name, _), row in rows.items() if name == kind), Dossier(pk=0))
        # A reference into nothing has been refused already; something must stand here meanwhile.
        return rows.get((kind, (key,))) or BY_NAME[kind].model(pk=0)

    filled = [(entry, fill(rows[entry.kind.name, entry.identity], entry, target)) for entry in read]
    return [Rows(entry, row, part_rows(row, entry, target)) for entry, row in filled]


def _sound(
    checked: list[Rows], found: compare.Comparison, steps: Steps[Any], problems: list[Problem]
) -> list[Rows]:
    """The records against which their models say nothing; what is said of the others goes to `problems`."""
    faulty = set()
    for rows in steps(_to_write(checked, found), "Checking"):
        for problem in invalid(rows):
            problems.append(problem)
            faulty.add(id(rows))
    sound = [rows for rows in checked if id(rows) not in faulty]
    for rows in sound:
        for _, _, row in rows.all():
            derive(row)
    return sound


def _to_write(checked: list[Rows], found: compare.Comparison) -> list[Rows]:
    touched = {id(entry) for entry in found.missing} | {id(changed.entry) for changed in found.changed}
    return [rows for rows in checked if id(rows.entry) in touched]


def _breaches(checked: list[Rows], found: compare.Comparison, steps: Steps[Any]) -> Iterator[Problem]:
    for rows in steps(_to_write(checked, found), "Looking for everything that is wrong"):
        yield from breaches(rows)


def _write(found: compare.Comparison, signature: Signature, checked: list[Rows], steps: Steps[Any]) -> int:
    """Write what is missing or changed, with standings and public flags; return how many claims that concerned."""
    if not found.missing and not found.changed:
        return 0
    writer = Writer(found, signature, steps)
    try:
        with changing(_claims_here(found)) as touched:
            writer.write()
            touched |= writer.claims()
        return len(touched)
    except NotReady as error:
        raise Refused(Problem("claims", "", missing) for missing in error.missing) from error
    except (IntegrityError, DataError) as error:
        said = list(_breaches(checked, found, steps))
        raise Refused(
            said or [Problem("the bundle", "", f"breaks a rule of the database: {error}")]
        ) from error


def _claims_here(found: compare.Comparison) -> set[int]:
    """The claims here whose standing may change: those of the bundle, and all of the dossier, whose reading counts."""
    ids = {row.pk for (kind, _), row in found.rows.items() if kind == "claims"}
    for (kind, _), row in found.rows.items():
        if kind == "dossier":
            ids |= set(row.claims.values_list("pk", flat=True))
    # Evidence that moves to another claim leaves one behind.
    return ids | {changed.row.claim_id for changed in found.changed if changed.entry.kind is EVIDENCE}


def _in_order(problems: Iterable[Problem], bundle: dict[str, Any]) -> list[Problem]:
    """Each problem once, those of one record together, in the order of the file."""
    order: dict[str, int] = {}
    for number, (kind, index, record) in enumerate(entries.raw_records(bundle)):
        order.setdefault(place((kind.name, index), bundle)[0], number)
        order.setdefault(f"{kind.name} {kind.label(record)}", number)
    return sorted(dict.fromkeys(problems), key=lambda problem: order.get(problem.record, -1))


def _outcome(read: Sequence[Entry], found: compare.Comparison, recounting: int) -> Outcome:
    added = Counter(entry.kind.name for entry in found.missing)
    changed = Counter(changed.entry.kind.name for changed in found.changed)
    return Outcome(added, changed, len(read) - added.total() - changed.total(), recounting)
