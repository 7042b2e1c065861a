"""Quotations found where they stand, and never at a lookalike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.desk.anchoring import anchor, context, occurrences

WORDS = st.text(alphabet="ab \n", min_size=1, max_size=60)


def found(text: str, quotation: str, **context: str) -> str | None:
    place = anchor(text, quotation, **context)
    return text[slice(*place)] if place else None


@given(WORDS, st.data())
def test_a_passage_with_its_context_is_found_again_where_it_was_or_not_at_all(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    if words.strip() != words:
        return
    before, after = context(text, start, end)
    assert anchor(text, words, prefix=before, suffix=after) in [(start, end), None]


@given(st.text(max_size=40), st.text(max_size=10))
def test_every_place_holds_the_very_words(text: str, words: str) -> None:
    for start, end in occurrences(text, words):
        assert text[start:end].split() == words.split()


def test_layout_is_not_words() -> None:
    assert found("He left\n  the city.", "He left the city") == "He left\n  the city"


@pytest.mark.parametrize("quotation", ["he left the city", "He left the city!", "He left a city", ""])
def test_nothing_but_layout_is_forgiven(quotation: str) -> None:
    assert found("He left the city.", quotation) is None


def test_of_two_places_the_context_tells_which() -> None:
    text = "First he left. Then, it is said, he left again."
    assert anchor(text, "he left", prefix="it is said,") == (33, 40)
    assert anchor(text, "he left", suffix=". Then") == (6, 13)


def test_of_two_places_that_nothing_tells_apart_neither_is_taken() -> None:
    assert anchor("he left, he left", "he left") is None
    assert anchor("he left, he left", "he left", within=(0, 8)) == (0, 7)


def test_words_left_out_are_found_around_their_mark() -> None:
    text = "He left the city by car, with two bags, before dawn."
    assert found(text, "He left […] before dawn") == "He left the city by car, with two bags, before dawn"
    assert found(text, "before dawn [...] He left") is None


def test_a_context_is_whole_words_and_as_much_as_it_takes() -> None:
    many = " ".join(f"number{index}" for index in range(40))
    text = f"One {many} he left. Two {many} he left."
    place = text.rindex("he left")
    before, _ = context(text, place, place + 7)
    assert before.split() == text[:place].split()[-len(before.split()) :]
    assert len(before) <= 200
