"""Loading the reports of a dossier for their arrangement: one narrow row a report, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import Count, F, Q

from claims.matrix.columns import Column, Credited, Report, arrange
from claims.models import Credit, Dossier, Evidence, Reading
from claims.models.claims import ClaimQuerySet
from claims.models.evidence import EvidenceQuerySet
from claims.records import with_owners
from sources.models import Article

# Beyond these no reader pages; the page says how many are left out.
MOST_REPORTS = 1_000


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
    credits = _credits(evidence, [pk for pk in kept if pk in numbers and not numbers[pk]["own"]])
    reports = [
        Report(pk, public_id, name or title, outlet, **numbers.get(pk, {}), credits=tuple(credits[pk]))
        for pk, public_id, title, outlet, name in _heads(kept, user)
    ]
    named = {report.outlet for report in reports} | {one.outlet for row in credits.values() for one in row}
    return Arrangement(arrange(reports, with_owners(named - {None})), len(wanted) - len(kept))  # type: ignore[arg-type]


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


def _credits(evidence: EvidenceQuerySet, articles: Collection[int]) -> dict[int, list[Credited]]:
    """What these articles credit, each what it credits most often first."""
    found: defaultdict[int, list[Credited]] = defaultdict(list)
    rows = (
        Credit.objects.filter(evidence__in=evidence.filter(article__in=articles).order_by())
        .order_by()
        .values_list("evidence__article", "article", "article__outlet", "outlet")
        .annotate(
            number=Count("pk"),
            title=F("article__title"),
            publisher=F("article__outlet__name"),
            name=F("outlet__name"),
        )
        .order_by("evidence__article", "-number", "article", "outlet")
    )
    for citing, article, publisher, outlet, number, title, publisher_name, outlet_name in rows:
        name = outlet_name or publisher_name or title
        found[citing].append(Credited(article, outlet or publisher, name, number))
    return found


def _heads(articles: Collection[int], user: Any) -> Any:
    rows = Article.objects.visible_to(user).filter(pk__in=articles).order_by()
    return rows.values_list("pk", "public_id", "title", "outlet", "outlet__name")
