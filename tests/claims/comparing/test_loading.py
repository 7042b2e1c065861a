"""What a piece of evidence says, as plain data; and what loading it costs."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.comparing import loading
from claims.comparing.loading import passages_at, with_passages
from claims.models import Claim, Evidence
from claims.passages import Passage
from tests.factories import (
    add_participant,
    add_place,
    bulk_claims,
    bulk_evidence,
    make_article,
    make_claim,
    make_evidence,
    make_organization,
    make_person,
    make_place,
    make_staff,
    make_unnamed_source,
)

pytestmark = pytest.mark.django_db


def passage(evidence: Evidence) -> Passage:
    [said] = with_passages(Evidence.objects.filter(pk=evidence.pk))
    return said.passage


def labels(evidence: Evidence) -> dict[str, str]:
    return {aspect: value.label for aspect, value in passage(evidence).values.items()}


def whole_claim() -> Claim:
    claim = make_claim(date="2024-12-08", time="dawn", figure="2.5", unit="hours")
    add_place(claim, make_place("Damascus"))
    add_participant(claim, make_person("Assad"), "traveller")
    add_participant(claim, make_organization("The Guard"))
    return claim


def test_a_passage_that_supports_says_what_the_claim_says() -> None:
    assert labels(make_evidence(whole_claim())) == {
        "date": "8 December 2024",
        "time": "dawn",
        "place": "Damascus",
        "person": "Assad",
        "organization": "The Guard",
        "figure": "2.5 hours",
    }


@pytest.mark.parametrize("stance", ["contradicts", "mentions"])
def test_a_passage_of_another_stance_says_only_what_it_says_itself(stance: str) -> None:
    assert labels(make_evidence(whole_claim(), stance=stance, asserted_date="2024-12-07")) == {
        "date": "7 December 2024"
    }


def test_its_own_values_stand_in_the_place_of_the_claims() -> None:
    evidence = make_evidence(
        whole_claim(),
        asserted_date="2024-12-07",
        asserted_place=make_place("Homs"),
        asserted_person=make_person("Azzam"),
        asserted_figure="3",
        asserted_unit="hours",
        asserted_role="escort",
        asserted_attribution="a diplomat",
    )
    assert labels(evidence) == {
        "date": "7 December 2024",  # and no time: the claim's is that of another day
        "place": "Homs",
        "person": "Azzam",
        "organization": "The Guard",
        "figure": "3 hours",
        "role": "escort",
        "attribution": "a diplomat",
    }


def test_what_it_omits_it_does_not_say() -> None:
    found = passage(make_evidence(whole_claim(), omits=["date", "person"]))
    assert (found.says("date"), found.says("person")) == (None, None)
    assert found.says("place")


def test_speakers_keep_their_order_and_kind() -> None:
    person, source = make_person("Fidan"), make_unnamed_source("an official")
    found = passage(make_evidence(speakers=[person, source]))
    assert [(one.kind, one.id, one.label) for one in found.speakers] == [
        ("person", person.pk, "Fidan"),
        ("unnamed", source.pk, "an official"),
    ]


def test_a_place_lies_in_everything_above_it_and_a_loop_of_parents_ends() -> None:
    country = make_place("Syria")
    town = make_place("Hmeimim", parent=make_place("Latakia", parent=country))
    type(country).objects.filter(pk=country.pk).update(parent=town)
    place: Any = passage(make_evidence(asserted_place=town)).values["place"]
    assert country.pk in place.within


def test_readers_get_no_drafts_and_only_what_was_asked_for() -> None:
    evidence = make_evidence()
    make_evidence(evidence.claim, evidence.article, state="draft")
    make_evidence(evidence.claim)
    make_evidence(article=evidence.article)
    spot = evidence.claim_id, evidence.article_id
    assert {key: len(found) for key, found in passages_at([spot], None).items()} == {spot: 1}
    assert len(passages_at([spot], make_staff())[spot]) == 2


def test_no_more_than_the_first_passages_of_a_spot_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "MOST_PASSAGES", 2)
    claim, article = make_claim(), make_article()
    rows = [make_evidence(claim, article) for _ in range(4)]
    found = passages_at([(claim.pk, article.pk)], None)[claim.pk, article.pk]
    assert [said.evidence for said in found] == rows[:2]


def test_hundreds_of_passages_cost_as_many_queries_as_two() -> None:
    article = make_article()
    few, many = bulk_claims(2, article=article), bulk_claims(300, article=article)
    bulk_evidence(few + many, article=make_article())
    assert cost(few, article.pk) == cost(many, article.pk) <= 9


def cost(claims: list[Claim], article: int) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert len(passages_at([(claim.pk, article) for claim in claims], None)) == len(claims)
    return len(captured)
