"""Dismissals: suggestions to editors that somebody looked at and put aside, with the reason."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils import timezone
from simple_history.models import HistoricalRecords

from record.chunks import in_chunks


class DismissalQuerySet(models.QuerySet[Any]):
    """Dismissals."""

    def by_subject(self, keys: Collection[str]) -> "dict[str, Dismissal]":
        """The dismissals of these subjects by their keys; a query for every thousand."""
        named = self.select_related("dismissed_by")
        rows = (row for some in in_chunks(keys) for row in named.filter(subject_key__in=some))
        return {row.subject_key: row for row in rows}


class Dismissal(models.Model):
    """One suggestion that is not to be made again as long as what it rests on stays as it is.

    `check_name` says which rule suggested it. `subject_key` is a SHA-256 in hexadecimal of the rule and of
    everything the suggestion rested on: if any of it changes, so does the key, and the suggestion returns.
    Undoing a dismissal deletes the row; its history keeps who dismissed and who undid it.
    """

    check_name = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=64)
    reason = models.TextField(help_text="Why nothing needs to be done: what would a colleague want to know?")
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    dismissed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DismissalQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["dismissed_at", "pk"]
        constraints = [
            UniqueConstraint(fields=["check_name", "subject_key"], name="dismissal_once"),
            CheckConstraint(condition=~Q(check_name=""), name="dismissal_names_check"),
            CheckConstraint(condition=Q(subject_key__length=64), name="dismissal_key_whole"),
            CheckConstraint(
                condition=~Q(reason=""),
                name="dismissal_has_reason",
                violation_error_message="Say why nothing needs to be done.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_name}: {self.reason}"
