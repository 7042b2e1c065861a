"""The text of an article as it is held here."""

import hashlib
from datetime import datetime

from django.db import models
from django.db.models import CheckConstraint, Q
from simple_history.models import HistoricalRecords

from sources.models.articles import Article
from sources.models.captures import Capture
from sources.models.validators import is_sha256


def sha256_of_text(text: str) -> str:
    """The SHA-256 by which texts are told apart, of the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


class ArticleText(models.Model):
    """The text of an article as captured here, for editors only: readers see quotations, never whole texts.

    A record imported from elsewhere may hold the hash and length alone: "text not stored here".
    `length` is in characters, `sha256` of the text in UTF-8.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="stored_text")
    text = models.TextField(blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, validators=[is_sha256])
    length = models.PositiveIntegerField(help_text="In characters.")
    captured_at = models.DateTimeField()
    capture = models.ForeignKey(
        Capture,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The raw capture that it was read out of; none if it was typed or pasted here.",
    )

    history = HistoricalRecords()

    class Meta:
        indexes = [models.Index(fields=["sha256"])]
        constraints = [CheckConstraint(condition=Q(sha256__length=64), name="article_text_sha256_whole")]

    def __str__(self) -> str:
        return f"Text of {self.article_id} captured {self.captured_at:%Y-%m-%d}"

    def hold(self, text: str, *, at: datetime, capture: Capture | None = None) -> None:
        """Take this for the text, with what follows from it. Not saved."""
        self.text, self.sha256, self.length = text, sha256_of_text(text), len(text)
        self.captured_at, self.capture = at, capture

    @property
    def is_held(self) -> bool:
        """True where the text itself is here; otherwise a passage cannot be checked here."""
        return bool(self.text)
