"""Comparing versions: what an editor saw, what is stored by now (theirs), and what the editor wants to save (mine).

Plain data in, plain data out. A version of a record is a mapping of names to values, text or lists; what is missing
counts as empty. `compare` says of each name who changed it, `compare_rows` of each row of a table, and `merge` puts
the three together as far as nobody has to choose.

Whoever changes rows outside a form (a step at the desk, a decision that was shown on a page) keeps the
`fingerprint` of what was there, and refuses if it is another by the time of acting, under the lock of the claim:

    seen = fingerprint(evidence, *evidence.speakers.all())      # when the page is made
    if fingerprint(evidence, *evidence.speakers.all()) != seen: ...  # changed since: say so, and do nothing
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from django.db.models import Model

from record.derived import DerivedField

Value = str | list[Any]
Fields = Mapping[str, Value]

# A longer text is kept as its digest in what a form remembers of the version that it shows.
LONGEST_KEPT = 10_000
# Comparing words takes, at worst, the square of their number.
MOST_WORDS_MERGED = 3_000
# A word, or the space between two: so that words put before another leave that one as it is.
WORD = re.compile(r"\S+|\s+")
# Columns that change without an editor changing anything.
UNTOLD = {"public"}


class Who(StrEnum):
    """Who changed a value since the editor saw it."""

    NOBODY = "nobody"
    THEY = "they"
    I = "i"  # noqa: E741
    BOTH_ALIKE = "both alike"
    BOTH = "both"


class Fate(StrEnum):
    """What became of a row."""

    KEPT = "kept"  # both sides have it: its fields say the rest
    REMOVED_BY_ME = "removed by me"
    REMOVED_BY_THEM = "removed by them"  # I had not touched it, or remove it too
    REMOVED_UNDER_ME = "removed under me"  # I had changed it: choose
    CHANGED_UNDER_ME = "changed under me"  # I remove what they changed: choose


@dataclass(frozen=True)
class Difference:
    """One field of which not all three versions are alike. `base` is None where it is not known what the editor saw."""

    name: str
    base: Value | None
    theirs: Value
    mine: Value

    @property
    def who(self) -> Who:
        if same(self.theirs, self.mine):
            return Who.NOBODY if self.base is None or same(self.base, self.mine) else Who.BOTH_ALIKE
        if self.base is None:
            return Who.BOTH
        if same(self.base, self.mine):
            return Who.THEY
        return Who.I if same(self.base, self.theirs) else Who.BOTH

    @property
    def is_conflict(self) -> bool:
        """True if only a person can say which value it shall be."""
        return self.who is Who.BOTH

    @property
    def merged(self) -> Value:
        """The value where one side alone changed it; of a conflict, mine."""
        return self.theirs if self.who is Who.THEY else self.mine


@dataclass(frozen=True)
class RowDifference:
    """What became of one row, by its key, and for a row that both sides have, its fields."""

    key: str
    fate: Fate
    fields: tuple[Difference, ...] = ()

    @property
    def is_conflict(self) -> bool:
        contested = self.fate in (Fate.REMOVED_UNDER_ME, Fate.CHANGED_UNDER_ME)
        return contested or any(field.is_conflict for field in self.fields)


def kept(value: Value) -> Value:
    """The value as a form remembers it: whole, or the digest of a long one."""
    if not isinstance(value, str) or len(value) <= LONGEST_KEPT or is_digest(value):
        return value
    return "\0" + hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


def is_digest(value: Value | None) -> bool:
    """True for what `kept` made of a long text: no text of a record begins with NUL."""
    return isinstance(value, str) and value.startswith("\0")


def same(one: Value, other: Value) -> bool:
    """True if the two are the same value, or one is the digest of the other."""
    return kept(one) == kept(other)


def compare(base: Fields | None, theirs: Fields, mine: Fields) -> tuple[Difference, ...]:
    """Every field that somebody changed, in the order of mine."""
    names = dict.fromkeys([*mine, *theirs, *(base or {})])
    found = (
        Difference(
            name, None if base is None else base.get(name, ""), theirs.get(name, ""), mine.get(name, "")
        )
        for name in names
    )
    return tuple(one for one in found if one.who is not Who.NOBODY)


def compare_rows(
    base: Mapping[str, Fields] | None, theirs: Mapping[str, Fields], mine: Mapping[str, Fields | None]
) -> list[RowDifference]:
    """Of each of my rows that had been saved, what became of it; None among mine stands for a row to remove.

    Rows that they added are nobody's conflict and are not told; a row that nobody changed neither.
    """
    known = base or {}
    found = (_compare_row(key, known.get(key), theirs.get(key), want) for key, want in mine.items())
    return [row for row in found if row.fate is not Fate.KEPT or row.fields]


def _compare_row(key: str, base: Fields | None, theirs: Fields | None, mine: Fields | None) -> RowDifference:
    if theirs is None:
        untouched = mine is None or (base is not None and not compare(base, base, mine))
        return RowDifference(key, Fate.REMOVED_BY_THEM if untouched else Fate.REMOVED_UNDER_ME)
    if mine is None:
        contested = base is None or bool(compare(base, theirs, theirs))
        return RowDifference(key, Fate.CHANGED_UNDER_ME if contested else Fate.REMOVED_BY_ME)
    return RowDifference(key, Fate.KEPT, compare(base, theirs, mine))


def merge(
    base: Fields | None, theirs: Fields, mine: Fields, chosen: Mapping[str, Value] | None = None
) -> dict[str, Value]:
    """The record with everybody's changes; of what both changed, what was chosen, or mine."""
    differences = compare(base, theirs, mine)
    return {**mine, **{one.name: one.merged for one in differences}, **(chosen or {})}


def merge_texts(base: str, theirs: str, mine: str) -> str | None:
    """The text with both sides' changes of words; None if they changed the same place, or for very long texts.

    The classical three-way merge (as of diff3), by words and the space between them.
    """
    before, *sides = (WORD.findall(text) for text in (base, theirs, mine))
    if any(len(words) > MOST_WORDS_MERGED for words in (before, *sides)):
        return None
    edits = sorted(edit for side in sides for edit in _edits(before, side))
    result, place = list[str](), 0
    last: tuple[int, int, tuple[str, ...]] | None = None
    for edit in edits:
        start, end, words = edit
        if edit == last:
            continue
        # Two insertions at one place have no order; and what overlaps cannot be had twice.
        if last and (start < last[1] or start == last[0] or (start == last[1] and start == end)):
            return None
        result += [*before[place:start], *words]
        place, last = end, edit
    return "".join([*result, *before[place:]])


def _edits(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """What takes the one to the other: words from here to there become these."""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(start, end, tuple(after[a:b])) for step, start, end, a, b in steps if step != "equal"]


def fingerprint(*rows: Model) -> str:
    """A short text that is another one as soon as one of these rows is, or as there are other rows.

    Read from the columns that editors change, directly or by an act such as publishing; what is derived from them
    and what is kept by the machine (times of saving, public flags) does not matter. The order of rows does not either.
    """
    told = sorted(json.dumps([row._meta.label, row.pk, _columns(row)], default=str) for row in rows)
    text = json.dumps(told)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _columns(row: Model) -> dict[str, Any]:
    return {
        field.attname: _plain(field.to_python(getattr(row, field.attname)))
        for field in row._meta.concrete_fields
        if not isinstance(field, DerivedField)
        and not getattr(field, "auto_now", False)
        and field.name not in UNTOLD
    }


def _plain(value: Any) -> Any:
    # 2.50 as given and 2.5000 as stored are the same number.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
