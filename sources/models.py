"""Who publishes and what was published: outlets, articles, their stored texts, and the informants they do not name."""

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import CheckConstraint, Count, F, Q, UniqueConstraint
from django.db.models.functions import Length
from django.urls import reverse
from simple_history.models import HistoricalRecords

from record.circles import refuse_circle
from record.constraints import date_bounds
from record.dates import parse_edtf, validate_edtf
from record.derived import DerivedCharField, DerivedDateField
from record.folding import fold
from record.names import Alias, Named
from record.paging import Order
from record.public_id import PublicIdField
from record.visibility import PublicQuerySet, sees_drafts
from sources.addresses import normalise_url

models.CharField.register_lookup(Length)

NO_OUTLET = "an outlet not known"
LANGUAGE_HELP = "Language tag: en, ar, tr, fr-CA."
is_language = RegexValidator(
    r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$", "Type a language tag such as en, ar or fr-CA."
)
is_country = RegexValidator(
    r"^[A-Z]{2}$", "Type the two capital letters of the country's ISO 3166 code, such as GB or SA."
)
is_web_address = URLValidator(schemes=["http", "https"])
is_sha256 = RegexValidator(r"^[0-9a-f]{64}$", "A SHA-256 is 64 hexadecimal digits in lower case.")


def validate_article_url(url: str) -> None:
    """Refuse an address that cannot be normalised, saying what to type."""
    try:
        normalise_url(url)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class OutletQuerySet(PublicQuerySet):
    """Outlets: who publishes."""

    def named(self, text: str) -> Self:
        """Outlets whose name, or one of whose other names, holds the text once both are folded."""
        folded = fold(text)
        aliases = OutletAlias.objects.filter(folded__contains=folded)
        return self.filter(Q(name_folded__contains=folded) | Q(pk__in=aliases.values("outlet_id")))

    def with_aliases(self) -> Self:
        """Each outlet with its other names, in one further query."""
        return self.prefetch_related("aliases")


class Outlet(Named):
    """Who publishes. Of a post it is the account or channel, never the platform; of a document, its issuer."""

    home_page = models.URLField(max_length=500, blank=True, validators=[is_web_address])
    country = models.CharField(
        max_length=2, blank=True, validators=[is_country], help_text="ISO 3166: GB, SA, SY."
    )
    language = models.CharField(max_length=35, blank=True, validators=[is_language], help_text=LANGUAGE_HELP)
    owner = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned",
        help_text="The publisher it belongs to, logged as an outlet of its own. Two outlets of one owner are one origin.",
    )

    objects = OutletQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["public"])

    class Meta(Named.Meta):
        constraints = [CheckConstraint(condition=~Q(owner=F("id")), name="outlet_does_not_own_itself")]

    def clean(self) -> None:
        super().clean()
        refuse_circle(self, "owner", "It would then own itself. Choose another owner.")

    def get_absolute_url(self) -> str:
        return reverse("sources:outlet", args=[self.slug])


class OutletAlias(Alias):
    """Another name of an outlet."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="aliases")
    history = HistoricalRecords()

    class Meta(Alias.Meta):
        verbose_name = "other name"
        constraints = [UniqueConstraint(fields=["outlet", "folded"], name="outlet_alias_once")]


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
        """The article of this address, however the address is written; none where it cannot be read."""
        try:
            return self.filter(url_normalized=normalise_url(url)) if url else self.none()
        except ValueError:
            return self.none()

    def found_by(self, text: str) -> Self:
        """Articles that an editor may mean by this text: part of a title or outlet's name, or an address."""
        meant = Q(title_folded__contains=fold(text)) | Q(outlet__in=Outlet.objects.named(text).order_by())
        if "." in text:
            same = self.model.objects.at_address(text.strip()).order_by()
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

    history = HistoricalRecords()

    class Meta:
        constraints = [CheckConstraint(condition=Q(sha256__length=64), name="article_text_sha256_whole")]

    def __str__(self) -> str:
        return f"Text of {self.article_id} captured {self.captured_at:%Y-%m-%d}"

    @property
    def is_held(self) -> bool:
        """True where the text itself is here; otherwise a passage cannot be checked here."""
        return bool(self.text)


class UnnamedSourceQuerySet(models.QuerySet[Any]):
    """Informants."""

    def visible_to(self, user: Any) -> Self:
        """The informants of articles this user may know of."""
        return self if sees_drafts(user) else self.filter(article__public=True)

    def found_by(self, text: str) -> Self:
        """Informants that an editor may mean by this text: part of a description, or of an article's title."""
        folded = fold(text)
        return self.filter(Q(description_folded__contains=folded) | Q(article__title_folded__contains=folded))


class UnnamedSource(models.Model):
    """An informant or group as one article describes it, so that several passages can share it.

    Two of different articles are the same only where an editor says so, with a reason.
    """

    class Kind(models.TextChoices):
        ONE = "one", "one person"
        GROUP = "group", "several people"

    public_id = PublicIdField()
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="unnamed_sources")
    description = models.CharField(
        max_length=200, help_text='As the article describes them: "an officer in the operations room".'
    )
    description_folded = DerivedCharField(max_length=400, derive=lambda row: fold(row.description))
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.ONE)
    same_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="same",
        help_text="An informant of another article who is the same. Never assumed: give the reason.",
    )
    same_as_reason = models.TextField(blank=True)

    objects = UnnamedSourceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["description_folded", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["article", "description_folded"],
                name="unnamed_source_once_an_article",
            ),
            CheckConstraint(condition=~Q(description=""), name="unnamed_source_described"),
            CheckConstraint(
                condition=Q(same_as__isnull=True, same_as_reason="")
                | (Q(same_as__isnull=False) & ~Q(same_as_reason="")),
                name="unnamed_source_same_with_reason",
                violation_error_message="Say which informant it is the same as and why, or neither.",
            ),
            CheckConstraint(condition=~Q(same_as=F("id")), name="unnamed_source_not_itself"),
        ]

    def __str__(self) -> str:
        return self.description

    def clean(self) -> None:
        super().clean()
        refuse_circle(self, "same_as", "That one is said to be the same as this one already.")

    @property
    def speaks_for_public(self) -> bool:
        """True while this informant is one of a public article, or one of those leads to it as the same."""
        found, fresh = {self.pk}, {self.pk}
        while fresh:
            fresh = set(UnnamedSource.objects.filter(same_as__in=fresh).values_list("pk", flat=True)) - found
            found |= fresh
        return UnnamedSource.objects.filter(pk__in=found, article__public=True).exists()
