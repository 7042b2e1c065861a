"""Which claims rest on an article or an outlet, in their evidence or through its credits; recounted when one changes."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q

from claims import publicity, standings
from claims.models import Claim, Evidence
from people.models import Place
from sources.models import Article, Outlet, UnnamedSource


def claims_resting_on(evidence: Q) -> list[int]:
    """The ids of claims with such a piece of evidence, in order."""
    found = Evidence.objects.filter(evidence).order_by().values("claim")
    return list(Claim.objects.filter(pk__in=found).order_by("pk").values_list("pk", flat=True))


def on_article(article: int) -> Q:
    """Evidence found in this article or crediting it."""
    return Q(article=article) | Q(credits__article=article)


def on_outlets(outlets: Iterable[int]) -> Q:
    """Evidence found in articles of these outlets, or crediting them or their articles."""
    ids = list(outlets)
    return Q(article__outlet__in=ids) | Q(credits__article__outlet__in=ids) | Q(credits__outlet__in=ids)


def recount_after(row: Model, before: Any) -> None:
    """What an announced change of the lower apps means for claims (record/changes.py calls it)."""
    if isinstance(row, Article):
        _after_article(row, before)
    elif isinstance(row, Outlet) and before and row.owner_id != before.owner_id:
        _recheck("sources.outlet", row.pk, row.owner_id, before.owner_id)
        standings.recount(claims_resting_on(on_outlets(ruled_by(Outlet, "owner", [row.pk]))))
    elif isinstance(row, Place):
        _recheck("people.place", row.pk, row.parent_id, before and before.parent_id)
    elif isinstance(row, UnnamedSource) and before and row.same_as_id != before.same_as_id:
        standings.recount(claims_heard_from(ruled_by(UnnamedSource, "same_as", [row.pk])))


def _after_article(row: Article, before: Article | None) -> None:
    if before and (row.outlet_id, row.status) != (before.outlet_id, before.status):
        _recheck("sources.outlet", row.outlet_id, before.outlet_id)
        standings.recount(claims_resting_on(on_article(row.pk)))


def _recheck(kind: str, *rows: int | None) -> None:
    publicity.recheck((kind, row) for row in rows if row)


def claims_heard_from(informants: set[int]) -> list[int]:
    """The claims in whose evidence these informants speak, or that are about their words."""
    said = Claim.objects.filter(utterer_unnamed__in=informants).values_list("pk", flat=True)
    return sorted({*claims_resting_on(Q(speakers__unnamed_source__in=informants)), *said})


def ruled_by(model: Any, column: str, rows: Iterable[int]) -> set[int]:
    """These rows and every row that leads to one of them by this column, however far down."""
    found = fresh = set(rows)
    while fresh:
        fresh = set(model.objects.filter(**{f"{column}__in": fresh}).values_list("pk", flat=True)) - found
        found = found | fresh
    return found
