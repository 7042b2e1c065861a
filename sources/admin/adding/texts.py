"""The versions of an article's text: what differs, and which one passages are looked up in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from sources.actions import store_text
from sources.models import Article
from sources.versions import Version, changes, versions


def texts(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """The list of versions; `?show=` one of them by its SHA-256, against the one in use; a POST takes one for it."""
    article: Article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    held = versions(article)
    may_change = model_admin.has_change_permission(request, article)
    if request.method == "POST":
        return _take(request, article, held, may_change)
    shown = _chosen(held, request.GET["show"]) if "show" in request.GET else None
    present = next((one for one in held if one.is_present), None)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Versions of its text",
        "opts": model_admin.opts,
        "article": article,
        "versions": held,
        "shown": shown,
        "changes": changes(present.text, shown.text) if present and shown and shown != present else [],
        "may_change": may_change,
    }
    return TemplateResponse(request, "admin/sources/texts.html", context)


def _take(request: HttpRequest, article: Article, held: list[Version], may_change: bool) -> HttpResponse:
    """Make one of the versions the text in which passages are looked up."""
    if not may_change:
        raise PermissionDenied
    chosen = _chosen(held, request.POST.get("take", ""))
    with transaction.atomic():
        store_text(
            article,
            chosen.text,
            at=chosen.captured_at,
            capture=chosen.capture,
            by=request.user,
            reason="Another version of the text taken.",
        )
    messages.success(
        request, f"Passages are looked up in the version captured {chosen.captured_at:%Y-%m-%d} now."
    )
    return redirect("admin:sources_article_texts", article.pk)


def _chosen(held: list[Version], sha256: str) -> Version:
    found = next((one for one in held if one.sha256 == sha256), None)
    if found is None:
        raise Http404("No such version.")
    return found
