"""Claims: checkable statements in the editors' words, about an event or about an utterance."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Prefetch, Q, UniqueConstraint
from django.urls import reverse
from simple_history.models import HistoricalRecords

from claims.criteria import Criteria
from claims.models.parts import LeadingToClaims, PartQuerySet
from people.models import Organization, Person, Place
from record.constraints import at_most_one, date_bounds, exactly_one
from record.dates import parse_edtf, validate_edtf
from record.derived import DerivedBigIntegerField, DerivedDateField
from record.paging import Order
from record.public_id import PublicIdField
from record.times import parse_time, validate_time
from record.visibility import sees_drafts
from sources.models import UnnamedSource

DATE_HELP = "2024-11-29, 2024-12-07/2024-12-08, 2024-11-27~ (about), 2024-12, 2024, ../2024-12-07 (by) or 2024-12-09/.. (from)."
TIME_HELP = (
    "Local time: 15:00, 15:00/18:00, ~21:30, or dawn, morning, midday, afternoon, evening, night, midnight."
)
MINUTES_A_DAY = 24 * 60


class State(models.TextChoices):
    """Where a claim stands on its way to readers."""

    DRAFT = "draft", "draft"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"


def chronology(claim: "Claim") -> int | None:
    """Minutes from year 1 to the beginning of the claim's date and time, or None where it has no date.

    A claim known only to be "by" a day stands on that day.
    """
    if not claim.date:
        return None
    bounds = parse_edtf(claim.date)
    day = bounds.earliest or bounds.latest
    assert day is not None, "an EDTF date has at least one bound"
    return day.toordinal() * MINUTES_A_DAY + (parse_time(claim.time).start if claim.time else 0)


class ClaimQuerySet(LeadingToClaims):
    """Claims. Every reader's page starts from `visible_to(user)`."""

    # How to page through claims in these orders, for pages that do not know the model too.
    BY_DATE = Order("oldest", key="chronology", tie="public_id", kind=int)
    NEWEST_FIRST = Order("newest", key="chronology", tie="public_id", kind=int, descending=True)
    # Of claims found by readers' words: the index gives them in this order.
    NEWEST_FOUND = Order("newest-found", key="found_at", tie="", kind=int, descending=True)

    def claims(self) -> Self:
        """Claims lead to themselves: whoever said them lists them like those of any other relation."""
        return self

    def drafts(self) -> Self:
        return self.filter(state=State.DRAFT)

    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def visible_to(self, user: Any) -> Self:
        """The claims this user may read: the published ones, or all for those who work on the record."""
        return self if sees_drafts(user) else self.published()

    def known_to(self, user: Any) -> Self:
        """The claims whose address answers this user: those they may read, and the withdrawn ones (with a 410)."""
        return self.visible_to(user) | self.filter(state=State.WITHDRAWN)

    def matching(self, criteria: Criteria, user: Any) -> Self:
        """The claims that meet every criterion, as far as this user may see what meets it.

        Those that readers find by words have `found_at`, their place in the index (NEWEST_FOUND).
        """
        from claims.models.matching import conditions

        found = self.filter(*conditions(criteria, user))
        in_index = criteria.words and not sees_drafts(user)
        return found.annotate(found_at=F("public_index__key")) if in_index else found

    def of(self, dossier: Any) -> Self:
        """The claims of this dossier."""
        return self.filter(dossiers=dossier)

    def without_evidence(self) -> Self:
        from claims.models.evidence import Evidence

        return self.filter(~Exists(Evidence.objects.filter(claim=OuterRef("pk"))))

    def with_draft_evidence(self) -> Self:
        """Published claims with evidence that waits for a Publisher."""
        from claims.models.evidence import Evidence

        return self.filter(Exists(Evidence.objects.to_publish().filter(claim=OuterRef("pk"))))

    def with_evidence(self) -> Self:
        """Each claim with all its evidence and its trail, in a fixed number of queries."""
        from claims.models.evidence import Evidence

        return self.prefetch_related(Prefetch("evidence", Evidence.objects.with_trail()))

    def with_evidence_counts(self) -> Self:
        """Each with `supporting`, `contradicting`: how many pieces; `…_waiting`: drafts of them, if it is public."""
        from claims.models.evidence import Evidence

        numbers = {}
        for suffix, rows in (("", Evidence.objects.all()), ("_waiting", Evidence.objects.to_publish())):
            numbers[f"supporting{suffix}"] = rows.taking("supports").number_on(OuterRef("pk"))
            numbers[f"contradicting{suffix}"] = rows.taking("contradicts").number_on(OuterRef("pk"))
        return self.annotate(**numbers)

    def found_by(self, text: str) -> Self:
        """Claims that an editor may mean by this text, perhaps unfinished: by their words or by the public id."""
        from claims.models.matching import found_by_editors

        return self.filter(found_by_editors(text) | Q(public_id=text.strip()))

    def by_date(self) -> Self:
        """Oldest first; claims without a date last. The public id settles ties, alike on both databases."""
        return self.order_by(F("chronology").asc(nulls_last=True), "public_id")

    def newest_first(self) -> Self:
        """Newest first; claims without a date last."""
        return self.order_by(F("chronology").desc(nulls_last=True), "-public_id")

    def with_standing(self) -> Self:
        """Each claim with its stored standing, in the same query."""
        return self.select_related("standing")

    def with_reports_for(self, user: Any) -> Self:
        """Each claim with `reports`: the evidence on it that this user may see, as far as a list shows it."""
        from claims.models.evidence import Evidence

        shown = Evidence.objects.visible_to(user).in_brief()
        return self.with_standing().prefetch_related(Prefetch("evidence", shown, to_attr="reports"))

    def with_circumstances(self) -> Self:
        """Each claim with who said it, who took part and where, in a fixed number of queries."""
        return (
            self.with_standing()
            .prefetch_related(
                Prefetch("participants", Participant.objects.select_related("person", "organization")),
                Prefetch("claim_places", ClaimPlace.objects.select_related("place")),
            )
            .select_related("utterer_person", "utterer_organization", "utterer_unnamed")
        )


