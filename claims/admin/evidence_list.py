"""Pieces of evidence in the admin: found in a list, edited in the form of their claim."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.text import Truncator

from claims import chains, permissions
from claims.actions import changing
from claims.admin import blind_checks
from claims.admin.decisions import PUBLISH_EVIDENCE, decide, first_ids
from claims.admin.evidence import AT_ONCE
from claims.admin.list_filters import EvidenceAwaiting, EvidenceOfArticle
from claims.admin.refusals import ClaimsAdmin
from claims.models import Evidence
from record.admin.site import readable_ids
from sources.models import UnnamedSource

SUGGESTED = 10


@admin.register(Evidence)
class EvidenceAdmin(ClaimsAdmin):
    """A list of evidence; and the search for those who speak in it, and for what it credits."""

    menu_position = 2
    list_display = ("passage", "stance", "claim", "article", "basis", "state", "created_by")
    list_display_links = ("passage",)
    list_filter = ("state", EvidenceAwaiting, "stance", "basis", EvidenceOfArticle)
    list_select_related = ("claim", "article", "created_by")
    ordering = ("-pk",)
    search_fields = ("quotation",)
    search_help_text = "Words of the passage."
    actions = ("publish_selected",)
    parts = ("speakers", "credits")

    # The list

    def search(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return rows.found_by(text)  # type: ignore[attr-defined]

    def passage(self, obj: Evidence) -> str:
        return Truncator(obj.quotation or obj.paraphrase or "no passage yet").chars(120)

    @admin.action(description="Publish…", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse:
        return decide(request, self.admin_site, PUBLISH_EVIDENCE, first_ids(queryset))

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return permissions.may_publish(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Evidence is logged in the form of its claim."""
        return False

    def may_change(self, request: HttpRequest, obj: Evidence) -> bool:
        return permissions.may_change(request.user, obj) and not obj.claim.is_withdrawn

    def delete_model(self, request: HttpRequest, obj: Evidence) -> None:
        self.delete_queryset(request, Evidence.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        ids = list(queryset.values_list("pk", flat=True))
        evidence = Evidence.objects.filter(pk__in=ids)
        with changing(list(evidence.order_by().values_list("claim", flat=True).distinct())):
            evidence.delete()

    # One piece of evidence has its page in the claim's form.

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        evidence = self._found(request, object_id)
        place = Evidence.objects.filter(claim=evidence.claim, pk__lt=evidence.pk).count()
        address = reverse("admin:claims_claim_change", args=[evidence.claim_id])
        page, row = divmod(place, AT_ONCE)
        return HttpResponseRedirect(f"{address}?evidence={page + 1}#evidence-{row}")

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        evidence = self._found(request, object_id)
        return HttpResponseRedirect(reverse("admin:claims_claim_history", args=[evidence.claim_id]))

    def _found(self, request: HttpRequest, object_id: str) -> Any:
        evidence = self.get_object(request, object_id)
        if evidence is None or not self.has_view_permission(request, evidence):
            raise Http404("No such piece of evidence.")
        return evidence

    # Publishing, and the search for speakers and credits

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path("publish/", view(self.publish_view), name="claims_evidence_publish"),
            path("<int:evidence>/publish/", view(self.publish_view), name="claims_evidence_publish_one"),
            path("speakers/", view(self.speakers_view), name="claims_evidence_speakers"),
            path("credits/", view(self.credits_view), name="claims_evidence_credits"),
        ]
        return own + blind_checks.addresses(self.admin_site) + super().get_urls()

    def publish_view(self, request: HttpRequest, evidence: int | None = None) -> HttpResponse:
        ids = request.POST.getlist("row") if evidence is None else [str(evidence)]
        return decide(request, self.admin_site, PUBLISH_EVIDENCE, ids)

    def speakers_view(self, request: HttpRequest) -> JsonResponse:
        """People, organizations and this article's informants whose names hold the term."""
        return self._suggestions(request, chains.SPEAKERS)

    def credits_view(self, request: HttpRequest) -> JsonResponse:
        """Articles and outlets whose names hold the term."""
        return self._suggestions(request, chains.CREDITS)

    def _suggestions(self, request: HttpRequest, kinds: chains.Kinds) -> JsonResponse:
        groups = [self._group(request, kind, model) for kind, model in kinds.items()]
        return JsonResponse({"results": [group for group in groups if group["children"]]})

    def _group(self, request: HttpRequest, kind: str, model: Any) -> dict[str, Any]:
        label = self.admin_site.get_model_admin(model).option_label
        name = str(model._meta.verbose_name)
        children = [
            {"id": f"{kind}:{row.pk}", "text": label(row), "name": str(row), "kind": name}
            for row in self._rows(request, model)[:SUGGESTED]
        ]
        return {"text": str(model._meta.verbose_name_plural).capitalize(), "children": children}

    def _rows(self, request: HttpRequest, model: Any) -> Any:
        related: Any = self.admin_site.get_model_admin(model)
        if not related.has_view_permission(request):
            return model.objects.none()
        rows, _ = related.get_search_results(
            request, related.get_queryset(request), request.GET.get("term", "")
        )
        if model is UnnamedSource:
            return rows.filter(article__in=readable_ids([request.GET.get("article", "")]))
        return rows
