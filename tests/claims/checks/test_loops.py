"""Tests of the rule on loops of credits."""

from typing import Any

import pytest

from claims.checks.loops import circles
from claims.models import ClaimStanding, Credit
from tests.claims.checks.suggestions import follow_first, found, relay
from tests.factories import (
    make_article,
    make_claim,
)

pytestmark = pytest.mark.django_db


def test_articles_that_credit_one_another_in_a_circle_are_found_once() -> None:
    claim = make_claim()
    one, two, three = (make_article() for _ in range(3))
    for article, credited in ((one, two), (two, three), (three, one)):
        relay(claim, article, credited)
    [loop] = found(claim)
    assert loop.check.name == "credit-loop"
    assert len(loop.fixes) == 3
    assert set(loop.places) >= {one, two, three}


def test_a_chain_of_credits_is_no_loop_and_neither_is_a_circle_through_both_stances() -> None:
    claim = make_claim()
    one, two = make_article(), make_article()
    relay(claim, one, two)
    relay(claim, two, one, stance="contradicts")
    relay(make_claim(), two, one)
    assert found(claim) == []


def test_taking_a_credit_out_of_a_loop_ends_it_and_recounts_the_claim(publisher: Any) -> None:
    claim = make_claim()
    one, two = make_article(), make_article()
    first, _ = relay(claim, one, two), relay(claim, two, one)
    follow_first(claim, publisher)
    first.refresh_from_db()
    assert (first.basis, first.credits.count()) == ("unclear", 0)
    assert ClaimStanding.objects.get(claim=claim).standing == "single-origin"
    assert first.history.latest().history_user == publisher
    assert Credit.history.filter(history_type="-").get().history_user == publisher


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ({1: [2], 2: [3]}, []),
        ({2: [1], 1: [2]}, [[1, 2, 1]]),
        ({3: [1], 1: [2], 2: [3]}, [[1, 2, 3, 1]]),
        ({1: [2], 2: [1], 3: [4], 4: [3]}, [[1, 2, 1], [3, 4, 3]]),
    ],
)
def test_every_circle_begins_at_its_smallest_key(steps: Any, expected: Any) -> None:
    assert sorted(circles(steps)) == expected
