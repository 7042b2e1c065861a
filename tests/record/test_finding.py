"""What has a name is found by any of its names, in any script or transliteration, the likeliest first."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import Organization, Person, Place
from sources.models import Outlet
from tests import factories

pytestmark = pytest.mark.django_db

MAKERS: list[Any] = [
    factories.make_person,
    factories.make_organization,
    factories.make_place,
    factories.make_outlet,
]


def names(rows: Any) -> list[str]:
    return [row.name for row in rows.as_found()]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Mazzeh", "Mezzeh"),
        ("المزة", "Mezzeh"),
        ("jolani", "Abu Mohammad al-Joulani"),
        ("al-Jawlani", "Abu Mohammad al-Joulani"),
        ("محمد الجولاني", "Abu Mohammad al-Joulani"),
        ("Mohammed", "محمد"),
        ("Muhammad", "محمد"),
        ("Idlib", "إدلب"),
        ("ادلب", "إدلب"),
        ("Khmeimim", "Hmeimim"),
        ("Gaddafi", "Qaddafi"),
        ("Kafarsouseh", "Kafr Sousa"),
        ("Kafr Sousa", "كفرسوسة"),
        ("assad bashar", "Bashar al-Assad"),
        ("Erdoğan", "Erdogan"),
        ("Путин", "Putin"),
    ],
)
def test_a_record_is_found_by_script_and_transliteration(make: Any, typed: str, name: str) -> None:
    record = make(name)
    make("Somebody else")
    assert list(type(record).objects.named(typed)) == [record]


@pytest.mark.parametrize("make", MAKERS)
def test_a_record_is_found_by_any_alias(make: Any) -> None:
    record = make("Ahmad al-Sharaa", aliases=["Abu Mohammad al-Joulani", "أحمد الشرع"])
    for typed in ("Joulani", "Jolani", "الجولاني", "الشرع", "Charaa", "Ahmed al-Sharaa", "sharaa ahm"):
        assert list(type(record).objects.named(typed)) == [record], typed


def test_exact_names_come_first_then_beginnings_then_words_then_sounds() -> None:
    for name in ("Hasan Jolani", "Jolani Square", "Jolany", "Jolani", "Joulani", "Zz"):
        factories.make_place(name)
    factories.make_place("Aa", aliases=["Jolani Heights"])
    found = names(Place.objects.named("jolani"))
    assert found == ["Jolani", "Aa", "Jolani Square", "Hasan Jolani", "Jolany", "Joulani"]


def test_short_sounds_are_whole_words_only() -> None:
    for name in ("Ali", "Aleppo", "Alawite", "Hassan Aly"):
        factories.make_person(name)
    assert names(Person.objects.named("Aly")) == ["Hassan Aly", "Ali"]
    assert names(Person.objects.named("علي")) == ["Ali", "Hassan Aly"]


@pytest.mark.parametrize("typed", ["%", "_", "!!!", "'", "\\", "\ud800", "x " * 2_000, "مم" * 3_000, "李"])
def test_nothing_typed_is_too_strange(typed: str) -> None:
    factories.make_person("Ahmad")
    assert names(Person.objects.named(typed)) == []


def test_readers_find_public_records_only() -> None:
    factories.make_person("Joulani", public=False)
    person = factories.make_person("Someone", aliases=["Jolani"])
    assert list(Person.objects.visible_to(AnonymousUser()).named("Jawlani")) == [person]


def test_searching_takes_one_query() -> None:
    for number in range(30):
        factories.make_organization(f"Jolani Brigade {number}", aliases=[f"الجولاني {number}"])
    with CaptureQueriesContext(connection) as queries:
        assert len(names(Organization.objects.named("Jawlani"))) == 30
    assert len(queries) == 1


# On the pages


@pytest.mark.parametrize(
    ("address", "make"),
    [("people", MAKERS[0]), ("organizations", MAKERS[1]), ("places", MAKERS[2]), ("outlets", MAKERS[3])],
)
def test_public_lists_find_transliterations_and_page_through_them(
    client: Client, address: str, make: Any
) -> None:
    for number in range(60):
        make(f"Joulani {number:02}")
    make("Jolani")
    first = client.get(f"/{address}/", {"q": "Jolani"})
    content = first.content.decode()
    assert content.index(">Jolani<") < content.index(">Joulani 00<")
    assert "Joulani 59" not in content
    after = first.context["page"].after
    rest = client.get(f"/{address}/", {"q": "Jolani", "after": after}).content.decode()
    assert "Joulani 59" in rest
    assert ">Jolani<" not in rest
    assert client.get(f"/{address}/", {"after": after}).status_code == 400


def test_the_admin_s_lists_and_choices_name_the_likeliest_first(as_editor: Client) -> None:
    for name in ("Abu Mohammad al-Joulani", "Jolani Square", "Jolani"):
        factories.make_place(name)
    answer = as_editor.get("/admin/people/place/", {"q": "jolani"})
    assert [row.name for row in answer.context["cl"].result_list] == [
        "Jolani",
        "Jolani Square",
        "Abu Mohammad al-Joulani",
    ]
    sorted_by_name = as_editor.get("/admin/people/place/", {"q": "jolani", "o": "1"})
    assert sorted_by_name.context["cl"].result_list[0].name == "Abu Mohammad al-Joulani"
    choices = as_editor.get(
        "/admin/autocomplete/",
        {"app_label": "people", "model_name": "place", "field_name": "parent", "term": "الجولاني"},
    ).json()["results"]
    assert [choice["text"] for choice in choices] == ["Abu Mohammad al-Joulani", "Jolani", "Jolani Square"]


def test_articles_are_found_by_their_outlet_s_transliteration(editor: User) -> None:
    article = factories.make_article("A title", outlet=factories.make_outlet("المجلة"))
    assert list(type(article).objects.found_by("Majalla")) == [article]
    assert list(Outlet.objects.named("Al-Majallah")) == [article.outlet]
