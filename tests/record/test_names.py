"""Names are folded and sounded as they are stored, also those that were there before."""

import pytest
from django.apps import apps

from people.models import Person, PersonAlias
from record.names import sound_out, version_of_names
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_name_is_stored_with_how_it_sounds() -> None:
    person = factories.make_person("بشار الأسد", aliases=["Bashar al-Assad"])
    assert person.skeleton == person.aliases.get().skeleton == "bcr asd"


def test_a_migration_sounds_out_the_names_that_are_here() -> None:
    for number in range(3):
        factories.make_person(f"Jolani {number}", aliases=["الجولاني"])
    Person.objects.update(skeleton="")
    PersonAlias.objects.update(skeleton="")
    sound_out("people", "Person", "PersonAlias").code(apps, None)
    assert set(Person.objects.values_list("skeleton", flat=True)) == {"jln 0", "jln 1", "jln 2"}
    assert set(PersonAlias.objects.values_list("skeleton", flat=True)) == {"jln"}


def test_the_version_of_names_moves_with_every_change() -> None:
    seen = [version_of_names(Person)]
    person = factories.make_person("One")
    seen.append(version_of_names(Person))
    alias = person.aliases.create(name="Two")
    seen.append(version_of_names(Person))
    alias.delete()
    seen.append(version_of_names(Person))
    person.name = "Three"
    person.save()
    seen.append(version_of_names(Person))
    factories.make_place("Elsewhere")
    assert len(set(seen)) == 5
    assert version_of_names(Person) == seen[-1]
