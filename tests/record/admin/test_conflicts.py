"""What the second of two editors is shown and may choose, field by field, links and rows included."""

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client

from claims import actions
from claims.models import Claim
from claims.models.claims import State
from record.admin.opened import SALT
from tests import factories
from tests.admin_form import AdminForm, errors
from tests.record.admin.two_editors import change, conflict, saved, text

pytestmark = pytest.mark.django_db


# Fields


def test_what_two_editors_changed_apart_goes_together_once_it_was_shown(
    claim: Claim, theirs: AdminForm, mine: AdminForm, as_publisher: Client, as_editor: Client
) -> None:
    theirs["detail"], theirs["reason"] = "At noon.", "The wire says so."
    saved(theirs, as_publisher)
    mine["statement"] = "The old city fell."
    response = mine.post(as_editor)
    page = text(response)
    for words in ("At dawn.", "At noon.", "The old city fell.", "The wire says so.", "go together"):
        assert words in page
    claim.refresh_from_db()
    assert (claim.statement, claim.detail) == ("The city fell.", "At noon.")
    saved(conflict(response, mine.address), as_editor)
    claim.refresh_from_db()
    assert (claim.statement, claim.detail) == ("The old city fell.", "At noon.")


def test_the_page_says_who_changed_it_and_why(
    theirs: AdminForm, mine: AdminForm, as_publisher: Client, as_editor: Client, publisher: User
) -> None:
    theirs["statement"], theirs["reason"] = "The city held.", "The wire says so."
    saved(theirs, as_publisher)
    mine["statement"] = "The old city fell."
    page = text(mine.post(as_editor))
    assert f"changed by <bdi>{publisher.username}</bdi>" in page
    assert "The wire says so." in page


@pytest.mark.parametrize(
    ("choice", "statement"),
    [("theirs", "The city held."), ("mine", "The old city fell."), ("text", "The old city held.")],
)
def test_what_both_changed_is_taken_kept_or_put_together(
    claim: Claim,
    theirs: AdminForm,
    mine: AdminForm,
    as_publisher: Client,
    as_editor: Client,
    choice: str,
    statement: str,
) -> None:
    theirs["statement"] = "The city held."
    saved(theirs, as_publisher)
    mine["statement"], mine["detail"] = "The old city fell.", "typed"
    page = conflict(mine.post(as_editor), mine.address)
    # Both changed other words of it: a text of both is offered first.
    assert page["_choice|statement"] == "text"
    assert page["_text|statement"] == "The old city held."
    page["_choice|statement"] = choice
    saved(page, as_editor)
    claim.refresh_from_db()
    assert (claim.statement, claim.detail) == (statement, "typed")


def test_what_cannot_be_put_together_is_chosen_by_hand(
    claim: Claim, theirs: AdminForm, mine: AdminForm, as_publisher: Client, as_editor: Client
) -> None:
    theirs["statement"], theirs["date"] = "The city held.", "2024-12-07"
    saved(theirs, as_publisher)
    mine["statement"], mine["date"] = "The city burned.", "2024-12-08"
    page = conflict(mine.post(as_editor), mine.address)
    assert "_choice|statement" not in page
    assert "_choice|date" not in page
    assert "2 to choose" in text(mine.post(as_editor))
    page["_choice|date"] = "theirs"
    conflict(page.post(as_editor), mine.address)
    page["_choice|statement"], page["_text|statement"] = "text", "The city burned, then held."
    page["_choice|date"] = "theirs"
    saved(page, as_editor)
    claim.refresh_from_db()
    assert (claim.statement, claim.date) == ("The city burned, then held.", "2024-12-07")


def test_the_same_change_by_both_is_no_conflict(
    theirs: AdminForm, mine: AdminForm, as_publisher: Client, as_editor: Client
) -> None:
    for form, client in ((theirs, as_publisher), (mine, as_editor)):
        form["detail"] = "At noon."
        saved(form, client)


