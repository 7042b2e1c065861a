"""Records for tests: each function makes one record, and what it must rest on where the test names nothing.

Everything is public unless the test says otherwise. `bulk_claims` makes a thousand as quickly as ten.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.db import connection

from claims.models import (
    Claim,
    ClaimPlace,
    Credit,
    Discrepancy,
    Dossier,
    DossierClaim,
    Evidence,
    Participant,
    Reading,
    Rival,
    Speaker,
)
from claims.models.claims import State
from claims.search import index
from people.models import Organization, OrganizationAlias, Person, PersonAlias, Place, PlaceAlias
from record.public_id import ALPHABET
from sources.models import Article, Outlet, OutletAlias, UnnamedSource

NOON = datetime(2025, 1, 2, 12, 0, tzinfo=UTC)

_numbers: Iterator[int] = count(1)


def make_person(name: str = "", *, aliases: Iterable[str] = (), **fields: Any) -> Person:
    person = Person.objects.create(name=name or f"Person {next(_numbers)}", **{"public": True} | fields)
    for alias in aliases:
        PersonAlias.objects.create(person=person, name=alias)
    return person


def make_organization(name: str = "", *, aliases: Iterable[str] = (), **fields: Any) -> Organization:
    made = Organization.objects.create(
        name=name or f"Organization {next(_numbers)}", **{"public": True} | fields
    )
    for alias in aliases:
        OrganizationAlias.objects.create(organization=made, name=alias)
    return made


def make_place(name: str = "", *, aliases: Iterable[str] = (), **fields: Any) -> Place:
    place = Place.objects.create(name=name or f"Place {next(_numbers)}", **{"public": True} | fields)
    for alias in aliases:
        PlaceAlias.objects.create(place=place, name=alias)
    return place


def make_outlet(name: str = "", *, aliases: Iterable[str] = (), **fields: Any) -> Outlet:
    outlet = Outlet.objects.create(name=name or f"Outlet {next(_numbers)}", **{"public": True} | fields)
    for alias in aliases:
        OutletAlias.objects.create(outlet=outlet, name=alias)
    return outlet


def make_article(title: str = "", **fields: Any) -> Article:
    """An article of an outlet of its own; `outlet=None` leaves the outlet unknown."""
    if "outlet" not in fields:
        fields["outlet"] = make_outlet(public=fields.get("public", True))
    return Article.objects.create(title=title or f"Article {next(_numbers)}", **{"public": True} | fields)


def make_unnamed_source(description: str = "", *, article: Article | None = None) -> UnnamedSource:
    return UnnamedSource.objects.create(
        article=article or make_article(), description=description or f"an officer, number {next(_numbers)}"
    )


def make_dossier(title: str = "", *, claims: Iterable[Claim] = (), **fields: Any) -> Dossier:
    dossier = Dossier.objects.create(title=title or f"Dossier {next(_numbers)}", **fields)
    for claim in claims:
        add_to_dossier(claim, dossier)
    return dossier


def make_claim(statement: str = "", *, state: str = State.PUBLISHED, **fields: Any) -> Claim:
    """A claim and nothing else: no evidence, place or participant."""
    if state != State.DRAFT:
        fields.setdefault("published_at", NOON)
    if state == State.WITHDRAWN:
        fields = {"withdrawn_at": NOON, "withdrawal_reason": "logged twice"} | fields
    statement = statement or f"Something happened, number {next(_numbers)}."
    return Claim.objects.create(statement=statement, state=state, **fields)


def make_evidence(
    claim: Claim | None = None,
    article: Article | None = None,
    stance: str = "supports",
    *,
    speakers: Iterable[Person | Organization | UnnamedSource] = (),
    crediting: Iterable[Article | Outlet] = (),
    **fields: Any,
) -> Evidence:
    """A passage on the claim, published unless `state` says otherwise; crediting something makes it a relay."""
    credits_named = list(crediting)
    if fields.setdefault("state", State.PUBLISHED) == State.PUBLISHED:
        fields.setdefault("published_at", NOON)
    if not fields.keys() & {"quotation", "paraphrase"}:
        fields["paraphrase"] = f"The report says so, in passage {next(_numbers)}."
    evidence = Evidence.objects.create(
        claim=claim or make_claim(),
        article=article or make_article(),
        stance=stance,
        **{"basis": "relays" if credits_named else "own"} | fields,
    )
    for speaker in speakers:
        add_speaker(evidence, speaker)
    for credited in credits_named:
        add_credit(evidence, credited)
    return evidence


def make_discrepancy(title: str = "", *, rivals: Iterable[Claim] = (), **fields: Any) -> Discrepancy:
    discrepancy = Discrepancy.objects.create(
        title=title or f"Which is it, number {next(_numbers)}?", **{"aspect": "date"} | fields
    )
    for position, claim in enumerate(rivals):
        Rival.objects.create(discrepancy=discrepancy, claim=claim, position=position)
    return discrepancy


def make_reading(article: Article, dossier: Dossier, read_at: datetime = NOON) -> Reading:
    return Reading.objects.create(article=article, dossier=dossier, read_at=read_at)


def make_staff(username: str = "", *permissions: str) -> User:
    """A member of staff who may view claims, and so sees drafts; further permissions by codename."""
    user = User.objects.create_user(username or f"editor{next(_numbers)}", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_claim", *permissions]))
    return user


def make_member(group: str) -> User:
    """A member of staff with the rights of one of the two roles, Editors or Publishers."""
    user = User.objects.create_user(f"{group.lower()}{next(_numbers)}", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def add_place(claim: Claim, place: Place, role: str = "at") -> ClaimPlace:
    return ClaimPlace.objects.create(claim=claim, place=place, role=role)


def add_participant(claim: Claim, who: Person | Organization, role: str = "") -> Participant:
    return Participant.objects.create(claim=claim, role=role, **{_kind(who): who})


def add_speaker(evidence: Evidence, who: Person | Organization | UnnamedSource) -> Speaker:
    position = evidence.speakers.count()
    return Speaker.objects.create(evidence=evidence, position=position, **{_kind(who): who})


def add_credit(evidence: Evidence, credited: Article | Outlet, **fields: Any) -> Credit:
    position = evidence.credits.count()
    fields = {"how": "named", _kind(credited): credited} | fields
    return Credit.objects.create(evidence=evidence, position=position, **fields)


def add_to_dossier(claim: Claim, dossier: Dossier, added_at: datetime = NOON) -> DossierClaim:
    return DossierClaim.objects.create(dossier=dossier, claim=claim, added_at=added_at)


def _kind(record: Any) -> str:
    """The name of the foreign key that points to this kind of record."""
    return "unnamed_source" if isinstance(record, UnnamedSource) else str(record._meta.model_name)


def bulk_claims(
    number: int,
    *,
    dossier: Dossier | None = None,
    article: Article | None = None,
    place: Place | None = None,
    person: Person | None = None,
    stances: tuple[str, ...] = ("supports", "contradicts"),
) -> list[Claim]:
    """Many published claims on days of 2024 and 2025, each tied to whichever records are given.

    Each has one piece of evidence a stance, in `article` or in one article of their own.
    """
    claims = Claim.objects.bulk_create(
        Claim(
            public_id=numbered_id(),
            statement=f"Claim number {index} of {number} holds.",
            state=State.PUBLISHED,
            published_at=NOON,
            date=f"{2024 + index % 2}-{1 + index % 12:02}-{1 + index % 28:02}",
        )
        for index in range(number)
    )
    if dossier:
        DossierClaim.objects.bulk_create(DossierClaim(dossier=dossier, claim=claim) for claim in claims)
    if place:
        ClaimPlace.objects.bulk_create(ClaimPlace(claim=claim, place=place) for claim in claims)
    if person:
        Participant.objects.bulk_create(Participant(claim=claim, person=person) for claim in claims)
    bulk_evidence(claims, article=article or make_article(), stances=stances)
    return claims


def bulk_evidence(
    claims: Iterable[Claim], *, article: Article, stances: tuple[str, ...] = ("supports",)
) -> list[Evidence]:
    """For each claim one published passage a stance, all in one article."""
    made = Evidence.objects.bulk_create(
        Evidence(
            public_id=numbered_id(),
            claim=claim,
            article=article,
            stance=stance,
            basis="own",
            quotation=f"so says passage {next(_numbers)}",
            state=State.PUBLISHED,
            published_at=NOON,
        )
        for claim in claims
        for stance in stances
    )
    count_rows()
    return made


def index_words() -> None:
    """Index the words of all claims, as the doors do for the claims they change."""
    index.write(index.differences(list(Claim.objects.values_list("pk", flat=True))))


def count_rows() -> None:
    """Let PostgreSQL see how many rows there are now.

    A real server does so by itself within a minute; a test is over before, and its queries would be planned for
    the empty tables of the test before it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def numbered_id() -> str:
    """A public id that is new, and alike in form to the random ones."""
    number, letters = next(_numbers), ""
    for _ in range(10):
        number, letter = divmod(number, len(ALPHABET))
        letters = ALPHABET[letter] + letters
    return letters
