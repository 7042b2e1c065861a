"""Saving an article with what was read: all of it or nothing, and once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connection

from sources import actions
from sources.models import Article, ArticleText, Capture, Outlet
from tests import factories


@pytest.fixture
def capture(editor: User) -> Capture:
    return Capture.objects.create(
        origin="text", captured_at=factories.NOON, file="x", file_sha256="0" * 64, captured_by=editor
    )


@pytest.mark.django_db
def test_a_capture_that_was_used_meanwhile_makes_no_second_article(capture: Capture, editor: User) -> None:
    stale = Capture.objects.get(pk=capture.pk)
    actions.record_article(Article(title="First"), capture=capture, text="", by=editor)
    with pytest.raises(actions.AlreadyUsed, match="saved already, as “First”"):
        actions.record_article(Article(title="Second"), capture=stale, text="", by=editor)
    assert Article.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_make_one_article_and_one_outlet(capture: Capture, editor: User) -> None:
    together = Barrier(4)

    def save(number: int) -> str:
        try:
            together.wait(20)
            outlet, article = Outlet(name="The Paper"), Article(title=f"Version {number}")
            actions.record_article(article, capture=capture, text="A text.", new_outlet=outlet, by=editor)
        except actions.AlreadyUsed as used:
            return f"saved already: {used.article.pk}"
        finally:
            connection.close()
        return f"saved: {article.pk}"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(save, range(4)))
    article = Article.objects.get()
    assert answers == [f"saved already: {article.pk}"] * 3 + [f"saved: {article.pk}"]
    assert (Outlet.objects.count(), ArticleText.objects.count()) == (1, 1)
