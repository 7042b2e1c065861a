"""Importing: what is missing is added, what is equal is left alone, and all of it or nothing."""

import pytest
from django.contrib.auth.models import User

from claims.models import Claim, ClaimStanding, Dossier, Evidence, Reading
from people.models import Person, Place
from sources.models import Article, Outlet
from tests.claims.bundles.story import (
    AGROUND,
    EVERYTHING,
    GAZETTE,
    NOTICE,
    OWN,
    PROMISED,
    PUBLIC,
    RELAY,
    WHOLE,
    database,
    export,
    load,
    public,
    record,
    refusals,
    whole,
)

pytestmark = pytest.mark.django_db


def test_a_bundle_comes_back_byte_for_byte_from_an_empty_database() -> None:
    load(PUBLIC)
    assert export() == PUBLIC


def test_drafts_notes_and_texts_come_back_byte_for_byte_too() -> None:
    load(WHOLE)
    assert export(EVERYTHING) == WHOLE


def test_the_public_part_of_a_whole_bundle_is_the_public_bundle() -> None:
    load(WHOLE)
    assert export() == PUBLIC


def test_an_import_says_what_it_added() -> None:
    outcome = load(PUBLIC)
    assert outcome.added["claims"] == 6
    assert outcome.added["evidence"] == 9
    assert (outcome.changed.total(), outcome.same) == (0, 0)


def test_importing_again_changes_nothing_at_all() -> None:
    load(WHOLE)
    before = database()
    outcome = load(WHOLE)
    assert database() == before
    assert (outcome.added.total(), outcome.changed.total()) == (0, 0)


def test_importing_the_public_part_over_the_whole_changes_nothing_at_all() -> None:
    load(WHOLE)
    before = database()
    load(PUBLIC)
    assert database() == before


def test_records_written_differently_but_equal_are_left_alone() -> None:
    load(PUBLIC)
    before = database()
    bundle = public()
    record(bundle, "places", "gull-rock")["latitude"] = "50.100000"
    record(bundle, "claims", AGROUND)["added_at"] = "2025-03-19T18:00:00.000Z"
    record(bundle, "claims", AGROUND)["state"] = "published"
    record(bundle, "outlets", "harbour-radio")["aliases"].reverse()
    record(bundle, "articles", GAZETTE)["stub"] = False
    load(bundle)
    assert database() == before


def test_only_what_is_missing_is_added() -> None:
    load(PUBLIC)
    Evidence.objects.get(public_id=OWN).delete()
    outcome = load(PUBLIC)
    assert dict(outcome.added) == {"evidence": 1}
    assert export() == PUBLIC


def test_a_claim_known_from_another_dossier_joins_this_one() -> None:
    load(PUBLIC)
    Dossier.objects.get().delete()
    outcome = load(PUBLIC)
    assert outcome.added["dossier"] == 1
    assert outcome.changed["claims"] == 6
    assert export() == PUBLIC


def test_every_row_has_a_history_that_names_the_file_and_the_importer() -> None:
    importer = User.objects.create_user("importer")
    load(PUBLIC, by=importer)
    for row in (Claim.objects.get(public_id=AGROUND), Place.objects.get(slug="lowen"), Dossier.objects.get()):
        [entry] = row.history.all()
        assert (entry.history_type, entry.history_change_reason, entry.history_user) == (
            "+",
            "imported from story.json",
            importer,
        )
    participant = Claim.objects.get(public_id=AGROUND).participants.first()
    assert participant is not None
    assert participant.history.get().history_change_reason == "imported from story.json"
    assert Claim.objects.get(public_id=AGROUND).created_by == importer


def test_without_an_importer_the_history_names_nobody() -> None:
    load(PUBLIC)
    assert Claim.objects.get(public_id=AGROUND).history.get().history_user is None


def test_claims_are_counted_and_what_they_rest_on_is_public_at_once() -> None:
    load(PUBLIC)
    assert ClaimStanding.objects.filter(stale=False).count() == Claim.objects.count() == 6
    assert Article.objects.filter(public=False).count() == 0
    assert Outlet.objects.get(slug="coast-press").public
    assert Place.objects.get(slug="lowen").public


def test_what_only_drafts_name_is_not_public() -> None:
    bundle = whole()
    bundle["people"].append({"slug": "una-grey", "name": "Una Grey"})
    record(bundle, "claims", PROMISED)["said_by"] = {"person": "una-grey"}
    load(bundle)
    assert not Person.objects.get(slug="una-grey").public


def test_derived_columns_are_worked_out() -> None:
    load(PUBLIC)
    claim = Claim.objects.get(public_id=AGROUND)
    assert (str(claim.date_earliest), str(claim.date_latest)) == ("2025-03-03", "2025-03-04")
    assert claim.chronology is not None
    assert Person.objects.get(slug="ines-marlow").name_folded == "ines marlow"
    assert Article.objects.get(public_id=GAZETTE).url_normalized == "https://gazette.example/2025/03/marigold"


def test_lists_keep_their_order() -> None:
    load(PUBLIC)
    claim = Claim.objects.get(public_id=AGROUND)
    assert [str(one.who) for one in claim.participants.all()] == ["Inês Marlow", "Reed Line", "Tom Reed"]
    relay = Evidence.objects.get(public_id=RELAY)
    assert [str(one) for one in relay.speakers.all()] == ["one of the hands", "Coastguard"]
    assert [one.position for one in relay.credits.all()] == [0, 1]


def test_a_text_that_comes_later_fills_in_what_was_only_a_hash() -> None:
    load(PUBLIC)
    article = Article.objects.get(public_id=GAZETTE)
    assert not article.stored_text.is_held
    bundle = public()
    record(bundle, "articles", GAZETTE)["text"] = record(whole(), "articles", GAZETTE)["text"]
    load(bundle)
    article.stored_text.refresh_from_db()
    assert article.stored_text.text.startswith("The Marigold left Lowen")
    assert article.stored_text.history.count() == 2


def test_a_bundle_without_the_text_leaves_the_text_here_alone() -> None:
    load(WHOLE)
    bundle = public()
    del record(bundle, "articles", GAZETTE)["text"]
    load(bundle)
    assert Article.objects.get(public_id=GAZETTE).stored_text.is_held


def test_a_refused_bundle_leaves_nothing_behind() -> None:
    before = database()
    bundle = public()
    record(bundle, "evidence", RELAY)["credits"][0] = {"article": RELAY}
    assert refusals(bundle)
    assert database() == before


def test_what_the_database_alone_refuses_is_said_too_and_leaves_nothing_behind() -> None:
    before = database()
    bundle = public()
    del record(bundle, "claims", AGROUND)["published_at"]
    record(bundle, "articles", NOTICE)["accessed_on"] = "2025-03-19"
    record(bundle, "articles", NOTICE)["stub"] = True
    assert refusals(bundle) == [
        f"articles {NOTICE}: Somebody saw it on that day, so it is no stub.",
        f"claims {AGROUND}: A published claim has a statement and a time of publication.",
    ]
    assert database() == before


def test_readings_are_nobodys_until_an_editor_here_reads() -> None:
    load(PUBLIC, by=User.objects.create_user("importer"))
    assert not Reading.objects.filter(read_by__isnull=False).exists()


def test_the_query_count_grows_with_chunks_and_not_with_records(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    load(PUBLIC)
    with django_assert_max_num_queries(60):
        load(PUBLIC)
