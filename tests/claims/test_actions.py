"""Publishing and withdrawing: what they refuse, what they change, and that the standing goes with them."""

from typing import Any

import pytest

from claims.actions import changing, publish, publish_evidence, withdraw
from claims.completeness import NotReady
from claims.models import Claim, ClaimStanding, Evidence
from claims.models.claims import State
from tests import factories as make

pytestmark = pytest.mark.django_db


def draft(**fields: Any) -> Claim:
    return make.make_claim(state=State.DRAFT, **fields)


def test_publishing_says_everything_that_is_missing_at_once() -> None:
    claim = draft(kind="utterance", statement="  ")
    make.make_evidence(claim, state=State.DRAFT, stance="", paraphrase="")
    make.make_evidence(claim, state=State.DRAFT, basis="relays")
    with pytest.raises(NotReady) as refusal:
        publish(claim, by=None)
    words = " ".join(refusal.value.missing)
    assert len(refusal.value.missing) == 5
    for expected in (
        "no statement",
        "who said it",
        "Evidence 1",
        "give the passage",
        "Evidence 2",
        "relays another",
    ):
        assert expected in words
    assert Claim.objects.get().state == State.DRAFT


def test_a_claim_without_evidence_is_not_published() -> None:
    with pytest.raises(NotReady, match="no evidence"):
        publish(draft(), by=None)


def test_publishing_takes_the_evidence_along_and_signs_both() -> None:
    editor, claim = make.make_staff("reem"), draft()
    evidence = make.make_evidence(claim, state=State.DRAFT)
    published = publish(claim, by=editor, reason="checked with the desk")
    evidence.refresh_from_db()
    assert published.is_published
    assert published.published_at
    assert evidence.is_published
    for row in (published, evidence):
        last = row.history.first()
        assert (last.history_user, last.history_change_reason) == (editor, "checked with the desk")


def test_nothing_is_published_twice() -> None:
    claim = draft()
    make.make_evidence(claim, state=State.DRAFT)
    publish(claim, by=None)
    with pytest.raises(NotReady, match="published already"):
        publish(claim, by=None)


def test_evidence_added_later_is_published_by_itself() -> None:
    claim = make.make_claim()
    make.make_evidence(claim)
    later = make.make_evidence(claim, state=State.DRAFT)
    assert later not in Evidence.objects.visible_to(None)
    publish_evidence(later, by=None)
    assert later in Evidence.objects.visible_to(None)


def test_evidence_of_a_draft_claim_waits_for_its_claim() -> None:
    evidence = make.make_evidence(draft(), state=State.DRAFT)
    with pytest.raises(NotReady, match="publish the claim"):
        publish_evidence(evidence, by=None)


def test_incomplete_evidence_is_not_published() -> None:
    evidence = make.make_evidence(make.make_claim(), state=State.DRAFT, stance="")
    with pytest.raises(NotReady, match="supports, contradicts"):
        publish_evidence(evidence, by=None)


def test_withdrawing_needs_a_reason_and_a_published_claim() -> None:
    claim = make.make_claim()
    with pytest.raises(NotReady, match="Give the reason"):
        withdraw(claim, by=None, reason=" ")
    with pytest.raises(NotReady, match="Only a published claim"):
        withdraw(draft(), by=None, reason="logged twice")
    withdrawn = withdraw(claim, by=None, reason="logged twice")
    assert withdrawn.is_withdrawn
    assert withdrawn.withdrawal_reason == "logged twice"
    assert claim not in Claim.objects.visible_to(None)


def test_a_published_claim_keeps_complete_evidence_or_the_change_is_undone() -> None:
    claim = make.make_claim()
    evidence = make.make_evidence(claim)
    with pytest.raises(NotReady, match="no evidence"), changing([claim.pk]):
        evidence.delete()
    assert Evidence.objects.count() == 1


def test_the_standing_is_stored_in_the_same_breath() -> None:
    claim = draft()
    make.make_evidence(claim, state=State.DRAFT)
    publish(claim, by=None)
    assert ClaimStanding.objects.get(claim=claim).standing == "single-origin"
    with changing([claim.pk]):
        make.make_evidence(claim)
    assert ClaimStanding.objects.get(claim=claim).standing == "corroborated"
    with changing([claim.pk]):
        make.make_evidence(claim, stance="contradicts")
    assert ClaimStanding.objects.get(claim=claim).standing == "disputed"


def test_draft_evidence_of_a_published_claim_does_not_count() -> None:
    claim = make.make_claim()
    with changing([claim.pk]):
        make.make_evidence(claim)
        make.make_evidence(claim, stance="contradicts", state=State.DRAFT)
    assert ClaimStanding.objects.get(claim=claim).standing == "single-origin"


def test_a_change_that_fails_leaves_nothing_behind() -> None:
    claim = draft()
    with pytest.raises(RuntimeError):
        _fail_half_way(claim)
    assert not Evidence.objects.exists()
    assert not ClaimStanding.objects.exists()


def _fail_half_way(claim: Claim) -> None:
    with changing([claim.pk]):
        make.make_evidence(claim, state=State.DRAFT)
        raise RuntimeError
