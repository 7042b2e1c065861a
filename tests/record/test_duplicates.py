"""Records whose names sound alike are suggested as perhaps the same, unless somebody said that they are not."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from people.models import Organization, Person, Place
from record.duplicates import Pair, likely_pairs, named_kinds, names_of, say_apart, suggestions
from record.models import NotTheSame
from sources.models import Outlet
from tests import factories

pytestmark = pytest.mark.django_db

MAKERS: list[Any] = [
    factories.make_person,
    factories.make_organization,
    factories.make_place,
    factories.make_outlet,
]


def pairs(model: Any) -> list[set[str]]:
    """The names under which each likely pair is shown, the likeliest first."""
    return [{model.objects.get(pk=key).name for key in (pair.one, pair.two)} for pair in likely_pairs(model)]


def test_every_kind_with_names_is_looked_through() -> None:
    assert set(named_kinds()) == {Person, Organization, Place, Outlet}


@pytest.mark.parametrize("make", MAKERS)
def test_spellings_and_scripts_of_one_name_are_a_likely_pair(make: Any) -> None:
    one, two = make("Mezzeh"), make("Mazzeh")
    three = make("Somewhere", aliases=["المزة"])
    make("Elsewhere")
    found = {(pair.one, pair.two) for pair in likely_pairs(type(one))}
    assert found == {(one.pk, two.pk), (one.pk, three.pk), (two.pk, three.pk)}
    assert {one.record for one in suggestions(type(one), names_of(two), of=two.pk)} == {one, three}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ahmad al-Sharaa", "Ahmed Hussein al-Charaa"),
        ("Assad, Bashar", "بشار الأسد"),
        ("Kafr Sousa", "Kafarsouseh"),
        ("Manbij", "Manbidj"),
        ("Lattakia", "Latakia"),
        ("Hayat Tahrir al-Sham", "هيئة تحرير الشام"),
    ],
)
def test_likely_pairs_are_found_both_ways(one: str, two: str) -> None:
    first, second = factories.make_person(one), factories.make_person(two)
    assert [(pair.one, pair.two) for pair in likely_pairs(Person)] == [(first.pk, second.pk)]
    assert [one.record for one in suggestions(Person, [two], of=second.pk)] == [first]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Bashar al-Assad", "Bushra al-Assad"),
        ("Government of Iran", "Government of Iraq"),
        ("4th Division", "5th Division"),
        ("Damascus", "Damascus airport"),
        ("!!!", "???"),
    ],
)
def test_different_names_are_no_pair(one: str, two: str) -> None:
    factories.make_organization(one)
    second = factories.make_organization(two)
    assert likely_pairs(Organization) == []
    assert suggestions(Organization, [two], of=second.pk) == []


def test_a_surname_that_two_go_by_makes_no_pair() -> None:
    factories.make_person("Kamal Hassan", aliases=["Hassan"])
    factories.make_person("Suhail Hassan", aliases=["Hassan"])
    assert likely_pairs(Person) == []


def test_pairs_of_two_kinds_are_none() -> None:
    factories.make_place("Moscow")
    factories.make_organization("Moscow")
    assert likely_pairs(Place) == likely_pairs(Organization) == []


def test_of_several_names_the_likeliest_tells() -> None:
    one = factories.make_person("Ahmad al-Sharaa", aliases=["Abu Mohammad al-Joulani"])
    two = factories.make_person("Someone", aliases=["Abu Muhammad al-Jolani", "Ahmad Hassan al-Sharaa"])
    assert likely_pairs(Person) == [
        Pair(one.pk, two.pk, ("Abu Mohammad al-Joulani", "Abu Muhammad al-Jolani"), 100)
    ]


def test_the_likeliest_come_first() -> None:
    for name in ("Qaddafi", "Gaddafi", "Mezzeh", "Mazzeh"):
        factories.make_place(name)
    assert pairs(Place) == [{"Mezzeh", "Mazzeh"}, {"Qaddafi", "Gaddafi"}]


def test_what_is_said_apart_is_suggested_no_more_until_it_is_taken_back(editor: User) -> None:
    one, two = factories.make_place("Mezzeh"), factories.make_place("Mazzeh")
    assert len(likely_pairs(Place)) == 1
    said = say_apart(Place, two.pk, one.pk, by=editor)
    assert (said.one, said.two, said.said_by) == (one.pk, two.pk, editor)
    assert say_apart(Place, one.pk, two.pk, by=editor) == said
    assert likely_pairs(Place) == []
    assert suggestions(Place, ["Mezzeh"], of=one.pk) == suggestions(Place, ["Mazzeh"], of=two.pk) == []
    assert len(suggestions(Place, ["Mezzeh"])) == 2
    said.delete()
    assert len(likely_pairs(Place)) == len(suggestions(Place, ["Mezzeh"], of=one.pk)) == 1


def test_a_third_record_alike_is_suggested_still(editor: User) -> None:
    one, two, three = (factories.make_place(name) for name in ("Mezzeh", "Mazzeh", "Mezze"))
    say_apart(Place, one.pk, two.pk, by=editor)
    assert [found.record for found in suggestions(Place, ["Mezzeh"], of=one.pk)] == [three]


def test_pairs_are_worked_out_anew_when_a_name_changes() -> None:
    factories.make_place("Mezzeh")
    other = factories.make_place("Elsewhere")
    assert likely_pairs(Place) == []
    other.aliases.create(name="المزة")
    assert len(likely_pairs(Place)) == 1
    other.delete()
    assert likely_pairs(Place) == []


def test_many_of_one_name_are_not_compared_each_with_each() -> None:
    for number in range(60):
        factories.make_organization("The Brigade", slug=f"brigade-{number}")
    assert 59 <= len(likely_pairs(Organization)) < 200


def test_looking_takes_a_fixed_number_of_queries() -> None:
    for name in ("Mezzeh", "Mazzeh", "Mezze"):
        factories.make_place(name, aliases=[f"{name} airport", "المزة"])
    with CaptureQueriesContext(connection) as all_pairs:
        assert len(likely_pairs(Place)) == 3
    with CaptureQueriesContext(connection) as of_one:
        assert len(suggestions(Place, ["Mezzeh", "المزة"])) == 3
    assert (len(all_pairs), len(of_one)) == (5, 4)


@pytest.mark.parametrize("name", ["", "   ", "!!!", "x" * 200, "\\ud800", "%"])
def test_no_name_is_too_strange(name: str) -> None:
    factories.make_place("Mezzeh")
    assert suggestions(Place, [name]) == []


def test_the_table_holds_each_pair_once_and_in_order(editor: User) -> None:
    with pytest.raises(ValueError, match="itself"):
        say_apart(Place, 1, 1, by=editor)
    for one, two in [(2, 1), (1, 1)]:
        with transaction.atomic(), pytest.raises(IntegrityError):
            NotTheSame.objects.create(kind="people.place", one=one, two=two)
    say_apart(Place, 1, 2, by=editor)
    with transaction.atomic(), pytest.raises(IntegrityError):
        NotTheSame.objects.create(kind="people.place", one=1, two=2)
