"""Forms whose record is gone or closed, forms sent twice, pages that ask before deleting; and what all this costs."""

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.models import Claim, Evidence
from claims.models.claims import State
from people.models import Person
from record.admin.opened import SALT
from tests import factories
from tests.admin_form import AdminForm, errors
from tests.record.admin.two_editors import change, saved, text

pytestmark = pytest.mark.django_db


# A record that is gone, or closed by now


def test_a_record_deleted_meanwhile_gives_back_what_was_typed(
    claim: Claim, mine: AdminForm, as_editor: Client, editor: User
) -> None:
    person = factories.make_person("Hakan Fidan")
    mine["statement"] = "The city held."
    mine.row("evidence", 0, quotation="held", speakers=[f"person:{person.pk}"])
    claim.delete()
    response = mine.post(as_editor)
    shown = text(response)
    for words in ("It was deleted", "The city held.", "held", "Hakan Fidan"):
        assert words in shown
    form = AdminForm(response, id_="closed_form")
    form.address = "/admin/claims/claim/add/"
    assert form.post(as_editor, button="_continue").status_code == 302
    made = Claim.objects.get()
    evidence = made.evidence.get()
    assert (made.statement, made.state, made.created_by) == ("The city held.", State.DRAFT, editor)
    assert (evidence.quotation, evidence.speakers.get().who) == ("held", person)


def test_what_was_typed_for_a_claim_published_meanwhile_may_become_a_draft(
    claim: Claim, mine: AdminForm, as_editor: Client
) -> None:
    actions.publish(claim, by=None)
    mine["statement"] = "The city held."
    response = mine.post(as_editor)
    assert "The city held." in text(response)
    form = AdminForm(response, id_="closed_form")
    form.address = "/admin/claims/claim/add/"
    again = form.post(as_editor, button="_edit")
    assert AdminForm(again, id_="claim_form")["statement"] == "The city held."
    assert Claim.objects.count() == 1


def test_what_was_typed_for_a_withdrawn_claim_is_given_back(
    claim: Claim, theirs: AdminForm, as_publisher: Client
) -> None:
    actions.publish(claim, by=None)
    actions.withdraw(claim, by=None, reason="Logged twice.")
    theirs["statement"] = "The city held."
    assert "The city held." in text(theirs.post(as_publisher))


def test_a_person_made_public_meanwhile_gives_back_what_an_editor_typed(as_editor: Client) -> None:
    person = factories.make_person("Fidan", public=False)
    form = AdminForm.get(as_editor, change(person))
    form["name"] = "Hakan Fidan"
    form.add("aliases", name="H. Fidan")
    Person.objects.update(public=True)
    shown = text(form.post(as_editor))
    assert "Hakan Fidan" in shown
    assert "H. Fidan" in shown


# Two presses, and going back


def test_two_presses_on_save_make_one_record(as_editor: Client) -> None:
    form = AdminForm.get(as_editor, "/admin/claims/claim/add/")
    form["statement"] = "The city fell."
    form.add("evidence", article=factories.make_article().pk, paraphrase="It fell.")
    first, second = form.post(as_editor), form.post(as_editor)
    assert first["Location"] == second["Location"]
    assert (Claim.objects.count(), Evidence.objects.count()) == (1, 1)


def test_two_presses_on_save_add_a_row_once(claim: Claim, mine: AdminForm, as_editor: Client) -> None:
    mine["detail"] = "Mine."
    mine.add("evidence", article=factories.make_article().pk, paraphrase="It fell.")
    for _ in range(2):
        saved(mine, as_editor)
    assert claim.evidence.count() == 2


def test_two_presses_in_the_window_of_a_missing_record_answer_alike(as_editor: Client) -> None:
    form = AdminForm.get(as_editor, "/admin/people/person/add/?_popup=1")
    form["name"] = "Hakan Fidan"
    answers = [text(form.post(as_editor)) for _ in range(2)]
    assert answers[0] == answers[1]
    assert Person.objects.count() == 1


def test_a_form_gone_back_to_is_saved_again_only_on_purpose(as_editor: Client) -> None:
    form = AdminForm.get(as_editor, "/admin/claims/claim/add/")
    form["statement"] = "The city fell."
    saved(form, as_editor)
    form["statement"] = "The city held."
    response = form.post(as_editor)
    assert any("You saved this form before" in error for error in errors(response))
    assert Claim.objects.count() == 1
    again = AdminForm(response, id_="claim_form")
    again.address = form.address
    saved(again, as_editor)
    assert {claim.statement for claim in Claim.objects.all()} == {"The city fell.", "The city held."}


