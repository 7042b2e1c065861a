"""The matrix page: `/dossiers/<slug>/matrix/`."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from claims.matrix.cells import articles_of, rows_of
from claims.matrix.columns import Column, ColumnPage, Group, column_page, fold
from claims.matrix.differing import where_reports_part, with_rivalry
from claims.matrix.reports import arrangement
from claims.models import Claim, Dossier
from claims.models.claims import ClaimQuerySet
from record.listing import asked_page
from record.parameters import one_of, read_parameters, refusing
from record.slugs import find_by_slug
from sources.models import Article

ROWS = 50
COLUMNS = 12
# So few columns leave room: their quotations are printed too.
ROOMY = 4


@dataclass(frozen=True)
class Head:
    """The columns of one group on this page, under their common heading; `begun` on a page before."""

    group: Group
    columns: list[tuple[Column, Article]]
    begun: bool


@require_safe
def dossier_matrix(request: HttpRequest, slug: str) -> HttpResponse:
    """A dossier's claims by date, against the reports that speak of them."""
    asked = read_parameters(
        request.GET, "relays", "only", "after", "before", "columns_after", "columns_before"
    )
    one_of("relays", asked["relays"], {"collapse": "fold what is passed on into what it comes back to"})
    one_of("only", asked["only"], {"disagreements": "the claims on which reports part ways"})
    dossier, moved = find_by_slug(Dossier.objects.visible_to(request.user), slug)
    if moved:
        return redirect("claims:dossier_matrix", dossier.slug, permanent=True)
    return render(request, "claims/matrix.html", _context(dossier, asked, request.user))


def _context(dossier: Dossier, asked: dict[str, str], user: Any) -> dict[str, Any]:
    claims = Claim.objects.of(dossier).visible_to(user)
    columns, left_out = arrangement(dossier, claims, user)
    shown = _asked_columns(fold(columns) if asked["relays"] else columns, asked)
    rows = where_reports_part(claims, user) if asked["only"] else claims
    page = asked_page(with_rivalry(rows.with_standing(), user), ClaimQuerySet.BY_DATE, asked, size=ROWS)
    return {
        "dossier": dossier,
        "asked": asked,
        "page": page,
        "columns": shown,
        "heads": _heads(shown, user),
        "rows": rows_of(page.rows, shown.columns, user),
        "reports": len(columns),
        "reporting": sum(bool(column.report.own) for column in columns),
        "folding": sum(column.home is not None for column in columns),
        "left_out": left_out,
        "roomy": len(shown.columns) <= ROOMY,
    }


def _asked_columns(columns: list[Column], asked: dict[str, str]) -> ColumnPage:
    with refusing("columns_before" if asked["columns_before"] else "columns_after"):
        return column_page(
            columns, after=asked["columns_after"], before=asked["columns_before"], size=COLUMNS
        )


def _heads(shown: ColumnPage, user: Any) -> list[Head]:
    articles = articles_of(shown.columns, user)
    groups = groupby(shown.columns, lambda column: column.group)
    return [
        Head(
            group,
            [(column, articles[column.report.article]) for column in columns],
            begun=not number and shown.continues,
        )
        for number, (group, columns) in enumerate(groups)
    ]
