"""A web on loopback for what is fetched, and a folder for what is captured."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.web import LOOPBACK, Site


@pytest.fixture
def site(settings: Settings) -> Iterator[Site]:
    """A server that may be fetched from, on this one port of loopback and no other."""
    with Site() as serving:
        settings.FETCH_ALLOWED_IN_TESTS = frozenset({(LOOPBACK, serving.port)})
        yield serving


@pytest.fixture
def captures(settings: Settings, tmp_path: Path) -> Path:
    """The folder in which captures are kept."""
    settings.CAPTURES_DIR = tmp_path / "captures"
    return tmp_path / "captures"
