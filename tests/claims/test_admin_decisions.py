"""Publishing and withdrawing in the admin: what is missing is said first, and the reason is kept."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim, Evidence
from claims.models.claims import State
from tests import factories
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db

PUBLISH, WITHDRAW = "/admin/claims/claim/publish/", "/admin/claims/claim/withdraw/"
PUBLISH_EVIDENCE = "/admin/claims/evidence/publish/"
CLAIMS = "/admin/claims/claim/"


def draft(statement: str = "The city fell.", *, ready: bool = True) -> Claim:
    claim = factories.make_claim(statement, state=State.DRAFT)
    if ready:
        factories.make_evidence(claim, state=State.DRAFT)
    return claim


def text(response: Any) -> str:
    return str(response.content.decode())


STAMP = re.compile(r'name="(seen-[0-9]+)" value="([^"]*)"')


def shown(client: Client, address: str, *rows: Any) -> dict[str, Any]:
    """What the page about these rows would send, as it shows them now."""
    page = text(client.post(address, {"row": [row.pk for row in rows]}))
    return {"row": [row.pk for row in rows], "confirmed": "yes"} | dict(STAMP.findall(page))


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
    response = as_publisher.post(PUBLISH, shown(as_publisher, PUBLISH, claim) | {"reason": "Read twice."})
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
    answer = text(as_publisher.post(PUBLISH, shown(as_publisher, PUBLISH, ready, unready)))
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
    as_publisher.post(WITHDRAW, shown(as_publisher, WITHDRAW, claim) | {"reason": "Logged twice."})
    answer = client.get(claim.get_absolute_url())
    assert answer.status_code == 410
    assert "Logged twice." in text(answer)


def test_a_draft_is_not_withdrawn(as_publisher: Client) -> None:
    claim = draft()
    assert "Only a published claim" in text(as_publisher.get(f"{CLAIMS}{claim.pk}/withdraw/"))
    as_publisher.post(WITHDRAW, shown(as_publisher, WITHDRAW, claim) | {"reason": "x"})
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
    as_publisher.post(PUBLISH_EVIDENCE, shown(as_publisher, PUBLISH_EVIDENCE, waiting))
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
    as_publisher.post(PUBLISH_EVIDENCE, shown(as_publisher, PUBLISH_EVIDENCE, evidence))
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


# What is decided is what was seen


def change_passage(claim: Claim) -> None:
    evidence = claim.evidence.get()
    evidence.paraphrase, evidence._change_reason = "what nobody has seen", "a second look"
    evidence.save()


def change_statement(claim: Claim) -> None:
    claim.statement = "what nobody has seen"
    claim.save()


def add_speaker(claim: Claim) -> None:
    factories.add_speaker(claim.evidence.get(), factories.make_person("what nobody has seen"))


def retract(claim: Claim) -> None:
    article = claim.evidence.get().article
    article.status, article.status_note = "retracted", "what nobody has seen"
    article.save()


@pytest.mark.parametrize("changed", [change_passage, change_statement, add_speaker, retract])
@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_what_was_changed_since_it_was_shown_is_shown_again(
    as_publisher: Client, changed: Any, state: State
) -> None:
    claim = factories.make_claim("The city fell.", state=state)
    factories.make_evidence(claim, state=state)
    address = PUBLISH if state == State.DRAFT else WITHDRAW
    sent = shown(as_publisher, address, claim) | {"reason": "Read twice."}
    changed(claim)
    answer = text(as_publisher.post(address, sent))
    assert "Changed since it was shown to you" in answer
    assert answer.count("what nobody has seen") >= 1
    assert "Read twice." in answer
    claim.refresh_from_db()
    assert claim.state == state
    as_publisher.post(address, sent | dict(STAMP.findall(answer)))
    claim.refresh_from_db()
    assert claim.state != state


def test_nothing_is_published_that_was_never_shown(as_publisher: Client) -> None:
    claim = draft()
    answer = as_publisher.post(PUBLISH, {"row": [claim.pk], "confirmed": "yes"})
    assert "Changed since it was shown to you" in text(answer)
    claim.refresh_from_db()
    assert claim.state == State.DRAFT


def test_the_page_says_who_changed_what_meanwhile(
    as_publisher: Client, as_editor: Client, editor: User
) -> None:
    claim = draft()
    sent = shown(as_publisher, PUBLISH, claim)
    form = AdminForm.get(as_editor, f"{CLAIMS}{claim.pk}/change/")
    form["statement"], form["reason"] = "The city held.", "The wire says so."
    form.post(as_editor)
    answer = text(as_publisher.post(PUBLISH, sent))
    for words in (editor.username, "The wire says so.", "The city held."):
        assert words in answer


def test_evidence_changed_since_it_was_shown_waits(as_publisher: Client) -> None:
    claim = factories.make_claim()
    factories.make_evidence(claim)
    waiting = factories.make_evidence(claim, state=State.DRAFT)
    sent = shown(as_publisher, PUBLISH_EVIDENCE, waiting)
    waiting.stance = "contradicts"
    waiting.save()
    assert "Changed since" in text(as_publisher.post(PUBLISH_EVIDENCE, sent))
    waiting.refresh_from_db()
    assert waiting.state == State.DRAFT


def test_of_several_claims_only_the_one_that_was_changed_waits(as_publisher: Client) -> None:
    first, second = draft("The city fell."), draft("The city held.")
    sent = shown(as_publisher, PUBLISH, first, second)
    change_statement(second)
    answer = text(as_publisher.post(PUBLISH, sent))
    assert "The city fell." not in answer
    assert [claim.state for claim in Claim.objects.order_by("pk")] == [State.PUBLISHED, State.DRAFT]


def test_a_claim_deleted_since_it_was_shown_is_said_to_be_gone(as_publisher: Client) -> None:
    first, second = draft("The city fell."), draft("The city held.")
    sent = shown(as_publisher, PUBLISH, first, second)
    second.delete()
    answer = as_publisher.post(PUBLISH, sent, follow=True)
    assert "1 of those chosen are gone" in text(answer)
    assert Claim.objects.get().state == State.PUBLISHED


def test_the_page_lists_what_goes_public_and_can_be_left(as_publisher: Client) -> None:
    claim = factories.make_claim("The city fell.", state=State.DRAFT)
    article = factories.make_article("The long report")
    factories.make_evidence(claim, article, "contradicts", state=State.DRAFT, quotation="it held")
    page = text(as_publisher.get(f"{CLAIMS}{claim.pk}/publish/"))
    for words in ("The city fell.", "The long report", "contradicts", "it held"):
        assert words in page
    assert f'href="{CLAIMS}{claim.pk}/change/">Cancel' in page


def credited(claim: Claim) -> Evidence:
    """A piece of evidence that says where it has it from, and holds back."""
    outlet = factories.make_outlet("Reuters")
    fields: dict[str, Any] = {"basis": "relays", "hedged": True, "hedge_words": "reportedly"}
    return factories.make_evidence(
        claim, crediting=[outlet], state=State.DRAFT, note="Of one bank only.", **fields
    )


def test_the_page_shows_when_where_and_who_and_what_a_passage_credits(as_publisher: Client) -> None:
    claim = factories.make_claim("The city fell.", state=State.DRAFT, date="2024-11-27", detail="By night.")
    claim.claim_places.create(place=factories.make_place("Doha"))
    claim.claim_places.create(place=factories.make_place("Homs"), role="from")
    claim.participants.create(person=factories.make_person("Fidan"), role="host")
    evidence = credited(claim)
    told = (
        "27 November 2024 · Doha, from Homs · Fidan (host)",
        "By night.",
        "relays Reuters, named in the text · hedged “reportedly”",
    )
    page = re.sub(r"</?bdi>", "", text(as_publisher.get(f"{CLAIMS}{claim.pk}/publish/")))
    for words in (*told, "public note: Of one bank only."):
        assert words in page
    Claim.objects.update(state=State.PUBLISHED, published_at=timezone.now())
    page = re.sub(r"</?bdi>", "", text(as_publisher.get(f"/admin/claims/evidence/{evidence.pk}/publish/")))
    for words in told:
        assert words in page


@pytest.mark.parametrize("address", [PUBLISH, PUBLISH_EVIDENCE])
def test_the_page_asks_no_more_of_ten_rows_than_of_one(as_publisher: Client, address: str) -> None:
    claims = []
    for number in range(10):
        claim = factories.make_claim(
            state=State.DRAFT, kind="utterance", utterer_person=factories.make_person()
        )
        claim.claim_places.create(place=factories.make_place(f"Place {number}"))
        claim.participants.create(organization=factories.make_organization(f"Body {number}"))
        claims.append(claim)
    pieces = [credited(claim) for claim in claims]
    rows = claims if address == PUBLISH else pieces
    counts = []
    for some in (rows[:1], rows):
        with CaptureQueriesContext(connection) as asked:
            as_publisher.post(address, {"row": [row.pk for row in some]})
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_editor_is_told_that_evidence_waits_for_a_publisher(as_editor: Client) -> None:
    claim = factories.make_claim()
    factories.make_evidence(claim)
    form = AdminForm.get(as_editor, f"{CLAIMS}{claim.pk}/change/")
    form.add("evidence", article=factories.make_article().pk, stance="supports", paraphrase="It fell.")
    form.post(as_editor, button="_continue")
    answer = text(as_editor.get(f"{CLAIMS}{claim.pk}/change/"))
    assert "waits for a Publisher" in answer
    assert f"{CLAIMS}{claim.pk}/publish/" in answer


def test_the_list_tells_drafts_of_evidence_apart(as_editor: Client) -> None:
    claim = factories.make_claim()
    factories.make_evidence(claim)
    factories.make_evidence(claim, state=State.DRAFT)
    factories.make_evidence(claim, factories.make_article(), "contradicts", state=State.DRAFT)
    page = text(as_editor.get(CLAIMS))
    assert "1 (+1 draft)" in page
    assert "0 (+1 draft)" in page
