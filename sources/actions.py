"""Every write of sources that touches more than one record: one function an act, atomic, with the actor named."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from record.changes import announce
from sources.addresses import key_of
from sources.models import Article, ArticleAddress, ArticleText, Capture, Outlet


class AlreadyUsed(Exception):
    """A capture that an article has been made of already: `article` is that one."""

    def __init__(self, article: Article) -> None:
        super().__init__(f"It was saved already, as “{article}”.")
        self.article = article


@transaction.atomic
def record_article(
    article: Article,
    *,
    capture: Capture,
    text: str,
    by: Any,
    new_outlet: Outlet | None = None,
    reason: str = "",
) -> Article:
    """Save an article, new or known, with the capture that it was read from and the text that an editor confirmed.

    A `new_outlet` is saved with it. No text leaves the stored text as it is, and the capture's beside it. Raises
    AlreadyUsed if the capture belongs to an article by now, so that a form sent twice makes one article.
    """
    _take(capture)
    before = Article.objects.filter(pk=article.pk).first() if article.pk else None
    if new_outlet:
        _save(new_outlet, by, reason)
        announce(new_outlet, before=None)
        article.outlet = new_outlet
    _save(article, by, reason)
    capture.article = article
    capture.save(update_fields=["article"])
    if text:
        store_text(article, text, at=capture.captured_at, capture=capture, by=by, reason=reason)
    keep_addresses(article, [*capture.led_here, article.archive_url, before.url if before else ""])
    announce(article, before=before)
    return article


def store_text(
    article: Article, text: str, *, at: datetime, capture: Capture | None, by: Any, reason: str = ""
) -> ArticleText:
    """Make this the article's stored text. What stood there stays in its history; the same text stays as it is."""
    stored = ArticleText.objects.filter(article=article).first() or ArticleText(article=article)
    if stored.pk and stored.text == text:
        return stored
    stored.hold(text, at=at, capture=capture)
    _save(stored, by, reason)
    return stored


def keep_addresses(article: Article, urls: Iterable[str]) -> None:
    """Let these addresses too lead to the article, from now on; those of other articles stay theirs."""
    keys = {key: url for url in urls if (key := key_of(url))}
    for key, url in keys.items():
        if not Article.objects.filter(url_normalized=key).exists():
            ArticleAddress.objects.get_or_create(
                url_normalized=key, defaults={"article": article, "url": url}
            )


def _take(capture: Capture) -> None:
    """Lock the capture, and refuse one that has its article."""
    now = Capture.objects.select_for_update().without_texts().get(pk=capture.pk)
    if now.article:
        raise AlreadyUsed(now.article)


def _save(row: Any, by: Any, reason: str) -> None:
    """Save the row with its actor and reason in its history."""
    row._history_user, row._change_reason = by, reason or None
    row.save()
