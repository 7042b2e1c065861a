"""Web addresses as they compare: two links to one page become the same text."""

import re
import unicodedata
from urllib.parse import SplitResult, urlsplit, urlunsplit

from url_normalize import url_normalize

from record.refusals import as_typed

LONGEST = 2000
WHAT_TO_TYPE = "Type the whole address, such as https://example.com/news/story."

_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
_USUAL_PORTS = {None, 443}

# Parameters that only say which link, campaign or reader led to a page. Short words that some sites use to
# name the page itself (ref, source, id, si) are not here: dropping one would make two articles look like one.
_TRACKING = re.compile(
    r"""
    utm_.* | _ga | _gl | gclid | gclsrc | dclid | gbraid | wbraid | srsltid           # Google
    | fbclid | fb_action_ids | fb_source | igsh | igshid | twclid | ref_src | ref_url  # Facebook, Instagram, X
    | ttclid | msclkid | yclid | ysclid                                                # TikTok, Microsoft, Yandex
    | mc_cid | mc_eid | mkt_tok | _hsenc | _hsmi | vero_conv | vero_id | wickedid      # newsletters
    | oly_anon_id | oly_enc_id | s_cid | cmpid | wt_mc | smid                          # publishers' own counters
    | at_campaign | at_medium | ns_campaign | ns_mchannel | ns_source
    """,
    re.IGNORECASE | re.VERBOSE,
)


def normalise_url(url: str) -> str:
    """Return `url` in the form in which two addresses of one page compare equal.

    A key for comparing, not an address to fetch: keep what was typed beside it. Normalising twice changes
    nothing. Percent-encoding, IDNA host names (RFC 5891 with UTS 46), dot segments and repeated slashes are
    url-normalize's (RFC 3986, section 6). On top of it http becomes https; a leading `www.`, the usual ports,
    a trailing slash, the fragment and tracking parameters go; and the other parameters are sorted by name,
    repeated ones keeping their order. A `#!` fragment names a page, and becomes a parameter.

    Raises ValueError, saying what to type, for anything but http and https, for an address without a host,
    with a user name or password, with control characters, or longer than 2,000 characters.
    """
    typed = url.strip()
    _refuse_unsafe(typed)
    parts = _split(typed)
    path = parts.path.rstrip("/") or "/"
    normal = urlunsplit(("https", _host(parts, typed), path, _query(parts.query), ""))
    _refuse_long(normal, typed)
    return normal


def key_of(url: str) -> str:
    """The address as it compares; nothing for what is no address."""
    try:
        return normalise_url(url)
    except ValueError:
        return ""


def without_tracking(url: str) -> str:
    """The address as it was given, but for its tracking parameters and the part of the page that it points to."""
    parts = urlsplit(url)
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit(parts._replace(query="&".join(_untracked(parts.query)), fragment=fragment))


def _refuse_unsafe(typed: str) -> None:
    _refuse_long(typed, typed)
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in typed):
        raise ValueError(f"{as_typed(typed)} holds characters that no address can hold. {WHAT_TO_TYPE}")
    if not _WEB.match(typed):
        raise _not_an_address(typed)


def _refuse_long(address: str, typed: str) -> None:
    if len(address) > LONGEST:
        raise ValueError(f"{as_typed(typed)} is too long: an address has at most {LONGEST:,} characters.")


def _split(typed: str) -> SplitResult:
    """Return the parts of an address as the library normalises it, or refuse what cannot be read."""
    try:
        credentials = urlsplit(typed).netloc.rpartition("@")[0]
        parts = urlsplit(url_normalize(typed) or "")
        parts.port  # noqa: B018 -- reading the port is what checks it
    except ValueError as refusal:
        raise _not_an_address(typed) from refusal
    if credentials:
        raise ValueError(f"{as_typed(typed)} holds a user name or password. Leave out all up to the @.")
    return parts


def _host(parts: SplitResult, typed: str) -> str:
    """Return the host without `www.`, and with its port unless it is the usual one.

    The library has dropped 80 from http by now; 443 goes here, for the http address that names it.
    """
    host = parts.netloc.removesuffix(f":{parts.port}")
    if not _HOST.fullmatch(host):
        raise _not_an_address(typed)
    # The address "www.com" has no other name, so a dot must remain.
    while host.startswith("www.") and "." in host.removeprefix("www."):
        host = host.removeprefix("www.")
    return host if parts.port in _USUAL_PORTS else f"{host}:{parts.port}"


def _query(query: str) -> str:
    """Drop tracking parameters and sort the rest by name alone: the order of one name's values may matter."""
    return "&".join(sorted(_untracked(query), key=_name))


def _untracked(query: str) -> list[str]:
    return [one for one in query.split("&") if one and not _TRACKING.fullmatch(_name(one))]


def _name(parameter: str) -> str:
    return parameter.partition("=")[0]


def _not_an_address(typed: str) -> ValueError:
    return ValueError(f"{as_typed(typed)} is not a web address. {WHAT_TO_TYPE}")
