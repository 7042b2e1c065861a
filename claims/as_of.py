"""The record as known on a day: what is public today, from the articles that were certainly published by then.

An article of unknown date, or whose date spans the day, counts for neither side: it is listed apart. What the
editors wrote or found out since (a retraction, a passage confirmed) is today's.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.models import Claim, Discrepancy, Evidence
from claims.models.claims import ClaimQuerySet
from claims.records import load
from claims.standing import Assessment, assess
from claims.standings import row
from claims.supposing import only_articles
from record.parameters import BadParameters
from record.refusals import as_typed
from sources.models import Article

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Parted:
    """Evidence of articles out by the day; of those perhaps out by then; and how many articles are later."""

    by_then: list[Evidence]
    unclear: list[Evidence]
    later: int


def asked_day(text: str) -> date | None:
    """The day that `as_of` asks for, None where it asks for none. Raises BadParameters for anything but a day."""
    if not text:
        return None
    try:
        if not ISO_DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        refusal = f"{as_typed(text)} is not a day. Write year, month and day, as in 2024-12-08."
        raise BadParameters({"as_of": refusal}) from None


def parted(evidence: Sequence[Evidence], day: date) -> Parted:
    """The evidence parted by whether its article was out by the day."""
    articles = Article.objects.filter(pk__in={row.article_id for row in evidence}).order_by()
    by_then = set(articles.out_by(day).values_list("pk", flat=True))
    later = set(articles.out_after(day).values_list("pk", flat=True))
    return Parted(
        by_then=[row for row in evidence if row.article_id in by_then],
        unclear=[row for row in evidence if row.article_id not in by_then | later],
        later=len(later),
    )


def known(claims: ClaimQuerySet, day: date) -> ClaimQuerySet:
    """Those of the claims of which an article spoke that was certainly out by the day."""
    return claims.filter(pk__in=Evidence.objects.published().out_by(day).order_by().values("claim"))


def assessments(claims: Collection[int], day: date) -> dict[int, Assessment]:
    """The standing that each of these claims had on the day, in a fixed number of queries."""
    records = load(claims)
    named = {key for record in records.values() for key in record.articles}
    then = set(Article.objects.filter(pk__in=named).out_by(day).order_by().values_list("pk", flat=True))
    return {pk: assess(only_articles(record, then)) for pk, record in records.items()}


def put_back(claims: Collection[Any], day: date) -> dict[int, Assessment]:
    """Give claims loaded with `with_reports_for(None)` the reports and the standing they had on the day."""
    found = assessments({claim.pk for claim in claims}, day)
    reports = [report for claim in claims for report in claim.reports]
    then = {report.pk for report in parted(reports, day).by_then}
    for claim in claims:
        claim.reports = [report for report in claim.reports if report.pk in then]
        claim.standing = row(claim.pk, found[claim.pk])
    return found


def rivalries(claim: Claim, day: date) -> list[Discrepancy]:
    """The discrepancies of the claim, each with the rivals of which something was known on the day; two at least."""
    found: Iterable[Any] = Discrepancy.objects.visible_to(None).between(claim).with_rivals_for(None)
    discrepancies = list(found)
    put_back([rival.claim for discrepancy in discrepancies for rival in discrepancy.shown_rivals], day)
    for discrepancy in discrepancies:
        discrepancy.shown_rivals = [rival for rival in discrepancy.shown_rivals if rival.claim.reports]
    return [discrepancy for discrepancy in discrepancies if len(discrepancy.shown_rivals) > 1]
