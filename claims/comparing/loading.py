"""Loading evidence as the plain passages that claims/drift.py compares: a fixed number of queries for any number."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Literal, TypeAlias, cast

from django.db.models import F, Prefetch, Q, Window, prefetch_related_objects
from django.db.models.functions import RowNumber

from claims.models import Claim, ClaimPlace, Evidence, Participant
from claims.models.evidence import EvidenceQuerySet
from claims.origin_records import Key, Speaker, Stance
from claims.passages import Days, Figure, Hours, Names, Passage, Places, Text, Value, ValueAspect
from claims.wording import enumerated, figure, when
from people.models import Place
from record.dates import parse_edtf
from record.times import describe_time, parse_time
from sources.models import Article

# Of one article on one claim; the claim's page has all of them.
MOST_PASSAGES = 10

# Who takes part in a claim, and where it plays.
CIRCUMSTANCES = (
    Prefetch("participants", Participant.objects.select_related("person", "organization")),
    Prefetch("claim_places", ClaimPlace.objects.select_related("place")),
)

Endorsement: TypeAlias = Literal["", "adopts", "distances", "leaves_open"]
Spot: TypeAlias = tuple[int, int]
"""A claim and an article, by their keys."""
Above: TypeAlias = Mapping[Key, Key | None]
"""The place in which each place lies."""


@dataclass(frozen=True)
class Said:
    """A piece of evidence as pages show it, and as the rules compare it."""

    evidence: Evidence
    passage: Passage


def comparable(user: Any) -> EvidenceQuerySet:
    """The evidence this user may see of which a stance is known: nothing else says anything yet."""
    return Evidence.objects.visible_to(user).exclude(stance="")


def passages_at(spots: Collection[Spot], user: Any) -> dict[Spot, list[Said]]:
    """What these articles say of these claims: the first MOST_PASSAGES of each spot, as far as the user may see."""
    articles: defaultdict[int, set[int]] = defaultdict(set)
    for claim, article in spots:
        articles[article].add(claim)
    if not articles:
        return {}
    wanted = reduce(or_, (Q(article=article, claim__in=claims) for article, claims in articles.items()))
    place = Window(RowNumber(), partition_by=[F("claim"), F("article")], order_by="pk")
    rows = comparable(user).filter(wanted).annotate(place_at_spot=place)
    found: defaultdict[Spot, list[Said]] = defaultdict(list)
    for said in with_passages(rows.filter(place_at_spot__lte=MOST_PASSAGES).order_by("pk")):
        found[said.evidence.claim_id, said.evidence.article_id].append(said)
    return found


def with_passages(evidence: EvidenceQuerySet | Iterable[Evidence]) -> list[Said]:
    """These pieces of evidence with all that pages and rules need of them, in their order."""
    rows = list(evidence.with_particulars() if isinstance(evidence, EvidenceQuerySet) else evidence)
    claims = Claim.objects.in_bulk({row.claim_id for row in rows})
    # Never the stored text, which is long and for editors.
    articles = Article.objects.with_outlet().with_capture().in_bulk({row.article_id for row in rows})
    for row in rows:
        row.claim, row.article = claims[row.claim_id], articles[row.article_id]
    passages = plain(rows)
    return [Said(row, passages[row.pk]) for row in rows]


def plain(evidence: Iterable[Evidence]) -> dict[int, Passage]:
    """These pieces of evidence as plain data, by their keys; each loaded `with_particulars()` and with its claim."""
    rows = list(evidence)
    claims = list({row.claim_id: row.claim for row in rows}.values())
    prefetch_related_objects(claims, *CIRCUMSTANCES)
    # Rows loaded apart may hold a claim each: let them share the one that knows its circumstances.
    by_key = {claim.pk: claim for claim in claims}
    for row in rows:
        row.claim = by_key[row.claim_id]
    above = places_above({place.pk for row in rows for place in places_of(row)})
    return {row.pk: passage_of(row, above) for row in rows}


def places_above(places: Collection[int]) -> dict[Key, Key | None]:
    """For these places and all around them, the place in which each lies: a query a level, and there are few."""
    found: dict[Key, Key | None] = {}
    wanted: set[Any] = set(places)
    while wanted:
        found |= dict(Place.objects.filter(pk__in=wanted).order_by().values_list("pk", "parent"))
        wanted = {found[place] for place in wanted if found.get(place)} - found.keys()
    return found


# --- one passage, from rows that are loaded ------------------------------------------------------------------


def passage_of(row: Evidence, above: Above) -> Passage:
    """The passage as plain data; `above` holds every place it may name."""
    values = {aspect: value for aspect, read in READ.items() if (value := read(row))}
    if places := places_of(row):
        values["place"] = place_value(places, above)
    return Passage(
        evidence=row.pk,
        stance=cast("Stance", row.stance),
        endorsement=cast("Endorsement", row.endorsement),
        hedged=row.hedged,
        speakers=tuple(speaker_of(speaker.who) for speaker in row.speakers.all()),
        quotation=row.quotation,
        paraphrase=row.paraphrase,
        values=values,
        omits=frozenset(row.omits),
    )


def inherits(row: Evidence) -> bool:
    """A passage that supports the claim says what the claim says, but for values of its own and what it omits."""
    return row.stance == Evidence.Stance.SUPPORTS


def date_of(row: Evidence) -> Value | None:
    edtf = row.asserted_date or (row.claim.date if inherits(row) else "")
    return Days(parse_edtf(edtf), when(edtf)) if edtf else None


def time_of(row: Evidence) -> Value | None:
    """The claim's time belongs to the claim's date: a passage with a date of its own does not inherit it."""
    time = row.asserted_time or (row.claim.time if inherits(row) and not row.asserted_date else "")
    return Hours(parse_time(time), describe_time(time)) if time else None


def figure_of(row: Evidence) -> Value | None:
    number, unit = row.asserted_figure, row.asserted_unit
    if number is None and inherits(row):
        number, unit = row.claim.figure, row.claim.unit
    return None if number is None else Figure(Decimal(number), unit, figure(number, unit))


def places_of(row: Evidence) -> list[Place]:
    if row.asserted_place:
        return [row.asserted_place]
    return [at.place for at in row.claim.claim_places.all()] if inherits(row) else []


def place_value(places: Iterable[Place], above: Above) -> Places:
    named = {place.pk: place.name for place in places}
    return Places(frozenset(named), frozenset(around(named, above)), enumerated(list(named.values())))


def around(places: Iterable[Key], above: Above) -> set[Key]:
    """All the places these lie in. A loop of parents, which only a bare write could make, ends."""
    found: set[Key] = set()
    wanted = [above.get(place) for place in places]
    while wanted:
        if (place := wanted.pop()) is not None and place not in found:
            found.add(place)
            wanted.append(above.get(place))
    return found


def person_of(row: Evidence) -> Value | None:
    return names_of(row, "person", row.asserted_person)


def organization_of(row: Evidence) -> Value | None:
    return names_of(row, "organization", row.asserted_organization)


def names_of(row: Evidence, kind: str, own: Any) -> Value | None:
    """Whom the passage names, or those of this kind who take part in the claim."""
    taking_part = row.claim.participants.all() if inherits(row) else []
    several = [own] if own else [getattr(one, kind) for one in taking_part if getattr(one, kind)]
    named = {one.pk: one.name for one in several}
    return Names(frozenset(named), enumerated(list(named.values()))) if named else None


def role_of(row: Evidence) -> Value | None:
    """Roles of the claim's participants are told apart by who plays them: only a role of its own can differ."""
    return Text(row.asserted_role) if row.asserted_role else None


def attribution_of(row: Evidence) -> Value | None:
    """Only words of its own: they may say who, to whom or on what occasion, and compare with no name."""
    return Text(row.asserted_attribution) if row.asserted_attribution else None


def speaker_of(who: Any) -> Speaker:
    kinds: dict[str, Any] = {"person": "person", "organization": "organization", "unnamedsource": "unnamed"}
    return Speaker(kinds[who._meta.model_name], who.pk, str(who))


READ: dict[ValueAspect, Callable[[Evidence], Value | None]] = {
    "date": date_of,
    "time": time_of,
    "person": person_of,
    "organization": organization_of,
    "role": role_of,
    "figure": figure_of,
    "attribution": attribution_of,
}
