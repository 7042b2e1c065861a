"""What rows that belong to a claim have in common: they are as public as their claim, and lead back to it."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Prefetch

from record.visibility import sees_drafts

if TYPE_CHECKING:
    from claims.models.claims import ClaimQuerySet
    from claims.models.evidence import EvidenceQuerySet


class LeadingToClaims(models.QuerySet[Any]):
    """Rows that each lead to one claim, which may be the row itself."""

    # The path from a row to its claim.
    to_claim = "pk"

    def claim_counts(self, column: str, values: Collection[Any]) -> dict[Any, int]:
        """How many claims these rows lead to, for each of the values of `column` that has any; one query.

        Counted over the rows alone, each claim once: a join to what the column names would multiply them.
        """
        rows = self.order_by().filter(**{f"{column}__in": values}).values_list(column)
        return dict(rows.annotate(Count(self.to_claim, distinct=True)))


class PartQuerySet(LeadingToClaims):
    """Parts of claims: participants, places, evidence, and what belongs to evidence."""

    to_claim = "claim"
    # What a claim calls these rows.
    from_claim: str

    def published(self) -> Self:
        """The parts that stand in the public record."""
        return self.filter(**{f"{self.to_claim}__state": "published"})

    def visible_to(self, user: Any) -> Self:
        return self if sees_drafts(user) else self.published()

    def with_names(self) -> Self:
        """Each with what it takes to name it in a list, in the same query."""
        return self

    def claims(self) -> "ClaimQuerySet":
        """The claims that these rows belong to, each once, with those rows of its own as `parts`."""
        from claims.models.claims import Claim

        of_these = Claim.objects.filter(pk__in=self.order_by().values(self.to_claim))
        return of_these.prefetch_related(Prefetch(self.from_claim, self.with_names(), to_attr="parts"))


class EvidencePartQuerySet(PartQuerySet):
    """Speakers and credits: parts of a piece of evidence, and through it of a claim."""

    to_claim = "evidence__claim"

    def published(self) -> Self:
        return super().published().filter(evidence__state="published")

    def evidence(self) -> "EvidenceQuerySet":
        """The pieces of evidence that these rows belong to, each once."""
        from claims.models.evidence import Evidence

        return Evidence.objects.filter(pk__in=self.order_by().values("evidence"))

    def claims(self) -> "ClaimQuerySet":
        """The claims that these rows belong to, each once, with that evidence of its own as `parts`."""
        return self.evidence().claims()
