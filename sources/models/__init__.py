"""Who publishes and what was published: outlets, articles, their stored texts, and unnamed informants."""

from sources.models.articles import Article, ArticleQuerySet
from sources.models.captures import ArticleAddress, Capture, CaptureQuerySet
from sources.models.informants import UnnamedSource, UnnamedSourceQuerySet
from sources.models.outlets import NO_OUTLET, Outlet, OutletAlias, OutletQuerySet
from sources.models.texts import ArticleText, sha256_of_text
from sources.models.validators import validate_article_url

__all__ = [
    "NO_OUTLET",
    "Article",
    "ArticleAddress",
    "ArticleQuerySet",
    "ArticleText",
    "Capture",
    "CaptureQuerySet",
    "Outlet",
    "OutletAlias",
    "OutletQuerySet",
    "UnnamedSource",
    "UnnamedSourceQuerySet",
    "sha256_of_text",
    "validate_article_url",
]
