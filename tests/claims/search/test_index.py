"""The stored words: kept by every door, checked and made afresh by command; and the index over them."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.actions import changing, publish_evidence, withdraw
from claims.models import Claim, EditorsWords, PublicWords
from claims.models.claims import State
from claims.models.words import found_in
from claims.search import index
from claims.search.terms import parse
from record.changes import announce
from tests.factories import (
    add_participant,
    index_words,
    make_article,
    make_claim,
    make_evidence,
    make_outlet,
    make_person,
)

pytestmark = pytest.mark.django_db


def make_said(statement: str = "", **fields: Any) -> Claim:
    """A published claim, whole: some report says so."""
    return make_evidence(make_claim(statement, **fields)).claim


def change(*claims: Claim) -> None:
    with changing([claim.pk for claim in claims]):
        pass


def found(asked: str, table: str = "public") -> set[Claim]:
    return set(Claim.objects.filter(found_in(table, parse(asked))))


def wrong() -> list[str]:
    return [str(difference) for _, differences in index.compare() for difference in differences]


def test_a_change_is_found_at_once_and_what_it_replaced_no_more() -> None:
    claim = make_said("The convoy left.")
    change(claim)
    assert found("convoy") == {claim}
    claim.statement = "The plane left."
    claim.save()
    change(claim)
    assert found("plane") == {claim}
    assert found("convoy") == set()
    assert wrong() == []


def test_what_a_publisher_publishes_becomes_findable_and_what_is_withdrawn_is_not() -> None:
    claim = make_claim("It rained.")
    make_evidence(claim)
    draft = make_evidence(claim, make_article("Thunder"), state=State.DRAFT)
    change(claim)
    assert found("thunder") == set()
    assert found("thunder", "editors") == {claim}
    publish_evidence(draft, by=None)
    assert found("thunder") == {claim}
    assert not EditorsWords.objects.exists()
    withdraw(claim, by=None, reason="logged twice")
    assert found("thunder") == set()
    assert not PublicWords.objects.exists()


def test_a_deleted_draft_leaves_no_words() -> None:
    claim = make_claim(state=State.DRAFT)
    change(claim)
    assert EditorsWords.objects.count() == 1
    with changing([claim.pk]):
        Claim.objects.all().delete()
    assert not EditorsWords.objects.exists()
    assert index.is_sound()


def test_a_new_name_or_alias_is_found_and_a_former_one_no_more() -> None:
    person, outlet = make_person("Ahmad al-Sharaa"), make_outlet("Herald")
    claim, other = make_said(), make_said()
    add_participant(claim, person)
    make_evidence(other, make_article(outlet=outlet))
    change(claim, other)
    before = type(person).objects.get(pk=person.pk)
    person.aliases.create(name="أبو محمد الجولاني")
    announce(person, before=before)
    assert found("الجولاني") == {claim}
    outlet_before = type(outlet).objects.get(pk=outlet.pk)
    outlet.name = "Tribune"
    outlet.save()
    announce(outlet, before=outlet_before)
    assert found("tribune") == {other}
    assert found("herald") == set()
    assert wrong() == []


def test_a_change_of_more_claims_than_a_save_can_bear_is_left_to_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(index, "AT_ONCE", 1)
    known, fresh = make_said("The convoy left."), make_said("The plane left.")
    index_words()
    PublicWords.objects.filter(claim=fresh).delete()
    Claim.objects.filter(pk=known.pk).update(statement="The train left.")
    index.refresh([known.pk, fresh.pk])
    assert found("convoy") == {known}, "still found by what it said"
    call_command("search_index", "--stale")
    assert found("train") == {known}
    assert found("plane") == {fresh}
    assert "2 claims written anew" in capsys.readouterr().out


def test_the_command_finds_and_mends_what_a_bare_write_left_behind(capsys: Any) -> None:
    claim = make_said("The convoy left.")
    change(claim)
    call_command("search_index")
    assert "1 claims, 0 differ" in capsys.readouterr().out
    Claim.objects.filter(pk=claim.pk).update(statement="The plane left.")
    unknown = make_said("Nobody indexed this.")
    with pytest.raises(CommandError, match="--rebuild"):
        call_command("search_index", "--check")
    said = capsys.readouterr().out
    assert f"publicwords, claim {claim.pk}: stored other words" in said
    assert f"publicwords, claim {unknown.pk}: stored nothing" in said
    call_command("search_index", "--rebuild")
    assert found("plane") == {claim}
    assert found("indexed") == {unknown}
    assert wrong() == []


def test_two_claims_of_one_minute_whose_ids_begin_alike_have_a_place_each() -> None:
    first = make_said(date="2024-12-08", public_id="bcdfghjbbb")
    second = make_said(date="2024-12-08", public_id="bcdfghjccc")
    assert index.key_of(first) == index.key_of(second)
    change(first, second)
    keys = set(PublicWords.objects.values_list("key", flat=True))
    assert len(keys) == 2
    assert wrong() == []


def test_keys_sort_as_claims_do_undated_ones_last() -> None:
    claims = [
        make_claim(date=date, time=time)
        for date, time in (
            ("2024-12-08", "15:00"),
            ("2024-12-08", ""),
            ("", ""),
            ("2011", ""),
            ("9999-12-31", "23:59"),
        )
    ]
    by_key = sorted(claims, key=index.key_of, reverse=True)
    assert by_key == list(Claim.objects.newest_first())
    assert max(map(index.key_of, claims)) < 2**63


def test_a_claim_of_a_thousand_wordy_reports_is_saved_and_found() -> None:
    claim, article = make_claim(), make_article()
    for report in range(60):
        quotation = " ".join(f"word{report}x{number}" for number in range(1_000))
        make_evidence(claim, article, quotation=quotation)
    change(claim)
    assert found("word0x0") == {claim}
    assert found("word29x999") == {claim}


def test_an_index_that_lost_its_words_is_noticed_and_made_anew(capsys: Any) -> None:
    claim = make_said("The convoy left.")
    change(claim)
    break_index()
    if connection.vendor == "postgresql":
        assert found("convoy") == {claim}, "the column is made from the words: nothing can part them"
        return
    assert found("convoy") == set()
    with pytest.raises(CommandError, match="--rebuild"):
        call_command("search_index")
    call_command("search_index", "--rebuild")
    assert found("convoy") == {claim}


def break_index() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO claims_publicwords_fts(claims_publicwords_fts, rowid, words, forms) "
                "SELECT 'delete', key, words, forms FROM claims_publicwords"
            )
