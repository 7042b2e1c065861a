"""Who and where: the outlets, people, organizations and places that made-up stories draw on."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import isqrt
from random import Random

from claims.synthesis.draws import Weighted, scattered, zipf
from claims.synthesis.tables import Table
from claims.synthesis.words import (
    BODIES,
    BODY_TASKS,
    FAMILY_NAMES,
    FIRST_NAMES,
    PAPERS,
    PLACE_KINDS,
    PLACE_ROOTS,
    PLACE_SIDES,
    pairs,
)
from people.models import Organization, OrganizationAlias, Person, PersonAlias, Place, PlaceAlias
from sources.models import Outlet, OutletAlias

# How many there are of each grows with the square root of the claims: stories keep coming back to the same ones.
# The most are what the names in words.py suffice for; 2,000 outlets at a million claims.
OUTLETS, MOST_OUTLETS = 2, 2_000
PEOPLE, MOST_PEOPLE = 20, 100_000
ORGANIZATIONS, MOST_ORGANIZATIONS = 3, 10_000
PLACES, MOST_PLACES = 5, 5_000
FEWEST = 12

COUNTRIES = ("SY", "LB", "JO", "IQ", "EG", "GB", "FR", "TR", "QA", "SA")


@dataclass(frozen=True)
class Cast:
    """Whom stories are about and who reports them, each to be drawn by Zipf's law; `language` by outlet."""

    outlets: Weighted[int]
    people: Weighted[int]
    organizations: Weighted[int]
    places: Weighted[int]
    language: dict[int, str]
    domain: dict[int, str]


class Tables:
    """The tables of the cast, in the order in which they are written."""

    def __init__(self) -> None:
        self.outlet, self.outlet_alias = Table(Outlet), Table(OutletAlias)
        self.person, self.person_alias = Table(Person), Table(PersonAlias)
        self.organization, self.organization_alias = Table(Organization), Table(OrganizationAlias)
        self.place, self.place_alias = Table(Place), Table(PlaceAlias)
        self.all: list[Table] = list(vars(self).values())


def make_cast(random: Random, tables: Tables, claims: int) -> Cast:
    """Make as many of each as so many claims go with."""
    outlets = list(_outlets(random, tables, _number(claims, OUTLETS, MOST_OUTLETS)))
    organizations = list(_organizations(random, tables, _number(claims, ORGANIZATIONS, MOST_ORGANIZATIONS)))
    return Cast(
        outlets=zipf(random, [outlet for outlet, _, _ in outlets]),
        people=zipf(random, list(_people(random, tables, _number(claims, PEOPLE, MOST_PEOPLE)))),
        organizations=zipf(random, organizations),
        places=zipf(random, list(_places(random, tables, _number(claims, PLACES, MOST_PLACES)))),
        language={outlet: language for outlet, language, _ in outlets},
        domain={outlet: domain for outlet, _, domain in outlets},
    )


def _number(claims: int, share: int, most: int) -> int:
    return min(most, max(FEWEST, share * isqrt(claims)))


def _names(number: int, *parts: str) -> Iterator[tuple[str, str]]:
    """So many different names of one part of each list, in Latin and in Arabic letters."""
    every = [pairs(part) for part in parts]
    total = 1
    for part in every:
        total *= len(part)
    for place in scattered(total, number):
        chosen = []
        for part in every:
            place, at = divmod(place, len(part))
            chosen.append(part[at])
        yield tuple(" ".join(word for word in name if word) for name in zip(*chosen, strict=True))  # type: ignore[misc]


def _outlets(random: Random, tables: Tables, number: int) -> Iterator[tuple[int, str, str]]:
    """Outlets with their languages and domains. One in twelve belongs to one made before it."""
    first = tables.outlet.next
    for position, (latin, arabic) in enumerate(_names(number, PLACE_ROOTS, PAPERS)):
        language = "ar" if random.random() < 0.45 else "en"
        domain = latin.lower().replace(" ", "-") + ".example"
        outlet = tables.outlet.add(
            name=latin,
            home_page=f"https://{domain}/",
            country=random.choice(COUNTRIES),
            language=language,
            owner_id=first + int(random.random() * position) if position % 12 == 11 else None,
        )
        tables.outlet_alias.add(outlet_id=outlet, name=arabic, language="ar")
        yield outlet, language, domain


def _people(random: Random, tables: Tables, number: int) -> Iterator[int]:
    for latin, arabic in _names(number, FIRST_NAMES, FIRST_NAMES, FAMILY_NAMES):
        person = tables.person.add(name=latin, description=f"{random.choice(ABOUT)} of made-up stories")
        tables.person_alias.add(person_id=person, name=arabic, language="ar")
        if random.random() < 0.3:
            first, _, family = latin.split(" ", 2)
            tables.person_alias.add(person_id=person, name=f"{first} al-{family}", language="ar-Latn")
        yield person


ABOUT = ("Commander", "Minister", "Spokeswoman", "Witness", "Governor", "Envoy", "Judge", "Reporter")


def _organizations(random: Random, tables: Tables, number: int) -> Iterator[int]:
    for latin, arabic in _names(number, PLACE_ROOTS, BODY_TASKS, BODIES):
        organization = tables.organization.add(name=latin)
        words = arabic.split()
        tables.organization_alias.add(
            organization_id=organization, name=" ".join([words[-1], *words[1:-1], words[0]]), language="ar"
        )
        yield organization


def _places(random: Random, tables: Tables, number: int) -> Iterator[int]:
    """Places, one inside another: a country, regions, districts, and towns with their sites."""
    first = tables.place.next
    for position, (latin, arabic) in enumerate(_names(number, PLACE_KINDS, PLACE_ROOTS, PLACE_SIDES)):
        north, east = (
            Decimal(random.randrange(32_000, 37_000)) / 1000,
            Decimal(random.randrange(36_000, 42_000)) / 1000,
        )
        located = position > 0 and random.random() < 0.7
        place = tables.place.add(
            name=latin,
            parent_id=first + (position - 1) // 6 if position else None,
            latitude=north if located else None,
            longitude=east if located else None,
            precision=_precision(position) if located else "",
        )
        tables.place_alias.add(place_id=place, name=arabic, language="ar")
        yield place


def _precision(position: int) -> str:
    for upto, precision in ((7, "region"), (43, "district"), (1_500, "settlement")):
        if position < upto:
            return precision
    return "site"
