"""Blind checks: giving one, settling a disagreement, and how far a dossier's checks agree.

What the model says of each is in claims/models/blind_checks.py, docs/review.md says how editors use it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.utils import timezone

from claims.actions import changing
from claims.completeness import NotReady
from claims.kappa import Agreement, agreement
from claims.models import BlindCheck, Dossier, Evidence
from claims.models.blind_checks import checkable, digest_of, to_check, words_of
from claims.permissions import may_publish

Outcome = BlindCheck.Outcome
CHANGED_MEANWHILE = (
    "This passage was changed, or checked by somebody else, while you read it: nothing was recorded."
)
SETTLED_MEANWHILE = "This is settled already, or the passage was changed since. Nothing was changed."
NO_REASON = "Give the reason: whoever logged the passage and whoever checked it will see it."


def give(evidence: Evidence, *, stance: str, seen: str, by: Any) -> BlindCheck:
    """Record what `by` makes of the passage; `seen` is the digest of the words that were shown.

    Raises NotReady where the words have changed since, where the passage is not (any more) for this editor to
    check, or for a stance that is none; PermissionDenied for whoever may not check.
    """
    if not may_check(by):
        raise PermissionDenied
    if stance not in BlindCheck.Stance:
        raise NotReady(["Choose one of the four answers."])
    with changing([evidence.claim_id]):
        found = to_check(by).select_related("claim").filter(pk=evidence.pk).first()
        if found is None or digest_of(words_of(found)) != seen:
            raise NotReady([CHANGED_MEANWHILE])
        check: Any = BlindCheck(
            evidence=found, stance=stance, recorded=found.stance, by=by, at=timezone.now(), **words_of(found)
        )
        check._history_user = by
        check.save()
    return check


def settle(check: BlindCheck, *, outcome: str, by: Any, reason: str, stance: str = "") -> None:
    """Settle a disagreement, and with it every other one on the same passage: one decision a passage.

    `stance` is the new one where the outcome is that it is changed. Raises NotReady without a reason, for a
    stance that is none, or where it is settled already; PermissionDenied for whoever does not publish.
    """
    if not may_publish(by):
        raise PermissionDenied
    _refuse_unclear(outcome, stance, reason)
    with changing([check.evidence.claim_id]):
        open_ones: list[Any] = list(BlindCheck.objects.to_settle().filter(evidence=check.evidence_id))
        if check not in open_ones:
            raise NotReady([SETTLED_MEANWHILE])
        if outcome == Outcome.CHANGED:
            _change_stance(check.evidence_id, stance, by, reason)
        for one in open_ones:
            one.outcome, one.reason = outcome, reason.strip()
            one.settled_by, one.settled_at, one._history_user = by, timezone.now(), by
            one.save()


def _refuse_unclear(outcome: str, stance: str, reason: str) -> None:
    if outcome not in Outcome:
        raise NotReady(["Choose what becomes of the stance."])
    if outcome == Outcome.CHANGED and stance not in Evidence.Stance:
        raise NotReady(["Choose the stance that it is changed to."])
    if not reason.strip():
        raise NotReady([NO_REASON])


def _change_stance(evidence: int, stance: str, by: Any, reason: str) -> None:
    row: Any = Evidence.objects.get(pk=evidence)
    if row.stance == stance:
        raise NotReady(["That is the stance it has. To leave it so, keep it."])
    row.stance, row._history_user, row._change_reason = stance, by, f"Blind check: {reason.strip()}"
    row.save()


def may_check(user: Any) -> bool:
    """True for the people who may check blind: all who write drafts."""
    return bool(user.has_perm("claims.add_blindcheck") and user.has_perm("claims.view_claim"))


@dataclass(frozen=True)
class Progress:
    """How much of a dossier's evidence was checked blind, and how far these checks agree with what was recorded.

    `out_of_date` is how many checks judged words that read otherwise now.
    """

    checkable: int
    checked: int
    hard: int
    out_of_date: int
    agreement: Agreement


def progress(dossier: Dossier) -> Progress:
    """The figures of a dossier. Checks of words that read otherwise now do not count; each other one does."""
    every = BlindCheck.objects.of_dossier(dossier).order_by()
    current = every.current()
    return Progress(
        checkable=checkable().filter(claim__dossiers=dossier).count(),
        checked=current.values("evidence").distinct().count(),
        hard=current.filter(outcome=Outcome.HARD).values("evidence").distinct().count(),
        out_of_date=every.count() - current.count(),
        agreement=agreement(_table(current.values_list("recorded", "stance").annotate(Count("pk")))),
    )


def _table(rows: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str], int]:
    return {(recorded, given): number for recorded, given, number in rows}
