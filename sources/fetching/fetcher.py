"""One fetch: the address, its redirects one by one, and the page at the end of them."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from django.conf import settings
from django.utils import timezone
from requests_hardened import HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress

from record.refusals import as_typed
from sources.fetching import failures, guard
from sources.fetching.exchanges import MOST_BYTES, Exchange, Fetched, decoded, read_capped
from sources.fetching.transport import Lines, session, within

SECONDS = 15.0
MOST_REDIRECTS = 5
PAGES = {200, 203}
REDIRECTS = {301, 302, 303, 307, 308}
TEXT = {"text/html", "application/xhtml+xml", "text/plain"}
HEADERS = {
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


def fetch(url: str, *, seconds: float = SECONDS, limit: int = MOST_BYTES) -> Fetched:
    """Fetch the page at this address, through at most MOST_REDIRECTS redirects.

    It takes at most `seconds` in all and `limit` bytes, decoded or not. Raises NotFetched, which says what
    happened and what the editor may do, for everything that goes wrong.
    """
    with Lines() as lines:
        return within(seconds, partial(_follow, url.strip(), lines, seconds, limit), lines)


def _follow(url: str, lines: Lines, seconds: float, limit: int) -> Fetched:
    exchanges: list[Exchange] = []
    address = url
    with session(lines, seconds=seconds, user_agent=settings.FETCH_USER_AGENT) as browser:
        while len(exchanges) <= MOST_REDIRECTS:
            left = limit - sum(len(exchange.body) for exchange in exchanges)
            exchanges.append(_ask(browser, address, left))
            if not (onward := _redirect(exchanges[-1])):
                return _page(url, exchanges, limit)
            address = onward
    raise failures.too_many_redirects(MOST_REDIRECTS)


def _ask(browser: HTTPSession, url: str, limit: int) -> Exchange:
    """Send one request, if the address may be asked, and read what comes back."""
    guard.refuse_url(url)
    with _explained(url):
        prepared = browser.prepare_request(requests.Request("GET", url, headers=HEADERS))
        # Once more, as it will be asked: two readers of one address may differ.
        parts = guard.refuse_url(prepared.url or "")
        guard.refuse_host(parts.hostname or "", parts.port or guard.PORTS[parts.scheme])
        at = timezone.now()
        with browser.send(prepared, stream=True) as answer:
            if answer.status_code not in REDIRECTS:
                _refuse_answer(answer)
            body = read_capped(answer.raw, limit)
    version = f"HTTP/{answer.raw.version / 10:.1f}"
    return Exchange(
        url=prepared.url or "",
        at=at,
        request_line=f"GET {prepared.path_url} HTTP/1.1",
        request_headers=list(prepared.headers.items()),
        status=answer.status_code,
        status_line=f"{version} {answer.status_code} {answer.reason or ''}".strip(),
        headers=list(answer.raw.headers.iteritems()),
        body=body,
    )


def _refuse_answer(answer: requests.Response) -> None:
    """Refuse what is no page of text before reading any of it."""
    if answer.status_code not in PAGES:
        raise failures.bad_status(answer.status_code)
    content_type = answer.headers.get("Content-Type", "")
    if content_type.partition(";")[0].strip().lower() not in TEXT:
        raise failures.not_text(content_type)


def _redirect(exchange: Exchange) -> str:
    """Where the answer leads on to; nothing if it is no redirect."""
    if exchange.status not in REDIRECTS:
        return ""
    location = exchange.header("Location").encode("latin-1", "replace").decode("utf-8", "replace").strip()
    if not location:
        raise failures.bad_status(exchange.status)
    try:
        return urljoin(exchange.url, location.replace(" ", "%20"))
    except ValueError as error:
        raise failures.unreadable("a redirect to what is no address") from error


def _page(asked: str, exchanges: list[Exchange], limit: int) -> Fetched:
    last = exchanges[-1]
    body = decoded(last.body, last.header("Content-Encoding"), limit)
    return Fetched(
        asked=asked, url=last.url, content_type=last.header("Content-Type"), body=body, exchanges=exchanges
    )


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """Turn what the libraries raise into what an editor can read."""
    try:
        yield
    except InvalidIPAddress as error:
        raise failures.refused("it leads into a private network and not to a public site") from error
    except requests.exceptions.SSLError as error:
        raise failures.no_certificate(_host(url)) from error
    except requests.exceptions.InvalidURL as error:
        raise failures.not_an_address(f"{as_typed(url)} names no site that can be asked.") from error
    except (
        requests.RequestException,
        urllib3.exceptions.HTTPError,
        http.client.HTTPException,
        OSError,
        ValueError,
    ) as error:
        raise failures.unreachable(_host(url)) from error


def _host(url: str) -> str:
    return as_typed(urlsplit(url).hostname or "")
