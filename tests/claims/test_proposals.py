"""Values of one claim's passages that cannot all hold, proposed to editors."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from claims.passages import Days, Passage, Places, Text, conflicting
from claims.proposals import Proposal, Version, proposals
from record.dates import DateRange
from tests.claims.drift_strategies import passages

SEVERAL = st.integers(0, 5).flatmap(lambda size: st.tuples(*(passages(number) for number in range(size))))


def on(number: int, first: int, last: int) -> Passage:
    days = Days(DateRange(date(2024, 12, first), date(2024, 12, last)), f"{first}-{last} December")
    return Passage(number, "supports", values={"date": days})


def test_values_that_cannot_both_hold_are_proposed_with_their_evidence() -> None:
    found = proposals([on(3, 7, 7), on(1, 6, 6), on(2, 6, 6)])
    assert found == [Proposal("date", (Version("6-6 December", (1, 2)), Version("7-7 December", (3,))))]


def test_a_value_less_precise_than_another_is_no_rival() -> None:
    assert proposals([on(1, 6, 6), on(2, 1, 31), on(3, 5, 7)]) == []


def test_a_value_that_agrees_with_all_is_left_out_of_the_rivals() -> None:
    found = proposals([on(1, 6, 6), on(2, 7, 7), on(3, 1, 31)])
    assert [version.evidence for version in found[0].versions] == [(1,), (2,)]


def test_places_within_one_another_are_no_rivals() -> None:
    def at(number: int, place: str, *around: str) -> Passage:
        value = Places(frozenset([place]), frozenset(around), place)
        return Passage(number, "supports", values={"place": value})

    assert proposals([at(1, "Damascus", "Syria"), at(2, "Syria")]) == []
    assert [one.aspect for one in proposals([at(1, "Damascus", "Syria"), at(2, "Doha", "Qatar")])] == [
        "place"
    ]


def test_one_value_worded_in_two_ways_is_one_version() -> None:
    said = [
        Passage(number, "supports", values={"role": Text(role)})
        for number, role in enumerate(["Head", "head.", "aide"])
    ]
    assert [version.evidence for version in proposals(said)[0].versions] == [(0, 1), (2,)]


@given(SEVERAL)
def test_something_is_proposed_just_where_two_passages_conflict(found: tuple[Passage, ...]) -> None:
    conflicts = {aspect for one in found for other in found for aspect in conflicting(one, other)}
    assert {proposal.aspect for proposal in proposals(found)} == conflicts
    assert all(len(proposal.versions) > 1 for proposal in proposals(found))


@given(SEVERAL, st.randoms(use_true_random=False))
def test_the_order_of_passages_does_not_matter(found: tuple[Passage, ...], random: Random) -> None:
    assert proposals(random.sample(found, len(found))) == proposals(found)
