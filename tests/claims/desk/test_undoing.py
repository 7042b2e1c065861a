"""Undoing at the desk: many steps deep, back to what was; and refused where it would take somebody's work away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User

from claims.actions import changing, publish, publish_evidence
from claims.models import (
    Claim,
    ClaimStanding,
    DeskStep,
    Discrepancy,
    EditorNote,
    Evidence,
    NothingToLog,
    Reading,
    ReadingCheck,
    Rival,
)
from claims.models.claims import State
from claims.standings import compare
from sources.models import UnnamedSource
from tests import factories as make
from tests.claims.desk.workplace import Workplace

pytestmark = pytest.mark.django_db

ALSO = (ClaimStanding, NothingToLog)  # besides what keeps its history


@pytest.fixture
def at(editor: User) -> Workplace:
    return Workplace.make(editor=editor)


def record() -> dict[str, list[dict[str, Any]]]:
    """Every row that somebody wrote, and the standings."""
    models = [
        model for app in ("claims", "sources", "people") for model in apps.get_app_config(app).get_models()
    ]
    told = [model for model in models if model in ALSO or hasattr(model, "history")]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in told}


def finish(at: Workplace, silent: list[int]) -> dict[str, Any]:
    step = at.step("finish", silent=silent, sha256=at.article.stored_text.sha256)
    at.send(step)
    return step


def dismissal(at: Workplace, kind: str, *numbers: int) -> dict[str, Any]:
    step = at.step(kind, paragraphs=list(numbers), sha256=at.article.stored_text.sha256)
    at.send(step)
    return step


def test_every_step_is_undone_many_deep_and_the_record_is_as_it_was(at: Workplace) -> None:
    there, published = make.make_claim(state=State.DRAFT), make.make_claim()
    make.make_evidence(published)
    with changing([there.pk, published.pk]):
        pass
    person, place = make.make_person(), make.make_place()
    states, steps = [record()], []
    new = {"statement": "He ran.", "people": [person.pk], "places": [place.pk]}
    relayed = {"evidence": {"basis": "relays"}, "credits": [{"link": f"outlet:{make.make_outlet().pk}"}]}
    states[0] = record()
    takes: list[Callable[[], dict[str, Any]]] = [
        lambda: at.log("He ran.", new=new, speakers=["new:a harbour official", f"person:{person.pk}"]),
        lambda: at.log("We lost nobody,” the", claim=there.pk, **relayed),
        lambda: at.log("at about three", claim=published.pk),
        lambda: dismissal(at, "dismiss", 1, 4),
        lambda: dismissal(at, "reopen", 4),
        lambda: at.log("The bridge", claim=Claim.objects.get(statement="He ran.").pk, speakers=["new:a harbour official"]),
        lambda: finish(at, []),
    ]  # fmt: skip
    for take in takes:
        steps.append(take())
        states.append(record())
    for step, before in zip(reversed(steps), reversed(states[:-1]), strict=True):
        at.undo(step)
        assert record() == before
    assert [found for _, found in compare() if found] == []
    assert DeskStep.objects.count() == 2 * len(steps)


def test_an_undone_step_is_in_the_history_with_its_editor(at: Workplace) -> None:
    step = at.log()
    claim = Claim.objects.get()
    at.undo(step)
    last = Claim.history.filter(id=claim.pk).first()
    assert (last.history_type, last.history_user, last.history_change_reason) == (
        "-",
        at.editor,
        "undone at the desk",
    )


def test_the_answer_brings_back_what_was_typed(at: Workplace) -> None:
    step = at.log(new={"statement": "Words of mine."})
    answer = at.undo(step)
    assert answer["undone"]["kind"] == "log"
    assert answer["undone"]["asked"]["new"] == {"statement": "Words of mine."}
    assert answer["undoable"] == []
    assert answer["figures"]["logged"] == 0


def test_an_undoing_sent_again_undoes_nothing_more(at: Workplace) -> None:
    at.log("He ran.")
    second = at.log("We lost nobody,” the")
    undoing = at.step("undo", step=second["key"])
    at.send(undoing)
    assert at.send(undoing)["repeated"] is True
    assert Evidence.objects.count() == 1


def test_a_step_sent_again_after_it_was_undone_is_not_made_again(at: Workplace) -> None:
    step = at.log()
    at.undo(step)
    assert at.send(step)["repeated"] is True
    assert not Evidence.objects.exists()


def test_a_step_is_undone_once(at: Workplace) -> None:
    step = at.log()
    at.undo(step)
    assert "undone already" in at.undo(step, status=409)["refusal"][0]


def test_only_their_editor_undoes_steps(at: Workplace, publisher: User) -> None:
    step = at.log()
    assert at.beside(publisher).undo(step, status=404)["refusal"]
    assert Evidence.objects.exists()


def test_a_step_of_another_article_is_not_undone_here(at: Workplace) -> None:
    step = at.log()
    elsewhere = Workplace(make.make_article(), at.dossier, at.editor)
    assert elsewhere.undo(step, status=404)["refusal"]


def test_what_leads_to_a_claim_made_here_keeps_it(at: Workplace, publisher: User) -> None:
    step = at.log()
    Rival.objects.create(discrepancy=make.make_discrepancy(), claim=Claim.objects.get())
    assert "changed what it made since" in at.undo(step, status=409)["refusal"][0]
    assert (Claim.objects.count(), Discrepancy.objects.count()) == (1, 1)


def published_since(at: Workplace, other: User) -> None:
    publish(Claim.objects.get(), by=other)


def evidence_published_since(at: Workplace, other: User) -> None:
    claim = Claim.objects.get()
    publish(claim, by=other)
    Evidence.objects.update(state=State.PUBLISHED)


def reworded_since(at: Workplace, other: User) -> None:
    claim = Claim.objects.get()
    claim.statement, claim._history_user = "Other words.", other
    claim.save()


def logged_for_since(at: Workplace, other: User) -> None:
    beside = at.beside(other)
    beside.log("We lost nobody,” the", claim=Claim.objects.get().pk)


def noted_since(at: Workplace, other: User) -> None:
    EditorNote.objects.create(claim=Claim.objects.get(), body="Ask again.", written_by=other)


def put_elsewhere_since(at: Workplace, other: User) -> None:
    make.add_to_dossier(Claim.objects.get(), make.make_dossier())


def spoken_for_since(at: Workplace, other: User) -> None:
    make.add_speaker(Evidence.objects.get(), make.make_person())


def passage_deleted_since(at: Workplace, other: User) -> None:
    Evidence.objects.all().delete()


@pytest.mark.parametrize(
    "change",
    [
        published_since,
        evidence_published_since,
        reworded_since,
        logged_for_since,
        noted_since,
        put_elsewhere_since,
        spoken_for_since,
        passage_deleted_since,
    ],
)
def test_what_somebody_changed_since_is_not_undone_and_nothing_is_lost(
    at: Workplace, publisher: User, change: Callable[[Workplace, User], None]
) -> None:
    step = at.log()
    change(at, publisher)
    before = record()
    assert "cannot be undone here" in at.undo(step, status=409)["refusal"][0]
    assert record() == before


def test_the_refusal_names_who_changed_it(at: Workplace, publisher: User) -> None:
    step = at.log()
    reworded_since(at, publisher)
    assert str(publisher) in at.undo(step, status=409)["refusal"][0]


def test_a_step_that_cannot_be_undone_leaves_those_before_it_open(at: Workplace, publisher: User) -> None:
    first, second = at.log("He ran."), at.log("We lost nobody,” the")
    EditorNote.objects.create(claim=Claim.objects.latest("pk"), body="x", written_by=publisher)
    at.undo(second, status=409)
    at.undo(first)
    assert Claim.objects.count() == 1


def test_evidence_published_meanwhile_is_said_to_be(at: Workplace, publisher: User) -> None:
    claim = make.make_claim()
    make.make_evidence(claim)
    step = at.log("He ran.", claim=claim.pk)
    publish_evidence(claim.evidence.citing(at.article).get(), by=publisher)
    assert "Publisher has published" in at.undo(step, status=409)["refusal"][0]


def test_undoing_a_passage_leaves_a_claim_that_was_there_and_its_standing_right(at: Workplace) -> None:
    claim = make.make_claim(state=State.DRAFT)
    step = at.log("He ran.", claim=claim.pk)
    assert ClaimStanding.objects.get(claim=claim).standing == "single-origin"
    at.undo(step)
    assert ClaimStanding.objects.get(claim=claim).standing == "unsupported"
    assert not at.dossier.dossier_claims.exists()


def test_an_informant_whom_others_have_taken_up_stays(at: Workplace) -> None:
    step = at.log("He ran.", speakers=["new:a harbour official"])
    informant = UnnamedSource.objects.get()
    at.log("We lost nobody,” the", speakers=[f"unnamed_source:{informant.pk}"])
    at.undo(step)
    assert UnnamedSource.objects.get() == informant


def test_an_informant_whom_a_colleague_has_changed_stays_as_they_left_it(
    at: Workplace, publisher: User
) -> None:
    step = at.log("He ran.", speakers=["new:a harbour official"])
    informant = UnnamedSource.objects.get()
    informant.same_as = make.make_unnamed_source("an official of the port")
    informant.same_as_reason, informant._history_user = "Both were on the quay at three.", publisher
    informant.save()
    at.undo(step)
    assert not Evidence.objects.exists()
    informant.refresh_from_db()
    assert informant.same_as_reason == "Both were on the quay at three."


def test_a_reading_and_its_checks_are_undone_apart(at: Workplace) -> None:
    first = finish(at, [])
    newer = make.make_claim(state=State.DRAFT)
    make.DossierClaim.objects.create(dossier=at.dossier, claim=newer)
    second = finish(at, [newer.pk])
    assert at.undo(first, status=409)["refusal"]
    at.undo(second)
    assert (Reading.objects.count(), ReadingCheck.objects.count()) == (1, 0)
    at.undo(first)
    assert not Reading.objects.exists()


def test_a_dismissal_taken_back_by_another_is_not_undone_again(at: Workplace, publisher: User) -> None:
    step = dismissal(at, "dismiss", 4)
    dismissal(at.beside(publisher), "reopen", 4)
    assert at.undo(step, status=409)["refusal"]
    assert not NothingToLog.objects.exists()