class Claim(models.Model):
    """One checkable statement about an event, or about an utterance (that somebody said something)."""

    class Kind(models.TextChoices):
        EVENT = "event", "event: something happened, or was so"
        UTTERANCE = "utterance", "utterance: somebody said something"

    public_id = PublicIdField()
    statement = models.TextField(
        blank=True,
        help_text="One sentence that could turn out false, in your own neutral words. Leave a disputed value out of it.",
    )
    detail = models.TextField(
        blank=True, help_text="Context a reader needs, in your own words. Not for evidence."
    )
    kind = models.CharField(
        max_length=9,
        choices=Kind.choices,
        default=Kind.EVENT,
        help_text="“Lavrov told the Doha Forum that …” is an utterance: it is true if he said it, whether or not what he said is.",
    )
    utterer_person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="utterances",
        verbose_name="said by (person)",
    )
    utterer_organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="utterances",
        verbose_name="said by (organization)",
    )
    utterer_unnamed = models.ForeignKey(
        UnnamedSource,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="utterances",
        verbose_name="said by (unnamed source)",
    )
    asserts = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asserted_in",
        verbose_name="what was said, as a claim",
        help_text="Log what was said as a claim of its own only where its truth matters, and link it here.",
    )

    date = models.CharField(max_length=40, blank=True, validators=[validate_edtf], help_text=DATE_HELP)
    date_earliest = DerivedDateField(
        null=True, derive=lambda row: parse_edtf(row.date).earliest if row.date else None
    )
    date_latest = DerivedDateField(
        null=True, derive=lambda row: parse_edtf(row.date).latest if row.date else None
    )
    date_words = models.CharField(
        "date as worded", max_length=100, blank=True, help_text="“Monday”, “a week later”, if so."
    )
    date_inferred = models.BooleanField("date inferred by the editors", default=False)
    date_reason = models.TextField("how the date was inferred", blank=True)
    time = models.CharField(
        "local time", max_length=20, blank=True, validators=[validate_time], help_text=TIME_HELP
    )
    time_words = models.CharField("time as worded", max_length=100, blank=True)
    time_zone = models.CharField(max_length=40, blank=True, help_text="Such as Asia/Damascus.")
    # What lists are sorted and paged by: one column, so that a page's last value is enough to ask for the next.
    chronology = DerivedBigIntegerField(null=True, derive=chronology)

    figure = models.DecimalField(
        max_digits=15,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="The number the statement gives, if it does.",
    )
    unit = models.CharField(max_length=40, blank=True, help_text="What it counts: fighters, km, airstrikes.")
    places = models.ManyToManyField(Place, through="ClaimPlace", related_name="claims")

    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawal_reason = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="claims_created",
    )

    objects = ClaimQuerySet.as_manager()
    history = HistoricalRecords()
    # Only of claims loaded `with_reports_for(user)`.
    reports: list[Any]

    class Meta:
        ordering = [F("chronology").desc(nulls_last=True), "-public_id"]
        permissions = [
            ("publish_claim", "Can publish claims and their evidence"),
            ("withdraw_claim", "Can withdraw claims"),
            ("merge_records", "Can merge two records into one"),
        ]
        indexes = [
            models.Index(fields=["state", "chronology", "public_id"]),
            models.Index(fields=["date_earliest", "date_latest"]),
            # Drafts are few among many: the editors' first page reads the latest ones from here.
            models.Index(fields=["id"], condition=Q(state="draft"), name="claim_drafts"),
            models.Index(
                fields=["created_by", "id"], condition=Q(state="draft"), name="claim_drafts_by_author"
            ),
        ]
        constraints = [
            *date_bounds("date", name="claim_date"),
            CheckConstraint(
                condition=Q(state=State.DRAFT) | (~Q(statement="") & Q(published_at__isnull=False)),
                name="claim_published_whole",
                violation_error_message="A published claim has a statement and a time of publication.",
            ),
            CheckConstraint(
                condition=(Q(state=State.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawal_reason=""))
                | (~Q(state=State.WITHDRAWN) & Q(withdrawn_at__isnull=True, withdrawal_reason="")),
                name="claim_withdrawn_with_reason",
                violation_error_message="A withdrawn claim has a reason and a time of withdrawal.",
            ),
            CheckConstraint(
                condition=at_most_one("utterer_person", "utterer_organization", "utterer_unnamed"),
                name="claim_one_utterer",
                violation_error_message="Only one of person, organization and unnamed source can have said it.",
            ),
            CheckConstraint(
                condition=Q(kind="utterance")
                | Q(
                    utterer_person__isnull=True,
                    utterer_organization__isnull=True,
                    utterer_unnamed__isnull=True,
                    asserts__isnull=True,
                ),
                name="claim_event_has_no_utterer",
                violation_error_message="An event is not said by anybody: choose utterance, or leave who said it empty.",
            ),
            CheckConstraint(
                condition=Q(state=State.DRAFT)
                | Q(kind="event")
                | exactly_one("utterer_person", "utterer_organization", "utterer_unnamed"),
                name="claim_published_utterance_has_utterer",
                violation_error_message="Say who said it.",
            ),
            CheckConstraint(condition=~Q(asserts=F("id")), name="claim_does_not_assert_itself"),
            CheckConstraint(
                condition=Q(date_inferred=False) | (~Q(date="") & ~Q(date_reason="")),
                name="claim_inferred_date_has_reason",
                violation_error_message="An inferred date needs the date and how it was inferred.",
            ),
            CheckConstraint(
                condition=Q(time="") | ~Q(date=""),
                name="claim_time_has_date",
                violation_error_message="A time of day needs a date.",
            ),
            CheckConstraint(
                condition=Q(unit="") | Q(figure__isnull=False),
                name="claim_unit_has_figure",
                violation_error_message="A unit needs a figure.",
            ),
        ]

    def __str__(self) -> str:
        return self.statement or f"(no statement yet) {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("claims:claim", args=[self.public_id])

    @property
    def utterer(self) -> Person | Organization | UnnamedSource | None:
        """Who said it, of an utterance; None of an event or while unknown."""
        return self.utterer_person or self.utterer_organization or self.utterer_unnamed

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == State.WITHDRAWN


