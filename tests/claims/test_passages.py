"""How two values for one aspect relate; docs/drift.md has the examples."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.passages import Days, Names, Passage, Places, Text, Value, conflicting, relation_of
from record.dates import DateRange
from tests.claims.drift_strategies import VALUES, passages

PAIRS = st.one_of([st.tuples(values, values) for values in VALUES.values()])


@given(PAIRS)
def test_a_conflict_is_one_from_both_sides(pair: tuple[Value, Value]) -> None:
    one, other = pair
    assert (relation_of(one, other) == "changed") == (relation_of(other, one) == "changed")


@given(PAIRS)
def test_two_values_are_the_same_from_both_sides(pair: tuple[Value, Value]) -> None:
    one, other = pair
    assert (relation_of(one, other) == "same") == (relation_of(other, one) == "same")


@given(PAIRS)
def test_what_is_more_precise_one_way_is_less_precise_the_other(pair: tuple[Value, Value]) -> None:
    one, other = pair
    if relation_of(one, other) == "more precise":
        assert relation_of(other, one) == "less precise"


@given(st.one_of(list(VALUES.values())))
def test_a_value_is_the_same_as_itself(value: Value) -> None:
    assert relation_of(value, value) == "same"


def test_an_open_end_conflicts_only_with_what_lies_beyond_it() -> None:
    by_then = Days(DateRange(None, date(2024, 12, 7)), "by 7 December")
    before = Days(DateRange(date(2024, 12, 1), date(2024, 12, 1)), "1 December")
    after = Days(DateRange(date(2024, 12, 8), date(2024, 12, 8)), "8 December")
    assert relation_of(by_then, before) == "more precise"
    assert relation_of(by_then, after) == "changed"


def test_several_places_are_more_precise_together_or_in_part() -> None:
    syria = Places(frozenset([1]), frozenset(), "Syria")
    two_cities = Places(frozenset([2, 3]), frozenset([1]), "Homs and Hama")
    one_city = Places(frozenset([2]), frozenset([1]), "Homs")
    assert relation_of(syria, two_cities) == "more precise"
    assert relation_of(two_cities, one_city) == "less precise"
    assert relation_of(one_city, two_cities) == "more precise"


def test_names_that_share_nobody_or_only_some_are_changed() -> None:
    assert relation_of(Names(frozenset([1]), "A"), Names(frozenset([2]), "B")) == "changed"
    assert relation_of(Names(frozenset([1, 2]), "A, B"), Names(frozenset([2, 3]), "B, C")) == "changed"


def test_values_of_two_kinds_cannot_be_compared() -> None:
    with pytest.raises(TypeError, match="Names cannot be compared with Text"):
        relation_of(Names(frozenset([1]), "A"), Text("A"))


@given(passages(1), passages(2))
def test_only_what_both_say_can_conflict(one: Passage, other: Passage) -> None:
    for aspect in conflicting(one, other):
        assert aspect in one.values
        assert aspect in other.values
        assert aspect not in one.omits | other.omits
