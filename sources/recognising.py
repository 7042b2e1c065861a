"""Articles and outlets that are here already, found by what is known of a page that an editor brings.

Offered, never taken for the same: and unknown never equals unknown. A page without text, or of no known outlet,
is like no other.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet

from sources.addresses import key_of
from sources.models import Article, ArticleAddress, ArticleText, Capture, Outlet
from sources.spellings import is_archive, original_of, registered_name, spellings

SAME_ADDRESS = "it has this address"
OTHER_ADDRESS = "this is another address of it"
OTHER_FORM = "its address is the same but for a mobile, AMP or archived form"
ARCHIVE = "this is its archive address"
SAME_TEXT = "its text is the same, to the letter"
SHOWN = 10
# Blogs of one host may be many, and their names are not in the address.
LOOKED_AT = 200


# What is published there is an account's or a channel's, and that is its outlet: never the platform.
PLATFORMS = frozenset(
    [
        "bsky.app",
        "facebook.com",
        "fb.watch",
        "instagram.com",
        "t.me",
        "telegram.me",
        "threads.com",
        "threads.net",
        "tiktok.com",
        "twitter.com",
        "vk.com",
        "x.com",
        "youtu.be",
        "youtube.com",
    ]
)


@dataclass(frozen=True)
class Known:
    """An article that may be the one an editor brings, with why, in words, and an archive address it could take."""

    article: Article
    why: list[str]
    archive: str = ""

    @property
    def has_this_text(self) -> bool:
        return SAME_TEXT in self.why


def known_articles(urls: Iterable[str], *, text_sha256: str = "", user: Any) -> list[Known]:
    """The articles that these addresses lead to or that hold the same text, the surest first; at most ten.

    `urls` are the addresses of one page: as asked for, where its redirects led, the one it calls its own.
    """
    given = list(dict.fromkeys(filter(None, urls)))
    found: dict[int, list[str]] = defaultdict(list)
    for why, rows in _searches(given, text_sha256):
        for pk in rows.values_list("pk", flat=True)[:SHOWN]:
            found[pk].append(why)
    articles = Article.objects.visible_to(user).with_outlet().in_bulk(list(found)[:SHOWN])
    archive = next((url for url in given if is_archive(url)), "")
    return [
        Known(articles[pk], why, "" if articles[pk].archive_url else archive)
        for pk, why in found.items()
        if pk in articles
    ]


def _searches(urls: Collection[str], text_sha256: str) -> "Iterable[tuple[str, QuerySet[Any]]]":
    exact = {key for url in urls if (key := key_of(url))}
    every = {spelling for url in urls for spelling in spellings(url)}
    articles = Article.objects.order_by("pk")
    other = ArticleAddress.objects.order_by()
    yield SAME_ADDRESS, articles.filter(url_normalized__in=exact)
    yield OTHER_ADDRESS, articles.filter(pk__in=other.filter(url_normalized__in=exact).values("article"))
    yield (
        ARCHIVE,
        articles.filter(archive_url__in=[url for url in urls if original_of(url) or is_archive(url)]),
    )
    near = other.filter(url_normalized__in=every - exact)
    yield OTHER_FORM, articles.filter(Q(url_normalized__in=every - exact) | Q(pk__in=near.values("article")))
    if text_sha256:
        texts = ArticleText.objects.order_by().filter(sha256=text_sha256)
        captures = Capture.objects.order_by().filter(text_sha256=text_sha256)
        yield (
            SAME_TEXT,
            articles.filter(Q(pk__in=texts.values("article")) | Q(pk__in=captures.values("article"))),
        )


def outlets_called(name: str, *, user: Any) -> list[Outlet]:
    """The outlets that have this name, in any of its forms; none for no name."""
    return list(Outlet.objects.visible_to(user).called(name)[:SHOWN])


def is_platform(url: str) -> bool:
    """True for a page of a platform, on which everybody publishes."""
    return registered_name(url) in PLATFORMS


def outlets_at(url: str, *, user: Any) -> list[Outlet]:
    """The outlets with a home page on the host of this address; if there are none, on its registered name."""
    site = registered_name(url)
    if not site or site in PLATFORMS:
        return []
    pages = Outlet.objects.visible_to(user).filter(home_page__icontains=site).order_by("pk")[:LOOKED_AT]
    near = [one for one in pages if registered_name(one.home_page) == site]
    return [one for one in near if _host(one.home_page) == _host(url)] or near


def _host(url: str) -> str:
    return urlsplit(key_of(url)).netloc
