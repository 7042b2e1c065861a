"""Nothing private is ever contacted, whatever address an editor gives or a site redirects to."""

import ipaddress
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from unittest.mock import Mock

import pytest
from pytest_django import Settings

from sources.fetching import NotFetched, fetch, guard
from tests.sources import hostile
from tests.web import LOOPBACK, Answer, Listener, Site, resolving, watching_connections

REDIRECTS = (301, 302, 303, 307, 308)


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener() as listening:
        yield listening


@pytest.fixture
def names() -> Iterator[list[str]]:
    with resolving(hostile.NAMES) as asked:
        yield asked


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch, listener: Listener, names: list[str]) -> Iterator[list[Any]]:
    """Every connection tried, with the listener's port opened for pages: what is refused is refused for its address."""
    monkeypatch.setattr(guard, "PORTS", {"http": listener.port, "https": 443})
    with watching_connections() as connections:
        yield connections


def refusal(url: str, **options: Any) -> NotFetched:
    with pytest.raises(NotFetched) as refused:
        fetch(url, **options)
    return refused.value


def test_there_are_more_than_sixty_ways_in() -> None:
    assert len(set(hostile.ALL)) == len(hostile.ALL) > 60


@pytest.mark.parametrize("url", hostile.ALL, ids=ascii)
def test_a_hostile_address_is_refused_before_anything_is_contacted(
    url: str, listener: Listener, tried: list[Any]
) -> None:
    before = listener.connections
    refused = refusal(url.replace("{port}", str(listener.port)))
    assert refused.kind in ("refused", "address", "unknown")
    assert tried == []
    assert listener.connections == before


@pytest.mark.parametrize("url", hostile.ALL, ids=ascii)
def test_a_redirect_to_a_hostile_address_is_refused(
    url: str, listener: Listener, site: Site, tried: list[Any]
) -> None:
    before = listener.connections
    status = REDIRECTS[hostile.ALL.index(url) % len(REDIRECTS)]
    target = url.replace("{port}", str(listener.port))
    site.pages["/"] = raw_redirect(target, status)
    kind = refusal(site.url()).kind
    assert {address[1] for address in tried} <= {site.port}
    assert listener.connections == before
    # What is no absolute address is one of the same site's, where there is no such page.
    assert kind in ("refused", "address", "unknown", "missing", "unreachable", "unreadable")


def raw_redirect(target: str, status: int) -> Answer:
    """An answer that names its target byte by byte, as no server of good will would."""

    def answer(handler: Any) -> None:
        handler.wfile.write(f"HTTP/1.1 {status} Onward\r\nLocation: {target}\r\n\r\n".encode())
        handler.close_connection = True

    return Answer(answer)


@pytest.mark.parametrize("status", REDIRECTS)
def test_a_chain_of_redirects_is_checked_at_every_link(
    status: int, listener: Listener, site: Site, tried: list[Any]
) -> None:
    site.redirect("/a", "/b", status)
    site.redirect("/b", site.url("/c"), status)
    site.redirect("/c", f"http://private.example:{listener.port}/", status)
    before = listener.connections
    assert refusal(site.url("/a")).kind == "refused"
    assert site.paths == ["/a", "/b", "/c"]
    assert {address[1] for address in tried} == {site.port}
    assert listener.connections == before


def test_the_listener_counts_whoever_comes(listener: Listener, settings: Settings) -> None:
    settings.FETCH_ALLOWED_IN_TESTS = frozenset({(LOOPBACK, listener.port)})
    before = listener.connections
    assert refusal(f"http://127.0.0.1:{listener.port}/").kind == "unreachable"
    assert listener.connections == before + 1


def test_the_address_that_was_checked_is_the_one_contacted(
    monkeypatch: pytest.MonkeyPatch, names: list[str]
) -> None:
    tried: list[Any] = []

    def connect(self: socket.socket, address: Any) -> None:
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    with resolving({"turning.example": ["93.184.216.34", "93.184.216.34", "127.0.0.1"]}):
        assert refusal("http://turning.example/").kind == "unreachable"
    assert tried == [("93.184.216.34", 80)]


def test_the_connection_itself_is_refused_should_the_library_pin_a_private_address(
    monkeypatch: pytest.MonkeyPatch, listener: Listener, tried: list[Any]
) -> None:
    monkeypatch.setattr("requests_hardened.ip_filter_adapter.filter_host", Mock(return_value=LOOPBACK))
    with resolving({"news.example": ["93.184.216.34"]}):
        assert refusal(f"http://news.example:{listener.port}/").kind == "refused"
    assert tried == []


def test_no_proxy_of_the_environment_is_asked(
    monkeypatch: pytest.MonkeyPatch, listener: Listener, site: Site
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{listener.port}")
    before = listener.connections
    assert b"words" in fetch(site.page("/a", "<p>words")).body
    assert listener.connections == before


def test_the_allowance_opens_one_port_of_one_address(site: Site, listener: Listener) -> None:
    with watching_connections() as tried:
        assert refusal(f"http://127.0.0.1:{listener.port}/").kind == "refused"
        assert refusal(f"http://127.0.0.2:{site.port}/").kind == "refused"
        assert refusal(f"http://[::ffff:127.0.0.1]:{site.port}/").kind == "refused"
    assert tried == []


def test_no_site_starts_with_the_allowance() -> None:
    code = "from tests.settings import *; FETCH_ALLOWED_IN_TESTS = {('127.0.0.1', 80)}"
    start = f"import sys, types; module = types.ModuleType('lax'); exec({code!r}, module.__dict__); sys.modules['lax'] = module; import django; django.setup()"
    result = subprocess.run(
        [sys.executable, "-c", start],
        env={"DJANGO_SETTINGS_MODULE": "lax", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "FETCH_ALLOWED_IN_TESTS would let editors reach private networks" in result.stderr


PUBLIC = ("8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::200e")


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert guard.is_public(ipaddress.ip_address(address))


NOT_PUBLIC = (
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "168.63.129.16", "127.0.0.1", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::8.8.8.8", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::ffff:0:127.0.0.1",
    "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:20::1", "2001:db8::1", "2002:808:808::1",
    "3fff::1", "5f00::1", "fc00::1", "fdff::1", "fe80::1", "fec0::1", "ff02::1",
)  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_is_private_reserved_or_wraps_another_address_is_not_public(address: str) -> None:
    assert not guard.is_public(ipaddress.ip_address(address))
