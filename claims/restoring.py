"""Going back to a former state of a claim, and bringing a deleted draft back.

Both go through the doors of every other change: under the lock, complete if published, recounted.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import router
from django.db.models import Exists, OuterRef
from django.db.models.deletion import Collector
from django.utils import timezone

from claims.actions import changing
from claims.completeness import NotReady
from claims.models import (
    Claim,
    ClaimPlace,
    Credit,
    DossierClaim,
    EditorNote,
    Evidence,
    Participant,
    ReadingCheck,
    Rival,
    Speaker,
)
from claims.models.claims import State
from claims.permissions import may_change
from record import restoring
from record.models import Merge
from record.restoring import Part

PARTS = (
    Part(ClaimPlace, "claim"),
    Part(Participant, "claim"),
    Part(Evidence, "claim", (Part(Speaker, "evidence"), Part(Credit, "evidence"))),
    Part(DossierClaim, "claim"),
)
# What goes with a claim that is deleted, and is none of its content.
WITH_IT = (Part(Rival, "claim"), Part(ReadingCheck, "claim"), Part(EditorNote, "claim"))
# How many of the drafts deleted last are listed.
LISTED = 100


def restore(claim: Claim, moment: datetime, *, by: Any, reason: str, shown: str) -> None:
    """Make the claim, its evidence and all its links what they were at the moment.

    `shown` is the digest of the plan that `by` has seen. Raises PermissionDenied, restoring.Changed where the plan
    is another by now, NotReady without a reason or where a published claim would be left incomplete.
    """
    _refuse_without(reason)
    with changing([claim.pk]):
        if not may_change(by, Claim.objects.get(pk=claim.pk)):
            raise PermissionDenied
        restoring.restore(claim, PARTS, moment, by=by, reason=reason.strip(), shown=shown)


def delete_drafts(ids: Collection[int]) -> None:
    """Delete draft claims so that they can be brought back. Raises PermissionDenied if one is no draft (any more).

    Each deletion is dated from its beginning: at that moment all that goes with the claim was still there.
    """
    with changing(ids):
        claims = list(Claim.objects.filter(pk__in=ids))
        if any(claim.state != State.DRAFT for claim in claims):
            raise PermissionDenied
        for claim in claims:
            claim._history_date = timezone.now()
        collector = Collector(using=router.db_for_write(Claim))
        collector.collect(claims)
        collector.delete()


def recently_deleted() -> list[Any]:
    """The last historical rows of the drafts deleted last, the latest first, without those merged into another."""
    there = Claim.objects.filter(pk=OuterRef("id"))
    merged = Merge.objects.standing().of(Claim).filter(gone=OuterRef("id"))
    rows = Claim.history.filter(~Exists(there), ~Exists(merged), history_type="-", state=State.DRAFT)
    latest = rows.select_related("history_user").order_by("-history_date", "-history_id")[: 2 * LISTED]
    return list({row.id: row for row in reversed(latest)}.values())[::-1][:LISTED]


def plan_return(deleted: Any) -> restoring.Plan:
    """What bringing back would bring back: the claim of this last historical row and all that went with it."""
    return restoring.plan(deleted.instance, PARTS + WITH_IT, deleted.history_date)


def bring_back(deleted: Any, *, by: Any, reason: str, shown: str) -> Claim:
    """Bring back a deleted draft with its key, its address and all that went with it.

    Raises PermissionDenied for whoever could not delete it, and what `restore` raises.
    """
    if not by.has_perm("claims.delete_claim"):
        raise PermissionDenied
    _refuse_without(reason)
    with changing([]) as touched:
        if deleted.id not in {row.id for row in recently_deleted()}:
            raise restoring.Changed
        restoring.restore(
            deleted.instance,
            PARTS + WITH_IT,
            deleted.history_date,
            by=by,
            reason=reason.strip(),
            shown=shown,
        )
        touched.add(deleted.id)
    return Claim.objects.get(pk=deleted.id)


def _refuse_without(reason: str) -> None:
    if not reason.strip():
        raise NotReady(["Give the reason: what would a colleague want to know in a year?"])
