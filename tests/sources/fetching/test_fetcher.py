"""What a fetch brings back, and what an editor is told when it does not."""

import gzip
import socket
import threading
import time
import zlib
from typing import Any

import pytest
from pytest_django import Settings

from sources.fetching import Fetched, NotFetched, fetch
from tests.web import LOOPBACK, Answer, Site, resolving

PAGE = "<html lang=en><p>Words of the page: naïve, عربي.</p></html>"
LITTLE = 100_000


def refusal(url: str, **options: Any) -> NotFetched:
    with pytest.raises(NotFetched) as refused:
        fetch(url, **options)
    return refused.value


def raw(*pieces: bytes, pause: float = 0, times: int = 1) -> Answer:
    """An answer written byte by byte, with a pause after each piece; the last is repeated."""

    def write(handler: Any) -> None:
        handler.close_connection = True
        for piece in [*pieces, *[pieces[-1]] * (times - 1)]:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)

    return Answer(write)


# What comes back


def test_a_page_comes_back_as_it_was_sent(site: Site) -> None:
    got = fetch(site.page("/a", PAGE))
    assert (got.body.decode(), got.content_type, got.url) == (
        PAGE,
        "text/html; charset=utf-8",
        site.url("/a"),
    )


def test_a_fragment_and_spaces_around_an_address_do_no_harm(site: Site) -> None:
    site.page("/a", PAGE)
    assert fetch(f" {site.url('/a')}#top\n").body.decode() == PAGE


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE.encode())),
        ("GZIP", gzip.compress(PAGE.encode()[:20]) + gzip.compress(PAGE.encode()[20:]) + b"\0" * 8),
        ("deflate", zlib.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode())[2:-4]),
        ("identity", PAGE.encode()),
    ],
)
def test_a_compressed_page_is_read_and_kept_as_sent(site: Site, encoding: str, body: bytes) -> None:
    got = fetch(site.page("/a", body, headers={"Content-Encoding": encoding}))
    assert got.body.decode() == PAGE
    assert got.exchanges[-1].body == body


def test_a_chunked_page_comes_back_whole(site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
    site.pages["/a"] = raw(head, b"5\r\nHello\r\n", b"0\r\n\r\n")
    assert fetch(site.url("/a")).body == b"Hello"


def test_redirects_are_followed_and_each_exchange_is_kept(site: Site) -> None:
    site.redirect("/a", "/b", 301)
    site.redirect("/b", site.url("/c?x=1"), 307)
    site.page("/c?x=1", PAGE)
    got = fetch(site.url("/a"))
    assert [(one.url, one.status) for one in got.exchanges] == [
        (site.url("/a"), 301),
        (site.url("/b"), 307),
        (site.url("/c?x=1"), 200),
    ]
    assert (got.asked, got.url) == (site.url("/a"), site.url("/c?x=1"))


def test_an_exchange_tells_what_was_asked_and_answered(site: Site) -> None:
    (exchange,) = fetch(site.page("/a?b=c", PAGE, headers={"X-Two": "words"})).exchanges
    assert exchange.request_line == "GET /a?b=c HTTP/1.1"
    assert exchange.status_line == "HTTP/1.0 200 OK"
    assert exchange.header("x-two") == "words"
    # What is kept is what the server got.
    assert dict(exchange.request_headers) == site.asked[0][1]


def test_a_redirect_with_spaces_and_letters_beyond_ascii_is_followed(site: Site) -> None:
    site.pages["/a"] = raw("HTTP/1.1 302 Found\r\nLocation: /the خبر\r\n\r\n".encode())
    site.page("/the%20%D8%AE%D8%A8%D8%B1", PAGE)
    assert fetch(site.url("/a")).body.decode() == PAGE


# What is said of ourselves


def test_the_site_is_told_who_asks_and_nothing_else(site: Site, settings: Settings) -> None:
    settings.FETCH_USER_AGENT = "Sayso/9 (+mailto:desk@sayso.example)"
    fetch(site.page("/a", PAGE))
    ((_, headers),) = site.asked
    assert headers["User-Agent"] == "Sayso/9 (+mailto:desk@sayso.example)"
    assert headers.keys() == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_no_cookie_is_sent_back(site: Site) -> None:
    site.pages["/a"] = Answer(status=302, headers={"Location": "/b", "Set-Cookie": "a=b; Path=/"})
    fetch(site.page("/b", PAGE) and site.url("/a"))
    assert [("Cookie" in headers) for _, headers in site.asked] == [False, False]


def test_a_name_is_asked_by_its_name_at_the_address_it_has(site: Site) -> None:
    site.page("/a", PAGE)
    with resolving({"news.example": [LOOPBACK]}):
        fetch(site.url("/a", host="news.example"))
    assert site.asked[0][1]["Host"] == f"news.example:{site.port}"


# Limits


def test_a_page_that_says_it_is_too_big_is_not_read(site: Site) -> None:
    site.pages["/a"] = raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999999\r\n\r\n"
    )
    assert refusal(site.url("/a")).kind == "size"


def test_a_page_without_end_is_left_off(site: Site) -> None:
    site.pages["/a"] = raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x" * 50_000, times=1000)
    began = time.monotonic()
    assert refusal(site.url("/a"), limit=LITTLE).kind == "size"
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("size", [LITTLE + 1, 50_000_000])
def test_a_small_page_that_unpacks_to_a_large_one_is_refused(site: Site, size: int) -> None:
    bomb = gzip.compress(b"\0" * size)
    assert len(bomb) < LITTLE
    url = site.page("/a", bomb, headers={"Content-Encoding": "gzip"})
    assert refusal(url, limit=LITTLE).kind == "size"


