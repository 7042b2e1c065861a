"""What stands in the cells of one page of the matrix: a fixed number of queries, whatever the dossier holds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Value, When, Window
from django.db.models.functions import RowNumber

from claims.matrix.columns import Column
from claims.matrix.differing import ANY_OWN_VALUE, with_own_values
from claims.models import Claim, Evidence
from claims.records import read_for
from sources.models import Article

# Of one stance in one cell; the claim's page has all of them.
MOST_PASSAGES = 3

Spot = tuple[int, int]
"""A claim and an article, by their keys: where a row and a column meet."""

_STANCES = [*Evidence.Stance.values, ""]


@dataclass(frozen=True)
class FoldedReports:
    """Reports folded into a column that take one stance on a claim, all relaying it or not, differing or not."""

    number: int
    stance: str
    relayed: bool
    differing: bool

    @property
    def stance_words(self) -> str:
        return dict(Evidence.Stance.choices).get(self.stance, "")


@dataclass
class Cell:
    """What one article says of one claim. Silent only where it was read for the claim; otherwise not yet checked.

    `more` passages were left out of each stance's first few.
    """

    column: Column
    read: bool = False
    passages: list[Evidence] = field(default_factory=list)
    more: int = 0
    folded: list[FoldedReports] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What a glance should tell: "said", "silent" or "unchecked"."""
        return "said" if self.passages else "silent" if self.read else "unchecked"


@dataclass(frozen=True)
class Row:
    """One claim and its cells, in the order of the columns."""

    claim: Claim
    cells: list[Cell]


def rows_of(claims: Sequence[Claim], columns: Sequence[Column], user: Any) -> list[Row]:
    """The cells in which these claims and columns meet, as far as this user may see what stands in them."""
    articles = articles_of(columns, user)
    read = read_for([claim.pk for claim in claims], list(articles))
    cells = {
        (claim.pk, column.report.article): Cell(column, read=column.report.article in read[claim.pk])
        for claim in claims
        for column in columns
    }
    _fill_passages(cells, {claim.pk: claim for claim in claims}, articles, user)
    _fill_folded(cells, claims, columns, user)
    return [Row(claim, [cells[claim.pk, column.report.article] for column in columns]) for claim in claims]


def articles_of(columns: Sequence[Column], user: Any) -> dict[int, Article]:
    """The articles at the head of the columns, with their outlets."""
    return (
        Article.objects.visible_to(user).with_outlet().in_bulk([column.report.article for column in columns])
    )


def _fill_passages(
    cells: dict[Spot, Cell], claims: dict[int, Claim], articles: dict[int, Article], user: Any
) -> None:
    together = [F("claim"), F("article"), F("stance")]
    evidence = with_own_values(Evidence.objects.visible_to(user).with_particulars()).filter(
        claim__in=claims, article__in=articles
    )
    first = evidence.annotate(
        position=Window(RowNumber(), partition_by=together, order_by="pk"),
        number=Window(Count("pk"), partition_by=together),
    ).filter(position__lte=MOST_PASSAGES)
    for row in sorted(first, key=lambda row: (_STANCES.index(row.stance), row.pk)):
        row.claim, row.article = claims[row.claim_id], articles[row.article_id]
        cell = cells[row.claim_id, row.article_id]
        cell.passages.append(row)
        cell.more += row.number - MOST_PASSAGES if row.position == MOST_PASSAGES else 0


def _fill_folded(
    cells: dict[Spot, Cell], claims: Sequence[Claim], columns: Sequence[Column], user: Any
) -> None:
    """Count what the folded reports say. The database adds up: hundreds may be folded into one column."""
    homes = {column.report.article: [report.article for report in column.folded] for column in columns}
    folds = [When(article__in=folded, then=Value(home)) for home, folded in homes.items() if folded]
    if not folds:
        return
    folded = [article for articles in homes.values() for article in articles]
    counted = (
        Evidence.objects.visible_to(user)
        .filter(claim__in=claims, article__in=folded)
        .order_by()
        .annotate(
            home=Case(*folds, output_field=IntegerField()),
            relayed=Case(When(basis="relays", then=True), default=False),
            differing=Case(When(ANY_OWN_VALUE, then=True), default=False),
        )
        .values("claim", "home", "stance", "relayed", "differing")
        .annotate(number=Count("article", distinct=True))
    )
    found: defaultdict[Spot, list[FoldedReports]] = defaultdict(list)
    for row in counted:
        entry = FoldedReports(row["number"], row["stance"], row["relayed"], row["differing"])
        found[row["claim"], row["home"]].append(entry)
    for spot, entries in found.items():
        order = [(_STANCES.index(entry.stance), entry.differing, not entry.relayed) for entry in entries]
        cells[spot].folded = [
            entry for _, entry in sorted(zip(order, entries, strict=True), key=lambda two: two[0])
        ]
