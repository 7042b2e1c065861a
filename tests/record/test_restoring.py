"""Tests of record/restoring.py: the plan back to a former state, for records of any app."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import Person, Place, PlaceAlias
from record import changes, restoring
from record.restoring import Changed, Part, Plan, plan, restore
from tests.factories import make_person, make_place

pytestmark = pytest.mark.django_db

ALIASES = (Part(PlaceAlias, "place"),)


def acts(planned: Plan) -> list[tuple[str, str]]:
    return [(step.act, step.model.__name__) for step in planned.steps]


def back_to(record: Any, moment: datetime, parts: tuple[Part, ...] = ALIASES) -> Plan:
    return restore(record, parts, moment, by=None, reason="So.", shown=plan(record, parts, moment).digest)


def test_what_was_added_goes_first_then_the_record_then_what_comes_back() -> None:
    place = make_place("Damascus", aliases=["Dimashq"])
    moment = timezone.now()
    key = place.aliases.get().pk
    place.aliases.get().delete()
    PlaceAlias.objects.create(place=place, name="Sham")
    place.name = "Halab"
    place.save()
    planned = plan(place, ALIASES, moment)
    assert acts(planned) == [("remove", "PlaceAlias"), ("change", "Place"), ("return", "PlaceAlias")]
    back_to(place, moment)
    place.refresh_from_db()
    assert (place.name, place.name_folded) == ("Damascus", "damascus")
    assert [(alias.pk, alias.name) for alias in place.aliases.all()] == [(key, "Dimashq")]
    assert plan(place, ALIASES, moment) == Plan()


def test_what_no_editor_writes_stays_as_it_is() -> None:
    person = make_person("Hakan", public=False)
    moment = timezone.now()
    person.name, person.slug = "Ahmad", "ahmad"
    person.save()
    Person.objects.update(public=True)
    back_to(person, moment, ())
    person.refresh_from_db()
    assert (person.name, person.slug, person.public) == ("Hakan", "ahmad", True)


def test_what_named_a_record_that_is_gone_names_nothing_and_this_is_said() -> None:
    country = make_place("Syria")
    place = make_place("Damascus", parent=country)
    moment = timezone.now()
    place.parent, place.name = None, "Halab"
    place.save()
    country.delete()
    planned = back_to(place, moment)
    assert planned.lost == ["Place “Damascus”: its parent is no longer in the record."]
    assert (Place.objects.get().name, Place.objects.get().parent) == ("Damascus", None)


def test_a_plan_is_carried_out_as_it_was_shown_or_not_at_all() -> None:
    place = make_place("Damascus")
    moment = timezone.now()
    place.name = "Halab"
    place.save()
    shown = plan(place, ALIASES, moment).digest
    PlaceAlias.objects.create(place=place, name="Aleppo")
    with pytest.raises(Changed):
        restore(place, ALIASES, moment, by=None, reason="So.", shown=shown)
    assert place.aliases.exists()


def test_what_is_used_elsewhere_is_not_removed() -> None:
    part = (Part(Place, "parent"),)
    country = make_place("Syria")
    moment = timezone.now()
    city = make_place("Damascus", parent=country)
    make_place("Mezzeh", parent=city)
    with pytest.raises(ProtectedError):
        back_to(country, moment, part)


def test_the_digest_tells_plans_apart() -> None:
    place = make_place("Damascus")
    moments = []
    for name in ("Halab", "Hims", "Hama"):
        moments.append(timezone.now())
        place.name = name
        place.save()
    digests = {plan(place, ALIASES, moment).digest for moment in moments}
    assert len(digests) == 3
    assert plan(place, ALIASES, moments[0]).digest in digests


def test_the_queries_are_as_many_for_a_hundred_rows_as_for_two() -> None:
    counts = []
    for number in (2, 100):
        place = make_place(aliases=[f"name {index}" for index in range(number)])
        moment = timezone.now()
        place.aliases.all().delete()
        with CaptureQueriesContext(connection) as asked:
            planned = restoring.plan(place, ALIASES, moment)
        assert len(planned.steps) == number
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_row_of_whose_coming_nothing_is_known_stays() -> None:
    place = make_place("Damascus")
    moment = timezone.now()
    PlaceAlias.objects.bulk_create([PlaceAlias(place=place, name="Sham")])
    planned = back_to(place, moment)
    assert (planned.steps, place.aliases.count()) == ([], 1)
    assert planned.lost == ["Other name “Sham” has no history that tells when it came, and stays."]


def test_the_record_is_announced_though_only_its_names_went_back(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[Any, Any]] = []
    monkeypatch.setattr(changes, "_callbacks", [lambda row, before: told.append((row, before))])
    place = make_place("Damascus", aliases=["Dimashq"])
    moment = timezone.now()
    place.aliases.get().delete()
    back_to(place, moment)
    assert told == [(PlaceAlias.objects.get(), None), (place, place)]
