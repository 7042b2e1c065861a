"""Who and where: people, organizations and places, and every name they go by."""

from decimal import Decimal
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import connection, models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from simple_history.models import HistoricalRecords

from record.finding import NamedQuerySet
from record.names import Alias, Named

# Public flags follow from claims and folded names from names: neither is an editor's change.
NOT_IN_HISTORY = ["public"]

is_wikidata_id = RegexValidator(r"^Q[1-9][0-9]{0,11}$", "A Wikidata id is a Q and a number, such as Q44329.")


class EntityQuerySet(NamedQuerySet):
    """People, organizations or places."""


class Entity(Named):
    """What a person, an organization and a place have in common."""

    description = models.CharField(
        max_length=200,
        blank=True,
        help_text='A few neutral words that tell this one from others: "Foreign minister of Turkey".',
    )
    wikidata_id = models.CharField(
        "Wikidata id",
        max_length=13,
        null=True,
        blank=True,
        unique=True,
        validators=[is_wikidata_id],
        help_text="Only where you are certain it is the same one.",
    )

    class Meta(Named.Meta):
        abstract = True

    def clean(self) -> None:
        # An empty id is unknown, and unknown never equals unknown: NULL, so that the unique key lets many be.
        self.wikidata_id = self.wikidata_id or None
        super().clean()


class Person(Entity):
    """A human being who says, does or suffers something in a claim."""

    objects = EntityQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=NOT_IN_HISTORY)

    class Meta(Entity.Meta):
        verbose_name_plural = "people"

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.slug])


class PersonAlias(Alias):
    """Another name of a person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="aliases")
    history = HistoricalRecords()

    class Meta(Alias.Meta):
        verbose_name = "other name"
        constraints = [UniqueConstraint(fields=["person", "folded"], name="person_alias_once")]


class Organization(Entity):
    """A group that acts or speaks as one: an army, a party, a ministry, an armed faction."""

    objects = EntityQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=NOT_IN_HISTORY)

    def get_absolute_url(self) -> str:
        return reverse("people:organization", args=[self.slug])


class OrganizationAlias(Alias):
    """Another name of an organization."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="aliases")
    history = HistoricalRecords()

    class Meta(Alias.Meta):
        verbose_name = "other name"
        constraints = [UniqueConstraint(fields=["organization", "folded"], name="organization_alias_once")]


class PlaceQuerySet(EntityQuerySet):
    """Places, which lie inside one another."""

    def inside(self, place: "Place") -> Self:
        """The place itself and every place inside it, however deep."""
        return self.filter(pk__in=_walk(_DOWN, place.pk))

    def around(self, place: "Place") -> Self:
        """The place itself and every place it lies in."""
        return self.filter(pk__in=_walk(_UP, place.pk))


# UNION, not UNION ALL: a loop of parents, which only a bare write could make, ends.
_DOWN = """WITH RECURSIVE walk(id) AS (
    SELECT id FROM people_place WHERE id = %s
    UNION SELECT people_place.id FROM people_place JOIN walk ON people_place.parent_id = walk.id
) SELECT id FROM walk"""
_UP = """WITH RECURSIVE walk(id) AS (
    SELECT id FROM people_place WHERE id = %s
    UNION SELECT people_place.parent_id FROM people_place JOIN walk ON people_place.id = walk.id
    WHERE people_place.parent_id IS NOT NULL
) SELECT id FROM walk"""


def _walk(sql: str, start: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [start])
        return [row[0] for row in cursor.fetchall()]


class Place(Entity):
    """Somewhere: a building, a town, a country; with how precisely its coordinates are known."""

    class Precision(models.TextChoices):
        SITE = "site", "the site itself"
        SETTLEMENT = "settlement", "somewhere in the town"
        DISTRICT = "district", "somewhere in the district"
        REGION = "region", "somewhere in the region"
        COUNTRY = "country", "somewhere in the country"

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="The smallest known place that this one lies in. Filters find claims inside it.",
    )
    latitude = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text="Degrees north, WGS 84.",
    )
    longitude = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text="Degrees east, WGS 84.",
    )
    precision = models.CharField(
        max_length=10, choices=Precision.choices, blank=True, help_text="How precise the coordinates are."
    )

    objects = PlaceQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=NOT_IN_HISTORY)

    class Meta(Entity.Meta):
        constraints = [
            CheckConstraint(condition=~Q(parent=F("id")), name="place_not_in_itself"),
            CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, precision="")
                | (Q(latitude__isnull=False, longitude__isnull=False) & ~Q(precision="")),
                name="place_coordinates_whole",
                violation_error_message="Give latitude, longitude and their precision together, or none of them.",
            ),
            CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__range=(-90, 90)),
                name="place_latitude_on_earth",
            ),
            CheckConstraint(
                condition=Q(longitude__isnull=True) | Q(longitude__range=(-180, 180)),
                name="place_longitude_on_earth",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("people:place", args=[self.slug])

    @property
    def position(self) -> str:
        """The coordinates as people write them, "36.2° N, 37.15° E"; empty where they are not known."""
        if self.latitude is None or self.longitude is None:
            return ""
        north, east = "N" if self.latitude >= 0 else "S", "E" if self.longitude >= 0 else "W"
        return f"{_degrees(self.latitude)} {north}, {_degrees(self.longitude)} {east}"

    def lies_in(self, user: Any) -> list["Place"]:
        """The visible places this one lies in, the widest first. Two queries, however deep."""
        places = {place.pk: place for place in Place.objects.visible_to(user).around(self)}
        chain: list[Place] = []
        above = places.pop(self.parent_id, None)
        while above:
            chain.insert(0, above)
            above = places.pop(above.parent_id, None)
        return chain

    def clean(self) -> None:
        super().clean()
        if self.pk and self.parent_id and self.pk in _walk(_UP, self.parent_id):
            raise ValidationError(
                {"parent": "This place would then lie inside itself. Choose another parent."}
            )


def _degrees(angle: Decimal) -> str:
    return f"{abs(angle).normalize():f}°"


class PlaceAlias(Alias):
    """Another name of a place."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases")
    history = HistoricalRecords()

    class Meta(Alias.Meta):
        verbose_name = "other name"
        constraints = [UniqueConstraint(fields=["place", "folded"], name="place_alias_once")]
