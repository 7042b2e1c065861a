"""Steps at the desk: taken once, whole or not at all, and everything they make is a draft of the editor's."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from claims.models import Claim, DeskStep, Dossier, Evidence, NothingToLog, Reading, ReadingCheck
from claims.models.claims import State
from claims.standings import compare
from sources.models import UnnamedSource
from tests import factories as make
from tests.claims.desk.workplace import TEXT, Workplace, store_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(editor: User) -> Workplace:
    return Workplace.make(editor=editor)


def refusal(answer: Any) -> str:
    return " ".join(answer["refusal"])


def nothing_was_made() -> bool:
    return not (Claim.objects.exists() or Evidence.objects.exists() or DeskStep.objects.exists())


# --- logging


def test_a_passage_is_logged_for_a_new_claim_with_all_that_goes_with_it(at: Workplace) -> None:
    watchman, town = make.make_person("Tomas Varga"), make.make_place("Port Ellery")
    ministry, herald = make.make_organization("The Harbour Office"), make.make_outlet("The Herald")
    new = {
        "statement": "A crack was heard at the harbour bridge.",
        "date": "2021-03-07/2021-03-08",
        "date_words": "the night of 7 March",
        "date_inferred": True,
        "date_reason": "The night runs into the next day.",
        "people": [watchman.pk],
        "organizations": [ministry.pk],
        "places": [town.pk],
    }
    answer = at.send(
        at.log_step(
            "he had heard a crack",
            new=new,
            evidence={
                "stance": "supports",
                "hedged": True,
                "part": "body",
                "basis": "relays",
                "asserted_time": "~03:00",
            },
            speakers=[f"person:{watchman.pk}", "new:a harbour official"],
            credits=[{"link": f"outlet:{herald.pk}", "how": "named", "wording": "the Herald says"}],
        )
    )
    claim = Claim.objects.get()
    evidence = claim.evidence.get()
    assert (claim.state, evidence.state, claim.created_by, evidence.created_by) == (
        "draft",
        "draft",
        at.editor,
        at.editor,
    )
    assert (evidence.quotation, evidence.locator, evidence.hedged) == (
        "he had heard a crack",
        "paragraph 2",
        True,
    )
    assert evidence.quotation_prefix.endswith("said that")
    assert evidence.quotation_suffix.startswith("at about three")
    assert [str(row) for row in evidence.speakers.all()] == ["Tomas Varga", "a harbour official"]
    assert [str(row) for row in evidence.credits.all()] == ["The Herald"]
    assert {str(row) for row in claim.participants.all()} == {"Tomas Varga", "The Harbour Office"}
    assert [str(row) for row in claim.claim_places.all()] == ["at Port Ellery"]
    assert at.dossier.dossier_claims.get().claim == claim
    assert evidence.history.get().history_user == at.editor
    assert answer["figures"] == {"logged": 1, "dismissed": 0, "untouched": 3}
    assert "he had heard a crack</mark>" in answer["paragraphs"]["2"]["html"]
    assert [found for _, found in compare() if found] == []


def test_a_passage_is_linked_to_a_claim_that_is_there(at: Workplace) -> None:
    claim = make.make_claim(state=State.DRAFT)
    at.log("He ran.", claim=claim.pk, evidence={"stance": "contradicts"})
    assert claim.evidence.get().stance == "contradicts"
    assert Claim.objects.count() == 1
    assert at.dossier.dossier_claims.get().claim == claim


def test_evidence_on_a_published_claim_waits_for_a_publisher_and_leaves_the_dossier_alone(
    at: Workplace,
) -> None:
    claim = make.make_claim()
    make.make_evidence(claim)
    answer = at.send(at.log_step("He ran.", claim=claim.pk))
    assert claim.evidence.citing(at.article).get().state == State.DRAFT
    assert "waits for a Publisher" in answer["said"]
    assert not at.dossier.dossier_claims.exists()


def test_words_that_stand_twice_are_told_apart_by_their_surroundings(at: Workplace) -> None:
    second = at.place("“We lost nobody,” she")
    words = "“We lost nobody,”"
    place = second | {"end": second["start"] + len(words), "words": words}
    answer = at.send(at.log_step("He ran.", place=place))
    html = answer["paragraphs"]["3"]["html"]
    assert html.index("the mayor said") < html.index("<mark") < html.index("she said again")


def test_characters_beyond_the_basic_plane_count_as_one(editor: User) -> None:
    at = Workplace.make("🌉🌉 The bridge fell. 🌊 He ran.", editor=editor)
    at.log("He ran.")
    assert Evidence.objects.get().quotation == "He ran."


def test_the_headline_is_logged_as_such(at: Workplace) -> None:
    at.log("The bridge", evidence={"stance": "mentions", "part": "headline"})
    evidence = Evidence.objects.get()
    assert (evidence.locator, evidence.part) == ("headline", "headline")


def test_an_utterance_names_who_uttered_it(at: Workplace) -> None:
    mayor = make.make_person("The mayor")
    new = {
        "statement": "The mayor said that nobody was lost.",
        "kind": "utterance",
        "utterer": f"person:{mayor.pk}",
    }
    at.log("“We lost nobody,” the mayor said.", new=new)
    assert Claim.objects.get().utterer == mayor


def test_a_text_captured_anew_takes_a_passage_that_is_still_in_it(at: Workplace) -> None:
    step = at.log_step("He ran.")
    store_text(at.article, "An editor’s note.\n\n" + TEXT)
    at.send(step)
    assert Evidence.objects.get().locator == "paragraph 3"


def test_a_text_captured_anew_refuses_a_passage_that_is_not_in_it(at: Workplace) -> None:
    step = at.log_step("He ran.")
    store_text(at.article, "Another text.")
    assert "stored text has changed" in refusal(at.send(step, status=409))
    assert nothing_was_made()


def test_the_same_passage_is_not_logged_twice_for_one_claim(at: Workplace) -> None:
    at.log("He ran.")
    again = at.log_step("He ran.", claim=Claim.objects.get().pk)
    assert "already" in refusal(at.send(again, status=409))
    assert Evidence.objects.count() == 1


def test_a_withdrawn_claim_takes_no_evidence(at: Workplace) -> None:
    claim = make.make_claim(state=State.WITHDRAWN)
    assert "withdrawn" in refusal(at.send(at.log_step(claim=claim.pk), status=409))


def test_what_is_typed_is_checked_field_by_field(at: Workplace) -> None:
    step = at.log_step(new={"statement": " ", "date": "the 7th"})
    answer = at.send(step, status=422)
    assert set(answer["fields"]) == {"statement", "date"}
    assert nothing_was_made()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"evidence": {"stance": ""}}, "supports, contradicts or mentions"),
        ({"evidence": {"stance": "doubts"}}, "not one of the available choices"),
        ({"evidence": {"hedge_words": "reportedly"}}, "Words that hedge"),
        ({"evidence": {"asserted_unit": "metres"}}, "unit needs a figure"),
        ({"evidence": {"asserted_figure": "NaN"}}, "Enter a number"),
        ({"evidence": {"asserted_place": 10**17}}, "valid choice"),
        ({"speakers": ["new:"]}, "Describe the informant"),
        ({"speakers": ["new:a man", "new:a  man"]}, "stands there twice"),
    ],
)
def test_what_cannot_be_is_refused_whole_and_in_words(at: Workplace, body: dict[str, Any], said: str) -> None:
    assert said in refusal(at.send(at.log_step(**body), status=422))
    assert nothing_was_made()
    assert not UnnamedSource.objects.exists()


def test_credits_belong_to_relays_and_never_name_the_article_itself(at: Workplace) -> None:
    outlet = make.make_outlet()
    own = at.log_step(credits=[{"link": f"outlet:{outlet.pk}", "how": "named"}], evidence={"basis": "own"})
    assert "Only a passage that relays" in refusal(at.send(own, status=422))
    itself = at.log_step(credits=[{"link": f"article:{at.article.pk}"}], evidence={"basis": "relays"})
    assert "article itself" in refusal(at.send(itself, status=422))


def test_an_informant_of_another_article_does_not_speak_in_this_one(at: Workplace) -> None:
    other = make.make_unnamed_source("a diver")
    step = at.log_step(speakers=[f"unnamed_source:{other.pk}"])
    assert "informant of another article" in refusal(at.send(step, status=422))
    assert nothing_was_made()


def test_an_informant_described_before_is_the_same_one(at: Workplace) -> None:
    at.log("He ran.", speakers=["new:A harbour official"])
    at.log("We lost nobody", speakers=["new:a harbour  official"])
    assert UnnamedSource.objects.count() == 1


# --- once each


def test_a_step_sent_again_is_answered_again_and_made_once(at: Workplace) -> None:
    step = at.log_step()
    assert at.send(step)["repeated"] is False
    again = at.send(step)
    assert again["repeated"] is True
    assert (Claim.objects.count(), Evidence.objects.count(), DeskStep.objects.count()) == (1, 1, 1)


def test_a_key_given_to_another_step_is_refused(at: Workplace, publisher: User) -> None:
    step = at.log()
    other = at.log_step("We lost nobody") | {"key": step["key"]}
    assert "another step" in refusal(at.send(other, status=409))
    theirs = at.beside(publisher)
    theirs.send(step | {"editor": publisher.pk}, status=409)
    assert Evidence.objects.count() == 1


def test_steps_of_another_editor_are_kept_for_them(at: Workplace, publisher: User) -> None:
    step = at.log_step()
    assert "another editor" in refusal(at.beside(publisher).send(step, status=403))
    assert nothing_was_made()


# --- nothing to log


def test_paragraphs_are_dismissed_and_opened_again(at: Workplace, publisher: User) -> None:
    sha256 = at.article.stored_text.sha256
    answer = at.send(at.step("dismiss", paragraphs=[1, 4], sha256=sha256))
    assert answer["figures"] == {"logged": 0, "dismissed": 2, "untouched": 2}
    assert "nothing to log" in answer["paragraphs"]["4"]["html"]
    theirs = at.beside(publisher)
    answer = theirs.send(theirs.step("reopen", paragraphs=[4], sha256=sha256))
    assert answer["figures"]["dismissed"] == 1


def test_a_dismissed_paragraph_stays_so_in_a_newer_capture_that_repeats_it(at: Workplace) -> None:
    at.send(at.step("dismiss", paragraphs=[4], sha256=at.article.stored_text.sha256))
    store_text(at.article, "A note.\n\n" + TEXT)
    figures = at.client.get(f"{at.address}now/?dossier={at.dossier.pk}").json()["figures"]
    assert figures == {"logged": 0, "dismissed": 1, "untouched": 4}


def test_a_dismissal_is_for_its_dossier_alone(at: Workplace) -> None:
    at.send(at.step("dismiss", paragraphs=[4], sha256=at.article.stored_text.sha256))
    other = make.make_dossier()
    figures = at.client.get(f"{at.address}now/?dossier={other.pk}").json()["figures"]
    assert figures["dismissed"] == 0


@pytest.mark.parametrize("numbers", [[], [99], [-1], ["x"], None, "1"])
def test_no_paragraph_is_dismissed_that_is_not_there(at: Workplace, numbers: Any) -> None:
    step = at.step("dismiss", paragraphs=numbers, sha256=at.article.stored_text.sha256)
    assert at.client.post(f"{at.address}steps/", step, content_type="application/json").status_code in (
        400,
        404,
    )
    assert not NothingToLog.objects.exists()


# --- finishing


def left(at: Workplace) -> list[int]:
    answer = at.client.get(f"{at.address}left/?dossier={at.dossier.pk}").json()
    return [claim["claim"] for claim in answer["claims"]]


def finishing(at: Workplace, silent: list[int]) -> dict[str, Any]:
    return at.step("finish", silent=silent, sha256=at.article.stored_text.sha256)


def test_finishing_asks_for_every_claim_without_a_passage_and_records_the_reading(at: Workplace) -> None:
    at.log("He ran.")
    silent = make.make_claim(state=State.DRAFT)
    make.add_to_dossier(silent, at.dossier)
    make.add_to_dossier(make.make_claim(state=State.WITHDRAWN), at.dossier)
    assert left(at) == [silent.pk]
    assert str(silent) in refusal(at.send(finishing(at, []), status=409))
    assert not Reading.objects.exists()
    at.send(finishing(at, [silent.pk]))
    reading = Reading.objects.get()
    assert (reading.article, reading.dossier, reading.read_by) == (at.article, at.dossier, at.editor)
    assert reading.text_sha256 == at.article.stored_text.sha256
    assert left(at) == []


def test_a_claim_that_comes_while_the_editor_finishes_is_asked_for_too(at: Workplace) -> None:
    first = make.make_claim(state=State.DRAFT)
    make.add_to_dossier(first, at.dossier)
    step = finishing(at, left(at))
    make.add_to_dossier(make.make_claim("A newer claim.", state=State.DRAFT), at.dossier)
    assert "A newer claim." in refusal(at.send(step, status=409))


def test_what_came_since_a_reading_is_checked_and_the_article_not_read_again(at: Workplace) -> None:
    at.send(finishing(at, []))
    newer = make.make_claim(state=State.DRAFT)
    Dossier.objects.get().dossier_claims.create(claim=newer)
    assert left(at) == [newer.pk]
    at.send(finishing(at, [newer.pk]))
    check = ReadingCheck.objects.get()
    assert (check.reading, check.claim, check.checked_by) == (Reading.objects.get(), newer, at.editor)
    assert left(at) == []


def test_another_text_is_read_anew(at: Workplace) -> None:
    claim = make.make_claim(state=State.DRAFT)
    make.add_to_dossier(claim, at.dossier)
    at.send(finishing(at, [claim.pk]))
    store_text(at.article, "A corrected text.")
    assert left(at) == [claim.pk]


def test_a_reading_counts_what_the_article_is_silent_on(at: Workplace) -> None:
    claim = make.make_claim()
    make.make_evidence(claim, crediting=[at.article])
    make.add_to_dossier(claim, at.dossier)
    at.send(finishing(at, [claim.pk]))
    assert Claim.objects.get(pk=claim.pk).standing.standing == "attributed-only"
    assert [found for _, found in compare() if found] == []


def test_a_reading_needs_the_text_that_was_read(at: Workplace) -> None:
    step = finishing(at, [])
    store_text(at.article, "Another text.")
    assert "has changed" in refusal(at.send(step, status=409))


# --- what is no step


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"kind": "log"}',
        b'{"kind": "publish"}',
        b'{"kind": NaN}',
        b"\xff",
        b"[" * 100_000,
        b'{"kind": "log", "key": "\\ud800"}',
        b'{"kind": "log", "key": "\\u0000"}',
        b'{"a": "' + b"x" * 300_000 + b'"}',
    ],
)
def test_what_is_no_step_is_refused_in_words(at: Workplace, body: bytes) -> None:
    response = at.client.post(f"{at.address}steps/", body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["refusal"]


@pytest.mark.parametrize(
    "change",
    [
        {"key": "no key"},
        {"key": 3},
        {"kind": ["log"]},
        {"kind": None},
        {"dossier": None},
        {"dossier": "1e3"},
        {"dossier": 10**30},
        {"dossier": True},
        {"editor": {}},
        {"surprise": 1},
        {"place": None},
        {"place": {"start": 5, "end": 2, "words": "x", "sha256": ""}},
        {"place": {"start": 0, "end": 10**18 - 1, "words": 3, "sha256": ""}},
        {"place": {"start": 12, "end": 19, "words": "harbour", "sha256": "", "surprise": 1}},
        {"evidence": "supports"},
        {"evidence": {"stance": ["supports"]}},
        {"evidence": {"state": "published"}},
        {"new": {"statement": "x", "state": "published"}},
        {"new": {"statement": {"a": 1}}},
        {"new": []},
        {"new": {"statement": "x", "people": "12"}},
        {"speakers": "person:1"},
        {"speakers": [1]},
        {"speakers": ["outlet:1"]},
        {"credits": ["outlet:1"]},
        {"credits": [{"link": "person:1"}]},
        {"claim": "x"},
    ],
)
def test_a_step_of_any_other_shape_changes_nothing(at: Workplace, change: dict[str, Any]) -> None:
    response = at.client.post(f"{at.address}steps/", at.log_step() | change, content_type="application/json")
    assert response.status_code in (400, 403), response.content
    assert response.json()["refusal"]
    assert nothing_was_made()


@pytest.mark.parametrize("word", ["claim", "new"])
def test_what_nests_deeper_than_any_step_is_refused(at: Workplace, word: str) -> None:
    client, step = at.client, json.dumps(at.log_step() | {word: "HERE"})
    for depth in (10, 300, *range(600, 1_000, 20)):  # where the stack ends depends on who calls
        body = step.replace('"HERE"', "[" * depth + "]" * depth)
        response = client.post(f"{at.address}steps/", body, content_type="application/json")
        assert response.status_code == 400
        assert response.json()["refusal"][0] in (
            "This nests deeper than any step.",
            "This could not be read.",
        )
    assert nothing_was_made()


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_form_is_no_step(at: Workplace, accept: str) -> None:
    response = at.client.post(f"{at.address}steps/", {"kind": "log"}, headers={"accept": accept})
    assert response.status_code == 400
    assert response.json()["refusal"]


def test_records_that_are_gone_are_said_to_be_gone(at: Workplace) -> None:
    for change in ({"claim": 999_999, "new": None}, {"dossier": 999_999}, {"speakers": ["person:999999"]}):
        assert refusal(at.send(at.log_step() | change | {"key": str(uuid4())}, status=404))
    assert nothing_was_made()
