"""What an editor brings is recognised when it is here already, and unknown never equals unknown."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from sources import recognising
from sources.actions import keep_addresses
from sources.models import Article, ArticleText, Capture, sha256_of_text
from sources.recognising import known_articles, outlets_at, outlets_called
from tests import factories

pytestmark = pytest.mark.django_db

STORY = "https://www.example.org/news/story"
COPY = "https://web.archive.org/web/20241208093000/https://www.example.org/news/story"


def why(editor: User, *urls: str, text: str = "") -> dict[str, list[str]]:
    """The articles found, by title, and why."""
    found = known_articles(urls, text_sha256=sha256_of_text(text) if text else "", user=editor)
    return {one.article.title: one.why for one in found}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (f"{STORY}?utm_source=x&fbclid=y#part", recognising.SAME_ADDRESS),
        ("http://example.org/news/story/", recognising.SAME_ADDRESS),
        ("https://m.example.org/news/story", recognising.OTHER_FORM),
        (f"{STORY}/amp/", recognising.OTHER_FORM),
        (f"{STORY}?outputType=amp", recognising.OTHER_FORM),
        (COPY, recognising.OTHER_FORM),
        ("https://archive.ph/newest/https://www.example.org/news/story", recognising.OTHER_FORM),
    ],
)
def test_an_article_is_recognised_by_its_address_in_any_form(editor: User, url: str, reason: str) -> None:
    factories.make_article("The story", url=STORY)
    factories.make_article("Another", url="https://www.example.org/news/other")
    assert why(editor, url) == {"The story": [reason]}


def test_an_article_logged_under_a_mobile_address_is_recognised_by_the_plain_one(editor: User) -> None:
    factories.make_article("The story", url="https://m.example.org/news/story")
    assert why(editor, STORY) == {"The story": [recognising.OTHER_FORM]}


def test_an_article_is_recognised_by_an_address_it_had_before(editor: User) -> None:
    article = factories.make_article("The story", url="https://example.org/new")
    keep_addresses(article, [STORY])
    assert why(editor, f"{STORY}?utm_medium=x") == {"The story": [recognising.OTHER_ADDRESS]}
    assert why(editor, "https://m.example.org/news/story") == {"The story": [recognising.OTHER_FORM]}


def test_an_article_is_recognised_by_its_archive_address(editor: User) -> None:
    factories.make_article("The story", archive_url="https://archive.ph/AbC12")
    assert why(editor, "https://archive.ph/AbC12") == {"The story": [recognising.ARCHIVE]}


def test_an_article_is_recognised_by_its_text_wherever_it_stood(editor: User) -> None:
    article = factories.make_article("The story")
    text = ArticleText(article=article)
    text.hold("The same words.", at=factories.NOON)
    text.save()
    assert why(editor, "https://copy.example/a", text="The same words.") == {
        "The story": [recognising.SAME_TEXT]
    }
    assert why(editor, "https://copy.example/a", text="Other words.") == {}


def test_an_article_is_recognised_by_a_version_that_was_captured_before(editor: User) -> None:
    article = factories.make_article("The story")
    make_capture(article=article, text="As it was first.")
    assert why(editor, text="As it was first.") == {"The story": [recognising.SAME_TEXT]}


def make_capture(**fields: Any) -> Capture:
    text = fields.get("text", "")
    values = {
        "origin": "text",
        "captured_at": factories.NOON,
        "file": "aa/x.warc.gz",
        "file_sha256": "0" * 64,
        "text_sha256": sha256_of_text(text) if text else "",
    }
    return Capture.objects.create(**values | fields)


def test_unknown_never_equals_unknown(editor: User) -> None:
    factories.make_article("Without an address", url="", archive_url="")
    article = factories.make_article("Without a text", outlet=None)
    ArticleText.objects.create(
        article=article, text="", sha256="0" * 64, length=0, captured_at=factories.NOON
    )
    make_capture(article=article, text="")
    assert why(editor) == why(editor, "") == why(editor, "", "not an address") == {}


def test_what_several_things_tell_is_said_at_once_the_surest_first(editor: User) -> None:
    known = factories.make_article("The story", url=STORY)
    make_capture(article=known, text="Words.")
    make_capture(article=factories.make_article("A copy elsewhere"), text="Words.")
    assert why(editor, STORY, text="Words.") == {
        "The story": [recognising.SAME_ADDRESS, recognising.SAME_TEXT],
        "A copy elsewhere": [recognising.SAME_TEXT],
    }


def test_an_archived_copy_is_offered_to_an_article_that_has_none(editor: User) -> None:
    factories.make_article("Without", url=STORY)
    assert known_articles([COPY], user=editor)[0].archive == COPY
    Article.objects.update(archive_url="https://archive.ph/AbC12")
    assert known_articles([COPY], user=editor)[0].archive == ""
    assert known_articles([STORY], user=editor)[0].archive == ""


def test_recognising_takes_the_same_few_queries_however_many_are_alike(
    editor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        make_capture(article=factories.make_article(url=f"https://example.org/{number}"), text="Words.")
    known_articles([], user=editor)  # who may see drafts is asked once
    with django_assert_num_queries(5):
        found = known_articles([STORY], text_sha256=sha256_of_text("Words."), user=editor)
        assert [str(one.article.outlet) for one in found]
    assert len(found) == 10


# Outlets


def test_an_outlet_is_found_by_any_of_its_names(editor: User) -> None:
    outlet = factories.make_outlet("Al Majalla", aliases=["المجلة"])
    factories.make_outlet("Al Majalla Weekly")
    for name in ("AL-MAJALLA", "المجله"):
        assert outlets_called(name, user=editor) == [outlet]
    assert outlets_called("", user=editor) == []


def test_an_outlet_is_found_by_its_home_page(editor: User) -> None:
    paper = factories.make_outlet("The Paper", home_page="https://www.example.co.uk/home")
    sport = factories.make_outlet("The Paper: Sport", home_page="https://sport.example.co.uk/")
    factories.make_outlet("Another", home_page="https://notexample.co.uk/")
    factories.make_outlet("Without a page", home_page="")
    assert outlets_at("https://example.co.uk/a", user=editor) == [paper]
    assert outlets_at("https://sport.example.co.uk/a", user=editor) == [sport]
    assert outlets_at("https://news.example.co.uk/a", user=editor) == [paper, sport]
    assert outlets_at("", user=editor) == outlets_at("not an address", user=editor) == []


@pytest.mark.parametrize(
    ("home", "url"),
    [
        ("https://one.blogspot.com/", "https://two.blogspot.com/a"),
        ("https://www.facebook.com/one", "https://www.facebook.com/two/posts/1"),
    ],
)
def test_two_that_share_a_host_are_two_outlets(editor: User, home: str, url: str) -> None:
    factories.make_outlet("One", home_page=home)
    assert outlets_at(url, user=editor) == []
