"""Tests of record/admin/panels.py: queues that stay bounded."""

import pytest

from people.models import Person
from record.admin.panels import CAPPED, Panel, among_latest, capped, said_of_latest
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_only_the_latest_rows_are_looked_at() -> None:
    people = [make_person() for _ in range(5)]
    rows = Person.objects.order_by("pk")
    assert list(among_latest(rows, number=2)) == people[3:]
    assert list(among_latest(rows, number=5)) == list(among_latest(rows, number=9)) == people


def test_the_latest_of_some_may_be_older_than_the_latest_of_all() -> None:
    people = [make_person(f"{letter}") for letter in "ABAAB"]
    named = Person.objects.filter(name="A").order_by("pk")
    assert list(among_latest(named, number=2)) == [people[3]]
    assert list(among_latest(named, of=named, number=2)) == [people[2], people[3]]


def test_that_rows_were_left_out_is_said_where_some_were() -> None:
    for _ in range(3):
        make_person()
    people = Person.objects.all()
    assert said_of_latest(people, "people", number=2) == "Among the latest 2 people."
    assert said_of_latest(people, "people", number=3) == ""


def test_a_count_says_where_it_stopped() -> None:
    Person.objects.bulk_create(Person(name=f"P {n}", slug=f"p-{n}") for n in range(CAPPED + 5))
    assert capped(Person.objects.all()) == CAPPED + 1
    assert [Panel("", count, "").counted for count in (None, 0, CAPPED, CAPPED + 1)] == [
        "",
        "0",
        "500",
        "500+",
    ]
