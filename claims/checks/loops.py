"""The rule on loops: articles that credit one another in a circle have it from nobody."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from claims.checks.dates import uncredit
from claims.checks.findings import Check, Finding, titled
from claims.models import Evidence

if TYPE_CHECKING:
    from claims.checks.cases import Case

LOOP = Check(
    "credit-loop",
    "A loop of credits",
    "Followed along its credits, the claim never comes to an origin. One of the credits is mistaken, or leads to an "
    "article that had it from elsewhere first.",
)
# Per article key, the keys of the articles it credits, each with the passage that does.
Credits: TypeAlias = Mapping[int, dict[int, Evidence]]


def loops(case: "Case") -> Iterator[Finding]:
    """Circles of credits among the evidence of one stance, each once."""
    for stance in (Evidence.Stance.SUPPORTS, Evidence.Stance.CONTRADICTS):
        credits = _credits(case.taking(stance))
        for circle in circles({article: list(credited) for article, credited in credits.items()}):
            yield _finding(case, [(credits[one][other], other) for one, other in pairwise(circle)])


def _credits(rows: list[Evidence]) -> Credits:
    credits: dict[int, dict[int, Evidence]] = {}
    for row in rows:
        for credit in row.credits.all():
            if credit.article_id:
                credits.setdefault(row.article_id, {}).setdefault(credit.article_id, row)
    return credits


def circles(steps: Mapping[int, list[int]]) -> Iterator[list[int]]:
    """Circles of the graph, each from its smallest key back to it, until without their first steps none is left."""
    left = {start: sorted(ends) for start, ends in sorted(steps.items())}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            # It names each before those that lead to it.
            circle = _from_smallest(error.args[1][:0:-1])
            yield circle
            left[circle[0]].remove(circle[1])
        else:
            return


def _from_smallest(circle: list[int]) -> list[int]:
    start = circle.index(min(circle))
    return [*circle[start:], *circle[:start], circle[start]]


def _finding(case: "Case", steps: list[tuple[Evidence, int]]) -> Finding:
    rows = [row for row, _ in steps]
    articles = {row.article_id: row.article for row in rows}
    way = " credits ".join(titled(row.article) for row in [*rows, rows[0]])
    return Finding(
        LOOP,
        case.claim,
        f"{way}.",
        places=tuple(record for row in rows for record in (row, row.article)),
        rests_on=tuple((row.public_id, row.article.public_id) for row in rows),
        fixes=tuple(uncredit(row, articles[credited]) for row, credited in steps),
    )
