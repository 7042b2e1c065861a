"""Readers' pages on what would change without an article, or without an outlet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from claims.impact import Source, impact, resting_on
from claims.models.claims import ClaimQuerySet
from claims.numbers import how_many
from record.listing import asked_page
from record.parameters import read_parameters
from record.slugs import find_by_public_id, find_by_slug
from sources.models import Article, Outlet

# Each claim is worked out afresh twice, so a page looks at no more than this many.
AT_ONCE = 1_000
# How far the claims are counted; beyond, the page says "more than".
COUNTED = 10_000


@require_safe
def without_article(request: HttpRequest, public_id: str) -> HttpResponse:
    """What would change if this article fell."""
    articles = Article.objects.visible_to(request.user).with_outlet()
    article, moved = find_by_public_id(articles, public_id)
    if moved:
        return redirect("claims:without_article", article.public_id, permanent=True)
    return _page(request, article, "article")


@require_safe
def without_outlet(request: HttpRequest, slug: str) -> HttpResponse:
    """What would change if nothing held that this outlet published."""
    outlet, moved = find_by_slug(Outlet.objects.visible_to(request.user), slug)
    if moved:
        return redirect("claims:without_outlet", outlet.slug, permanent=True)
    return _page(request, outlet, "outlet")


def _page(request: HttpRequest, source: Source, kind: str) -> HttpResponse:
    asked = read_parameters(request.GET, "after", "before")
    claims = resting_on(source, request.user)
    page: Any = asked_page(claims, ClaimQuerySet.NEWEST_FIRST, asked, size=AT_ONCE)
    context = {
        "source": source,
        "kind": kind,
        "page": page,
        "impact": impact(page.rows, source),
        "number": how_many(claims, at_most=COUNTED),
    }
    return render(request, "claims/without.html", context)