def test_a_third_editor_in_between_is_shown_too(
    claim: Claim, theirs: AdminForm, mine: AdminForm, as_publisher: Client, as_editor: Client
) -> None:
    theirs["detail"] = "At noon."
    saved(theirs, as_publisher)
    mine["detail"] = "At night."
    page = conflict(mine.post(as_editor), mine.address)
    third = AdminForm.get(as_publisher, change(claim))
    third["detail"] = "In the afternoon."
    saved(third, as_publisher)
    page["_choice|detail"] = "mine"
    again = conflict(page.post(as_editor), mine.address)
    claim.refresh_from_db()
    assert claim.detail == "In the afternoon."
    again["_choice|detail"] = "mine"
    saved(again, as_editor)
    claim.refresh_from_db()
    assert claim.detail == "At night."


def test_both_versions_can_be_taken_back_to_the_form(
    claim: Claim, theirs: AdminForm, mine: AdminForm, as_publisher: Client, as_editor: Client
) -> None:
    theirs["detail"] = "At noon."
    saved(theirs, as_publisher)
    mine["statement"] = "The old city fell."
    page = conflict(mine.post(as_editor), mine.address)
    response = page.post(as_editor, button="_edit")
    assert any("Nothing is saved yet" in error for error in errors(response))
    form = AdminForm(response, id_="claim_form")
    form.address = mine.address
    assert (form["statement"], form["detail"]) == ("The old city fell.", "At noon.")
    form["detail"] = "At noon, or so."
    saved(form, as_editor)
    claim.refresh_from_db()
    assert (claim.statement, claim.detail) == ("The old city fell.", "At noon, or so.")


def test_a_form_that_was_refused_for_an_error_still_knows_what_it_was_made_upon(
    claim: Claim, theirs: AdminForm, mine: AdminForm, as_publisher: Client, as_editor: Client
) -> None:
    mine["date"] = "nonsense"
    again = AdminForm(mine.post(as_editor), id_="claim_form")
    again.address = mine.address
    theirs["statement"] = "The city held."
    saved(theirs, as_publisher)
    again["date"], again["statement"] = "", "The city burned."
    conflict(again.post(as_editor), mine.address)
    claim.refresh_from_db()
    assert claim.statement == "The city held."


@pytest.mark.parametrize("token", [None, "", "nonsense", "e30:1:x", "\0"])
def test_a_form_that_cannot_say_what_it_was_made_upon_decides_each_difference(
    claim: Claim, mine: AdminForm, as_editor: Client, token: str | None
) -> None:
    if token is None:
        del mine.fields["_opened"]
    else:
        mine["_opened"] = token
    mine["statement"] = "The city held."
    page = conflict(mine.post(as_editor), mine.address)
    page["_choice|statement"] = "mine"
    saved(page, as_editor)
    claim.refresh_from_db()
    assert claim.statement == "The city held."


def test_a_field_that_the_form_has_no_more_is_nobodys_conflict(
    claim: Claim, mine: AdminForm, as_editor: Client
) -> None:
    remembered = signing.loads(mine["_opened"], salt=SALT)
    remembered["version"][""]["former"] = "seen"
    mine["_opened"], mine["detail"] = signing.dumps(remembered, salt=SALT), "Mine."
    saved(mine, as_editor)


def test_what_a_form_remembers_of_one_record_is_of_no_use_for_another(
    claim: Claim, as_editor: Client
) -> None:
    other = AdminForm.get(as_editor, change(factories.make_claim("Another.", state=State.DRAFT)))
    form = AdminForm.get(as_editor, change(claim))
    form["_opened"], form["statement"] = other["_opened"], "The city held."
    conflict(form.post(as_editor), form.address)


def test_a_claim_published_meanwhile_is_not_saved_before_its_publisher_knows(
    claim: Claim, theirs: AdminForm, as_publisher: Client
) -> None:
    actions.publish(claim, by=None)
    theirs["detail"] = "At noon."
    page = text(theirs.post(as_publisher))
    assert "State" in page
    assert "published" in page
    claim.refresh_from_db()
    assert claim.detail == "At dawn."


