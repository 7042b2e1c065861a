"""Single reports."""

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Count, F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from record.circles import refuse_circle
from record.constraints import date_bounds
from record.dates import parse_edtf, validate_edtf
from record.derived import DerivedCharField, DerivedDateField
from record.folding import fold
from record.paging import Order
from record.public_id import PublicIdField
from record.visibility import PublicQuerySet
from sources.addresses import key_of, normalise_url
from sources.models.outlets import NO_OUTLET, Outlet
from sources.models.validators import LANGUAGE_HELP, is_language, is_web_address, validate_article_url


class ArticleQuerySet(PublicQuerySet):
    """Articles: single reports."""

    # How to page through articles, the latest first.
    LATEST = Order("latest", key="published_earliest", tie="public_id", kind=date, descending=True)

    def with_outlet(self) -> Self:
        """Each article with its outlet, in the same query."""
        return self.select_related("outlet")

    def with_capture(self) -> Self:
        """Each with the measure of its stored text, and never the text: it is editors' alone, and long."""
        return self.select_related("stored_text").defer("stored_text__text")

    def numbers(self, outlets: Collection[Outlet]) -> dict[int, int]:
        """How many of these articles each of the outlets has, by the outlet's key; without those that have none."""
        rows = self.order_by().filter(outlet__in=outlets).values_list("outlet")
        return dict(rows.annotate(Count("pk")))

    def titled(self, text: str) -> Self:
        """Articles whose title holds the text once both are folded."""
        return self.filter(title_folded__contains=fold(text))

    def at_address(self, url: str) -> Self:
        """The article to which this address leads, however it is written; none where it cannot be read.

        It is the article's own, or another that leads to it: from a merge, or seen when the article was fetched.
        """
        key = key_of(url)
        leading = Q(url_normalized=key) | Q(addresses__url_normalized=key)
        # Asked aside: joined, an article would come once for each of its other addresses.
        same = self.model.objects.order_by().filter(leading)
        return self.filter(pk__in=same.values("pk")) if key else self.none()

    def found_by(self, text: str) -> Self:
        """Articles that an editor may mean by this text: part of a title or outlet's name, or an address."""
        meant = Q(title_folded__contains=fold(text)) | Q(outlet__in=Outlet.objects.named(text).order_by())
        if "." in text:
            same = self.model.objects.order_by().at_address(text)
            meant |= Q(url__icontains=text.strip()) | Q(pk__in=same.values("pk"))
        return self.filter(meant)

    def out_by(self, day: date) -> Self:
        """Articles certainly published by this day: of whatever days they may be, it is the last or later."""
        return self.filter(published_latest__lte=day)

    def out_after(self, day: date) -> Self:
        """Articles certainly published later."""
        return self.filter(published_earliest__gt=day)

    def perhaps_out_by(self, day: date) -> Self:
        """Articles that may have been published by this day, or later: their date is not known, or spans it."""
        return self.exclude(published_latest__lte=day).exclude(published_earliest__gt=day)

    def by_date(self) -> Self:
        """Oldest publication first; those of unknown date last."""
        return self.order_by(F("published_earliest").asc(nulls_last=True), "public_id")


