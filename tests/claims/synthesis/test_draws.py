"""Draws come out by their weights, and names and ids of made-up records are each once."""

import re
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.synthesis.draws import PUBLIC_IDS, Prose, Weighted, public_id, scattered, zipf
from record.public_id import PATTERN


@given(st.integers(0, PUBLIC_IDS - 1), st.integers(0, PUBLIC_IDS - 1))
def test_two_numbers_never_have_one_public_id(one: int, other: int) -> None:
    assert (public_id(one) == public_id(other)) == (one == other)
    assert re.fullmatch(PATTERN, public_id(one))


@given(st.integers(1, 500).flatmap(lambda total: st.tuples(st.just(total), st.integers(0, total))))
def test_names_are_scattered_over_all_there_could_be_each_once(both: tuple[int, int]) -> None:
    total, number = both
    chosen = list(scattered(total, number))
    assert len(set(chosen)) == number
    assert set(chosen) <= set(range(total))


def test_more_names_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="There are 5 names, not 6"):
        scattered(5, 6)


def test_the_second_is_drawn_half_as_often_as_the_first() -> None:
    draws = zipf(Random(1), ["a", "b", "c", "d"])
    numbers = Counter(draws.draw() for _ in range(20_000))
    assert numbers["a"] == pytest.approx(2 * numbers["b"], rel=0.1)
    assert numbers["a"] == pytest.approx(4 * numbers["d"], rel=0.1)


def test_what_has_no_weight_is_never_drawn() -> None:
    draws = Weighted(Random(1), {"never": 0.0, "always": 1.0})
    assert {draws.draw() for _ in range(1_000)} == {"always"}


def test_sentences_are_of_the_language_asked_for() -> None:
    prose = Prose(Random(1))
    assert re.fullmatch(r"The [A-Za-z ]+\.", prose.sentence("en", 2))
    assert re.fullmatch(r"[\u0621-\u064a ]+\.", prose.sentence("ar", 2))
