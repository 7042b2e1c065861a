"""An editor checks evidence blind by keyboard alone in a real browser; the first page, history and restoring as people see them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from claims.models import BlindCheck, Claim
from sources.models import ArticleText
from tests import factories
from tests.browser.test_admin_form import NARROW, WIDE, log_in

PAGE = "/admin/claims/evidence/blind/"
TEXT = "He spoke on Sunday.\n\nThe minister said: he was gone before noon. Nobody saw him leave.\n\nThat was all."


@pytest.fixture
def members(transactional_db: None) -> dict[str, User]:
    """An Editor and a Publisher who can log in."""
    found = {group: factories.make_member(group) for group in ("Editors", "Publishers")}
    for member in found.values():
        member.set_password("a password of the tests")
        member.save()
    return found


def log_passages(number: int) -> None:
    """Passages that somebody else logged, of one article with its text."""
    article = factories.make_article("The long report", published="2024-12-08")
    text = {"text": TEXT, "sha256": "a" * 64, "length": len(TEXT), "captured_at": factories.NOON}
    ArticleText.objects.create(article=article, **text)
    other = factories.make_member("Editors")
    for index in range(number):
        claim = factories.make_claim(f"The minister left, version {index}.", state="draft")
        factories.make_evidence(
            claim, article, state="draft", quotation="he was gone before noon", created_by=other
        )


def test_passages_are_checked_by_keyboard_one_after_the_other(page: Page, members: dict[str, User]) -> None:
    log_passages(5)
    log_in(page, members["Editors"])
    page.get_by_role("link", name="Begin").click()
    shown = page.locator(".blind-claim")
    mark = page.locator("mark")
    for index, key in zip(range(4, 0, -1), ("s", "c", "m", "?"), strict=True):
        expect(shown).to_have_text(f"The minister left, version {index}.")
        expect(mark).to_have_text("he was gone before noon")
        page.wait_for_load_state()
        page.keyboard.press(key)
        expect(page.locator(".messagelist")).to_have_text("Recorded.")
    expect(shown).to_have_text("The minister left, version 0.")
    page.wait_for_load_state()
    given = BlindCheck.objects.order_by("pk").values_list("stance", flat=True)
    assert list(given) == ["supports", "contradicts", "mentions", "cannot_tell"]
    page.keyboard.press("n")
    expect(shown).to_have_text("The minister left, version 0.")  # there is no other
    page.wait_for_url("**/?after=*")
    page.keyboard.press("Tab")  # whatever has the focus, a letter answers
    page.keyboard.press("c")
    expect(page.get_by_text("Nothing waits to be checked by you")).to_be_visible()
    assert BlindCheck.objects.count() == 5


def test_no_key_answers_while_a_reason_is_typed(page: Page, members: dict[str, User]) -> None:
    log_passages(1)
    log_in(page, members["Editors"])
    page.goto(PAGE)
    page.keyboard.press("Control+c")
    page.keyboard.press("x")
    expect(page.locator(".blind-claim")).to_be_visible()
    assert not BlindCheck.objects.exists()
    page.keyboard.press("c")
    expect(page.get_by_text("Nothing waits to be checked by you")).to_be_visible()
    log_in(page, members["Publishers"])
    page.get_by_role("link", name="Settle them").click()
    page.get_by_label("Decision").select_option(label="change to “contradicts”")
    page.get_by_label("Reason").press_sequentially("scm? He denies it.")
    page.get_by_role("button", name="Settle").click()
    expect(page.locator(".messagelist")).to_contain_text("the stance was changed")
    assert BlindCheck.objects.get().reason == "scm? He denies it."


def disagree() -> None:
    """A disagreement that waits, and one that was settled."""
    for settled in ({}, {"outcome": "hard", "reason": "Both ways.", "settled_at": factories.NOON}):
        evidence = factories.make_evidence()
        words = {"statement": evidence.claim.statement, "paraphrase": evidence.paraphrase}
        given = {"stance": "contradicts", "recorded": "supports"}
        BlindCheck.objects.create(evidence=evidence, **given, **words, **settled)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_pages_of_review_violate_no_accessibility_rule_and_scroll_only_down(
    page: Page, members: dict[str, User], complaints: list[str], width: int, scheme: str
) -> None:
    log_passages(2)
    claim = Claim.objects.all()[0]
    claim.statement = "The minister left the city by plane and not by car, or so they say, version 3."
    claim.save()
    former = claim.history.last().history_date.isoformat().replace("+", "%2B")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    log_in(page, members["Publishers"])
    history = f"/admin/claims/claim/{claim.pk}/history/"
    restore = f"/admin/claims/claim/{claim.pk}/restore/?at={former}"
    disagree()
    pages = ("/admin/", PAGE, f"{PAGE}disagreements/", f"{PAGE}outcomes/", history, restore)
    for address in (*pages, "/admin/claims/claim/deleted/"):
        page.goto(address)
        assert complaints == []
        found = Axe().run(page)
        complaints.clear()  # axe measures with inline styles, which the policy refuses
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert page.evaluate(wide), address
