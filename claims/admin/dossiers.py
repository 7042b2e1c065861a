"""Dossiers in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from claims.actions import changing
from claims.admin import checks
from claims.admin.refusals import ClaimsAdmin
from claims.blind_checks import progress
from claims.models import Dossier, Reading
from record.admin.named import SluggedAdmin
from record.restoring import Part


@admin.register(Dossier)
class DossierAdmin(ClaimsAdmin, SluggedAdmin):
    """Stories under investigation. Claims are put into a dossier in their own form."""

    menu_position = 3
    fields = ("title", "summary", "slug")
    list_display = ("title", "claims_in_it", "created_at")
    search_fields = ("title",)
    search_help_text = "Words of the title."
    parts = ("readings",)
    restorable = True

    def get_urls(self) -> list[Any]:
        return checks.dossier_addresses(self.admin_site) + super().get_urls()

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        if context["original"]:
            context["blind"] = progress(context["original"])
        return super().render_change_form(request, context, *args, **kwargs)

    def search(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return rows.titled(text)  # type: ignore[attr-defined]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.with_claim_number_for(request.user)
        return changelist

    @admin.display(description="claims")
    def claims_in_it(self, obj: Any) -> str:
        address = f"{reverse('admin:claims_claim_changelist')}?dossier={obj.pk}"
        return format_html('<a href="{}">{}</a>', address, obj.claim_number)

    def delete_model(self, request: HttpRequest, obj: Dossier) -> None:
        self.delete_queryset(request, Dossier.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        """Its readings go with it, so its claims are counted again without them."""
        dossiers = list(queryset.values_list("pk", flat=True))
        with changing(Reading.objects.for_dossiers(dossiers).bearing_on()):
            Dossier.objects.filter(pk__in=dossiers).delete()

    def parts_restored(self) -> tuple[Part, ...]:
        """Its words alone: a reading says what somebody did."""
        return ()
