"""The ways from a record's own pages to merging it: a link on its form, an action on two rows of its list."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from record.merging.rules import may_be_merged
from record.visibility import may_merge


def merge_address(model: type[Model], **keys: int) -> str:
    """The page that merges records of this kind: `keep` and `gone` are their keys, as far as chosen."""
    return f"{reverse('admin:record_merge')}?{urlencode({'kind': model._meta.label_lower} | keys)}"


@admin.action(description="Merge two…")
def merge_selected(
    model_admin: Any, request: HttpRequest, queryset: "QuerySet[Any]"
) -> HttpResponseRedirect | None:
    """Lead on to merging the two rows that were chosen, the older to be kept."""
    keys = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
    if len(keys) != 2:
        messages.warning(request, "Choose the two rows that are one and the same.")
        return None
    return HttpResponseRedirect(merge_address(model_admin.model, keep=keys[0], gone=keys[1]))


class Mergeable:
    """Mixin for admin classes: shows these ways to those who may merge, where records of the kind can be merged."""

    model: Any

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)  # type: ignore[misc]
        if self._offers_merge(request) and not getattr(request, "_popup", False):
            actions["merge_selected"] = (merge_selected, "merge_selected", merge_selected.short_description)  # type: ignore[attr-defined]
        return actions

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        if (record := context.get("original")) and self._offers_merge(request):
            context["merge_address"] = merge_address(self.model, keep=record.pk)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def _offers_merge(self, request: HttpRequest) -> bool:
        return may_be_merged(self.model) and may_merge(request.user)
