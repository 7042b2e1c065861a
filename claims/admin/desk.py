"""The desk's pages: `/admin/claims/desk/<article>/`, and what its script asks and sends.

What a step does is said in claims/desk/; here it is only read, allowed, and answered. Every answer to the script is
JSON; a refusal has a 4xx status and `refusal`, a list of sentences for the editor.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
    RawPostDataException,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

from claims.admin import desk_answers as answers
from claims.desk import sheets
from claims.desk.asked import read_id, read_step
from claims.desk.finishing import left_to_check, reading_of
from claims.desk.likeness import likely_claims
from claims.desk.proposals import described, propose
from claims.desk.refusals import Gone, NotAllowed, Refused, Unreadable
from claims.desk.steps import take
from claims.models import DeskStep, Dossier, Evidence
from claims.permissions import may_log
from record.parameters import BadParameters, read_parameters
from sources.models import Article

DOSSIERS_OFFERED = 50
LEFT_AT_MOST = 20_000  # as many as a step can confirm
LONGEST_QUERY = 400

View = Callable[..., HttpResponse]


class LoggedOut(Refused):
    """Nobody is logged in, or nobody who works here."""

    status = 401


def addresses(site: Any) -> list[Any]:
    """The desk's addresses, under that of the admin."""
    route = "claims/desk/<int:pk>/"
    return [
        path(route, site.admin_view(partial(page, site=site)), name="claims_desk"),
        path(f"{route}steps/", answered(require_POST(step), site), name="claims_desk_steps"),
        path(f"{route}now/", answered(require_GET(now), site), name="claims_desk_now"),
        path(f"{route}passage/", answered(require_GET(passage), site), name="claims_desk_passage"),
        path(f"{route}likely/", answered(require_GET(likely), site), name="claims_desk_likely"),
        path(f"{route}left/", answered(require_GET(left), site), name="claims_desk_left"),
    ]


def answered(view: View, site: Any) -> View:
    """A view for the script: whoever is not let in gets a 401 in place of a login page, and a refusal is JSON."""
    inside = site.admin_view(view)

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if not site.has_permission(request):
                raise LoggedOut("You are logged out. Log in again: nothing you did here is lost.")
            if not may_log(request.user):
                raise NotAllowed("Your account may not log passages.")
            response: HttpResponse = inside(request, *args, **kwargs)
            return response
        except Refused as refusal:
            return _refused(refusal)
        except BadParameters as error:
            return _refused(Unreadable(*error.refusals.values()))
        except BadRequest as error:
            return _refused(Unreadable(str(error)))

    # Django asks the outermost function: a step posted without its token never gets further than here.
    inner.csrf_exempt = False  # type: ignore[attr-defined]
    return inner


def _refused(refusal: Refused) -> JsonResponse:
    said = {"refusal": refusal.sentences, "fields": refusal.fields}
    return JsonResponse(said, status=refusal.status)


# --- the page ----------------------------------------------------------------------------------------------


def page(request: HttpRequest, pk: int, site: Any) -> HttpResponse:
    """The article beside the panel; before that, which dossier it is read for."""
    if not may_log(request.user):
        raise PermissionDenied
    article = get_object_or_404(Article.objects.with_outlet(), pk=pk)
    asked = read_parameters(request.GET, "dossier", "q")
    if not asked["dossier"]:
        return _choose_dossier(request, article, asked["q"], site)
    dossier = get_object_or_404(Dossier, slug=asked["dossier"])
    desk = sheets.load(article, dossier, user=request.user)
    context = answers.page(desk, request.user) | {
        "title": "Desk",
        "subtitle": article.title,
        "parts": Evidence.Part.choices,
        "endorsements": Evidence.Endorsement.choices,
        "bases": Evidence.Basis.choices,
    }
    return TemplateResponse(request, "admin/claims/desk/desk.html", site.each_context(request) | context)


