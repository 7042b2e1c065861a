"""Two rules on the order of days: nobody relays, or confirms, what is not there yet. Only certain order counts."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from claims.checks.findings import Check, Finding, Fix, named, titled
from claims.checks.fixes import drop_credit, only_mention
from claims.models import Evidence
from record.dates import describe_edtf
from sources.models import Article

if TYPE_CHECKING:
    from claims.checks.cases import Case

RELAY_FIRST = Check(
    "relay-before-credited",
    "A relay published before what it credits",
    "It cannot have it from there. A date is wrong, another report is meant, or the credit goes the other way.",
)
REPORTED_FIRST = Check(
    "claim-after-article",
    "A claim dated after an article that supports it",
    "Nobody reports what has not happened. A date is wrong, or the article announces it and only mentions it.",
)
TIME_ZONES = " It is one day: perhaps no more than the hours between two time zones."


def certainly_before(one: Article, other: Article) -> bool:
    """Whether the last day on which `one` may have been published is before the first of `other`."""
    return _before(one.published_latest, other.published_earliest)


def _before(latest: date | None, earliest: date | None) -> bool:
    return latest is not None and earliest is not None and latest < earliest


def _one_day(latest: date | None, earliest: date | None) -> str:
    return TIME_ZONES if latest and earliest and earliest - latest == timedelta(days=1) else ""


def relay_first(case: "Case") -> Iterator[Finding]:
    """Credits of articles that were certainly published later than the relay."""
    for row in case.evidence:
        for credited in filter(None, (credit.article for credit in row.credits.all())):
            if certainly_before(row.article, credited):
                yield _relay_first(case, row, credited)


def _relay_first(case: "Case", row: Evidence, credited: Article) -> Finding:
    relay = row.article
    return Finding(
        RELAY_FIRST,
        case.claim,
        f"{titled(relay)}, published {describe_edtf(relay.published)}, credits {titled(credited)}, "
        f"published {describe_edtf(credited.published)}."
        f"{_one_day(relay.published_latest, credited.published_earliest)}",
        places=(row, relay, credited),
        rests_on=(
            row.public_id,
            relay.public_id,
            relay.published,
            credited.public_id,
            credited.published,
        ),
        fixes=(uncredit(row, credited),),
    )


def reported_first(case: "Case") -> Iterator[Finding]:
    """Supporting evidence in articles certainly published before the claim's first possible day."""
    for row in case.taking(Evidence.Stance.SUPPORTS):
        if _before(row.article.published_latest, case.claim.date_earliest):
            yield _reported_first(case, row)


def _reported_first(case: "Case", row: Evidence) -> Finding:
    return Finding(
        REPORTED_FIRST,
        case.claim,
        f"The claim is dated {describe_edtf(case.claim.date)}; {titled(row.article)}, which supports it, was "
        f"published {describe_edtf(row.article.published)}."
        f"{_one_day(row.article.published_latest, case.claim.date_earliest)}",
        places=(row, row.article, case.claim),
        rests_on=(row.public_id, case.claim.date, row.article.public_id, row.article.published),
        fixes=(
            Fix(
                f"mention:{row.public_id}",
                f"{titled(row.article)} only mentions it: change the stance",
                row,
                only_mention,
            ),
        ),
    )


def uncredit(row: Evidence, credited: Article) -> Fix:
    """The fix that takes a credit away."""
    alone = len(row.credits.all()) == 1
    return Fix(
        f"uncredit:{row.public_id}:{credited.public_id}",
        f"{titled(row.article)}: remove its credit of {named(credited)}"
        + (", and mark the basis unclear" if alone else ""),
        row,
        partial(drop_credit, of=credited),
    )
