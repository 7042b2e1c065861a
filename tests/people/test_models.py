"""What the tables of people and places refuse, and what the sets find."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people.models import Person, PersonAlias, Place
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_name_is_an_alias_once_however_it_is_typed() -> None:
    person = make.make_person(aliases=["Al-Joulani"])
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonAlias.objects.create(person=person, name="al joulani")
    PersonAlias.objects.create(person=make.make_person(), name="al joulani")


def test_many_wikidata_ids_may_be_unknown_but_none_is_given_twice() -> None:
    make.make_person(wikidata_id=None)
    make.make_person(wikidata_id=None)
    make.make_person(wikidata_id="Q44329")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_person(wikidata_id="Q44329")


def test_a_wrong_wikidata_id_is_refused_in_words() -> None:
    with pytest.raises(ValidationError, match="a Q and a number"):
        Person(name="A", wikidata_id="44329").full_clean()


def test_an_empty_wikidata_id_is_unknown() -> None:
    person = Person(name="A", wikidata_id="")
    person.full_clean()
    assert person.wikidata_id is None


@pytest.mark.parametrize(
    "columns",
    [
        {"latitude": 33.5},
        {"latitude": 33.5, "longitude": 36.3},
        {"precision": "site"},
        {"latitude": 91, "longitude": 36.3, "precision": "site"},
        {"latitude": 33.5, "longitude": 181, "precision": "site"},
    ],
)
def test_coordinates_are_whole_and_on_earth(columns: dict[str, object]) -> None:
    make.make_place(latitude=33.5, longitude=36.3, precision="settlement")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_place(**columns)


def test_a_place_does_not_lie_in_itself() -> None:
    syria = make.make_place("Syria")
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=syria.pk).update(parent=syria.pk)


def test_a_loop_of_places_is_refused_in_words() -> None:
    syria = make.make_place("Syria")
    idlib = make.make_place("Idlib", parent=make.make_place("North", parent=syria))
    syria.parent = idlib
    with pytest.raises(ValidationError, match="inside itself"):
        syria.full_clean()


def test_inside_and_around_follow_parents_to_the_end() -> None:
    syria = make.make_place("Syria")
    idlib = make.make_place("Idlib", parent=syria)
    camp = make.make_place("A camp", parent=idlib)
    make.make_place("Moscow")
    assert set(Place.objects.inside(syria)) == {syria, idlib, camp}
    assert set(Place.objects.around(camp)) == {syria, idlib, camp}
    assert set(Place.objects.inside(camp)) == {camp}


def test_a_loop_that_a_bare_write_made_ends() -> None:
    syria = make.make_place("Syria")
    idlib = make.make_place("Idlib", parent=syria)
    Place.objects.filter(pk=syria.pk).update(parent=idlib)
    assert set(Place.objects.inside(syria)) == {syria, idlib}
    assert set(Place.objects.around(syria)) == {syria, idlib}


def test_a_person_is_found_by_any_name_in_any_script() -> None:
    sharaa = make.make_person("Ahmad al-Sharaa", aliases=["Abu Mohammad al-Joulani", "أحمد الشرع"])
    make.make_person("Maher al-Assad")
    for typed in ("joulani", "AL SHARAA", "احمد الشرع"):
        assert list(Person.objects.named(typed)) == [sharaa]


def test_names_sort_by_code_point_on_every_database() -> None:
    for name in ("b", "A", "á c", "-a d", "z", "ب"):
        make.make_person(name)
    folded = list(Person.objects.values_list("name_folded", flat=True))
    assert folded == sorted(folded)