class Article(models.Model):
    """One report. Outlet, URL and date may be unknown, and unknown never equals unknown.

    A stub is an article that nobody here has seen: it is known only because another credits it.
    """

    class Kind(models.TextChoices):
        NEWS_REPORT = "news_report", "news report"
        STATEMENT = "statement", "statement"
        DOCUMENT = "document", "document"
        POST = "post", "post"
        BROADCAST = "broadcast", "broadcast"

    class Status(models.TextChoices):
        AS_PUBLISHED = "", "as published"
        CORRECTED = "corrected", "corrected"
        RETRACTED = "retracted", "retracted"
        SUPERSEDED = "superseded", "superseded"

    public_id = PublicIdField()
    outlet = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        help_text="Leave empty if it is not known: two unknown outlets are never taken for one.",
    )
    title = models.CharField(
        max_length=500, help_text="The headline as published; of a post, its first words."
    )
    title_folded = DerivedCharField(max_length=1000, derive=lambda row: fold(row.title))
    url = models.CharField(
        "URL",
        max_length=2000,
        blank=True,
        validators=[validate_article_url],
        help_text="Where it was published. Empty if unknown.",
    )
    url_normalized = DerivedCharField(
        max_length=2000,
        null=True,
        unique=True,
        derive=lambda row: normalise_url(row.url) if row.url else None,
    )
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.NEWS_REPORT)
    byline = models.CharField(max_length=300, blank=True, help_text="Authors as printed.")
    language = models.CharField(max_length=35, blank=True, validators=[is_language], help_text=LANGUAGE_HELP)

    published = models.CharField(
        "published on",
        max_length=40,
        blank=True,
        validators=[validate_edtf],
        help_text="2024-12-17, 2024-12, 2024-12-16/2024-12-20 or ../2024-12-31 (by that day). Empty if unknown.",
    )
    published_earliest = DerivedDateField(
        null=True, derive=lambda row: parse_edtf(row.published).earliest if row.published else None
    )
    published_latest = DerivedDateField(
        null=True, derive=lambda row: parse_edtf(row.published).latest if row.published else None
    )
    published_words = models.CharField(
        "date as printed",
        max_length=100,
        blank=True,
        help_text='If not a plain date: "two days ago", "Monday".',
    )
    published_inferred = models.BooleanField(
        "date inferred by the editors",
        default=False,
        help_text="The article does not state it; say below how it follows.",
    )
    published_reason = models.TextField("reason for these bounds", blank=True)

    accessed_on = models.DateField(null=True, blank=True, help_text="The day somebody here last saw it.")
    archive_url = models.URLField("archive URL", max_length=2000, blank=True, validators=[is_web_address])
    stub = models.BooleanField(
        "nobody here has seen it", default=False, help_text="Known only because another article cites it."
    )
    note = models.TextField(
        "public note",
        blank=True,
        help_text="What readers should know of this record: what is missing and why. Shown to everyone.",
    )

    status = models.CharField(max_length=10, choices=Status.choices, blank=True, default=Status.AS_PUBLISHED)
    status_note = models.TextField(
        blank=True, help_text="What the outlet corrected or withdrew, and when. Shown to everyone."
    )
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    public = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["public"])

    class Meta:
        ordering = ["title_folded", "pk"]
        indexes = [
            models.Index(fields=["title_folded"]),
            models.Index(fields=["published_earliest", "public_id"]),
            # The few that were corrected or taken back, which editors' first page asks for.
            models.Index(fields=["status"], condition=~Q(status=""), name="article_marked"),
        ]
        constraints = [
            *date_bounds("published", name="article_published"),
            CheckConstraint(condition=~Q(title=""), name="article_has_title"),
            CheckConstraint(
                condition=Q(published_inferred=False) | ~Q(published_reason=""),
                name="article_inferred_date_has_reason",
                violation_error_message="Say how the date was inferred.",
            ),
            CheckConstraint(
                condition=Q(superseded_by__isnull=True) | Q(status="superseded"),
                name="article_superseded_by_says_so",
                violation_error_message="Only an article whose status is superseded has a successor.",
            ),
            CheckConstraint(condition=~Q(superseded_by=F("id")), name="article_not_its_own_successor"),
            CheckConstraint(
                condition=(Q(url="") & Q(url_normalized__isnull=True))
                | (~Q(url="") & Q(url_normalized__isnull=False)),
                name="article_url_normalized",
            ),
            CheckConstraint(
                condition=Q(stub=False) | Q(accessed_on__isnull=True),
                name="article_stub_not_accessed",
                violation_error_message="Somebody saw it on that day, so it is no stub.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("sources:article", args=[self.public_id])

    @property
    def outlet_name(self) -> str:
        """Who published it, in words: two outlets that are not known are named alike, and are not one."""
        return str(self.outlet or NO_OUTLET)

    def clean(self) -> None:
        super().clean()
        self._refuse_known_url()
        refuse_circle(self, "superseded_by", "It would then be its own successor. Choose another.")

    def successor(self, user: Any) -> "Article | None":
        """The article that supersedes this one, if this user may know of it."""
        return Article.objects.visible_to(user).with_outlet().filter(pk=self.superseded_by_id).first()

    def _refuse_known_url(self) -> None:
        """The unique key would refuse it too, but without naming the article that already has this address."""
        try:
            normalised = normalise_url(self.url) if self.url else None
        except ValueError:
            return  # the field's own validator has said so
        other = (
            Article.objects.filter(url_normalized=normalised).exclude(pk=self.pk).first()
            if normalised
            else None
        )
        if other:
            raise ValidationError(
                {
                    "url": f"This address is already logged, as “{other.title}” ({other.public_id}). Use that article."
                }
            )
