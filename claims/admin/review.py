"""The review queue: articles corrected, retracted or superseded, and every claim that rests on them.

Nothing is stored: the queue is what the record says when the page is read. An article stays in it, since what
rests on it stays worth a look; a corrected one moves to the end when every passage has been judged.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path

from claims.actions import settle_correction
from claims.admin import seen
from claims.completeness import NotReady
from claims.models import Claim, Credit, Evidence
from claims.permissions import may_change
from record.listing import Section, Shown, asked_page, asked_sections
from record.parameters import BadParameters, read_parameters
from record.visibility import sees_drafts
from sources.models import Article, ArticleQuerySet

JUDGEMENTS = {"yes": True, "no": False}
CHANGED_SINCE = (
    "Nothing was recorded: the passage or its article was changed since you were shown it. Look again."
)


def addresses(site: Any) -> list[Any]:
    """The addresses of the queue, under those of articles in the admin."""

    def guarded(view: Any) -> Any:
        return site.admin_view(view)

    return [
        path("review/", guarded(queue), {"site": site}, name="sources_article_review"),
        path("<int:pk>/review/", guarded(article), {"site": site}, name="sources_article_review_one"),
    ]


def queue(request: HttpRequest, site: Any) -> HttpResponse:
    """The articles, those with passages to judge first, each with how many claims rest on it."""
    _refuse_strangers(request)
    sections = list(_sections(request.user))
    shown = asked_sections(sections, read_parameters(request.GET, "show", "after", "before"))
    context = {"title": "Corrections to review", "sections": sections, "shown": shown}
    _count_claims(shown, request.user)
    return TemplateResponse(request, "admin/claims/review.html", site.each_context(request) | context)


def article(request: HttpRequest, pk: int, site: Any) -> HttpResponse:
    """The claims that rest on one of the articles, newest first; a POST judges one passage."""
    _refuse_strangers(request)
    articles = Article.objects.exclude(status="").with_outlet().select_related("superseded_by")
    found = get_object_or_404(articles, pk=pk)
    if request.method == "POST":
        return _judge(request, site, found)
    resting = Evidence.objects.visible_to(request.user).counting().resting_on(found)
    claims = resting.claims().with_standing()
    page = asked_page(claims, claims.NEWEST_FIRST, read_parameters(request.GET, "after", "before"))
    for claim in page.rows:
        for part in claim.parts:
            part.open = part.article_id == found.pk and may_change(request.user, part)
            part.stamp = seen.stamp_passage(part)
    context = {"title": found.title, "article": found, "page": page}
    return TemplateResponse(request, "admin/claims/review_article.html", site.each_context(request) | context)


def _refuse_strangers(request: HttpRequest) -> None:
    if not sees_drafts(request.user):
        raise PermissionDenied


def _sections(user: Any) -> Iterator[Section]:
    """The queue in parts; an article stands in one of them."""
    articles = Article.objects.with_outlet().filter(_resting_any(user))
    waiting = Exists(_passages(user).filter(article=OuterRef("pk"), stands_after_correction__isnull=True))
    corrected = articles.filter(status=Article.Status.CORRECTED)
    for name, title, rows in (
        ("confirm", "Corrected, with passages to judge", corrected.filter(waiting)),
        ("retracted", "Retracted", articles.filter(status=Article.Status.RETRACTED)),
        ("superseded", "Superseded", articles.filter(status=Article.Status.SUPERSEDED)),
        ("judged", "Corrected, every passage judged", corrected.exclude(waiting)),
    ):
        yield Section(name, title, rows, ArticleQuerySet.LATEST)


def _passages(user: Any) -> Any:
    return Evidence.objects.visible_to(user).counting().order_by()


def _relays(user: Any) -> Any:
    return Credit.objects.filter(evidence__in=_passages(user).values("pk")).order_by()


def _resting_any(user: Any) -> Any:
    """True of articles that something counted lies in or credits."""
    return Exists(_passages(user).filter(article=OuterRef("pk"))) | Exists(
        _relays(user).filter(article=OuterRef("pk"))
    )


def _count_claims(shown: list[Shown], user: Any) -> None:
    """Give each article `own_claims` and `relayed_claims`: on how many claims it counts, itself or by relays."""
    articles: list[Any] = [row for one in shown for row in one.page.rows]
    keys = [row.pk for row in articles]
    own, relayed = _passages(user).claim_counts("article", keys), _relays(user).claim_counts("article", keys)
    for row in articles:
        row.own_claims, row.relayed_claims = own.get(row.pk, 0), relayed.get(row.pk, 0)


def _judge(request: HttpRequest, site: Any, found: Article) -> HttpResponse:
    """Settle whether the passage that was posted still stands, and come back to the same page."""
    user: Any = request.user
    passages = Evidence.objects.visible_to(user).select_related("claim", "article").citing(found)
    asked = read_parameters(request.POST, "passage", "stands", "seen", "csrfmiddlewaretoken")
    evidence = get_object_or_404(passages, public_id=asked["passage"])
    stands = JUDGEMENTS.get(asked["stands"])
    if stands is None:
        raise BadParameters({"stands": f"Choose one of: {', '.join(JUDGEMENTS)}."})
    if not may_change(user, evidence):
        raise PermissionDenied
    try:
        if _settle(evidence, asked.get("seen", ""), stands=stands, by=user):
            words = "still stands" if stands else "no longer stands"
            messages.success(request, f"Recorded: the passage {words}.")
        else:
            told = seen.told_since(evidence, asked.get("seen", ""), site)
            messages.warning(request, f"{CHANGED_SINCE} {told}")
    except NotReady as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(f"{request.get_full_path()}#c-{evidence.claim.public_id}")


def _settle(evidence: Evidence, stamped: str, *, stands: bool, by: Any) -> bool:
    """Record it if the passage is what was shown; say whether it was."""
    with transaction.atomic():
        list(Claim.objects.select_for_update().filter(pk=evidence.claim_id).values_list("pk"))
        now = Evidence.objects.select_related("article").filter(pk=evidence.pk).first()
        if now is None or not seen.is_passage_as_seen(now, stamped):
            return False
        settle_correction(now, stands=stands, by=by, reason="review of a correction")
    return True
