"""Editors' notes in the admin. Nothing that readers can reach leads to them."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator

from claims.models import EditorNote
from record.admin.records import RecordAdmin


@admin.register(EditorNote)
class EditorNoteAdmin(RecordAdmin):
    """What editors tell each other."""

    menu_position = 6
    fields = ("body", "claim", "article", "dossier", "discrepancy")
    autocomplete_fields = ("claim", "article", "dossier", "discrepancy")
    list_display = ("beginning", "about", "written_by", "written_at")
    list_select_related = ("claim", "article", "dossier", "discrepancy", "written_by")
    ordering = ("-pk",)
    search_fields = ("body",)

    def search(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return rows.filter(body__icontains=text)

    def may_change(self, request: HttpRequest, obj: EditorNote) -> bool:
        """Readers never see a note, and nobody rewrites a colleague's."""
        return obj.written_by_id == request.user.pk or request.user.is_superuser

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        if not change:
            form.instance.written_by = request.user
        super().save_related(request, form, formsets, change)

    @admin.display(description="note")
    def beginning(self, obj: EditorNote) -> str:
        return Truncator(obj.body).chars(120)

    def about(self, obj: EditorNote) -> str:
        return Truncator(str(obj.claim or obj.article or obj.dossier or obj.discrepancy)).chars(80)
