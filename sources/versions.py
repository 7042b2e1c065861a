"""The versions of an article's text that were ever held here, told apart by their SHA-256."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sources.models import Article, ArticleText, Capture


@dataclass(frozen=True)
class Version:
    """One text: since when it is held, whether passages are looked up in it now, and the capture it came with."""

    sha256: str
    length: int
    captured_at: datetime
    is_present: bool
    capture: Capture | None
    text: str


def versions(article: Article) -> list[Version]:
    """Every text that was stored for the article or captured for it, the latest first; the one in use, among them.

    Where two captures hold the same text, the version is the earlier one's.
    """
    stored = ArticleText.objects.filter(article=article).first()
    present = stored.sha256 if stored else ""
    found: dict[str, Version] = {}
    for sha256, text, at, capture in sorted(_held(article), key=lambda one: one[2]):
        if sha256 not in found:
            found[sha256] = Version(sha256, len(text), at, sha256 == present, capture, text)
    return sorted(found.values(), key=lambda one: (one.is_present, one.captured_at), reverse=True)


def _held(article: Article) -> Iterator[tuple[str, str, datetime, Capture | None]]:
    for capture in article.captures.exclude(text=""):
        yield capture.text_sha256, capture.text, capture.captured_at, capture
    for row in ArticleText.history.filter(article_id=article.pk).exclude(text="").exclude(history_type="-"):
        yield row.sha256, row.text, row.captured_at, None


@dataclass(frozen=True)
class Change:
    """Paragraphs that one version has in the place of those of the other; either may be none."""

    gone: list[str]
    come: list[str]


def changes(before: str, after: str) -> list[Change]:
    """Where two texts differ, by whole paragraphs, in their order."""
    old, new = before.split("\n\n"), after.split("\n\n")
    matcher = difflib.SequenceMatcher(None, old, new)
    return [Change(old[a:b], new[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]
