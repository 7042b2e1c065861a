"""The addresses under which one article is met: its mobile and AMP pages, caches of those, and archived copies.

Rules of the addresses alone, as those services document them: nothing is asked of anybody.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tld import get_fld

from sources.addresses import normalise_url

# Each ends in the address of what was archived or cached, with or without its scheme.
_COPIES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # The Wayback Machine: a time, perhaps cut short, and perhaps a flag such as id_ or if_.
        r"https?://(?:web\.)?archive\.org/(?:web/)?(?:\d{4,14}|\*)(?:[a-z]{2}_)?/(?P<original>.+)",
        r"https?://(?:web\.)?archive\.org/web/(?P<original>https?:/.+)",
        # archive.today, under each of its names: a time, `newest`, `oldest`, or the page of one copy.
        r"https?://archive\.(?:today|ph|is|li|vn|md|fo)/(?:[\d.-]{4,20}|newest|oldest|timegate|o/\w+)/(?P<original>.+)",
        r"https?://webcache\.googleusercontent\.com/search\?(?:.*&)?q=cache:(?:\w+:)?(?P<original>[^+ ]+)",
    )
]
# AMP caches name the page without its scheme; /s/ stands for https.
_CACHES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"https?://(?:www\.)?google\.[a-z.]+/amp/(?P<secure>s/)?(?P<original>[^/]+\..+)",
        r"https?://[^/]+\.cdn\.ampproject\.org/(?:c|v|wp/c)/(?P<secure>s/)?(?P<original>[^/]+\..+)",
    )
]
_ARCHIVES = re.compile(
    r"https?://(?:(?:web\.)?archive\.org|archive\.(?:today|ph|is|li|vn|md|fo))/.", re.IGNORECASE
)

_LABELS = ("m", "mobile", "amp")
_LABEL = re.compile(rf"(?:^|(?<=\.))(?:{'|'.join(_LABELS)})\.")
_AMP_PARAMETERS = [("amp", "1"), ("outputtype", "amp"), ("amp", ""), ("amp", "true")]


def registered_name(url: str) -> str:
    """The name that somebody registered, of the host in an http address: `example.co.uk`; nothing if it has none.

    By the Public Suffix List, private suffixes included: two blogs of one host are two sites. A host without one
    (a number, `localhost`) stands for itself.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return ""
    return get_fld(url, fail_silently=True, search_private=True) or parts.hostname or ""


def is_archive(url: str) -> bool:
    """True for the address of a copy in one of the public archives."""
    return bool(_ARCHIVES.match(url))


def original_of(url: str) -> str:
    """The address that this one, of an archived or cached copy, says it is a copy of; nothing if it says none."""
    for pattern in _COPIES:
        if found := pattern.match(url):
            return _if_address(_whole(found["original"], "http"))
    for pattern in _CACHES:
        if found := pattern.match(url):
            return _if_address(_whole(found["original"], "https" if found["secure"] else "http"))
    return ""


def _if_address(url: str) -> str:
    """The address, unless what the copy names is none."""
    try:
        normalise_url(url)
    except ValueError:
        return ""
    return url


def spellings(url: str) -> set[str]:
    """Every normalised address (sources/addresses.py) under which the page at `url` may be on record.

    None for what is no address. Where the page is a copy, those of its original too.
    """
    found: set[str] = set()
    for one in filter(None, (url, original_of(url))):
        try:
            normal = normalise_url(one)
        except ValueError:
            continue
        found |= {normal} if is_archive(one) else {normal, *_variants(normal)}
    return found


def _whole(address: str, scheme: str) -> str:
    """An address as it stands inside another, where slashes may have been lost."""
    bare = re.sub(r"^(https?):/{1,3}", r"\1://", address, flags=re.IGNORECASE)
    return bare if "://" in bare.partition("?")[0] else f"{scheme}://{bare}"


def _variants(normal: str) -> Iterator[str]:
    parts = urlsplit(normal)
    for host in _hosts(parts.netloc):
        for path in _paths(parts.path):
            for query in _queries(parts.query):
                yield normalise_url(urlunsplit((parts.scheme, host, path, query, "")))


def _hosts(host: str) -> set[str]:
    """`m.example.org` as `example.org`, and the other way round; `en.m.example.org` likewise."""
    plain = _LABEL.sub("", host, count=1)
    if "." not in plain:
        return {host}
    first, _, rest = plain.partition(".")
    inside = {f"{first}.{label}.{rest}" for label in _LABELS} if "." in rest else set()
    return {plain, *(f"{label}.{plain}" for label in _LABELS), *inside}


def _paths(path: str) -> set[str]:
    """`/a/amp`, `/amp/a` and `/a.amp.html` as `/a`, and the other way round."""
    plain = re.sub(r"\.amp(?=\.html?$|$)", "", path)
    plain = re.sub(r"/amp(\.html)?$", "", plain)
    plain = re.sub(r"^/amp(?=/.)", "", plain)
    if plain in ("", "/"):
        return {path}
    paged = {re.sub(r"(\.html?)$", r".amp\1", plain), f"{plain}.amp"}
    return {path, plain, f"{plain}/amp", f"/amp{plain}", f"{plain}/amp.html", *paged}


def _queries(query: str) -> set[str]:
    given = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in given if (name.lower(), value.lower()) not in _AMP_PARAMETERS]
    if len(kept) < len(given):
        return {query, urlencode(kept)}
    marked = [("amp", "1"), ("outputType", "amp")]
    return {query, *("&".join(filter(None, (query, urlencode([mark])))) for mark in marked)}
