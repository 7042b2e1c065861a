"""The first step: an address or a text is read; a failure keeps what was typed; what is here already is shown first."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from sources.models import Article, Capture
from tests import factories
from tests.sources.adding.pages import BRING, PARAGRAPHS, REPORT, bring, report
from tests.web import Answer, Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("captures")]

CONFIRM = r"/admin/sources/article/add-from/[a-z]{10}/"


def words(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


# What is read


def test_a_page_is_fetched_kept_and_shown_for_confirmation(
    as_editor: Client, site: Site, captures: Path
) -> None:
    response = bring(as_editor, url=site.page("/a", REPORT))
    capture = Capture.objects.get()
    assert response["Location"] == f"{BRING}{capture.public_id}/"
    assert (capture.origin, capture.article, capture.asked_url) == ("fetched", None, site.url("/a"))
    assert (captures / capture.file).exists()
    assert Article.objects.count() == 0


def test_the_address_at_the_end_of_redirects_is_kept_beside_the_one_asked(
    as_editor: Client, site: Site
) -> None:
    site.page("/b", REPORT)
    bring(as_editor, url=site.redirect("/a", "/b"))
    capture = Capture.objects.get()
    assert (capture.asked_url, capture.url) == (site.url("/a"), site.url("/b"))


@pytest.mark.parametrize(
    ("pasted", "markup", "origin", "text"),
    [
        ("One.\r\n\r\nTwo.", "", "text", "One.\n\nTwo."),
        ("One.\n\nTwo & three < four.", "", "text", "One.\n\nTwo & three < four."),
        ("<p>One.</p><p>Two.</p>", "", "html", "One.\n\nTwo."),
        (REPORT, "", "html", "\n\n".join(PARAGRAPHS)),
        ("<p>One.</p>", "text", "text", "<p>One.</p>"),
        ("One. Two.", "html", "html", "One. Two."),
        ("With a \0 in it.", "", "text", "With a in it."),
    ],
)
def test_what_is_pasted_is_read_as_text_or_html(
    as_editor: Client, pasted: str, markup: str, origin: str, text: str
) -> None:
    bring(as_editor, pasted=pasted, markup=markup)
    capture = Capture.objects.get()
    assert (capture.origin, capture.text) == (origin, text)


def test_a_pasted_text_with_an_address_is_not_fetched(as_editor: Client, site: Site) -> None:
    bring(as_editor, url=site.page("/a", REPORT), pasted="The words that a subscriber sees.")
    capture = Capture.objects.get()
    assert (capture.url, capture.text, site.asked) == (
        site.url("/a"),
        "The words that a subscriber sees.",
        [],
    )


# Failures keep the form


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(status=403), "refuses to show this page to our server (403)"),
        (Answer(status=402), "asks to be paid for this page (402)"),
        (Answer(status=404), "no page at this address (404)"),
        (Answer(status=500), "site itself is failing (500)"),
        (Answer(b"%PDF", content_type="application/pdf"), "no page of text but application/pdf"),
        (Answer(b"<html><body></body></html>"), "No article text was found"),
        (Answer(b"x", headers={"Content-Length": "99999999"}), "larger than 10 MB"),
        (Answer(b"<p>" * 10, headers={"Content-Encoding": "gzip"}), "a compressed page that is damaged"),
    ],
)
def test_a_failure_says_what_happened_and_keeps_what_was_typed(
    as_editor: Client, site: Site, answer: Answer, said: str
) -> None:
    site.pages["/a?b=c&d"] = answer
    page = words(bring(as_editor, url=site.url("/a?b=c&d")))
    assert said in page
    assert f'value="{site.url("/a?b=c&amp;d")}"' in page
    assert "Or paste its text" in page
    assert Capture.objects.count() == 0


def test_a_private_address_is_refused_in_words(as_editor: Client) -> None:
    assert "it leads into a private network" in words(bring(as_editor, url="http://127.0.0.1/"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Give the URL of an article, or paste its text."),
        ({"url": "not an address"}, "is not a web address"),
        ({"url": "ftp://example.org/"}, "is not a web address"),
        ({"url": "https://example.org/" + "x" * 2000}, "at most 2000 characters"),
        ({"pasted": " \n "}, "Give the URL of an article, or paste its text."),
        ({"pasted": "<p> </p>"}, "No article text was found"),
        ({"pasted": "x" * 1_000_001}, "at most 1000000 characters"),
        ({"url": "https://example.org/\0"}, "Null characters"),
    ],
)
def test_what_cannot_be_read_is_named(as_editor: Client, fields: dict[str, str], said: str) -> None:
    assert said in words(bring(as_editor, **fields))


def test_a_disk_that_is_full_is_told_in_words(as_editor: Client, settings: Settings, tmp_path: Path) -> None:
    blocked = tmp_path / "a file where the folder should be"
    blocked.touch()
    settings.CAPTURES_DIR = blocked
    page = words(bring(as_editor, pasted="Some words."))
    assert "could not be kept on this server’s disk" in page
    assert "Some words." in page


# What is here already


def test_an_address_that_is_here_is_shown_before_anything_is_fetched(as_editor: Client, site: Site) -> None:
    article = factories.make_article("The <story>", url=site.page("/a", REPORT))
    page = words(bring(as_editor, url=site.url("/a?utm_source=x")))
    assert f'href="/admin/sources/article/{article.pk}/change/" dir="auto">The &lt;story&gt;</a>' in page
    assert "it has this address" in page
    assert site.asked == []


def test_it_can_be_read_all_the_same_and_no_other_with_it(as_editor: Client, site: Site) -> None:
    factories.make_article(url=site.page("/a", REPORT))
    assert "it has this address" in words(bring(as_editor, url=site.url("/a"), anyway=site.url("/b")))
    assert bring(as_editor, url=site.url("/a"), anyway=site.url("/a")).status_code == 302


def test_going_back_and_sending_again_finds_what_was_fetched(as_editor: Client, site: Site) -> None:
    first = bring(as_editor, url=site.page("/a", REPORT))["Location"]
    assert bring(as_editor, url=site.url("/a"))["Location"] == first
    assert len(site.asked) == 1
    Capture.objects.update(captured_at=timezone.now() - timedelta(hours=2))
    assert bring(as_editor, url=site.url("/a"))["Location"] != first
    assert len(site.asked) == 2


def test_what_was_read_and_not_saved_waits_for_its_editor(
    as_editor: Client, as_publisher: Client, publisher: User
) -> None:
    bring(as_editor, pasted="Mine to save.\n\nText.")
    link = f"{BRING}{Capture.objects.get().public_id}/"
    assert link in words(as_editor.get(BRING))
    assert link not in words(as_publisher.get(BRING))
    assert as_publisher.get(link).status_code == 404


# Who may


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_who_may_add_articles_may_bring_any(client: Client, db: None, method: str) -> None:
    client.force_login(factories.make_staff("reader"))
    assert getattr(client, method)(BRING, {"pasted": "x"}).status_code == 403
    client.logout()
    assert getattr(client, method)(BRING, {"pasted": "x"}).status_code in (200, 302)
    assert Capture.objects.count() == 0


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/sources/", "/admin/sources/article/", "/admin/sources/article/add/"]
)
def test_the_page_is_led_to_from_where_articles_are(as_editor: Client, address: str) -> None:
    assert f'href="{BRING}"' in words(as_editor.get(address))


def test_an_address_may_come_with_the_link(as_editor: Client) -> None:
    page = words(as_editor.get(BRING, {"url": 'https://example.org/"><script>'}))
    assert 'value="https://example.org/&quot;&gt;&lt;script&gt;"' in page


def test_a_page_that_is_paid_for_says_so(as_editor: Client, site: Site) -> None:
    response = bring(as_editor, url=site.page("/a", report(free=False)))
    assert "not free to read" in words(as_editor.get(response["Location"]))
