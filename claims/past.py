"""Readers' pages as known on a day. They show what readers may see today, whoever asks: no draft has a past."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims import as_of
from claims.models import Claim, Dossier, Evidence
from claims.models.claims import ClaimQuerySet
from claims.standings import row
from record.listing import asked_page
from record.parameters import read_parameters

# How many articles of unclear date a dossier's page lists; the rest are counted.
MOST_UNCLEAR = 100


def claim_page(request: HttpRequest, claim: Claim, day: date) -> HttpResponse:
    """A claim with the evidence that was out by the day. Http404 where it is not published."""
    if not claim.is_published:
        raise Http404("A claim that is not public has no past.")
    evidence = Evidence.objects.visible_to(None).filter(claim=claim).with_trail().by_article()
    assessment = as_of.assessments([claim.pk], day)[claim.pk]
    context = {
        "claim": claim,
        "assessment": assessment,
        "standing": row(claim.pk, assessment),
        "parted": as_of.parted(list(evidence), day),
        "asserts": Claim.objects.visible_to(None).filter(pk=claim.asserts_id).first(),
        "dossiers": claim.dossiers.visible_to(None),
        "discrepancies": as_of.rivalries(claim, day),
    }
    return _render(request, "claims/claim_as_of.html", claim, day, context)


def dossier_page(request: HttpRequest, dossier: Dossier, day: date) -> HttpResponse:
    """The claims of a dossier of which something was known on the day, by date, each with its standing then."""
    asked = read_parameters(request.GET, "as_of", "after", "before")
    claims = Claim.objects.of(dossier).visible_to(None)
    then = as_of.known(claims, day)
    page: Any = asked_page(then.with_reports_for(None), ClaimQuerySet.BY_DATE, asked)
    as_of.put_back(page.rows, day)
    articles = Evidence.objects.visible_to(None).about(claims).articles().with_outlet()
    unclear = articles.perhaps_out_by(day)
    context = {
        "dossier": dossier,
        "page": page,
        "number": then.count(),
        "by_then": articles.out_by(day).count(),
        "later": articles.out_after(day).count(),
        "unclear": unclear.by_date()[:MOST_UNCLEAR],
        "unclear_number": unclear.count(),
    }
    return _render(request, "claims/dossier_as_of.html", dossier, day, context)


def _render(
    request: HttpRequest, template: str, subject: Claim | Dossier, day: date, context: dict[str, Any]
) -> HttpResponse:
    """Search engines are sent to today's page instead: nobody should land in the past unawares."""
    answer = render(request, template, context | {"subject": subject, "day": day})
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
