"""Stored standings: one narrow row a claim, so that a million can be rewritten in seconds."""

from typing import Any, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q

from claims.models.claims import Claim


class StandingQuerySet(models.QuerySet[Any]):
    """Stored standings."""

    def stale(self) -> Self:
        return self.filter(stale=True)


class ClaimStanding(models.Model):
    """What claims/origins.py found for a claim, kept for filtering and sorting. Rewritten by claims/standings.py alone.

    Counts are of groups of origins: `low` those known, `high` with those among the unclear. Not an editor's
    change, so it has no history. A stale row is being recounted and is shown as such.
    """

    class Standing(models.TextChoices):
        UNSUPPORTED = "unsupported", "unsupported"
        ATTRIBUTED_ONLY = "attributed-only", "attributed only"
        SINGLE_ORIGIN = "single-origin", "single origin"
        CORROBORATED = "corroborated", "corroborated"
        DISPUTED = "disputed", "disputed"
        INCONSISTENT = "inconsistent", "inconsistent"
        CONTRADICTED = "contradicted", "contradicted"

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, primary_key=True, related_name="standing")
    standing = models.CharField(max_length=15, choices=Standing.choices, db_index=True)
    supporting_low = models.PositiveIntegerField(default=0)
    supporting_high = models.PositiveIntegerField(default=0)
    contradicting_low = models.PositiveIntegerField(default=0)
    contradicting_high = models.PositiveIntegerField(default=0)
    stale = models.BooleanField(default=False, db_index=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(
                    supporting_low__lte=F("supporting_high"), contradicting_low__lte=F("contradicting_high")
                ),
                name="standing_counts_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.get_standing_display()
