"""All checks on some claims; and the doors through which an editor follows a suggestion or puts it aside."""

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from claims.actions import changing
from claims.checks import attributions, cases, dates, loops, quotations, values
from claims.checks.cases import Case
from claims.checks.findings import Finding, Fix
from claims.completeness import NotReady
from claims.models import Claim, Dismissal
from claims.permissions import may_change

CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    loops.loops,
    dates.relay_first,
    dates.reported_first,
    quotations.shared,
    attributions.attributed,
    quotations.not_found,
    values.conflicting,
)
# Pieces of evidence that one request looks at; the command looks at all.
IN_A_REQUEST = 1_000


class Gone(Exception):
    """The suggestion no longer stands as it was shown: the record has changed."""


@dataclass(frozen=True)
class Checked:
    """A claim and what was found on it; `whole` is False where it has more evidence than could be looked at."""

    claim: Claim
    open: list[Finding]
    dismissed: list[tuple[Finding, Dismissal]]
    whole: bool = True


def check(claims: Collection[Claim], most: int | None = IN_A_REQUEST) -> list[Checked]:
    """Check each claim. A withdrawn one is closed to everybody: nothing is found on it.

    The number of queries does not depend on how many claims or pieces of evidence there are.
    """
    loaded = cases.load([claim for claim in claims if not claim.is_withdrawn], most)
    found = {case.claim.pk: [finding for rule in CHECKS for finding in rule(case)] for case in loaded}
    dismissals = Dismissal.objects.by_subject([one.key for findings in found.values() for one in findings])
    return [
        _checked(claim, found.get(claim.pk, []), dismissals, whole=claim.pk in found or claim.is_withdrawn)
        for claim in claims
    ]


def _checked(
    claim: Claim, findings: list[Finding], dismissals: dict[str, Dismissal], *, whole: bool
) -> Checked:
    still_open = [one for one in findings if one.key not in dismissals]
    dismissed = [(one, dismissals[one.key]) for one in findings if one.key in dismissals]
    return Checked(claim, still_open, dismissed, whole)


def may_fix(user: Any, fix: Fix) -> bool:
    """Whether this user may change the piece of evidence that the fix changes."""
    return may_change(user, fix.evidence) and not fix.evidence.claim.is_withdrawn


def follow(claim: Claim, key: str, token: str, *, by: Any) -> Fix:
    """Carry out one fix of the finding with this key, which is looked for again under the lock of the claim.

    Raises Gone, PermissionDenied, or NotReady if a published claim would be left incomplete.
    """
    with changing([claim.pk]):
        finding = _find(claim, key)
        fix = next((fix for fix in finding.fixes if fix.token == token), None)
        if fix is None:
            raise Gone
        if not may_fix(by, fix):
            raise PermissionDenied
        fix.act(fix.evidence, by)
    return fix


@transaction.atomic
def dismiss(claim: Claim, key: str, *, by: Any, reason: str) -> None:
    """Put the finding with this key aside, unless it is already. Raises Gone, or NotReady without a reason."""
    if not reason.strip():
        raise NotReady(["Give the reason: a colleague who meets the same suggestion will see it."])
    name = _find(claim, key).check.name
    row: Any = Dismissal(check_name=name, subject_key=key, reason=reason.strip(), dismissed_by=by)
    row._history_user = by
    # Two editors may dismiss it at once: the first is kept.
    with suppress(IntegrityError), transaction.atomic():
        row.save()


@transaction.atomic
def restore(claim: Claim, key: str, *, by: Any) -> None:
    """Undo the dismissal of the finding with this key, which stands among the suggestions again. Raises Gone."""
    finding = _find(claim, key)
    row: Any
    for row in Dismissal.objects.filter(check_name=finding.check.name, subject_key=key):
        row._history_user = by
        row.delete()


def _find(claim: Claim, key: str) -> Finding:
    """The finding as the record is now."""
    [checked] = check([Claim.objects.get(pk=claim.pk)])
    findings = [*checked.open, *(finding for finding, _ in checked.dismissed)]
    for finding in findings:
        if finding.key == key:
            return finding
    raise Gone
