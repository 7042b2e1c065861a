"""Tests of record/public_id.py and of how its ids and slugs stand in history tables."""

import pytest

from claims.models import Claim
from people.models import Person
from record.public_id import ALPHABET, LENGTH, new_public_id
from tests.factories import make_claim, make_person


def test_a_public_id_is_ten_letters_without_a_vowel() -> None:
    made = new_public_id()
    assert len(made) == LENGTH == 10
    assert set(made) <= set(ALPHABET)
    assert not set(ALPHABET) & set("aeiou")


@pytest.mark.django_db
def test_a_record_changed_twice_has_three_rows_of_history_with_one_id() -> None:
    claim, person = make_claim(), make_person()
    for words in ("First.", "Second."):
        claim.detail = person.description = words
        claim.save()
        person.save()
    assert Claim.history.filter(public_id=claim.public_id).count() == 3
    assert Person.history.filter(slug=person.slug).count() == 3
