"""Fixtures and rules for the whole suite: what runs where, in which order, and never the network."""

import ipaddress
import socket
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import hypothesis
import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests import factories, html_checker, machine

# The machines that run this share their cores: an example's time says nothing.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")

# A test that asks for the fixture belongs to the marker.
MARKED_BY_FIXTURE = {"page": "browser", "html_problems": "html"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by their fixtures, leave out what the machine cannot run, and put the flushing ones last."""
    for item in items:
        mark(item)
    unable = {want.marker for want in machine.wants()}
    left_out = [item for item in items if unable & {marker.name for marker in item.iter_markers()}]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    items[:] = sorted((item for item in items if item not in left_out), key=is_transactional)


def mark(item: pytest.Item) -> None:
    """Give a test the markers that its fixtures imply."""
    for fixture, marker in MARKED_BY_FIXTURE.items():
        if fixture in fixtures_of(item):
            item.add_marker(marker)
    if is_transactional(item):
        # Such a test ends by emptying every table: what migrations put there comes back with the next one.
        declared = item.get_closest_marker("django_db")
        options = dict(declared.kwargs if declared else {}) | {
            "transaction": True,
            "serialized_rollback": True,
        }
        item.add_marker(pytest.mark.django_db(**options), append=False)


def is_transactional(item: pytest.Item) -> bool:
    """Say whether a test commits, and so has to run after all that roll back."""
    marker = item.get_closest_marker("django_db")
    declared = bool(marker and marker.kwargs.get("transaction"))
    return declared or bool({"transactional_db", "live_server"} & fixtures_of(item))


def fixtures_of(item: pytest.Item) -> set[str]:
    """Return the names of all fixtures a test asks for, directly or through others."""
    return set(getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(address[0]):
            raise AssertionError(f"A test tried to reach {address[0]}: the suite stays on this machine.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(autouse=True, scope="session")
def _one_connection(request: pytest.FixtureRequest) -> None:
    """Start Playwright before the database, where any test wants it.

    Its event loop runs in the tests' own thread from then on, and Django keeps one connection for code under a
    loop and another for code that is not: started half-way, it would part the tests from their database.
    """
    if any("playwright" in fixtures_of(item) for item in request.session.items):
        request.getfixturevalue("playwright")


def is_loopback(host: str) -> bool:
    """Say whether an address is this machine's own; a name is none but localhost."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture
def html_problems() -> Callable[[Mapping[str, str]], list[str]]:
    """Return the function that checks pages, {name: html}, all in one go, and lists what is not valid."""
    return html_checker.problems


@pytest.fixture
def editor(db: None) -> User:
    """Return somebody who writes drafts."""
    return factories.make_member("Editors")


@pytest.fixture
def publisher(db: None) -> User:
    """Return somebody who publishes."""
    return factories.make_member("Publishers")


@pytest.fixture
def as_editor(editor: User) -> Client:
    """Return a browser logged in as an Editor."""
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def as_publisher(publisher: User) -> Client:
    """Return a browser logged in as a Publisher."""
    client = Client()
    client.force_login(publisher)
    return client
