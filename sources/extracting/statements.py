"""What a page states of itself: in JSON-LD (schema.org), in its meta elements (Open Graph, Dublin Core), in its markup.

Nothing is guessed: a date comes from a statement that it is the date of publication, never from the address, a
copyright line or a date in the text; a language from `lang` on the page itself; another address only from the same
site. Two statements that differ are both told.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urljoin

from lxml.html import HtmlElement

from sources.addresses import key_of
from sources.spellings import registered_name

# Types of schema.org that are a report: NewsArticle, ReportageNewsArticle, BlogPosting, SocialMediaPosting, ...
REPORT = re.compile(r"(Article|Posting|Report|Review)$")
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?![\d-])")
FIRST_YEAR = 1600
SPACES = re.compile(r"\s+")
# Columns of the article, in characters.
LONGEST = {"title": 500, "byline": 300, "outlet": 200, "published_words": 100, "language": 35, "url": 2000}
DEEPEST = 12

PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
    "dcterms.date", "dc.date", "date", "pubdate", "publishdate", "publish-date", "publication_date",
    "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date", "article.published",
)  # fmt: skip
AUTHOR_META = (
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
)


class Statement(NamedTuple):
    """A value and where it stands, in words that an editor can look up in the page's source."""

    value: str
    where: str


class Page:
    """A parsed page, asked for what it states."""

    def __init__(self, tree: HtmlElement, url: str) -> None:
        self._tree, self._url = tree, url
        self._metas = list(_metas(tree))
        self._reports = [one for one in _linked_data(tree) if _is_report(one)]

    def proposals(self) -> dict[str, Statement]:
        """The first statement for each field of an article, where there is one."""
        found = {
            "title": _first(self._titles()),
            "outlet": _first(self._outlets()),
            "byline": _first(self._bylines()),
            "language": _first(self._languages()),
            "url": _first(self._addresses()),
            **self._publication(),
        }
        return {name: _fitted(name, one) for name, one in found.items() if one}

    def notes(self) -> list[str]:
        """What an editor should look at, in sentences."""
        days = sorted({day for one in self._dates() if (day := _day(one.value))})
        notes = []
        if len(days) > 1:
            notes.append(f"The page states several dates of publication: {', '.join(days)}.")
        if self._is_paid():
            notes.append(
                "The page says of itself that it is not free to read: the text below may be its beginning only."
            )
        return notes

    def _publication(self) -> dict[str, Statement | None]:
        """The day, where a statement is one; else its words as they stand, which nobody but an editor reads as a day."""
        stated = list(self._dates())
        dated = next((one for one in stated if _day(one.value)), None)
        if dated:
            return {"published": Statement(_day(dated.value), f"{dated.where}: {dated.value[:60]}")}
        return {"published_words": _first(stated)}

    def _titles(self) -> Iterator[Statement]:
        yield from self._linked("headline")
        yield from self._meta("og:title", "twitter:title", "dc.title", "citation_title")
        headings = self._tree.findall(".//h1")
        if len(headings) == 1:
            yield Statement(_words(headings[0]), "the page’s one h1 heading")
        yield from self._texts("title", "its title element")

    def _outlets(self) -> Iterator[Statement]:
        yield from self._linked("publisher")
        yield from self._meta("og:site_name", "application-name", "dc.publisher", "citation_journal_title")

    def _bylines(self) -> Iterator[Statement]:
        for report in self._reports:
            yield Statement(", ".join(_names(report.get("author"))), "author in its JSON-LD")
        for name in AUTHOR_META:
            values = dict.fromkeys(one.value for one in self._meta(name) if "://" not in one.value)
            yield Statement(", ".join(values), f"meta {name}")

    def _dates(self) -> Iterator[Statement]:
        yield from self._linked("datePublished")
        yield from self._meta(*PUBLISHED_META)
        for element in self._tree.xpath("//*[@itemprop='datePublished']"):
            value = element.get("datetime") or element.get("content") or _words(element)
            yield Statement(value.strip(), "itemprop datePublished")
        for element in self._tree.xpath("//time[@pubdate]"):
            yield Statement((element.get("datetime") or _words(element)).strip(), "time pubdate")

    def _languages(self) -> Iterator[Statement]:
        for name in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
            value = (self._tree.get(name) or "").strip().replace("_", "-")
            if LANGUAGE.fullmatch(value):
                yield Statement(value, "lang of its html element")

    def _addresses(self) -> Iterator[Statement]:
        for link in self._tree.xpath("//link[contains(translate(@rel, 'CANOIL', 'canoil'), 'canonical')]"):
            yield Statement(self._same_site(link.get("href") or ""), "its canonical link")
        for one in self._meta("og:url"):
            yield Statement(self._same_site(one.value), one.where)

    def _same_site(self, address: str) -> str:
        """The address, made whole; nothing where it is of another site or of none."""
        try:
            whole = urljoin(self._url, address.strip()) if address.strip() else ""
            same = bool(registered_name(whole)) and registered_name(whole) == registered_name(self._url)
        except ValueError:
            return ""
        # What no article could have for an address (a password in it, thousands of letters) is none to propose.
        return whole if same and key_of(whole) else ""

    def _is_paid(self) -> bool:
        stated = [str(report.get("isAccessibleForFree", "")).lower() for report in self._reports]
        tiers = {one.value.lower() for one in self._meta("article:content_tier")}
        return "false" in stated or bool(tiers & {"locked", "metered"})

    def _linked(self, name: str) -> Iterator[Statement]:
        for report in self._reports:
            yield Statement(", ".join(_names(report.get(name))), f"{name} in its JSON-LD")

    def _meta(self, *names: str) -> Iterator[Statement]:
        for name in names:
            yield from (Statement(value, f"meta {name}") for key, value in self._metas if key == name)

    def _texts(self, tag: str, where: str) -> Iterator[Statement]:
        yield from (Statement(_words(element), where) for element in self._tree.findall(f".//{tag}"))


def _first(statements: Iterable[Statement]) -> Statement | None:
    return next((one for one in statements if one.value.strip()), None)


def _fitted(name: str, one: Statement) -> Statement:
    value = SPACES.sub(" ", one.value).strip()
    return Statement(value[: LONGEST.get(name, 500)].strip(), one.where)


def _words(element: HtmlElement) -> str:
    return SPACES.sub(" ", element.text_content()).strip()


def _day(text: str) -> str:
    """The day that begins this text, as EDTF; nothing where it is no day of the calendar."""
    stated = DAY.match(text.strip())
    try:
        day = date.fromisoformat(stated[1]) if stated else None
    except ValueError:
        return ""
    return day.isoformat() if day and day.year >= FIRST_YEAR else ""


def _metas(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        yield name.strip().lower(), (meta.get("content") or "").strip()


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD, in order."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            yield from _objects(json.loads(script.text or ""), DEEPEST)
        except (ValueError, RecursionError):
            continue


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if depth:
        for one in inside:
            yield from _objects(one, depth - 1)


def _is_report(found: dict[str, Any]) -> bool:
    kinds = found.get("@type")
    return any(REPORT.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _names(value: Any) -> list[str]:
    """What a value of JSON-LD is called: itself, its name, or the names of what it lists."""
    if isinstance(value, list):
        return list(dict.fromkeys(name for one in value[:50] for name in _names(one)))
    if isinstance(value, dict):
        value = value.get("name")
    return [value.strip()] if isinstance(value, str) and value.strip() and "://" not in value else []
