"""The first step: an address or a text, read and kept; or what is here already, shown before anything is fetched."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from sources.admin.adding.forms import BringForm
from sources.models import Article, Capture
from sources.reading import UNREAD, read_address
from sources.recognising import Known, known_articles

# Going back and sending the form again finds what was fetched.
FRESH = timedelta(hours=1)
SHOWN = 10


def bring(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """The page of the first step."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = (
        BringForm(request.POST)
        if request.method == "POST"
        else BringForm(initial={"url": request.GET.get("url")})
    )
    known: list[Known] = []
    if request.method == "POST" and form.is_valid():
        known = _known(request, form)
        if not known and (capture := _read(request, form)):
            return redirect("admin:sources_article_confirm", public_id=capture.public_id)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Add an article from its URL or its text",
        "opts": model_admin.opts,
        "form": form,
        "known": [(one, model_admin.has_change_permission(request, one.article)) for one in known],
        "unconfirmed": Capture.objects.unused().open_to(request.user).without_texts()[:SHOWN],
    }
    return TemplateResponse(request, "admin/sources/bring.html", context)


def _known(request: HttpRequest, form: BringForm) -> list[Known]:
    """What this address leads to already, unless the editor has seen that."""
    # Of this very address: Enter in the form presses the same button, when another has been typed.
    if request.POST.get("anyway", "").strip() == form.cleaned_data["url"]:
        return []
    return known_articles([form.cleaned_data["url"]], user=request.user)


def _read(request: HttpRequest, form: BringForm) -> Capture | None:
    fetched = None if form.is_pasted or "anew" in request.POST else _fetched_lately(request, form)
    if fetched:
        messages.info(request, "This page was fetched within the last hour, and not again now.")
        return fetched
    try:
        return form.read(by=request.user)
    except UNREAD as refusal:
        form.add_error("pasted" if form.is_pasted else "url", str(refusal))
        return None


def _fetched_lately(request: HttpRequest, form: BringForm) -> Capture | None:
    since = timezone.now() - FRESH
    mine = Capture.objects.unused().open_to(request.user).without_texts()
    found: Capture | None = mine.filter(
        asked_url=form.cleaned_data["url"], origin="fetched", captured_at__gte=since
    ).first()
    return found


def fetch_again(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Fetch the page of an article that is here, and show what was read as a new version of its text."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    try:
        capture = read_address(article.url, by=request.user)
    except UNREAD as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:sources_article_texts", pk=pk)
    return redirect(f"{reverse('admin:sources_article_confirm', args=[capture.public_id])}?into={pk}")
