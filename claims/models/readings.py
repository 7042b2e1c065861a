"""Readings: an editor went through a whole text for a dossier. Only they make silence mean something."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from simple_history.models import HistoricalRecords

from claims.models.claims import Claim
from claims.models.dossiers import Dossier, DossierClaim
from record.visibility import sees_drafts
from sources.models import Article


class ReadingQuerySet(models.QuerySet[Any]):
    """Readings."""

    def visible_to(self, user: Any) -> Self:
        """The readings of articles this user may know of."""
        return self if sees_drafts(user) else self.filter(article__public=True)

    def for_dossiers(self, dossiers: Iterable[int]) -> Self:
        return self.filter(dossier__in=list(dossiers))

    def bearing_on(self) -> list[int]:
        """The ids of the claims on which these readings bear: those in their dossiers, and those checked since."""
        rows = self.order_by()
        inside = DossierClaim.objects.filter(dossier__in=rows.values("dossier"))
        checked = ReadingCheck.objects.filter(reading__in=rows.values("pk"))
        found = Q(pk__in=inside.values("claim")) | Q(pk__in=checked.values("claim"))
        return list(Claim.objects.filter(found).order_by("pk").values_list("pk", flat=True))


class Reading(models.Model):
    """An editor read the whole text and checked it against the dossier's claims as they stood at `read_at`.

    Claims added later are "not yet checked" until a ReadingCheck says otherwise.
    `text_sha256` names the version read; empty where no text was stored.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="readings")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="readings")
    text_sha256 = models.CharField("SHA-256 of the text read", max_length=64, blank=True)
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="readings"
    )

    objects = ReadingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["read_at", "pk"]
        constraints = [
            UniqueConstraint(fields=["article", "dossier", "read_at"], name="reading_once"),
            CheckConstraint(
                condition=Q(text_sha256="") | Q(text_sha256__length=64), name="reading_sha256_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} read for {self.dossier} on {self.read_at:%Y-%m-%d}"


class ReadingCheck(models.Model):
    """The text of a reading was checked again, for a claim that came to the dossier later."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="checks")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="reading_checks")
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reading_checks",
    )

    history = HistoricalRecords()

    class Meta:
        constraints = [UniqueConstraint(fields=["reading", "claim"], name="reading_check_once")]

    def __str__(self) -> str:
        return f"{self.claim} checked in {self.reading.article}"
