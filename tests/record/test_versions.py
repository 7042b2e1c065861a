"""Three versions of a record: what an editor saw, what others made of it, and what the editor makes of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from record.versions import (
    LONGEST_KEPT,
    MOST_WORDS_MERGED,
    Fate,
    Who,
    compare,
    compare_rows,
    fingerprint,
    is_digest,
    kept,
    merge,
    merge_texts,
    same,
)
from tests import factories

NAMES = st.sampled_from("abcdef")
VALUES = st.sampled_from(["", "one", "two", "three", ["x"], ["x", "y"]])
VERSIONS = st.dictionaries(NAMES, VALUES)
KEYS = st.sampled_from("123")
TABLES = st.dictionaries(KEYS, VERSIONS)
WORDS = st.lists(st.sampled_from(["the", "city", "fell", "held", "at", "dawn"]), max_size=8).map(" ".join)


def plain(version: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty, which counts as missing."""
    return {name: value for name, value in version.items() if value != ""}


# Fields


@given(VERSIONS, VERSIONS)
def test_what_one_side_alone_changed_is_taken(base: dict[str, Any], changed: dict[str, Any]) -> None:
    assert plain(merge(base, base, changed)) == plain(changed)
    assert plain(merge(base, changed, base)) == plain(changed)
    assert not any(one.is_conflict for one in compare(base, changed, base) + compare(base, base, changed))


@given(VERSIONS, VERSIONS, VERSIONS)
def test_a_conflict_is_what_both_changed_differently(
    base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]
) -> None:
    both = {
        name
        for name in "abcdef"
        if len({str(version.get(name, "")) for version in (base, theirs, mine)}) == 3
    }
    assert {one.name for one in compare(base, theirs, mine) if one.is_conflict} == both


@given(VERSIONS, VERSIONS, VERSIONS)
def test_no_change_of_either_side_is_lost_but_where_both_changed_the_same(
    base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]
) -> None:
    merged = merge(base, theirs, mine)
    for name in "abcdef":
        was, they, i, got = (version.get(name, "") for version in (base, theirs, mine, merged))
        assert got == (they if i == was else i), name


@given(VERSIONS, VERSIONS, VERSIONS)
def test_both_sides_see_the_same_conflicts_and_without_any_the_same_merge(
    base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]
) -> None:
    one, other = compare(base, theirs, mine), compare(base, mine, theirs)
    conflicts = {difference.name for difference in one if difference.is_conflict}
    assert conflicts == {difference.name for difference in other if difference.is_conflict}
    if not conflicts:
        assert plain(merge(base, theirs, mine)) == plain(merge(base, mine, theirs))


@given(VERSIONS, VERSIONS, VERSIONS)
def test_after_merging_nothing_is_left_to_choose(
    base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]
) -> None:
    assert not any(
        one.who in (Who.THEY, Who.BOTH) for one in compare(theirs, theirs, merge(base, theirs, mine))
    )


@given(VERSIONS, VERSIONS)
def test_where_it_is_not_known_what_was_seen_every_difference_is_to_be_chosen(
    theirs: dict[str, Any], mine: dict[str, Any]
) -> None:
    found = compare(None, theirs, mine)
    assert {one.name for one in found} == {
        name for name in "abcdef" if theirs.get(name, "") != mine.get(name, "")
    }
    assert all(one.is_conflict for one in found)


@given(VERSIONS, VERSIONS, VERSIONS, NAMES, VALUES)
def test_what_was_chosen_is_what_is_saved(
    base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any], name: str, value: Any
) -> None:
    assert merge(base, theirs, mine, {name: value})[name] == value


# Rows


@given(TABLES, TABLES, st.dictionaries(KEYS, st.none() | VERSIONS))
def test_each_row_that_somebody_touched_is_told_once(
    base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]
) -> None:
    found = {row.key: row for row in compare_rows(base, theirs, mine)}
    for key, want in mine.items():
        was, now = base.get(key), theirs.get(key)
        if now is None:
            lost = want is not None and (was is None or plain(want) != plain(was))
            assert found[key].fate is (Fate.REMOVED_UNDER_ME if lost else Fate.REMOVED_BY_THEM)
        elif want is None:
            seen = was is not None and plain(was) == plain(now)
            assert found[key].fate is (Fate.REMOVED_BY_ME if seen else Fate.CHANGED_UNDER_ME)
        else:
            assert (found[key].fields if key in found else ()) == compare(was, now, want)
    assert found.keys() <= mine.keys()


@given(TABLES, TABLES)
def test_a_row_that_i_never_changed_is_never_mine_to_choose(
    base: dict[str, Any], theirs: dict[str, Any]
) -> None:
    assert not any(row.is_conflict for row in compare_rows(base, theirs, base))


# Texts


def test_words_changed_in_two_places_go_together() -> None:
    base, theirs, mine = "The city fell at dawn.", "The old city fell at dawn.", "The city fell at noon."
    assert merge_texts(base, theirs, mine) == "The old city fell at noon."


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ("The city held at dawn.", "The city burned at dawn."),
        ("The city fell suddenly at dawn.", "The city fell today at dawn."),
        ("The city.", "The city fell at noon."),
    ],
)
def test_words_changed_in_one_place_do_not(theirs: str, mine: str) -> None:
    assert merge_texts("The city fell at dawn.", theirs, mine) is None


def test_a_very_long_text_is_put_together_by_hand() -> None:
    base = "word " * MOST_WORDS_MERGED
    assert merge_texts(base, f"A {base}", f"{base} Z") is None


@given(WORDS, WORDS)
def test_a_text_that_one_side_alone_changed_is_that_sides(base: str, changed: str) -> None:
    assert merge_texts(base, changed, base) == changed
    assert merge_texts(base, base, changed) == changed
    assert merge_texts(base, changed, changed) == changed


@given(WORDS, WORDS, WORDS)
def test_merging_texts_knows_no_sides(base: str, theirs: str, mine: str) -> None:
    assert merge_texts(base, theirs, mine) == merge_texts(base, mine, theirs)


# What forms remember


def test_a_long_text_is_remembered_by_its_digest() -> None:
    text = "x" * (LONGEST_KEPT + 1)
    assert is_digest(kept(text))
    assert len(str(kept(text))) < 100
    assert same(kept(text), text)
    assert not same(kept(text), text + "y")
    assert (kept("short"), kept(["a"])) == ("short", ["a"])
    assert kept(kept(text)) == kept(text)


# Fingerprints


@pytest.mark.django_db
def test_a_fingerprint_is_another_after_any_change_and_the_same_after_none() -> None:
    claim = factories.make_claim("The city fell.", figure="2.5", unit="hours")
    evidence = factories.make_evidence(claim, speakers=[factories.make_person()])
    rows = [claim, evidence, *evidence.speakers.all()]
    seen = fingerprint(*rows)
    for row in rows:
        row.save()
        row.refresh_from_db()
    assert fingerprint(*reversed(rows)) == seen
    assert fingerprint(*rows[:-1]) != seen
    evidence.quotation = "fell"
    assert fingerprint(*rows) != seen
