"""Tests of claims/models/matching.py against a reference that knows no SQL, over criteria nobody thought of."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.criteria import Criteria
from claims.models import Claim
from claims.models.claims import State
from claims.search.terms import Query, parse, stem, words
from claims.standings import recount
from people.models import Place
from record.dates import DateRange, parse_edtf
from record.visibility import sees_drafts
from tests.factories import (
    add_participant,
    add_place,
    add_to_dossier,
    index_words,
    make_article,
    make_claim,
    make_discrepancy,
    make_dossier,
    make_evidence,
    make_organization,
    make_outlet,
    make_person,
    make_place,
    make_staff,
    make_unnamed_source,
)

pytestmark = pytest.mark.django_db

WORDS = ("plane", "convoy", "Damascus", "dawn", "50%", "a_b", "it's")
DAYS = (
    "",
    "2024-12-08",
    "2024-12",
    "2024-12-07/2024-12-08",
    "../2024-12-01",
    "2024-12-05/..",
    "2023",
    "2024-11-27~",
)
START = date(2024, 11, 20)


class World:
    """Forty claims tied at random (but always the same way) to a few of everything, some of it draft."""

    def __init__(self) -> None:
        self.random = Random(2024)
        self.outlets = [make_outlet() for _ in range(3)]
        self.articles = [make_article(outlet=outlet) for outlet in (*self.outlets, self.outlets[0], None)]
        self.people = [make_person() for _ in range(3)]
        self.organizations = [make_organization() for _ in range(3)]
        country = make_place()
        town = make_place(parent=country)
        self.places = [country, town, make_place(parent=town), make_place()]
        self.dossiers = [make_dossier() for _ in range(2)]
        self.users = [AnonymousUser(), make_staff()]
        self.sources = [make_unnamed_source(article=article) for article in self.articles]
        for _ in range(40):
            self.claim()
        for _ in range(12):
            rivals = self.random.sample(list(Claim.objects.order_by("pk")), 2)
            settled = {"state": "resolved", "explanation": "A slip."} if self.random.random() < 0.3 else {}
            make_discrepancy(rivals=rivals, **settled)
        recount(Claim.objects.values_list("pk", flat=True))
        index_words()
        self.claims = list(everything())
        things = (*self.outlets, *self.people, *self.places[:2], *self.articles, *self.sources)
        self.names = (*map(str, things), '"came before"', "befor", '"the it"')

    def claim(self) -> None:
        pick = self.random
        speaks = pick.random() < 0.3
        claim = make_claim(
            f"The {pick.choice(WORDS)} came before the {pick.choice(WORDS)}.",
            detail=pick.choice(["", f"Near the {pick.choice(WORDS)}."]),
            date=pick.choice(DAYS),
            state=pick.choices(list(State), weights=[2, 7, 1])[0],
            kind="utterance" if speaks else "event",
            **self.utterer() if speaks else {},
        )
        for person in pick.sample(self.people, pick.randint(0, 1)):
            add_participant(claim, person)
        for organization in pick.sample(self.organizations, pick.randint(0, 1)):
            add_participant(claim, organization)
        for place in pick.sample(self.places, pick.randint(0, 2)):
            add_place(claim, place)
        for dossier in pick.sample(self.dossiers, pick.randint(0, 2)):
            add_to_dossier(claim, dossier)
        for _ in range(pick.randint(0, 3)):
            self.evidence(claim)

    def utterer(self) -> dict[str, Any]:
        person, organization = self.random.choice(self.people), self.random.choice(self.organizations)
        return self.random.choice([{"utterer_person": person}, {"utterer_organization": organization}])

    def evidence(self, claim: Claim) -> None:
        pick = self.random
        make_evidence(
            claim,
            pick.choice(self.articles),
            pick.choice(["supports", "contradicts", "mentions"]),
            state=pick.choice([State.DRAFT, State.PUBLISHED, State.PUBLISHED]),
            speakers=pick.sample([*self.people, *self.organizations, *self.sources], pick.randint(0, 2)),
        )

    def criteria(self, draw: Any) -> Criteria:
        def one_of(rows: list[Any]) -> int | None:
            return draw(st.none() | st.sampled_from([row.pk for row in rows]))

        days = st.none() | st.integers(0, 40).map(lambda number: START + timedelta(days=number))
        return Criteria(
            words=" ".join(draw(st.lists(st.sampled_from(WORDS + self.names), max_size=2))),
            dossier=one_of(self.dossiers),
            outlet=one_of(self.outlets),
            article=one_of(self.articles),
            stance=draw(st.sampled_from(["", "", "supports", "contradicts", "mentions"])),
            person=one_of(self.people),
            organization=one_of(self.organizations),
            place=one_of(self.places),
            standing=draw(st.sampled_from(["", "", "single-origin", "disputed", "corroborated"])),
            discrepancy=draw(st.sampled_from(["", "", "open"])),
            earliest=draw(days),
            latest=draw(days),
        )


def meets(claim: Claim, asked: Criteria, user: Any) -> bool:
    """Whether a claim is among those asked for: the rules of docs/filters.md, one after the other."""
    return (
        (sees_drafts(user) or claim.state == State.PUBLISHED)
        and says(claim, parse(asked.words), user)
        and (not asked.dossier or asked.dossier in {row.dossier_id for row in claim.dossier_claims.all()})
        and has_evidence(claim, asked, user)
        and (not asked.person or asked.person in involved(claim, "person", user))
        and (not asked.organization or asked.organization in involved(claim, "organization", user))
        and (not asked.place or asked.place in places(claim))
        and (not asked.standing or claim.standing.standing == asked.standing)
        and (not asked.discrepancy or in_open_discrepancy(claim, user))
        and overlaps(claim, asked)
    )


def says(claim: Claim, query: Query, user: Any) -> bool:
    """Every stem stands in some text of the claim, and every phrase in one."""
    texts = [[stem(word) for word in words(text)] for text in texts_of(claim, user)]
    said = {term for text in texts for term in text}
    return all(term in said for term in query.stems) and all(
        any(phrase == tuple(text[at : at + len(phrase)]) for text in texts for at in range(len(text)))
        for phrase in query.phrases
    )


def texts_of(claim: Claim, user: Any) -> Iterator[str]:
    yield from (claim.statement, claim.detail)
    named = [row.place for row in claim.claim_places.all()]
    named += [row.who for row in claim.participants.all()] + [claim.utterer]
    for row in shown(claim, user):
        yield from (row.article.title, row.quotation, row.paraphrase)
        named += [row.article.outlet, *(speaker.who for speaker in row.speakers.all())]
    yield from (str(one) for one in named if one)


def shown(claim: Claim, user: Any) -> list[Any]:
    return [row for row in claim.evidence.all() if sees_drafts(user) or row.state == State.PUBLISHED]


def has_evidence(claim: Claim, asked: Criteria, user: Any) -> bool:
    if not (asked.outlet or asked.article or asked.stance):
        return True
    return any(
        (not asked.outlet or row.article.outlet_id == asked.outlet)
        and (not asked.article or row.article_id == asked.article)
        and (not asked.stance or row.stance == asked.stance)
        for row in shown(claim, user)
    )


def involved(claim: Claim, kind: str, user: Any) -> set[int]:
    takes_part = {getattr(row, f"{kind}_id") for row in claim.participants.all()}
    speaks = {getattr(row, f"{kind}_id") for piece in shown(claim, user) for row in piece.speakers.all()}
    return takes_part | speaks | {getattr(claim, f"utterer_{kind}_id")}


def places(claim: Claim) -> set[int]:
    found: set[int] = set()
    for row in claim.claim_places.all():
        place: Place | None = row.place
        while place:
            found.add(place.pk)
            place = place.parent
    return found


def in_open_discrepancy(claim: Claim, user: Any) -> bool:
    rivals = [
        [rival.claim for rival in row.discrepancy.rivals.all()]
        for row in claim.rivalries.all()
        if row.discrepancy.state == "open"
    ]
    return any(
        sees_drafts(user) or sum(rival.state == State.PUBLISHED for rival in claims) > 1 for claims in rivals
    )


def overlaps(claim: Claim, asked: Criteria) -> bool:
    if not (asked.earliest or asked.latest):
        return True
    if not claim.date:
        return False
    if asked.earliest and asked.latest and asked.earliest > asked.latest:
        days = parse_edtf(claim.date)
        return (days.latest or date.max) >= asked.earliest and (days.earliest or date.min) <= asked.latest
    return parse_edtf(claim.date).overlaps(DateRange(asked.earliest, asked.latest))


@pytest.fixture
def world() -> World:
    return World()


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_matching_finds_exactly_what_the_reference_finds(world: World, data: st.DataObject) -> None:
    asked, user = world.criteria(data.draw), data.draw(st.sampled_from(world.users))
    found = Claim.objects.visible_to(user).matching(asked, user)
    expected = {claim.pk for claim in world.claims if meets(claim, asked, user)}
    assert {claim.pk for claim in found} == expected
    assert found.count() == len(expected)


def everything() -> Any:
    return Claim.objects.prefetch_related(
        "dossier_claims",
        "participants",
        "claim_places__place__parent__parent",
        "evidence__article__outlet",
        "evidence__speakers",
        "rivalries__discrepancy__rivals__claim",
        "standing",
    )


def test_each_criterion_alone_finds_some_claims_and_leaves_some_out(world: World) -> None:
    reader = world.users[0]
    number = Claim.objects.published().count()
    for asked in (
        Criteria(words="plane"),
        Criteria(dossier=world.dossiers[0].pk),
        Criteria(outlet=world.outlets[0].pk),
        Criteria(article=world.articles[4].pk),
        Criteria(stance="contradicts"),
        Criteria(person=world.people[0].pk),
        Criteria(organization=world.organizations[0].pk),
        Criteria(place=world.places[0].pk),
        Criteria(standing="single-origin"),
        Criteria(discrepancy="open"),
        Criteria(earliest=date(2024, 12, 8)),
        Criteria(latest=date(2024, 11, 26)),
    ):
        assert 0 < Claim.objects.visible_to(reader).matching(asked, reader).count() < number, asked


def test_outlet_and_stance_hold_of_one_and_the_same_piece_of_evidence() -> None:
    outlet, claim = make_outlet(), make_claim()
    make_evidence(claim, make_article(outlet=outlet), "supports")
    make_evidence(claim, make_article(), "contradicts")
    reader = AnonymousUser()
    assert not Claim.objects.matching(Criteria(outlet=outlet.pk, stance="contradicts"), reader)
    assert Claim.objects.matching(Criteria(outlet=outlet.pk, stance="supports"), reader).get() == claim


def test_draft_evidence_finds_a_published_claim_for_editors_alone() -> None:
    outlet, claim = make_outlet(), make_claim()
    make_evidence(claim, make_article(outlet=outlet), state=State.DRAFT)
    asked = Criteria(outlet=outlet.pk)
    assert not Claim.objects.matching(asked, AnonymousUser())
    assert Claim.objects.matching(asked, make_staff()).get() == claim
