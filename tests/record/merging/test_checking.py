import pytest
from django.core.management import CommandError, call_command

from people.models import Person, PersonAlias
from record.merging import merge, undo
from record.merging.checking import broken_merges
from record.models import FormerSlug, Merge
from record.slugs import keep_former_slug
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[Person]:
    return [make_person(name, public=False) for name in ("One", "Two", "Three")]


def join(kept: Person, gone: Person) -> Merge:
    return merge(kept, gone, by=None, reason="the same")


def test_merges_as_the_door_leaves_them_are_sound(people: list[Person]) -> None:
    one, two, three = people
    join(two, one)
    join(three, two)
    assert list(broken_merges()) == []
    undo(Merge.objects.get(gone=two.pk), by=None)
    assert list(broken_merges()) == []


def test_an_address_taken_back_by_the_survivor_is_sound(people: list[Person]) -> None:
    one, two, _ = people
    join(two, one)
    two.refresh_from_db()
    two.slug = one.slug
    two.save()
    keep_former_slug(two, former="two")
    assert list(broken_merges()) == []


def test_a_survivor_deleted_by_an_editor_is_no_fault(people: list[Person]) -> None:
    one, two, _ = people
    join(two, one)
    Person.objects.get(pk=two.pk).delete()
    assert list(broken_merges()) == []


def test_bare_writes_that_break_a_merge_are_found(people: list[Person]) -> None:
    one, two, three = people
    merged = join(two, one)
    words = f"merge {merged.pk} of “One” into “Two”: "
    FormerSlug.objects.update(target=three.pk)
    assert list(broken_merges()) == [words + "its former address one leads to another record"]
    FormerSlug.objects.all().delete()
    assert list(broken_merges()) == [words + "its former address one leads nowhere"]
    Person.objects.bulk_create([Person(pk=one.pk, name="One", slug="one")])
    assert words + "the record that went is here" in list(broken_merges())
    PersonAlias.objects.all()._raw_delete("default")
    Person.objects.filter(pk__in=[one.pk, two.pk])._raw_delete("default")
    assert list(broken_merges()) == [words + "the record that was kept is gone"]


def test_an_address_that_is_live_and_former_at_once_is_found(people: list[Person]) -> None:
    one, two, three = people
    join(two, one)
    Person.objects.filter(pk=three.pk).update(slug="one")
    assert list(broken_merges()) == [
        f"people.person {three.pk}: its address one is the former one of {two.pk} too"
    ]


def test_the_check_of_the_record_asks_for_merges_too(people: list[Person]) -> None:
    one, two, _ = people
    join(two, one)
    call_command("check_record")
    FormerSlug.objects.all().delete()
    with pytest.raises(CommandError):
        call_command("check_record")
