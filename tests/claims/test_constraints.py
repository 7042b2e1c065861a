"""The database itself refuses what cannot be: each case tries to break one rule, by the barest write there is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from claims.models import (
    Claim,
    ClaimStanding,
    Credit,
    Discrepancy,
    EditorNote,
    Evidence,
    Participant,
    Speaker,
)
from claims.models.claims import State
from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def refused(write: Callable[[], Any]) -> bool:
    """Say whether the database refuses the write."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


CLAIM_COLUMNS = {
    "a published claim without a statement": {
        "state": State.PUBLISHED,
        "published_at": NOON,
        "statement": "",
    },
    "a published claim without a time of publication": {"state": State.PUBLISHED, "published_at": None},
    "a withdrawn claim without a reason": {
        "state": State.WITHDRAWN,
        "published_at": NOON,
        "withdrawn_at": NOON,
    },
    "a withdrawn claim without a day": {
        "state": State.WITHDRAWN,
        "published_at": NOON,
        "withdrawal_reason": "logged twice",
    },
    "a draft with a reason for its withdrawal": {"withdrawal_reason": "logged twice"},
    "a published utterance that nobody said": {
        "state": State.PUBLISHED,
        "published_at": NOON,
        "kind": "utterance",
    },
    "an inferred date without a reason": {"date": "2024-12-16", "date_inferred": True},
    "an inferred date without a date": {"date_inferred": True, "date_reason": "the Monday after"},
    "a time of day without a date": {"time": "15:00"},
    "a unit without a figure": {"unit": "fighters"},
}


@pytest.mark.parametrize("columns", CLAIM_COLUMNS.values(), ids=CLAIM_COLUMNS)
def test_the_database_refuses_a_claim(columns: dict[str, Any]) -> None:
    good = {"statement": "It rained."}
    assert not refused(lambda: Claim.objects.create(**good))
    assert refused(lambda: Claim.objects.create(**good | columns))


def test_a_claim_has_one_utterer_at_most() -> None:
    person, group = make.make_person(), make.make_organization()
    said = {"statement": "He said so.", "kind": "utterance"}
    assert not refused(lambda: Claim.objects.create(**said, utterer_person=person))
    assert refused(lambda: Claim.objects.create(**said, utterer_person=person, utterer_organization=group))


def test_an_event_has_no_utterer_and_asserts_nothing() -> None:
    person, other = make.make_person(), make.make_claim()
    assert refused(lambda: Claim.objects.create(statement="It rained.", utterer_person=person))
    assert refused(lambda: Claim.objects.create(statement="It rained.", asserts=other))


def test_a_claim_does_not_assert_itself() -> None:
    claim = make.make_claim(kind="utterance", utterer_person=make.make_person())
    assert refused(lambda: Claim.objects.filter(pk=claim.pk).update(asserts=claim.pk))


def test_bounds_of_a_date_stay_in_order_and_come_from_text() -> None:
    claim = make.make_claim(date="2024-12-07/2024-12-08")
    rows = Claim.objects.filter(pk=claim.pk)
    assert refused(lambda: rows.update(date_earliest="2024-12-09"))
    assert refused(lambda: rows.update(date=""))
    assert refused(lambda: rows.update(date_earliest=None, date_latest=None))
    assert not refused(lambda: rows.update(date="../2024-12-08", date_earliest=None))


EVIDENCE_COLUMNS = {
    "published evidence without a stance": {"stance": ""},
    "published evidence without a passage": {"paraphrase": ""},
    "published evidence without a time of publication": {"published_at": None},
    "withdrawn evidence": {"state": State.WITHDRAWN},
    "a quotation and a paraphrase at once": {"quotation": "at dawn"},
    "a translation of a paraphrase": {"translation": "at dawn"},
    "words before a paraphrase": {"quotation_prefix": "launched"},
    "a translator without a translation": {"translator": "R. Haddad"},
    "words that hedge in a passage that does not": {"hedge_words": "reportedly", "hedged": False},
    "words that hedge in a passage not assessed": {"hedge_words": "reportedly"},
    "an asserted unit without a figure": {"asserted_unit": "km"},
    "an inferred date without a reason": {"asserted_date": "2024-12-16", "asserted_date_inferred": True},
}


@pytest.mark.parametrize("columns", EVIDENCE_COLUMNS.values(), ids=EVIDENCE_COLUMNS)
def test_the_database_refuses_evidence(columns: dict[str, Any]) -> None:
    good = {
        "claim": make.make_claim(),
        "article": make.make_article(),
        "stance": "supports",
        "paraphrase": "It rained.",
        "state": State.PUBLISHED,
        "published_at": NOON,
    }
    assert not refused(lambda: Evidence.objects.create(**good))
    assert refused(lambda: Evidence.objects.create(**good | columns))


