"""Private notes, in a table of their own that no public query ever joins."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint
from django.utils import timezone
from simple_history.models import HistoricalRecords

from claims.models.claims import Claim
from claims.models.discrepancies import Discrepancy
from claims.models.dossiers import Dossier
from record.constraints import exactly_one
from sources.models import Article


class EditorNote(models.Model):
    """What editors tell each other about one claim, article, dossier or discrepancy. Never shown to readers.

    The relations back are hidden (`+`): no public query can reach a note by a join.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    discrepancy = models.ForeignKey(
        Discrepancy, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    body = models.TextField()
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            CheckConstraint(
                condition=exactly_one("claim", "article", "dossier", "discrepancy"),
                name="note_is_about_one",
                violation_error_message="A note is about one claim, article, dossier or discrepancy.",
            )
        ]

    def __str__(self) -> str:
        return self.body[:80]
