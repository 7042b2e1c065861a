"""Two editors at one claim, a login that ends, and a second press on Save: in a real browser nothing typed is lost."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.models import Claim
from tests import factories

PASSWORD = "a password of the tests"


@pytest.fixture
def members(transactional_db: None) -> dict[str, User]:
    """An Editor and a Publisher who can log in."""
    found = {group: factories.make_member(group) for group in ("Editors", "Publishers")}
    for member in found.values():
        member.set_password(PASSWORD)
        member.save()
    return found


@pytest.fixture
def other(browser: Browser, live_server: LiveServer, page: Page, complaints: list[str]) -> Iterator[Page]:
    """The other editor's browser, which may not complain either."""
    context = browser.new_context(base_url=live_server.url)
    context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield context.new_page()
    context.close()


@pytest.fixture
def claim(members: dict[str, User]) -> Claim:
    claim = factories.make_claim("The city fell.", state="draft")
    people = [factories.make_person(name) for name in ("Hakan Fidan", "Sergei Lavrov")]
    factories.make_evidence(claim, state="draft", quotation="the city fell at dawn", speakers=people)
    factories.make_evidence(claim, state="draft", quotation="nobody saw it")
    return claim


def log_in(page: Page, member: User) -> None:
    page.goto("/admin/login/")
    fill_in_login(page, member)
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def fill_in_login(page: Page, member: User) -> None:
    page.get_by_label("Username").fill(member.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def open_claim(page: Page, claim: Claim) -> None:
    page.goto(f"/admin/claims/claim/{claim.pk}/change/")
    for card in page.locator("details.piece").all():
        card.evaluate("details => details.open = true")


def quotation(card: Locator) -> Locator:
    return card.locator('textarea[name$="-quotation"]')


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue editing").click()


def test_two_editors_change_one_claim_and_its_evidence(
    page: Page, other: Page, claim: Claim, members: dict[str, User]
) -> None:
    log_in(page, members["Editors"])
    log_in(other, members["Publishers"])
    open_claim(page, claim)
    open_claim(other, claim)

    other.get_by_label("Statement").fill("The old city fell.")
    first, second = other.locator("#evidence-0"), other.locator("#evidence-1")
    quotation(first).fill("the old city fell at dawn")
    first.locator(".field-speakers").get_by_role("button", name="Remove").first.click()
    second.get_by_role("checkbox", name="Delete").check()
    other.get_by_label("Reason for this change").fill("The wire says so.")
    save(other)
    expect(other.locator(".messagelist .success")).to_be_visible()

    page.get_by_label("Statement").fill("The city fell to the rebels.")
    first, second = page.locator("#evidence-0"), page.locator("#evidence-1")
    quotation(first).fill("the city fell at noon")
    first.get_by_label("Stance").select_option("mentions")
    first.locator(".field-speakers").get_by_role("button", name="Remove").last.click()
    quotation(second).fill("somebody saw it")
    save(page)

    shown = page.locator("#conflict_form")
    expect(shown).to_contain_text("Others changed this record while you had it open")
    for words in (members["Publishers"].username, "The wire says so.", "Sergei Lavrov", "Hakan Fidan"):
        expect(shown).to_contain_text(words)
    page.get_by_role("radio", name="Take this: Speakers").check()
    page.get_by_role("radio", name="Add mine as a new one").check()
    save_button = page.get_by_role("button", name="Save this")
    save_button.click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    claim.refresh_from_db()
    pieces = {piece.quotation: piece for piece in claim.evidence.all()}
    assert claim.statement == "The old city fell to the rebels."
    assert pieces.keys() == {"the old city fell at noon", "somebody saw it"}
    merged = pieces["the old city fell at noon"]
    assert (merged.stance, [str(row) for row in merged.speakers.all()]) == ("mentions", ["Sergei Lavrov"])


def test_a_conflict_without_a_choice_is_not_sent(
    page: Page, other: Page, claim: Claim, members: dict[str, User]
) -> None:
    log_in(page, members["Editors"])
    log_in(other, members["Publishers"])
    open_claim(page, claim)
    open_claim(other, claim)
    for one, date in ((other, "2024-12-07"), (page, "2024-12-08")):
        one.locator("#id_date").fill(date)
        save(one)
    page.get_by_role("button", name="Save this").click()
    expect(page.locator("#conflict_form")).to_be_visible()
    assert Claim.objects.get().date == "2024-12-07"
    page.get_by_role("radio", name="Keep mine: Date").check()
    page.get_by_role("button", name="Back to the form with this").click()
    expect(page.locator("#id_date")).to_have_value("2024-12-08")
    expect(page.locator(".errornote + .errorlist")).to_contain_text("Nothing is saved yet")
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Claim.objects.get().date == "2024-12-08"


def test_a_login_that_ends_while_a_claim_is_typed_loses_nothing(page: Page, members: dict[str, User]) -> None:
    article = factories.make_article("The long report")
    log_in(page, members["Editors"])
    page.goto("/admin/claims/claim/add/")
    page.get_by_label("Statement").fill("The minister left “Doha” & <b>before</b> noon.\nSo it is said.")
    page.get_by_role("button", name="Add a piece of evidence").click()
    card = page.locator("#evidence-0")
    card.locator(".field-article .select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").fill("long")
    page.get_by_role("option", name=re.compile("The long report")).click()
    quotation(card).fill("غادر قبل الظهر")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errornote")).to_contain_text("Nothing that you typed is lost")
    fill_in_login(page, members["Editors"])
    expect(page.locator("#kept_form")).to_contain_text("غادر قبل الظهر")
    assert not Claim.objects.exists()
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator(".messagelist .success")).to_contain_text("was added successfully")
    claim = Claim.objects.get()
    assert claim.statement == "The minister left “Doha” & <b>before</b> noon.\nSo it is said."
    assert (claim.evidence.get().article, claim.evidence.get().quotation) == (article, "غادر قبل الظهر")


def test_a_login_in_another_tab_loses_nothing(page: Page, claim: Claim, members: dict[str, User]) -> None:
    log_in(page, members["Editors"])
    open_claim(page, claim)
    page.get_by_label("Statement").fill("The city held.")
    tab = page.context.new_page()
    tab.goto("/admin/")
    tab.get_by_role("button", name="Log out").click()
    log_in(tab, members["Editors"])
    save(page)
    expect(page.locator("#kept_form")).to_contain_text("The city held.")
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    claim.refresh_from_db()
    assert claim.statement == "The city held."


def test_two_presses_on_save_make_one_claim(page: Page, members: dict[str, User]) -> None:
    log_in(page, members["Editors"])
    page.goto("/admin/claims/claim/add/")
    page.get_by_label("Statement").fill("The city fell.")
    page.get_by_role("button", name="Save", exact=True).dblclick()
    expect(page.locator(".messagelist .success").first).to_contain_text("was added successfully")
    assert Claim.objects.count() == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_of_a_conflict_violates_no_accessibility_rule_and_scrolls_only_down(
    page: Page, other: Page, claim: Claim, members: dict[str, User], complaints: list[str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    log_in(page, members["Editors"])
    log_in(other, members["Publishers"])
    open_claim(page, claim)
    open_claim(other, claim)
    for one, words in ((other, "burned"), (page, "held")):
        one.get_by_label("Statement").fill(f"The city {words}.")
        save(one)
    expect(page.locator("#conflict_form")).to_be_visible()
    assert complaints == []
    # axe measures with inline styles, which the policy refuses.
    found = Axe().run(page)
    complaints.clear()
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
