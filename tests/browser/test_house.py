"""The browser fixtures themselves, on the one page that needs no data: the admin's login."""

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, expect


def test_an_editor_logs_in_without_a_complaint_from_the_browser(page: Page) -> None:
    User.objects.create_superuser("editor", password="a password for one test")
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("a password for one test")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def test_an_inline_script_is_refused_and_reported(page: Page, complaints: list[str]) -> None:
    page.goto("/admin/login/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None
    assert "Content Security Policy" in complaints.pop()


def test_a_request_to_a_third_party_is_reported(page: Page, complaints: list[str]) -> None:
    page.goto("/admin/login/")
    page.evaluate("fetch('https://third.party.example/').catch(() => null)")
    assert any("third.party.example" in complaint for complaint in complaints)
    complaints.clear()


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_migrations_made_is_there_each_time(page: Page, time: str) -> None:
    assert Group.objects.filter(name="Publishers").exists(), time
