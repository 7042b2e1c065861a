"""What may be the same is said under a name while it is typed, when it is saved, and in a list, on a phone too."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from people.models import Place
from tests import factories

# Colours of the admin's own buttons and links are the stock admin's.
RULES = {"rules": {"color-contrast": {"enabled": False}}}


@pytest.fixture
def editor(transactional_db: None) -> User:
    """An editor who can log in."""
    member = factories.make_member("Publishers")
    member.set_password("a password of the tests")
    member.save()
    return member


def log_in(page: Page, member: User) -> None:
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(member.username)
    page.get_by_label("Password").fill("a password of the tests")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def test_a_name_is_compared_while_it_is_typed_and_when_it_is_saved(page: Page, editor: User) -> None:
    known = factories.make_place("Mezzeh", aliases=["المزة"])
    log_in(page, editor)
    page.goto("/admin/people/place/add/")
    name = page.locator("#id_name")
    name.press_sequentially("Mazzeh")
    expect(page.get_by_role("status").get_by_role("link", name="Mezzeh")).to_have_attribute(
        "href", f"/admin/people/place/{known.pk}/change/"
    )
    name.fill("Elsewhere")
    expect(page.locator(".likely-typed")).to_be_empty()
    name.fill("Mazzeh")
    page.get_by_role("button", name="Save", exact=True).click()
    another = page.get_by_label("It is another one: save it")
    expect(another).to_be_visible()
    another.check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text="was added successfully")).to_be_visible()
    assert Place.objects.count() == 2


@pytest.mark.parametrize("width", [1280, 390])
def test_pairs_are_listed_and_put_aside(page: Page, editor: User, width: int) -> None:
    one = factories.make_place("Mezzeh", description="A quarter of Damascus")
    factories.make_place("Mazze", aliases=["المزة"])
    log_in(page, editor)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/admin/people/place/{one.pk}/change/")
    section = page.get_by_role("region", name="Looks like")
    expect(section.get_by_role("link", name="Compare and merge")).to_be_visible()
    page.goto("/admin/likely-duplicates/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page, context="#content", options=RULES).response["violations"] == []
    page.get_by_role("button", name="Not the same: Mezzeh and Mazze").click()
    expect(page.get_by_text("Noted: they are not the same.")).to_be_visible()
    expect(page.get_by_text("No two names of one kind are so much alike.")).to_be_visible()
    page.get_by_role("link", name="Those said not to be the same").click()
    page.get_by_role("button", name="Suggest again: Mezzeh and Mazze").click()
    expect(page.get_by_text("They will be suggested again")).to_be_visible()
