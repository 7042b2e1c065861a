"""An editor logs a claim in a real browser, a Publisher publishes it, and a reader sees it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from claims.models import Claim
from people.models import Person
from sources.models import Article
from tests import factories

ADD = "/admin/claims/claim/add/"
WIDE, NARROW = 1280, 390

# The visible fields of a piece of evidence that reach beyond its card.
CUT_OFF = """() => [...document.querySelectorAll(".evidence > .inline-related")].flatMap((card) => {
    const edge = card.getBoundingClientRect().right;
    const fields = [...card.querySelectorAll("input, select, textarea, .help, button")];
    return fields.filter((field) => field.offsetParent && field.getBoundingClientRect().right > edge).map((field) => field.id);
})"""


@pytest.fixture
def page(page: Page, complaints: list[str]) -> Page:
    """A page whose windows for missing records may not complain either."""
    page.context.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.context.on("weberror", lambda error: complaints.append(str(error.error)))
    return page


@pytest.fixture
def members(transactional_db: None) -> dict[str, User]:
    """An Editor and a Publisher who can log in."""
    found = {group: factories.make_member(group) for group in ("Editors", "Publishers")}
    for member in found.values():
        member.set_password("a password of the tests")
        member.save()
    return found


def log_in(page: Page, member: User) -> None:
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(member.username)
    page.get_by_label("Password").fill("a password of the tests")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def add_evidence(page: Page) -> Locator:
    """Add a piece of evidence and return its card."""
    cards = page.locator(".evidence > .inline-related:not(.empty-form)")
    number = cards.count()
    page.get_by_role("button", name="Add a piece of evidence").click()
    return cards.nth(number)


def choose(page: Page, field: Locator, typed: str, name: str | re.Pattern[str]) -> None:
    """Search in an autocomplete and choose what it offers under this name."""
    field.locator(".select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").fill(typed)
    page.get_by_role("option", name=name).click()


def make(page: Page, link: Locator, **values: str) -> None:
    """Make a missing record in the window that the link opens."""
    with page.expect_popup() as opened:
        link.click()
    window = opened.value
    for field, value in values.items():
        window.locator(f"#id_{field}").fill(value)
    with window.expect_event("close"):
        window.get_by_role("button", name="Save", exact=True).click()


def links(card: Locator, name: str) -> Locator:
    return card.locator(f".field-{name} .chain-label")


def test_a_claim_is_logged_in_one_form_published_and_read(page: Page, members: dict[str, User]) -> None:
    factories.make_article("The long report", outlet=factories.make_outlet("Al Majalla"))
    factories.make_organization("Foreign Ministry")
    log_in(page, members["Editors"])
    page.get_by_role("link", name="Log a claim").click()
    page.get_by_label("Statement").fill("The minister left Doha before noon.")
    page.locator("#id_date").fill("2024-12-08")

    first = add_evidence(page)
    make(page, first.locator(".field-article .add-related"), title="The short report")
    expect(first.locator(".field-article .select2-selection__rendered")).to_contain_text("The short report")
    first.get_by_label("Stance").select_option("supports")
    first.get_by_label("Quotation").fill("he was gone before noon")
    make(page, first.locator(".field-speakers .add-related", has_text="person"), name="Hakan Fidan")
    choose(page, first.locator(".field-speakers"), "ministry", "Foreign Ministry")
    expect(links(first, "speakers")).to_have_text(["Hakan Fidan", "Foreign Ministry"])
    choose(page, first.locator(".field-credits"), "long", re.compile("The long report"))
    expect(first.get_by_label("Basis")).to_have_value("relays")
    first.get_by_label("How the text words it").fill("according to Al Majalla")

    second = add_evidence(page)
    choose(page, second.locator(".field-article"), "majalla", re.compile("The long report"))
    second.get_by_label("Stance").select_option("contradicts")
    second.get_by_label("Paraphrase").fill("He was still there at three.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("was added successfully")

    claim = Claim.objects.get()
    assert page.request.get(claim.get_absolute_url(), headers={"Cookie": ""}).status == 404
    assert not Person.objects.get().public

    log_in(page, members["Publishers"])
    page.goto(f"/admin/claims/claim/{claim.pk}/change/")
    page.get_by_role("link", name="Publish…").click()
    page.get_by_label("Reason").fill("Both reports read.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messagelist .success")).to_contain_text("1 claim published")

    page.context.clear_cookies()
    page.goto(claim.get_absolute_url())
    reader = page.locator("main")
    expect(reader).to_contain_text("The minister left Doha before noon.")
    for words in ("he was gone before noon", "He was still there at three.", "Hakan Fidan", "Al Majalla"):
        expect(reader).to_contain_text(words)
    page.goto(Person.objects.get().get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hakan Fidan")


def test_a_chain_is_put_in_order_by_keyboard(page: Page, members: dict[str, User]) -> None:
    people = [factories.make_person(f"Person {letter}") for letter in "ABC"]
    claim = factories.make_claim(state="draft")
    factories.make_evidence(claim, state="draft", speakers=people)
    log_in(page, members["Editors"])
    page.goto(f"/admin/claims/claim/{claim.pk}/change/#evidence-0")
    card = page.locator("#evidence-0")
    expect(links(card, "speakers")).to_have_text(["Person A", "Person B", "Person C"])
    card.get_by_role("button", name="Move later").first.focus()
    page.keyboard.press("Enter")
    expect(links(card, "speakers")).to_have_text(["Person B", "Person A", "Person C"])
    page.keyboard.press("Enter")
    expect(links(card, "speakers")).to_have_text(["Person B", "Person C", "Person A"])
    card.get_by_role("button", name="Remove").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert [str(row) for row in claim.evidence.get().speakers.all()] == ["Person C", "Person A"]


def test_a_form_sent_back_and_a_row_removed_keep_each_chain_with_its_evidence(
    page: Page, members: dict[str, User]
) -> None:
    for letter in "AB":
        factories.make_article(f"Report {letter}")
        factories.make_person(f"Person {letter}")
    log_in(page, members["Editors"])
    page.goto(ADD)
    page.locator("#id_date").fill("nonsense")
    for letter in "AB":
        card = add_evidence(page)
        choose(page, card.locator(".field-article"), f"report {letter}", re.compile(f"Report {letter}"))
        choose(page, card.locator(".field-speakers"), f"person {letter}", f"Person {letter}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errornote")).to_be_visible()
    cards = page.locator(".evidence > .inline-related:not(.empty-form)")
    expect(links(cards.nth(0), "speakers")).to_have_text(["Person A"])
    expect(links(cards.nth(1), "speakers")).to_have_text(["Person B"])
    cards.nth(0).get_by_role("button", name="Remove").last.click()
    cards.nth(0).locator(".inline-deletelink").click()
    page.locator("#id_date").fill("2024")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    evidence = Claim.objects.get().evidence.get()
    assert (str(evidence.article), [str(row) for row in evidence.speakers.all()]) == (
        "Report B",
        ["Person B"],
    )


def test_a_new_informant_belongs_to_the_article_of_its_evidence(page: Page, members: dict[str, User]) -> None:
    factories.make_article("The report", public=False)
    log_in(page, members["Editors"])
    page.goto(ADD)
    card = add_evidence(page)
    choose(page, card.locator(".field-article"), "report", re.compile("The report"))
    make(page, card.locator(".field-speakers .add-related", has_text="unnamed"), description="an officer")
    expect(links(card, "speakers")).to_have_text(["an officer"])
    assert Article.objects.get().unnamed_sources.get().description == "an officer"


def test_a_list_is_filtered_by_typing_a_name(page: Page, members: dict[str, User]) -> None:
    tied, _ = factories.make_claim("Tied."), factories.make_claim("Loose.")
    factories.add_participant(tied, factories.make_person("Hakan Fidan"))
    log_in(page, members["Editors"])
    page.goto("/admin/claims/claim/")
    choose(page, page.locator("details[data-filter-title=person]"), "fidan", "Hakan Fidan")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    expect(page.locator("#result_list")).to_contain_text("Tied.")
    page.get_by_role("link", name="Any person").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_form_violates_no_accessibility_rule_and_scrolls_only_down(
    page: Page, members: dict[str, User], complaints: list[str], width: int, scheme: str
) -> None:
    claim = factories.make_claim(state="draft")
    factories.make_evidence(
        claim, state="draft", speakers=[factories.make_person()], crediting=[factories.make_outlet()]
    )
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    log_in(page, members["Publishers"])
    page.goto(f"/admin/claims/claim/{claim.pk}/change/#evidence-0")
    add_evidence(page)
    assert complaints == []
    # The stock table of rows heads an empty column; and axe measures with inline styles, which the policy refuses.
    found = Axe().run(page, options={"rules": {"empty-table-header": {"enabled": False}}})
    complaints.clear()
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(CUT_OFF) == []
