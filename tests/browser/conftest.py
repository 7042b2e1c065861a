"""A real browser on the running site. `page.goto("/claims/")` is enough: addresses are the live server's."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from tests import machine

# How long a page may take, in milliseconds, on a machine that is busy with other things.
PATIENCE = 20_000

LAUNCH_ARGUMENTS = [
    "--no-sandbox",  # root, as in CI, has none
    "--disable-gpu",
    # The browser keeps to itself: no updates, no probes, and no name but this machine's.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the machine's own Chromium."""
    return browser_type_launch_args | {"executable_path": machine.chromium(), "args": LAUNCH_ARGUMENTS}


@pytest.fixture(scope="session")
def base_url(django_db_setup: None, live_server: LiveServer) -> str:
    """Resolve every address against the site under test.

    The database first: a server made before would take the settings' own for one in memory, and its threads would
    share the test's one connection.
    """
    return live_server.url


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of so far. A test that expects a complaint (a 404, say) clears it."""
    return []


@pytest.fixture
def page(page: Page, live_server: LiveServer, complaints: list[str]) -> Iterator[Page]:
    """A page that fails its test when the console shows an error or a third party is asked for anything."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"console: {message.text} ({message.location['url']})")

    def on_request(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:", "blob:", "about:")):
            complaints.append(f"third party: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("request", on_request)
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield page
    assert complaints == []
