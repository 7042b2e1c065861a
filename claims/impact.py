"""What would change without a source: the claims that rest on it, each with its standing now and without it.

Worked out when asked and stored nowhere. The rules are those of every standing (claims/standing.py), run on the
record as it would be (claims/supposing.py).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeAlias

from claims.models import Claim, ClaimStanding, Evidence
from claims.models.claims import ClaimQuerySet
from claims.origin_records import ClaimRecord
from claims.records import load
from claims.standing import assess
from claims.standings import row
from claims.supposing import without_articles, without_outlets
from record.chunks import in_chunks
from sources.models import Article, Outlet

Source: TypeAlias = Article | Outlet
Fall: TypeAlias = Callable[[ClaimRecord], ClaimRecord]
Outcome: TypeAlias = Literal["loses", "changes", "stays"]


@dataclass(frozen=True)
class Change:
    """A claim's standing as it is and as it would be; both worked out now, unsaved."""

    claim: int
    before: ClaimStanding
    after: ClaimStanding

    @property
    def outcome(self) -> Outcome:
        """Whether the claim loses all support, changes its standing otherwise, or keeps it."""
        if self.before.supporting_high and not self.after.supporting_high:
            return "loses"
        return "stays" if self.before.standing == self.after.standing else "changes"


@dataclass(frozen=True)
class Impact:
    """What the fall of a source would do to some claims; those listed keep their order and carry their `change`."""

    losing: list[Claim]
    changing: list[Claim]
    staying: int


def resting_on(source: Source, user: Any) -> ClaimQuerySet:
    """The claims this user may read for or against which there is evidence in the source, or crediting it."""
    evidence = Evidence.objects.visible_to(user).counting()
    if isinstance(source, Outlet):
        evidence = evidence.resting_on_outlet(source)
    else:
        evidence = evidence.resting_on(source)
    return Claim.objects.filter(pk__in=evidence.order_by().values("claim"))


def impact(claims: Sequence[Claim], source: Source) -> Impact:
    """What the source's fall would do to these claims, in a fixed number of queries."""
    changes = {change.claim: change for change in changes_in([claim.pk for claim in claims], fall_of(source))}
    for claim in claims:
        claim.change = changes[claim.pk]  # type: ignore[attr-defined]
    outcomes = Counter(change.outcome for change in changes.values())
    return Impact(
        losing=[claim for claim in claims if changes[claim.pk].outcome == "loses"],
        changing=[claim for claim in claims if changes[claim.pk].outcome == "changes"],
        staying=outcomes["stays"],
    )


def count(source: Source) -> Iterator[Counter[Outcome]]:
    """How many published claims come out how, a chunk of claims at a time, so that memory stays bounded."""
    fall = fall_of(source)
    for ids in in_chunks(resting_on(source, None).order_by("pk").values_list("pk", flat=True).iterator()):
        yield Counter(change.outcome for change in changes_in(ids, fall))


def changes_in(claims: Collection[int], fall: Fall) -> list[Change]:
    """The change that the fall makes to each of the claims with these ids, in a fixed number of queries."""
    return [
        Change(pk, before=row(pk, assess(record)), after=row(pk, assess(fall(record))))
        for pk, record in load(claims).items()
    ]


def fall_of(source: Source) -> Fall:
    """How a claim's record changes when the source falls."""
    if isinstance(source, Outlet):
        return partial(without_outlets, fallen={source.pk})
    return partial(without_articles, fallen={source.pk})
