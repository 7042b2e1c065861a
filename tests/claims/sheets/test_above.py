"""What rows know of the rows above: the same in one batch, in many that are only checked, and in many that are written."""

from typing import Any

import pytest

from claims.models import ImportRun
from claims.sheets.above import Above, Described, Noted, Stored
from claims.sheets.planning import plan
from claims.sheets.plans import Options, Plan
from claims.sheets.reading import read
from tests.claims.sheets.table import DIGEST, fire, leaning_rows, planned

pytestmark = pytest.mark.django_db


def in_batches(rows: list[Any], size: int, above: Above) -> list[Plan]:
    """The plans of the rows, taken so many at a time."""
    plans = []
    for start in range(0, len(rows), size):
        batch = [read(number, row) for number, row in enumerate(rows[start : start + size], start + 2)]
        plans.append(plan(batch, Options(DIGEST, make_names=True), above))
        above.note(plans[-1].keys, plans[-1].records)
    return plans


@pytest.mark.parametrize("size", [1, 2, 7, 60])
def test_rows_mean_the_same_in_batches_of_any_size(size: int) -> None:
    rows = leaning_rows(60)
    whole = planned(*rows, make_names=True)
    parts = in_batches(rows, size, Noted())
    assert [entry for part in parts for entry in part.entries] == whole.entries
    assert [problem for part in parts for problem in part.problems] == whole.problems == []


def test_a_row_that_says_otherwise_of_a_claim_in_a_batch_above_is_refused() -> None:
    rows = [
        fire(claim_key="fire", date="1923"),
        fire(claim_key="fire", date="1924"),
        fire(evidence="bcdfghjklm"),
        fire(evidence="bcdfghjklm"),
    ]
    told = [str(problem) for part in in_batches(rows, 1, Noted()) for problem in part.problems]
    assert told == [
        "row 3, date: row 2 says '1923', and the row says '1924'. Leave the cell empty, or repeat what is known.",
        "row 5, evidence: bcdfghjklm stands in row 4 already.",
    ]


def test_notes_are_found_by_kind_and_key_and_the_first_stands() -> None:
    notes = Noted()
    first, second = Described(2, {"statement": "One."}), Described(3, {"statement": "Two."})
    notes.note([("claims", "a", "id1"), ("articles", "a", "id2")], [("claims", "id1", first)])
    notes.note([("claims", "a", "id9")], [("claims", "id1", second)])
    assert notes.ids("claims", ["a", "b"]) == {"a": "id1"}
    assert notes.described("claims", ["id1", "id2"]) == {"id1": first}
    assert notes.ids("claims", [f"{number}" for number in range(2_000)]) == {}


def test_keys_are_kept_for_their_own_import_alone() -> None:
    one, other = (
        ImportRun.objects.create(file_name="x", sha256=str(number) * 64, rows_total=9) for number in (1, 2)
    )
    Stored(one).note([("claims", "fire", "bcdfghjklm"), ("urls", "https://a.example/", "ccdfghjklm")], [])
    assert Stored(one).ids("claims", ["fire"]) == {"fire": "bcdfghjklm"}
    assert Stored(one).ids("urls", ["https://a.example/"]) == {}
    assert Stored(one).ids("unnamed_sources", ["a\0b"]) == {}
    assert Stored(other).ids("claims", ["fire"]) == {}


def test_nothing_stands_above_the_only_batch() -> None:
    above = Above()
    above.note([("claims", "a", "id1")], [])
    assert (above.ids("claims", ["a"]), above.described("claims", ["id1"])) == ({}, {})