def _choose_dossier(request: HttpRequest, article: Article, words: str, site: Any) -> HttpResponse:
    """The dossiers to read it for, the one used last first; with one alone there is nothing to choose."""
    dossiers = Dossier.objects.visible_to(request.user)
    found = list((dossiers.titled(words) if words else dossiers)[:DOSSIERS_OFFERED])
    last = DeskStep.objects.latest_with_dossier(request.user)
    if len(found) == 1 and "q" not in request.GET:
        query = QueryDict(mutable=True)
        query["dossier"] = found[0].slug
        return HttpResponseRedirect(f"{reverse('admin:claims_desk', args=[article.pk])}?{query.urlencode()}")
    context = {
        "title": "Desk",
        "subtitle": article.title,
        "article": article,
        "dossiers": found,
        "last": last.dossier if last else None,
        "q": words,
        "offered": DOSSIERS_OFFERED if len(found) == DOSSIERS_OFFERED else None,
    }
    return TemplateResponse(request, "admin/claims/desk/choose.html", site.each_context(request) | context)


# --- what the script asks ----------------------------------------------------------------------------------


def now(request: HttpRequest, pk: int) -> JsonResponse:
    """The paragraphs and what is logged in them, as they are now."""
    asked = read_parameters(request.GET, "dossier")
    desk = sheets.load(_article(pk), _dossier(asked["dossier"]), user=request.user)
    return JsonResponse(answers.now(desk, request.user))


def passage(request: HttpRequest, pk: int) -> JsonResponse:
    """What the panel is filled with for a passage."""
    asked = read_parameters(request.GET, "dossier", "start", "end")
    article, dossier = _article(pk), _dossier(asked["dossier"])
    laid_out = sheets.load_sheet(article)
    start, end = read_id(asked["start"], "start"), read_id(asked["end"], "end")
    if not start < end <= len(laid_out.text):
        raise Gone("There is no such passage in the text as it is now. Reload the page.")
    return JsonResponse(propose(laid_out, start, end, article=article, dossier=dossier, user=request.user))


def likely(request: HttpRequest, pk: int) -> JsonResponse:
    """The claims most like what is typed."""
    words = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    dossier = _dossier(request.GET.get("dossier", ""))
    found = likely_claims(words, user=request.user, dossier=dossier) if words else []
    return JsonResponse({"likely": described(found, _article(pk))})


def left(request: HttpRequest, pk: int) -> JsonResponse:
    """The claims on which an editor has to pronounce before the article counts as read."""
    asked = read_parameters(request.GET, "dossier")
    article, dossier = _article(pk), _dossier(asked["dossier"])
    return JsonResponse(
        answers.left(list(left_to_check(article, dossier)[:LEFT_AT_MOST]), reading_of(article, dossier))
    )


def step(request: HttpRequest, pk: int) -> JsonResponse:
    """Take a step, and answer with all that has changed since the page was shown, whoever changed it."""
    try:
        asked = read_step(request.body)
    except RequestDataTooBig as error:
        raise Unreadable("This is more than one step can hold.") from error
    except RawPostDataException as error:  # a form with parts, which was read as one before
        raise Unreadable("A step is a JSON object.") from error
    article = _article(pk)
    taken = take(asked, article=article, by=request.user)  # type: ignore[arg-type]  # somebody is logged in
    desk = sheets.load(article, taken.step.dossier or _dossier(str(asked.dossier)), user=request.user)
    return JsonResponse(answers.taken(taken, desk, request.user))


def _article(pk: int) -> Article:
    article = Article.objects.with_outlet().filter(pk=pk).first()
    if article is None:
        raise Gone("This article is not in the record any more.")
    return article


def _dossier(asked: str) -> Dossier:
    dossier = Dossier.objects.filter(pk=read_id(asked, "dossier")).first()
    if dossier is None:
        raise Gone("This dossier is not in the record any more. Choose another.")
    return dossier
