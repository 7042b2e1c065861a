"""Dossiers in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet

from claims.models import Dossier
from record.admin.named import SluggedAdmin
from record.folding import fold


@admin.register(Dossier)
class DossierAdmin(SluggedAdmin):
    """Stories under investigation."""

    menu_position = 3
    fields = ("title", "summary", "slug")
    list_display = ("title", "created_at")
    search_fields = ("title",)

    def search(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return rows.filter(title_folded__contains=fold(text))
