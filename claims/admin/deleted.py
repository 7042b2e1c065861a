"""The drafts deleted last, and bringing one back: for whoever could delete it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims.admin.telling import SUBJECTS
from claims.completeness import NotReady
from claims.models import Claim
from claims.restoring import LISTED, bring_back, plan_return, recently_deleted
from record import restoring
from record.admin.history_page import MOVED_ON, NOT_STORED, told_steps


def addresses(site: Any) -> list[Any]:
    """The addresses under those of claims in the admin."""
    return [
        path("deleted/", site.admin_view(list_view), {"site": site}, name="claims_claim_deleted"),
        path(
            "deleted/<int:pk>/", site.admin_view(return_view), {"site": site}, name="claims_claim_deleted_one"
        ),
    ]


def list_view(request: HttpRequest, site: Any) -> HttpResponse:
    """The drafts deleted last, the latest first, with who deleted each and when."""
    _refuse_strangers(request)
    context = {
        **site.each_context(request),
        "title": "Recently deleted drafts",
        "rows": recently_deleted(),
        "listed": LISTED,
        "opts": Claim._meta,
    }
    return TemplateResponse(request, "admin/claims/deleted.html", context)


def return_view(request: HttpRequest, pk: int, site: Any) -> HttpResponse:
    """What bringing one back would bring back; a POST with a reason does it."""
    _refuse_strangers(request)
    deleted = next((row for row in recently_deleted() if row.id == pk), None)
    if deleted is None:
        raise Http404("No draft that was deleted lately has this number.")
    if request.method == "POST" and _brought_back(request, deleted):
        return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[pk]))
    planned, claim = plan_return(deleted), deleted.instance
    context = {
        **site.each_context(request),
        "title": "Bring a deleted draft back",
        "subtitle": str(claim),
        "object": claim,
        "opts": Claim._meta,
        "moment": deleted.history_date,
        "planned": planned,
        "steps": told_steps(planned, SUBJECTS, claim),
        "allowed": True,
        "deleted": True,
        "reason": request.POST.get("reason", ""),
    }
    return TemplateResponse(request, "admin/restore.html", context)


def _refuse_strangers(request: HttpRequest) -> None:
    if not (request.user.has_perm("claims.delete_claim") and request.user.has_perm("claims.view_claim")):
        raise PermissionDenied


def _brought_back(request: HttpRequest, deleted: Any) -> bool:
    """Do it, or say why not."""
    asked = {name: request.POST.get(name, "") for name in ("reason", "shown")}
    try:
        bring_back(deleted, by=request.user, **asked)
    except NotReady as error:
        messages.error(request, str(error))
    except restoring.Changed:
        messages.error(request, MOVED_ON)
    except IntegrityError:
        messages.error(request, NOT_STORED)
    else:
        messages.success(request, "The draft is back, with all that is listed in its history.")
        return True
    return False
