"""Fetching a page that an editor asked for, without ever reaching what is not public. docs/adding.md says the rules."""

from sources.fetching.exchanges import Exchange, Fetched
from sources.fetching.failures import NotFetched
from sources.fetching.fetcher import fetch

__all__ = ["Exchange", "Fetched", "NotFetched", "fetch"]
