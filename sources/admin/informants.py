"""Informants in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from record.admin.records import RecordAdmin
from record.visibility import changes_public
from sources.models import UnnamedSource


@admin.register(UnnamedSource)
class UnnamedSourceAdmin(RecordAdmin):
    """Informants."""

    menu_position = 3
    fields = ("article", "description", "kind", "same_as", "same_as_reason")
    autocomplete_fields = ("article", "same_as")
    list_display = ("description", "kind", "article", "same_as")
    list_select_related = ("article", "same_as")
    search_fields = ("description",)
    search_help_text = "The description, or the title of the article."

    def may_change(self, request: HttpRequest, obj: UnnamedSource) -> bool:
        """Whom informants of public articles are said to be bears on published standings."""
        return super().may_change(request, obj) and (
            changes_public(request.user) or not obj.speaks_for_public
        )

    def get_readonly_fields(self, request: HttpRequest, obj: UnnamedSource | None = None) -> Any:
        """An informant stays with the article that describes them."""
        return ("article",) if obj else ()

    def options(self) -> "QuerySet[Any]":
        return super().options().select_related("article")

    def option_label(self, obj: UnnamedSource) -> str:
        return f"“{obj.description}” ({obj.article})"

    def search(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return rows.found_by(text)  # type: ignore[attr-defined]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).select_related("article")
