"""One article under its many addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.addresses import normalise_url
from sources.spellings import is_archive, original_of, registered_name, spellings

STORY = "https://www.example.org/news/story.html?id=7"


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/news/story.html?id=7&utm_source=x#top",
        "https://m.example.org/news/story.html?id=7",
        "https://mobile.example.org/news/story.html?id=7",
        "https://amp.example.org/news/story.html?id=7",
        "https://www.example.org/amp/news/story.html?id=7",
        "https://www.example.org/news/story.html/amp?id=7",
        "https://www.example.org/news/story.html/amp/?id=7",
        "https://www.example.org/news/story.amp.html?id=7",
        "https://www.example.org/news/story.html?id=7&amp=1",
        "https://www.example.org/news/story.html?outputType=amp&id=7",
        "https://m.example.org/news/story.amp.html?id=7&fbclid=y",
        "https://web.archive.org/web/20241208093000/https://www.example.org/news/story.html?id=7",
        "https://web.archive.org/web/20241208093000id_/http://example.org/news/story.html?id=7",
        "https://web.archive.org/web/2024*/https://example.org/news/story.html?id=7".replace("*", ""),
        "web.archive.org/web/2024/www.example.org/news/story.html?id=7".replace("web.", "https://web.", 1),
        "https://web.archive.org/web/2024/https:/www.example.org/news/story.html?id=7",
        "https://web.archive.org/https://www.example.org/news/story.html?id=7".replace(
            "org/https", "org/web/https"
        ),
        "https://archive.ph/2024.12.08-093000/https://www.example.org/news/story.html?id=7",
        "http://archive.today/newest/https://www.example.org/news/story.html?id=7",
        "https://archive.is/o/AbC12/https://www.example.org/news/story.html?id=7",
        "https://www.google.com/amp/s/www.example.org/news/story.amp.html?id=7",
        "https://www-example-org.cdn.ampproject.org/v/s/www.example.org/news/story.html?id=7&amp=1",
        "https://www-example-org.cdn.ampproject.org/c/www.example.org/news/story.html?id=7",
    ],
)
def test_the_forms_of_an_address_are_known_for_one(other: str) -> None:
    assert normalise_url(STORY) in spellings(other)


@pytest.mark.parametrize(
    "form",
    [
        "https://m.example.org/a",
        "https://example.org/a/amp",
        "https://amp.example.org/a",
        "https://example.org/a?amp=1",
    ],
)
def test_a_form_on_record_is_found_from_the_plain_address(form: str) -> None:
    assert normalise_url(form) in spellings("https://www.example.org/a")


def test_a_label_inside_a_name_counts_too() -> None:
    assert normalise_url("https://en.example.org/wiki/A") in spellings("https://en.m.example.org/wiki/A")
    assert normalise_url("https://en.m.example.org/wiki/A") in spellings("https://en.example.org/wiki/A")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/b"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/", "https://example.org/amp"),
        ("https://example.org/a", "https://example.net/a"),
        ("https://m.org/a", "https://org/a"),
        ("https://example.org/camp", "https://example.org/c"),
        ("https://example.org/a", "https://blog.example.org/a"),
    ],
)
def test_other_pages_stay_other_pages(one: str, other: str) -> None:
    assert normalise_url(other) not in spellings(one)
    assert normalise_url(one) not in spellings(other)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/archive.ph/newest/https://example.net/",
        "https://archive.ph/AbC12",
        "https://web.archive.org/",
        "https://example.org/?u=https://web.archive.org/web/2024/https://example.net/",
        "https://archive.org/details/item",
        "https://web.archive.org/web/20200101000000/http://[bad",
        "https://archive.ph/2020/http://[bad",
    ],
)
def test_an_address_that_names_no_original_is_none_s_copy(url: str) -> None:
    assert original_of(url) == ""


def test_a_copy_without_the_address_of_its_original_is_still_an_archive_s() -> None:
    assert is_archive("https://archive.ph/AbC12")
    assert not is_archive("https://example.org/archive.ph/a")


@pytest.mark.parametrize(
    "text", ["", "not an address", "ftp://example.org/", "https://web.archive.org/web/2024/ftp://x/"]
)
def test_what_is_no_address_has_no_spellings_that_matter(text: str) -> None:
    assert all(one.startswith("https://web.archive.org/") for one in spellings(text))


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://news.example.co.uk/a", "example.co.uk"),
        ("http://mine.blogspot.com/", "mine.blogspot.com"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://localhost/", "localhost"),
        ("ftp://example.org/", ""),
        ("", ""),
    ],
)
def test_the_registered_name_is_by_the_public_suffix_list(url: str, name: str) -> None:
    assert registered_name(url) == name


@given(
    st.from_regex(
        r"https?://[a-z]{1,5}(\.[a-z]{1,4}){1,3}/[a-z/.%0-9]{0,12}(\?[a-z=&0-9]{0,8})?", fullmatch=True
    )
)
def test_every_spelling_is_normalised_and_few_are_many(url: str) -> None:
    found = spellings(url)
    assert all(normalise_url(one) == one for one in found)
    assert 1 <= len(found) <= 250