def test_line_ends_zeros_and_the_order_of_boxes_make_no_difference(as_editor: Client) -> None:
    claim = factories.make_claim("One\nline.", state=State.DRAFT, figure="2.5", unit="hours", detail="")
    factories.make_evidence(claim, state=State.DRAFT, omits=["time", "date"], hedged=False)
    form, other = (AdminForm.get(as_editor, change(claim)) for _ in range(2))
    other["detail"] = "Theirs."
    saved(other, as_editor)
    form["figure"] = "2.50"
    page = text(form.post(as_editor))
    assert page.count('value="theirs"') == 1


# Links: places, speakers and credits


def test_speakers_that_both_changed_are_named_and_chosen(
    claim: Claim, theirs: AdminForm, mine: AdminForm, as_publisher: Client, as_editor: Client
) -> None:
    first, second = factories.make_person("Hakan Fidan"), factories.make_person("Sergei Lavrov")
    theirs.row("evidence", 0, speakers=[f"person:{first.pk}"])
    saved(theirs, as_publisher)
    mine.row("evidence", 0, speakers=[f"person:{second.pk}", f"person:{first.pk}"])
    page = conflict(mine.post(as_editor), mine.address)
    shown = text(mine.post(as_editor))
    assert "Sergei Lavrov, then Hakan Fidan" in shown
    page["_choice|evidence-0-speakers"] = "theirs"
    saved(page, as_editor)
    assert [speaker.who for speaker in claim.evidence.get().speakers.all()] == [first]


def test_credits_are_merged_as_one_chain(
    claim: Claim, theirs: AdminForm, mine: AdminForm, as_publisher: Client, as_editor: Client
) -> None:
    outlet = factories.make_outlet("AFP")
    theirs.row(
        "evidence", 0, basis="relays", credits=[f"outlet:{outlet.pk}"],
        **{"credits-how": ["named"], "credits-wording": ["AFP says"]},
    )  # fmt: skip
    saved(theirs, as_publisher)
    mine.row("evidence", 0, stance="mentions")
    page = conflict(mine.post(as_editor), mine.address)
    assert "AFP (“AFP says”, named in the text)" in text(mine.post(as_editor))
    saved(page, as_editor)
    evidence = claim.evidence.get()
    assert (evidence.stance, evidence.basis) == ("mentions", "relays")
    assert [(str(row), row.how, row.wording) for row in evidence.credits.all()] == [
        ("AFP", "named", "AFP says")
    ]


def test_a_chain_emptied_by_them_may_be_taken(as_publisher: Client, as_editor: Client) -> None:
    claim = factories.make_claim(state=State.DRAFT)
    evidence = factories.make_evidence(
        claim, state=State.DRAFT, crediting=[factories.make_outlet()], speakers=[factories.make_person()]
    )
    mine, theirs = AdminForm.get(as_editor, change(claim)), AdminForm.get(as_publisher, change(claim))
    theirs.row("evidence", 0, basis="own", credits=[""], speakers=[""])
    saved(theirs, as_publisher)
    mine["detail"] = "Mine."
    saved(conflict(mine.post(as_editor), mine.address), as_editor)
    evidence.refresh_from_db()
    assert (evidence.basis, evidence.credits.count(), evidence.speakers.count()) == ("own", 0, 0)


