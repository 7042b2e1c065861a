"""Where a relay differs from what it relays: the examples of docs/drift.md, and what holds for any passages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.drift import Drift, Source, drifts
from claims.origin_records import Speaker
from claims.passages import Passage, Text
from tests.claims.drift_examples import Example, examples
from tests.claims.drift_strategies import passages


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_every_worked_example_holds(example: Example) -> None:
    assert [drift.words for drift in example.drifts()] == example.words


def test_the_page_has_its_examples() -> None:
    assert len(examples()) >= 25


def between(was: Passage, now: Passage) -> list[Drift]:
    return drifts(now, Source("B", read=True, passages=(was,)))


@given(passages(1))
def test_a_passage_does_not_differ_from_itself(passage: Passage) -> None:
    assert between(passage, replace(passage, evidence=2, paraphrase="")) == []


@given(passages(1), passages(2))
def test_every_drift_names_both_passages_and_has_words(was: Passage, now: Passage) -> None:
    for drift in between(was, now):
        assert (drift.of, drift.against) == (2, 1)
        assert drift.words[0].isupper()
        assert drift.was in drift.words
        assert drift.now in drift.words or drift.kind == "paraphrased"


@given(passages(1), passages(2))
def test_what_was_not_assessed_is_no_difference(was: Passage, now: Passage) -> None:
    bare = replace(now, hedged=None, endorsement="")
    assert not [drift for drift in between(was, bare) if drift.aspect in ("hedge", "distance")]


@given(
    st.lists(st.integers(1, 4).flatmap(passages), max_size=4, unique_by=lambda one: one.evidence), passages(9)
)
def test_the_order_of_passages_does_not_matter(found: list[Passage], relay: Passage) -> None:
    forward = drifts(relay, Source("B", read=True, passages=tuple(found)))
    backward = drifts(relay, Source("B", read=True, passages=tuple(reversed(found))))
    assert set(forward) == set(backward)


@given(
    st.lists(st.integers(1, 4).flatmap(passages), min_size=1, max_size=4, unique_by=lambda one: one.evidence)
)
def test_a_report_that_repeats_every_passage_leaves_no_version_out(found: list[Passage]) -> None:
    repeated = [replace(passage, evidence=10 + number) for number, passage in enumerate(found)]
    result = drifts(repeated[0], Source("B", read=True, passages=tuple(found)), repeated)
    assert not [drift for drift in result if drift.kind == "version left out"]


def test_three_versions_are_counted() -> None:
    found = tuple(
        Passage(number, "supports", values={"role": Text(f"role {number}")}) for number in (1, 2, 3)
    )
    words = [drift.words for drift in drifts(replace(found[0], evidence=9), Source("B", True, found))]
    assert words == [
        "Matches one of B’s three versions; another passage there gives role role 2",
        "Matches one of B’s three versions; another passage there gives role role 3",
    ]


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ([], ["Fidan"], "added"),
        (["Fidan"], [], "dropped"),
        (["Fidan"], ["Fidan", "Lavrov"], "added"),
        (["Fidan", "Lavrov"], ["Fidan"], "dropped"),
        (["Fidan", "Lavrov"], ["Fidan", "Araghchi"], "changed"),
        (["Fidan", "Lavrov"], ["Lavrov", "Fidan"], "changed"),
        (["Fidan", "Lavrov", "Araghchi"], ["Fidan", "Araghchi", "Lavrov"], "changed"),
    ],
)
def test_chains_of_speakers_are_judged_by_their_heads_first(
    was: list[str], now: list[str], kind: str
) -> None:
    found = between(Passage(1, "supports", speakers=chain(was)), Passage(2, "supports", speakers=chain(now)))
    assert [(drift.kind, drift.aspect) for drift in found] == [(kind, "speaker")]


def chain(names: list[str]) -> tuple[Speaker, ...]:
    return tuple(Speaker("person", name, name) for name in names)


def test_unnamed_sources_of_two_articles_are_told_apart_by_their_descriptions() -> None:
    was = Passage(1, "supports", speakers=(Speaker("unnamed", 1, "an Arab official"),))
    assert between(was, Passage(2, "supports", speakers=(Speaker("unnamed", 2, "an Arab official,"),))) == []
    other = Passage(2, "supports", speakers=(Speaker("unnamed", 2, "a minister"),))
    assert [drift.kind for drift in between(was, other)] == ["changed"]


def test_braces_in_a_text_are_only_text() -> None:
    was, now = Passage(1, "supports"), Passage(2, "supports", values={"role": Text("{kind} {0}")})
    assert [drift.words for drift in between(was, now)] == ["Role added: {kind} {0}"]


@pytest.mark.parametrize(
    "repeated",
    [
        "“… support is on its way”",
        "“support [from Moscow] is on its way”",
        "“no need ... on its way”",
        "“SUPPORT”",
    ],
)
def test_leaving_words_out_is_no_alteration(repeated: str) -> None:
    spoken = Passage(1, "supports", quotation="“No need to worry: support is on its way.”")
    assert between(spoken, Passage(2, "supports", quotation=repeated)) == []
