"""Checking evidence blind: a passage and a claim, four answers, and the next; the disagreements, and what became of them.

Nothing on the page of a check depends on the stance recorded or on who recorded it: not its words, not its
address, not the order in which passages come. Nor does the answer to one say whether it agrees.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import urlencode

from claims.blind_checks import give, may_check, settle
from claims.completeness import NotReady
from claims.context import in_paragraph
from claims.models import BlindCheck, Dossier, Evidence
from claims.models.blind_checks import digest_of, to_check, words_of
from claims.permissions import may_publish
from record.admin.panels import among_latest, capped
from record.admin.records import CappedPaginator
from record.admin.site import ROW_ID
from record.parameters import BadParameters, read_parameters

A_PAGE = 20
# (what it says, what is sent, the key that says so)
ANSWERS = [
    ("It supports the claim", "supports", "s"),
    ("It contradicts the claim", "contradicts", "c"),
    ("It only mentions it", "mentions", "m"),
    ("Cannot tell", "cannot_tell", "?"),
]


class Settlement(forms.Form):
    """A Publisher's decision on one disagreement: `keep`, `hard`, or the stance that it is changed to."""

    check = forms.IntegerField(min_value=1, max_value=10**18)
    decision = forms.ChoiceField(
        choices=[("keep", ""), ("hard", ""), *Evidence.Stance.choices],
        error_messages={"required": "Choose what becomes of the stance."},
    )
    reason = forms.CharField(required=False, max_length=5_000)


def addresses(site: Any) -> list[Any]:
    """The addresses under those of evidence in the admin."""
    return [
        path(f"blind/{route}", site.admin_view(view), {"site": site}, name=f"claims_blind_{name}")
        for route, view, name in (
            ("", check_view, "checks"),
            ("disagreements/", disagreements_view, "disagreements"),
            ("outcomes/", outcomes_view, "outcomes"),
        )
    ]


def check_view(request: HttpRequest, site: Any) -> HttpResponse:
    """The next passage for this editor, of one dossier if one is asked for; a POST answers, and the next one comes."""
    if not may_check(request.user):
        raise PermissionDenied
    asked = read_parameters(request.GET, "dossier", "after")
    if request.method == "POST":
        return _answered(request, asked)
    waiting = queue(request.user, asked["dossier"])
    evidence = _next(waiting, asked["after"])
    context = {
        "title": "Check blind",
        "dossier": Dossier.objects.filter(pk=asked["dossier"]).first() if asked["dossier"] else None,
        "left": capped(waiting),
        "answers": ANSWERS,
        **(_shown(evidence) if evidence else {}),
        "skip": evidence and f"?{urlencode(_known(asked) | {'after': evidence.pk})}",
    }
    return TemplateResponse(request, "admin/claims/blind_check.html", site.each_context(request) | context)


def queue(user: Any, dossier: str = "") -> "QuerySet[Any]":
    """The passages that wait for this editor: of a dossier all, else those among the latest."""
    if not dossier:
        return among_latest(to_check(user))
    return to_check(user).filter(claim__dossiers=_number("dossier", dossier))


def _next(waiting: "QuerySet[Any]", after: str) -> Evidence | None:
    """The first of those waiting; of those after the one that was skipped, if there are any."""
    rows = waiting.select_related("claim", "article__outlet", "article__stored_text")
    found = rows.filter(pk__lt=_number("after", after)).first() if after else None
    return found or rows.first()


def _number(name: str, value: str) -> int:
    if not ROW_ID.fullmatch(value):
        raise BadParameters({name: "It is not the number of a record."})
    return int(value)


def _known(asked: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if value}


def _shown(evidence: Evidence) -> dict[str, Any]:
    """What the page shows, each thing by name: the piece of evidence itself is not given to the template."""
    article = evidence.article
    return {
        "shown": words_of(evidence),
        "seen": digest_of(words_of(evidence)),
        "passage": evidence.public_id,
        "context": _context_of(evidence),
        "headline": article.title,
        "language": article.language,
        "outlet": article.outlet_name,
        "published": article.published,
    }


def _context_of(evidence: Evidence) -> Any:
    """The quotation in its paragraph, where the text is held; else with the words kept around it."""
    stored = getattr(evidence.article, "stored_text", None)
    found = in_paragraph(stored.text, evidence.quotation, evidence.quotation_prefix) if stored else None
    return found or (evidence.quotation_prefix, evidence.quotation, evidence.quotation_suffix)


def _answered(request: HttpRequest, asked: dict[str, str]) -> HttpResponse:
    evidence = get_object_or_404(Evidence, public_id=request.POST.get("passage", ""))
    try:
        give(
            evidence,
            stance=request.POST.get("stance", ""),
            seen=request.POST.get("seen", ""),
            by=request.user,
        )
        messages.success(request, "Recorded.")
    except NotReady as error:
        messages.warning(request, str(error))
    onwards = _known(asked) | ({"after": str(evidence.pk)} if asked["after"] else {})
    return HttpResponseRedirect(f"{request.path}{'?' * bool(onwards)}{urlencode(onwards)}")


def disagreements_view(request: HttpRequest, site: Any) -> HttpResponse:
    """For Publishers: both sides of each disagreement, with names and words; a POST settles one."""
    if not may_publish(request.user):
        raise PermissionDenied
    form = Settlement(request.POST or None)
    if request.method == "POST" and _settled(request, form):
        return HttpResponseRedirect(request.get_full_path())
    context = {
        "title": "Disagreements to settle",
        "page": _page(request, BlindCheck.objects.to_settle()),
        "form": form,
        "stances": Evidence.Stance.choices,
    }
    return TemplateResponse(
        request, "admin/claims/blind_disagreements.html", site.each_context(request) | context
    )


def _settled(request: HttpRequest, form: Settlement) -> bool:
    """Settle what was posted, or leave in the form why not."""
    if not form.is_valid():
        for said in form.errors.values():
            messages.error(request, " ".join(map(str, said)))
        return False
    asked = form.cleaned_data
    check = get_object_or_404(BlindCheck.objects.select_related("evidence"), pk=asked["check"])
    outcome = {"keep": "kept", "hard": "hard"}.get(asked["decision"], "changed")
    stance = asked["decision"] if outcome == "changed" else ""
    try:
        settle(check, outcome=outcome, stance=stance, by=request.user, reason=asked["reason"])
    except NotReady as error:
        messages.error(request, str(error))
        return False
    messages.success(request, f"Settled: {BlindCheck.Outcome(outcome).label}.")
    return True


def outcomes_view(request: HttpRequest, site: Any) -> HttpResponse:
    """What became of the disagreements on passages that this user checked or logged; for Publishers, of all."""
    if not may_check(request.user):
        raise PermissionDenied
    settled = BlindCheck.objects.settled()
    mine = settled if may_publish(request.user) else settled.concerning(request.user)
    context = {"title": "Disagreements that were settled", "page": _page(request, mine)}
    return TemplateResponse(request, "admin/claims/blind_outcomes.html", site.each_context(request) | context)


def _page(request: HttpRequest, checks: Any) -> Any:
    rows = checks.with_both_sides().order_by("-pk")
    return CappedPaginator(rows, A_PAGE).get_page(request.GET.get("p"))