def test_boxes_that_they_unticked_may_be_taken(as_publisher: Client, as_editor: Client) -> None:
    dated = {"date": "2024", "date_inferred": True, "date_reason": "By what came after."}
    claim = factories.make_claim(state=State.DRAFT, **dated)
    factories.make_evidence(claim, state=State.DRAFT, omits=["time", "place"], hedged=True)
    mine, theirs = AdminForm.get(as_editor, change(claim)), AdminForm.get(as_publisher, change(claim))
    del theirs.fields["date_inferred"], theirs.fields["evidence-0-omits"]
    theirs.row("evidence", 0, hedged="unknown")
    saved(theirs, as_publisher)
    mine["detail"] = "Mine."
    saved(conflict(mine.post(as_editor), mine.address), as_editor)
    claim.refresh_from_db()
    evidence = claim.evidence.get()
    assert (claim.detail, claim.date_inferred, evidence.omits, evidence.hedged) == ("Mine.", False, [], None)


def test_places_and_dossiers_are_named(claim: Claim, as_publisher: Client, as_editor: Client) -> None:
    places = [factories.make_place(name) for name in ("Damascus", "Homs", "Aleppo")]
    factories.add_place(claim, places[0])
    mine, theirs = AdminForm.get(as_editor, change(claim)), AdminForm.get(as_publisher, change(claim))
    theirs.row("claim_places", 0, place=places[1].pk)
    saved(theirs, as_publisher)
    mine.row("claim_places", 0, place=places[2].pk)
    page = conflict(mine.post(as_editor), mine.address)
    shown = text(mine.post(as_editor))
    for name in ("Damascus", "Homs", "Aleppo"):
        assert name in shown
    page["_choice|claim_places-0-place"] = "mine"
    saved(page, as_editor)
    assert claim.claim_places.get().place == places[2]


# Rows


def test_evidence_edited_by_both_is_shown_field_by_field(
    claim: Claim, theirs: AdminForm, mine: AdminForm, as_publisher: Client, as_editor: Client
) -> None:
    theirs.row("evidence", 0, quotation="fell at dawn", locator="page 2")
    saved(theirs, as_publisher)
    mine.row("evidence", 0, quotation="the city fell", part="headline")
    mine.add("evidence", article=factories.make_article().pk, paraphrase="A second piece.")
    page = conflict(mine.post(as_editor), mine.address)
    assert page["_text|evidence-0-quotation"] == "the city fell at dawn"
    saved(page, as_editor)
    first, second = claim.evidence.all()
    assert (first.quotation, first.locator, first.part) == ("the city fell at dawn", "page 2", "headline")
    assert second.paraphrase == "A second piece."


def test_a_row_that_they_added_is_no_conflict_and_stays(
    claim: Claim, theirs: AdminForm, mine: AdminForm, as_publisher: Client, as_editor: Client
) -> None:
    theirs.add("evidence", article=factories.make_article().pk, paraphrase="Theirs.")
    saved(theirs, as_publisher)
    mine.add("evidence", article=factories.make_article().pk, paraphrase="Mine.")
    saved(mine, as_editor)
    assert {row.paraphrase for row in claim.evidence.all()} == {"", "Theirs.", "Mine."}


@pytest.mark.parametrize("choice", ["restore", "drop"])
def test_a_row_that_they_removed_while_i_changed_it_comes_back_or_goes(
    claim: Claim, theirs: AdminForm, as_publisher: Client, as_editor: Client, choice: str
) -> None:
    kept = factories.make_evidence(claim, state=State.DRAFT, quotation="kept")
    person = factories.make_person("Hakan Fidan")
    mine = AdminForm.get(as_editor, change(claim))
    theirs.row("evidence", 0, DELETE="on")
    theirs["reason"] = "Logged twice."
    saved(theirs, as_publisher)
    mine.row("evidence", 0, quotation="what I typed", speakers=[f"person:{person.pk}"])
    mine.row("evidence", 1, quotation="kept, and changed")
    mine.add("evidence", article=factories.make_article().pk, paraphrase="A new piece.")
    shown = text(mine.post(as_editor))
    for words in ("what I typed", "Hakan Fidan", "Logged twice.", "while you were changing it"):
        assert words in shown
    page = conflict(mine.post(as_editor), mine.address)
    page["_choice|evidence-1"] = choice
    saved(page, as_editor)
    found = {row.quotation or row.paraphrase: row for row in claim.evidence.all()}
    assert found["kept, and changed"] == kept
    assert found.keys() - {"kept, and changed", "A new piece."} == (
        {"what I typed"} if choice == "restore" else set()
    )
    if choice == "restore":
        assert found["what I typed"].speakers.get().who == person


