"""Dossiers: stories under investigation."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery, UniqueConstraint
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from claims.models.claims import Claim, State
from record.derived import DerivedCharField
from record.folding import fold
from record.paging import Order
from record.slugs import AutoSlugField
from record.visibility import sees_drafts


class DossierQuerySet(models.QuerySet[Any]):
    """Dossiers."""

    # How to page through them.
    BY_TITLE = Order("by-title", key="title_folded", tie="slug", kind=str)

    def visible_to(self, user: Any) -> Self:
        """Those with a published claim; all of them for those who work on the record."""
        published = DossierClaim.objects.filter(dossier=OuterRef("pk"), claim__state=State.PUBLISHED)
        return self if sees_drafts(user) else self.filter(Exists(published))

    def titled(self, text: str) -> Self:
        """Those whose title holds the text once both are folded."""
        return self.filter(title_folded__contains=fold(text))

    def with_claim_number_for(self, user: Any) -> Self:
        """Each with `claim_number`: how many of its claims this user may read."""
        readable = Claim.objects.visible_to(user).order_by().values("pk")
        inside = DossierClaim.objects.filter(dossier=OuterRef("pk"), claim__in=readable).order_by()
        number = inside.values("dossier").annotate(number=Count("pk")).values("number")
        return self.annotate(claim_number=Coalesce(Subquery(number), 0))


class Dossier(models.Model):
    """A story under investigation: a set of claims, and the articles read for it."""

    slug = AutoSlugField(made_from="title")
    title = models.CharField(max_length=200)
    title_folded = DerivedCharField(max_length=400, derive=lambda row: fold(row.title))
    summary = models.TextField(blank=True)
    claims = models.ManyToManyField(Claim, through="DossierClaim", related_name="dossiers")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DossierQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["title_folded", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("claims:dossier", args=[self.slug])


class DossierClaim(models.Model):
    """A claim in a dossier, and since when: a Reading speaks only of the claims that were there."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="dossier_claims")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="dossier_claims")
    added_at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "dossier"
        constraints = [UniqueConstraint(fields=["dossier", "claim"], name="dossier_claim_once")]

    def __str__(self) -> str:
        return str(self.dossier)
