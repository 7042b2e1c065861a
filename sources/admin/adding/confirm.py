"""The second step: every proposal in a form, with where it comes from; saved, it is an article."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import AdminErrorList, AdminForm
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from record.admin.records import NOT_STORED
from record.admin.site import ROW_ID
from sources.actions import AlreadyUsed, record_article
from sources.admin.adding.forms import FIELDS, FIELDSETS, ConfirmForm
from sources.models import Article, Capture
from sources.recognising import known_articles


def confirm(model_admin: Any, request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of the second step; with `?into=` the number of an article, for that one."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    capture = get_object_or_404(Capture.objects.open_to(request.user), public_id=public_id)
    if capture.article:
        return _saved_already(request, capture.article)
    into = _into(model_admin, request)
    form = _form(model_admin, request, capture, into)
    if request.method == "POST" and form.is_valid() and (saved := _save(model_admin, request, form, capture)):
        return saved
    return _page(model_admin, request, capture, form, into)


def _into(model_admin: Any, request: HttpRequest) -> Article | None:
    """The article that the capture is to be put into, if it is no new one."""
    asked = request.GET.get("into")
    if asked is None:
        return None
    if not ROW_ID.fullmatch(asked):
        raise Http404("No such article.")
    article: Article = get_object_or_404(Article.objects.visible_to(request.user), pk=asked)
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    return article


def _form(model_admin: Any, request: HttpRequest, capture: Capture, into: Article | None) -> ConfirmForm:
    """The admin's own form of an article, of these fields, with what was read filled in."""
    kind: Any = model_admin.get_form(request, into, change=bool(into), form=ConfirmForm, fields=FIELDS)
    kind.capture, kind.user = capture, request.user
    form: ConfirmForm = kind(request.POST if request.method == "POST" else None, instance=into)
    return form


def _save(model_admin: Any, request: HttpRequest, form: ConfirmForm, capture: Capture) -> HttpResponse | None:
    known = bool(form.instance.pk)
    try:
        article = record_article(
            form.instance,
            capture=capture,
            text=form.text_to_store,
            new_outlet=form.outlet_to_make,
            by=request.user,
            reason=f"Read from what was {capture.get_origin_display()}.",
        )
    except AlreadyUsed as used:
        return _saved_already(request, used.article)
    except IntegrityError:
        form.add_error(None, NOT_STORED)
        return None
    messages.success(
        request, f"“{article}” was {'changed' if known else 'added'}. What was read is kept with it."
    )
    onward = model_admin.onward(request) if "_onward" in request.POST else None
    return redirect(onward[1] if onward else "admin:sources_article_change", article.pk)


def _saved_already(request: HttpRequest, article: Article) -> HttpResponse:
    messages.info(request, f"This was saved already, as “{article}”.")
    return redirect("admin:sources_article_change", article.pk)


def _page(
    model_admin: Any, request: HttpRequest, capture: Capture, form: ConfirmForm, into: Article | None
) -> HttpResponse:
    text: Any = ("Text", {"fields": ("text", "keep_text") if "keep_text" in form.fields else ("text",)})
    adminform = AdminForm(form, [*FIELDSETS, text], {}, model_admin=model_admin)
    urls = [capture.asked_url, capture.url, *capture.proposed.get("url", [])[:1]]
    known = known_articles(urls, text_sha256=capture.text_sha256, user=request.user)
    others = [one for one in known if one.article != into]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Confirm what was read",
        "opts": model_admin.opts,
        "capture": capture,
        "into": into,
        "known": [(one, model_admin.has_change_permission(request, one.article)) for one in others],
        "held": any(one.article == into and one.has_this_text for one in known),
        "adminform": adminform,
        "onward": model_admin.onward(request),
        "errors": AdminErrorList(form, []),
        "media": model_admin.media + adminform.media,
    }
    return TemplateResponse(request, "admin/sources/confirm.html", context)
