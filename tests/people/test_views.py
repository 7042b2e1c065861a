from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.models import Place
from record.slugs import keep_former_slug
from tests.factories import (
    add_participant,
    add_place,
    bulk_claims,
    make_article,
    make_claim,
    make_evidence,
    make_organization,
    make_outlet,
    make_person,
    make_place,
    make_staff,
)

pytestmark = pytest.mark.django_db

MAKERS: dict[str, Callable[..., Any]] = {
    "people": make_person,
    "organizations": make_organization,
    "places": make_place,
}
KINDS = pytest.mark.parametrize("kind", MAKERS)


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def names(client: Client, address: str) -> list[str]:
    return [entity.name for entity, _ in client.get(address).context["counted"]]


def statements(client: Client, address: str) -> dict[str, list[tuple[str, str]]]:
    """The claims and notes in each section of a page."""
    shown = client.get(address).context["shown"]
    return {one.section.name: [(claim.statement, note) for claim, note in one.rows] for one in shown}


# Lists


@KINDS
def test_a_list_is_in_the_order_of_folded_names(client: Client, kind: str) -> None:
    for name in ("Émile", "zaid", "Ali", "‘Omar"):
        MAKERS[kind](name)
    assert names(client, f"/{kind}/") == ["Ali", "Émile", "‘Omar", "zaid"]


@KINDS
def test_a_list_shows_every_other_name_in_its_language(client: Client, kind: str) -> None:
    entity = MAKERS[kind]("Homs", aliases=["Emesa"])
    entity.aliases.create(name="حمص", language="ar")
    body = page(client, f"/{kind}/")
    assert "<bdi>Emesa</bdi>" in body
    assert '<bdi lang="ar">حمص</bdi>' in body


@KINDS
def test_a_list_is_searched_by_any_name_however_it_is_spelt(client: Client, kind: str) -> None:
    MAKERS[kind]("Ahmad al-Sharaa", aliases=["أبو محمد الجولاني"])
    MAKERS[kind]("Bashar al-Assad")
    for words in ("AL SHARAA", "ابو محمد", "ahmad"):
        assert names(client, f"/{kind}/?q={words}") == ["Ahmad al-Sharaa"]


@KINDS
def test_a_search_that_finds_nothing_says_what_to_try(client: Client, kind: str) -> None:
    assert "Try a part of the name" in page(client, f"/{kind}/?q=nobody")


@KINDS
def test_a_list_is_read_on_page_by_page(client: Client, kind: str) -> None:
    for number in range(60):
        MAKERS[kind](f"Name {number:02}")
    first = client.get(f"/{kind}/?q=name")
    second = client.get(f"/{kind}/", {"q": "name", "after": first.context["page"].after})
    assert [entity.name for entity, _ in second.context["counted"]] == [f"Name {n}" for n in range(50, 60)]
    assert "q=name&amp;after=" in first.content.decode()


@KINDS
@pytest.mark.parametrize("query", ["page=2", "q=a&q=b", "after=nonsense", "q=%00"])
def test_a_list_refuses_parameters_it_cannot_read(client: Client, kind: str, query: str) -> None:
    body = page(client, f"/{kind}/?{query}", status=400)
    assert f">{query.partition('=')[0]}</code>" in body


@KINDS
def test_readers_see_what_is_public_and_editors_see_all(client: Client, kind: str) -> None:
    MAKERS[kind]("Shown")
    hidden = MAKERS[kind]("Hidden", public=False)
    assert names(client, f"/{kind}/") == ["Shown"]
    page(client, f"/{kind}/{hidden.slug}/", status=404)
    client.force_login(make_staff())
    assert names(client, f"/{kind}/") == ["Hidden", "Shown"]
    page(client, f"/{kind}/{hidden.slug}/")


def test_people_are_listed_with_the_claims_they_appear_in_each_counted_once(client: Client) -> None:
    person, visit = make_person(), make_claim()
    for role in ("host", "speaker"):
        add_participant(visit, person, role)
    make_claim(kind="utterance", utterer_person=person)
    spoken = make_evidence(speakers=[person])
    make_evidence(spoken.claim, speakers=[person])
    make_evidence(asserted_person=person)
    add_participant(make_claim(state="draft"), person)
    ((_, counted),) = client.get("/people/").context["counted"]
    assert counted == {"part": 1, "said": 1, "word": 1, "instead": 1}


