"""Tests of claims/blind_checks.py: who checks what, what is compared, and how a disagreement is settled."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.actions import withdraw
from claims.blind_checks import give, progress, settle
from claims.completeness import NotReady
from claims.models import BlindCheck, ClaimStanding, Evidence
from claims.models.blind_checks import digest_of, to_check, words_of
from claims.models.claims import State
from tests.factories import add_to_dossier, make_claim, make_dossier, make_evidence, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def logger() -> User:
    return make_member("Editors")


@pytest.fixture
def checker() -> User:
    return make_member("Editors")


def check(evidence: Evidence, by: User, stance: str = "supports") -> BlindCheck:
    evidence = Evidence.objects.select_related("claim").get(pk=evidence.pk)
    return give(evidence, stance=stance, seen=digest_of(words_of(evidence)), by=by)


def passages_for(user: User) -> list[Evidence]:
    return list(to_check(user))


# The queue


def test_what_others_logged_waits_the_newest_first(checker: User, logger: User) -> None:
    first, second = (make_evidence(created_by=logger) for _ in range(2))
    assert passages_for(checker) == [second, first]


def test_nobody_checks_what_they_logged_or_ever_changed(checker: User, logger: User) -> None:
    own, touched = make_evidence(created_by=checker), make_evidence(created_by=logger)
    touched._history_user = checker
    touched.save()
    assert passages_for(checker) == []
    assert set(passages_for(logger)) == {own}


def test_what_has_no_stance_no_passage_or_a_withdrawn_claim_does_not_wait(checker: User) -> None:
    make_evidence(make_claim(state=State.DRAFT), stance="", state=State.DRAFT)
    make_evidence(make_claim(state=State.DRAFT), paraphrase="", state=State.DRAFT)
    make_evidence(make_claim(state=State.WITHDRAWN))
    assert passages_for(checker) == []


def test_one_second_editor_is_enough_until_the_words_change(checker: User, logger: User) -> None:
    evidence = make_evidence(created_by=logger)
    check(evidence, checker)
    assert passages_for(make_member("Editors")) == passages_for(checker) == []
    evidence.claim.statement = "Something else happened."
    evidence.claim.save()
    assert passages_for(checker) == [evidence]


@pytest.mark.parametrize("field", ["quotation", "translation"])
def test_a_check_is_out_of_date_when_the_passage_reads_otherwise(checker: User, field: str) -> None:
    evidence = make_evidence(quotation="he left", translation="il est parti")
    given = check(evidence, checker)
    assert not given.is_out_of_date
    setattr(evidence, field, "other words")
    evidence.save()
    assert BlindCheck.objects.get().is_out_of_date
    assert not BlindCheck.objects.current().exists()
    assert passages_for(checker) == [evidence]
    check(evidence, checker)
    assert BlindCheck.objects.count() == 2


def test_the_queue_does_not_stir_when_the_stance_does(checker: User, publisher: User) -> None:
    evidence = make_evidence()
    check(evidence, checker)
    Evidence.objects.update(stance="contradicts")
    assert passages_for(checker) == []


# Giving one


def test_it_holds_what_was_seen_and_what_it_is_compared_with(checker: User) -> None:
    evidence = make_evidence(make_claim("He left."), quotation="he was gone", stance="supports")
    given = check(evidence, checker, "mentions")
    assert (given.stance, given.recorded, given.by) == ("mentions", "supports", checker)
    assert (given.statement, given.quotation) == ("He left.", "he was gone")
    assert not given.agrees
    assert given.history.get().history_user == checker


def test_words_that_changed_while_they_were_read_are_not_judged(checker: User) -> None:
    evidence = make_evidence(quotation="he left")
    seen = digest_of(words_of(evidence))
    Evidence.objects.update(quotation="he did not leave")
    with pytest.raises(NotReady, match="changed"):
        give(evidence, stance="supports", seen=seen, by=checker)
    assert not BlindCheck.objects.exists()


def test_a_passage_is_checked_once(checker: User) -> None:
    evidence = make_evidence()
    check(evidence, checker)
    with pytest.raises(NotReady):
        check(evidence, checker)
    with pytest.raises(NotReady):
        check(evidence, make_member("Editors"))


def test_neither_ones_own_nor_without_the_right_nor_any_other_word(checker: User) -> None:
    with pytest.raises(NotReady):
        check(make_evidence(created_by=checker), checker)
    with pytest.raises(PermissionDenied):
        check(make_evidence(), User.objects.create(username="clerk", is_staff=True))
    with pytest.raises(NotReady, match="four answers"):
        check(make_evidence(), checker, "denies")


def row(**fields: Any) -> BlindCheck:
    given = {"stance": "supports", "recorded": "supports", "statement": "It rained."}
    return BlindCheck.objects.create(**{"evidence": make_evidence()} | given | fields)


@pytest.mark.parametrize(
    "wrong",
    [
        {"stance": ""},
        {"stance": "denies"},
        {"recorded": ""},
        {"outcome": "kept"},
        {"outcome": "kept", "reason": "So."},
        {"reason": "So."},
        {"settled_at": timezone.now()},
    ],
)
def test_the_database_refuses_a_check_that_says_nothing_whole(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row(**wrong)


def test_the_database_refuses_two_checks_of_one_version_by_one_editor(checker: User) -> None:
    first = row(by=checker)
    with pytest.raises(IntegrityError), transaction.atomic():
        row(evidence=first.evidence, by=checker)
    row(evidence=first.evidence, by=checker, statement="It snowed.")


# Settling


@pytest.fixture
def disputed(checker: User, logger: User) -> BlindCheck:
    """A passage recorded as supporting, read as contradicting."""
    return check(make_evidence(created_by=logger), checker, "contradicts")


def test_disagreements_wait_and_agreements_do_not(disputed: BlindCheck, checker: User) -> None:
    check(make_evidence(), checker)
    assert list(BlindCheck.objects.to_settle()) == [disputed]


def test_a_stance_is_kept(disputed: BlindCheck, publisher: User) -> None:
    settle(disputed, outcome="kept", by=publisher, reason=" He quotes her. ")
    disputed.refresh_from_db()
    assert (disputed.outcome, disputed.reason, disputed.settled_by) == ("kept", "He quotes her.", publisher)
    assert Evidence.objects.get().stance == "supports"
    assert not BlindCheck.objects.to_settle().exists()


def test_a_stance_is_changed_with_the_reason_in_its_history_and_the_claim_is_recounted(
    disputed: BlindCheck, publisher: User
) -> None:
    settle(disputed, outcome="changed", stance="contradicts", by=publisher, reason="He denies it.")
    evidence = Evidence.objects.get()
    latest = evidence.history.first()
    assert evidence.stance == "contradicts"
    assert (latest.history_user, latest.history_change_reason) == (publisher, "Blind check: He denies it.")
    assert ClaimStanding.objects.get().standing == "contradicted"


def test_a_changed_stance_brings_the_passage_back_to_nobody(
    disputed: BlindCheck, publisher: User, checker: User
) -> None:
    settle(disputed, outcome="changed", stance="mentions", by=publisher, reason="Neither.")
    assert not BlindCheck.objects.get().is_out_of_date
    assert passages_for(checker) == []
    assert not BlindCheck.objects.to_settle().exists()


def test_whoever_was_told_the_stance_by_a_decision_does_not_check_the_passage_again(
    disputed: BlindCheck, publisher: User, checker: User
) -> None:
    settle(disputed, outcome="kept", by=publisher, reason="Clear enough.")
    evidence = disputed.evidence
    evidence.paraphrase = "Other words."
    evidence.save()
    assert passages_for(checker) == passages_for(publisher) == []
    assert passages_for(make_member("Editors")) == [evidence]


def test_a_hard_case_leaves_the_stance(disputed: BlindCheck, publisher: User) -> None:
    settle(disputed, outcome="hard", by=publisher, reason="It can be read both ways.")
    assert Evidence.objects.get().stance == "supports"
    assert BlindCheck.objects.get().outcome == "hard"


def test_one_decision_settles_every_disagreement_on_the_passage(
    disputed: BlindCheck, publisher: User
) -> None:
    words = {
        name: getattr(disputed, name) for name in ("statement", "quotation", "paraphrase", "translation")
    }
    row(evidence=disputed.evidence, stance="mentions", by=make_member("Editors"), **words)
    settle(disputed, outcome="kept", by=publisher, reason="Clear enough.")
    assert BlindCheck.objects.settled().count() == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"outcome": "kept", "reason": " "},
        {"outcome": "deleted", "reason": "So."},
        {"outcome": "changed", "reason": "So."},
        {"outcome": "changed", "stance": "supports", "reason": "So."},
        {"outcome": "changed", "stance": "cannot_tell", "reason": "So."},
    ],
)
def test_a_decision_that_is_none_is_refused(
    disputed: BlindCheck, publisher: User, asked: dict[str, str]
) -> None:
    with pytest.raises(NotReady):
        settle(disputed, by=publisher, **asked)
    assert list(BlindCheck.objects.to_settle()) == [disputed]
    assert Evidence.objects.get().stance == "supports"


def test_only_publishers_settle(disputed: BlindCheck, checker: User) -> None:
    with pytest.raises(PermissionDenied):
        settle(disputed, outcome="kept", by=checker, reason="Mine.")


def test_what_is_settled_or_was_changed_meanwhile_is_not_settled_again(
    disputed: BlindCheck, publisher: User
) -> None:
    Evidence.objects.update(stance="mentions")
    assert not BlindCheck.objects.to_settle().exists()
    with pytest.raises(NotReady, match="settled already"):
        settle(disputed, outcome="changed", stance="contradicts", by=publisher, reason="So.")
    Evidence.objects.update(stance="supports")
    settle(disputed, outcome="kept", by=publisher, reason="So.")
    with pytest.raises(NotReady, match="settled already"):
        settle(disputed, outcome="hard", by=publisher, reason="So.")


def test_the_disagreements_of_a_withdrawn_claim_wait_for_nobody(
    disputed: BlindCheck, publisher: User
) -> None:
    withdraw(disputed.evidence.claim, by=publisher, reason="Logged twice.")
    assert not BlindCheck.objects.to_settle().exists()


# Figures


def test_the_figures_of_a_dossier(checker: User, publisher: User) -> None:
    dossier = make_dossier()
    passages = []
    for given in ("supports", "supports", "contradicts", "cannot_tell", ""):
        claim = make_claim()
        add_to_dossier(claim, dossier)
        passages.append(make_evidence(claim))
        if given:
            check(passages[-1], checker, given)
    check(make_evidence(), checker)  # of no dossier
    settle(BlindCheck.objects.get(evidence=passages[3]), outcome="hard", by=publisher, reason="Both ways.")
    found = progress(dossier)
    assert (found.checkable, found.checked, found.hard, found.out_of_date) == (5, 4, 1, 0)
    assert (found.agreement.judged, found.agreement.agreed, found.agreement.kappa) == (4, 2, 0)
    Evidence.objects.filter(pk=passages[0].pk).update(paraphrase="Other words.")
    assert (progress(dossier).checked, progress(dossier).out_of_date) == (3, 1)
