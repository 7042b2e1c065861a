"""What merging two records does, kind by kind."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from claims.actions import changing
from claims.models import Credit, EditorNote, Evidence, Participant, ReadingCheck, Speaker
from claims.models.claims import State
from people.models import Person, PersonAlias, Place
from record.merging import MergeRefused, merge
from record.models import FormerSlug, Merge, NotTheSame
from record.slugs import keep_former_slug
from sources.models import Article, ArticleAddress, ArticleText, Outlet, UnnamedSource
from tests import factories as make
from tests.record.merging.dump import dump

pytestmark = pytest.mark.django_db

WHY = "The same, by both reports."


def join(kept: Any, gone: Any, **options: Any) -> Merge:
    return merge(kept, gone, by=None, reason=WHY, **options)


def refused(kept: Any, gone: Any, **options: Any) -> str:
    """Why; and that nothing was changed."""
    before = dump()
    with pytest.raises(MergeRefused) as error:
        join(kept, gone, **options)
    assert dump() == before
    return str(error.value)


# People, organizations, places: names


def names(record: Any) -> list[str]:
    return [alias.name for alias in record.aliases.order_by("pk")]


def test_the_name_that_goes_stays_as_another_name_with_all_its_own() -> None:
    kept = make.make_person("Ahmad al-Sharaa", aliases=["أحمد الشرع"])
    gone = make.make_person("Abu Mohammed al-Jolani", aliases=["al-Joulani", "أحمد الشرع", "Ahmad al-Sharaa"])
    join(kept, gone)
    assert names(kept) == ["أحمد الشرع", "al-Joulani", "Abu Mohammed al-Jolani"]
    assert not Person.objects.filter(name="Abu Mohammed al-Jolani").exists()


def test_a_name_that_is_taken_over_leaves_the_former_one_as_another_name() -> None:
    kept, gone = make.make_person("H. Fidan"), make.make_person("Hakan Fidan")
    join(kept, gone, take=["name"])
    kept.refresh_from_db()
    assert (kept.name, kept.slug, names(kept)) == ("Hakan Fidan", "h-fidan", ["H. Fidan"])


def test_a_name_that_differs_in_nothing_that_counts_is_another_name_once() -> None:
    kept, gone = make.make_person("Raif"), make.make_person("Ra’if", aliases=["RAIF"])
    join(kept, gone)
    assert names(kept) == ["RAIF"]


# Addresses


def leads_to(address: str, kind: str = "people.person") -> int:
    return FormerSlug.objects.get(kind=kind, slug=address).target


def test_every_address_of_the_one_leads_straight_to_the_last() -> None:
    one, two, three = (make.make_person(name) for name in ("One", "Two", "Three"))
    keep_former_slug(one, former="formerly-one")
    join(two, one)
    assert {leads_to("one"), leads_to("formerly-one")} == {two.pk}
    join(three, two)
    assert {leads_to(address) for address in ("one", "formerly-one", "two")} == {three.pk}


def test_no_new_record_gets_the_address_of_one_that_went() -> None:
    kept, gone = make.make_person("One"), make.make_person("Two")
    join(kept, gone)
    assert make.make_person("Two").slug == "two-2"


# Links


def test_links_move_and_repetitions_are_dropped(publisher: User) -> None:
    kept, gone = make.make_person("Kept"), make.make_person("Gone")
    claim = make.make_claim()
    make.add_participant(claim, kept, "host")
    make.add_participant(claim, gone, "host")
    moved = make.add_participant(claim, gone, "guest")
    make.make_evidence(speakers=[gone], asserted_person=gone)
    utterance = make.make_claim(kind="utterance", utterer_person=gone)
    merge(kept, gone, by=publisher, reason=WHY)
    assert sorted(Participant.objects.values_list("person", "role")) == [
        (kept.pk, "guest"),
        (kept.pk, "host"),
    ]
    assert Speaker.objects.get().person == kept
    assert Evidence.objects.get().asserted_person == kept
    utterance.refresh_from_db()
    assert utterance.utterer == kept
    told = moved.history.latest()
    assert (told.person_id, told.history_user, told.history_type) == (kept.pk, publisher, "~")
    assert told.history_change_reason == f"“Gone” merged into “Kept”: {WHY}"


def test_both_records_and_what_was_dropped_say_so_in_their_history() -> None:
    kept, gone = make.make_person("Kept"), make.make_person("Gone")
    claim = make.make_claim()
    dropped = [make.add_participant(claim, who) for who in (kept, gone)][1]
    join(kept, gone)
    reason = f"“Gone” merged into “Kept”: {WHY}"
    for model, key, how in ((Person, kept.pk, "~"), (Person, gone.pk, "-"), (Participant, dropped.pk, "-")):
        last = model.history.filter(id=key).latest()
        assert (last.history_type, last.history_change_reason) == (how, reason)


def test_claims_that_rest_on_either_are_counted_again() -> None:
    one, two = make.make_person(), make.make_person()
    claim = make.make_claim()
    with changing([claim.pk]):
        for who in (one, two):
            make.make_evidence(claim, speakers=[who])
    claim.refresh_from_db()
    assert claim.standing.standing == "corroborated"
    join(one, two)
    claim.standing.refresh_from_db()
    assert claim.standing.standing == "single-origin"


# Values


def test_only_what_is_chosen_is_taken() -> None:
    kept, gone = (
        make.make_person(description="Minister"),
        make.make_person(description="Emir", wikidata_id="Q5"),
    )
    join(kept, gone, take=["wikidata_id"])
    kept.refresh_from_db()
    assert (kept.wikidata_id, kept.description) == ("Q5", "Minister")


def test_values_that_say_nothing_without_each_other_are_taken_together() -> None:
    kept = make.make_place()
    gone = make.make_place(latitude="33.5", longitude="36.2", precision="settlement")
    join(kept, gone, take=["latitude"])
    kept.refresh_from_db()
    assert (kept.latitude, kept.longitude, kept.precision) == (
        gone_value(33.5),
        gone_value(36.2),
        "settlement",
    )


def gone_value(degrees: float) -> Any:
    return Place._meta.get_field("latitude").to_python(str(degrees))


# What cannot be


def test_two_of_different_kinds_and_one_with_itself_are_refused() -> None:
    person, organization = make.make_person(), make.make_organization()
    assert "two different records" in refused(person, organization)
    assert "two different records" in refused(person, person)


def test_a_reason_is_asked_for() -> None:
    with pytest.raises(MergeRefused, match="Say how you know"):
        merge(make.make_person(), make.make_person(), by=None, reason=" ")


def test_one_that_is_gone_meanwhile_is_refused() -> None:
    one, two, three = (make.make_person() for _ in range(3))
    join(one, two)
    assert "no longer here" in refused(three, two)


@pytest.mark.parametrize("between", [0, 1, 2])
def test_a_place_that_lies_in_the_other_cannot_stay_in_its_stead(between: int) -> None:
    outer = inner = make.make_place("Outer")
    for _ in range(between + 1):
        inner = make.make_place(parent=inner)
    assert "names “Outer” as its parent, directly or through others" in refused(inner, outer)
    join(outer, inner)
    assert Place.objects.filter(parent=outer).count() == (1 if between else 0)


def test_a_parent_that_would_close_a_circle_is_not_taken() -> None:
    kept = make.make_place("Kept")
    gone = make.make_place("Gone", parent=make.make_place("Middle", parent=kept))
    assert "lie inside itself" in refused(kept, gone, take=["parent"])
    join(kept, gone)


def test_an_outlet_that_belongs_to_the_other_can_only_be_the_one_that_goes() -> None:
    group = make.make_outlet("Group")
    paper = make.make_outlet("Paper", owner=group)
    assert "names “Group” as its owner" in refused(paper, group)
    join(group, paper)
    assert Outlet.objects.get().owner is None


def test_what_an_editor_told_apart_is_asked_about(publisher: User) -> None:
    one, two = make.make_person(), make.make_person()
    NotTheSame.objects.create(kind="people.person", one=one.pk, two=two.pk, said_by=publisher)
    assert f"{publisher} said on" in refused(two, one)
    join(two, one, confirmed=True)


def test_two_wikidata_items_are_asked_about() -> None:
    one, two = make.make_person(wikidata_id="Q1"), make.make_person(wikidata_id="Q2")
    assert "Q1 and Q2" in refused(one, two)
    join(one, two, confirmed=True)


# Articles


def test_the_address_of_the_article_that_goes_is_known_as_another_of_the_one_that_stays() -> None:
    kept = make.make_article("Kept", url="https://a.example/1")
    gone = make.make_article("Gone", url="https://a.example/2", outlet=kept.outlet)
    ArticleAddress.objects.create(article=gone, url="https://a.example/1?amp=1")
    assert "different addresses" in refused(kept, gone)
    join(kept, gone, confirmed=True)
    assert {row.url for row in kept.addresses.all()} == {"https://a.example/1?amp=1", "https://a.example/2"}
    assert (
        EditorNote.objects.get(article=kept).body
        == f"Merged with the article {gone.public_id}, whose title was: Gone"
    )
    assert leads_to(gone.public_id, "sources.article") == kept.pk


def test_an_address_that_is_taken_over_is_no_other_address() -> None:
    kept, gone = make.make_article(outlet=None), make.make_article(url="https://a.example/2", outlet=None)
    ArticleAddress.objects.create(article=kept, url="https://a.example/3")
    join(kept, gone, take=["url"])
    kept.refresh_from_db()
    assert (kept.url, [row.url for row in kept.addresses.all()]) == (
        "https://a.example/2",
        ["https://a.example/3"],
    )


def test_an_address_that_another_article_is_known_by_already_stays_with_it() -> None:
    kept, gone = make.make_article(outlet=None), make.make_article(url="https://a.example/2", outlet=None)
    other = ArticleAddress.objects.create(article=make.make_article(), url="https://a.example/2")
    join(kept, gone)
    assert ArticleAddress.objects.get() == other


def test_two_texts_that_differ_are_asked_about_and_the_one_kept_stays() -> None:
    kept, gone = make.make_article(outlet=None), make.make_article(outlet=None)
    for article, digest in ((kept, "a" * 64), (gone, "b" * 64)):
        ArticleText.objects.create(article=article, sha256=digest, length=5, captured_at=make.NOON)
    assert "a stored text of its own" in refused(kept, gone)
    join(kept, gone, confirmed=True)
    assert ArticleText.objects.get().sha256 == "a" * 64


def test_informants_described_alike_become_one_with_all_their_words() -> None:
    kept, gone = make.make_article(outlet=None), make.make_article(outlet=None)
    officers = [make.make_unnamed_source("an officer", article=one) for one in (kept, gone)]
    other = make.make_unnamed_source("a guard", article=gone)
    elsewhere = make.make_unnamed_source("he")
    UnnamedSource.objects.filter(pk=elsewhere.pk).update(same_as=officers[1], same_as_reason="the same words")
    evidence = make.make_evidence(article=gone, speakers=[officers[1], other])
    join(kept, gone)
    assert [speaker.who for speaker in evidence.speakers.all()] == [officers[0], other]
    elsewhere.refresh_from_db()
    assert elsewhere.same_as == officers[0]
    assert leads_to(officers[1].public_id, "sources.unnamedsource") == officers[0].pk


def test_a_credit_to_the_other_is_to_be_corrected_first() -> None:
    one, two = make.make_article("One", outlet=None), make.make_article("Two", outlet=None)
    evidence = make.make_evidence(make.make_claim("He left."), one, crediting=[two])
    for pair in ((one, two), (two, one)):
        assert "Evidence on “He left.” found in “One” credits “Two”" in refused(*pair)
    evidence.delete()
    join(one, two)


def test_who_credits_both_credits_the_one_once() -> None:
    one, two = make.make_article(outlet=None), make.make_article(outlet=None)
    make.make_evidence(crediting=[two, one])
    join(one, two)
    assert Credit.objects.get().article == one


def test_readings_of_one_moment_become_one_with_what_either_checked() -> None:
    kept, gone = make.make_article(outlet=None), make.make_article(outlet=None)
    claims = [make.make_claim(state=State.DRAFT) for _ in range(3)]
    dossier = make.make_dossier(claims=claims)
    readings = [make.make_reading(article, dossier) for article in (kept, gone)]
    for reading, checked in zip(readings, (claims[:2], claims[1:]), strict=True):
        for claim in checked:
            ReadingCheck.objects.create(reading=reading, claim=claim, checked_at=make.NOON)
    join(kept, gone)
    assert kept.readings.count() == 1
    assert {check.claim for check in readings[0].checks.all()} == set(claims)


# Claims


def claim(state: str = State.PUBLISHED, **fields: Any) -> Any:
    made = make.make_claim(state=state, **fields)
    with changing([made.pk]):
        make.make_evidence(made, state=state)
    return made


def test_a_claim_brings_its_evidence_places_dossiers_and_its_statement() -> None:
    kept, gone = claim(statement="He left by plane."), claim(State.DRAFT, statement="He flew out.")
    make.add_place(gone, make.make_place())
    dossier = make.make_dossier(claims=[kept, gone])
    other = make.make_dossier(claims=[gone])
    join(kept, gone)
    assert sorted(kept.evidence.values_list("state", flat=True)) == ["draft", "published"]
    assert set(kept.dossiers.all()) == {dossier, other}
    assert kept.claim_places.count() == 1
    assert "whose statement was: He flew out." in EditorNote.objects.get(claim=kept).body
    assert leads_to(gone.public_id, "claims.claim") == kept.pk


def test_what_readers_know_does_not_go_into_a_draft() -> None:
    assert "Readers know the claim that would go" in refused(claim(State.DRAFT), claim())


def test_a_withdrawn_claim_stays_by_itself() -> None:
    withdrawn = make.make_claim(state=State.WITHDRAWN)
    for pair in ((withdrawn, claim()), (claim(), withdrawn)):
        assert "A withdrawn claim stays by itself" in refused(*pair)


def test_rivals_are_not_one() -> None:
    rivals = [claim(), claim()]
    make.make_discrepancy("Which day?", rivals=rivals)
    assert "rivals in the discrepancy “Which day?”" in refused(*rivals)


def test_an_event_is_no_utterance_and_no_saying_is_what_was_said() -> None:
    said = claim()
    saying = claim(kind="utterance", utterer_person=make.make_person(), asserts=said)
    assert "One is about an event" in refused(said, saying)
    repeated = claim(kind="utterance", utterer_person=make.make_person(), asserts=saying)
    assert "two claims" in refused(saying, repeated)
    assert "lead back to itself" in refused(repeated, saying)


def test_rivals_of_the_one_that_goes_face_the_one_that_stays() -> None:
    kept, gone, rival = claim(), claim(), claim()
    discrepancy = make.make_discrepancy(rivals=[gone, rival])
    join(kept, gone)
    assert set(discrepancy.claims.all()) == {kept, rival}


def test_informants_bring_the_evidence_of_their_article_with_them() -> None:
    kept, gone = make.make_article(outlet=None), make.make_article(outlet=None)
    make.make_evidence(article=gone, speakers=[make.make_unnamed_source(article=gone)])
    join(kept, gone)
    speaker = Speaker.objects.select_related("evidence", "unnamed_source").get()
    assert speaker.evidence.article_id == speaker.unnamed_source.article_id == kept.pk
    assert Article.objects.count() == 1
    assert PersonAlias.objects.count() == 0
