"""Tests of claims/kappa.py: agreement between two judges beyond chance."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.kappa import agreement

CHOICES = st.sampled_from(["supports", "contradicts", "mentions", "cannot_tell"])


def test_the_textbook_case() -> None:
    # Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no.
    found = agreement({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})
    assert (found.judged, found.agreed, found.percent) == (50, 35, 70)
    assert found.kappa == pytest.approx(0.4)


def test_no_case_has_no_agreement() -> None:
    found = agreement({})
    assert (found.judged, found.agreed, found.percent, found.kappa) == (0, 0, None, None)


def test_where_both_always_choose_the_same_chance_leaves_nothing_to_measure() -> None:
    assert agreement({("supports", "supports"): 9}).kappa is None
    assert agreement({("supports", "supports"): 9}).percent == 100


def test_one_case_in_two_hundred_is_not_all() -> None:
    assert agreement({("a", "a"): 199, ("a", "b"): 1}).percent == 99


def test_judges_who_agree_as_often_as_chance_have_none() -> None:
    table = {(one, other): 25 for one in "ab" for other in "ab"}
    assert agreement(table).kappa == 0


def test_judges_who_always_differ_are_below_chance() -> None:
    assert agreement({("a", "b"): 5, ("b", "a"): 5}).kappa == -1


@given(st.lists(st.tuples(CHOICES, CHOICES), min_size=1))
def test_it_is_what_its_definition_says_whichever_judge_is_first(pairs: list[tuple[str, str]]) -> None:
    found = agreement(Counter(pairs))
    observed = sum(one == other for one, other in pairs) / len(pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(ones[name] * others[name] for name in ones) / len(pairs) ** 2
    if found.kappa is None:
        assert expected == 1
    else:
        assert found.kappa == pytest.approx((observed - expected) / (1 - expected))
    assert agreement(Counter((other, one) for one, other in pairs)).kappa == found.kappa
