"""A claim's history in the admin: every change of it and of its rows, with who, when and why."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import Claim
from claims.models.claims import State
from tests import factories
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db


def history(client: Client, claim: Claim) -> list[tuple[str, str, str]]:
    response = client.get(f"/admin/claims/claim/{claim.pk}/history/")
    return [
        (
            change.what,
            change.verb,
            ", ".join(f"{d.label}: {d.before} → {d.after}" for d in change.differences),
        )
        for change in response.context["page"]
    ]


def test_every_kind_of_row_is_in_the_history_of_its_claim(as_editor: Client, editor: User) -> None:
    person, place = factories.make_person("Fidan"), factories.make_place("Doha")
    form = AdminForm.get(as_editor, "/admin/claims/claim/add/")
    form["statement"] = "Fidan spoke."
    form.add("participants", person=person.pk, role="host")
    form.add("claim_places", place=place.pk)
    form.add("dossier_claims", dossier=factories.make_dossier("The fall").pk)
    form.add("notes", body="Check the hour.")
    form.add(
        "evidence",
        article=factories.make_article("The report").pk,
        basis="relays",
        speakers=[f"person:{person.pk}"],
        credits=[f"outlet:{factories.make_outlet('AFP').pk}"],
    )
    form.post(as_editor)
    claim = Claim.objects.get()
    told = history(as_editor, claim)
    assert {what for what, _, _ in told} == {
        "Claim",
        "Participant",
        "Place",
        "Dossier",
        "Editor note",
        "Piece of evidence",
        "Speaker",
        "Credit",
    }
    words = " ".join(differences for _, _, differences in told)
    for name in ("Fidan", "Doha", "The fall", "The report", "AFP", "Check the hour."):
        assert name in words, name
    page = as_editor.get(f"/admin/claims/claim/{claim.pk}/history/").content.decode()
    assert editor.username in page


def test_a_change_is_told_field_by_field_with_its_reason(as_editor: Client) -> None:
    claim = factories.make_claim("The city fell.", state=State.DRAFT, date="2024-12-07")
    form = AdminForm.get(as_editor, f"/admin/claims/claim/{claim.pk}/change/")
    form["date"], form["reason"] = "2024-12-08", "The caption was the photograph’s."
    form.post(as_editor)
    assert history(as_editor, claim)[0] == ("Claim", "changed", "Date: 2024-12-07 → 2024-12-08")
    page = as_editor.get(f"/admin/claims/claim/{claim.pk}/history/").content.decode()
    assert "The caption was the photograph’s." in page


def test_rows_that_were_removed_stay_in_the_history(as_editor: Client) -> None:
    claim, person = factories.make_claim(state=State.DRAFT), factories.make_person("Fidan")
    factories.make_evidence(claim, state=State.DRAFT, speakers=[person], paraphrase="He said so.")
    form = AdminForm.get(as_editor, f"/admin/claims/claim/{claim.pk}/change/")
    form.row("evidence", 0, DELETE="on")
    form.post(as_editor)
    told = history(as_editor, claim)
    assert any(change[:2] == ("Speaker", "removed") and "Person: Fidan → " in change[2] for change in told)
    assert any(what == "Piece of evidence" and verb == "removed" for what, verb, _ in told)


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