def test_places_are_listed_with_where_they_lie_and_the_claims_there(client: Client) -> None:
    homs = make_place("Homs", parent=make_place("Syria"))
    claim = make_claim()
    for role in ("from", "to"):
        add_place(claim, homs, role)
    body = page(client, "/places/?q=homs")
    assert "in <bdi>Syria</bdi>" in body
    assert "1 claim there" in body


def test_the_list_of_places_is_narrowed_to_those_inside_one(client: Client) -> None:
    syria = make_place("Syria")
    make_place("Baba Amr", parent=make_place("Homs", parent=syria))
    make_place("Moscow")
    assert names(client, "/places/?in=syria") == ["Baba Amr", "Homs"]


def test_a_place_nobody_may_know_of_is_refused_like_one_that_does_not_exist(client: Client) -> None:
    make_place("Hideout", public=False)
    hidden, unknown = (page(client, f"/places/?in={slug}", status=400) for slug in ("hideout", "nowhere"))
    assert hidden.replace("hideout", "nowhere") == unknown


# Pages


@KINDS
def test_a_page_says_what_is_known_and_what_is_not(client: Client, kind: str) -> None:
    known = MAKERS[kind]("Known", aliases=["Renowned"], wikidata_id="Q44329", description="Well known")
    body = page(client, known.get_absolute_url())
    for said in ("<h1", "Renowned", "Well known", 'href="https://www.wikidata.org/wiki/Q44329"'):
        assert said in body
    body = page(client, MAKERS[kind]("Obscure").get_absolute_url())
    assert '<span class="unknown">none recorded</span>' in body
    assert "No claim names <bdi>Obscure</bdi> itself." in body


@KINDS
def test_a_former_address_leads_to_the_present_one(client: Client, kind: str) -> None:
    entity = MAKERS[kind]("Later Name")
    keep_former_slug(entity, former="earlier-name")
    answer = client.get(f"/{kind}/earlier-name/")
    assert (answer.status_code, answer["Location"]) == (301, f"/{kind}/later-name/")


@KINDS
def test_a_former_address_of_what_is_not_public_leads_nowhere(client: Client, kind: str) -> None:
    keep_former_slug(MAKERS[kind](public=False), former="earlier-name")
    page(client, f"/{kind}/earlier-name/", status=404)


@pytest.mark.parametrize(
    ("kind", "maker"), [("person", make_person), ("organization", make_organization)], ids=["person", "group"]
)
def test_one_who_acts_is_shown_with_each_way_of_appearing(client: Client, kind: str, maker: type) -> None:
    actor = maker()
    article = make_article(outlet=make_outlet("Al Majalla"))
    add_participant(make_claim("Took part."), actor, "host")
    make_claim("Said so.", kind="utterance", **{f"utterer_{kind}": actor})
    told = make_evidence(make_claim("Told."), article, speakers=[actor])
    make_evidence(told.claim, make_article(outlet=None), "contradicts", speakers=[make_person(), actor])
    make_evidence(make_claim("Somebody else."), article, **{f"asserted_{kind}": actor})
    assert statements(client, actor.get_absolute_url()) == {
        "part": [("Took part.", "role: host")],
        "said": [("Said so.", "")],
        "word": [("Told.", "speaks for it in Al Majalla, against it in an outlet not known")],
        "instead": [("Somebody else.", "in Al Majalla")],
    }


def test_claims_come_in_the_order_of_their_dates_the_undated_last(client: Client) -> None:
    person = make_person()
    for statement, date in (("Undated.", ""), ("Later.", "2024-12-08"), ("Earlier.", "2024-11")):
        add_participant(make_claim(statement, date=date), person)
    assert [statement for statement, _ in statements(client, person.get_absolute_url())["part"]] == [
        "Earlier.",
        "Later.",
        "Undated.",
    ]


def test_what_is_not_public_is_not_in_any_section(client: Client) -> None:
    person = make_person()
    add_participant(make_claim(state="draft"), person)
    add_participant(make_claim(state="withdrawn"), person)
    make_claim(state="draft", kind="utterance", utterer_person=person)
    make_evidence(state="draft", speakers=[person])
    make_evidence(make_claim(state="draft"), speakers=[person], asserted_person=person)
    assert statements(client, person.get_absolute_url()) == {}
    client.force_login(make_staff())
    assert {name: len(rows) for name, rows in statements(client, person.get_absolute_url()).items()} == {
        "part": 2,
        "said": 1,
        "word": 2,
        "instead": 1,
    }


