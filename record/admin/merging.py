"""Merging in the admin: two records side by side, what is taken from which, and the list of merges with their undoing.

Registers nothing itself: the apps above say where it stands.
"""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import Truncator, capfirst

from record.admin.choices import LoadedChoiceField, LoadedSelect
from record.admin.mergeable import merge_address
from record.admin.records import RecordAdmin, TextLines
from record.admin.site import ROW_ID
from record.merging import MergeRefused, merge, undo
from record.merging.joining import questions, refusals
from record.merging.links import links_to
from record.merging.parting import obstacles
from record.merging.rules import mergeable
from record.merging.sides import facts, groups, moving, proposed, sides
from record.merging.telling import tell
from record.models import Merge
from record.versions import fingerprint
from record.visibility import may_merge


class MergeForm(forms.Form):
    """What to take from the record that goes, and how it is known that the two are one."""

    take = forms.MultipleChoiceField(required=False)
    confirmed = forms.BooleanField(required=False)
    seen = forms.CharField(required=False)
    reason = TextLines(max_length=2_000)

    def __init__(self, model: type[Model], data: Any = None) -> None:
        super().__init__(data)
        self.fields["take"].choices = [(group[0], group[0]) for group in groups(model)]  # type: ignore[attr-defined]


class MergeAdmin(RecordAdmin):
    """Every merge, the latest first; each can be undone from its own page."""

    menu_position = 1
    list_display = ("what", "sort_of_record", "grounds", "merged_by", "merged_at", "undone")
    list_select_related = ("merged_by",)
    ordering = ("-pk",)
    search_fields = ("gone_name",)
    search_help_text = "The name of either record, or words of the reason."

    def search(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        meant = Q(gone_name__icontains=text) | Q(kept_name__icontains=text) | Q(reason__icontains=text)
        return rows.filter(meant | Q(gone_address=text))

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).defer("journal")

    @admin.display(description="merge")
    def what(self, obj: Merge) -> str:
        return Truncator(str(obj)).chars(160)

    @admin.display(description="kind")
    def sort_of_record(self, obj: Merge) -> str:
        return str(capfirst(_model(obj.kind)._meta.verbose_name))

    @admin.display(description="reason")
    def grounds(self, obj: Merge) -> str:
        return Truncator(obj.reason).words(20)

    @admin.display(description="undone", boolean=True)
    def undone(self, obj: Merge) -> bool:
        return obj.is_undone

    # Who sees it: whoever may merge. Nobody writes it but by merging and undoing.

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_merge(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_merge(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def histories(self, obj: Any) -> "list[QuerySet[Any]]":
        return []

    # Pages

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        own = [
            path("two/", guarded(self.merge_view), name="record_merge"),
            path("<int:pk>/undo/", guarded(self.undo_view), name="record_merge_undo"),
        ]
        return own + super().get_urls()

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Choose the second of two records, compare them, merge them."""
        if not may_merge(request.user):
            raise PermissionDenied
        model = _model(request.GET.get("kind", ""))
        kept, gone = (self._record(request, model, request.GET.get(name, "")) for name in ("keep", "gone"))
        if kept is None:
            raise Http404("Name the record to keep.")
        if gone is None or gone.pk == kept.pk:
            return self._choose(request, kept)
        form = MergeForm(model, request.POST if request.method == "POST" else None)
        if form.is_valid() and (merged := _merged(request, kept, gone, form.cleaned_data)):
            return HttpResponseRedirect(reverse("admin:record_merge_change", args=[merged.pk]))
        return self._compare(request, kept, gone, form)

    def _record(self, request: HttpRequest, model: type[Model], key: str) -> Any:
        """The record with this key, if this user may change it."""
        if not ROW_ID.fullmatch(key):
            return None
        model_admin: Any = self.admin_site.get_model_admin(model)
        found = get_object_or_404(model_admin.get_queryset(request), pk=key)
        if not (model_admin.has_change_permission(request, found) and model_admin.may_change(request, found)):
            raise PermissionDenied
        return found

    def _choose(self, request: HttpRequest, kept: Any) -> HttpResponse:
        model_admin: Any = self.admin_site.get_model_admin(type(kept))
        # The stock autocomplete answers for a foreign key: any that names this kind will do.
        link = links_to(type(kept))[0]
        other = LoadedChoiceField(
            queryset=model_admin.options().exclude(pk=kept.pk),
            widget=LoadedSelect(link.field, self.admin_site),
            label=f"The {kept._meta.verbose_name} that is the same",
        )
        other.option_label = model_admin.option_label
        form: Any = type("Choose", (forms.Form,), {"gone": other})()
        context = {"title": "Merge with which other?", "kept": kept, "form": form, "media": form.media}
        return self._page(request, "admin/merge_choose.html", context | _about(kept))

    def _compare(self, request: HttpRequest, kept: Any, gone: Any, form: MergeForm) -> HttpResponse:
        context = {
            "title": f"Merge two {kept._meta.verbose_name_plural}",
            "kept": kept,
            "gone": gone,
            "facts": facts(kept, gone),
            "sides": sides(kept, gone),
            "taken": set(request.POST.getlist("take")) if form.is_bound else proposed(kept, gone),
            "moving": moving(gone),
            "refusals": refusals(kept, gone),
            "questions": questions(kept, gone),
            "form": form,
            "seen": fingerprint(kept, gone),
            "swapped": merge_address(type(kept), keep=gone.pk, gone=kept.pk),
        }
        return self._page(request, "admin/merge.html", context | _about(kept))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What the merge did, and the way back."""
        merged = self.get_object(request, object_id)
        if merged is None:
            raise Http404("No such merge.")
        if not may_merge(request.user):
            raise PermissionDenied
        model = _model(merged.kind)
        context = {
            "title": "Merge undone" if merged.is_undone else "Merge",
            "subtitle": str(merged),
            "merge": merged,
            "kept": model._default_manager.filter(pk=merged.kept).first(),
            "gone": model._default_manager.filter(pk=merged.gone).first(),
            "told": tell(merged),
            "obstacles": [] if merged.is_undone else obstacles(merged),
        }
        return self._page(request, "admin/merged.html", context | {"record_opts": model._meta})

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Part the two again, and come back to the page of the merge."""
        if not may_merge(request.user):
            raise PermissionDenied
        merged = get_object_or_404(Merge, pk=pk)
        if request.method == "POST":
            _told(
                request, partial(undo, merged, by=request.user, reason=request.POST.get("reason", "")[:2_000])
            )
        return HttpResponseRedirect(reverse("admin:record_merge_change", args=[pk]))

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, frame | context)


def _model(label: str) -> Any:
    for model in mergeable():
        if model._meta.label_lower == label:
            return model
    raise Http404("Records of this kind cannot be merged.")


def _about(record: Any) -> dict[str, Any]:
    address = reverse("admin:record_merge")
    query = urlencode({"kind": record._meta.label_lower, "keep": record.pk})
    return {"record_opts": record._meta, "address": address, "query": query}


def _merged(request: HttpRequest, kept: Any, gone: Any, asked: dict[str, Any]) -> Merge | None:
    """Merge the two as was asked; None, with the reasons told, where that is refused."""
    act = partial(merge, kept, gone, by=request.user, **asked)
    return _told(request, act)


def _told(request: HttpRequest, act: Any) -> Merge | None:
    try:
        merged: Merge = act()
    except MergeRefused as error:
        for reason in error.reasons:
            messages.error(request, reason)
        return None
    done = "are two records again" if merged.is_undone else "are one record now"
    messages.success(request, f"“{merged.gone_name}” and “{merged.kept_name}” {done}.")
    return merged
