"""Tests of claims/completeness.py: the rules as a list of what is missing, and the same rules as a query."""

import random

import pytest

from claims.completeness import complete, missing_for_publication
from claims.models import Claim, Evidence
from claims.models.claims import State
from tests.factories import add_credit, make_article, make_claim, make_outlet, make_person

pytestmark = pytest.mark.django_db


def test_the_query_finds_exactly_the_drafts_that_lack_nothing() -> None:
    dice, article, outlet, person = random.Random(7), make_article(), make_outlet(), make_person()
    for _ in range(120):
        kind = dice.choice(["event", "event", "utterance"])
        claim = make_claim(
            state=State.DRAFT,
            kind=kind,
            utterer_person=person if kind == "utterance" and dice.random() < 0.5 else None,
        )
        Claim.objects.filter(pk=claim.pk).update(statement=dice.choice(["It rained."] * 6 + ["", " \n"]))
        for _ in range(dice.choice([0, 1, 1, 2])):
            evidence = Evidence.objects.create(
                claim=claim,
                article=article,
                stance=dice.choice(["supports"] * 5 + [""]),
                paraphrase=dice.choice(["So it says."] * 5 + [""]),
                basis=dice.choice(["own", "relays", "", "unclear"]),
            )
            if evidence.basis == "relays" and dice.random() < 0.7:
                add_credit(evidence, outlet)
    drafts = Claim.objects.drafts().with_evidence()
    lacking_nothing = {claim for claim in drafts if not missing_for_publication(claim, claim.evidence.all())}
    assert set(complete(Claim.objects.drafts())) == lacking_nothing
    assert 10 < len(lacking_nothing) < 110
