"""Pieces of evidence in the admin: found in a list, edited in the form of their claim."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.urls import path

from claims import chains
from claims.models import Evidence
from record.admin.records import RecordAdmin

SUGGESTED = 10


@admin.register(Evidence)
class EvidenceAdmin(RecordAdmin):
    """A list of evidence; and the search for those who speak in it, and for what it credits."""

    menu_position = 2

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path("speakers/", view(self.speakers_view), name="claims_evidence_speakers"),
            path("credits/", view(self.credits_view), name="claims_evidence_credits"),
        ]
        return own + super().get_urls()

    def speakers_view(self, request: HttpRequest) -> JsonResponse:
        """People, organizations and this article's informants whose names hold the term."""
        return self.suggestions(request, chains.SPEAKERS)

    def credits_view(self, request: HttpRequest) -> JsonResponse:
        """Articles and outlets whose names hold the term."""
        return self.suggestions(request, chains.CREDITS)

    def suggestions(self, request: HttpRequest, kinds: Any) -> JsonResponse:
        groups = [self._group(request, kind, model) for kind, model in kinds.items()]
        return JsonResponse({"results": [group for group in groups if group["children"]]})

    def _group(self, request: HttpRequest, kind: str, model: Any) -> dict[str, Any]:
        rows: Any = self._rows(request, kind, model)
        label = self.admin_site.get_model_admin(model).option_label
        name = str(model._meta.verbose_name)
        children = [
            {"id": f"{kind}:{row.pk}", "text": label(row), "name": str(row), "kind": name}
            for row in rows[:SUGGESTED]
        ]
        return {"text": str(model._meta.verbose_name_plural).capitalize(), "children": children}

    def _rows(self, request: HttpRequest, kind: str, model: Any) -> Any:
        related: Any = self.admin_site.get_model_admin(model)
        if not related.has_view_permission(request):
            return model.objects.none()
        rows, _ = related.get_search_results(
            request, related.get_queryset(request), request.GET.get("term", "")
        )
        if kind == "unnamed_source":
            article = request.GET.get("article", "")
            return rows.filter(article=article) if article.isascii() and article.isdigit() else rows.none()
        return rows
