"""Readers' pages of outlets and articles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from record.finding import AS_FOUND
from record.listing import BY_NAME, asked_page, asked_sections
from record.parameters import CURSORS, read_parameters
from record.slugs import find_by_public_id, find_by_slug
from sources.bearing import on_article, on_outlet, records
from sources.models import Article, Outlet


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    """Outlets by name, with how many claims their articles support, contradict and mention; `q` searches all names."""
    asked = read_parameters(request.GET, "q", *CURSORS)
    outlets = Outlet.objects.visible_to(request.user).with_aliases()
    if asked["q"]:
        outlets = outlets.named(asked["q"])
    page = asked_page(outlets, AS_FOUND if asked["q"] else BY_NAME, asked)
    context = {"asked": asked, "page": page, "records": records(page.rows, request.user)}
    return render(request, "sources/outlet_list.html", context)


@require_safe
def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    """An outlet, whose it is, its articles, and what rests on it."""
    asked = read_parameters(request.GET, "show", *CURSORS)
    outlets = Outlet.objects.visible_to(request.user).with_aliases().select_related("owner")
    found, moved = find_by_slug(outlets, slug)
    if moved:
        return redirect(found, permanent=True)
    sections = list(on_outlet(found, request.user))
    context = {
        "outlet": found,
        "owned": found.owned.visible_to(request.user),
        "record": records([found], request.user)[0],
        "sections": sections,
        "shown": asked_sections(sections, asked),
    }
    return render(request, "sources/outlet.html", context)


@require_safe
def article(request: HttpRequest, public_id: str) -> HttpResponse:
    """An article: what is known of it, every claim it bears on with the passage, and which articles credit it."""
    asked = read_parameters(request.GET, "show", *CURSORS)
    articles = Article.objects.visible_to(request.user).with_outlet().with_capture()
    found, moved = find_by_public_id(articles, public_id)
    if moved:
        return redirect(found, permanent=True)
    sections = list(on_article(found, request.user))
    context = {
        "article": found,
        "capture": getattr(found, "stored_text", None),
        "successor": found.successor(request.user),
        "supersedes": found.supersedes.visible_to(request.user),
        "sections": sections,
        "shown": asked_sections(sections, asked),
    }
    return render(request, "sources/article.html", context)
