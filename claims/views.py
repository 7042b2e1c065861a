"""Readers' pages of the product. Every one of them shows what `visible_to(request.user)` lets it show."""


from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims.filters import ClaimFilter
from claims.models import Claim
from record.listing import asked_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    return render(request, "claims/home.html", {})


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    """The list of claims, filtered."""
    filters = ClaimFilter(request)
    page = asked_page(filters.qs.with_reports_for(request.user), filters.order, filters.asked)
    return render(request, "claims/claim_list.html", {"filters": filters, "page": page})


@require_safe
def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.visible_to(request.user), public_id=public_id)
    return render(request, "claims/claim.html", {"claim": claim})


@require_safe
def claim_with_words(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    return redirect("claims:claim", public_id, permanent=True)


@require_safe
def dossier_list(request: HttpRequest) -> HttpResponse:
    return render(request, "claims/dossier_list.html", {})


@require_safe
def dossier(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "claims/dossier.html", {})


@require_safe
def discrepancy_list(request: HttpRequest) -> HttpResponse:
    return render(request, "claims/discrepancy_list.html", {})


@require_safe
def discrepancy(request: HttpRequest, public_id: str) -> HttpResponse:
    return render(request, "claims/discrepancy.html", {})
