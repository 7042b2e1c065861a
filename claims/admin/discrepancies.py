"""Discrepancies in the admin."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from claims.admin.telling import SUBJECTS
from claims.models import Discrepancy, Rival
from record.admin.records import RecordAdmin, RowsInline


class RivalInline(RowsInline):
    """The claims that cannot all be true."""

    model = Rival
    fields = ("position", "claim")
    autocomplete_fields = ("claim",)
    verbose_name = "rival claim"


class OnlyPublishers(Exception):
    """Readers would see what an Editor is about to save."""


@admin.register(Discrepancy)
class DiscrepancyAdmin(RecordAdmin):
    """Claims that cannot all be true."""

    menu_position = 4
    fields = ("title", "aspect", "likely_cause", "state", "explanation")
    list_display = ("title", "aspect", "state", "settled_by", "settled_at")
    list_filter = ("state", "aspect")
    list_select_related = ("settled_by",)
    ordering = ("-pk",)
    inlines = (RivalInline,)
    search_fields = ("title",)
    search_help_text = "Words of the question."
    parts = ("rivals",)
    subjects = SUBJECTS
    restorable = True

    def search(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return rows.filter(title__icontains=text)

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        if "state" in form.changed_data:
            self._sign(form.instance, request.user)
        super().save_related(request, form, formsets, change)
        if not self.may_change(request, form.instance):
            raise OnlyPublishers

    def _sign(self, discrepancy: Discrepancy, by: Any) -> None:
        settled = discrepancy.state != Discrepancy.State.OPEN
        discrepancy.settled_by, discrepancy.settled_at = (by, timezone.now()) if settled else (None, None)

    def refusals_of(self, error: Exception) -> tuple[str, ...]:
        if isinstance(error, OnlyPublishers):
            return (
                "Two of these claims are published, so readers would see this at once: a Publisher has to save it.",
            )
        return super().refusals_of(error)
