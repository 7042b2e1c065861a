"""What was received from the web or from an editor's clipboard, as it came."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from simple_history.models import HistoricalRecords

from record.derived import DerivedCharField
from record.public_id import PublicIdField
from sources.addresses import LONGEST, normalise_url
from sources.models.articles import Article
from sources.models.validators import is_sha256, validate_article_url


class CaptureQuerySet(models.QuerySet[Any]):
    """Captures: for editors alone, whatever becomes of their articles."""

    def unused(self) -> Self:
        """Those that belong to no article yet: read, and not confirmed."""
        return self.filter(article=None)

    def open_to(self, user: Any) -> Self:
        """Those that this user may make an article of: their own."""
        return self.filter(captured_by=user)

    def without_texts(self) -> Self:
        """Each without its text, which is long."""
        return self.defer("text")


class Capture(models.Model):
    """One page fetched, or one text or HTML pasted: the raw bytes in a WARC file, and what was read out of them.

    Made before its article, which it belongs to once an editor has confirmed what was read; never changed
    afterwards. An article fetched again has several, told apart by the SHA-256 of their texts. No page for
    readers shows anything of it.
    """

    class Origin(models.TextChoices):
        FETCHED = "fetched", "fetched from its address"
        TEXT = "text", "pasted as text"
        HTML = "html", "pasted as HTML"

    public_id = PublicIdField()
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, null=True, blank=True, related_name="captures"
    )
    origin = models.CharField(max_length=7, choices=Origin.choices)
    asked_url = models.CharField(max_length=LONGEST, blank=True, help_text="As the editor gave it.")
    url = models.CharField(max_length=LONGEST, blank=True, help_text="Where its redirects led.")
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    file = models.CharField(max_length=100, help_text="The WARC file, below CAPTURES_DIR.")
    file_sha256 = models.CharField("SHA-256 of the file", max_length=64, validators=[is_sha256])
    text = models.TextField(blank=True, help_text="As read out of it, before any editor changed it.")
    text_sha256 = models.CharField(
        "SHA-256 of the text",
        max_length=64,
        blank=True,
        validators=[is_sha256],
        help_text="Empty where no text was found: two such captures are not alike.",
    )
    # What to propose for the article's fields: {field: {"value": ..., "where": ...}}, and notes in words.
    proposed = models.JSONField(default=dict)
    notes = models.JSONField(default=list)

    objects = CaptureQuerySet.as_manager()

    class Meta:
        ordering = ["-captured_at", "-pk"]
        indexes = [models.Index(fields=["text_sha256"])]
        constraints = [
            CheckConstraint(condition=Q(file_sha256__length=64), name="capture_file_sha256_whole"),
            CheckConstraint(
                condition=Q(text="", text_sha256="") | (~Q(text="") & Q(text_sha256__length=64)),
                name="capture_text_sha256_whole",
            ),
            CheckConstraint(
                condition=~Q(origin="fetched") | (~Q(asked_url="") & ~Q(url="")),
                name="capture_fetched_from_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_origin_display()} {self.captured_at:%Y-%m-%d %H:%M}"

    @property
    def led_here(self) -> list[str]:
        """The addresses that did lead to this page; that of a pasted text is what somebody typed beside it."""
        return [self.asked_url, self.url] if self.origin == self.Origin.FETCHED else []


class ArticleAddress(models.Model):
    """Another address that leads to an article: one it had before, its mobile, AMP or archived page.

    It is how the article is recognised when somebody brings that address; pages show the article's own.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="addresses")
    url = models.CharField("URL", max_length=LONGEST, validators=[validate_article_url])
    url_normalized = DerivedCharField(
        max_length=LONGEST, unique=True, derive=lambda row: normalise_url(row.url)
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = "other address"
        verbose_name_plural = "other addresses"

    def __str__(self) -> str:
        return self.url
