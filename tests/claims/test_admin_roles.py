"""Who may change what in the admin: Editors write drafts; what readers see is changed by Publishers alone."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from claims import actions
from claims.models import Claim, Discrepancy, Dossier, EditorNote, Evidence
from claims.models.claims import State
from people.models import Person
from tests import factories
from tests.admin_form import AdminForm, errors

pytestmark = pytest.mark.django_db


def change(record: Any) -> str:
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"


def delete(record: Any) -> str:
    return change(record).replace("/change/", "/delete/")


@pytest.fixture
def claim() -> Claim:
    claim = factories.make_claim("The city fell.")
    factories.make_evidence(claim, quotation="fell")
    return claim


# Published claims


def test_an_editor_reads_a_published_claim_and_adds_a_draft_of_evidence(
    claim: Claim, as_editor: Client, editor: User
) -> None:
    form = AdminForm.get(as_editor, change(claim))
    assert "statement" not in form
    assert "evidence-0-stance" not in form
    form.add("evidence", article=factories.make_article().pk, stance="contradicts", paraphrase="It held.")
    assert form.post(as_editor).status_code == 302
    added = claim.evidence.latest("pk")
    assert (added.state, added.created_by, claim.evidence.published().count()) == (State.DRAFT, editor, 1)


def test_what_an_editor_sends_for_published_rows_is_ignored(claim: Claim, as_editor: Client) -> None:
    form = AdminForm.get(as_editor, change(claim))
    form["statement"] = "The city held."
    form.row(
        "evidence", 0, stance="contradicts", quotation="held", DELETE="on", article=form["evidence-0-id"]
    )
    form.add("participants", person=factories.make_person().pk)
    form.post(as_editor)
    claim.refresh_from_db()
    evidence = claim.evidence.get()
    assert (claim.statement, evidence.stance, evidence.quotation) == ("The city fell.", "supports", "fell")
    assert claim.participants.count() == 0


def test_a_claim_published_while_a_form_was_open_is_not_saved_in_silence(as_editor: Client) -> None:
    draft = factories.make_claim("The city fell.", state=State.DRAFT)
    factories.make_evidence(draft, state=State.DRAFT)
    form = AdminForm.get(as_editor, change(draft))
    form["statement"] = "The city held."
    actions.publish(draft, by=None)
    page = form.post(as_editor).content.decode()
    assert "published while this form was open" in page
    assert "The city held." in page
    draft.refresh_from_db()
    assert (draft.statement, draft.state) == ("The city fell.", State.PUBLISHED)


def test_an_editor_changes_and_deletes_drafts_of_evidence_on_a_published_claim(
    claim: Claim, as_editor: Client
) -> None:
    draft = factories.make_evidence(claim, state=State.DRAFT)
    form = AdminForm.get(as_editor, change(claim))
    form.row("evidence", 1, stance="mentions")
    assert form.post(as_editor).status_code == 302
    draft.refresh_from_db()
    assert draft.stance == "mentions"
    form = AdminForm.get(as_editor, change(claim))
    form.row("evidence", 1, DELETE="on")
    assert form.post(as_editor).status_code == 302
    assert claim.evidence.count() == 1


def test_a_publisher_changes_a_published_claim(claim: Claim, as_publisher: Client) -> None:
    form = AdminForm.get(as_publisher, change(claim))
    form["statement"] = "The city fell at dawn."
    form.row("evidence", 0, quotation="fell at dawn")
    assert form.post(as_publisher).status_code == 302
    claim.refresh_from_db()
    assert (claim.statement, claim.evidence.get().quotation) == ("The city fell at dawn.", "fell at dawn")


@pytest.mark.parametrize("client_name", ["as_editor", "as_publisher"])
def test_a_withdrawn_claim_is_closed_to_everybody(client_name: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(client_name)
    withdrawn = factories.make_claim(state=State.WITHDRAWN)
    factories.make_evidence(withdrawn)
    assert client.get(change(withdrawn)).status_code == 200
    assert client.post(change(withdrawn), {"statement": "x"}).status_code == 403
    assert client.post(delete(withdrawn), {"post": "yes"}).status_code == 403


def test_a_published_claim_is_deleted_by_nobody(claim: Claim, as_publisher: Client) -> None:
    assert as_publisher.get(delete(claim)).status_code == 403
    assert as_publisher.post(delete(claim), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [claim.pk], "post": "yes"}
    assert as_publisher.post("/admin/claims/claim/", chosen).status_code == 403
    assert Claim.objects.filter(pk=claim.pk).exists()


def test_a_claim_published_while_its_deletion_was_being_confirmed_stays(
    claim: Claim, rf: RequestFactory
) -> None:
    pages: Any = admin.site.get_model_admin(Claim)
    with pytest.raises(PermissionDenied):
        pages.delete_queryset(rf.post("/"), Claim.objects.filter(pk=claim.pk))
    assert Claim.objects.filter(pk=claim.pk).exists()


def test_an_editor_deletes_drafts_with_their_evidence(as_editor: Client) -> None:
    draft = factories.make_claim(state=State.DRAFT)
    factories.make_evidence(draft, state=State.DRAFT, speakers=[factories.make_person()])
    assert as_editor.post(delete(draft), {"post": "yes"}).status_code == 302
    assert not Claim.objects.exists()
    assert not Evidence.objects.exists()


def test_deleting_many_obeys_the_same_rules(claim: Claim, as_editor: Client) -> None:
    draft = factories.make_claim(state=State.DRAFT)
    chosen = {"action": "delete_selected", "post": "yes", "_selected_action": [draft.pk, claim.pk]}
    assert as_editor.post("/admin/claims/claim/", chosen).status_code == 403
    chosen["_selected_action"] = [draft.pk]
    assert as_editor.post("/admin/claims/claim/", chosen).status_code == 302
    assert Claim.objects.get() == claim


def test_published_evidence_is_not_deleted_from_its_list_by_an_editor(
    claim: Claim, as_editor: Client
) -> None:
    chosen = {
        "action": "delete_selected",
        "post": "yes",
        "_selected_action": [claim.evidence.get().pk],
    }
    assert as_editor.post("/admin/claims/evidence/", chosen).status_code == 403
    assert claim.evidence.count() == 1


def test_the_last_evidence_of_a_published_claim_is_not_deleted_from_its_list(
    claim: Claim, as_publisher: Client
) -> None:
    evidence = claim.evidence.get()
    chosen = {"action": "delete_selected", "post": "yes", "_selected_action": [evidence.pk]}
    response = as_publisher.post("/admin/claims/evidence/", chosen, follow=True)
    assert "It has no evidence" in response.content.decode()
    assert claim.evidence.count() == 1


def test_evidence_is_never_added_on_its_own(as_publisher: Client) -> None:
    assert as_publisher.get("/admin/claims/evidence/add/").status_code == 403


# Other records


@pytest.mark.parametrize(
    "make",
    [
        factories.make_person,
        factories.make_organization,
        factories.make_place,
        factories.make_outlet,
        factories.make_article,
        factories.make_unnamed_source,
    ],
)
def test_public_records_are_changed_by_publishers_alone(
    make: Any, as_editor: Client, as_publisher: Client
) -> None:
    record = make()
    assert as_editor.get(change(record)).status_code == 200
    assert as_editor.post(change(record), {}).status_code == 403
    assert as_editor.post(delete(record), {"post": "yes"}).status_code == 403
    assert AdminForm.get(as_publisher, change(record)).post(as_publisher).status_code == 302


def test_an_editor_changes_a_record_that_only_drafts_name(as_editor: Client) -> None:
    person = factories.make_person("Fidan", public=False)
    form = AdminForm.get(as_editor, change(person))
    form["name"] = "Hakan Fidan"
    assert form.post(as_editor).status_code == 302
    assert Person.objects.get().name == "Hakan Fidan"


def test_an_editor_adds_no_other_name_to_a_public_person(as_editor: Client) -> None:
    person = factories.make_person("Fidan")
    assert "aliases-__prefix__-name" not in AdminForm.get(as_editor, change(person))


def test_a_dossier_with_a_published_claim_is_changed_by_publishers_alone(
    claim: Claim, as_editor: Client, as_publisher: Client
) -> None:
    dossier = factories.make_dossier(claims=[claim])
    assert as_editor.post(change(dossier), {"title": "x"}).status_code == 403
    form = AdminForm.get(as_publisher, change(dossier))
    form["title"] = "The fall"
    assert form.post(as_publisher).status_code == 302
    assert Dossier.objects.get().title == "The fall"


def test_a_draft_may_join_a_public_dossier(claim: Claim, as_editor: Client) -> None:
    dossier, draft = factories.make_dossier(claims=[claim]), factories.make_claim(state=State.DRAFT)
    form = AdminForm.get(as_editor, change(draft))
    form.add("dossier_claims", dossier=dossier.pk)
    assert form.post(as_editor).status_code == 302
    assert draft.dossiers.get() == dossier


def test_an_editor_joins_no_published_claims_in_a_discrepancy(claim: Claim, as_editor: Client) -> None:
    form = AdminForm.get(as_editor, "/admin/claims/discrepancy/add/")
    form["title"], form["aspect"] = "When?", "date"
    form.add("rivals", claim=claim.pk, position=0)
    form.add("rivals", claim=factories.make_claim().pk, position=1)
    assert any("a Publisher has to save it" in error for error in errors(form.post(as_editor)))
    assert Discrepancy.objects.count() == 0


def test_an_editor_proposes_a_discrepancy_with_a_draft(claim: Claim, as_editor: Client) -> None:
    form = AdminForm.get(as_editor, "/admin/claims/discrepancy/add/")
    form["title"], form["aspect"] = "When?", "date"
    form.add("rivals", claim=claim.pk, position=0)
    form.add("rivals", claim=factories.make_claim(state=State.DRAFT).pk, position=1)
    assert form.post(as_editor).status_code == 302
    assert Discrepancy.objects.get().rivals.count() == 2


def test_nobody_rewrites_a_colleagues_note(as_editor: Client, publisher: User) -> None:
    claim = factories.make_claim(state=State.DRAFT)
    note = EditorNote.objects.create(claim=claim, body="Mine.", written_by=publisher)
    form = AdminForm.get(as_editor, change(claim))
    form.row("notes", 0, body="Yours.", DELETE="on")
    form.post(as_editor)
    assert as_editor.post(change(note), {"body": "Yours."}).status_code == 403
    assert EditorNote.objects.get().body == "Mine."


# Everybody else


def test_staff_who_may_not_view_claims_see_what_the_public_sees() -> None:
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.set(factories.Permission.objects.filter(codename="view_person"))
    factories.make_person("Public Person")
    factories.make_person("Draft Person", public=False)
    client = Client()
    client.force_login(clerk)
    page = client.get("/admin/people/person/").content.decode()
    assert "Public Person" in page
    assert "Draft Person" not in page
    assert client.get("/admin/claims/evidence/speakers/?term=draft").json() == {"results": []}


@pytest.mark.parametrize(
    "address",
    [
        "/admin/claims/evidence/speakers/?term=a",
        "/admin/claims/evidence/credits/?term=a",
        "/admin/autocomplete/?term=a&app_label=claims&model_name=participant&field_name=person",
        "/admin/claims/claim/1/publish/",
        "/admin/claims/claim/1/withdraw/",
        "/admin/claims/evidence/1/publish/",
        "/admin/r/1/1/",
    ],
)
def test_readers_are_sent_to_the_login(client: Client, address: str) -> None:
    client.force_login(User.objects.create_user("reader"))
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")
