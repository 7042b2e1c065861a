"""What was read becomes an article: proposed with where it comes from, confirmed by an editor, saved whole."""

import hashlib
from pathlib import Path

import pytest
from django.test import Client

from sources.models import Article, ArticleText
from tests.sources.adding.pages import PARAGRAPHS, REPORT, bring, confirm_form
from tests.web import Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("captures")]

TEXT = "\n\n".join(PARAGRAPHS)


def test_an_article_is_added_from_its_address(as_editor: Client, site: Site, captures: Path) -> None:
    form = confirm_form(as_editor, bring(as_editor, url=site.page("/news/1?utm_source=letter", REPORT)))
    assert form["title"] == "The convoy left before dawn"
    assert form["url"] == site.url("/news/1")
    assert (form["byline"], form["language"], form["published"]) == (
        "Sara Haddad, Ali Noor",
        "en",
        "2024-12-08",
    )
    assert form["new_outlet"] == "The Paper of Record"
    response = form.post(as_editor)
    article, text = Article.objects.get(), ArticleText.objects.get()
    assert response["Location"] == f"/admin/sources/article/{article.pk}/change/"
    assert (article.title, article.outlet.name, article.published) == (
        "The convoy left before dawn",
        "The Paper of Record",
        "2024-12-08",
    )
    assert text.text == TEXT
    assert text.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert text.captured_at == text.capture.captured_at
    assert text.capture.article == article
    assert (captures / text.capture.file).exists()
