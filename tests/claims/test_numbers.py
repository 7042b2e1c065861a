"""The numbers that readers are told of a dossier."""

import pytest

from claims.numbers import dossier_numbers
from claims.standings import recount
from tests.factories import make_article, make_claim, make_dossier, make_evidence

pytestmark = pytest.mark.django_db


def test_of_the_claims_that_several_reports_support_those_of_one_origin_are_told() -> None:
    original, relay, other = (make_article() for _ in range(3))
    relayed, twice, once, denied = (make_claim() for _ in range(4))
    make_evidence(relayed, original)
    make_evidence(relayed, relay, crediting=[original])
    make_evidence(twice, original, basis="own")
    make_evidence(twice, other, basis="own")
    make_evidence(once, original)
    make_evidence(once, original)
    make_evidence(denied, original)
    make_evidence(denied, other, "contradicts")
    claims = [relayed, twice, once, denied]
    recount({claim.pk for claim in claims})
    numbers = dossier_numbers(make_dossier(claims=claims), None)
    assert (numbers.repeated, numbers.of_one_origin) == (2, 1)
