"""Every write that touches more than one record: one function an act, atomic, with the actor named.

Whatever changes a claim or its evidence, through whichever door, happens inside `changing(...)`: it locks the
claims, and when the change is done refuses what a published claim may not become, recounts the standings and
brings the words they are found by and the public flags up to date, all in one transaction.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from claims import publicity, standings
from claims.completeness import NotReady, missing_for_publication, missing_in_evidence
from claims.models import Claim, Evidence
from claims.models.claims import State
from claims.search import index
from record.chunks import in_chunks
from sources.models import Article

User = AbstractBaseUser | None


@contextmanager
def changing(claims: Collection[int]) -> Iterator[set[int]]:
    """Change the claims with these ids inside this block; add to the set it yields the ids of claims made there.

    Raises NotReady, and undoes everything, if a published claim would be left incomplete.
    """
    with transaction.atomic():
        lock(claims)
        before = _grounds(claims)
        changed = set(claims)
        yield changed
        _refuse_incomplete(changed)
        standings.recount(changed)
        index.refresh(changed)
        publicity.refresh(before, _grounds(changed))


@transaction.atomic
def publish(claim: Claim, *, by: User, reason: str = "") -> Claim:
    """Publish a draft claim together with its evidence. Raises NotReady with everything that is missing."""
    with changing([claim.pk]):
        claim = Claim.objects.get(pk=claim.pk)
        if claim.state != State.DRAFT:
            raise NotReady([f"It is {claim.get_state_display()} already."])
        evidence = list(claim.evidence.with_trail())
        if missing := missing_for_publication(claim, evidence):
            raise NotReady(missing)
        for piece in evidence:
            _publish_row(piece, by, reason)
        _publish_row(claim, by, reason)
    return claim


@transaction.atomic
def publish_evidence(evidence: Evidence, *, by: User, reason: str = "") -> Evidence:
    """Publish a draft piece of evidence of a published claim. Raises NotReady with what is missing."""
    with changing([evidence.claim_id]):
        evidence = Evidence.objects.with_trail().select_related("claim").get(pk=evidence.pk)
        missing = missing_in_evidence(evidence)
        if not evidence.claim.is_published:
            missing.append("its claim is not published: publish the claim, and its evidence goes with it.")
        if missing:
            raise NotReady(missing)
        _publish_row(evidence, by, reason)
    return evidence


@transaction.atomic
def withdraw(claim: Claim, *, by: User, reason: str) -> Claim:
    """Withdraw a published claim: its address answers with the day and this reason, nothing else of it.

    Raises NotReady without a reason, or if readers never saw the claim (a draft is deleted, not withdrawn).
    """
    with changing([claim.pk]):
        claim = Claim.objects.get(pk=claim.pk)
        if not claim.is_published:
            raise NotReady(["Only a published claim can be withdrawn."])
        if not reason.strip():
            raise NotReady(["Give the reason: readers who follow an old link will see it."])
        claim.state, claim.withdrawn_at, claim.withdrawal_reason = (
            State.WITHDRAWN,
            timezone.now(),
            reason.strip(),
        )
        _save(claim, by, reason)
    return claim


@transaction.atomic
def settle_correction(evidence: Evidence, *, stands: bool, by: User, reason: str = "") -> Evidence:
    """Say whether a passage still stands in the corrected text. Raises NotReady if its article was not corrected."""
    with changing([evidence.claim_id]):
        evidence = Evidence.objects.select_related("article").get(pk=evidence.pk)
        if evidence.article.status != Article.Status.CORRECTED:
            raise NotReady(["Its article is not marked as corrected."])
        evidence.stands_after_correction = stands
        _save(evidence, by, reason)
    return evidence


def lock(claims: Collection[int]) -> None:
    """Keep everybody else from changing these claims until the transaction ends."""
    # In the order of their ids, so that two editors who change the same claims cannot wait for each other.
    for ids in in_chunks(sorted(claims)):
        list(Claim.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


def _grounds(claims: Collection[int]) -> set[publicity.Ground]:
    return {ground for ids in in_chunks(claims) for ground in publicity.grounds(ids)}


def _refuse_incomplete(claims: Collection[int]) -> None:
    evidence = Prefetch("evidence", Evidence.objects.published().with_trail())
    for ids in in_chunks(sorted(claims)):
        for claim in Claim.objects.published().filter(pk__in=ids).prefetch_related(evidence):
            if missing := missing_for_publication(claim, claim.evidence.all()):
                raise NotReady(missing)


def _publish_row(row: Claim | Evidence, by: User, reason: str) -> None:
    if row.state == State.PUBLISHED:
        return
    row.state, row.published_at = State.PUBLISHED, timezone.now()
    _save(row, by, reason)


def _save(row: Any, by: User, reason: str) -> None:
    """Save the row with its actor and reason in its history."""
    row._history_user, row._change_reason = by, reason or None
    row.save()