def test_a_row_that_they_removed_and_i_left_alone_stays_removed(
    claim: Claim, theirs: AdminForm, mine: AdminForm, as_publisher: Client, as_editor: Client
) -> None:
    theirs.row("evidence", 0, DELETE="on")
    saved(theirs, as_publisher)
    mine["detail"] = "Mine."
    saved(conflict(mine.post(as_editor), mine.address), as_editor)
    claim.refresh_from_db()
    assert (claim.detail, claim.evidence.count()) == ("Mine.", 0)


@pytest.mark.parametrize(("choice", "left"), [("remove", 0), ("stay", 1)])
def test_a_row_that_i_remove_while_they_change_it_is_asked_for(
    claim: Claim,
    theirs: AdminForm,
    mine: AdminForm,
    as_publisher: Client,
    as_editor: Client,
    choice: str,
    left: int,
) -> None:
    theirs.row("evidence", 0, quotation="fell at dawn")
    saved(theirs, as_publisher)
    mine.row("evidence", 0, DELETE="on")
    page = conflict(mine.post(as_editor), mine.address)
    page["_choice|evidence-0"] = choice
    saved(page, as_editor)
    assert [row.quotation for row in claim.evidence.all()] == ["fell at dawn"] * left


def test_both_removing_a_row_is_no_failure(
    claim: Claim, theirs: AdminForm, mine: AdminForm, as_publisher: Client, as_editor: Client
) -> None:
    for form in (theirs, mine):
        form.row("evidence", 0, DELETE="on")
    saved(theirs, as_publisher)
    saved(conflict(mine.post(as_editor), mine.address), as_editor)
    assert claim.evidence.count() == 0


def test_evidence_published_while_an_editor_changed_it_gives_back_what_was_typed(as_editor: Client) -> None:
    claim = factories.make_claim()
    factories.make_evidence(claim)
    draft = factories.make_evidence(claim, state=State.DRAFT, quotation="draft")
    form = AdminForm.get(as_editor, change(claim))
    form.row("evidence", 1, quotation="what I typed")
    actions.publish_evidence(draft, by=None)
    shown = text(form.post(as_editor))
    assert "what I typed" in shown
    assert "a Publisher changes it" in shown
    page = conflict(form.post(as_editor), form.address)
    page["_choice|evidence-1"] = "restore"
    saved(page, as_editor)
    draft.refresh_from_db()
    assert (draft.quotation, claim.evidence.latest("pk").quotation) == ("draft", "what I typed")
    assert claim.evidence.latest("pk").state == State.DRAFT


def test_evidence_published_while_an_editor_left_it_alone_is_nobodys_conflict(as_editor: Client) -> None:
    claim = factories.make_claim()
    factories.make_evidence(claim)
    draft = factories.make_evidence(claim, state=State.DRAFT)
    form = AdminForm.get(as_editor, change(claim))
    actions.publish_evidence(draft, by=None)
    form.add("evidence", article=factories.make_article().pk, paraphrase="Mine.")
    saved(form, as_editor)


def test_a_step_at_the_desk_is_seen_by_the_form(claim: Claim, mine: AdminForm, as_editor: Client) -> None:
    evidence = claim.evidence.get()
    with actions.changing([claim.pk]):
        evidence.stance = "contradicts"
        evidence.save()
    mine.row("evidence", 0, locator="page 2")
    page = conflict(mine.post(as_editor), mine.address)
    saved(page, as_editor)
    evidence.refresh_from_db()
    assert (evidence.stance, evidence.locator) == ("contradicts", "page 2")
