"""The desk in a real browser: ten claims by keyboard alone, and nothing lost when the connection or the login goes."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from claims.models import Claim, DeskStep, Evidence, NothingToLog, Reading
from tests import factories as make
from tests.browser.desk_typist import Typist
from tests.browser.test_admin_form import log_in
from tests.claims.desk.workplace import Workplace, store_text

REPORT = (Path(__file__).parents[1] / "claims/desk/report.txt").read_text("utf-8")
BUDGET = 25  # keystrokes a claim, beyond its own words
WIDE, NARROW = 1400, 390


@pytest.fixture
def at(transactional_db: None) -> Workplace:
    """An editor at the long report."""
    editor = make.make_member("Editors")
    editor.set_password("a password of the tests")
    editor.save()
    fields: dict[str, Any] = {"title": "Nine days in Port Ellery", "published": "2021-05-24", "language": "en"}
    return Workplace.make(REPORT, editor, **fields)


def sit_down(page: Page, at: Workplace) -> Typist:
    log_in(page, at.editor)
    page.goto(at.page)
    return seated(page)


def seated(page: Page) -> Typist:
    """Wait for the script; from here on there are keys alone."""
    expect(page.locator("#desk")).to_have_attribute("data-ready", "yes")
    return Typist(page)


def said(page: Page) -> str:
    return page.locator("#desk-live").inner_text()


def log(typist: Typist, stance: str, statement: str) -> None:
    """Log the selected words for a new claim."""
    typist.press(stance)
    typist.state(statement)
    typist.press("Enter")


# --- ten claims ------------------------------------------------------------------------------------------------


def test_ten_claims_are_logged_by_keyboard_alone(page: Page, at: Workplace) -> None:
    """Ten claims from the long report: nine new, one there already; their speakers, dates and names with them."""
    for name in ("Oskar Lindqvist", "Helena Brandt", "Gregor Stahl", "Yusuf Aydin", "Tobias Quill", "Tomas Varga"):
        make.make_person(name, public=False)
    make.make_place("Port Ellery", public=False)
    there = make.make_claim("The roadway of the Varga Bridge moved under a man who stood on it.", state="draft")
    typist = sit_down(page, at)

    typist.find("On Saturday 27")
    typist.press("j", "k")
    log(typist, "s", "A painter hung in a harness below the second pier of the Varga Bridge.")

    typist.press("j", "j")
    typist.press("w")
    typist.search("oskar")
    typist.press("Enter", "Escape")
    log(typist, "s", "There was a crack about two metres long in the second pier.")

    typist.find("chief engineer, H")
    typist.press("j", "k", "W")
    log(typist, "s", "The chief engineer drove out to the bridge alone on 28 February.")

    typist.press("j", "j")
    log(typist, "c", "The chief engineer visited the bridge before it fell.")

    typist.find("Another says")
    typist.press("j", "k")
    log(typist, "s", "The harbour master laughed when the mark was mentioned.")

    typist.find("He reported a hollow")
    typist.press("j", "k")
    log(typist, "s", "The river had washed out a hollow at the foot of the second pier.")

    typist.find("At half past ten")
    typist.press("j", "k")
    log(typist, "s", "A trunk struck the second pier during the storm.")

    typist.find("felt the roadway")
    typist.press("s")
    typist.search("roadway moved")
    expect(page.locator("#desk-likely [role=option]").first).to_contain_text("moved under a man")
    typist.press("ArrowDown", "Enter")

    typist.find("The barrels were")
    typist.press("j", "k")
    log(typist, "s", "Somebody removed the barrels from the western approach.")

    typist.find("Instruments at")
    typist.press("j", "k")
    log(typist, "s", "The seismic station in Carrow recorded a shock at 03:07.")
    typist.wait_until_saved()

    assert (Claim.objects.count(), Evidence.objects.count(), DeskStep.objects.count()) == (10, 10, 10)
    assert {claim.state for claim in Claim.objects.all()} == {"draft"}
    assert there.evidence.get().quotation.startswith("felt the roadway")
    crack = Evidence.objects.get(claim__statement__startswith="There was a crack")
    assert [str(row) for row in crack.speakers.all()] == ["Oskar Lindqvist"]
    assert not Evidence.objects.get(stance="contradicts").speakers.exists()
    first = Claim.objects.get(statement__startswith="A painter hung")
    assert (first.date, first.date_inferred, [str(who) for who in first.participants.all()]) == (
        "2021-02-27",
        True,
        ["Oskar Lindqvist"],
    )
    assert {row.locator for row in Evidence.objects.all()} <= {f"paragraph {number}" for number in range(1, 120)}
    print(  # shown with -s: the figures of docs/desk.md
        f"\n{typist.keys / 10} keystrokes a claim beyond its own words ({typist.words / 10:.0f} letters), "
        f"{len(typist.asked) / 10} round trips a claim"
    )
    assert typist.keys / 10 < BUDGET
    assert len(typist.asked) / 10 < 12
