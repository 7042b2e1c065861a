"""Reading a page in a process of its own: every kind of text, and whatever a page may be made of to do harm."""

import time

import pytest

from sources.extracting import NO_TEXT, TOO_HARD, Extracted, NotExtracted, Proposal, extract
from tests.sources.adding.pages import PARAGRAPHS, REPORT, report

HTML = "text/html; charset=utf-8"
LONG = "These are words of a paragraph that is long enough to be taken for one. " * 3


def read(body: str | bytes, content_type: str = HTML) -> Extracted:
    return extract(
        body.encode() if isinstance(body, str) else body,
        content_type=content_type,
        url="https://example.org/a",
    )


def test_a_report_is_read_in_paragraphs_without_what_surrounds_it() -> None:
    found = read(REPORT)
    assert found.text == "\n\n".join(PARAGRAPHS)
    assert found.proposals == {
        "title": Proposal("The convoy left before dawn", "headline in its JSON-LD"),
        "outlet": Proposal("The Paper of Record", "publisher in its JSON-LD"),
        "byline": Proposal("Sara Haddad, Ali Noor", "author in its JSON-LD"),
        "language": Proposal("en", "lang of its html element"),
        "published": Proposal("2024-12-08", "datePublished in its JSON-LD: 2024-12-08T22:30:00+03:00"),
    }


def test_a_page_that_states_nothing_but_its_text_gets_no_date() -> None:
    page = f"<html><body><article><p>{LONG}</p></article><footer>© 2019–2024 The Paper</footer></body></html>"
    found = extract(page.encode(), content_type=HTML, url="https://example.org/2019/05/03/a")
    assert not {"published", "published_words"} & found.proposals.keys()


def test_a_part_of_a_page_is_read_too() -> None:
    assert read("<p>One.</p><p>Two <b>bold</b>.</p>").text == "One.\n\nTwo bold."


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("One line.\r\n\r\nTwo\r\nlines.", "One line.\n\nTwo lines."),
        ("One.\nTwo.\n", "One.\n\nTwo."),
        ("Only one.", "Only one."),
        ("\ufeffMarked.", "Marked."),
        ("A < b, and <p> is no markup here.", "A < b, and <p> is no markup here."),
    ],
)
def test_plain_text_is_read_in_paragraphs(text: str, read_as: str) -> None:
    assert read(text, "text/plain").text == read_as


def test_the_first_line_of_a_plain_text_is_proposed_as_its_title() -> None:
    assert read("The title\n\nThe text.", "text/plain").proposals == {
        "title": Proposal("The title", "the first line of the text")
    }
    assert read("Only a text.", "text/plain").proposals == {}
    assert read("x" * 201 + "\n\nThe text.", "text/plain").proposals == {}


@pytest.mark.parametrize(
    ("encoding", "content_type", "head"),
    [
        ("utf-8", "text/html", ""),
        ("utf-8-sig", "text/html; charset=iso-8859-1", ""),
        ("utf-16", "text/html", ""),
        ("windows-1256", "text/html; charset=windows-1256", ""),
        ("windows-1256", "text/html", '<meta charset="windows-1256">'),
        (
            "iso-8859-6",
            "text/html",
            '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-6">',
        ),
        ("utf-8", "text/html; charset=nonsense", ""),
        ("utf-8", 'text/html; charset="UTF-8"', '<meta charset="ascii">'),
    ],
)
def test_a_page_is_read_in_its_encoding(encoding: str, content_type: str, head: str) -> None:
    page = f"<html><head>{head}</head><body><article><p>غادر الرئيس قبل الفجر من المطار العسكري.</p></article></body></html>"
    found = read(page.encode(encoding), content_type)
    assert found.text == "غادر الرئيس قبل الفجر من المطار العسكري."


def test_an_encoding_that_nobody_names_is_guessed_from_the_bytes() -> None:
    page = f"<html><body><p>{'غادر الرئيس المدينة قبل الفجر بطائرة صغيرة. ' * 20}</p></body></html>"
    assert "غادر الرئيس" in read(page.encode("windows-1256"), "text/html").text


def test_what_no_database_takes_is_left_out() -> None:
    found = read(
        report(title="A\u0000B\ud83dC", paragraphs=[f"Nul \0 and bell \a. {LONG}"]).replace(
            "\ud83d", "\\ud83d"
        )
    )
    assert found.proposals["title"].value == "ABC"
    assert found.text.startswith("Nul and bell .")


@pytest.mark.parametrize("body", ["", " \n ", "\0\0", "<html></html>", "<script>write()</script>", "<p></p>"])
def test_a_page_without_text_says_what_to_do(body: str) -> None:
    with pytest.raises(NotExtracted, match="No article text was found"):
        read(body)
    assert "paste" in NO_TEXT


# What is made to do harm. What is read of it does not matter: that reading ends, and in words, does.

HOSTILE = {
    "deep": b"<div>" * 300_000 + b"words",
    "deep formatting": b"<b><i>" * 300_000 + b"words",
    "a huge attribute": b"<p title='" + b"x" * 9_000_000 + b"'>words",
    "tags without end": b"<a href=" * 1_000_000,
    "less-than signs": b"<" * 9_000_000,
    "entities": b"&" * 9_000_000,
    "comments": b"<!--" * 2_000_000,
    "an XML bomb": b'<!DOCTYPE a [<!ENTITY a "'
    + b"x" * 1000
    + b'"><!ENTITY b "'
    + b"&a;" * 1000
    + b'">]><p>&b;&b;</p>',
    "a file": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x; words</p></body></html>',
    "deep data": b'<script type="application/ld+json">' + b'{"a":' * 500_000 + b"</script><p>words",
    "bytes at random": bytes(range(256)) * 8_000,
    "tables in tables": b"<table><tr><td>" * 100_000,
    "NULs": b"<\0p\0>" * 100_000,
}


def words_of(body: bytes) -> str:
    """The text of a page, or the words in which it was refused; any other failure is one of ours."""
    try:
        return extract(body, content_type=HTML, seconds=5).text
    except NotExtracted as refusal:
        return {NO_TEXT: "no text", TOO_HARD: "too hard"}[str(refusal)]


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_ends_in_words(body: bytes) -> None:
    began = time.monotonic()
    assert "root:" not in words_of(body)
    assert time.monotonic() - began < 8


def test_a_page_that_takes_too_long_is_left_off() -> None:
    began = time.monotonic()
    with pytest.raises(NotExtracted, match="too large or too tangled"):
        extract(b"<p>hello there" * 500_000, content_type=HTML, seconds=1)
    assert time.monotonic() - began < 3


def test_the_reader_hears_nothing_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONSTARTUP", "/nonexistent")
    monkeypatch.setenv("PYTHONPATH", "/nonexistent")
    monkeypatch.setenv("SECRET_KEY", "xyzzy")
    assert read(REPORT).text.startswith("A convoy")
