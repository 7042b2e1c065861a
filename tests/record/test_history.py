"""Tests of record/admin/history.py: changes put into words, and what was saved together into one entry."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from people.models import PersonAlias
from record.admin.history import Change, changes, entries, narrowed, with_merges
from record.models import Merge
from tests.factories import make_person, make_place, make_staff

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def change(seconds: float, by: Any = None, reason: str = "", what: str = "Claim") -> Change:
    return Change(NOW - timedelta(seconds=seconds), by, what, "changed", [], reason)


def test_rows_written_one_after_the_other_by_one_editor_are_one_entry_the_first_first() -> None:
    found = entries([change(0), change(1.5, reason="So."), change(3), change(9)])
    assert [len(entry.changes) for entry in found] == [3, 1]
    assert (found[0].reason, found[0].latest, found[1].latest) == ("So.", True, False)
    assert found[0].at == NOW
    assert found[0].changes[0].at == NOW - timedelta(seconds=3)


def test_another_editor_or_another_reason_begins_an_entry() -> None:
    one, other = make_staff(), make_staff()
    assert len(entries([change(0, one), change(0, other), change(0, one)])) == 3
    assert len(entries([change(0, one, "A."), change(0, one, "B.")])) == 2
    assert len(entries([change(0, one, "A."), change(0, one), change(0, one, "A.")])) == 1


def test_narrowed_an_entry_keeps_the_moment_of_the_whole() -> None:
    [whole] = entries([change(0, what="Credit"), change(1)])
    [part] = narrowed([whole], kind="Claim")
    assert (part.moment, len(part.changes)) == (whole.moment, 1)


def test_a_row_is_named_by_what_it_holds_and_not_by_whom_it_belongs_to() -> None:
    person = make_person("Hakan Fidan", aliases=["H. Fidan"])
    found = changes(person, [person.history.all(), PersonAlias.history.filter(person=person.pk)])
    assert {one.subject for one in found} == {"", "other name “H. Fidan”"}
    assert not [d for one in found for d in one.differences if d.label == "Person"]


def test_a_column_that_follows_from_another_is_no_change() -> None:
    person = make_person("Hakan Fidan")
    person.save()
    person.name = "Hakan  Fidan"
    person.save()
    told = [one for one in changes(person, [person.history.all()]) if one.verb == "changed"]
    assert [[difference.label for difference in one.differences] for one in told] == [["Name"]]


def test_what_a_row_named_is_told_by_name_and_by_number_once_it_is_gone() -> None:
    country = make_place("Syria")
    place = make_place("Damascus", parent=country)
    [added] = changes(place, [place.history.all()])
    assert ("Parent", "Syria") in [(one.label, one.after) for one in added.differences]
    key = country.pk
    place.parent = None
    place.save()
    country.delete()
    told = changes(place, [place.history.all()])[0].differences
    assert [one.before for one in told] == [f"number {key}, since removed"]


def test_a_merge_is_told_and_so_is_its_undoing() -> None:
    person, by = make_person("Hakan Fidan"), make_staff()
    names = {
        "kept_name": "Hakan Fidan",
        "gone_name": "H. Fidan",
        "gone_address": "h",
        "reason": "The same man.",
    }
    merge = Merge.objects.create(kind="people.person", kept=person.pk, gone=99, merged_by=by, **names)
    [told] = with_merges(person, [])
    assert (told.by, told.verb, told.subject, told.reason) == (
        by,
        "merged",
        "“H. Fidan” into it",
        "The same man.",
    )
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save()
    assert [one.verb for one in with_merges(person, [])] == ["undid the merge of", "merged"]
    assert with_merges(make_person(), []) == []
