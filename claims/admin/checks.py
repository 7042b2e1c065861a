"""The pages of the editors' checks: what was found on a claim, a dossier, an article or everything, page by page.

Nothing is stored but dismissals: a page says what the checks find when it is read.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims.admin import seen
from claims.checks import run
from claims.checks.findings import Finding, Fix
from claims.completeness import NotReady
from claims.models import Claim, Dossier, Evidence
from claims.models.claims import ClaimQuerySet
from record.listing import asked_page
from record.parameters import read_parameters
from record.visibility import sees_drafts
from sources.models import Article

CLAIMS_A_PAGE = 20
CHANGED_SINCE = (
    "Nothing was changed: the record has moved on, and this suggestion no longer stands as it was shown."
)


class Choice(forms.Form):
    """What an editor chose to do about one finding."""

    claim = forms.CharField(max_length=10)
    finding = forms.CharField(max_length=64)
    act = forms.ChoiceField(choices=[("fix", "fix"), ("dismiss", "dismiss"), ("restore", "restore")])
    fix = forms.CharField(max_length=200, required=False)
    reason = forms.CharField(max_length=5_000, required=False)
    # When the page was made, as seen.py stamps it: a refusal says what was changed since.
    shown = forms.CharField(max_length=100, required=False)


def claim_addresses(site: Any) -> list[Any]:
    """The addresses under those of claims in the admin."""
    return [
        _address("checks/", of_all, "claims_claim_checks_all", site),
        _address("<int:pk>/checks/", of_claim, "claims_claim_checks", site),
    ]


def dossier_addresses(site: Any) -> list[Any]:
    """The address under those of dossiers."""
    return [_address("<int:pk>/checks/", of_dossier, "claims_dossier_checks", site)]


def article_addresses(site: Any) -> list[Any]:
    """The address under those of articles."""
    return [_address("<int:pk>/checks/", of_article, "sources_article_checks", site)]


def _address(route: str, view: Any, name: str, site: Any) -> Any:
    return path(route, site.admin_view(view), {"site": site}, name=name)


def of_all(request: HttpRequest, site: Any) -> HttpResponse:
    """Every claim, newest first."""
    _refuse_strangers(request)
    return _answer(request, site, Claim.objects.all())


def of_claim(request: HttpRequest, pk: int, site: Any) -> HttpResponse:
    _refuse_strangers(request)
    claim = get_object_or_404(Claim, pk=pk)
    return _answer(request, site, Claim.objects.filter(pk=pk), subject=claim)


def of_dossier(request: HttpRequest, pk: int, site: Any) -> HttpResponse:
    """The claims of a dossier, newest first."""
    _refuse_strangers(request)
    dossier = get_object_or_404(Dossier, pk=pk)
    return _answer(request, site, Claim.objects.of(dossier), subject=dossier)


def of_article(request: HttpRequest, pk: int, site: Any) -> HttpResponse:
    """The claims that rest on an article, newest first, with what concerns this article."""
    _refuse_strangers(request)
    article = get_object_or_404(Article, pk=pk)
    resting = Evidence.objects.resting_on(article).order_by()
    claims = Claim.objects.filter(pk__in=resting.values("claim"))
    return _answer(request, site, claims, subject=article)


def brief(claim: Claim) -> run.Checked:
    """What the claim's own form shows of its checks."""
    [checked] = run.check([claim])
    return checked


def _refuse_strangers(request: HttpRequest) -> None:
    if not sees_drafts(request.user):
        raise PermissionDenied


def _answer(
    request: HttpRequest, site: Any, claims: ClaimQuerySet, subject: Model | None = None
) -> HttpResponse:
    """A page of what was found on these claims; a POST carries out one choice on one of them."""
    if request.method == "POST":
        return _carry_out(request, site, claims)
    asked = read_parameters(request.GET, "after", "before")
    page = asked_page(claims, ClaimQuerySet.NEWEST_FIRST, asked, size=CLAIMS_A_PAGE)
    concerned = subject if isinstance(subject, Article) else None
    checked = [_shown(request.user, one, concerned) for one in run.check(page.rows)]
    context = {
        "title": "Editors’ checks",
        "subject": subject and (subject, _opened(subject)),
        "page": page,
        "shown": seen.moment(),
        "checked": checked,
        "quiet": all(one["whole"] and not one["open"] for one in checked),
        "may_dismiss": request.user.has_perm("claims.add_dismissal"),
        "may_restore": request.user.has_perm("claims.delete_dismissal"),
    }
    return TemplateResponse(request, "admin/claims/checks.html", site.each_context(request) | context)


def _shown(user: Any, checked: run.Checked, concerned: Article | None) -> dict[str, Any]:
    """What was found on one claim, as a page shows it; where an article is concerned, only what concerns it."""

    def shown(finding: Finding) -> bool:
        return concerned is None or concerned in finding.places

    return {
        "claim": checked.claim,
        "whole": checked.whole,
        "open": [_offered(user, one) for one in checked.open if shown(one)],
        "dismissed": [(one, dismissal) for one, dismissal in checked.dismissed if shown(one)],
    }


def _offered(user: Any, finding: Finding) -> dict[str, Any]:
    places = {_opened(record): (record, record._meta.verbose_name) for record in finding.places}
    fixes = [fix for fix in finding.fixes if run.may_fix(user, fix)]
    return {
        "finding": finding,
        "places": [(name, kind, address) for address, (name, kind) in places.items()],
        "fixes": fixes,
        "withheld": len(finding.fixes) - len(fixes),
    }


def _opened(record: Model) -> str:
    """The record's page in the admin; of a piece of evidence, its row in the form of its claim."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def _carry_out(request: HttpRequest, site: Any, claims: ClaimQuerySet) -> HttpResponse:
    """Do what was chosen, and come back to the same page."""
    choice = Choice(request.POST)
    if not choice.is_valid():
        raise BadRequest("This form was not filled in by its own page. Go back, and choose again.")
    claim = get_object_or_404(claims, public_id=choice.cleaned_data["claim"])
    try:
        messages.success(request, _ACTS[choice.cleaned_data["act"]](request.user, claim, choice.cleaned_data))
    except run.Gone:
        told = seen.told_since(claim, choice.cleaned_data["shown"], site)
        messages.warning(request, f"{CHANGED_SINCE} {told}")
    except NotReady as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(f"{request.get_full_path()}#c-{claim.public_id}")


def _fix(user: Any, claim: Claim, asked: dict[str, str]) -> str:
    fix: Fix = run.follow(claim, asked["finding"], asked["fix"], by=user)
    return f"Done. {fix.label}."


def _dismiss(user: Any, claim: Claim, asked: dict[str, str]) -> str:
    if not user.has_perm("claims.add_dismissal"):
        raise PermissionDenied
    run.dismiss(claim, asked["finding"], by=user, reason=asked["reason"])
    return "Dismissed. It returns if what it rests on changes."


def _restore(user: Any, claim: Claim, asked: dict[str, str]) -> str:
    if not user.has_perm("claims.delete_dismissal"):
        raise PermissionDenied
    run.restore(claim, asked["finding"], by=user)
    return "The suggestion stands again."


_ACTS = {"fix": _fix, "dismiss": _dismiss, "restore": _restore}
