"""The factories make what they say, so that a test which fails is not about them."""

import pytest

from claims.models import Claim, Evidence
from sources.models import Article
from tests import factories

pytestmark = pytest.mark.django_db


def test_bulk_claims_are_published_and_each_has_its_evidence() -> None:
    claims = factories.bulk_claims(12, stances=("supports", "contradicts"))
    assert Claim.objects.published().count() == 12
    assert all(claim.chronology for claim in Claim.objects.all())
    assert Evidence.objects.published().filter(claim=claims[0]).count() == 2


def test_evidence_with_credits_relays_and_without_them_is_own_reporting() -> None:
    credited = factories.make_article()
    assert factories.make_evidence(crediting=[credited]).basis == "relays"
    assert factories.make_evidence().basis == "own"


def test_an_article_of_unknown_outlet_brings_no_outlet_along() -> None:
    assert factories.make_article(outlet=None).outlet is None
    assert Article.objects.filter(outlet__isnull=False).count() == 0
