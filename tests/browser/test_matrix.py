"""The matrix in a real browser: accessible, its headings in sight, its passages by pointer, keyboard, touch and on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.exhibit import Exhibit

WIDE, NARROW = 1280, 360
VIEWS = ("", "?relays=collapse", "?only=disagreements")


@pytest.fixture
def matrix(transactional_db: None) -> str:
    """The address of a matrix with everything in it that a matrix shows."""
    return f"{Exhibit().dossier.get_absolute_url()}matrix/"


def passage(page: Page) -> Locator:
    """The first cell's passage, folded up or not."""
    return page.locator(".said").first


def words(page: Page) -> Locator:
    return passage(page).locator(".words")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_matrix_violates_no_accessibility_rule_and_the_page_scrolls_only_down(
    page: Page, matrix: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for view in VIEWS:
        page.goto(matrix + view)
        expect(page.get_by_role("table")).to_be_visible()
        found = Axe().run(page)
        assert found.violations_count == 0, f"{view}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_screen_reader_meets_a_table_with_named_rows_and_columns(page: Page, matrix: str) -> None:
    page.goto(matrix)
    table = page.get_by_role("table", name="what each report says of them")
    expect(table.get_by_role("columnheader", name="an outlet not known A summary")).to_be_visible()
    row = table.get_by_role("row").filter(
        has=page.get_by_role("rowheader", name="The president left by car.")
    )
    expect(row.get_by_role("cell").filter(has_text="contradicts")).to_have_count(1)
    expect(row.get_by_role("cell").filter(has_text="not yet checked")).to_have_count(1)


def test_a_passage_shows_itself_under_the_pointer_and_goes_again(page: Page, matrix: str) -> None:
    page.goto(matrix)
    expect(words(page)).to_be_hidden()
    passage(page).locator("summary").hover()
    expect(words(page)).to_be_visible()
    page.mouse.move(0, 0)
    expect(words(page)).to_be_hidden()


def test_the_keyboard_shows_a_passage_and_keeps_it_open(page: Page, matrix: str) -> None:
    page.goto(matrix)
    passage(page).locator("summary").focus()
    expect(words(page)).to_be_visible()
    page.keyboard.press("Enter")
    page.locator(".matrix-region").focus()
    expect(words(page)).to_be_visible()


def test_a_tap_opens_a_passage_without_scripts(browser: Browser, base_url: str, matrix: str) -> None:
    context = browser.new_context(
        java_script_enabled=False,
        has_touch=True,
        base_url=base_url,
        viewport={"width": NARROW, "height": 780},
    )
    page = context.new_page()
    page.goto(matrix)
    passage(page).locator("summary").tap()
    expect(words(page)).to_be_visible()
    expect(passage(page)).to_have_attribute("open", "")
    context.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_headings_stay_in_sight_while_the_region_scrolls(page: Page, matrix: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(matrix)
    region = page.get_by_role("region", name="what each report says of them")
    region.evaluate("region => region.scrollTo(40, 900)")
    box, corner = (
        region.bounding_box(),
        page.get_by_role("columnheader", name="Claim", exact=True).bounding_box(),
    )
    assert box is not None
    assert corner is not None
    assert abs(corner["x"] - box["x"]) < 3
    assert abs(corner["y"] - box["y"]) < 3


def test_a_stance_is_a_word_and_its_ground_a_pattern_and_not_only_a_colour(page: Page, matrix: str) -> None:
    page.goto(matrix)
    for stance, sign in (("supports", "+"), ("contradicts", "−")):
        summary = page.locator(f".said.{stance} summary").first
        expect(summary).to_contain_text(stance)
        expect(summary.locator(".cell-sign")).to_have_text(sign)


def test_paper_shows_the_passages_and_not_the_switches(page: Page, matrix: str) -> None:
    page.emulate_media(media="print")
    page.goto(matrix)
    expect(words(page)).to_be_visible()
    expect(page.locator(".matrix-switches")).to_be_hidden()
    assert page.locator("thead").evaluate("head => getComputedStyle(head).display") == "table-header-group"
    assert page.locator("tbody th").first.evaluate("head => getComputedStyle(head).position") == "static"


def test_the_dossier_leads_to_its_matrix(page: Page, matrix: str) -> None:
    page.goto(matrix.removesuffix("matrix/"))
    page.get_by_role("link", name="Who says what").click()
    expect(page.get_by_role("heading", name="Who says what")).to_be_visible()
