"""Records that are here with other values: refused with both, unless the file is to win."""

import json
from typing import Any

import pytest

from claims.bundles.export import Extent
from claims.models import Claim, ClaimStanding, Discrepancy, Dossier, Evidence, Rival
from claims.models.claims import State
from claims.standings import fresh, store
from people.models import Person, PersonAlias, Place
from record.slugs import keep_former_slug
from sources.models import Article, ArticleText, Outlet
from tests import factories
from tests.claims.bundles.story import (
    AGROUND,
    DARK,
    EVERYTHING,
    FORTY,
    GAZETTE,
    LAMP,
    NOTICE,
    OWN,
    PROMISED,
    PUBLIC,
    RELAY,
    REVISED,
    WHOLE,
    change,
    database,
    export,
    load,
    public,
    record,
    refusals,
    whole,
)

pytestmark = pytest.mark.django_db


def edit(row: Any, **values: Any) -> None:
    """Change a record as an editor would."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_a_record_changed_here_is_refused_with_both_values() -> None:
    load(PUBLIC)
    edit(Claim.objects.get(public_id=AGROUND), statement="The ferry Marigold struck a rock")
    [reason] = refusals(PUBLIC)
    assert reason == (
        f"claims {AGROUND}: statement: differs from the record here.\n"
        "  here: 'The ferry Marigold struck a rock'\n"
        "  file: 'The ferry Marigold ran aground'"
    )


def test_every_field_that_differs_is_shown_and_what_is_unknown_is_said() -> None:
    load(PUBLIC)
    edit(Claim.objects.get(public_id=AGROUND), date="", date_inferred=False, time="", figure=3)
    fields = {reason.split(": ")[1] for reason in refusals(PUBLIC)}
    assert fields == {"when.date", "when.inferred", "when.time", "figure"}
    assert "  here: '3'\n  file: (nothing)" in "\n".join(refusals(PUBLIC))


def test_a_list_that_differs_is_shown_whole() -> None:
    load(PUBLIC)
    PersonAlias.objects.create(person=Person.objects.get(slug="tom-reed"), name="Tommy")
    [reason] = refusals(PUBLIC)
    assert reason == (
        "people tom-reed: aliases: differs from the record here.\n"
        "  here: [{'name': 'Tommy'}]\n  file: (nothing)"
    )


def test_with_overwrite_the_file_wins_and_history_says_so() -> None:
    load(PUBLIC)
    claim = Claim.objects.get(public_id=AGROUND)
    edit(claim, statement="The ferry Marigold struck a rock", date="2025-03-03")
    claim.participants.all().delete()
    PersonAlias.objects.create(person=Person.objects.get(slug="tom-reed"), name="Tommy")
    outcome = load(PUBLIC, overwrite=True)
    assert export() == PUBLIC
    assert dict(outcome.changed) == {"claims": 1, "people": 1}
    latest = Claim.objects.get(public_id=AGROUND).history.first()
    assert latest is not None
    assert (latest.history_type, latest.history_change_reason) == ("~", "imported from story.json")
    gone = PersonAlias.history.filter(history_type="-").get()
    assert gone.history_change_reason == "imported from story.json"


def test_overwriting_leaves_equal_records_alone() -> None:
    load(WHOLE)
    before = database()
    load(WHOLE, overwrite=True)
    assert database() == before


def test_overwriting_writes_no_history_of_a_record_of_which_only_a_part_changed() -> None:
    load(PUBLIC)
    Evidence.objects.get(public_id=RELAY).credits.last().delete()
    load(PUBLIC, overwrite=True)
    assert Evidence.objects.get(public_id=RELAY).history.count() == 1
    assert export() == PUBLIC


def test_a_relay_becomes_own_reporting_and_back_by_overwriting() -> None:
    load(PUBLIC)
    bundle = change("evidence", RELAY, basis="own", credits=None)(public())
    load(bundle, overwrite=True)
    assert not Evidence.objects.get(public_id=RELAY).credits.exists()
    load(PUBLIC, overwrite=True)
    assert export() == PUBLIC


def test_evidence_that_moves_to_another_claim_is_missed_by_the_one_it_leaves() -> None:
    load(PUBLIC)
    evidence, strayed = Evidence.objects.get(public_id=OWN), factories.make_claim()
    factories.make_evidence(strayed)
    edit(evidence, claim=strayed)
    store(fresh([strayed.pk]))
    load(PUBLIC, overwrite=True)
    assert ClaimStanding.objects.get(claim=strayed).supporting_high == 1


def test_overwriting_an_owner_recounts_claims_that_are_not_in_the_bundle() -> None:
    load(PUBLIC)
    gazette, other = Outlet.objects.get(slug="lowen-gazette"), factories.make_outlet("Evening Post")
    edit(gazette, owner=None)
    edit(other, owner=Outlet.objects.get(slug="coast-press"))
    claim = factories.make_claim()
    for outlet in (gazette, other):
        factories.make_evidence(claim, factories.make_article(outlet=outlet))
    load(PUBLIC, overwrite=True)
    claim.refresh_from_db()
    assert claim.standing.supporting_high == 1


def test_a_draft_here_is_published_by_overwriting() -> None:
    load(WHOLE)
    bundle = change("claims", PROMISED, state="published", published_at="2025-03-23T09:00:00Z")(whole())
    evidence = next(one for one in bundle["evidence"] if one["claim"] == PROMISED)
    evidence |= {
        "state": "published",
        "stance": "supports",
        "paraphrase": "She did.",
        "basis": "own",
        "published_at": "2025-03-23T09:00:00Z",
    }
    load(bundle, overwrite=True)
    assert Claim.objects.get(public_id=PROMISED).is_published


def test_a_withdrawn_claim_is_not_brought_back() -> None:
    load(PUBLIC)
    claim = Claim.objects.get(public_id=AGROUND)
    edit(
        claim,
        state=State.WITHDRAWN,
        withdrawn_at=claim.published_at,
        withdrawal_reason="It was another ferry.",
    )
    assert (
        f"claims {AGROUND}: state: was withdrawn here: It was another ferry. An import does not bring it back."
        in refusals(PUBLIC, overwrite=True)
    )


def test_a_published_record_is_not_made_a_draft_again() -> None:
    load(PUBLIC)
    bundle = public()
    change("evidence", OWN, state="draft", published_at=None)(bundle)
    assert f"evidence {OWN}: state: is published here; an import does not make it a draft again." in refusals(
        bundle, overwrite=True
    )


def test_a_text_held_here_is_not_lost_to_the_hash_of_another() -> None:
    load(WHOLE)
    bundle = public()
    record(bundle, "articles", GAZETTE)["text"]["sha256"] = "0" * 64
    assert (
        f"articles {GAZETTE}: text: is another text than the one held here, and the file does not bring it along: "
        "it would be lost." in refusals(bundle, overwrite=True)
    )
    assert ArticleText.objects.get(article__public_id=GAZETTE).is_held


def test_a_text_held_here_stays_when_only_its_time_of_capture_is_overwritten() -> None:
    load(WHOLE)
    ArticleText.objects.filter(article__public_id=GAZETTE).update(captured_at=factories.NOON)
    load(PUBLIC, overwrite=True)
    assert export(EVERYTHING) == WHOLE


def test_a_rival_outside_of_the_bundle_stays() -> None:
    load(PUBLIC)
    lamp, outside = Discrepancy.objects.get(public_id=LAMP), factories.make_claim("The lamp was dim")
    Rival.objects.create(discrepancy=lamp, claim=outside, position=2)
    before = database()
    load(PUBLIC)
    assert database() == before
    edit(lamp, title="Was it lit?")
    lamp.rivals.filter(claim__public_id=DARK).delete()
    load(PUBLIC, overwrite=True)
    assert outside in lamp.claims.all()
    assert lamp.rivals.count() == 3


def test_a_successor_that_readers_do_not_know_stays_and_is_not_exported() -> None:
    load(PUBLIC)
    successor = factories.make_article("Third edition", public=False)
    edit(Article.objects.get(public_id=NOTICE), superseded_by=successor)
    exported = export()
    assert b"Third edition" not in exported
    assert "superseded_by" not in record_of(exported, "articles", NOTICE)
    before = database()
    load(exported)
    load(exported, overwrite=True)
    assert database() == before


def test_the_reason_for_holding_two_informants_for_one_goes_with_the_other_informant() -> None:
    load(PUBLIC)
    elsewhere = factories.make_unnamed_source("a stoker", article=factories.make_article(public=False))
    crew = Evidence.objects.get(public_id=RELAY).speakers.first().unnamed_source
    edit(crew, same_as=elsewhere, same_as_reason="The same scar.")
    exported = export()
    assert b"The same scar." not in exported
    before = database()
    load(exported)
    assert database() == before
    edit(crew, description="a lad of the engine room")
    load(exported, overwrite=True)
    crew.refresh_from_db()
    assert (crew.description, crew.same_as, crew.same_as_reason) == (
        "one of the hands",
        elsewhere,
        "The same scar.",
    )


def test_a_slug_that_was_given_up_here_is_refused() -> None:
    load(PUBLIC)
    Dossier.objects.get().delete()
    reed = Person.objects.get(slug="tom-reed")
    edit(reed, slug="thomas-reed")
    keep_former_slug(reed, former="tom-reed")
    assert "people tom-reed: slug: was renamed here to 'thomas-reed': use that." in refusals(PUBLIC)


def test_a_wikidata_id_that_is_here_under_another_slug_is_refused() -> None:
    Person.objects.create(name="I. Marlow", slug="i-marlow", wikidata_id="Q999999991")
    assert refusals(PUBLIC) == [
        "people ines-marlow: wikidata: Q999999991 is here already, as 'i-marlow' (I. Marlow)."
    ]


def test_an_address_that_is_here_under_another_id_is_refused() -> None:
    known = factories.make_article("Ferry aground", url="http://www.gazette.example/2025/03/marigold/")
    [reason] = refusals(PUBLIC)
    assert reason.startswith(f"articles {GAZETTE}: url: This address is already logged, as “Ferry aground”")
    assert known.public_id in reason


def test_an_informant_described_alike_under_another_id_is_refused() -> None:
    load(PUBLIC)
    bundle = public()
    bundle["unnamed_sources"][0] |= {"id": "b" * 10}
    bundle = change_ids(bundle, public()["unnamed_sources"][0]["id"], "b" * 10)
    assert any("unnamed_sources bbbbbbbbbb" in reason for reason in refusals(bundle, overwrite=True))


def test_a_note_stays_when_another_is_added() -> None:
    load(WHOLE)
    bundle = whole()
    bundle["editor_notes"][0]["body"] = "A second thought."
    outcome = load(bundle)
    assert dict(outcome.added) == {"editor_notes": 1}
    assert export(Extent(notes=True)).count(b'"body":') == 5


def test_a_claim_of_what_was_said_that_is_not_in_the_bundle_is_kept() -> None:
    load(WHOLE)
    claim, outside = Claim.objects.get(public_id=PROMISED), factories.make_claim()
    edit(claim, asserts=outside)
    bundle = change("claims", PROMISED, detail="At the quay.")(whole())
    load(bundle, overwrite=True)
    claim.refresh_from_db()
    assert (claim.asserts, claim.detail) == (outside, "At the quay.")


def test_everything_that_differs_is_restored_by_overwriting() -> None:
    load(WHOLE)
    edit(Place.objects.get(slug="gull-rock"), latitude=51, parent=None)
    edit(Evidence.objects.get(public_id=RELAY), hedged=None, hedge_words="", asserted_place=None, omits=[])
    edit(Article.objects.get(public_id=REVISED), outlet=None, published="2025")
    edit(Discrepancy.objects.get(public_id=LAMP), likely_cause="Fog.")
    ArticleText.objects.filter(article__public_id=GAZETTE).update(text="Other", length=5)
    Claim.objects.get(public_id=FORTY).dossier_claims.update(added_at="2025-01-01T00:00:00Z")
    load(WHOLE, overwrite=True)
    assert export(EVERYTHING) == WHOLE


def record_of(data: bytes, kind: str, key: str) -> dict[str, Any]:
    """A record of an exported bundle."""
    return record(json.loads(data), kind, key)


def change_ids(bundle: Any, old: str, new: str) -> Any:
    """The bundle with one id put in place of another, wherever it stands."""
    return json.loads(json.dumps(bundle).replace(f'"{old}"', f'"{new}"'))
