"""The public flags of the lower apps follow what published claims rest on."""

import random
from typing import Any

import pytest

from claims import publicity
from claims.actions import changing, publish, withdraw
from claims.models import Claim, Evidence
from claims.models.claims import State
from people.models import Organization, Person, Place
from sources.models import Article, Outlet
from tests import factories as make

pytestmark = pytest.mark.django_db

KINDS: list[type[Any]] = [Article, Outlet, Person, Organization, Place]


def flags() -> dict[tuple[str, int], bool]:
    """The stored flag of every row."""
    return {(kind.__name__, row.pk): row.public for kind in KINDS for row in kind.objects.all()}


def private() -> dict[str, Any]:
    return {"public": False}


def draft_with_everything() -> tuple[Claim, list[Any]]:
    """A draft claim that names something of every kind, in every way there is; and all it names."""
    owner = make.make_outlet("The group", **private())
    outlet = make.make_outlet("The paper", owner=owner, **private())
    agency, wire = make.make_outlet("The agency", **private()), make.make_outlet("The wire", **private())
    article = make.make_article("Report", outlet=outlet, **private())
    credited = make.make_article("Dispatch", outlet=wire, **private())
    heard = make.make_article("Interview", outlet=None, **private())
    country = make.make_place("Syria", **private())
    town = make.make_place("Idlib", parent=country, **private())
    other = make.make_place("Hama", **private())
    people = [make.make_person(name, **private()) for name in ("Actor", "Speaker", "Asserted")]
    groups = [make.make_organization(name, **private()) for name in ("Army", "Office", "Party")]
    source = make.make_unnamed_source("a soldier", article=heard)
    claim = make.make_claim(state=State.DRAFT, kind="utterance", utterer_unnamed=source)
    make.add_place(claim, town)
    make.add_participant(claim, people[0])
    make.add_participant(claim, groups[0])
    make.make_evidence(
        claim,
        article,
        state=State.DRAFT,
        speakers=[people[1], groups[1]],
        crediting=[credited, agency],
        asserted_person=people[2],
        asserted_place=other,
    )
    make.make_evidence(claim, article, state=State.DRAFT, asserted_organization=groups[2])
    named = [owner, outlet, agency, wire, article, credited, heard, country, town, other, *people, *groups]
    return claim, named


def test_publishing_makes_public_all_that_the_claim_names_and_withdrawing_takes_it_back() -> None:
    claim, named = draft_with_everything()
    assert not any(flags().values())
    publish(claim, by=None)
    assert all(type(row).objects.get(pk=row.pk).public for row in named)
    assert publicity.differences() == []
    withdraw(claim, by=None, reason="logged twice")
    assert not any(flags().values())
    assert publicity.differences() == []


def test_draft_evidence_of_a_published_claim_makes_nothing_public() -> None:
    claim = make.make_claim()
    make.make_evidence(claim)
    hidden = make.make_article(outlet=make.make_outlet(**private()), **private())
    with changing([claim.pk]):
        make.make_evidence(
            claim, hidden, state=State.DRAFT, speakers=[make.make_person("Hidden", **private())]
        )
    assert not Article.objects.get(pk=hidden.pk).public
    assert not Person.objects.get(name="Hidden").public


def test_what_two_claims_name_stays_public_until_the_last_is_withdrawn() -> None:
    article = make.make_article(outlet=make.make_outlet(**private()), **private())
    claims = [make.make_claim(state=State.DRAFT) for _ in range(2)]
    for claim in claims:
        make.make_evidence(claim, article, state=State.DRAFT)
        publish(claim, by=None)
    withdraw(claims[0], by=None, reason="logged twice")
    assert Article.objects.visible_to(None).count() == Outlet.objects.visible_to(None).count() == 1
    withdraw(claims[1], by=None, reason="logged twice")
    assert Article.objects.visible_to(None).count() == Outlet.objects.visible_to(None).count() == 0


def test_a_country_stays_public_while_another_town_in_it_is() -> None:
    country = make.make_place("Syria", **private())
    claims = []
    for name in ("Idlib", "Hama"):
        claims.append(make.make_claim(state=State.DRAFT))
        make.make_evidence(claims[-1], state=State.DRAFT)
        make.add_place(claims[-1], make.make_place(name, parent=country, **private()))
        publish(claims[-1], by=None)
    withdraw(claims[0], by=None, reason="logged twice")
    assert list(Place.objects.visible_to(None).values_list("name", flat=True)) == ["Hama", "Syria"]


def test_a_bare_write_is_found_and_mended() -> None:
    claim, _ = draft_with_everything()
    publish(claim, by=None)
    stray = make.make_person("Stray", public=True)
    Article.objects.update(public=False)
    found = publicity.differences()
    assert ("people.person", stray.pk, False) in found
    assert {(kind, public) for kind, _, public in found} == {
        ("people.person", False),
        ("sources.article", True),
    }
    assert publicity.repair() == len(found)
    assert publicity.differences() == []


def test_an_ordinary_edit_touches_no_flag(django_assert_num_queries: Any) -> None:
    same = {("people.person", 1), ("sources.article", 2)}
    with django_assert_num_queries(0):
        publicity.refresh(same, set(same))


@pytest.mark.parametrize("seed", range(5))
def test_the_flags_are_right_after_any_walk_of_edits(seed: int) -> None:
    dice = random.Random(seed)
    articles = [make.make_article(outlet=make.make_outlet(**private()), **private()) for _ in range(4)]
    country = make.make_place("Country", **private())
    places = [country, *(make.make_place(parent=country, **private()) for _ in range(3))]
    people = [make.make_person(**private()) for _ in range(4)]
    claims = [make.make_claim(state=State.DRAFT) for _ in range(6)]
    for _ in range(40):
        _edit(dice, dice.choice(claims), articles, places, people)
        assert publicity.differences() == []


def _edit(
    dice: random.Random, claim: Claim, articles: list[Any], places: list[Any], people: list[Any]
) -> None:
    claim.refresh_from_db()
    act = dice.choice(["link", "link", "unlink", "place", "person", "publish", "withdraw"])
    published = list(claim.evidence.published())
    if act == "publish" and claim.state == State.DRAFT and claim.evidence.exists():
        publish(claim, by=None)
    elif act == "withdraw" and claim.is_published:
        withdraw(claim, by=None, reason="logged twice")
    else:
        with changing([claim.pk]):
            if act == "link":
                state = claim.state if claim.is_published else State.DRAFT
                make.make_evidence(
                    claim, dice.choice(articles), state=state, speakers=[dice.choice(people)], basis="own"
                )
            elif act == "unlink" and len(published) != 1:
                Evidence.objects.filter(pk__in=claim.evidence.values("pk")[:1]).delete()
            elif act == "place":
                claim.claim_places.all().delete()
                make.add_place(claim, dice.choice(places))
            elif act == "person":
                claim.participants.all().delete()
                make.add_participant(claim, dice.choice(people))
