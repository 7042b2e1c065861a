"""Tests of values that cannot all hold."""

from typing import Any

import pytest
from django.test import Client

from claims.checks import run
from claims.models import Discrepancy
from tests.claims.checks.suggestions import found, names
from tests.factories import make_claim, make_discrepancy, make_evidence, make_place

pytestmark = pytest.mark.django_db


def test_two_dates_that_cannot_both_hold_are_found() -> None:
    claim = make_claim(date="2024-12-08")
    pieces = [make_evidence(claim), make_evidence(claim), make_evidence(claim, asserted_date="2024-12-07")]
    [finding] = found(claim)
    assert finding.check.name == "values-in-conflict"
    assert "8 December 2024\u2069” (2 passages) and “\u20687 December 2024\u2069” (1 passage)" in finding.what
    assert list(finding.places) == pieces


@pytest.mark.parametrize(
    "fields", [{"asserted_date": "2024-12"}, {"omits": ["date"]}, {"stance": ""}, {"stance": "mentions"}]
)
def test_what_is_less_precise_or_left_unsaid_is_not(fields: dict[str, Any]) -> None:
    claim = make_claim(date="2024-12-08", state="draft")
    make_evidence(claim)
    make_evidence(claim, state="draft", **fields)
    assert found(claim) == []


def test_a_place_inside_another_is_no_conflict_and_one_elsewhere_is() -> None:
    claim, country = make_claim(), make_place("Syria")
    make_evidence(claim, asserted_place=country)
    make_evidence(claim, asserted_place=make_place("Homs", parent=country))
    assert found(claim) == []
    make_evidence(claim, asserted_place=make_place("Doha"))
    assert names(claim) == ["values-in-conflict"]


def test_a_claim_in_a_discrepancy_of_that_aspect_is_left_alone() -> None:
    claim = make_claim(date="2024-12-08")
    make_evidence(claim)
    make_evidence(claim, asserted_date="2024-12-07")
    discrepancy = make_discrepancy(rivals=[claim], aspect="place")
    assert names(claim) == ["values-in-conflict"]
    Discrepancy.objects.filter(pk=discrepancy.pk).update(aspect="date")
    assert found(claim) == []


def test_another_value_makes_it_another_suggestion(publisher: Any) -> None:
    claim = make_claim(date="2024-12-08")
    make_evidence(claim)
    make_evidence(claim, asserted_date="2024-12-07")
    [finding] = found(claim)
    run.dismiss(claim, finding.key, by=publisher, reason="Two departures.")
    assert found(claim) == []
    make_evidence(claim, asserted_date="2024-12-01")
    assert names(claim) == ["values-in-conflict"]


def test_the_form_of_a_discrepancy_is_begun_and_nothing_is_made(client: Client, publisher: Any) -> None:
    claim = make_claim("He left.", figure="40000")
    make_evidence(claim)
    make_evidence(claim, asserted_figure="80000")
    client.force_login(publisher)
    [finding] = found(claim)
    link = f"/admin/claims/discrepancy/add/?{finding.begins}"
    page = client.get(f"/admin/claims/claim/{claim.pk}/checks/").content.decode()
    assert link.replace("&", "&amp;") in page
    form = client.get(link).context["adminform"].form
    assert form["title"].value() == "Figure: 40,000 or 80,000? He left."
    assert form["aspect"].value() == "number"
    assert not Discrepancy.objects.exists()