def test_a_page_of_exactly_the_largest_size_is_read(site: Site) -> None:
    url = site.page("/a", gzip.compress(b"x" * LITTLE), headers={"Content-Encoding": "gzip"})
    assert len(fetch(url, limit=LITTLE).body) == LITTLE


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("br", b"whatever"),
        ("gzip, gzip", b"whatever"),
        ("gzip", b"not gzip at all"),
        ("gzip", gzip.compress(PAGE.encode())[:-9]),
        ("gzip", gzip.compress(b"") * 1000),
    ],
)
def test_what_cannot_be_unpacked_is_refused_in_words(site: Site, encoding: str, body: bytes) -> None:
    assert refusal(site.page("/a", body, headers={"Content-Encoding": encoding})).kind == "unreadable"


DRIPS = {
    "body": (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x"),
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X"),
    "status line": (b"H",),
    "redirects": (b"HTTP/1.1 302 Found\r\nLocation: /b\r\n", b"X"),
}


@pytest.mark.parametrize("drip", DRIPS.values(), ids=DRIPS)
def test_a_slow_drip_ends_with_the_time_there_is(site: Site, drip: tuple[bytes, ...]) -> None:
    site.pages["/a"] = raw(*drip, pause=0.05, times=200)
    began = time.monotonic()
    refused = refusal(site.url("/a"), seconds=0.5)
    assert (refused.kind, time.monotonic() - began < 1.5) == ("timeout", True)
    assert "0.5 seconds" in str(refused)


def test_a_site_that_never_speaks_ends_with_the_time_there_is(settings: Settings) -> None:
    with socket.create_server((LOOPBACK, 0)) as mute:
        settings.FETCH_ALLOWED_IN_TESTS = frozenset({(LOOPBACK, mute.getsockname()[1])})
        for scheme in ("http", "https"):
            assert refusal(f"{scheme}://127.0.0.1:{mute.getsockname()[1]}/", seconds=0.3).kind in (
                "timeout",
                "unreachable",
            )


def test_a_resolver_that_never_answers_ends_with_the_time_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = threading.Event()

    def never(*arguments: Any, **options: Any) -> Any:
        waiting.wait(5)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", never)
    began = time.monotonic()
    assert refusal("http://news.example/", seconds=0.3).kind == "timeout"
    assert time.monotonic() - began < 1.5
    waiting.set()


def test_nothing_of_a_fetch_goes_on_after_its_time(site: Site) -> None:
    ended = threading.Event()

    def write(handler: Any) -> None:
        handler.close_connection = True
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        try:
            for _ in range(100):
                handler.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            ended.set()

    site.pages["/a"] = Answer(write)
    refusal(site.url("/a"), seconds=0.3)
    assert ended.wait(3)


def test_redirects_without_end_are_left_off(site: Site) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    assert refusal(site.url("/a")).kind == "redirects"
    assert len(site.asked) == 6


# What the editor is told


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "status"), (401, "login"), (402, "paywall"), (403, "forbidden"), (404, "missing"), (410, "gone"),
        (418, "status"), (429, "busy"), (451, "forbidden"), (500, "failing"), (503, "failing"), (304, "status"),
        (204, "status"), (302, "status"),
    ],
)  # fmt: skip
def test_each_refusal_of_a_site_is_told_in_words(site: Site, status: int, kind: str) -> None:
    refused = refusal(site.page("/a", PAGE, status=status))
    assert refused.kind == kind
    assert str(status) in str(refused)
    assert str(refused).endswith((".", "copy."))


@pytest.mark.parametrize(
    "content_type",
    ["application/pdf", "image/png", "application/json", "text/css", "video/mp4", "", "nonsense"],
)
def test_what_is_no_page_is_named(site: Site, content_type: str) -> None:
    refused = refusal(site.page("/a", PAGE, content_type=content_type))
    assert refused.kind == "type"
    assert (content_type or "does not name") in str(refused)


@pytest.mark.parametrize("content_type", ["TEXT/HTML", "text/plain;charset=x", "application/xhtml+xml"])
def test_pages_and_plain_text_are_read(site: Site, content_type: str) -> None:
    assert isinstance(fetch(site.page("/a", PAGE, content_type=content_type)), Fetched)


def test_a_name_that_nobody_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*arguments: Any, **options: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    refused = refusal("https://nosuch.example/")
    assert (refused.kind, "'nosuch.example'" in str(refused)) == ("unknown", True)


@pytest.mark.parametrize("name", ["a..b", "x" * 64 + ".example", "-.example"])
def test_a_name_that_nobody_can_have_is_refused(name: str) -> None:
    assert refusal(f"http://{name}/").kind in ("unknown", "address")


BROKEN = {
    "nothing at all": raw(b""),
    "no HTTP": raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "less than it said": raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50\r\n\r\nHello"
    ),
    "a header without end": raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n"),
    "headers without end": raw(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", times=200),
    "a chunk that is none": raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nHello"
    ),
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
def test_a_site_that_breaks_off_is_told_in_words(site: Site, answer: Answer) -> None:
    site.pages["/a"] = answer
    assert refusal(site.url("/a")).kind == "unreachable"


def test_a_port_where_nobody_listens_is_told_in_words(settings: Settings) -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        port = server.getsockname()[1]
    settings.FETCH_ALLOWED_IN_TESTS = frozenset({(LOOPBACK, port)})
    assert refusal(f"http://127.0.0.1:{port}/").kind == "unreachable"


def test_a_site_that_speaks_no_tls_is_told_in_words(site: Site) -> None:
    assert refusal(site.url("/a").replace("http:", "https:")).kind in ("certificate", "unreachable")


def test_no_refusal_repeats_what_could_harm_the_page() -> None:
    refused = refusal("http://<script>\u202e\udcff" + "x" * 5000)
    assert (refused.kind, len(str(refused)) < 300) == ("address", True)
    str(refused).encode()
