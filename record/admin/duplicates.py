"""Records that may be the same, in the admin: all likely pairs, those of one record, those of a name being typed.

What is likely is said by record/duplicates.py; merging has pages of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from record.admin.mergeable import merge_address
from record.admin.site import ROW_ID
from record.duplicates import Suggestion, likely_pairs, named_kinds, say_apart, suggestions
from record.folding import fold
from record.models import NotTheSame
from record.visibility import may_merge

PAIRS_A_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """A likely pair as a page shows it, or one that an editor said is none; `said` is that word."""

    kind: str
    label: str
    one: Any
    two: Any
    names: tuple[str, str] = ("", "")
    merge: str = ""
    said: NotTheSame | None = None
    may_say: bool = False

    @property
    def one_address(self) -> str:
        return change_address(self.one)

    @property
    def two_address(self) -> str:
        return change_address(self.two)


def addresses(site: Any) -> list[Any]:
    """The addresses of these pages, relative to that of the admin."""
    return [
        path("likely-duplicates/", site.admin_view(duplicates), {"site": site}, name="record_duplicates"),
        path(
            "likely-duplicates/typed/",
            site.admin_view(require_GET(typed)),
            {"site": site},
            name="record_typed",
        ),
    ]


def duplicates(request: HttpRequest, site: Any) -> HttpResponse:
    """All likely pairs, the likeliest of a kind first; with `show=apart` those that were said not to be the same."""
    admins = _admins(request, site)
    if not admins:
        raise PermissionDenied
    if request.method == "POST":
        return _say(request, admins)
    apart = request.GET.get("show") == "apart"
    found = _said(admins) if apart else [(model, pair) for model in admins for pair in likely_pairs(model)]
    page = Paginator(found, PAIRS_A_PAGE).get_page(request.GET.get("p"))
    context = {
        **site.each_context(request),
        "title": "Said not to be the same" if apart else "Names that may be the same",
        "apart": apart,
        "page": page,
        "shown": _shown(request, admins, page.object_list),
        "kept": "show=apart&" if apart else "",
    }
    return TemplateResponse(request, "admin/duplicates.html", context)


def typed(request: HttpRequest, site: Any) -> HttpResponse:
    """The records that a name being typed looks like, as JSON: their names and their addresses."""
    model = _kind(_admins(request, site), request.GET.get("kind", ""))
    name = request.GET.get("name", "")[:200]
    key = request.GET.get("of", "")
    found = suggestions(model, [name], of=int(key) if ROW_ID.fullmatch(key) else None) if fold(name) else []
    return JsonResponse(
        {"likely": [{"name": str(one.record), "address": change_address(one.record)} for one in found]}
    )


def change_address(record: Model) -> str:
    """The record's own page in the admin."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def looks_like(found: Iterable[Suggestion], name: str) -> SafeString:
    """What to tell an editor who adds a record by this name, with the box to tick if it is another one."""
    links = format_html_join(
        ", ",
        '<a href="{}" target="_blank"><bdi>{}</bdi></a>{}',
        ((change_address(one.record), one.record, _known_as(one)) for one in found),
    )
    return format_html(
        "Looks like {}. If it is the same, use that one and add this name to its other names. "
        '<label class="another"><input type="checkbox" name="another" value="{}"> It is another one: save it</label>',
        links,
        fold(name),
    )


def suggested(request: HttpRequest, record: Any, found: Iterable[Suggestion]) -> list[Shown]:
    """What the page of a record says of those that it looks like."""
    kind, merges = record._meta.label_lower, may_merge(request.user)
    return [
        Shown(
            kind,
            "",
            record,
            one.record,
            names=("", one.name if one.name != one.record.name else ""),
            merge=merge_address(type(record), keep=record.pk, gone=one.record.pk) if merges else "",
            may_say=True,
        )
        for one in found
    ]


def _known_as(one: Suggestion) -> str:
    return f" (also {one.name})" if one.name != one.record.name else ""


def _admins(request: HttpRequest, site: Any) -> dict[Any, Any]:
    """The kinds of records this user may see in the admin, with their admin classes."""
    admins = {model: site.get_model_admin(model) for model in named_kinds() if site.is_registered(model)}
    return {model: one for model, one in admins.items() if one.has_view_permission(request)}


def _kind(admins: dict[Any, Any], label: str) -> Any:
    for model in admins:
        if model._meta.label_lower == label:
            return model
    raise BadRequest("There is no such kind of record.")


def _said(admins: dict[Any, Any]) -> Any:
    kinds = {model._meta.label_lower: model for model in admins}
    rows = NotTheSame.objects.filter(kind__in=kinds).select_related("said_by").order_by("-pk")
    return [(kinds[row.kind], row) for row in rows]


def _shown(request: HttpRequest, admins: dict[Any, Any], found: Iterable[tuple[Any, Any]]) -> list[Shown]:
    """The pairs with their records: two queries a kind. A record that is gone meanwhile takes its pair along."""
    found, merges = list(found), may_merge(request.user)
    records = {model: _records(model, [pair for kind, pair in found if kind is model]) for model in admins}
    return [
        Shown(
            model._meta.label_lower,
            str(model._meta.verbose_name),
            records[model][pair.one],
            records[model][pair.two],
            names=getattr(pair, "names", ("", "")),
            merge=merge_address(model, keep=pair.one, gone=pair.two) if merges else "",
            said=pair if isinstance(pair, NotTheSame) else None,
            may_say=admins[model].has_change_permission(request),
        )
        for model, pair in found
        if pair.one in records[model] and pair.two in records[model]
    ]


def _records(model: Any, pairs: list[Any]) -> dict[int, Any]:
    keys = {key for pair in pairs for key in (pair.one, pair.two)}
    return model.objects.with_aliases().in_bulk(keys) if keys else {}


def _say(request: HttpRequest, admins: dict[Any, Any]) -> HttpResponse:
    """Record that two are not the same, or take that back; lead on to where it was said."""
    model = _kind(admins, request.POST.get("kind", ""))
    keys = [request.POST.get(name, "") for name in ("one", "two")]
    if not all(map(ROW_ID.fullmatch, keys)) or keys[0] == keys[1]:
        raise BadRequest("Two records are needed to say that they are not the same.")
    if not admins[model].has_change_permission(request):
        raise PermissionDenied
    one, two = sorted(map(int, keys))
    if model.objects.filter(pk__in=[one, two]).count() != 2:
        raise BadRequest("One of the two records is gone.")
    if request.POST.get("say") == "again":
        NotTheSame.objects.filter(kind=model._meta.label_lower, one=one, two=two).delete()
        messages.success(request, "They will be suggested again, as long as their names are alike.")
    else:
        say_apart(model, one, two, by=request.user)
        messages.success(request, "Noted: they are not the same. They will not be suggested again.")
    back = request.POST.get("back", "")
    return HttpResponseRedirect(_change_page(model, back) if back in keys else request.get_full_path())


def _change_page(model: Any, key: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key])
