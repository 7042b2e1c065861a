"""The claim's form: a claim with its evidence, speakers and credits, saved as one, and nothing typed ever lost."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims import publicity
from claims.models import Claim, ClaimStanding, Credit, EditorNote, Evidence, Speaker
from claims.models.claims import State
from claims.standings import compare
from tests import factories
from tests.admin_form import AdminForm, errors

pytestmark = pytest.mark.django_db

ADD = "/admin/claims/claim/add/"

HOSTILE_FIELDS = [
    "statement",
    "date",
    "time",
    "figure",
    "utterer_person",
    "asserts",
    "participants-0-person",
    "evidence-0-id",
    "evidence-0-article",
    "evidence-0-quotation",
    "evidence-0-speakers",
    "evidence-0-credits-wording",
    "evidence-0-omits",
    "evidence-0-asserted_figure",
]


def change(claim: Claim) -> str:
    return f"/admin/claims/claim/{claim.pk}/change/"


def published(**evidence: Any) -> tuple[Claim, Evidence]:
    claim = factories.make_claim("The city fell.")
    return claim, factories.make_evidence(claim, **evidence)


# Logging a claim


def test_a_claim_is_logged_with_everything_in_one_form(as_editor: Client, editor: User) -> None:
    article, person = factories.make_article(public=False), factories.make_person(public=False)
    informant = factories.make_unnamed_source("an officer", article=article)
    place, outlet = factories.make_place(), factories.make_outlet("AFP")
    dossier, organization = factories.make_dossier(), factories.make_organization()
    form = AdminForm.get(as_editor, ADD)
    form["statement"], form["date"], form["time"] = "The city fell.", "2024-12-08", "dawn"
    form.add("claim_places", place=place.pk, role="at")
    form.add("participants", organization=organization.pk, role="took it")
    form.add("dossier_claims", dossier=dossier.pk)
    form.add("notes", body="Ask the desk about the hour.")
    form.add(
        "evidence",
        article=article.pk,
        stance="supports",
        quotation="the city fell",
        basis="relays",
        speakers=[f"person:{person.pk}", f"unnamed_source:{informant.pk}"],
        credits=[f"outlet:{outlet.pk}"],
        omits=["time", "place"],
        **{"credits-how": ["named"], "credits-wording": ["according to AFP"]},
    )
    assert form.post(as_editor).status_code == 302
    claim = Claim.objects.get()
    assert (claim.state, claim.created_by, claim.history.get().history_user) == (State.DRAFT, editor, editor)
    assert [str(row) for row in claim.claim_places.all()] == [f"at {place}"]
    assert claim.participants.get().role == "took it"
    assert claim.dossiers.get() == dossier
    assert EditorNote.objects.get(claim=claim).written_by == editor
    evidence = claim.evidence.get()
    assert (evidence.created_by, evidence.state, evidence.omits) == (editor, State.DRAFT, ["time", "place"])
    assert [row.who for row in evidence.speakers.all()] == [person, informant]
    credit = evidence.credits.get()
    assert (credit.credited, credit.how, credit.wording) == (outlet, "named", "according to AFP")
    assert claim.standing.standing == ClaimStanding.Standing.SINGLE_ORIGIN


def test_a_draft_may_be_as_unfinished_as_it_is(as_editor: Client) -> None:
    form = AdminForm.get(as_editor, ADD)
    form.add("evidence", article=factories.make_article().pk)
    assert form.post(as_editor).status_code == 302
    assert Claim.objects.get().evidence.get().stance == ""


def test_a_wrong_date_is_an_error_that_shows_what_to_type(as_editor: Client) -> None:
    form = AdminForm.get(as_editor, ADD)
    form["date"] = "8 December"
    assert any("2024-12-07/2024-12-08" in error for error in errors(form.post(as_editor)))


def test_constraints_answer_in_their_own_words(as_editor: Client) -> None:
    form = AdminForm.get(as_editor, ADD)
    form["utterer_person"] = factories.make_person().pk
    assert any("choose utterance" in error for error in errors(form.post(as_editor)))


# Speakers and credits


def test_a_form_sent_back_keeps_all_that_was_typed(as_editor: Client) -> None:
    article, person = factories.make_article(), factories.make_person()
    outlet = factories.make_outlet()
    form = AdminForm.get(as_editor, ADD)
    form["date"] = "nonsense"
    form.add("participants", person=person.pk, role="guest")
    form.add(
        "evidence",
        article=article.pk,
        quotation="in so many\r\nwords",
        basis="relays",
        speakers=[f"person:{person.pk}"],
        credits=[f"outlet:{outlet.pk}"],
        omits=["date"],
        **{"credits-how": ["linked"], "credits-wording": ["AFP says"]},
    )
    sent = form.fields
    again = AdminForm(form.post(as_editor), id_="claim_form").fields
    blank = {"csrfmiddlewaretoken", "_opened", *(name for name in sent if "__prefix__" in name)}
    for name in sent.keys() - blank:
        assert [value for value in again[name] if value] == [value for value in sent[name] if value], name
    assert Claim.objects.count() == 0


def test_an_informant_of_another_article_is_refused_by_name(as_editor: Client) -> None:
    other = factories.make_unnamed_source("an officer", article=factories.make_article("The other report"))
    form = AdminForm.get(as_editor, ADD)
    form.add("evidence", article=factories.make_article().pk, speakers=[f"unnamed_source:{other.pk}"])
    found = errors(form.post(as_editor))
    assert any(
        "“an officer” is an informant of another article, “The other report”" in error for error in found
    )


@pytest.mark.parametrize("basis", ["", "own", "unclear"])
def test_only_a_relay_has_credits(as_editor: Client, basis: str) -> None:
    form = AdminForm.get(as_editor, ADD)
    form.add(
        "evidence",
        article=factories.make_article().pk,
        basis=basis,
        credits=[f"outlet:{factories.make_outlet().pk}"],
    )
    assert any("Only a passage that relays" in error for error in errors(form.post(as_editor)))


def test_no_article_credits_itself(as_editor: Client) -> None:
    article = factories.make_article()
    form = AdminForm.get(as_editor, ADD)
    form.add("evidence", article=article.pk, basis="relays", credits=[f"article:{article.pk}"])
    assert any("This is the article itself" in error for error in errors(form.post(as_editor)))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["person:999999"], "no longer in the record"),
        (["person:99999999999999999999"], None),
        (["outlet:1"], "no longer in the record"),
        (["nonsense", "person:", "person:-1", "person:١"], None),
    ],
)
def test_what_names_no_record_is_refused_or_ignored(
    as_editor: Client, typed: list[str], said: str | None
) -> None:
    form = AdminForm.get(as_editor, ADD)
    form.add("evidence", article=factories.make_article().pk, speakers=typed)
    response = form.post(as_editor)
    if said is None:
        assert response.status_code == 302
        assert Speaker.objects.count() == 0
    else:
        assert any(said in error for error in errors(response))


def test_nobody_speaks_twice_in_one_chain(as_editor: Client) -> None:
    person = factories.make_person()
    form = AdminForm.get(as_editor, ADD)
    form.add("evidence", article=factories.make_article().pk, speakers=[f"person:{person.pk}"] * 2)
    assert any("twice" in error for error in errors(form.post(as_editor)))


def test_saving_an_untouched_form_writes_no_history(as_publisher: Client) -> None:
    person, outlet = factories.make_person(), factories.make_outlet()
    claim, evidence = published(speakers=[person], crediting=[outlet], quotation="two\nlines")
    factories.add_participant(claim, person)
    evidence.omits = ["date"]
    evidence.save()
    histories = [model.history for model in (Claim, Evidence, Speaker, Credit)]
    before = [history.count() for history in histories]
    assert AdminForm.get(as_publisher, change(claim)).post(as_publisher).status_code == 302
    assert [history.count() for history in histories] == before


def test_a_change_of_speakers_alone_leaves_the_evidence_untouched(as_publisher: Client) -> None:
    first, second = factories.make_person(), factories.make_person()
    claim, evidence = published(speakers=[first])
    form = AdminForm.get(as_publisher, change(claim))
    form.row("evidence", 0, speakers=[f"person:{second.pk}", f"person:{first.pk}"])
    form["reason"] = "The minister heard it from her."
    form.post(as_publisher)
    assert [row.who for row in evidence.speakers.all()] == [second, first]
    assert evidence.history.count() == 1
    assert Speaker.history.latest().history_change_reason == "The minister heard it from her."


def test_a_relay_becomes_own_reporting_when_its_credits_are_removed(as_publisher: Client) -> None:
    claim, evidence = published(crediting=[factories.make_outlet()])
    form = AdminForm.get(as_publisher, change(claim))
    form.row("evidence", 0, basis="own", credits=[""])
    assert form.post(as_publisher).status_code == 302
    evidence.refresh_from_db()
    assert (evidence.basis, evidence.credits.count()) == ("own", 0)


def test_evidence_moves_to_the_article_it_credited(as_publisher: Client) -> None:
    credited = factories.make_article()
    claim, evidence = published(crediting=[credited])
    form = AdminForm.get(as_publisher, change(claim))
    form.row("evidence", 0, article=credited.pk, basis="own", credits=[""])
    assert form.post(as_publisher).status_code == 302
    evidence.refresh_from_db()
    assert evidence.article == credited


def test_the_reason_stands_in_the_history_of_what_changed(as_editor: Client, editor: User) -> None:
    claim = factories.make_claim(state=State.DRAFT)
    form = AdminForm.get(as_editor, change(claim))
    form["statement"], form["reason"] = "Something else happened.", "A slip."
    form.add("participants", person=factories.make_person().pk)
    form.post(as_editor)
    latest = claim.history.latest()
    assert (latest.history_change_reason, latest.history_user) == ("A slip.", editor)
    assert claim.participants.get().history.get().history_change_reason == "A slip."


@pytest.mark.parametrize("typed", ["a\0b", "9" * 30, "NaN"])
def test_nothing_that_is_typed_makes_the_form_fail(as_editor: Client, typed: str) -> None:
    form = AdminForm.get(as_editor, ADD)
    form.add("evidence", article=factories.make_article().pk)
    form.add("participants")
    for name in HOSTILE_FIELDS:
        assert as_editor.post(ADD, {**form.fields, name: typed}).status_code in (200, 302), name


# What is published stays whole


def test_a_published_claim_cannot_lose_its_statement(as_publisher: Client) -> None:
    claim, _ = published()
    form = AdminForm.get(as_publisher, change(claim))
    form["statement"] = ""
    assert any("A published claim has a statement" in error for error in errors(form.post(as_publisher)))


def test_a_published_claim_cannot_lose_its_last_evidence(as_publisher: Client) -> None:
    claim, evidence = published()
    form = AdminForm.get(as_publisher, change(claim))
    form["detail"] = "typed in vain?"
    form.row("evidence", 0, DELETE="on")
    response = form.post(as_publisher)
    assert any("It has no evidence" in error for error in errors(response))
    again = AdminForm(response, id_="claim_form")
    assert (again["detail"], again["evidence-0-DELETE"]) == ("typed in vain?", "on")
    assert Evidence.objects.filter(pk=evidence.pk).exists()


def test_a_published_relay_cannot_lose_its_credits_alone(as_publisher: Client) -> None:
    claim, evidence = published(crediting=[factories.make_outlet()])
    form = AdminForm.get(as_publisher, change(claim))
    form.row("evidence", 0, credits=[""])
    assert any("say which, in its credits" in error for error in errors(form.post(as_publisher)))
    assert evidence.credits.count() == 1


def test_published_evidence_keeps_its_stance(as_publisher: Client) -> None:
    claim, _ = published()
    form = AdminForm.get(as_publisher, change(claim))
    form.row("evidence", 0, stance="")
    assert any("Published evidence has a stance" in error for error in errors(form.post(as_publisher)))


def test_saving_recounts_the_standing_and_the_public_flags(as_publisher: Client) -> None:
    claim, _ = published()
    place = factories.make_place(public=False)
    form = AdminForm.get(as_publisher, change(claim))
    form.add("claim_places", place=place.pk)
    form.row("evidence", 0, stance="contradicts")
    form.post(as_publisher)
    place.refresh_from_db()
    assert place.public
    claim.refresh_from_db()
    assert claim.standing.standing == ClaimStanding.Standing.CONTRADICTED
    assert [difference for _, found in compare() for difference in found] == []
    assert publicity.differences() == []


def test_what_the_database_alone_refuses_is_an_error_and_no_failure(as_publisher: Client) -> None:
    claim, place = factories.make_claim(state=State.DRAFT), factories.make_place()
    factories.add_place(claim, place, "at"), factories.add_place(claim, place, "from")
    form = AdminForm.get(as_publisher, change(claim))
    # Each takes the other's role: at no moment may both be the same.
    form.row("claim_places", 0, role="from")
    form.row("claim_places", 1, role="at")
    assert any("Nothing was saved" in error for error in errors(form.post(as_publisher)))


def test_the_same_participant_twice_in_a_role_is_an_error_on_both_rows(as_editor: Client) -> None:
    person = factories.make_person()
    form = AdminForm.get(as_editor, ADD)
    form.add("participants", person=person.pk, role="guest")
    form.add("participants", person=person.pk, role="guest")
    assert sum("stands here twice" in error for error in errors(form.post(as_editor))) == 2


# More evidence than one form holds


def test_a_long_list_of_evidence_is_edited_page_by_page(as_publisher: Client) -> None:
    claim = factories.make_claim()
    evidence = factories.bulk_evidence([claim] * 120, article=factories.make_article())
    form = AdminForm.get(as_publisher, f"{change(claim)}?evidence=3")
    assert form["evidence-INITIAL_FORMS"] == "20"
    assert form["evidence-0-id"] == str(evidence[100].pk)
    # Somebody deletes a row of an earlier page meanwhile: what was sent is still about the rows it holds.
    evidence[0].delete()
    form.row("evidence", 0, stance="mentions")
    form.row("evidence", 19, DELETE="on")
    form.add("evidence", article=factories.make_article().pk)
    assert form.post(as_publisher).status_code == 302
    assert claim.evidence.get(pk=evidence[100].pk).stance == "mentions"
    assert claim.evidence.count() == 119
    assert claim.evidence.filter(stance="supports").count() == 117


def test_no_page_of_evidence_is_out_of_reach(as_publisher: Client) -> None:
    claim, _ = published()
    for asked in ("0", "99", "nonsense", "-1"):
        form = AdminForm.get(as_publisher, f"{change(claim)}?evidence={asked}")
        assert form["evidence-INITIAL_FORMS"] == "1"


def test_a_row_that_somebody_deleted_meanwhile_is_not_lost_in_silence(as_publisher: Client) -> None:
    claim, _ = published()
    other = factories.make_evidence(claim)
    form = AdminForm.get(as_publisher, change(claim))
    other.delete()
    form.row("evidence", 1, stance="mentions", quotation="what I typed")
    page = form.post(as_publisher).content.decode()
    assert "while you were changing it" in page
    assert "what I typed" in page
