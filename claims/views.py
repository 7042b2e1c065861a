"""Readers' pages of the product. Every one of them shows what `visible_to(request.user)` lets it show."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims import past
from claims.as_of import asked_day
from claims.filters import ClaimFilter, no_such
from claims.models import Claim, Discrepancy, Dossier, Evidence
from claims.models.claims import ClaimQuerySet
from claims.models.discrepancies import DiscrepancyQuerySet
from claims.models.dossiers import DossierQuerySet
from claims.numbers import dossier_numbers, how_many, leading_articles, leading_outlets, standings_of
from claims.public_history import at_once, public_history
from claims.search.marking import show_where_found
from claims.search.ranking import best
from claims.search.terms import parse
from claims.sides import draw, draw_all, given_by_one
from record.listing import asked_page
from record.paging import Page
from record.parameters import BadParameters, one_of, read_parameters
from record.slugs import find_by_public_id, find_by_slug
from record.visibility import sees_drafts

# How much of each list the front page shows.
GLIMPSE = 8
# How many discrepancies a dossier's page lists before it leads to the rest.
MOST_DISCREPANCIES = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: what this is, and a way into it from every side."""
    user = request.user
    claims = Claim.objects.visible_to(user).with_reports_for(user).newest_first()
    discrepancies = Discrepancy.objects.visible_to(user).open().with_rivals_for(user)
    return render(
        request,
        "claims/home.html",
        {
            "claims": claims[:GLIMPSE],
            "dossiers": Dossier.objects.visible_to(user).with_claim_number_for(user)[:GLIMPSE],
            "outlets": leading_outlets(user, GLIMPSE),
            "articles": leading_articles(user, GLIMPSE),
            "discrepancies": discrepancies.order_by("title", "public_id")[:GLIMPSE],
            "standings": standings_of(Claim.objects.visible_to(user)),
        },
    )


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    """The claims that were asked for, page by page."""
    filters = ClaimFilter(request)
    claims, query = filters.qs.with_reports_for(request.user), parse(filters.criteria.words)
    if filters.ranked:
        page = Page(best(claims.order_by(*filters.order.columns()), query))
    else:
        page = asked_page(claims, filters.order, filters.asked)
    if query:
        show_where_found(page.rows, query)
    context = {"filters": filters, "page": page, "number": how_many(filters.qs), "query": query}
    return render(request, "claims/claim_list.html", context)


@require_safe
def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """One claim, with everything known of who says so and who disagrees; with `as_of`, as known on that day."""
    day = asked_day(read_parameters(request.GET, "as_of")["as_of"])
    claims = Claim.objects.known_to(request.user).with_circumstances()
    claim, moved = find_by_public_id(claims, public_id)
    if moved:
        return redirect(claim, permanent=True)
    if claim.is_withdrawn:
        gone = {"what": "claim", "when": claim.withdrawn_at, "reason": claim.withdrawal_reason}
        return render(request, "410.html", gone, status=410)
    if day:
        return past.claim_page(request, claim, day)
    return render(request, "claims/claim.html", _claim_context(claim, request.user))


def _claim_context(claim: Claim, user: Any) -> dict[str, Any]:
    evidence = list(Evidence.objects.visible_to(user).filter(claim=claim).with_trail().by_article())
    return {
        "claim": claim,
        "evidence": evidence,
        "drawing": draw(claim.pk, evidence),
        "asserts": Claim.objects.visible_to(user).filter(pk=claim.asserts_id).first(),
        "asserted_in": claim.asserted_in.visible_to(user).by_date(),
        "discrepancies": Discrepancy.objects.visible_to(user).between(claim).with_rivals_for(user),
        "dossiers": claim.dossiers.visible_to(user),
        "changes": at_once(public_history(claim, user)) if claim.is_published else [],
    }


@require_safe
def claim_with_words(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """An address with words in it leads to the one without, whatever the words and whether there is a claim."""
    return redirect("claims:claim", public_id, permanent=True)


@require_safe
def dossier_list(request: HttpRequest) -> HttpResponse:
    """Every story under investigation, by title."""
    asked = read_parameters(request.GET, "after", "before")
    dossiers = Dossier.objects.visible_to(request.user).with_claim_number_for(request.user)
    return render(
        request, "claims/dossier_list.html", {"page": asked_page(dossiers, DossierQuerySet.BY_TITLE, asked)}
    )


@require_safe
def dossier(request: HttpRequest, slug: str) -> HttpResponse:
    """One story: its claims by date, its reports, and where they part ways; with `as_of`, as known on that day."""
    user = request.user
    dossier, moved = find_by_slug(Dossier.objects.visible_to(user), slug)
    if moved:
        return redirect(dossier, permanent=True)
    asked = read_parameters(request.GET, "after", "before", "as_of")
    if day := asked_day(asked["as_of"]):
        return past.dossier_page(request, dossier, day)
    claims = Claim.objects.of(dossier).visible_to(user)
    discrepancies = Discrepancy.objects.visible_to(user).among(claims).with_rivals_for(user)
    context = {
        "dossier": dossier,
        "page": asked_page(claims.with_reports_for(user), ClaimQuerySet.BY_DATE, asked),
        "numbers": dossier_numbers(dossier, user),
        "standings": standings_of(claims),
        "discrepancies": discrepancies.order_by("title", "public_id")[:MOST_DISCREPANCIES],
    }
    return render(request, "claims/dossier.html", context)


@require_safe
def discrepancy_list(request: HttpRequest) -> HttpResponse:
    """The questions on which claims part ways."""
    user = request.user
    asked = read_parameters(request.GET, "dossier", "state", "after", "before")
    state = one_of("state", asked["state"], dict(Discrepancy.State.choices))
    dossier = _asked_dossier(asked["dossier"], user)
    discrepancies = Discrepancy.objects.visible_to(user).with_rivals_for(user)
    if state:
        discrepancies = discrepancies.filter(state=state)
    if dossier:
        discrepancies = discrepancies.among(Claim.objects.of(dossier).visible_to(user))
    context = {
        "page": asked_page(discrepancies, DiscrepancyQuerySet.BY_TITLE, asked),
        "dossier": dossier,
        "state": state,
        "states": Discrepancy.State.choices,
    }
    return render(request, "claims/discrepancy_list.html", context)


def _asked_dossier(slug: str, user: Any) -> Dossier | None:
    if not slug:
        return None
    try:
        return find_by_slug(Dossier.objects.visible_to(user), slug)[0]
    except Http404:
        raise BadParameters({"dossier": no_such("dossier", slug)}) from None


@require_safe
def discrepancy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Rival claims side by side."""
    user = request.user
    discrepancies = Discrepancy.objects.visible_to(user).with_rivals_for(user)
    discrepancy = get_object_or_404(discrepancies, public_id=public_id)
    claims = [rival.claim for rival in discrepancy.shown_rivals]
    evidence = Evidence.objects.visible_to(user).filter(claim__in=claims).with_trail().by_article()
    drawings = draw_all([claim.pk for claim in claims], list(evidence))
    context = {
        "discrepancy": discrepancy,
        # Who settled it is told to those who work on the record alone.
        "settled_by": discrepancy.settled_by if sees_drafts(user) else None,
        "sides": [(claim, drawings[claim.pk]) for claim in claims],
        "given_by_one": given_by_one(drawings.values()),
    }
    return render(request, "claims/discrepancy.html", context)
