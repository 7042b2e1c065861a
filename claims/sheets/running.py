"""Importing a large file: checked whole first, then written batch by batch, each with how far it came.

Cut off anywhere, the same import goes on where it stopped, and ends with the data of one clean run: a batch and its
progress are one transaction, the ids of what it makes follow from the file, and rows are read in their order.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.bundles.write import Signature
from claims.models import ImportRun
from claims.sheets.above import Noted, Stored
from claims.sheets.checking import problems_of
from claims.sheets.files import SheetFile
from claims.sheets.planning import plan
from claims.sheets.plans import Options, Plan
from claims.sheets.problems import Problem, Unreadable
from claims.sheets.reading import ReadRow, read_raw
from claims.sheets.writing import write
from record.chunks import in_chunks

BATCH = 500

Seen = Callable[[int], None]  # told the number of the last row that was dealt with


class Stopped(Exception):
    """An import that cannot go on; what it wrote before stays, and the same import goes on from there."""


@dataclass
class Survey:
    """What checking a whole file found: its last row, how much it would make, and everything that is wrong."""

    last_row: int = 1
    counts: Counter[str] = field(default_factory=Counter)
    repeated: int = 0
    problem_count: int = 0


def rows_of(file: SheetFile, after: int = 1) -> Iterator[ReadRow]:
    """The rows of a file below this one, read."""
    header = file.header
    return (read_raw(header, raw) for raw in file.rows(after))


def survey(file: SheetFile, options: Options, found: Callable[[Problem], None], seen: Seen) -> Survey:
    """Check every row, writing nothing; `found` is told each problem. Memory does not grow with the file."""
    outcome, above = Survey(), Noted()

    def tell(problems: Iterable[Problem]) -> None:
        for problem in problems:
            outcome.problem_count += 1
            found(problem)

    try:
        for batch in in_chunks(rows_of(file), BATCH):
            planned = plan(batch, options, above)
            tell(in_order([*planned.problems, *problems_of(planned)]))
            above.note(planned.keys, planned.records)
            outcome.counts += planned.counts
            outcome.repeated += planned.repeated
            outcome.last_row = batch[-1].number
            seen(outcome.last_row)
    except Unreadable as error:
        tell(error.problems)
    else:
        if outcome.last_row == 1:
            tell([Problem(0, "", "the file holds no row below its headings.")])
    return outcome


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, in the order of the rows."""
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.row)


def run_import(
    run: ImportRun, file: SheetFile, options: Options, signature: Signature, seen: Seen, size: int = BATCH
) -> None:
    """Write the rows that are not written yet, `size` at a time. Raises Stopped if one of them cannot be any more."""
    for batch in in_chunks(rows_of(file, after=max(run.rows_done, 1)), size):
        _write_batch(run, batch, options, signature)
        seen(run.rows_done)
    _finish(run)


def _write_batch(run: ImportRun, batch: list[ReadRow], options: Options, signature: Signature) -> None:
    with transaction.atomic():
        _claim_turn(run)
        above = Stored(run)
        planned = plan(batch, options, above)
        _stop_at(planned)
        write(planned, signature)
        above.note(planned.keys, planned.records)
        counts = dict(Counter(run.counts) + planned.counts)
        _save(run, rows_done=batch[-1].number, counts=counts)


def _claim_turn(run: ImportRun) -> None:
    """Lock the run, and refuse if another process has gone on with it."""
    stored = ImportRun.objects.select_for_update().filter(pk=run.pk).first()
    if stored is None or stored.rows_done != run.rows_done:
        raise Stopped(
            "Another process is importing this file. This one has stopped; nothing is written twice."
        )


def _stop_at(planned: Plan) -> None:
    """The file was found sound, but the record has changed since: a name may mean two by now, a claim be withdrawn."""
    problems = in_order([*planned.problems])
    if problems:
        told = "\n".join(f"- {problem}" for problem in problems)
        raise Stopped(f"The record has changed since the file was checked:\n{told}")


def _finish(run: ImportRun) -> None:
    with transaction.atomic():
        _claim_turn(run)
        run.keys.all().delete()  # of use only while it runs
        _save(run, rows_done=run.rows_total, state=ImportRun.State.FINISHED, finished_at=timezone.now())


def _save(run: ImportRun, **values: Any) -> None:
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))
