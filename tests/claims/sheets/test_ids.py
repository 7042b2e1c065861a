"""Ids that follow from a file: always the same, of the right form, and never one that is taken."""

import re

import pytest

from claims.sheets import ids
from claims.sheets.ids import derived_id, unused_ids
from record.merging import merge
from record.public_id import PATTERN
from tests import factories


def test_an_id_follows_from_its_seed() -> None:
    assert derived_id("claims", "f" * 64, 2, 0) == derived_id("claims", "f" * 64, 2, 0)
    many = {derived_id("claims", "f" * 64, row, 0) for row in range(10_000)}
    assert len(many) == 10_000
    assert all(re.fullmatch(PATTERN, one) for one in many)


def test_parts_of_a_seed_do_not_run_into_each_other() -> None:
    assert derived_id("claims", 1, 23) != derived_id("claims", 12, 3)


@pytest.mark.django_db
def test_an_id_that_is_taken_gives_way_to_the_next_of_its_seed() -> None:
    first = derived_id("claims", "file", 2, 0)
    assert unused_ids("claims", [("file", 2)]) == {("file", 2): first}
    factories.make_claim(public_id=first)
    assert unused_ids("claims", [("file", 2)]) == {("file", 2): derived_id("claims", "file", 2, 1)}


@pytest.mark.django_db
def test_an_id_that_a_merge_took_is_not_given_again() -> None:
    kept = factories.make_claim(state="draft")
    gone = factories.make_claim(public_id=derived_id("claims", "file", 2, 0), state="draft")
    merge(kept, gone, by=None, reason="the same")
    assert unused_ids("claims", [("file", 2)]) == {("file", 2): derived_id("claims", "file", 2, 1)}


@pytest.mark.django_db
def test_two_seeds_of_one_id_and_ids_that_the_file_gives_are_kept_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ids, "derived_id", lambda *seed: f"id {seed[-1]}")
    found = unused_ids("claims", [("a",), ("b",), ("c",)], kept=["id 1"])
    assert found == {("a",): "id 0", ("b",): "id 2", ("c",): "id 3"}
