"""Tests of the two rules on the order of days."""

from typing import Any

import pytest

from tests.claims.checks.suggestions import follow_first, found, names, relay
from tests.factories import (
    make_article,
    make_claim,
    make_evidence,
)

pytestmark = pytest.mark.django_db


def test_a_relay_certainly_published_before_what_it_credits_is_found(publisher: Any) -> None:
    claim = make_claim()
    early, late = make_article(published="2024-12-08"), make_article(published="2024-12-11")
    relay(claim, early, late)
    assert names(claim) == ["relay-before-credited"]
    follow_first(claim, publisher)


@pytest.mark.parametrize(
    ("published", "credited"),
    [("2024-12", "2024-12-11"), ("2024-12-11", "2024-12-11"), ("", "2024-12-11"), ("2024-12-08", "")],
)
def test_a_relay_that_may_be_as_late_as_what_it_credits_is_not(published: str, credited: str) -> None:
    claim = make_claim()
    relay(claim, make_article(published=published), make_article(published=credited))
    assert found(claim) == []


def test_a_claim_dated_after_an_article_that_supports_it_is_found(publisher: Any) -> None:
    claim = make_claim(date="2024-12-08")
    piece = make_evidence(claim, make_article(published="2024-12-01"))
    assert names(claim) == ["claim-after-article"]
    follow_first(claim, publisher)
    piece.refresh_from_db()
    assert piece.stance == "mentions"


@pytest.mark.parametrize(
    ("date", "published", "stance"),
    [
        ("2024-12-08", "2024-12-08", "supports"),
        ("2024-12", "2024-12-05", "supports"),
        ("../2024-12-08", "2024-12-01", "supports"),
        ("", "2024-12-01", "supports"),
        ("2024-12-08", "", "supports"),
        ("2024-12-08", "2024-12-01", "contradicts"),
        ("2024-12-08", "2024-12-01", "mentions"),
    ],
)
def test_a_claim_that_may_be_as_early_as_its_report_is_not(date: str, published: str, stance: str) -> None:
    claim = make_claim(date=date)
    make_evidence(claim, make_article(published=published), stance)
    assert found(claim) == []


def test_one_day_may_be_no_more_than_a_time_zone() -> None:
    claim = make_claim(date="2024-12-08")
    make_evidence(claim, make_article(published="2024-12-07"))
    assert "time zones" in found(claim)[0].what
