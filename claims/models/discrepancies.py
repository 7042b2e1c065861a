"""Discrepancies: rival claims that cannot all be true."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Count, Exists, OuterRef, Prefetch, Q, Subquery, UniqueConstraint
from django.urls import reverse
from simple_history.models import HistoricalRecords

from claims.models.claims import Claim, ClaimQuerySet, State
from record.paging import Order
from record.public_id import PublicIdField
from record.visibility import sees_drafts


class DiscrepancyQuerySet(models.QuerySet[Any]):
    """Discrepancies."""

    # How to page through them.
    BY_TITLE = Order("by-title", key="title", tie="public_id", kind=str)

    def visible_to(self, user: Any) -> Self:
        """Those with two rivals that the public may read; all of them for those who work on the record."""
        if sees_drafts(user):
            return self
        rivals = Rival.objects.filter(discrepancy=OuterRef("pk"), claim__state=State.PUBLISHED)
        number = rivals.order_by().values("discrepancy").annotate(number=Count("pk")).values("number")
        return self.alias(visible_rivals=Subquery(number)).filter(visible_rivals__gte=2)

    def with_rivals_for(self, user: Any) -> Self:
        """Each with `shown_rivals`: those of its rivals that this user may read, with their reports."""
        claims = Claim.objects.visible_to(user)
        rivals = Rival.objects.filter(claim__in=claims.order_by()).prefetch_related(
            Prefetch("claim", claims.with_reports_for(user))
        )
        return self.prefetch_related(Prefetch("rivals", rivals, to_attr="shown_rivals"))

    def among(self, claims: ClaimQuerySet) -> Self:
        """Those with a rival among these claims."""
        return self.filter(
            Exists(Rival.objects.filter(discrepancy=OuterRef("pk"), claim__in=claims.order_by()))
        )

    def open(self) -> Self:
        return self.filter(state=Discrepancy.State.OPEN)

    def between(self, claim: Claim) -> Self:
        """Those in which this claim is a rival."""
        return self.filter(rivals__claim=claim)


class Discrepancy(models.Model):
    """Claims that cannot all be true, in what they differ, and what the editors made of it."""

    class Aspect(models.TextChoices):
        DATE = "date", "date"
        TIME = "time", "time of day"
        SEQUENCE = "sequence", "sequence"
        PLACE = "place", "place"
        PERSON = "person", "person"
        ROLE = "role", "role"
        NUMBER = "number", "number"
        ATTRIBUTION = "attribution", "attribution"
        WORDING = "wording", "wording"
        OTHER = "other", "other"

    class State(models.TextChoices):
        OPEN = "open", "open"
        EXPLAINED = "explained", "explained"
        RESOLVED = "resolved", "resolved"

    public_id = PublicIdField()
    title = models.CharField(max_length=200, help_text="As a question: When did the offensive begin?")
    aspect = models.CharField(max_length=11, choices=Aspect.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    likely_cause = models.TextField(
        blank=True, help_text="Why the reports may differ, as far as can be told."
    )
    explanation = models.TextField(
        blank=True, help_text="How it was explained or resolved, and on what ground. Required unless open."
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="settled",
    )
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    claims = models.ManyToManyField(Claim, through="Rival", related_name="discrepancies")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DiscrepancyQuerySet.as_manager()
    history = HistoricalRecords()
    # Only of discrepancies loaded `with_rivals_for(user)`.
    shown_rivals: list[Any]

    class Meta:
        verbose_name_plural = "discrepancies"
        ordering = ["public_id"]
        constraints = [
            CheckConstraint(condition=~Q(title=""), name="discrepancy_has_title"),
            CheckConstraint(
                condition=Q(state="open") | ~Q(explanation=""),
                name="discrepancy_settled_with_reason",
                violation_error_message="Say how it was explained or resolved.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("claims:discrepancy", args=[self.public_id])


class Rival(models.Model):
    """One side of a discrepancy: a claim, which brings its evidence along."""

    discrepancy = models.ForeignKey(Discrepancy, on_delete=models.CASCADE, related_name="rivals")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="rivalries")
    position = models.PositiveSmallIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [UniqueConstraint(fields=["discrepancy", "claim"], name="rival_once")]

    def __str__(self) -> str:
        return str(self.claim)
