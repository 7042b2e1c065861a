"""The filters of the editors' lists, each a question that an editor asks."""

from typing import Any, ClassVar

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from claims.completeness import complete
from claims.criteria import Criteria
from claims.models import ClaimPlace, ClaimStanding, DossierClaim, Evidence, Participant
from record.admin.record_filter import RecordFilter
from sources.models import Article


class Awaiting(SimpleListFilter):
    """What is still to be done."""

    title = "what is to be done"
    parameter_name = "todo"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("mine", "My drafts"),
            ("complete", "Complete, to publish"),
            ("no-evidence", "No evidence yet"),
            ("draft-evidence", "Published, with evidence to publish"),
        ]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> Any:
        rows: Any = queryset
        match self.value():
            case "mine":
                return rows.drafts().filter(created_by=request.user)
            case "complete":
                return complete(rows.drafts())
            case "no-evidence":
                return rows.without_evidence()
            case "draft-evidence":
                return rows.with_draft_evidence()
        return rows


class ByStanding(SimpleListFilter):
    """How the claims stand."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in ClaimStanding.Standing.choices]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> Any:
        return queryset.filter(standing__standing=self.value()) if self.value() else queryset


class ClaimsTiedTo(RecordFilter):
    """Claims tied to one record, by the rule that readers' filters follow."""

    def rows(self, request: HttpRequest, rows: Any, pk: int) -> Any:
        asked: dict[str, Any] = {str(self.parameter_name): pk}
        return rows.matching(Criteria(**asked), request.user)


class InDossier(ClaimsTiedTo):
    title = parameter_name = "dossier"
    source: ClassVar[Any] = DossierClaim._meta.get_field("dossier")


class OnWordOfOutlet(ClaimsTiedTo):
    title = parameter_name = "outlet"
    source: ClassVar[Any] = Article._meta.get_field("outlet")


class InArticle(ClaimsTiedTo):
    title = parameter_name = "article"
    source: ClassVar[Any] = Evidence._meta.get_field("article")


class WithPerson(ClaimsTiedTo):
    title = parameter_name = "person"
    source: ClassVar[Any] = Participant._meta.get_field("person")


class WithOrganization(ClaimsTiedTo):
    title = parameter_name = "organization"
    source: ClassVar[Any] = Participant._meta.get_field("organization")


class AtPlace(ClaimsTiedTo):
    title = parameter_name = "place"
    source: ClassVar[Any] = ClaimPlace._meta.get_field("place")


TIED_TO = (InDossier, OnWordOfOutlet, InArticle, WithPerson, WithOrganization, AtPlace)


class EvidenceOfArticle(RecordFilter):
    """Evidence found in one article."""

    title = parameter_name = "article"
    source: ClassVar[Any] = Evidence._meta.get_field("article")


class ReadForDossier(RecordFilter):
    """Readings for one dossier."""

    title = parameter_name = "dossier"
    source: ClassVar[Any] = DossierClaim._meta.get_field("dossier")


class EvidenceAwaiting(SimpleListFilter):
    """Evidence that waits for somebody."""

    title = "what is to be done"
    parameter_name = "todo"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mine", "My drafts"), ("publish", "Drafts on published claims")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> Any:
        rows: Any = queryset
        match self.value():
            case "mine":
                return rows.drafts().filter(created_by=request.user)
            case "publish":
                return rows.to_publish()
        return rows
