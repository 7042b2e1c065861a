"""What the demo must show at a glance: the two reports share one origin, and where they part ways."""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from claims.bundles.load import import_bundle
from claims.models import Claim, ClaimStanding, Discrepancy
from claims.records import load
from claims.standing import assess
from tests.claims.test_views import read

pytestmark = pytest.mark.django_db

DEMO = Path(settings.BASE_DIR) / "claims/demo/assad-fall.json"


@pytest.fixture(autouse=True)
def _demo(db: None) -> None:
    import_bundle(DEMO.read_bytes(), name=DEMO.name)


def claim(beginning: str) -> Claim:
    return Claim.objects.select_related("standing").get(statement__startswith=beginning)


def rivals(title: str) -> list[Claim]:
    return [rival.claim for rival in Discrepancy.objects.get(title__startswith=title).rivals.all()]


def test_the_reason_for_the_weeks_silence_is_attributed_only(client: Client) -> None:
    silence = claim("Assad was silent for a week because")
    assert silence.standing.standing == "attributed-only"
    page = read(client, silence.get_absolute_url())
    assert "credits Al Majalla: not found in the version held here (captured 23 November 2026)" in page


def test_the_instruction_about_civilians_shows_both_speakers(client: Client) -> None:
    sides = rivals("Who said that fighters harming civilians")
    page = read(
        client, Discrepancy.objects.get(title__startswith="Who said that fighters").get_absolute_url()
    )
    assert len(sides) >= 2
    assert "Ahmad al-Sharaa" in page
    assert "operations room" in page


@pytest.mark.parametrize("title", ["When did the offensive begin", "Where did the foreign ministers meet"])
def test_within_one_report_the_rivals_are_inconsistent(title: str) -> None:
    assert {rival.standing.standing for rival in rivals(title)} == {"inconsistent"}


def test_hmeimim_stands_with_both_sides() -> None:
    assert len(rivals("Where is Hmeimim")) == 2
    assert {rival.standing.standing for rival in rivals("Where is Hmeimim")} == {"disputed"}


def test_what_both_reports_share_has_one_known_origin() -> None:
    shared = [
        record
        for record in load(list(Claim.objects.values_list("pk", flat=True))).values()
        if len({row.article for row in record.evidence if row.stance == "supports"}) == 2
        and any(row.basis == "relays" for row in record.evidence)
    ]
    assert len(shared) >= 20
    counts = Counter(assess(record).supporting.low for record in shared)
    assert counts[1] >= len(shared) - 1


def test_nearly_every_claim_has_a_single_origin() -> None:
    standings = Counter(ClaimStanding.objects.values_list("standing", flat=True))
    assert standings["single-origin"] > 0.8 * standings.total()


def test_a_page_of_rivals_says_that_one_report_gives_both(client: Client) -> None:
    for title in ("When did the offensive begin", "Where did the foreign ministers meet"):
        page = read(client, Discrepancy.objects.get(title__startswith=title).get_absolute_url())
        assert "One and the same origin, Al Majalla, gives them both." in page
    hmeimim = Discrepancy.objects.get(title__startswith="Where is Hmeimim").get_absolute_url()
    assert "gives them both" not in read(client, hmeimim)
