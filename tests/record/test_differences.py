"""Tests of record/differences.py: two texts, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from record.differences import MOST_WORDS, Span, differences, in_brief

TEXTS = st.text(alphabet="ab \nبא", max_size=60)


def test_only_the_words_that_differ_are_told_apart() -> None:
    assert differences("The city fell on Sunday.", "The old city fell on Monday.") == [
        Span("same", "The"),
        Span("added", " old"),
        Span("same", " city fell on"),
        Span("removed", " Sunday."),
        Span("added", " Monday."),
    ]


def test_texts_that_are_alike_have_one_span_and_empty_ones_none() -> None:
    assert differences("As it was.", "As it was.") == [Span("same", "As it was.")]
    assert differences("", "") == []
    assert differences("", "New.") == [Span("added", "New.")]


@given(TEXTS, TEXTS)
def test_either_text_can_be_put_together_again(before: str, after: str) -> None:
    spans = differences(before, after)
    assert "".join(text for kind, text in spans if kind != "added") == before
    assert "".join(text for kind, text in spans if kind != "removed") == after


@given(TEXTS, TEXTS)
def test_in_brief_what_differs_is_still_all_there(before: str, after: str) -> None:
    spans = differences(before, after)
    assert [span for span in in_brief(spans) if span.kind != "same"] == [
        span for span in spans if span.kind != "same"
    ]


def test_a_long_stretch_that_stayed_is_cut_on_the_sides_of_what_changed() -> None:
    long = " ".join(f"w{number}" for number in range(100))
    first, *_ = in_brief(differences(f"{long} old", f"{long} new"))
    assert first.text == " …  w92 w93 w94 w95 w96 w97 w98 w99"
    assert in_brief(differences(f"old {long}", f"new {long}"))[-1].text.endswith(" w7 … ")


def test_endless_texts_are_told_whole() -> None:
    before, after = "a " * MOST_WORDS, "b"
    assert differences(before, after) == [Span("removed", before), Span("added", after)]
