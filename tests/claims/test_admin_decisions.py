"""Publishing and withdrawing in the admin: what is missing is said first, and the reason is kept."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import Claim, Evidence
from claims.models.claims import State
from tests import factories
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db

PUBLISH, WITHDRAW = "/admin/claims/claim/publish/", "/admin/claims/claim/withdraw/"
CLAIMS = "/admin/claims/claim/"


def draft(statement: str = "The city fell.", *, ready: bool = True) -> Claim:
    claim = factories.make_claim(statement, state=State.DRAFT)
    if ready:
        factories.make_evidence(claim, state=State.DRAFT)
    return claim


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_page_says_exactly_what_is_missing(as_publisher: Client) -> None:
    claim = factories.make_claim("Somebody said so.", state=State.DRAFT, kind="utterance")
    article = factories.make_article("The report")
    factories.make_evidence(claim, article, "", state=State.DRAFT, basis="relays", paraphrase="")
    page = text(as_publisher.get(f"{CLAIMS}{claim.pk}/publish/"))
    assert "It is an utterance: say who said it." in page
    assert "Evidence 1 (The report): say whether it supports" in page
    assert "Evidence 1 (The report): give the passage" in page
    assert "say which, in its credits" in page
    assert 'value="Publish' not in page


def test_a_claim_is_published_with_its_evidence_and_the_reason(as_publisher: Client, publisher: User) -> None:
    claim = draft()
    page = text(as_publisher.get(f"{CLAIMS}{claim.pk}/publish/"))
    assert "Ready." in page
    response = as_publisher.post(PUBLISH, {"row": [claim.pk], "confirmed": "yes", "reason": "Read twice."})
    assert response["Location"] == f"{CLAIMS}{claim.pk}/change/"
    claim.refresh_from_db()
    assert (claim.state, claim.evidence.get().state) == (State.PUBLISHED, State.PUBLISHED)
    latest = claim.history.latest()
    assert (latest.history_change_reason, latest.history_user) == ("Read twice.", publisher)


def test_of_several_claims_the_ready_ones_are_published_and_the_others_shown(as_publisher: Client) -> None:
    ready, unready = draft("The city fell."), draft("The city held.", ready=False)
    chosen = {"action": "publish_selected", "_selected_action": [ready.pk, unready.pk]}
    page = text(as_publisher.post(CLAIMS, chosen))
    assert 'value="Publish 1 of 2"' in page
    answer = text(as_publisher.post(PUBLISH, {"row": [ready.pk, unready.pk], "confirmed": "yes"}))
    assert "The city held." in answer
    assert "It has no evidence" in answer
    assert "The city fell." not in answer
    for claim in (ready, unready):
        claim.refresh_from_db()
    assert (ready.state, unready.state) == (State.PUBLISHED, State.DRAFT)


def test_nothing_happens_before_it_is_confirmed(as_publisher: Client) -> None:
    claim = draft()
    as_publisher.post(CLAIMS, {"action": "publish_selected", "_selected_action": [claim.pk]})
    as_publisher.post(PUBLISH, {"row": [claim.pk]})
    as_publisher.get(f"{CLAIMS}{claim.pk}/publish/?confirmed=yes")
    claim.refresh_from_db()
    assert claim.state == State.DRAFT


def test_withdrawing_takes_a_reason_that_readers_see(as_publisher: Client, client: Client) -> None:
    claim = factories.make_claim("The city fell.")
    factories.make_evidence(claim)
    refused = as_publisher.post(WITHDRAW, {"row": [claim.pk], "confirmed": "yes", "reason": "  "})
    assert "Give the reason" in text(refused)
    as_publisher.post(WITHDRAW, {"row": [claim.pk], "confirmed": "yes", "reason": "Logged twice."})
    answer = client.get(claim.get_absolute_url())
    assert answer.status_code == 410
    assert "Logged twice." in text(answer)


def test_a_draft_is_not_withdrawn(as_publisher: Client) -> None:
    claim = draft()
    assert "Only a published claim" in text(as_publisher.get(f"{CLAIMS}{claim.pk}/withdraw/"))
    as_publisher.post(WITHDRAW, {"row": [claim.pk], "confirmed": "yes", "reason": "x"})
    claim.refresh_from_db()
    assert claim.state == State.DRAFT


def test_evidence_on_a_published_claim_is_published_by_itself(as_publisher: Client) -> None:
    claim = factories.make_claim()
    factories.make_evidence(claim)
    waiting = factories.make_evidence(claim, state=State.DRAFT)
    assert f"/admin/claims/evidence/{waiting.pk}/publish/" in text(
        as_publisher.get(f"{CLAIMS}{claim.pk}/change/")
    )
    assert "Ready." in text(as_publisher.get(f"/admin/claims/evidence/{waiting.pk}/publish/"))
    as_publisher.post("/admin/claims/evidence/publish/", {"row": [waiting.pk], "confirmed": "yes"})
    assert claim.evidence.published().count() == 2


def test_the_publish_page_of_a_published_claim_is_about_the_evidence_that_waits(as_publisher: Client) -> None:
    claim = factories.make_claim()
    factories.make_evidence(claim)
    waiting = factories.make_evidence(claim, state=State.DRAFT)
    page = text(as_publisher.get(f"{CLAIMS}{claim.pk}/publish/"))
    assert 'action="/admin/claims/evidence/publish/"' in page
    assert f'name="row" value="{waiting.pk}"' in page


def test_evidence_of_a_draft_waits_for_its_claim(as_publisher: Client) -> None:
    evidence = draft().evidence.get()
    assert "its claim is not published" in text(
        as_publisher.get(f"/admin/claims/evidence/{evidence.pk}/publish/")
    )
    as_publisher.post("/admin/claims/evidence/publish/", {"row": [evidence.pk], "confirmed": "yes"})
    assert Evidence.objects.published().count() == 0


def test_saving_goes_on_to_publishing_where_asked(as_publisher: Client) -> None:
    form = AdminForm.get(as_publisher, f"{CLAIMS}add/")
    form["statement"] = "The city fell."
    form.add("evidence", article=factories.make_article().pk, stance="supports", paraphrase="It fell.")
    response = form.post(as_publisher, button="_publish")
    assert response["Location"] == f"{CLAIMS}{Claim.objects.get().pk}/publish/"


@pytest.mark.parametrize("address", [PUBLISH, WITHDRAW, "/admin/claims/evidence/publish/"])
def test_editors_neither_publish_nor_withdraw(as_editor: Client, address: str) -> None:
    claim = draft()
    answer = as_editor.post(address, {"row": [claim.pk], "confirmed": "yes", "reason": "x"})
    assert answer.status_code == 403
    claim.refresh_from_db()
    assert claim.state == State.DRAFT


def test_editors_are_offered_neither(as_editor: Client) -> None:
    claim = draft()
    for address in (CLAIMS, f"{CLAIMS}{claim.pk}/change/", f"{CLAIMS}add/"):
        page = text(as_editor.get(address))
        assert "publish_selected" not in page
        assert "_publish" not in page
        assert "Publish…" not in page
