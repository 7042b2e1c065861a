"""Pages of the admin that belong to no one record: the apps above say which, and the site gives them an address."""

from collections.abc import Callable
from typing import Any

Addresses = Callable[[Any], list[Any]]

_pages: list[Addresses] = []


def add(addresses: Addresses) -> None:
    """Let the site take these addresses in: `addresses(site)` returns paths, relative to that of the admin."""
    if addresses not in _pages:
        _pages.append(addresses)


def addresses(site: Any) -> list[Any]:
    """All of them, for the site."""
    return [address for pages in _pages for address in pages(site)]
