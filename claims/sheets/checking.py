"""What the models and their constraints say against the records of a plan, by row and column of the sheet."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from claims.bundles.entries import Entry
from claims.bundles.format import BY_NAME
from claims.bundles.problems import Problem as BundleProblem
from claims.bundles.rows import Rows, alike, fill, invalid, part_rows
from claims.bundles.rules import broken
from claims.sheets.columns import column_of
from claims.sheets.conditions import breaches
from claims.sheets.plans import Plan
from claims.sheets.problems import Problem
from record.derived import derive


def problems_of(plan: Plan) -> Iterator[Problem]:
    """Everything that would keep the plan's records from being written, in the order of the rows."""
    found = [*broken(plan.entries), *_against_models(_rows(plan))]
    rows = {entry.label: row for entry, row in zip(plan.entries, plan.origins, strict=True)}
    kinds = {entry.label: entry.kind.name for entry in plan.entries}
    said = (_told(problem, rows[problem.record], kinds[problem.record]) for problem in found)
    yield from sorted(dict.fromkeys(said), key=lambda problem: problem.row)


def _against_models(many: list[Rows]) -> Iterator[BundleProblem]:
    sound = []
    for rows in many:
        if said := list(invalid(rows)):
            yield from said
        else:
            sound.append(rows)
    for rows in sound:
        for path, _, row in rows.all():
            derive(row)
            yield from (rows.entry.problem(path, reason) for reason in breaches(row))
    yield from alike(sound)


def _rows(plan: Plan) -> list[Rows]:
    """Every record as rows that are never saved, told apart by negative numbers."""
    made: dict[tuple[str, str], Any] = {
        (entry.kind.name, entry.identity[0]): entry.kind.model(pk=-number)
        for number, entry in enumerate(plan.entries, start=1)
    }

    def target(kind: str, key: str) -> Model:
        # What is neither made nor here stands above in the file, and is not written yet.
        return made.get((kind, key)) or plan.known.get((kind, (key,))) or _standing_above(kind, key)

    def rows_of(entry: Entry) -> Rows:
        row = fill(made[entry.kind.name, entry.identity[0]], entry, target)
        return Rows(entry, row, part_rows(row, entry, target))

    return [rows_of(entry) for entry in plan.entries]


def _standing_above(kind: str, key: str) -> Model:
    model = BY_NAME[kind].model
    return model(pk=-abs(hash((kind, key))) - 1_000_000)


def _told(problem: BundleProblem, row: int, kind: str) -> Problem:
    column = column_of(kind, problem.field)
    return Problem(row, column or ("speakers" if kind == "unnamed_sources" else ""), problem.reason)
