"""An editor adds an article from its address in a real browser, by keyboard alone, and on a phone."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django import Settings

from sources.models import Article
from tests import factories
from tests.browser.test_admin_form import log_in
from tests.sources.adding.pages import PARAGRAPHS, REPORT
from tests.web import LOOPBACK, Site

BRING = "/admin/sources/article/add-from/"


@pytest.fixture
def site(settings: Settings, tmp_path: Path) -> Iterator[Site]:
    """A news site on loopback, and a folder for what is captured from it."""
    with Site() as serving:
        settings.FETCH_ALLOWED_IN_TESTS = frozenset({(LOOPBACK, serving.port)})
        settings.CAPTURES_DIR = tmp_path / "captures"
        serving.page("/news/1?utm_source=letter", REPORT)
        yield serving


@pytest.fixture
def editor(transactional_db: None) -> User:
    """Somebody who can log in."""
    member = factories.make_member("Editors")
    member.set_password("a password of the tests")
    member.save()
    return member


def no_problems(page: Page, complaints: list[str]) -> None:
    """Nothing is in the way of a screen reader or wider than the screen; SHOTS names a folder to look for oneself."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/adding-{len(list(Path(folder).iterdir()))}.png", full_page=True)
    assert complaints == []
    assert Axe().run(page).response["violations"] == []
    complaints.clear()  # axe measures with inline styles, which the policy refuses
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_article_is_added_from_its_address_by_keyboard_alone(
    page: Page, complaints: list[str], editor: User, site: Site
) -> None:
    log_in(page, editor)
    page.goto("/admin/")
    link = page.locator(".model-article .addlink")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Add an article from its URL or its text")).to_be_visible()
    no_problems(page, complaints)
    expect(page.get_by_label("URL", exact=True)).to_be_focused()
    page.keyboard.type(site.url("/news/1?utm_source=letter"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Confirm what was read")).to_be_visible()
    expect(page.get_by_label("Title:")).to_have_value("The convoy left before dawn")
    expect(page.get_by_text("From the page: headline in its JSON-LD.")).to_be_visible()
    no_problems(page, complaints)
    page.get_by_label("Byline:").focus()
    page.keyboard.press("End")
    page.keyboard.type(", and staff")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“The convoy left before dawn” was added.")).to_be_visible()
    article = Article.objects.get()
    assert (article.byline, article.outlet.name) == (
        "Sara Haddad, Ali Noor, and staff",
        "The Paper of Record",
    )
    assert article.stored_text.text == "\n\n".join(PARAGRAPHS)
    assert article.url == site.url("/news/1")


def test_while_a_page_is_read_a_sign_says_so_and_the_form_is_sent_once(
    page: Page, editor: User, site: Site
) -> None:
    log_in(page, editor)
    page.goto(BRING)
    page.get_by_label("URL", exact=True).fill(site.url("/news/1?utm_source=letter"))
    # Playwright looks at no page that is being left: the page itself takes down what its sign says.
    page.evaluate(
        """() => addEventListener("pagehide", () => {
            sessionStorage.sign = document.querySelector(".reading").textContent;
        })"""
    )
    page.evaluate(
        "() => { const f = document.querySelector('form.bring'); f.requestSubmit(); f.requestSubmit(); }"
    )
    expect(page.get_by_role("heading", name="Confirm what was read")).to_be_visible()
    assert page.evaluate("sessionStorage.sign").startswith("Reading… this takes some seconds")
    assert len(site.asked) == 1
    page.go_back()
    expect(page.locator(".reading")).to_be_empty()


def test_a_failure_keeps_the_address_and_a_paste_does_instead(
    page: Page, complaints: list[str], editor: User, site: Site
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    log_in(page, editor)
    page.goto(BRING)
    no_problems(page, complaints)
    page.get_by_label("URL", exact=True).fill(site.url("/gone"))
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no page at this address (404).")
    expect(page.get_by_label("URL", exact=True)).to_have_value(site.url("/gone"))
    page.get_by_label("Or paste its text").fill("The title\n\n" + "\n\n".join(PARAGRAPHS))
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_label("Title:")).to_have_value("The title")
    no_problems(page, complaints)
    page.get_by_role("button", name="Save the article").click()
    expect(page.get_by_text("“The title” was added.")).to_be_visible()
    assert Article.objects.get().url == site.url("/gone")


def test_what_is_here_already_is_offered_before_it_is_fetched(
    page: Page, complaints: list[str], editor: User, site: Site
) -> None:
    article = factories.make_article("The convoy", url=site.url("/news/1"), public=False)
    log_in(page, editor)
    page.goto(BRING)
    page.get_by_label("URL", exact=True).fill(site.url("/news/1?utm_source=letter"))
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("region", name="This may be here already")).to_contain_text("it has this address")
    no_problems(page, complaints)
    page.get_by_role("button", name="It is none of these, or a new version: read it").click()
    page.get_by_role("link", name="Put what was read into this article").click()
    page.get_by_role("button", name="Save into this article").click()
    expect(page.get_by_text("“The convoy” was changed.")).to_be_visible()
    page.get_by_role("link", name="Fetch again, versions of its text").click()
    expect(page.get_by_role("cell", name="passages are looked up in it")).to_be_visible()
    no_problems(page, complaints)
    assert article.captures.count() == 1
