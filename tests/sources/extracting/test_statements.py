"""What a page states of itself is proposed; what it does not state is not guessed."""

import json
from typing import Any

import pytest
import trafilatura

from sources.extracting.statements import Page, Statement

URL = "https://www.example.co.uk/news/2019/05/03/story"


def page(
    head: str = "", body: str = "<p>Words.</p>", *, lang: str = "", url: str = URL, **linked: Any
) -> Page:
    """A page with these parts; `linked` is a NewsArticle in its JSON-LD."""
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle"} | linked)
    script = f'<script type="application/ld+json">{data}</script>' if linked else ""
    html = f"<html{lang}><head>{head}{script}</head><body>{body}<footer>Copyright 2019</footer></body></html>"
    return Page(trafilatura.load_html(html), url)


def stated(found: Page) -> dict[str, str]:
    return {name: one.value for name, one in found.proposals().items()}


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


# Where each value comes from, the surest place first


@pytest.mark.parametrize(
    ("found", "where"),
    [
        (
            page(meta("og:title", "x") + "<title>x</title>", "<h1>x</h1>", headline="The title"),
            "headline in its JSON-LD",
        ),
        (page(meta("og:title", "The title"), "<h1>x</h1>"), "meta og:title"),
        (page('<meta name="twitter:title" content="The title">'), "meta twitter:title"),
        (page("<title>x</title>", "<h1>The <i>title</i></h1>"), "the page’s one h1 heading"),
        (page("<title>The title</title>", "<h1>x</h1><h1>y</h1>"), "its title element"),
    ],
)
def test_a_title_is_taken_from_the_surest_place(found: Page, where: str) -> None:
    assert found.proposals()["title"] == Statement("The title", where)


@pytest.mark.parametrize(
    ("found", "where"),
    [
        (page(meta("og:site_name", "x"), publisher={"name": "The Paper"}), "publisher in its JSON-LD"),
        (page(meta("og:site_name", "The Paper")), "meta og:site_name"),
    ],
)
def test_an_outlet_is_the_publisher_or_the_site(found: Page, where: str) -> None:
    assert found.proposals()["outlet"] == Statement("The Paper", where)


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("Sara Haddad", "Sara Haddad"),
        ({"@type": "Person", "name": "Sara Haddad"}, "Sara Haddad"),
        ([{"name": "Sara Haddad"}, {"name": "Ali"}, {"name": "Ali"}], "Sara Haddad, Ali"),
        (["Sara Haddad", "https://example.org/authors/7"], "Sara Haddad"),
    ],
)
def test_a_byline_is_read_in_each_form_it_is_written_in(author: Any, byline: str) -> None:
    assert stated(page(author=author))["byline"] == byline


def test_a_byline_is_also_read_from_meta_elements() -> None:
    two = '<meta name="author" content="Sara"><meta name="author" content="Ali">'
    assert stated(page(two))["byline"] == "Sara, Ali"
    assert "byline" not in stated(page(meta("article:author", "https://example.org/authors/7")))


# Dates


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (meta("article:published_time", "2024-12-08T23:59:00+03:00"), ""),
        ('<meta name="DC.date.issued" content="2024-12-08">', ""),
        ('<meta name="parsely-pub-date" content="2024-12-08T01:00:00Z">', ""),
        ('<meta itemprop="datePublished" content="2024-12-08 10:00">', ""),
        ("", '<span itemprop="datePublished" datetime="2024-12-08">yesterday</span>'),
        ("", '<time pubdate datetime="2024-12-08T10:00">yesterday</time>'),
    ],
)
def test_a_date_is_the_day_that_the_page_states(head: str, body: str) -> None:
    assert stated(page(head, body or "<p>Words."))["published"] == "2024-12-08"


def test_a_date_says_where_it_stands_and_what_stands_there() -> None:
    found = page(datePublished="2024-12-08T23:30:00Z").proposals()["published"]
    assert found == Statement("2024-12-08", "datePublished in its JSON-LD: 2024-12-08T23:30:00Z")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "<p>Published on 3 May 2019</p>"),
        ("", "<time datetime='2019-05-03'>3 May</time>"),
        ("", "<p class=date>2019-05-03</p>"),
        (meta("article:modified_time", "2019-05-03"), ""),
        (meta("og:updated_time", "2019-05-03"), ""),
        ("<link rel=canonical href=/news/2019/05/03/story>", ""),
        ('<meta name="copyright" content="2019">', ""),
    ],
)
def test_no_date_is_guessed_from_the_address_a_copyright_line_or_the_text(head: str, body: str) -> None:
    assert not {"published", "published_words"} & stated(page(head, body or "<p>Words.")).keys()


