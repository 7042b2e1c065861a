"""What the tables of outlets and articles refuse, and that unknown never equals unknown."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from sources.models import Article, ArticleText, Outlet, UnnamedSource
from tests import factories as make

pytestmark = pytest.mark.django_db


def refused(model: type[Any], **columns: Any) -> bool:
    """Say whether the database refuses such a row."""
    try:
        with transaction.atomic():
            model.objects.create(**columns)
    except IntegrityError:
        return True
    return False


def test_one_address_is_one_article_however_it_is_typed() -> None:
    make.make_article(url="http://www.example.org/report/?utm_source=x")
    assert refused(Article, title="Again", url="https://example.org/report")


def test_a_known_address_is_refused_with_the_article_that_has_it() -> None:
    first = make.make_article("The first report", url="https://example.org/report")
    with pytest.raises(ValidationError, match=f"The first report” \\({first.public_id}"):
        Article(title="Again", url="https://example.org/report#top").full_clean()


def test_many_articles_may_have_no_known_address_outlet_or_date() -> None:
    for _ in range(2):
        assert not refused(Article, title="Found in a folder")


def test_an_address_that_is_none_is_refused_in_words() -> None:
    with pytest.raises(ValidationError) as caught:
        Article(title="A", url="ftp://example.org/x").full_clean()
    assert "url" in caught.value.message_dict


@pytest.mark.parametrize(
    "columns",
    [
        {"title": ""},
        {"published": "2024-12-16", "published_inferred": True},
        {"stub": True, "accessed_on": "2024-12-16"},
    ],
)
def test_the_database_refuses_an_article(columns: dict[str, Any]) -> None:
    assert refused(Article, **{"title": "A report"} | columns)


def test_only_a_superseded_article_has_a_successor() -> None:
    newer = make.make_article()
    assert refused(Article, title="Old", superseded_by=newer, status="corrected")
    assert not refused(Article, title="Old", superseded_by=newer, status="superseded")
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=newer.pk).update(superseded_by=newer.pk, status="superseded")


def test_an_outlet_does_not_own_itself() -> None:
    outlet = make.make_outlet()
    with pytest.raises(IntegrityError), transaction.atomic():
        Outlet.objects.filter(pk=outlet.pk).update(owner=outlet.pk)


def test_an_informant_is_described_once_an_article() -> None:
    article = make.make_article()
    make.make_unnamed_source("An officer", article=article)
    assert refused(UnnamedSource, article=article, description="an Officer")
    assert not refused(UnnamedSource, article=make.make_article(), description="an officer")


def test_two_informants_are_the_same_only_with_a_reason() -> None:
    one = make.make_unnamed_source("an officer")
    article = make.make_article()
    assert refused(UnnamedSource, article=article, description="a soldier", same_as=one)
    assert refused(UnnamedSource, article=article, description="a soldier", same_as_reason="same words")
    assert not refused(
        UnnamedSource, article=article, description="a soldier", same_as=one, same_as_reason="he said so"
    )


def test_a_stored_text_names_its_whole_hash() -> None:
    at = timezone.now()
    assert refused(ArticleText, article=make.make_article(), sha256="ab", length=2, captured_at=at)
    assert not refused(ArticleText, article=make.make_article(), sha256="a" * 64, length=2, captured_at=at)


def test_a_text_held_elsewhere_cannot_be_checked_here() -> None:
    assert not ArticleText(sha256="a" * 64, length=2, captured_at=timezone.now()).is_held
    assert ArticleText(text="It rained.", sha256="a" * 64, length=10, captured_at=timezone.now()).is_held
