"""What readers' pages cost: as many queries at ten claims as at a thousand."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    add_participant,
    bulk_claims,
    index_words,
    make_article,
    make_claim,
    make_discrepancy,
    make_dossier,
    make_evidence,
    make_person,
    make_place,
    make_reading,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(request: pytest.FixtureRequest) -> dict[str, str]:
    """Ten or a thousand claims tied to one of everything, and the addresses that show them."""
    return build_crowd(request.param)


def build_crowd(number: int) -> dict[str, str]:
    article, place, person = make_article(), make_place(), make_person()
    dossier = make_dossier()
    claims = bulk_claims(number, dossier=dossier, article=article, place=place, person=person)
    make_reading(article, dossier)
    discrepancies = [make_discrepancy(rivals=claims[:3]) for _ in range(3 if number < 100 else 30)]
    full = make_claim(date="2024-12-08")
    for _ in range(2 if number < 100 else 40):
        make_evidence(full, speakers=[person], crediting=[article])
        add_participant(full, make_person())
        make_discrepancy(rivals=[full, claims[0]])
    index_words()
    everything = f"q=holds&dossier={dossier.slug}&outlet={article.outlet.slug}&article={article.public_id}"
    more = f"stance=supports&person={person.slug}&place={place.slug}&from=2024&to=2025&sort=oldest"
    return {
        "home": "/",
        "claims": "/claims/",
        "filtered": f"/claims/?{everything}&{more}",
        "claim": full.get_absolute_url(),
        "dossiers": "/dossiers/",
        "dossier": dossier.get_absolute_url(),
        "discrepancies": f"/discrepancies/?dossier={dossier.slug}",
        "discrepancy": discrepancies[0].get_absolute_url(),
    }


QUERIES = {
    "home": 18,
    "claims": 8,
    "filtered": 14,
    "claim": 28,
    "dossiers": 1,
    "dossier": 18,
    "discrepancies": 5,
    "discrepancy": 16,
}


@pytest.mark.parametrize("crowd", [10, 1000], indirect=True)
def test_a_page_costs_the_same_at_ten_claims_and_at_a_thousand(client: Client, crowd: dict[str, str]) -> None:
    counted = {}
    for name, address in crowd.items():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counted[name] = len(queries)
    assert counted == QUERIES
