"""Loading claims for the rules: informants that editors called the same are the same, wherever they speak."""

from typing import Any

import pytest

from claims.models import ClaimStanding
from claims.records import load
from claims.standing import assess
from claims.standings import recount
from record.changes import announce
from sources.models import UnnamedSource
from tests import factories as make

pytestmark = pytest.mark.django_db


def heard_from(*informants: UnnamedSource) -> Any:
    """A claim that one passage an informant supports, each in the informant's own article."""
    claim = make.make_claim()
    for informant in informants:
        make.make_evidence(claim, informant.article, speakers=[informant])
    return claim


def same(one: UnnamedSource, other: UnnamedSource) -> None:
    UnnamedSource.objects.filter(pk=one.pk).update(same_as=other, same_as_reason="the same words")


def test_two_informants_are_two_until_an_editor_says_otherwise() -> None:
    first, second = make.make_unnamed_source("an officer"), make.make_unnamed_source("an officer")
    claim = heard_from(first, second)
    assert assess(load([claim.pk])[claim.pk]).supporting.low == 2
    same(second, first)
    assert assess(load([claim.pk])[claim.pk]).supporting.low == 1


def test_chains_and_circles_of_sameness_end() -> None:
    first, second, third = (make.make_unnamed_source() for _ in range(3))
    claim = heard_from(first, second, third)
    same(second, first)
    same(third, second)
    assert assess(load([claim.pk])[claim.pk]).supporting.low == 1
    same(first, third)
    assert assess(load([claim.pk])[claim.pk]).supporting.low == 1


def test_saying_so_recounts_the_claims_they_speak_in() -> None:
    first, second = make.make_unnamed_source(), make.make_unnamed_source()
    claim = heard_from(first, second)
    recount([claim.pk])
    assert ClaimStanding.objects.get(claim=claim).standing == "corroborated"
    before = UnnamedSource.objects.get(pk=second.pk)
    same(second, first)
    announce(UnnamedSource.objects.get(pk=second.pk), before=before)
    assert ClaimStanding.objects.get(claim=claim).standing == "single-origin"


def test_an_utterance_is_not_joined_by_its_utterer_however_named() -> None:
    first, second = make.make_unnamed_source(), make.make_unnamed_source()
    claim = make.make_claim(kind="utterance", utterer_unnamed=second)
    for informant in (first, second):
        make.make_evidence(claim, informant.article, speakers=[informant])
    same(second, first)
    assert assess(load([claim.pk])[claim.pk]).supporting.low == 2


def test_any_number_of_claims_takes_the_same_queries(django_assert_num_queries: Any) -> None:
    claims = [heard_from(make.make_unnamed_source()).pk for _ in range(12)]
    with django_assert_num_queries(8):
        load(claims[:2])
    with django_assert_num_queries(8):
        load(claims)
