"""Tests of the rule on attributions."""

from typing import Any

import pytest

from claims.checks.attributions import mentions
from claims.models import Evidence
from tests.claims.checks.suggestions import follow_first, found, names
from tests.factories import (
    make_article,
    make_claim,
    make_evidence,
    make_organization,
    make_outlet,
    make_person,
)

pytestmark = pytest.mark.django_db


def test_an_attribution_to_an_outlet_that_is_not_credited_is_found(publisher: Any) -> None:
    claim, outlet = make_claim(), make_outlet("Al Majalla", aliases=["المجلة"])
    piece = make_evidence(claim, quotation="According to the newspaper Al-Majalla, he left at night.")
    assert names(claim) == ["attribution-unrecorded"]
    follow_first(claim, publisher)
    piece.refresh_from_db()
    assert (piece.basis, piece.credits.get().outlet) == ("relays", outlet)


def test_an_attribution_to_a_person_who_does_not_speak_is_found(publisher: Any) -> None:
    claim, person = make_claim(), make_person("Hakan Fidan", aliases=["Fidan"])
    first = make_person()
    piece = make_evidence(claim, quotation="They knew by Friday, Fidan said.", speakers=[first])
    follow_first(claim, publisher)
    assert [speaker.who for speaker in piece.speakers.all()] == [first, person]


@pytest.mark.parametrize(
    "quotation",
    [
        "وفقاً لمجلة المجلة، غادر ليلاً",
        "وبقي هناك بحسب المجلة",
        "وفقا للمجلة فقد غادر",
        "طبقا لرويترز فقد غادر",
        "he left, as reported by Al Majalla",
        "AL MAJALLA reported that he left",
        "Citing Al Majalla: he left",
    ],
)
def test_attributions_are_read_in_english_and_arabic(quotation: str) -> None:
    make_outlet("Al Majalla", aliases=["المجلة", "رويترز"])
    claim = make_claim()
    make_evidence(claim, quotation=quotation)
    assert names(claim) == ["attribution-unrecorded"]


def test_a_translation_is_read_too() -> None:
    make_outlet("Al Majalla")
    claim = make_claim()
    make_evidence(claim, quotation="…", translation="Al Majalla reported it.", translator="A")
    assert names(claim) == ["attribution-unrecorded"]


@pytest.mark.parametrize(
    "quotation",
    [
        "According to nobody known here, he left.",
        "An aide to Fidan said that he left.",
        "Fidan was in Doha. Others said more.",
        "He left Fidan, and said nothing.",
    ],
)
def test_whoever_is_unknown_or_not_the_one_who_says_it_is_nothing(quotation: str) -> None:
    make_person("Hakan Fidan", aliases=["Fidan"])
    claim = make_claim()
    make_evidence(claim, quotation=quotation)
    assert found(claim) == []


def test_speakers_credits_the_article_s_own_outlet_and_the_utterer_are_on_record() -> None:
    person, outlet = make_person("Hakan Fidan"), make_outlet("Al Majalla")
    organization = make_organization("Al Majalla")
    says, reports = "Hakan Fidan said so.", "Al Majalla reported it."
    claim = make_claim(kind="utterance", utterer_person=person)
    make_evidence(claim, quotation=says)
    other = make_claim()
    make_evidence(other, quotation=says, speakers=[organization, person])
    make_evidence(other, make_article(outlet=outlet), quotation=reports)
    make_evidence(other, quotation=reports, crediting=[outlet])
    make_evidence(other, quotation=reports, crediting=[make_article(outlet=outlet)])
    make_evidence(other, quotation=reports, speakers=[organization])
    assert [names(claim), [name for name in names(other) if name != "shared-quotation"]] == [[], []]


def test_names_are_what_stands_beside_the_words_that_attribute() -> None:
    piece = Evidence(quotation="The minister Hakan Fidan told them; according to the daily Sabah he left.")
    before, after = mentions(piece)
    assert "hakan fidan" in before
    assert "sabah" in after
    assert "left" not in after