def test_a_passage_names_a_person_or_an_organization_in_place_of_the_claims() -> None:
    both = {"asserted_person": make.make_person(), "asserted_organization": make.make_organization()}
    assert refused(lambda: make.make_evidence(**both))


def test_a_credit_names_an_article_or_an_outlet_and_only_one() -> None:
    evidence = make.make_evidence(basis="relays")
    article, outlet = make.make_article(), make.make_outlet()
    assert refused(lambda: Credit.objects.create(evidence=evidence, position=0))
    assert refused(
        lambda: Credit.objects.create(evidence=evidence, position=0, article=article, outlet=outlet)
    )
    assert not refused(lambda: Credit.objects.create(evidence=evidence, position=0, article=article))
    assert refused(lambda: Credit.objects.create(evidence=evidence, position=1, article=article))
    assert refused(lambda: Credit.objects.create(evidence=evidence, position=0, outlet=outlet))


@pytest.mark.parametrize("basis", ["own", "unclear", ""])
def test_only_relaying_evidence_has_credits(basis: str) -> None:
    other = make.make_evidence(basis=basis)
    outlet = make.make_outlet()
    assert refused(lambda: Credit.objects.create(evidence=other, position=0, outlet=outlet))
    relay = make.make_evidence(crediting=[outlet])
    assert refused(lambda: Evidence.objects.filter(pk=relay.pk).update(basis=basis))
    assert refused(lambda: relay.credits.update(evidence=other))


def test_no_article_credits_itself() -> None:
    relay = make.make_evidence(crediting=[make.make_article()])
    credited = relay.credits.get().article
    assert refused(lambda: relay.credits.update(article=relay.article))
    assert refused(lambda: Evidence.objects.filter(pk=relay.pk).update(article=credited))
    bare = make.make_evidence(basis="relays")
    assert refused(lambda: Credit.objects.create(evidence=bare, position=0, article=bare.article))


def test_a_speaker_is_one_person_organization_or_unnamed_source() -> None:
    evidence, person, group = make.make_evidence(), make.make_person(), make.make_organization()
    assert refused(lambda: Speaker.objects.create(evidence=evidence, position=0))
    assert refused(
        lambda: Speaker.objects.create(evidence=evidence, position=0, person=person, organization=group)
    )
    assert not refused(lambda: Speaker.objects.create(evidence=evidence, position=0, person=person))
    assert refused(lambda: Speaker.objects.create(evidence=evidence, position=0, organization=group))


def test_a_participant_is_a_person_or_an_organization_once_a_role() -> None:
    claim, person = make.make_claim(), make.make_person()
    assert refused(lambda: Participant.objects.create(claim=claim))
    assert not refused(lambda: Participant.objects.create(claim=claim, person=person, role="host"))
    assert refused(lambda: Participant.objects.create(claim=claim, person=person, role="host"))
    assert not refused(lambda: Participant.objects.create(claim=claim, person=person, role="guest"))


def test_a_place_stands_once_a_role_in_a_claim() -> None:
    claim, place = make.make_claim(), make.make_place()
    make.add_place(claim, place)
    assert refused(lambda: make.add_place(claim, place))
    assert not refused(lambda: make.add_place(claim, place, "from"))


def test_a_discrepancy_is_not_settled_without_saying_how() -> None:
    assert refused(lambda: make.make_discrepancy(state="resolved"))
    assert not refused(
        lambda: make.make_discrepancy(state="resolved", explanation="The caption was corrected.")
    )


def test_a_claim_is_a_rival_once() -> None:
    claim = make.make_claim()
    assert refused(lambda: make.make_discrepancy(rivals=[claim, claim]))


def test_a_note_is_about_one_record() -> None:
    claim, article = make.make_claim(), make.make_article()
    assert refused(lambda: EditorNote.objects.create(body="Ask her."))
    assert refused(lambda: EditorNote.objects.create(body="Ask her.", claim=claim, article=article))
    assert not refused(lambda: EditorNote.objects.create(body="Ask her.", claim=claim))


def test_a_reading_is_logged_once() -> None:
    article, dossier = make.make_article(), make.make_dossier()
    make.make_reading(article, dossier)
    assert refused(lambda: make.make_reading(article, dossier))


def test_counts_of_a_standing_stay_in_order() -> None:
    claim = make.make_claim()
    assert refused(
        lambda: ClaimStanding.objects.create(
            claim=claim, standing="corroborated", supporting_low=3, supporting_high=2
        )
    )


def test_a_claim_is_in_a_dossier_once() -> None:
    claim = make.make_claim()
    assert refused(lambda: make.make_dossier(claims=[claim, claim]))


def test_the_database_knows_no_discrepancy_without_a_question() -> None:
    assert refused(lambda: Discrepancy.objects.create(title="", aspect="date"))
