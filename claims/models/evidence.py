"""Evidence: what one passage of one article says of one claim, on whose word, and taken from where."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Count, F, OuterRef, Prefetch, Q, Subquery, UniqueConstraint
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from claims.models.claims import DATE_HELP, TIME_HELP, Claim, ClaimQuerySet, State
from claims.models.parts import EvidencePartQuerySet, PartQuerySet
from people.models import Organization, Person, Place
from record.constraints import at_most_one, date_bounds, exactly_one
from record.dates import parse_edtf, validate_edtf
from record.derived import DerivedDateField
from record.public_id import PublicIdField
from record.times import validate_time
from sources.models import Article, ArticleQuerySet, Outlet, UnnamedSource

OMISSIBLE = ("date", "time", "place", "person", "role", "figure", "speaker")


def validate_omits(value: Any) -> None:
    """Refuse anything but a list of the aspects a passage may leave unsaid, each once."""
    if (
        not isinstance(value, list)
        or any(aspect not in OMISSIBLE for aspect in value)
        or len(set(value)) != len(value)
    ):
        raise ValidationError(f"Give each aspect once, from: {', '.join(OMISSIBLE)}.")


class EvidenceQuerySet(PartQuerySet):
    """Pieces of evidence. Published ones of published claims are public; all else is not."""

    from_claim = "evidence"

    def published(self) -> Self:
        return super().published().filter(state=State.PUBLISHED)

    def drafts(self) -> Self:
        return self.filter(state=State.DRAFT)

    def to_publish(self) -> Self:
        """Drafts on published claims, which wait for a Publisher."""
        return self.drafts().filter(claim__state=State.PUBLISHED)

    def counting(self) -> Self:
        """Evidence for or against that counts: what is published, and drafts of claims that are drafts still."""
        counted = Q(state=State.PUBLISHED, claim__state=State.PUBLISHED) | Q(claim__state=State.DRAFT)
        return self.filter(counted, stance__in=["supports", "contradicts"])

    def out_by(self, day: date) -> Self:
        """Evidence in articles that were certainly published by this day."""
        return self.filter(article__in=Article.objects.out_by(day).order_by().values("pk"))

    def number_on(self, claim: OuterRef) -> Coalesce:
        """How many of these are on the claim, as a column of a query on claims."""
        number = self.order_by().filter(claim=claim).values("claim").annotate(number=Count("pk"))
        return Coalesce(Subquery(number.values("number")), 0)

    def found_by(self, text: str) -> Self:
        """Evidence that an editor may mean by this text: words of the passage."""
        return self.filter(Q(quotation__icontains=text) | Q(paraphrase__icontains=text))

    def taking(self, stance: str) -> Self:
        """Evidence of this stance."""
        return self.filter(stance=stance)

    def about(self, claims: ClaimQuerySet) -> Self:
        """Evidence on any of these claims."""
        return self.filter(claim__in=claims.order_by().values("pk"))

    def by_article(self) -> Self:
        """In the order in which the articles were published; those of unknown date last."""
        return self.order_by(F("article__published_earliest").asc(nulls_last=True), "article", "pk")

    def most_frequent(self, column: str, number: int) -> list[int]:
        """The few values of `column` that most claims have here, most first."""
        rows = self.order_by().exclude(**{f"{column}__isnull": True}).values_list(column, flat=True)
        return list(rows.annotate(claims=Count("claim", distinct=True)).order_by("-claims", column)[:number])

    def citing(self, article: Article) -> Self:
        """Evidence found in this article."""
        return self.filter(article=article)

    def resting_on(self, article: Article) -> Self:
        """Evidence found in this article or crediting it."""
        crediting = Credit.objects.filter(article=article)
        return self.filter(Q(article=article) | Q(pk__in=crediting.values("evidence")))

    def resting_on_outlet(self, outlet: Outlet) -> Self:
        """Evidence found in an article of this outlet, or crediting it or such an article."""
        crediting = Credit.objects.naming(outlet)
        return self.filter(Q(article__outlet=outlet) | Q(pk__in=crediting.values("evidence")))

    def with_names(self) -> Self:
        return self.select_related("article__outlet")

    def in_brief(self) -> Self:
        """What a list shows of a piece of evidence, in one query: its stance, its article and the outlet."""
        return (
            self.select_related("article__outlet")
            .only("claim_id", "stance", "article__title", "article__outlet__name", "article__outlet__slug")
            .order_by("pk")
        )

    def articles(self) -> ArticleQuerySet:
        """The articles that these pieces stand in, each once, with `claim_count`: on how many claims."""
        on_claims = self.order_by().filter(article=OuterRef("pk")).values("article")
        number = on_claims.annotate(number=Count("claim", distinct=True)).values("number")
        found = Article.objects.filter(pk__in=self.order_by().values("article"))
        return found.annotate(claim_count=Subquery(number))

    def with_trail(self) -> Self:
        """Everything a page shows of a piece of evidence, in a fixed number of queries."""
        with_article = self.with_particulars().select_related("article__outlet", "article__stored_text")
        return with_article.defer("article__stored_text__text")  # whole texts are for editors, and long

    def with_particulars(self) -> Self:
        """All of that but the article, for a page that has it at hand."""
        return self.select_related(
            "asserted_place", "asserted_person", "asserted_organization"
        ).prefetch_related(
            Prefetch("speakers", Speaker.objects.select_related("person", "organization", "unnamed_source")),
            Prefetch("credits", Credit.objects.select_related("article__outlet", "outlet")),
        )


class Evidence(models.Model):
    """The link of a claim and an article: several for one pair are normal, one a passage.

    Stance, endorsement, basis, hedge and speaker are five different things. Unset means "not assessed".
    """

    class Stance(models.TextChoices):
        SUPPORTS = "supports", "supports"
        CONTRADICTS = "contradicts", "contradicts"
        MENTIONS = "mentions", "mentions"

    class Endorsement(models.TextChoices):
        ADOPTS = "adopts", "adopts it"
        DISTANCES = "distances", "distances itself"
        LEAVES_OPEN = "leaves_open", "leaves it open"

    class Basis(models.TextChoices):
        OWN = "own", "own reporting"
        RELAYS = "relays", "relays another report"
        UNCLEAR = "unclear", "unclear"

    class Part(models.TextChoices):
        HEADLINE = "headline", "headline"
        BODY = "body", "body"
        PULL_QUOTE = "pull_quote", "pull quote"
        PHOTO_CAPTION = "photo_caption", "photo caption"
        EMBEDDED_IMAGE = "embedded_image", "embedded image"

    public_id = PublicIdField()
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="evidence")
    stance = models.CharField(
        max_length=11,
        choices=Stance.choices,
        blank=True,
        help_text="What the passage asserts, in the voice of its speaker. If the statement cannot be true as worded, it contradicts.",
    )
    endorsement = models.CharField(
        max_length=11,
        choices=Endorsement.choices,
        blank=True,
        help_text="What the article makes of it. Empty: not assessed.",
    )

    quotation = models.TextField(
        blank=True, help_text="The exact words. Or leave empty and give a paraphrase."
    )
    quotation_prefix = models.CharField("words before", max_length=200, blank=True)
    quotation_suffix = models.CharField("words after", max_length=200, blank=True)
    paraphrase = models.TextField(blank=True, help_text="The passage in your words; shown as a paraphrase.")
    translation = models.TextField(blank=True, help_text="The quotation in the language of the claim.")
    translator = models.CharField(max_length=200, blank=True)
    locator = models.CharField(
        max_length=100, blank=True, help_text="Where in the article: paragraph 6, minute 12:40, page 3."
    )
    part = models.CharField(max_length=14, choices=Part.choices, blank=True)

    basis = models.CharField(
        max_length=7,
        choices=Basis.choices,
        blank=True,
        help_text="Did the article find this out itself, or take it from another report? Empty counts as unclear.",
    )
    hedged = models.BooleanField(
        null=True, blank=True, help_text="Does the passage hold back (“reportedly”)? Unknown: not assessed."
    )
    hedge_words = models.CharField(max_length=100, blank=True, help_text="reportedly, is said to, allegedly")
    stands_after_correction = models.BooleanField(
        null=True,
        blank=True,
        help_text="Only for a corrected article: does this passage still stand in its corrected text?",
    )
    note = models.TextField(
        "public note", blank=True, help_text="An ambiguity readers should know. Shown to everyone."
    )

    asserted_date = models.CharField(
        max_length=40, blank=True, validators=[validate_edtf], help_text=DATE_HELP
    )
    asserted_date_earliest = DerivedDateField(
        null=True, derive=lambda row: parse_edtf(row.asserted_date).earliest if row.asserted_date else None
    )
    asserted_date_latest = DerivedDateField(
        null=True, derive=lambda row: parse_edtf(row.asserted_date).latest if row.asserted_date else None
    )
    asserted_date_words = models.CharField("date as worded", max_length=100, blank=True)
    asserted_date_inferred = models.BooleanField("date inferred by the editors", default=False)
    asserted_date_reason = models.TextField("how the date was inferred", blank=True)
    asserted_time = models.CharField(
        max_length=20, blank=True, validators=[validate_time], help_text=TIME_HELP
    )
    asserted_time_words = models.CharField("time as worded", max_length=100, blank=True)
    asserted_time_zone = models.CharField(max_length=40, blank=True)
    asserted_place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="asserted_in"
    )
    asserted_figure = models.DecimalField(max_digits=15, decimal_places=4, null=True, blank=True)
    asserted_unit = models.CharField(max_length=40, blank=True)
    asserted_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="asserted_in"
    )
    asserted_organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="asserted_in"
    )
    asserted_role = models.CharField(max_length=80, blank=True)
    asserted_attribution = models.CharField(
        max_length=200,
        blank=True,
        help_text="To whom the passage attributes it, where that differs from the claim.",
    )
    omits = models.JSONField(
        default=list,
        blank=True,
        validators=[validate_omits],
        help_text="What the claim states and this passage does not say.",
    )

    state = models.CharField(
        max_length=9,
        choices=[(s.value, s.label) for s in (State.DRAFT, State.PUBLISHED)],
        default=State.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="evidence_created",
    )

    objects = EvidenceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "piece of evidence"
        verbose_name_plural = "evidence"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["article", "claim", "stance"]),
            models.Index(fields=["claim", "stance", "article"]),
            models.Index(fields=["id"], condition=Q(state="draft"), name="evidence_drafts"),
        ]
        constraints = [
            *date_bounds("asserted_date", name="evidence_date"),
            CheckConstraint(
                condition=Q(state=State.DRAFT)
                | (Q(published_at__isnull=False) & ~Q(stance="") & (~Q(quotation="") | ~Q(paraphrase=""))),
                name="evidence_published_whole",
                violation_error_message="Published evidence has a stance, a passage and a time of publication.",
            ),
            CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.PUBLISHED]),
                name="evidence_draft_or_published",
            ),
            CheckConstraint(
                condition=Q(quotation="") | Q(paraphrase=""),
                name="evidence_quotes_or_paraphrases",
                violation_error_message="Give the exact words or a paraphrase of the passage, not both.",
            ),
            CheckConstraint(
                condition=~Q(quotation="") | Q(quotation_prefix="", quotation_suffix="", translation=""),
                name="evidence_context_has_quotation",
                violation_error_message="Words before and after and a translation belong to a quotation.",
            ),
            CheckConstraint(
                condition=Q(translator="") | ~Q(translation=""),
                name="evidence_translator_translates",
                violation_error_message="A translator needs a translation.",
            ),
            CheckConstraint(
                # NULL would slip through: a check refuses only what is false.
                condition=Q(hedge_words="") | Q(hedged__isnull=False, hedged=True),
                name="evidence_hedge_words_hedge",
                violation_error_message="Words that hedge make the passage hedged.",
            ),
            CheckConstraint(
                condition=Q(asserted_unit="") | Q(asserted_figure__isnull=False),
                name="evidence_unit_has_figure",
                violation_error_message="A unit needs a figure.",
            ),
            CheckConstraint(
                condition=Q(asserted_date_inferred=False)
                | (~Q(asserted_date="") & ~Q(asserted_date_reason="")),
                name="evidence_inferred_date_reason",
                violation_error_message="An inferred date needs the date and how it was inferred.",
            ),
            CheckConstraint(
                condition=at_most_one("asserted_person", "asserted_organization"),
                name="evidence_asserts_one_actor",
                violation_error_message="The passage names a person or an organization here: choose one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display() or 'no stance yet'}: {self.quotation or self.paraphrase or 'no passage yet'}"

    def get_absolute_url(self) -> str:
        return f"{self.claim.get_absolute_url()}#e-{self.public_id}"

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED


class Speaker(models.Model):
    """One link of the chain of speakers: position 0 is who speaks, the next who passed it on; the outlet is implied."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="speakers")
    position = models.PositiveSmallIntegerField()
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="spoke_in"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="spoke_in"
    )
    unnamed_source = models.ForeignKey(
        UnnamedSource, on_delete=models.PROTECT, null=True, blank=True, related_name="spoke_in"
    )
    objects = EvidencePartQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        constraints = [
            UniqueConstraint(fields=["evidence", "position"], name="speaker_position_once"),
            CheckConstraint(
                condition=exactly_one("person", "organization", "unnamed_source"), name="speaker_is_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.who)

    @property
    def who(self) -> Person | Organization | UnnamedSource:
        """The one of the three that is set."""
        who = self.person or self.organization or self.unnamed_source
        assert who is not None, "the database lets no speaker be nobody"
        return who


class CreditQuerySet(EvidencePartQuerySet):
    """Credits."""

    def naming(self, outlet: Outlet) -> Self:
        """Those that credit this outlet, itself or through an article of it."""
        return self.filter(Q(outlet=outlet) | Q(article__outlet=outlet))

    def with_outlet_named(self) -> Self:
        """Each with `outlet_named`: the key of the outlet it names or whose article it names; NULL if not known."""
        return self.annotate(outlet_named=Coalesce("outlet", "article__outlet"))


class Credit(models.Model):
    """Where a relay says it has it from: an article, or an outlet where no article is known.

    Two more rules are triggers (migration 0002), since they span rows: only relaying evidence has credits,
    and no article credits itself.
    """

    class How(models.TextChoices):
        NAMED = "named", "named in the text"
        LINKED = "linked", "linked"
        INFERRED = "inferred", "inferred by an editor"

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="credits")
    position = models.PositiveSmallIntegerField()
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="credited_in"
    )
    outlet = models.ForeignKey(
        Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="credited_in"
    )
    how = models.CharField(max_length=8, choices=How.choices, blank=True)
    wording = models.CharField(
        max_length=200, blank=True, help_text="How the text names it: “according to Al Majalla”."
    )
    objects = CreditQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        constraints = [
            UniqueConstraint(fields=["evidence", "position"], name="credit_position_once"),
            CheckConstraint(condition=exactly_one("article", "outlet"), name="credit_is_one"),
            UniqueConstraint(
                fields=["evidence", "article"], condition=Q(article__isnull=False), name="credit_article_once"
            ),
            UniqueConstraint(
                fields=["evidence", "outlet"], condition=Q(outlet__isnull=False), name="credit_outlet_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.credited)

    @property
    def credited(self) -> Article | Outlet:
        """The one of the two that is set."""
        credited = self.article or self.outlet
        assert credited is not None, "the database lets no credit name nothing"
        return credited