def test_a_form_that_was_refused_may_be_saved_afterwards(as_editor: Client) -> None:
    form = AdminForm.get(as_editor, "/admin/claims/claim/add/")
    form["date"] = "nonsense"
    assert errors(form.post(as_editor))
    form["date"] = "2024"
    saved(form, as_editor)
    assert Claim.objects.count() == 1


def test_a_form_that_somebody_else_opened_is_saved_only_on_purpose(
    claim: Claim, mine: AdminForm, as_publisher: Client
) -> None:
    mine["statement"] = "The city held."
    response = mine.post(as_publisher)
    assert any("somebody else opened this form" in error for error in errors(response))
    again = AdminForm(response, id_="claim_form")
    again.address = mine.address
    saved(again, as_publisher)
    claim.refresh_from_db()
    assert claim.statement == "The city held."


# Deleting


def test_what_changed_after_it_was_asked_about_is_not_deleted(claim: Claim, as_editor: Client) -> None:
    address = change(claim).replace("change", "delete")
    page = as_editor.get(address)
    seen = page.wsgi_request.seen
    assert seen in text(page)
    evidence = claim.evidence.get()
    evidence.quotation = "fell at dawn"
    evidence.save()
    answer = as_editor.post(address, {"post": "yes", "_seen": seen}, follow=True)
    assert "Nothing was deleted" in text(answer)
    assert answer.wsgi_request.seen in text(answer)
    assert Claim.objects.exists()
    as_editor.post(address, {"post": "yes", "_seen": answer.wsgi_request.seen})
    assert not Claim.objects.exists()


def test_of_chosen_rows_none_is_deleted_if_one_was_changed(claim: Claim, as_editor: Client) -> None:
    other = factories.make_claim("Another.", state=State.DRAFT)
    chosen = {"action": "delete_selected", "_selected_action": [claim.pk, other.pk]}
    page = as_editor.post("/admin/claims/claim/", chosen)
    seen = page.wsgi_request.seen
    assert seen in text(page)
    other.detail = "More."
    other.save()
    answer = as_editor.post("/admin/claims/claim/", {**chosen, "post": "yes", "_seen": seen}, follow=True)
    assert "Nothing was deleted" in text(answer)
    assert Claim.objects.count() == 2


# What it costs


def test_what_a_form_remembers_of_fifty_pieces_of_evidence_stays_small(as_editor: Client) -> None:
    claim = factories.make_claim(state=State.DRAFT)
    article = factories.make_article()
    for number in range(120):
        factories.make_evidence(claim, article, state=State.DRAFT, quotation=f"words number {number} " * 40)
    token = AdminForm.get(as_editor, change(claim))["_opened"]
    remembered = signing.loads(token, salt=SALT)["version"]
    assert len(remembered["evidence"]) == 50
    assert len(token) < 50_000


def test_saving_asks_as_much_for_thirty_rows_as_for_three(as_editor: Client) -> None:
    counts = []
    for number in (3, 30):
        claim = factories.make_claim(state=State.DRAFT)
        for _ in range(number):
            factories.make_evidence(
                claim,
                state=State.DRAFT,
                speakers=[factories.make_person()],
                crediting=[factories.make_outlet()],
            )
        form = AdminForm.get(as_editor, change(claim))
        form["detail"] = "More."
        with CaptureQueriesContext(connection) as asked:
            saved(form, as_editor)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# What nobody should send


@pytest.mark.parametrize("sent", ["9" * 30, "9" * 5_000, "-1", "\0", "nonsense", "٣"])
def test_nothing_that_is_sent_makes_the_page_of_a_conflict_fail(
    mine: AdminForm, as_editor: Client, sent: str
) -> None:
    for name in (
        "evidence-0-id",
        "evidence-0-article",
        "evidence-0-speakers",
        "date",
        "evidence-INITIAL_FORMS",
    ):
        assert as_editor.post(mine.address, {**mine.fields, name: sent}).status_code in (200, 302), name
    answer = {
        "_opened_before": sent,
        "_asked": sent,
        f"_choice|{sent}": sent,
        f"_choice|evidence-{sent}": "drop",
    }
    assert as_editor.post(mine.address, {**mine.fields, **answer}).status_code in (200, 302, 400)
