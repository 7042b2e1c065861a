"""Numbers for readers: how many claims a source supports or contradicts, and what was read for a dossier.

Everything is counted over what the user may see, and each claim once however many passages speak of it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q

from claims import wording
from claims.models import Claim, ClaimStanding, Dossier, Evidence, Reading
from claims.models.claims import ClaimQuerySet
from claims.models.evidence import EvidenceQuerySet
from sources.models import Article, Outlet

MOST_ARTICLES = 100
SINGLE_ORIGIN = ClaimStanding.Standing.SINGLE_ORIGIN


@dataclass(frozen=True)
class Tally:
    """Of one outlet or article: how many claims it supports, contradicts and mentions."""

    source: Outlet | Article
    supports: int
    contradicts: int
    mentions: int
    read_at: datetime | None = None

    @property
    def key(self) -> str:
        """What stands for the source in an address."""
        return self.source.slug if isinstance(self.source, Outlet) else self.source.public_id


@dataclass(frozen=True)
class DossierNumbers:
    """A dossier at a glance; `more_articles` are those cited beyond the ones listed.

    `repeated` claims have two supporting reports or more, `of_one_origin` of which have it from a single known one.
    """

    claims: int
    supported: int
    contradicted: int
    repeated: int
    of_one_origin: int
    articles: list[Tally]
    more_articles: int


def leading_outlets(user: Any, number: int) -> list[Tally]:
    """The few outlets that say something of most claims, most first."""
    evidence = Evidence.objects.visible_to(user)
    ids = evidence.most_frequent("article__outlet", number)
    return _tallies(Outlet.objects.visible_to(user), "article__outlet", ids, evidence)


def leading_articles(user: Any, number: int) -> list[Tally]:
    """The few articles that say something of most claims, most first."""
    evidence = Evidence.objects.visible_to(user)
    ids = evidence.most_frequent("article", number)
    return _tallies(Article.objects.visible_to(user).with_outlet(), "article", ids, evidence)


def dossier_numbers(dossier: Dossier, user: Any) -> DossierNumbers:
    """Of a dossier: its claims by what is said of them, and the articles cited in it or read for it."""
    claims = Claim.objects.of(dossier).visible_to(user)
    evidence = Evidence.objects.visible_to(user).about(claims)
    read = _read_for(dossier, user)
    cited = evidence.most_frequent("article", MOST_ARTICLES)
    return DossierNumbers(
        claims=claims.count(),
        **_spoken_of(evidence),
        **_repeated(evidence),
        articles=_tallies(
            Article.objects.visible_to(user).with_outlet(),
            "article",
            [*cited, *(pk for pk in read if pk not in cited)][:MOST_ARTICLES],
            evidence,
            read,
        ),
        more_articles=max(0, _number_of(evidence, "article") - MOST_ARTICLES),
    )


@dataclass(frozen=True)
class StandingShare:
    """How many of some claims have one standing; `percent` of them is rounded up, so that one is still seen."""

    standing: str
    words: str
    number: int
    percent: int


@dataclass(frozen=True)
class Standings:
    """How claims stand, in the order in which standings are told; those that none has are left out."""

    shares: list[StandingShare]

    @property
    def single(self) -> int:
        """How many come back to one known origin."""
        return sum(share.number for share in self.shares if share.standing == SINGLE_ORIGIN)

    @property
    def counted(self) -> int:
        return sum(share.number for share in self.shares)


def standings_of(claims: ClaimQuerySet) -> Standings:
    """How many of these claims have which standing, as stored."""
    rows = ClaimStanding.objects.filter(claim__in=claims.order_by()).order_by().values_list("standing")
    numbers = dict(rows.annotate(Count("pk")))
    total = sum(numbers.values())
    return Standings(
        [
            StandingShare(standing, words, numbers[standing], -(-100 * numbers[standing] // total))
            for standing, words in ClaimStanding.Standing.choices
            if standing in numbers
        ]
    )


def how_many(claims: ClaimQuerySet, at_most: int = 1_000) -> str:
    """How many claims there are, in words; counting stops where nobody needs the exact number."""
    number = claims.order_by()[: at_most + 1].count()
    return f"More than {at_most:,} claims" if number > at_most else wording.counted(number, "claim")


def _tallies(
    sources: Any,
    column: str,
    ids: Collection[int],
    evidence: EvidenceQuerySet,
    read: dict[int, datetime] | None = None,
) -> list[Tally]:
    found = sources.in_bulk(ids)
    numbers = {stance: evidence.taking(stance).claim_counts(column, ids) for stance in Evidence.Stance.values}
    return [
        Tally(
            found[pk],
            **{stance: number.get(pk, 0) for stance, number in numbers.items()},
            read_at=(read or {}).get(pk),
        )
        for pk in ids
        if pk in found
    ]


def _spoken_of(evidence: EvidenceQuerySet) -> dict[str, int]:
    def claims_with(stance: str) -> Count:
        return Count("claim", distinct=True, filter=Q(stance=stance))

    return evidence.aggregate(supported=claims_with("supports"), contradicted=claims_with("contradicts"))


def _repeated(evidence: EvidenceQuerySet) -> dict[str, int]:
    supporting = evidence.taking(Evidence.Stance.SUPPORTS).order_by().values("claim")
    repeated = supporting.annotate(reports=Count("article", distinct=True)).filter(reports__gte=2)
    standings = ClaimStanding.objects.filter(claim__in=repeated.values("claim"))
    of_one = Count("pk", filter=Q(standing=SINGLE_ORIGIN))
    return standings.aggregate(repeated=Count("pk"), of_one_origin=of_one)


def _number_of(evidence: EvidenceQuerySet, column: str) -> int:
    return evidence.order_by().values(column).distinct().count()


def _read_for(dossier: Dossier, user: Any) -> dict[int, datetime]:
    """When each article was last read whole for this dossier."""
    readings = Reading.objects.visible_to(user).filter(dossier=dossier).order_by()
    return dict(readings.values_list("article").annotate(Max("read_at")))
