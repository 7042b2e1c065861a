"""The claim's form and list."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import QuerySet
from django.http import HttpRequest

from claims import permissions
from claims.actions import changing
from claims.admin.evidence import STATE_COLUMNS, EvidenceInline
from claims.admin.parts import DossierInline, NoteInline, ParticipantInline, PlaceInline
from claims.completeness import NotReady
from claims.models import Claim, Credit, EditorNote, Evidence, Speaker
from record.admin.records import RecordAdmin, RecordForm


class ClaimForm(RecordForm):
    """A claim, and why it is changed."""

    reason = forms.CharField(
        required=False,
        label="reason for this change",
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="Kept in the history. What would a colleague want to know in a year?",
    )

    def _get_validation_exclusions(self) -> set[str]:
        # So that the rules on what is published are asked here, and answer with their own words.
        return super()._get_validation_exclusions() - STATE_COLUMNS  # type: ignore[misc]


@admin.register(Claim)
class ClaimAdmin(RecordAdmin):
    """A claim with its evidence, in one form."""

    menu_position = 1
    form = ClaimForm
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("statement", "kind")}),
        (
            "Who said it (utterances only)",
            {
                "classes": ("collapse", "utterance"),
                "fields": (("utterer_person", "utterer_organization"), "utterer_unnamed", "asserts"),
            },
        ),
        ("When", {"fields": (("date", "time"),)}),
        (
            "The date in detail",
            {
                "classes": ("collapse",),
                "fields": (
                    ("date_words", "time_words", "time_zone"),
                    "date_inferred",
                    "date_reason",
                ),
            },
        ),
        ("A figure, and context", {"classes": ("collapse",), "fields": (("figure", "unit"), "detail")}),
    )

    class Media:
        js = ("sayso/admin_form.js",)

    autocomplete_fields = ("utterer_person", "utterer_organization", "utterer_unnamed", "asserts")
    inlines = (PlaceInline, ParticipantInline, EvidenceInline, DossierInline, NoteInline)
    list_display = ("statement", "date", "state")
    search_fields = ("statement",)

    def search(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return rows.filter(statement__icontains=text)

    # Who may change it

    def may_change(self, request: HttpRequest, obj: Claim) -> bool:
        return permissions.may_change(request.user, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editors open a published claim to add evidence to it; the claim itself is then read-only for them."""
        allowed = admin.ModelAdmin.has_change_permission(self, request, obj)
        return allowed and not (obj and obj.is_withdrawn)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts only: what readers have seen is withdrawn."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.state == "draft")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None or self.may_change(request, obj):
            return ()
        return flatten_fieldsets(self.get_fieldsets(request, obj))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        claim = context["original"]
        context["may_change"] = claim is None or self.may_change(request, claim)
        return super().render_change_form(request, context, *args, **kwargs)

    # Saving

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The claim; for a change under a lock, so that what is checked is what is then changed."""
        claim = super().get_object(request, object_id, from_field)
        if claim and request.method == "POST":
            claim = Claim.objects.select_for_update().get(pk=claim.pk)
        return claim

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        claim = form.instance
        with changing([claim.pk] if change else []) as touched:
            claim._change_reason = form.cleaned_data.get("reason") or None
            if not change:
                claim.created_by = request.user
            self.save_record(request, form, change)
            touched.add(claim.pk)
            super(RecordAdmin, self).save_related(request, form, formsets, change)

    def save_record(self, request: HttpRequest, form: Any, change: bool) -> None:
        if set(form.changed_data) - {"reason"} or not change:
            form.instance.save()

    def refusals_of(self, error: Exception) -> tuple[str, ...]:
        return tuple(error.missing) if isinstance(error, NotReady) else super().refusals_of(error)

    # History

    parts = ("claim_places", "participants", "evidence", "dossier_claims")

    def histories(self, obj: Any) -> "list[QuerySet[Any]]":
        evidence = Evidence.history.filter(claim=obj.pk).order_by().values("id")
        chains = [model.history.filter(evidence__in=evidence) for model in (Speaker, Credit)]
        return [*super().histories(obj), *chains, EditorNote.history.filter(claim=obj.pk)]
