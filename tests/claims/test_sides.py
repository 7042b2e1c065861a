"""The claim page by origin: each passage in full once, under what it comes back to, with its way drawn."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from claims.models import Claim, Evidence
from claims.models.claims import State
from claims.sides import Drawing, draw
from claims.standings import recount
from tests.claims.test_views import read
from tests.factories import (
    add_to_dossier,
    make_article,
    make_claim,
    make_dossier,
    make_evidence,
    make_outlet,
    make_person,
    make_reading,
    make_unnamed_source,
)

pytestmark = pytest.mark.django_db


def drawing(claim: Claim, user: Any = None) -> Drawing:
    evidence = (
        Evidence.objects.visible_to(user or AnonymousUser()).filter(claim=claim).with_trail().by_article()
    )
    return draw(claim.pk, list(evidence))


def test_a_relay_stands_under_the_origin_it_comes_back_to_with_its_way() -> None:
    claim, outlet = make_claim(), make_outlet("Al Majalla")
    long_report = make_article("The long report", outlet=outlet)
    officer = make_unnamed_source("an officer", article=long_report)
    make_evidence(claim, long_report, speakers=[officer])
    relay = make_evidence(claim, make_article("The short report", outlet=None), crediting=[long_report])
    supporting, contradicting = drawing(claim).sides
    assert (supporting.count, contradicting.count) == ("1 known origin", "no known origin")
    (origin,) = supporting.origins
    assert origin.label == "Al Majalla"
    drawn = next(report for report in origin.reports if report.evidence == relay)
    assert [(step.label, step.record) for step in drawn.steps] == [("Al Majalla", long_report)]
    assert drawn.voices == (("“an officer”",),)


def test_a_passage_under_two_origins_stands_in_full_once() -> None:
    claim, first, second = make_claim(), make_article(), make_article()
    for article in (first, second):
        make_evidence(claim, article)
    relay = make_evidence(claim, crediting=[first, second])
    shown = [report for side in drawing(claim).sides for origin in side.origins for report in origin.reports]
    assert [report.in_full for report in shown if report.evidence == relay] == [True, False]


def test_why_reports_count_as_one_is_said() -> None:
    claim, witness = make_claim(), make_person("A witness")
    for _ in range(2):
        make_evidence(claim, speakers=[witness])
    (origin,) = drawing(claim).sides[0].origins
    assert origin.bonds == ("they rest on the word of one speaker, A witness",)


def test_what_is_credited_and_not_found_is_told_apart(client: Client) -> None:
    claim, long_report = make_claim(), make_article("The long report", outlet=make_outlet("Al Majalla"))
    dossier = make_dossier()
    add_to_dossier(claim, dossier)
    make_evidence(claim, crediting=[long_report])
    make_reading(long_report, dossier)
    recount([claim.pk])
    supporting = drawing(claim).sides[0]
    assert (supporting.count, supporting.origins) == ("no known origin", ())
    assert [dead.label for dead in supporting.not_borne_out] == ["Al Majalla"]
    page = read(client, claim.get_absolute_url())
    assert "attributed only" in page
    assert "Credited, not borne out Al Majalla not found in the version held here" in page


def test_retracted_reports_are_shown_and_not_counted(client: Client) -> None:
    claim = make_claim()
    make_evidence(claim, make_article("Taken back", status="retracted"))
    side = drawing(claim).sides[0]
    assert (side.count, len(side.uncounted)) == ("no known origin", 1)
    assert "Shown, not counted" in read(client, claim.get_absolute_url())


def test_every_visible_passage_is_on_the_page_and_no_draft_is(client: Client) -> None:
    claim = make_claim()
    for stance in ("supports", "contradicts", "mentions"):
        make_evidence(claim, stance=stance, paraphrase=f"A passage that {stance} it.")
    make_evidence(claim, state=State.DRAFT, paraphrase="A passage of a draft.")
    page = read(client, claim.get_absolute_url())
    for stance in ("supports", "contradicts", "mentions"):
        assert page.count(f"A passage that {stance} it.") == 1
    assert "A passage of a draft." not in page


def test_an_editor_sees_drafts_apart(publisher: Any) -> None:
    claim = make_claim()
    make_evidence(claim)
    draft = make_evidence(claim, state=State.DRAFT)
    assert drawing(claim, publisher).drafts == [draft]
    assert drawing(claim).drafts == []


def test_the_sentence_stands_under_the_statement(client: Client) -> None:
    claim = make_claim()
    make_evidence(claim, make_article(outlet=make_outlet("Al Majalla")))
    recount([claim.pk])
    assert "One report says so: Al Majalla. No report contradicts it." in read(
        client, claim.get_absolute_url()
    )


def test_a_range_is_said_as_a_range() -> None:
    claim = make_claim()
    for _ in range(2):
        make_evidence(claim, basis="unclear")
    assert drawing(claim).sides[0].count == "1 to 2 origins"
