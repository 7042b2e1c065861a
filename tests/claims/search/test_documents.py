"""What a claim is found by."""

import pytest

from claims.models.claims import State
from claims.search import documents
from claims.search.documents import document
from claims.search.terms import MOST_ASKED, parse
from tests.factories import (
    add_participant,
    add_place,
    make_article,
    make_claim,
    make_evidence,
    make_organization,
    make_outlet,
    make_person,
    make_place,
    make_unnamed_source,
)


def said(texts: list[str]) -> str:
    return document(texts).words


def test_every_field_stands_between_bars_so_that_no_phrase_spans_two() -> None:
    assert said(["Assad fled", "to Moscow"]) == "| assad fled | to moscow |"
    assert said(["", "…", "Assad"]) == "| assad |"
    assert said([]) == "|  |"


def test_whole_words_are_kept_where_they_are_not_their_stems() -> None:
    assert document(["flights offensive fled"]).forms == "flights offensive"


def test_a_text_that_says_the_same_again_is_kept_once() -> None:
    assert said(["Assad", "Assad"]) == "| assad |"


def test_more_words_than_an_index_takes_leave_out_the_last_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_BYTES", 80)
    assert (
        said(["the claim itself", "one report", "a longer report of many words"])
        == "| the claim itself | one report |"
    )


@pytest.mark.django_db
def test_a_claim_is_found_by_everything_it_names_under_every_name() -> None:
    person = make_person("Bashar al-Assad", aliases=["بشار الأسد"])
    outlet = make_outlet("Al Majalla", aliases=["المجلة"])
    utterer = make_organization("Foreign ministry", aliases=["MoFA"])
    speaker, asserted = make_person("Hakan Fidan"), make_place("Latakia", aliases=["اللاذقية"])
    article = make_article("The insider story", outlet=outlet)
    claim = make_claim("He left.", detail="By night.", kind="utterance", utterer_organization=utterer)
    add_participant(claim, person)
    add_place(claim, make_place("Mezzeh", aliases=["المزة"]))
    make_evidence(
        claim,
        article,
        quotation="needs no worry",
        translation="kein Grund",
        speakers=[speaker, make_unnamed_source("an officer", article=article)],
        asserted_place=asserted,
    )
    [(_, public, editors)] = documents.documents([claim.pk])
    assert public is not None
    for text in (
        "He left", "By night", "Bashar al-Assad", "بشار الأسد", "Al Majalla", "المجلة", "Foreign ministry", "MoFA",
        "Hakan Fidan", "Latakia", "اللاذقية", "The insider story", "Mezzeh", "المزة", "needs no worry", "kein Grund",
        "an officer",
    ):  # fmt: skip
        assert f" {' '.join(parse(text).stems)} " in public.words, text
    assert editors is None


@pytest.mark.django_db
def test_drafts_are_in_the_editors_words_alone() -> None:
    draft, claim = make_claim("Hidden.", state=State.DRAFT), make_claim("Shown.")
    make_evidence(claim, make_article("Open headline"))
    make_evidence(claim, make_article("Secret headline"), state=State.DRAFT)
    (_, of_draft, editors_of_draft), (_, public, editors) = documents.documents([draft.pk, claim.pk])
    assert of_draft is None
    assert editors_of_draft is not None
    assert "hidden" in editors_of_draft.words
    assert public is not None
    assert "open headlin" in public.words
    assert "secret" not in public.words + public.forms
    assert editors is not None
    assert "secret headlin" in editors.words


@pytest.mark.django_db
def test_a_withdrawn_claim_is_found_by_editors_alone() -> None:
    [(_, public, editors)] = documents.documents([make_claim(state=State.WITHDRAWN).pk])
    assert public is None
    assert editors is not None


def test_a_query_asks_for_no_more_than_a_reader_types() -> None:
    assert len(parse(" ".join(f"w{number}" for number in range(100))).stems) == MOST_ASKED