@pytest.mark.parametrize(
    "words", ["8 December 2024", "٨ ديسمبر ٢٠٢٤", "12/08/2024", "2024-13-45", "0001-01-01T00:00:00", "Sunday"]
)
def test_a_date_that_is_no_plain_day_is_kept_in_its_words(words: str) -> None:
    found = stated(page(datePublished=words))
    assert (found["published_words"], "published" in found) == (words, False)


def test_several_dates_of_publication_are_all_told() -> None:
    found = page(meta("article:published_time", "2024-12-09T01:00:00Z"), datePublished="2024-12-08")
    assert stated(found)["published"] == "2024-12-08"
    assert found.notes() == ["The page states several dates of publication: 2024-12-08, 2024-12-09."]


def test_the_same_day_said_twice_is_one() -> None:
    found = page(meta("article:published_time", "2024-12-08T01:00:00Z"), datePublished="2024-12-08")
    assert found.notes() == []


# Language, address, paywall


@pytest.mark.parametrize(
    ("lang", "language"), [("ar", "ar"), ("fr-CA", "fr-CA"), ("en_US", "en-US"), (" ar ", "ar")]
)
def test_a_language_is_what_the_page_says(lang: str, language: str) -> None:
    assert stated(page(lang=f' lang="{lang}"'))["language"] == language


@pytest.mark.parametrize("lang", ["", ' lang=""', ' lang="English language"', ' lang="{{ locale }}"'])
def test_a_page_that_states_no_language_has_none(lang: str) -> None:
    assert "language" not in stated(page(meta("og:locale", "ar_SY"), "<p>كلمات</p>", lang=lang))


@pytest.mark.parametrize(
    "href",
    ["/story", "https://example.co.uk/story", "//news.example.co.uk/story", "http://www.example.co.uk/story"],
)
def test_the_address_that_a_page_calls_its_own_is_taken_from_its_own_site(href: str) -> None:
    assert stated(page(f'<link rel="Canonical" href="{href}">'))["url"].endswith("/story")


@pytest.mark.parametrize(
    "href",
    [
        "https://other.co.uk/story", "https://example.org/story", "ftp://example.co.uk/story", "javascript:alert(1)",
        "https://user:secret@example.co.uk/story", "https://example.co.uk/" + "x" * 2000,
        "https://example.co.uk.evil.example/story", "https://[::1/story", "", "data:text/html,x",
    ],
)  # fmt: skip
def test_the_address_of_another_site_is_not(href: str) -> None:
    assert "url" not in stated(page(f'<link rel="canonical" href="{href}">'))


def test_two_blogs_of_one_host_are_two_sites() -> None:
    link = '<link rel="canonical" href="https://other.blogspot.com/story">'
    assert "url" not in stated(page(link, url="https://mine.blogspot.com/story"))


def test_without_an_address_of_its_own_a_page_names_none() -> None:
    assert "url" not in stated(page('<link rel="canonical" href="https://example.org/">', url=""))


@pytest.mark.parametrize(
    "found",
    [
        page(isAccessibleForFree=False),
        page(isAccessibleForFree="False"),
        page(meta("article:content_tier", "locked")),
    ],
)
def test_a_page_that_is_not_free_to_read_says_so(found: Page) -> None:
    assert "not free to read" in found.notes()[0]


# JSON-LD as sites write it


@pytest.mark.parametrize(
    "data",
    [
        {
            "@graph": [
                {"@type": "WebPage", "name": "x"},
                {"@type": ["Thing", "ReportageNewsArticle"], "headline": "T"},
            ]
        },
        [{"@type": "BreadcrumbList"}, {"@type": "BlogPosting", "headline": "T"}],
        {"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": ["T"]}},
    ],
)
def test_a_report_is_found_wherever_it_stands(data: Any) -> None:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert stated(page(script))["title"] == "T"


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "[" * 100_000,
        '{"@type": 7, "headline": 7}',
        "null",
        '{"@type": "NewsArticle", "headline": {}}',
    ],
)
def test_linked_data_that_cannot_be_read_is_left_out(data: str) -> None:
    assert stated(page(f'<script type="application/ld+json">{data}</script><title>T</title>'))["title"] == "T"


def test_values_fit_the_columns_they_are_for() -> None:
    found = stated(page(headline="x" * 9000, author="y" * 9000, datePublished="z" * 9000))
    assert {name: len(value) for name, value in found.items()} == {
        "title": 500,
        "byline": 300,
        "published_words": 100,
    }
