"""Readers' pages in a real browser: accessible, whole on a narrow screen, in the dark, on paper and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.exhibit import Exhibit

WIDE, NARROW = 1280, 360


@pytest.fixture
def exhibit(transactional_db: None) -> Exhibit:
    return Exhibit()


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_page_violates_accessibility_or_scrolls_sideways(
    page: Page, exhibit: Exhibit, complaints: list[str], width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    refused = {name: address for name, (address, _) in exhibit.refused.items()}
    for name, address in (exhibit.addresses | refused).items():
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        assert sideways(page) == 0, name
    # The browser reports each refused page, as it should.
    complaints[:] = [line for line in complaints if "the server responded with a status of" not in line]


def test_the_claims_one_report_contradicts_are_two_clicks_from_the_front_page(
    page: Page, exhibit: Exhibit
) -> None:
    page.goto("/")
    row = page.get_by_role("row").filter(has_text=exhibit.summary.title)
    row.get_by_role("link", name="it contradicts").click()
    expect(page.locator(".chosen")).to_contain_text("Stance contradicts")
    expect(page.locator(".chosen")).to_contain_text(exhibit.summary.title)
    expect(page.locator(".claim-row").filter(has_text=exhibit.claim.statement)).to_be_visible()


def test_filters_work_without_scripts_and_leave_with_a_click(
    browser: Browser, base_url: str, exhibit: Exhibit
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/claims/")
    page.get_by_label("Outlet").select_option(exhibit.outlet.name)
    page.get_by_label("Stance").select_option("contradicts")
    page.get_by_role("button", name="Show claims").click()
    expect(page.locator(".claim-row")).to_have_count(1)
    page.get_by_role("link", name="Outlet Al Majalla").click()
    expect(page.locator(".chosen li")).to_have_count(1)
    context.close()


def test_empty_filters_stay_out_of_the_address(page: Page, exhibit: Exhibit) -> None:
    page.goto("/claims/")
    page.get_by_label("Words").fill("plane")
    page.get_by_role("button", name="Show claims").click()
    expect(page).to_have_url(page.url.partition("?")[0] + "?q=plane")


def test_the_keyboard_reaches_the_page_past_the_navigation(page: Page, exhibit: Exhibit) -> None:
    page.goto(exhibit.claim.get_absolute_url())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_paper_shows_the_evidence_and_leaves_out_what_only_screens_can_use(
    page: Page, exhibit: Exhibit
) -> None:
    page.emulate_media(media="print")
    page.goto(exhibit.claim.get_absolute_url())
    expect(page.locator(".evidence")).to_have_count(3)
    expect(page.locator(".citation")).to_be_visible()
    expect(page.locator(".sections")).to_be_hidden()
    expect(page.locator(".masthead-search")).to_be_hidden()


def test_a_stance_is_a_word_and_a_pattern_and_not_only_a_colour(page: Page, exhibit: Exhibit) -> None:
    page.goto(exhibit.claim.get_absolute_url())
    patterns = page.locator(".evidence").evaluate_all(
        "all => all.map(one => getComputedStyle(one).borderInlineStartStyle)"
    )
    assert patterns == ["solid", "dashed", "dotted"]
    for stance in ("supports", "contradicts", "mentions"):
        expect(page.locator(f".evidence.{stance} .stance")).to_contain_text(stance)