def test_a_section_is_begun_and_read_on_alone(client: Client) -> None:
    person = make_person()
    bulk_claims(75, person=person)
    address = person.get_absolute_url()
    assert len(statements(client, address)["part"]) == 20
    assert '<a href="?show=part">All 75' in page(client, address)
    first = client.get(f"{address}?show=part").context["shown"][0].page
    rest = statements(client, f"{address}?show=part&after={first.after}")["part"]
    assert (len(first.rows), len(rest)) == (50, 25)


@pytest.mark.parametrize("query", ["show=everything", "after=x", "show=part&after=x", "page=1"])
def test_a_page_refuses_parameters_it_cannot_read(client: Client, query: str) -> None:
    page(client, f"{make_person().get_absolute_url()}?{query}", status=400)


def test_a_page_leads_to_its_claims_in_the_filter(client: Client) -> None:
    for entity, kind in ((make_person(), "person"), (make_organization(), "organization")):
        add_participant(make_claim(), entity)
        assert f'href="/claims/?{kind}={entity.slug}"' in page(client, entity.get_absolute_url())


# Places


def test_a_place_shows_where_it_lies_and_what_lies_in_it(client: Client) -> None:
    homs = make_place("Homs", parent=make_place("Syria", parent=make_place("Levant")))
    make_place("Baba Amr", parent=homs)
    make_place("Hideout", parent=homs, public=False)
    answer = client.get(homs.get_absolute_url())
    assert [place.name for place in answer.context["lies_in"]] == ["Levant", "Syria"]
    assert [place.name for place in answer.context["children"]] == ["Baba Amr"]


def test_a_place_names_no_parent_that_is_not_public(client: Client) -> None:
    homs = make_place("Homs", parent=make_place("Base 12", public=False))
    assert "Base 12" not in page(client, homs.get_absolute_url())


def test_a_place_of_many_places_leads_to_the_list_of_them(client: Client) -> None:
    syria = make_place("Syria")
    for number in range(61):
        make_place(f"Village {number}", parent=syria)
    body = page(client, syria.get_absolute_url())
    assert body.count("Village") == 60
    assert 'href="/places/?in=syria"' in body


def test_a_place_shows_the_claims_there_and_those_inside_it(client: Client) -> None:
    syria = make_place("Syria")
    homs = make_place("Homs", parent=syria)
    here, journey = make_claim("Here."), make_claim("Journey.", date="2024")
    add_place(here, syria)
    add_place(journey, syria, "to")
    add_place(journey, homs, "from")
    make_evidence(make_claim("Elsewhere."), make_article(outlet=None), asserted_place=syria)
    assert statements(client, syria.get_absolute_url()) == {
        "here": [("Journey.", "to here"), ("Here.", "")],
        "inside": [("Journey.", "from Homs")],
        "instead": [("Elsewhere.", "in an outlet not known")],
    }


@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [("34.730000", "36.709500", "34.73° N, 36.7095° E"), ("-33", "-70.5", "33° S, 70.5° W")],
)
def test_coordinates_are_given_with_how_precise_they_are(
    client: Client, latitude: str, longitude: str, said: str
) -> None:
    place = make_place(latitude=latitude, longitude=longitude, precision="settlement")
    body = page(client, place.get_absolute_url())
    assert said in body
    assert "(somewhere in the town)" in body


# Costs: the same with ten claims and with a thousand


QUERIES = {"list": 6, "person": 14, "place": 15, "alone": 9}


@pytest.mark.parametrize("number", [10, 1000])
def test_pages_take_as_many_queries_with_many_claims_as_with_few(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    person, article = make_person(), make_article()
    syria = make_place("Syria")
    claims = bulk_claims(number, person=person, place=syria, article=article)
    add_place(claims[0], make_place("Homs", parent=syria))
    make_evidence(claims[0], article, speakers=[person])
    make_claim(kind="utterance", utterer_person=person)
    for name, address in {
        "list": "/people/",
        "person": person.get_absolute_url(),
        "place": syria.get_absolute_url(),
        "alone": f"{person.get_absolute_url()}?show=part",
    }.items():
        with django_assert_num_queries(QUERIES[name], info=name):
            page(client, address)


@pytest.mark.parametrize("number", [10, 45])
def test_lists_take_as_many_queries_with_many_rows_as_with_few(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        add_participant(make_claim(), make_person(aliases=["Another name"]))
        add_participant(make_claim(), make_organization(aliases=["Another name"]))
        add_place(make_claim(), make_place(aliases=["Another name"], parent=Place.objects.first()))
    for address, queries in {
        "/people/": 6,
        "/organizations/": 6,
        "/places/": 4,
        "/people/?q=another": 6,
    }.items():
        with django_assert_num_queries(queries, info=address):
            page(client, address)