class ClaimPlaceQuerySet(PartQuerySet):
    """Places of claims."""

    from_claim = "claim_places"

    def at(self, places: "models.QuerySet[Place]") -> Self:
        """Those at any of the places."""
        return self.filter(place__in=places)

    def with_names(self) -> Self:
        return self.select_related("place")


class ClaimPlace(models.Model):
    """Where a claim plays, and in which way."""

    class Role(models.TextChoices):
        AT = "at", "at"
        FROM = "from", "from"
        TO = "to", "to"
        VIA = "via", "via"

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="claim_places")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="claim_places")
    role = models.CharField(max_length=4, choices=Role.choices, default=Role.AT)

    objects = ClaimPlaceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "place"
        ordering = ["pk"]
        constraints = [UniqueConstraint(fields=["claim", "place", "role"], name="claim_place_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.place}"


class ParticipantQuerySet(PartQuerySet):
    """Who takes part in claims."""

    from_claim = "participants"


class Participant(models.Model):
    """A person or an organization that takes part in a claim, and as what."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    role = models.CharField(
        max_length=80, blank=True, help_text="As what, in this claim: traveller, host, warned, killed."
    )

    objects = ParticipantQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=exactly_one("person", "organization"),
                name="participant_is_one",
                violation_error_message="Choose a person or an organization, not both.",
            ),
            UniqueConstraint(
                fields=["claim", "person", "role"],
                condition=Q(person__isnull=False),
                name="participant_person_once",
            ),
            UniqueConstraint(
                fields=["claim", "organization", "role"],
                condition=Q(organization__isnull=False),
                name="participant_organization_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.who)

    @property
    def who(self) -> Person | Organization:
        """The one of the two that is set."""
        who = self.person or self.organization
        assert who is not None, "the database lets no participant be nobody"
        return who
