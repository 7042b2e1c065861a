"""The stored standings: recounted by every door, marked stale where too many, checked and mended by command.

`manage.py standings` is their command. What a standing means is said in claims/standing.py; here it is only kept.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from claims.models import Claim, ClaimStanding
from claims.records import load
from claims.standing import Assessment, assess
from record.chunks import in_chunks, keys_in_chunks

# Beyond this many claims an editor's save would take seconds: they are marked stale, and a command finishes them.
AT_ONCE = 1_000
CHUNK = 2_000
COLUMNS = [
    "standing",
    "supporting_low",
    "supporting_high",
    "contradicting_low",
    "contradicting_high",
    "stale",
]


class Difference(NamedTuple):
    """A stored standing that is not the fresh one; `stored` is None where there is none."""

    stored: ClaimStanding | None
    fresh: ClaimStanding

    def __str__(self) -> str:
        claim = self.fresh.claim
        return f"{claim.public_id}: stored {_words(self.stored)}, fresh {_words(self.fresh)}: {claim}"


def recount(claims: Collection[int]) -> None:
    """Bring the stored standings of these claims up to date, or mark them stale if they are too many."""
    if len(claims) > AT_ONCE:
        mark_stale(claims)
    else:
        store(fresh(claims))


def fresh(claims: Collection[int]) -> list[ClaimStanding]:
    """The standings of these claims worked out now, unsaved."""
    return [row(pk, assess(record)) for pk, record in load(claims).items()]


def row(claim: int, assessment: Assessment) -> ClaimStanding:
    """The stored form of an assessment."""
    return ClaimStanding(
        claim_id=claim,
        standing=assessment.standing,
        supporting_low=assessment.supporting.low,
        supporting_high=assessment.supporting.high,
        contradicting_low=assessment.contradicting.low,
        contradicting_high=assessment.contradicting.high,
        stale=False,
    )


def store(rows: Collection[ClaimStanding]) -> None:
    """Write standings over those stored."""
    ClaimStanding.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["claim"], update_fields=COLUMNS, batch_size=500
    )


def mark_stale(claims: Collection[int]) -> None:
    """Mark standings as being recounted. A claim without one yet is found by its absence."""
    for ids in in_chunks(claims, CHUNK):
        ClaimStanding.objects.filter(claim__in=ids).update(stale=True)


def finish_stale() -> Iterator[int]:
    """Recount what is stale or has no standing yet, a chunk a transaction; yield how many each chunk held."""
    pending = Claim.objects.filter(Q(standing__isnull=True) | Q(standing__stale=True))
    for ids in keys_in_chunks(pending, CHUNK):
        with transaction.atomic():
            store(fresh(ids))
        yield len(ids)


def compare() -> Iterator[tuple[int, list[Difference]]]:
    """Go through all claims in chunks, so that memory stays bounded: how many a chunk held, and which differ."""
    for ids in in_chunks(Claim.objects.order_by("pk").values_list("pk", flat=True).iterator(CHUNK), CHUNK):
        stored = ClaimStanding.objects.in_bulk(ids)
        pairs = [(stored.get(new.claim_id), new) for new in fresh(ids)]
        yield (
            len(ids),
            [Difference(old, new) for old, new in pairs if old is None or _columns(old) != _columns(new)],
        )


def _columns(row: ClaimStanding) -> list[object]:
    return [getattr(row, column) for column in COLUMNS]


def _words(row: ClaimStanding | None) -> str:
    if row is None:
        return "nothing"
    supporting = f"{row.supporting_low}–{row.supporting_high}"
    contradicting = f"{row.contradicting_low}–{row.contradicting_high}"
    return f"{row.standing} (for {supporting}, against {contradicting}{', stale' if row.stale else ''})"
