"""Tests of the pages of the editors' checks in the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.checks import run
from claims.models import Claim, Credit, Dismissal, Evidence
from tests.factories import (
    bulk_claims,
    make_article,
    make_claim,
    make_dossier,
    make_evidence,
    make_member,
    make_staff,
)

pytestmark = pytest.mark.django_db

ALL = "/admin/claims/claim/checks/"


@pytest.fixture
def publisher(client: Client) -> User:
    user = make_member("Publishers")
    client.force_login(user)
    return user


def checks_of(record: Any) -> str:
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/checks/"


def early_relay(claim: Claim | None = None) -> Evidence:
    """A relay published before what it credits."""
    article, credited = make_article(published="2024-12-08"), make_article(published="2024-12-11")
    return make_evidence(claim, article, crediting=[credited])


def listed(client: Client, address: str) -> dict[Claim, int]:
    """How many open findings a page shows on each claim that has any."""
    answer = client.get(address)
    assert answer.status_code == 200
    return {one["claim"]: len(one["open"]) for one in answer.context["checked"] if one["open"]}


def choose(client: Client, address: str, claim: Claim, act: str, **fields: str) -> Any:
    [checked] = run.check([claim])
    [finding] = checked.open or [one for one, _ in checked.dismissed]
    asked = {"claim": claim.public_id, "finding": finding.key, "act": act}
    if act == "fix":
        asked["fix"] = finding.fixes[0].token
    return client.post(address, asked | fields)


def test_findings_are_listed_by_claim_dossier_article_and_altogether(client: Client, publisher: User) -> None:
    piece, other, clean = early_relay(), early_relay(), make_evidence()
    dossier = make_dossier(claims=[piece.claim, clean.claim])
    credited = piece.credits.get().article
    assert listed(client, ALL) == {piece.claim: 1, other.claim: 1}
    for record in (piece.claim, dossier, piece.article, credited):
        assert listed(client, checks_of(record)) == {piece.claim: 1}
    assert "Nothing is open" in client.get(checks_of(clean.claim)).content.decode()


def test_an_article_s_page_leaves_out_what_concerns_other_reports_of_its_claims(
    client: Client, publisher: User
) -> None:
    piece = early_relay()
    bystander = make_evidence(piece.claim).article
    assert listed(client, checks_of(bystander)) == {}


def test_a_finding_leads_to_the_records_it_rests_on_and_to_the_row_of_the_evidence(
    client: Client, publisher: User
) -> None:
    piece = early_relay()
    body = client.get(checks_of(piece.claim)).content.decode()
    for record in (piece, piece.article, piece.credits.get().article):
        model = record._meta
        address = f"/admin/{model.app_label}/{model.model_name}/{record.pk}/change/"
        assert f'href="{address}"' in body
        assert client.get(address).status_code in (200, 302)


def test_one_click_follows_a_suggestion_and_comes_back(client: Client, publisher: User) -> None:
    piece = early_relay()
    address = checks_of(make_dossier(claims=[piece.claim]))
    answer = choose(client, address, piece.claim, "fix")
    assert (answer.status_code, answer.url) == (302, f"{address}#c-{piece.claim.public_id}")
    assert not Credit.objects.exists()
    assert "Done." in client.get(address).content.decode()


def test_a_suggestion_is_dismissed_with_a_reason_and_had_back(client: Client, publisher: User) -> None:
    claim = early_relay().claim
    address = checks_of(claim)
    choose(client, address, claim, "dismiss")
    assert not Dismissal.objects.exists()
    assert "Give the reason" in client.get(address).content.decode()
    choose(client, address, claim, "dismiss", reason="The printed edition was earlier.")
    assert listed(client, address) == {}
    assert "The printed edition was earlier." in client.get(address).content.decode()
    choose(client, address, claim, "restore")
    assert listed(client, address) == {claim: 1}


def test_a_choice_on_what_has_changed_since_changes_nothing(client: Client, publisher: User) -> None:
    claim = early_relay().claim
    address = checks_of(claim)
    client.post(address, {"claim": claim.public_id, "finding": "0" * 64, "act": "fix", "fix": "any"})
    assert Credit.objects.count() == 1
    assert "Nothing was changed" in client.get(address).content.decode()


def test_a_page_takes_choices_on_its_own_claims_alone(client: Client, publisher: User) -> None:
    piece, other = early_relay(), early_relay()
    assert choose(client, checks_of(other.claim), piece.claim, "fix").status_code == 404
    assert Credit.objects.count() == 2


@pytest.mark.parametrize("field", ["claim", "finding", "act"])
@pytest.mark.parametrize("value", ["", "\0", "x" * 100])
def test_a_choice_that_no_page_of_ours_sent_is_refused(
    client: Client, publisher: User, field: str, value: str
) -> None:
    claim = early_relay().claim
    whole = {"claim": claim.public_id, "finding": "0" * 64, "act": "fix"}
    assert client.post(ALL, whole | {field: value}).status_code == 400


@pytest.mark.parametrize("query", ["?after=x", "?q=x"])
def test_a_page_refuses_what_it_cannot_read(client: Client, publisher: User, query: str) -> None:
    assert client.get(ALL + query).status_code == 400


def test_an_editor_is_offered_no_fix_of_what_readers_see_and_may_dismiss(client: Client) -> None:
    client.force_login(make_member("Editors"))
    claim = early_relay().claim
    address = checks_of(claim)
    body = client.get(address).content.decode()
    assert "so a Publisher can change it" in body
    assert 'value="fix"' not in body
    assert choose(client, address, claim, "fix").status_code == 403
    assert Credit.objects.count() == 1
    assert choose(client, address, claim, "dismiss", reason="It is right.").status_code == 302
    assert Dismissal.objects.get().reason == "It is right."


def test_who_only_looks_on_decides_nothing(client: Client) -> None:
    client.force_login(make_staff())
    claim = early_relay().claim
    address = checks_of(claim)
    assert "Dismiss" not in client.get(address).content.decode().replace("what you dismiss", "")
    for act in ("fix", "dismiss"):
        assert choose(client, address, claim, act, reason="why").status_code == 403


def test_the_checks_are_for_those_who_work_on_the_record(client: Client) -> None:
    piece = early_relay()
    records = (piece.claim, make_dossier(), piece.article)
    addresses = [ALL, *map(checks_of, records)]
    assert {client.get(address).status_code for address in addresses} == {302}
    client.force_login(User.objects.create_user("stranger", is_staff=True))
    assert {client.get(address).status_code for address in addresses} == {403}


def test_the_forms_of_claims_dossiers_and_articles_lead_to_their_checks(
    client: Client, publisher: User
) -> None:
    piece = early_relay()
    for record in (piece.claim, make_dossier(), piece.article):
        form = checks_of(record).replace("checks", "change")
        assert f'href="{checks_of(record)}"' in client.get(form).content.decode()
    assert f'href="{ALL}"' in client.get("/admin/claims/claim/").content.decode()


def test_the_form_of_a_claim_shows_its_findings(client: Client, publisher: User) -> None:
    piece, clean = early_relay(), make_evidence()
    bodies = [
        client.get(f"/admin/claims/claim/{one.claim.pk}/change/").content.decode() for one in (piece, clean)
    ]
    assert ["A relay published before" in body for body in bodies] == [True, False]


def test_a_page_costs_the_same_for_three_claims_and_for_thirty_and_pages_on(
    client: Client, publisher: User
) -> None:
    few, many = (make_dossier(claims=bulk_claims(number, stances=())) for number in (3, 30))
    for claim in Claim.objects.all():
        early_relay(claim)
    assert queries(client, checks_of(few)) == queries(client, checks_of(many)) <= 26
    answer = client.get(checks_of(many))
    rest = listed(client, f"{checks_of(many)}?after={answer.context['page'].after}")
    assert (len(answer.context["checked"]), len(rest)) == (20, 10)


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_pages_are_valid_html(client: Client, publisher: User, html_problems: Any) -> None:
    piece, dismissed = early_relay(make_claim("He said “no”, & left.")), early_relay()
    choose(client, checks_of(dismissed.claim), dismissed.claim, "dismiss", reason="It is <right>.")
    pages = {address: client.get(address).content.decode() for address in (ALL, checks_of(piece.article))}
    assert html_problems(pages) == []


def test_a_suggestion_that_no_longer_stands_is_refused_with_what_was_changed(
    client: Client, publisher: User
) -> None:
    piece = early_relay()
    address = checks_of(piece.claim)
    page = client.get(address).context
    [finding] = run.check([piece.claim])[0].open
    credit: Any = piece.credits.get()
    credit._history_user, credit._change_reason = publisher, "It was the other way round."
    credit.delete()
    asked = {"claim": piece.claim.public_id, "finding": finding.key, "act": "fix", "shown": page["shown"]}
    answer = client.post(address, asked | {"fix": finding.fixes[0].token}, follow=True).content.decode()
    assert "no longer stands as it was shown" in answer
    assert f"Since then {publisher.username} removed the credit" in answer
    assert "It was the other way round." in answer
