"""How people, organizations and places appear in claims.

This app does not know claims: it sees them through the relations that end in its models, whose managers say who
may see what and which claims they lead to.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from people.models import Entity, Place
from record.listing import Section

E = TypeVar("E", bound=Entity)

# How one speaks whose words support a claim, contradict or mention it.
BEARING = {"supports": "for", "contradicts": "against", "mentions": "of"}


@dataclass(frozen=True)
class Way:
    """One way of appearing in claims: its name in addresses, its title, the relation that leads there.

    `note` words how, given a claim whose `parts` are the rows of that relation.
    """

    name: str
    title: str
    relation: str
    note: Callable[[Any], str]


def _roles(claim: Any) -> str:
    roles = [part.role for part in claim.parts if part.role]
    return f"role: {', '.join(roles)}" if roles else ""


def _places(claim: Any) -> str:
    return ", ".join(f"{part.get_role_display()} {part.place}" for part in claim.parts)


def _ways_here(claim: Any) -> str:
    ways = [part.get_role_display() for part in claim.parts]
    return "" if ways == ["at"] else f"{', '.join(ways)} here"


def _words(claim: Any) -> str:
    given = (f"{BEARING.get(part.stance, 'of')} it in {part.article.outlet_name}" for part in claim.parts)
    return f"speaks {', '.join(dict.fromkeys(given))}"


def _reports(claim: Any) -> str:
    return f"in {', '.join(dict.fromkeys(part.article.outlet_name for part in claim.parts))}"


# Of people and organizations alike.
ACTING = (
    Way("part", "Takes part in", "participations", _roles),
    Way("said", "Said", "utterances", lambda _claim: ""),
    Way("word", "Speaks in the evidence on", "spoke_in", _words),
    Way("instead", "Named by a report in another’s stead", "asserted_in", _reports),
)
BEING_THERE = (
    Way("here", "Claims here", "claim_places", _ways_here),
    Way("instead", "Named by a report in another place’s stead", "asserted_in", _reports),
)


def sections(entity: Entity, ways: Collection[Way], user: Any) -> Iterator[Section]:
    """The visible claims this one appears in, oldest first: a section for each way."""
    for way in ways:
        yield _section(way, getattr(entity, way.relation).visible_to(user), user)


def inside(place: Place, user: Any) -> Section:
    """The visible claims at places inside this one, oldest first."""
    further_in = Place.objects.inside(place).exclude(pk=place.pk)
    rows = place.claim_places.model.objects.visible_to(user).at(further_in)
    return _section(Way("inside", "Claims at places inside it", "claim_places", _places), rows, user)


def counts(entities: list[E], ways: Collection[Way], user: Any) -> list[tuple[E, dict[str, int]]]:
    """Each with the numbers of visible claims it appears in, by name of the way; one query a way."""
    if not entities:
        return []
    found = {way.name: _claim_counts(entities, way.relation, user) for way in ways}
    return [(entity, {name: of.get(entity.pk, 0) for name, of in found.items()}) for entity in entities]


def _claim_counts(entities: list[E], relation: str, user: Any) -> dict[int, int]:
    field: Any = entities[0]._meta.get_field(relation)
    rows = field.related_model.objects.visible_to(user)
    return rows.claim_counts(field.field.name, [entity.pk for entity in entities])


def _section(way: Way, rows: Any, user: Any) -> Section:
    claims = rows.claims().with_reports_for(user)
    return Section(way.name, way.title, claims, claims.BY_DATE, way.note)
