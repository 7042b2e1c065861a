"""A claim's history in the admin: every change of it and of its rows, with who, when and why, by what was saved at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from claims import standings
from claims.actions import changing
from claims.models import Claim, Evidence, Participant
from claims.models.claims import State
from people.models import PersonAlias
from tests import factories
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db


def page_of(client: Client, record: Any, query: str = "") -> Any:
    address = f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/history/{query}"
    answer = client.get(address)
    assert answer.status_code == 200
    return answer


def entries(client: Client, record: Any, query: str = "") -> list[Any]:
    return list(page_of(client, record, query).context["page"])


def told(entry: Any) -> list[str]:
    """What an entry says, a line a row."""
    return [
        " ".join(
            filter(None, [change.verb, change.subject, "; ".join(f"{d.name}: {d.before} → {d.after}" for d in change.differences)])
            if change.verb == "changed"
            else [change.verb, change.subject or "it"]
        )
        for change in entry.changes
    ]  # fmt: skip


def test_what_was_saved_at_once_is_one_entry_with_every_kind_of_row(as_editor: Client, editor: User) -> None:
    person, place = factories.make_person("Fidan"), factories.make_place("Doha")
    form = AdminForm.get(as_editor, "/admin/claims/claim/add/")
    form["statement"], form["reason"] = "Fidan spoke.", "From the report."
    form.add("participants", person=person.pk, role="host")
    form.add("claim_places", place=place.pk)
    form.add("dossier_claims", dossier=factories.make_dossier("The fall").pk)
    form.add("notes", body="Check the hour.")
    form.add(
        "evidence",
        article=factories.make_article("The report", outlet=factories.make_outlet("Al Majalla")).pk,
        stance="supports",
        quotation="he spoke",
        basis="relays",
        speakers=[f"person:{person.pk}"],
        credits=[f"outlet:{factories.make_outlet('AFP').pk}"],
    )
    form.post(as_editor)
    [entry] = entries(as_editor, claim := Claim.objects.get())
    assert (entry.by, entry.reason, entry.latest) == (editor, "From the report.", True)
    assert set(told(entry)) == {
        "added it",
        "added the participant Fidan (host)",
        "added the place Doha (at)",
        "added the dossier “The fall”",
        "added the note “Check the hour.”",
        "added evidence from Al Majalla (supports): “he spoke”",
        "added the speaker Fidan",
        "added the credit to AFP",
    }
    assert editor.username in page_of(as_editor, claim).content.decode()


def test_a_change_is_told_field_by_field_in_words_with_its_reason(as_editor: Client) -> None:
    claim = factories.make_claim("The city fell.", state=State.DRAFT, date="2024-11-27")
    form = AdminForm.get(as_editor, f"/admin/claims/claim/{claim.pk}/change/")
    form["date"], form["reason"] = "2024-11-27/2024-11-29", "The caption was the photograph’s."
    form.post(as_editor)
    entry = entries(as_editor, claim)[0]
    assert told(entry) == ["changed date: 27 November 2024 → 27–29 November 2024"]
    page = page_of(as_editor, claim).content.decode()
    assert "The caption was the photograph’s." in page
    assert '<del dir="auto">27 November 2024</del> to <ins dir="auto">27–29 November 2024</ins>' in page


def test_a_change_of_the_claim_itself_is_said_to_be_one(as_editor: Client) -> None:
    claim = factories.make_claim("The city fell.", state=State.DRAFT)
    claim.statement = "The city held."
    claim.save()
    page = " ".join(page_of(as_editor, claim).content.decode().split())
    assert 'changed the claim: <ul class="differences">' in page


def test_going_back_is_offered_to_those_who_may_change_the_record(
    as_editor: Client, as_publisher: Client, publisher: User
) -> None:
    claim = factories.make_claim("The city fell.")
    saved(claim, publisher, detail="By night.")
    assert "Restore this state" in page_of(as_publisher, claim).content.decode()
    assert "Restore this state" not in page_of(as_editor, claim).content.decode()


def test_a_text_that_was_reworded_is_told_word_by_word(as_editor: Client) -> None:
    claim = factories.make_claim("The president left the capital by car before dawn.", state=State.DRAFT)
    claim.statement = "The president left the capital by plane before dawn."
    claim.save()
    page = page_of(as_editor, claim).content.decode()
    assert '[removed: </span> car<span class="visually-hidden">]' in page
    assert '[added: </span> plane<span class="visually-hidden">]' in page
    assert "<del>The president" not in page


def test_rows_that_were_removed_stay_in_the_history(as_editor: Client) -> None:
    claim, person = factories.make_claim(state=State.DRAFT), factories.make_person("Fidan")
    factories.make_evidence(claim, state=State.DRAFT, speakers=[person], paraphrase="He said so.")
    form = AdminForm.get(as_editor, f"/admin/claims/claim/{claim.pk}/change/")
    form.row("evidence", 0, DELETE="on")
    form.post(as_editor)
    lines = told(entries(as_editor, claim)[0])
    assert "removed the speaker Fidan" in lines
    assert any(line.startswith("removed evidence from") and "He said so." in line for line in lines)


def saved(row: Any, by: User | None, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row._history_user = by
    row.save()


def test_it_is_narrowed_to_one_editor_and_to_one_kind_of_row(as_editor: Client, editor: User) -> None:
    claim = factories.make_claim(state=State.DRAFT)
    evidence = factories.make_evidence(claim, state=State.DRAFT)
    nour = factories.make_member("Editors")
    saved(claim, editor, detail="By one.")
    saved(claim, nour, detail="By the other.")
    saved(evidence, nour, note="A note.")
    assert [entry.by for entry in entries(as_editor, claim)] == [nour, editor, None]
    assert [entry.by for entry in entries(as_editor, claim, f"?by={editor.pk}")] == [editor]
    assert [entry.by for entry in entries(as_editor, claim, "?by=none")] == [None]
    [changed, logged] = entries(as_editor, claim, "?kind=Piece of evidence")
    assert {change.what for change in changed.changes + logged.changes} == {"Piece of evidence"}
    assert entries(as_editor, claim, f"?by={editor.pk}&kind=Credit") == []


def test_changes_of_two_editors_or_for_two_reasons_are_entries_of_their_own(
    as_editor: Client, editor: User
) -> None:
    claim = factories.make_claim(state=State.DRAFT)
    for reason in ("One.", "Another."):
        claim._change_reason = reason
        saved(claim, editor, detail=reason)
    assert [entry.reason for entry in entries(as_editor, claim)] == ["Another.", "One.", ""]


def test_evidence_leads_to_the_history_of_its_claim(as_editor: Client) -> None:
    evidence = factories.make_evidence()
    answer = as_editor.get(f"/admin/claims/evidence/{evidence.pk}/history/")
    assert answer["Location"] == f"/admin/claims/claim/{evidence.claim_id}/history/"


def test_the_form_of_every_record_leads_to_its_history(as_editor: Client) -> None:
    for record in (
        factories.make_person(),
        factories.make_article(),
        factories.make_dossier(),
        factories.make_claim(),
        factories.make_discrepancy(),
    ):
        address = f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}"
        assert f"{address}/history/" in as_editor.get(f"{address}/change/").content.decode()
        assert as_editor.get(f"{address}/history/").status_code == 200


# Going back


def restored(client: Client, record: Any, entry: Any, reason: str = "It was right.", **changed: str) -> Any:
    """Follow the link of an entry, and restore what its page shows."""
    address = f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/restore/"
    shown = client.get(address, {"at": entry.moment})
    assert shown.status_code == 200
    posted = {"shown": shown.context["planned"].digest, "reason": reason} | changed
    return client.post(f"{address}?{_query(entry)}", posted, follow=True)


def _query(entry: Any) -> str:
    return f"at={entry.moment.replace('+', '%2B')}"


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_a_former_state_is_chosen_shown_and_restored(as_editor: Client, editor: User) -> None:
    claim = factories.make_claim("The city fell on a Sunday in December.", state=State.DRAFT)
    factories.make_evidence(claim, factories.make_article(), state=State.DRAFT, quotation="it fell")
    saved(claim, editor, statement="The city never fell at all in December.")
    Evidence.objects.get().delete()
    later, former = entries(as_editor, claim)[0], entries(as_editor, claim)[-1]
    assert later.latest
    page = as_editor.get(f"/admin/claims/claim/{claim.pk}/restore/?{_query(former)}").content.decode()
    for words in ("Changed:", "Back again:", "it fell", "on a Sunday", "never"):
        assert words in page
    assert "Restored as it was" in said(restored(as_editor, claim, former))[0]
    assert Claim.objects.get().statement == "The city fell on a Sunday in December."
    assert Evidence.objects.get().quotation == "it fell"
    newest = entries(as_editor, claim)[0]
    assert newest.by == editor
    assert newest.reason.startswith("Restored as of 20")
    assert newest.reason.endswith(": It was right.")
    restored(as_editor, claim, entries(as_editor, claim)[1])
    assert Claim.objects.get().statement.startswith("The city never")


def test_without_a_reason_or_after_another_change_nothing_is_restored(as_editor: Client) -> None:
    claim = factories.make_claim("First.", state=State.DRAFT)
    former = entries(as_editor, claim)[0]
    saved(claim, factories.make_member("Editors"), statement="Second.")
    assert "Give the reason" in said(restored(as_editor, claim, former, reason=" "))[0]
    answer = restored(as_editor, claim, former, shown="0" * 64)
    assert "changed since this page was opened" in said(answer)[0]
    assert "It was right." in answer.content.decode()
    assert Claim.objects.get().statement == "Second."


def test_an_editor_sees_what_restoring_a_public_claim_would_do_and_cannot(
    as_editor: Client, as_publisher: Client
) -> None:
    claim = factories.make_claim("First.")
    factories.make_evidence(claim)
    former = entries(as_editor, claim)[0]
    saved(claim, None, statement="Second.")
    address = f"/admin/claims/claim/{claim.pk}/restore/?{_query(former)}"
    page = as_editor.get(address)
    assert "Ask a Publisher" in page.content.decode()
    posted = {"shown": page.context["planned"].digest, "reason": "Mine."}
    assert as_editor.post(address, posted).status_code == 403
    assert Claim.objects.get().statement == "Second."
    restored(as_publisher, claim, former)
    assert Claim.objects.get().statement == "First."


def test_what_would_leave_a_published_claim_incomplete_is_refused_in_words(as_publisher: Client) -> None:
    claim = factories.make_claim()
    former = entries(as_publisher, claim)[0]
    evidence = factories.make_evidence(claim)
    evidence.history.update(history_date=timezone.now() + timedelta(seconds=5))
    assert "It has no evidence" in said(restored(as_publisher, claim, former))[0]
    assert Evidence.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?at=yesterday",
        "?at=2026-11-23",
        "?at=2026-11-23T10:00:00",
        "?at=9999-12-31T23:59:59-14:00",
        "?at=0001-01-01T00:00:00%2B14:00",
    ],
)
def test_an_address_that_names_no_moment_is_refused(as_editor: Client, query: str) -> None:
    claim = factories.make_claim(state=State.DRAFT)
    assert as_editor.get(f"/admin/claims/claim/{claim.pk}/restore/{query}").status_code == 400


def test_a_moment_before_it_was_logged_is_not_found(as_editor: Client) -> None:
    claim = factories.make_claim(state=State.DRAFT)
    address = f"/admin/claims/claim/{claim.pk}/restore/?at=2001-01-01T00:00:00%2B00:00"
    assert as_editor.get(address).status_code == 404


def test_names_go_back_with_their_other_names_and_keep_their_address(as_editor: Client) -> None:
    person = factories.make_person("Hakan Fidan", aliases=["H. Fidan"], public=False)
    former, slug = entries(as_editor, person)[0], person.slug
    alias = PersonAlias.objects.get()
    saved(person, factories.make_member("Editors"), name="Hakan Someone", slug="hakan-someone")
    alias.delete()
    PersonAlias.objects.create(person=person, name="Someone else")
    assert "Restored" in said(restored(as_editor, person, former))[0]
    person.refresh_from_db()
    assert (person.name, person.slug, slug) == ("Hakan Fidan", "hakan-someone", "hakan-fidan")
    assert [str(row) for row in person.aliases.all()] == ["H. Fidan"]


def test_an_outlet_that_goes_back_to_its_owner_has_its_claims_recounted(as_publisher: Client) -> None:
    owner, claim = factories.make_outlet("Owner"), factories.make_claim()
    one, two = factories.make_outlet("One", owner=owner), factories.make_outlet("Two", owner=owner)
    with changing([claim.pk]):
        for outlet in (one, two):
            factories.make_evidence(claim, factories.make_article(outlet=outlet))
    former = entries(as_publisher, two)[0]
    form = AdminForm.get(as_publisher, f"/admin/sources/outlet/{two.pk}/change/")
    form["owner"] = ""
    form.post(as_publisher)
    claim.standing.refresh_from_db()
    assert claim.standing.standing == "corroborated"
    restored(as_publisher, two, former)
    claim.standing.refresh_from_db()
    assert claim.standing.standing == "single-origin"
    assert [differing for _, differing in standings.compare() if differing] == []


def test_an_article_goes_back_unless_what_came_since_is_used_elsewhere(as_editor: Client) -> None:
    article = factories.make_article("The report", public=False)
    former = entries(as_editor, article)[0]
    informant = factories.make_unnamed_source("an officer", article=article)
    informant.history.update(history_date=timezone.now() + timedelta(seconds=5))
    claim = factories.make_claim(state=State.DRAFT)
    evidence = factories.make_evidence(claim, article, state=State.DRAFT, speakers=[informant])
    assert "used elsewhere" in said(restored(as_editor, article, former))[0]
    evidence.delete()
    assert "Restored" in said(restored(as_editor, article, former))[0]
    assert not article.unnamed_sources.exists()


def test_a_discrepancy_goes_back_with_its_rivals(as_publisher: Client) -> None:
    claims = [factories.make_claim() for _ in range(2)]
    discrepancy = factories.make_discrepancy("When?", rivals=claims)
    former = entries(as_publisher, discrepancy)[0]
    discrepancy.rivals.all()[0].delete()
    saved(discrepancy, None, title="Where?")
    restored(as_publisher, discrepancy, former)
    discrepancy.refresh_from_db()
    assert (discrepancy.title, discrepancy.rivals.count()) == ("When?", 2)


def test_what_has_no_way_back_offers_none(as_editor: Client) -> None:
    reading = factories.make_reading(factories.make_article(), factories.make_dossier())
    assert "Restore" not in page_of(as_editor, reading).content.decode()
    assert as_editor.get(f"/admin/claims/reading/{reading.pk}/restore/").status_code in (302, 404)


# Deleted drafts


def test_a_deleted_draft_is_listed_and_brought_back(as_editor: Client, editor: User) -> None:
    claim = factories.make_claim("Too soon.", state=State.DRAFT)
    factories.add_participant(claim, factories.make_person("Fidan"))
    delete = f"/admin/claims/claim/{claim.pk}/delete/"
    form = AdminForm(as_editor.get(delete), id_="delete_form")
    form.address = delete
    assert form.post(as_editor).status_code == 302
    assert not Claim.objects.exists()
    page = as_editor.get("/admin/claims/claim/deleted/").content.decode()
    address = f"/admin/claims/claim/deleted/{claim.pk}/"
    assert "Too soon." in page
    assert address in page
    shown = as_editor.get(address)
    assert "Fidan" in shown.content.decode()
    digest = shown.context["planned"].digest
    assert "Give the reason" in said(as_editor.post(address, {"shown": digest, "reason": ""}))[0]
    done = as_editor.post(address, {"shown": digest, "reason": "Needed after all."})
    assert done["Location"] == f"/admin/claims/claim/{claim.pk}/change/"
    assert Participant.objects.get().claim == Claim.objects.get()
    assert as_editor.get(address).status_code == 404
    assert entries(as_editor, Claim.objects.get())[0].reason.endswith(": Needed after all.")


def test_who_may_not_delete_sees_nothing_deleted() -> None:
    client = Client()
    client.force_login(factories.make_staff())
    for address in ("/admin/claims/claim/deleted/", "/admin/claims/claim/deleted/1/"):
        assert client.get(address).status_code == 403
