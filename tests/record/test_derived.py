"""Columns computed from their row fit the column, whatever folding makes of a text."""

import pytest

from people.models import Person
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_a_name_that_folds_to_more_than_its_column_holds_is_kept_and_cut() -> None:
    # One sign that stands for a whole phrase: NFKD makes eighteen letters of it.
    person = make_person("\ufdfa" * 200)
    stored = Person.objects.get(pk=person.pk).name_folded
    assert len(stored) == Person._meta.get_field("name_folded").max_length
    assert Person.objects.filter(name_folded=stored).count() == 1
