"""The claim's form and list."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from claims import permissions
from claims.actions import changing
from claims.admin import checks, deleted, sheets
from claims.admin.decisions import PUBLISH, PUBLISH_EVIDENCE, WITHDRAW, Decision, decide, first_ids
from claims.admin.evidence import STATE_COLUMNS, EvidenceInline
from claims.admin.list_filters import TIED_TO, Awaiting, ByStanding
from claims.admin.parts import DossierInline, NoteInline, ParticipantInline, PlaceInline
from claims.admin.refusals import ClaimsAdmin
from claims.admin.telling import SUBJECTS
from claims.models import Claim, Credit, EditorNote, Evidence, Speaker
from claims.models.claims import State
from claims.restoring import PARTS, delete_drafts, restore
from record.admin.records import RecordAdmin, RecordForm
from record.dates import describe_edtf
from record.restoring import Part

PUBLISHED_MEANWHILE = "The claim was published while this form was open, so a Publisher changes it now."


class ClaimForm(RecordForm):
    """A claim, and why it is changed."""

    # An editor goes by whether readers see what is saved.
    watched = ("state",)

    reason = forms.CharField(
        required=False,
        label="Reason for this change",
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="Kept in the history. What would a colleague want to know in a year?",
    )

    def _get_validation_exclusions(self) -> set[str]:
        # So that the rules on what is published are asked here, and answer with their own words.
        return super()._get_validation_exclusions() - STATE_COLUMNS  # type: ignore[misc]


@admin.register(Claim)
class ClaimAdmin(ClaimsAdmin):
    """A claim with its evidence, in one form."""

    menu_position = 1
    form = ClaimForm
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("statement", "kind", ("date", "time"))}),
        (
            "Who said it (utterances only)",
            {
                "classes": ("collapse", "utterance"),
                "fields": (("utterer_person", "utterer_organization"), "utterer_unnamed", "asserts"),
            },
        ),
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
    list_display = ("sentence", "when", "state", "stands", "evidence_for", "evidence_against", "changed")
    list_filter = ("state", Awaiting, ByStanding, *TIED_TO)
    list_select_related = ("standing",)
    # The latest logged first: that is what an editor returns to, and the primary key needs no sorting.
    ordering = ("-pk",)
    search_fields = ("statement",)
    search_help_text = "Words of the statement, or a public id."
    actions = ("publish_selected", "withdraw_selected")

    def option_label(self, obj: Claim) -> str:
        return f"{Truncator(str(obj)).chars(160)} ({obj.get_state_display()})"

    # The list

    def search(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return rows.found_by(text)  # type: ignore[attr-defined]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.with_evidence_counts()
        return changelist

    @admin.display(description="statement", ordering="statement")
    def sentence(self, obj: Claim) -> str:
        return Truncator(str(obj)).chars(160)

    @admin.display(description="date", ordering="chronology")
    def when(self, obj: Claim) -> str:
        return describe_edtf(obj.date) if obj.date else ""

    @admin.display(description="standing", ordering="standing__standing")
    def stands(self, obj: Claim) -> str:
        standing = getattr(obj, "standing", None)
        return "" if standing is None else "being recounted" if standing.stale else str(standing)

    @admin.display(description="changed", ordering="updated_at")
    def changed(self, obj: Claim) -> str:
        return f"{obj.updated_at:%Y-%m-%d %H:%M}"

    @admin.display(description="for")
    def evidence_for(self, obj: Any) -> str:
        return _with_drafts(obj.supporting, obj.supporting_waiting)

    @admin.display(description="against")
    def evidence_against(self, obj: Any) -> str:
        return _with_drafts(obj.contradicting, obj.contradicting_waiting)

    # Publishing and withdrawing

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path("publish/", view(self.decision_view), {"decision": PUBLISH}, name="claims_claim_publish"),
            path("withdraw/", view(self.decision_view), {"decision": WITHDRAW}, name="claims_claim_withdraw"),
            path("<int:claim>/publish/", view(self.publish_view), name="claims_claim_publish_one"),
            path("<int:claim>/withdraw/", view(self.withdraw_view), name="claims_claim_withdraw_one"),
        ]
        return (
            own
            + deleted.addresses(self.admin_site)
            + sheets.addresses(self)
            + checks.claim_addresses(self.admin_site)
            + super().get_urls()
        )

    def decision_view(self, request: HttpRequest, decision: Decision) -> HttpResponse:
        return decide(request, self.admin_site, decision, request.POST.getlist("row"))

    def publish_view(self, request: HttpRequest, claim: int) -> HttpResponse:
        """A draft with all its evidence; of a published claim, the evidence that waits."""
        waiting = Evidence.objects.to_publish().filter(claim=claim).values_list("pk", flat=True)
        if waiting:
            return decide(request, self.admin_site, PUBLISH_EVIDENCE, [str(pk) for pk in waiting])
        return decide(request, self.admin_site, PUBLISH, [str(claim)])

    def withdraw_view(self, request: HttpRequest, claim: int) -> HttpResponse:
        return decide(request, self.admin_site, WITHDRAW, [str(claim)])

    @admin.action(description="Publish…", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse:
        return decide(request, self.admin_site, PUBLISH, first_ids(queryset))

    @admin.action(description="Withdraw…", permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse:
        return decide(request, self.admin_site, WITHDRAW, first_ids(queryset))

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return permissions.may_publish(request.user)

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return permissions.may_withdraw(request.user)

    # Who may change it

    def may_change(self, request: HttpRequest, obj: Claim) -> bool:
        return permissions.may_change(request.user, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editors open a published claim to add evidence to it; the claim itself is then read-only for them."""
        allowed = admin.ModelAdmin.has_change_permission(self, request, obj)
        return allowed and not (obj and obj.is_withdrawn)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts only: what readers have seen is withdrawn."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.state == State.DRAFT)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None or self.may_change(request, obj):
            return ()
        return flatten_fieldsets(self.get_fieldsets(request, obj))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        claim = context["original"]
        context |= {
            "may_change": claim is None or self.may_change(request, claim),
            "may_publish": permissions.may_publish(request.user),
            "may_withdraw": bool(claim and claim.is_published) and permissions.may_withdraw(request.user),
            # Of what is saved: a form sent back holds what cannot be, such as a date that is none.
            "checked": checks.brief(claim) if claim and request.method == "GET" else None,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    # Saving

    def why_closed(self, request: HttpRequest, obj: Any) -> str:
        """A form that was opened as a draft's is not dropped without a word."""
        closed = "statement" in request.POST and not self.may_change(request, obj)
        return PUBLISHED_MEANWHILE if closed else ""

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

    def delete_model(self, request: HttpRequest, obj: Claim) -> None:
        self.delete_queryset(request, Claim.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        """Delete drafts, unless somebody has published one meanwhile."""
        delete_drafts(list(queryset.values_list("pk", flat=True)))

    def response_add(
        self, request: HttpRequest, obj: Claim, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        return self._on_to_publishing(request, obj) or response

    def response_change(self, request: HttpRequest, obj: Claim) -> HttpResponse:
        response = super().response_change(request, obj)
        if obj.is_published and Evidence.objects.to_publish().filter(claim=obj).exists():
            self._say_what_waits(request, obj)
        return self._on_to_publishing(request, obj) or response

    def _say_what_waits(self, request: HttpRequest, claim: Claim) -> None:
        link = reverse("admin:claims_claim_publish_one", args=[claim.pk])
        ours = "you publish it" if permissions.may_publish(request.user) else "it waits for a Publisher"
        told = 'Readers do not see the evidence that is a draft: {}, <a href="{}">on this page</a>.'
        messages.info(request, format_html(told, ours, link))

    def _on_to_publishing(self, request: HttpRequest, claim: Claim) -> HttpResponse | None:
        if "_publish" not in request.POST:
            return None
        return HttpResponseRedirect(reverse("admin:claims_claim_publish_one", args=[claim.pk]))

    def belongings(self, keys: Collection[Any]) -> Iterator[Model]:
        yield from super().belongings(keys)
        for model in (Speaker, Credit):
            yield from model.objects.filter(evidence__claim__in=keys)

    # History

    restorable = True
    subjects = SUBJECTS
    parts = ("claim_places", "participants", "evidence", "dossier_claims")

    def histories(self, obj: Any) -> "list[QuerySet[Any]]":
        evidence = Evidence.history.filter(claim=obj.pk).order_by().values("id")
        chains = [model.history.filter(evidence__in=evidence) for model in (Speaker, Credit)]
        return [*super().histories(obj), *chains, EditorNote.history.filter(claim=obj.pk)]

    def parts_restored(self) -> tuple[Part, ...]:
        return PARTS

    def restore(self, request: HttpRequest, obj: Claim, moment: datetime, *, reason: str, shown: str) -> None:
        restore(obj, moment, by=request.user, reason=reason, shown=shown)


def _with_drafts(number: int, waiting: int) -> str:
    """ "3 (+1 draft)": what readers see, and what waits for a Publisher."""
    return f"{number - waiting} (+{waiting} draft{'s' if waiting > 1 else ''})" if waiting else str(number)
