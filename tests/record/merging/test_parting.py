"""Undoing a merge: everything as it was, but for what somebody has changed since."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from claims import publicity
from claims.actions import changing, publish
from claims.models import Claim, ClaimPlace, EditorNote, Participant
from claims.models.claims import State
from people.models import Person, PersonAlias
from record.merging import MergeRefused, merge, undo
from record.models import FormerSlug, Merge
from record.slugs import keep_former_slug
from sources.models import Article
from tests import factories as make
from tests.record.merging.dump import dump

pytestmark = pytest.mark.django_db


def join(kept: Any, gone: Any, **options: Any) -> Merge:
    return merge(kept, gone, by=None, reason="the same", confirmed=True, **options)


def settled() -> dict[str, Any]:
    """The record with everything that follows from it worked out, as data."""
    with changing(list(Claim.objects.values_list("pk", flat=True))):
        publicity.repair()
    return dump()


def refused(merged: Merge) -> str:
    before = dump()
    with pytest.raises(MergeRefused) as error:
        undo(merged, by=None)
    assert dump() == before
    return str(error.value)


def test_the_record_that_went_is_back_with_its_key_its_address_and_its_names(publisher: User) -> None:
    kept, gone = (
        make.make_person("Kept"),
        make.make_person("Gone", aliases=["the lost one"], wikidata_id="Q1"),
    )
    make.add_participant(make.make_claim(state=State.DRAFT), gone)
    before = settled()
    merged = undo(join(kept, gone, take=["wikidata_id", "name"]), by=publisher, reason="Two men.")
    assert dump() == before
    assert (merged.undone_by, merged.left) == (publisher, [])
    why = "merge of “Gone” into “Gone” undone: Two men."
    for record, how in ((gone, "+"), (kept, "~")):
        told = record.history.latest()
        assert (told.history_type, told.history_user, told.history_change_reason) == (how, publisher, why)


def test_links_changed_since_stay_and_are_told(publisher: User) -> None:
    kept, gone, third = make.make_person("Kept"), make.make_person("Gone"), make.make_person("Third")
    links = [make.add_participant(make.make_claim(f"Claim {number}."), gone) for number in range(4)]
    merged = join(kept, gone)
    Participant.objects.filter(pk=links[0].pk).update(person=third)
    Participant.objects.filter(pk=links[1].pk).delete()
    later = make.add_participant(make.make_claim(), kept)
    Participant.objects.filter(pk=links[2].pk).update(role="host")
    merged = undo(merged, by=None)
    assert merged.left == [
        "Participant “Third” names another record since, and was left.",
        f"Participant number {links[1].pk} was deleted since.",
    ]
    assert dict(Participant.objects.values_list("pk", "person")) == {
        links[0].pk: third.pk,
        links[2].pk: gone.pk,
        links[3].pk: gone.pk,
        later.pk: kept.pk,
    }


def test_a_link_that_would_stand_twice_stays() -> None:
    kept, gone, claim = make.make_person("Kept"), make.make_person("Gone"), make.make_claim()
    make.add_participant(claim, kept)
    make.add_participant(claim, gone)
    guest = make.add_participant(claim, gone, "guest")
    merged = join(kept, gone)
    # The one that moved is given the role that the one that was dropped had.
    Participant.objects.filter(claim=claim, person=kept, role="").delete()
    Participant.objects.filter(pk=guest.pk).update(role="")
    merged = undo(merged, by=None)
    assert merged.left == [
        "Participant “Gone” was not restored: its like was added since, or what it rests on is gone."
    ]
    assert list(Participant.objects.values_list("pk", "person", "role")) == [(guest.pk, gone.pk, "")]


def test_a_dropped_link_of_something_deleted_since_is_not_restored() -> None:
    kept, gone, claim = (
        make.make_person("Kept"),
        make.make_person("Gone"),
        make.make_claim("He left.", state="draft"),
    )
    for who in (kept, gone):
        make.add_participant(claim, who)
    merged = join(kept, gone)
    claim.delete()
    assert undo(merged, by=None).left == ["Participant “Gone” was not restored: its claim was deleted since."]


def test_a_value_that_was_changed_since_stays() -> None:
    kept, gone = make.make_person("Kept"), make.make_person("Gone", description="Emir", wikidata_id="Q7")
    merged = join(kept, gone, take=["description", "wikidata_id"])
    Person.objects.filter(pk=kept.pk).update(description="President")
    merged = undo(merged, by=None)
    kept.refresh_from_db()
    assert (kept.description, kept.wikidata_id) == ("President", None)
    assert merged.left == ["Person “Kept” keeps its description, which was changed since."]
    assert Person.objects.get(pk=gone.pk).wikidata_id == "Q7"


def test_other_names_and_notes_that_were_changed_since_stay() -> None:
    kept, gone = make.make_claim("One.", state="draft"), make.make_claim("Two.", state="draft")
    merged = join(kept, gone)
    EditorNote.objects.update(body="Logged twice by mistake.")
    assert undo(merged, by=None).left == [
        "Editor note “Logged twice by mistake.” was changed since it was added, and was left."
    ]
    assert EditorNote.objects.count() == 1


def test_a_name_deleted_since_is_no_matter() -> None:
    kept, gone = make.make_person("Kept"), make.make_person("Gone")
    merged = join(kept, gone)
    PersonAlias.objects.all().delete()
    assert undo(merged, by=None).left == []


def test_an_address_in_use_now_is_not_taken_back() -> None:
    kept, gone = make.make_person("Kept"), make.make_person("Gone", wikidata_id="Q1")
    merged = join(kept, gone)
    kept.refresh_from_db()
    kept.slug = "gone"
    kept.save()
    keep_former_slug(kept, former="kept")
    make.make_person("Third", wikidata_id="Q1")
    merged = undo(merged, by=None)
    back = Person.objects.get(pk=gone.pk)
    assert (back.slug, back.wikidata_id) == ("gone-2", None)
    assert merged.left == [
        "Person “Gone” has another slug than before, gone: that is in use now.",
        "Person “Gone” has another Wikidata id than before, Q1: that is in use now.",
    ]


def test_an_article_whose_address_is_logged_again_comes_back_only_once_that_is_settled() -> None:
    kept, gone = (
        make.make_article(outlet=None),
        make.make_article("Gone", url="https://a.example/1", outlet=None),
    )
    merged = join(kept, gone)
    again = make.make_article(url="https://a.example/1", outlet=None)
    assert "change that first" in refused(merged)
    again.delete()
    assert undo(merged, by=None).left == []
    assert Article.objects.get(pk=gone.pk).url == "https://a.example/1"


def test_nothing_is_undone_twice() -> None:
    merged = join(make.make_person(), make.make_person())
    undo(merged, by=None)
    assert refused(merged) == "It has been undone already."


def test_a_pair_that_was_parted_can_be_merged_again_the_other_way_round() -> None:
    one, two = make.make_person("One"), make.make_person("Two")
    undo(join(one, two), by=None)
    join(two, one)
    assert Person.objects.get() == two
    assert FormerSlug.objects.get().slug == "one"


# Chains


def test_the_middle_of_a_chain_is_undone_after_its_end() -> None:
    one, two, three = (make.make_person(name) for name in ("One", "Two", "Three"))
    before = settled()
    first, second = join(two, one), join(three, two)
    assert "Undo the later merge of “Two” into “Three”" in refused(first)
    undo(second, by=None)
    assert FormerSlug.objects.get(slug="one").target == two.pk
    undo(first, by=None)
    assert dump() == before


def test_merges_into_one_record_are_undone_from_the_last() -> None:
    one, two, three = (make.make_person(name) for name in ("One", "Two", "Three"))
    first, second = join(one, two), join(one, three)
    assert "Undo the later merge of “Three” into “One”" in refused(first)
    undo(second, by=None)
    undo(first, by=None)
    assert Person.objects.count() == 3


def test_what_a_later_merge_of_another_kind_led_on_comes_back_with_either() -> None:
    places = [make.make_place(f"Place {number}") for number in range(2)]
    claims = [make.make_claim(f"Claim {number}.", state=State.DRAFT) for number in range(2)]
    for claim in claims:
        make.add_place(claim, places[1])
    before = settled()
    of_claims = join(*claims)  # drops the place that both claims have
    of_places = join(*places)
    undo(of_claims, by=None)
    # The place comes back at the record that its own one became.
    assert {row.place_id for row in ClaimPlace.objects.all()} == {places[0].pk}
    undo(of_places, by=None)
    assert dump() == before


def test_two_links_that_a_later_merge_made_alike_come_back_only_after_it() -> None:
    places = [make.make_place(f"Place {number}") for number in range(2)]
    claims = [make.make_claim(f"Claim {number}.", state=State.DRAFT) for number in range(2)]
    for claim, place in ((claims[0], places[1]), (claims[1], places[1]), (claims[1], places[0])):
        make.add_place(claim, place)
    before = settled()
    of_claims = join(*claims)
    of_places = join(*places)
    assert "Undo the later merge of “Place 1” into “Place 0”" in refused(of_claims)
    undo(of_places, by=None)
    undo(of_claims, by=None)
    assert dump() == before


# Claims


def test_a_published_claim_is_published_again_and_counted() -> None:
    claims = []
    for _ in range(2):
        claim = make.make_claim(state=State.DRAFT)
        with changing([claim.pk]):
            make.make_evidence(claim, state=State.DRAFT)
        claims.append(publish(claim, by=None))
    kept, gone = claims
    merged = join(kept, gone)
    kept = Claim.objects.with_standing().get(pk=kept.pk)
    assert kept.standing.standing == "corroborated"
    undo(merged, by=None)
    stood = {claim.standing.standing for claim in Claim.objects.published().with_standing()}
    assert (stood, Claim.objects.published().count()) == ({"single-origin"}, 2)


def test_a_survivor_that_lost_its_evidence_is_not_left_without() -> None:
    kept, gone = make.make_claim(state=State.DRAFT), make.make_claim(state=State.DRAFT)
    with changing([kept.pk, gone.pk]):
        make.make_evidence(gone, state=State.DRAFT)
    merged = join(kept, gone)
    publish(Claim.objects.get(pk=kept.pk), by=None)
    assert "was published since" in refused(merged)


def test_a_merge_whose_survivor_was_deleted_since_still_gives_the_other_back() -> None:
    kept, gone = make.make_person("Kept", public=False), make.make_person("Gone", public=False)
    merged = join(kept, gone)
    Person.objects.get(pk=kept.pk).delete()
    undo(merged, by=None)
    assert Person.objects.get().name == "Gone"
