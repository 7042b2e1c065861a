import pytest

from claims.models import ClaimPlace, Credit, Evidence, Participant, Speaker
from claims.models.claims import State
from people.models import Place
from tests.factories import (
    add_participant,
    add_place,
    make_article,
    make_claim,
    make_evidence,
    make_outlet,
    make_person,
    make_place,
    make_staff,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_parts_of_a_claim_that_is_not_published_are_seen_by_editors_alone(state: str) -> None:
    claim = make_claim(state=state)
    add_participant(claim, make_person())
    add_place(claim, make_place())
    make_evidence(claim, speakers=[make_person()], crediting=[make_outlet()])
    for parts in (Participant, ClaimPlace, Evidence, Speaker, Credit):
        assert not parts.objects.visible_to(None).exists()
        assert parts.objects.visible_to(make_staff()).count() == 1


def test_what_belongs_to_draft_evidence_of_a_published_claim_is_not_public() -> None:
    make_evidence(make_claim(), state=State.DRAFT, speakers=[make_person()], crediting=[make_outlet()])
    for parts in (Evidence, Speaker, Credit):
        assert not parts.objects.visible_to(None).exists()


def test_parts_lead_to_their_claims_each_once_with_those_parts_alone() -> None:
    claim, article = make_claim(), make_article()
    passages = [make_evidence(claim, article), make_evidence(claim, article)]
    make_evidence(claim)
    found = Evidence.objects.citing(article).claims().get()
    assert (found, found.parts) == (claim, passages)


def test_speakers_lead_to_the_claims_they_speak_on_with_the_evidence_they_speak_in() -> None:
    person = make_person()
    spoken = make_evidence(speakers=[make_person(), person])
    make_evidence(spoken.claim)
    found = person.spoke_in.visible_to(None).claims().get()
    assert (found, found.parts) == (spoken.claim, [spoken])


def test_claims_are_counted_once_however_many_parts_they_have() -> None:
    homs, hama, journey = make_place(), make_place(), make_claim()
    for place, role in [(homs, "from"), (homs, "via"), (hama, "to")]:
        add_place(journey, place, role)
    add_place(make_claim(), homs)
    assert ClaimPlace.objects.claim_counts("place", [homs, hama, make_place()]) == {homs.pk: 2, hama.pk: 1}


def test_what_rests_on_an_outlet_is_in_its_articles_or_credits_it_or_them() -> None:
    outlet = make_outlet()
    article = make_article(outlet=outlet)
    resting = {
        make_evidence(article=article),
        make_evidence(crediting=[outlet]),
        make_evidence(crediting=[make_outlet(), article]),
    }
    make_evidence(crediting=[make_outlet()])
    assert set(Evidence.objects.resting_on_outlet(outlet)) == resting


def test_what_rests_on_an_article_is_in_it_or_credits_it() -> None:
    outlet = make_outlet()
    article = make_article(outlet=outlet)
    resting = {make_evidence(article=article), make_evidence(crediting=[article, make_outlet()])}
    make_evidence(crediting=[outlet])
    assert set(Evidence.objects.resting_on(article)) == resting


def test_claims_at_any_of_several_places_are_found() -> None:
    syria = make_place("Syria")
    homs = make_place("Homs", parent=syria)
    for place in (syria, homs, make_place()):
        add_place(make_claim(), place)
    inside = ClaimPlace.objects.at(Place.objects.inside(syria))
    assert {part.place for part in inside} == {syria, homs}


def test_claims_are_counted_by_the_outlet_credited_itself_or_through_its_article() -> None:
    outlet = make_outlet()
    make_evidence(crediting=[outlet, make_article(outlet=outlet)])
    make_evidence(crediting=[make_article(outlet=outlet)])
    make_evidence(crediting=[make_article(outlet=None)])
    credited = Credit.objects.visible_to(None).with_outlet_named()
    assert credited.claim_counts("outlet_named", [outlet.pk]) == {outlet.pk: 2}
