"""Loading the reports of a dossier for their arrangement: one narrow row a report, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import Count, Q

from claims.matrix.columns import Column, Credited, Report, arrange
from claims.models import Credit, Dossier, Evidence, Reading
from claims.models.claims import ClaimQuerySet
from claims.models.evidence import EvidenceQuerySet
from claims.origin_records import Key, OutletRecord
from claims.records import with_owners
from sources.models import Article

# Beyond these no reader pages; the page says how many are left out.
MOST_REPORTS = 1_000

Counted = tuple[int | None, int | None, int]
"""An article or an outlet, and how many passages of a report credit it."""


class Arrangement(NamedTuple):
    """The columns of a dossier's matrix in order, and how many reports that say least were left out."""

    columns: list[Column]
    left_out: int


def arrangement(dossier: Dossier, claims: ClaimQuerySet, user: Any) -> Arrangement:
    """The articles with evidence on these claims that this user may see, and those read for the dossier."""
    evidence = Evidence.objects.visible_to(user).about(claims)
    numbers = _numbers(evidence)
    wanted = list(dict.fromkeys([*numbers, *_read(dossier, user)]))
    kept = wanted[:MOST_REPORTS]
    counted = _credits(
        evidence, [pk for pk, number in numbers.items() if number["relayed"] and not number["own"]]
    )
    heads = _heads(kept, user)
    credited = _credited({article for row in counted.values() for article, _, _ in row if article})
    outlets = with_owners(_outlets_named(heads, counted, credited))
    reports = [
        Report(
            article=pk,
            public_id=public_id,
            name=name or title,
            outlet=outlet,
            **numbers.get(pk, {}),
            credits=tuple(_named(*row, credited, outlets) for row in counted[pk]),
        )
        for pk, public_id, title, outlet, name in heads
    ]
    return Arrangement(arrange(reports, outlets), len(wanted) - len(kept))


def _numbers(evidence: EvidenceQuerySet) -> dict[int, dict[str, int]]:
    """How many passages of each basis an article has, for the articles that have most; unset counts as unclear."""
    bases = {
        "own": Count("pk", filter=Q(basis="own")),
        "relayed": Count("pk", filter=Q(basis="relays")),
        "unclear": Count("pk", filter=Q(basis__in=["", "unclear"])),
    }
    rows = evidence.order_by().values("article").annotate(**bases, passages=Count("pk"))
    most = rows.order_by("-passages", "article")[: MOST_REPORTS + 1]
    return {row["article"]: {basis: row[basis] for basis in bases} for row in most}


def _read(dossier: Dossier, user: Any) -> list[int]:
    readings = Reading.objects.visible_to(user).filter(dossier=dossier).order_by("article")
    return list(readings.values_list("article", flat=True).distinct()[: MOST_REPORTS + 1])


def _credits(evidence: EvidenceQuerySet, articles: Collection[int]) -> dict[int, list[Counted]]:
    """What these articles credit, each what it credits most often first."""
    passages = Credit.objects.filter(evidence__article__in=articles, evidence__in=evidence.order_by())
    rows = passages.order_by().values_list("evidence__article", "article", "outlet").annotate(Count("pk"))
    found: defaultdict[int, list[Counted]] = defaultdict(list)
    for citing, *counted in sorted(rows, key=lambda row: (-row[3], row[1] or 0, row[2] or 0)):
        found[citing].append((counted[0], counted[1], counted[2]))
    return found


def _credited(articles: Collection[int]) -> dict[int, tuple[str, int | None]]:
    """The title and the outlet of credited articles."""
    rows = Article.objects.filter(pk__in=articles).order_by().values_list("pk", "title", "outlet")
    return {pk: (title, outlet) for pk, title, outlet in rows}


def _named(
    article: int | None,
    outlet: int | None,
    passages: int,
    credited: dict[int, tuple[str, int | None]],
    outlets: dict[Key, OutletRecord],
) -> Credited:
    title, publisher = credited[article] if article else ("", outlet)
    return Credited(article, publisher, outlets[publisher].label if publisher else title, passages)


def _outlets_named(
    heads: Any, counted: dict[int, list[Counted]], credited: dict[int, tuple[str, int | None]]
) -> set[int]:
    named = {outlet for _, _, _, outlet, _ in heads} | {outlet for _, outlet in credited.values()}
    named |= {outlet for row in counted.values() for _, outlet, _ in row}
    return {outlet for outlet in named if outlet}


def _heads(articles: Collection[int], user: Any) -> Any:
    rows = Article.objects.visible_to(user).filter(pk__in=articles).order_by()
    return list(rows.values_list("pk", "public_id", "title", "outlet", "outlet__name"))
