"""What holds of every readers' page: it opens, it is valid HTML, and it knows each kind of page there is."""

from collections.abc import Callable, Mapping

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.exhibit import Exhibit

pytestmark = pytest.mark.django_db

# Addresses that are no page of their own: a redirect, and what machines read.
NO_PAGES = {"claim_with_words", "robots"}


@pytest.fixture
def exhibit() -> Exhibit:
    return Exhibit()


def test_every_page_is_valid_html(
    client: Client, exhibit: Exhibit, html_problems: Callable[[Mapping[str, str]], list[str]]
) -> None:
    pages = {}
    for name, address in exhibit.addresses.items():
        response = client.get(address)
        assert response.status_code == 200, name
        pages[name] = response.content.decode()
    for name, (address, status) in exhibit.refused.items():
        response = client.get(address)
        assert response.status_code == status, name
        pages[name] = response.content.decode()
    assert html_problems(pages) == []


def test_the_exhibit_has_a_page_of_every_kind(exhibit: Exhibit) -> None:
    resolver = get_resolver()
    shown = {resolver.resolve(address.partition("?")[0]).url_name for address in exhibit.addresses.values()}
    readers = {
        pattern.name
        for app in resolver.url_patterns
        if getattr(app, "app_name", "") in ("claims", "sources", "people")
        for pattern in app.url_patterns
    }
    assert readers - NO_PAGES == shown


def test_no_page_runs_an_inline_script_or_style(client: Client, exhibit: Exhibit) -> None:
    for name, address in exhibit.addresses.items():
        page = client.get(address).content.decode()
        assert "<style" not in page, name
        assert ' style="' not in page, name
        assert " onclick=" not in page, name
        assert page.count("<script") == page.count("<script src="), name
