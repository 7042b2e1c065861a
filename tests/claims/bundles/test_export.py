"""Exporting: what readers see and what it rests on, whole, and nothing that is private."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection

from claims.bundles.export import AS_READERS_SEE, Extent, export_bundle, one_moment
from claims.models import Claim, Dossier, Evidence, Rival
from claims.models.claims import State
from tests import factories
from tests.claims.bundles.story import (
    AGROUND,
    DARK,
    EVERYTHING,
    FORTY,
    LAMP,
    PASSENGERS,
    PROMISED,
    PUBLIC,
    SAID,
    THIRTY,
    WHOLE,
    export,
    load,
    record,
)

pytestmark = pytest.mark.django_db

DEMO = settings.BASE_DIR / "claims" / "demo" / "assad-fall.json"


def exported(extent: Extent = AS_READERS_SEE, slug: str = "marigold") -> dict[str, Any]:
    """The bundle as an object."""
    return dict(json.loads(export(extent, slug)))


def keys(bundle: dict[str, Any], kind: str) -> list[str]:
    """The slugs or ids of one kind."""
    return [one.get("slug") or one["id"] for one in bundle[kind]]


def withdraw(claim: Claim) -> None:
    claim.state, claim.withdrawn_at, claim.withdrawal_reason = (
        State.WITHDRAWN,
        factories.NOON,
        "Logged twice.",
    )
    claim.save()


def test_the_demo_comes_back_byte_for_byte() -> None:
    load(DEMO.read_bytes())
    assert export(slug="assad-fall") == DEMO.read_bytes()


def test_nothing_of_users_or_internal_numbers_is_carried() -> None:
    load(WHOLE, by=User.objects.create_user("secretive"))
    numbers = range(700_000, 700_010)
    for number, claim in zip(numbers, Claim.objects.all(), strict=False):
        assert str(number) not in WHOLE.decode()
        factories.add_to_dossier(claim, factories.make_dossier(pk=number))
    data = export(EVERYTHING).decode()
    assert "secretive" not in data
    assert not any(str(number) in data for number in numbers)


def test_each_flag_carries_its_own_and_no_more() -> None:
    load(WHOLE)
    assert b"editor_notes" not in export(Extent(drafts=True, texts=True))
    assert b"The Marigold left Lowen at nine" not in export(Extent(drafts=True, notes=True))
    assert b'"state": "draft"' not in export(Extent(notes=True, texts=True))
    assert PROMISED.encode() not in export(Extent(notes=True, texts=True))


def test_draft_evidence_of_a_published_claim_stays_at_home() -> None:
    load(PUBLIC)
    draft = factories.make_evidence(Claim.objects.get(public_id=AGROUND), state="draft")
    assert draft.public_id not in keys(exported(), "evidence")
    assert draft.article.public_id not in keys(exported(), "articles")
    assert export() == PUBLIC


def test_a_withdrawn_claim_is_carried_by_no_bundle() -> None:
    load(WHOLE)
    withdraw(Claim.objects.get(public_id=SAID))
    for extent in (Extent(), EVERYTHING):
        assert SAID not in keys(exported(extent), "claims")
        assert SAID.encode() not in export(extent)


def test_what_is_said_is_named_only_where_it_is_carried() -> None:
    load(PUBLIC)
    withdraw(Claim.objects.get(public_id=DARK))
    bundle = exported()
    assert "asserts" not in record(bundle, "claims", SAID)
    assert DARK.encode() not in export()


def test_a_discrepancy_needs_two_rivals_in_the_bundle() -> None:
    load(PUBLIC)
    outside = factories.make_claim("Thirty-five were aboard")
    Rival.objects.create(
        discrepancy_id=Claim.objects.get(public_id=FORTY).rivalries.get().discrepancy_id, claim=outside
    )
    assert record(exported(), "discrepancies", PASSENGERS)["rivals"] == [FORTY, THIRTY]
    withdraw(Claim.objects.get(public_id=THIRTY))
    assert keys(exported(), "discrepancies") == [LAMP]


def test_what_nothing_in_the_dossier_rests_on_is_left_out() -> None:
    load(PUBLIC)
    other = factories.make_evidence(speakers=[factories.make_person()])
    factories.make_dossier(claims=[other.claim])
    assert export() == PUBLIC


def test_what_the_bundle_names_it_carries() -> None:
    owner = factories.make_outlet("Owner")
    group = factories.make_outlet("Group", owner=owner)
    paper = factories.make_outlet("Paper", owner=group)
    credited = factories.make_article(outlet=paper)
    country = factories.make_place("Country")
    city = factories.make_place("City", parent=country)
    article = factories.make_article(outlet=None)
    informant = factories.make_unnamed_source(article=article)
    who, body = factories.make_person("Who"), factories.make_organization("Body")
    evidence = factories.make_evidence(
        article=article,
        crediting=[credited, factories.make_outlet("Wire")],
        speakers=[informant, who],
        asserted_place=city,
    )
    factories.add_participant(evidence.claim, body)
    factories.make_dossier("Chain", claims=[evidence.claim])
    bundle = exported(slug="chain")
    assert keys(bundle, "outlets") == ["group", "owner", "paper", "wire"]
    assert set(keys(bundle, "articles")) == {article.public_id, credited.public_id}
    assert keys(bundle, "unnamed_sources") == [informant.public_id]
    assert (keys(bundle, "people"), keys(bundle, "organizations")) == (["who"], ["body"])
    assert keys(bundle, "places") == ["city", "country"]


def test_readings_of_articles_that_are_not_carried_are_left_out() -> None:
    load(PUBLIC)
    factories.make_reading(factories.make_article("Read in vain"), Dossier.objects.get())
    assert export() == PUBLIC


def test_keys_stand_in_the_order_of_the_format_and_arrays_in_that_of_their_keys() -> None:
    load(WHOLE)
    bundle = exported()
    assert list(bundle) == [
        *(
            "format",
            "version",
            "dossier",
            "outlets",
            "articles",
            "unnamed_sources",
            "people",
            "organizations",
        ),
        *("places", "claims", "evidence", "readings", "discrepancies"),
    ]
    for kind in ("outlets", "articles", "people", "claims", "evidence", "discrepancies"):
        assert keys(bundle, kind) == sorted(keys(bundle, kind))
    assert list(record(bundle, "claims", AGROUND)) == [
        *("id", "statement", "detail", "kind", "when", "places", "participants", "published_at", "added_at")
    ]


@pytest.mark.django_db(transaction=True)
def test_an_export_sees_one_moment_of_the_database() -> None:
    with one_moment():
        assert connection.in_atomic_block
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SHOW transaction_isolation")
                assert cursor.fetchone() == ("repeatable read",)


def test_the_query_count_does_not_grow_with_the_records(django_assert_num_queries: Any) -> None:
    few, many = factories.make_dossier("Few"), factories.make_dossier("Many")
    factories.bulk_claims(2, dossier=few, place=factories.make_place(), person=factories.make_person())
    factories.bulk_claims(200, dossier=many, place=factories.make_place(), person=factories.make_person())
    with django_assert_num_queries(28):
        export_bundle(few)
    with django_assert_num_queries(28):
        export_bundle(many)
    assert Evidence.objects.count() == 404
