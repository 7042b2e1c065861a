"""What passages say of a claim, value by value, and how two values for one aspect relate.

Pure: plain data in, plain data out. docs/drift.md states every rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from claims.origin_records import Key, Speaker, Stance
from record.dates import DateRange
from record.times import TimeRange

Relation: TypeAlias = Literal["same", "more precise", "less precise", "changed"]
ValueAspect: TypeAlias = Literal[
    "date", "time", "place", "person", "organization", "role", "figure", "attribution"
]
ASPECTS: tuple[ValueAspect, ...] = (
    "date",
    "time",
    "place",
    "person",
    "organization",
    "role",
    "figure",
    "attribution",
)


@dataclass(frozen=True)
class Days:
    """A date, as the days it may mean."""

    range: DateRange
    label: str = field(compare=False)

    def to(self, now: Days) -> Relation:
        return of_ranges(self.range, now.range)


@dataclass(frozen=True)
class Hours:
    """A local time of day, as the minutes it may mean."""

    range: TimeRange
    label: str = field(compare=False)

    def to(self, now: Hours) -> Relation:
        return of_ranges(self.range, now.range)


@dataclass(frozen=True)
class Places:
    """One place or several, and all the places they lie in."""

    keys: frozenset[Key]
    within: frozenset[Key] = field(compare=False)
    label: str = field(compare=False)

    def to(self, now: Places) -> Relation:
        if self.keys <= now.within:
            return "more precise"
        if now.keys <= self.within:
            return "less precise"
        return of_sets(self.keys, now.keys)


@dataclass(frozen=True)
class Names:
    """One person or organization, or several."""

    keys: frozenset[Key]
    label: str = field(compare=False)

    def to(self, now: Names) -> Relation:
        return of_sets(self.keys, now.keys)


@dataclass(frozen=True)
class Figure:
    """A number with what it counts."""

    value: Decimal
    unit: str
    label: str = field(compare=False)

    def to(self, now: Figure) -> Relation:
        same = self.value == now.value and self.unit.casefold() == now.unit.casefold()
        return "same" if same else "changed"


@dataclass(frozen=True)
class Text:
    """A role or an attribution in words."""

    label: str

    def to(self, now: Text) -> Relation:
        return "same" if words_in(self.label) == words_in(now.label) else "changed"


Value: TypeAlias = Days | Hours | Places | Names | Figure | Text


@dataclass(frozen=True)
class Passage:
    """What one piece of evidence says of the claim.

    `values` are those in effect: the passage's own where it has one, else the claim's where the passage supports
    it. One kind of value per aspect throughout. `omits` are aspects that the claim states and the passage does not.
    A paraphrase is the editors' account of a passage that is not quoted.
    """

    evidence: Key
    stance: Stance
    endorsement: Literal["", "adopts", "distances", "leaves_open"] = ""
    hedged: bool | None = None
    speakers: tuple[Speaker, ...] = ()
    quotation: str = ""
    paraphrase: str = ""
    values: Mapping[ValueAspect, Value] = field(default_factory=dict)
    omits: frozenset[str] = frozenset()

    def says(self, aspect: ValueAspect) -> Value | None:
        """The value it gives for an aspect, None where it gives none."""
        return None if aspect in self.omits else self.values.get(aspect)


# --- how values relate --------------------------------------------------------------------------------------


def relation_of(was: Value, now: Value) -> Relation:
    """How a value differs from the one it repeats. Two kinds of value for one aspect are a TypeError."""
    if type(was) is not type(now):
        raise TypeError(f"{type(was).__name__} cannot be compared with {type(now).__name__}.")
    return was.to(now)  # type: ignore[arg-type]  # of one type, as was just made sure


def of_ranges(was: DateRange | TimeRange, now: DateRange | TimeRange) -> Relation:
    """Ranges with nothing in common conflict; a narrower one within is more precise; any other is less so."""
    if was.disjoint(now):  # type: ignore[arg-type]  # callers compare days with days, hours with hours
        return "changed"
    if not was.contains(now):  # type: ignore[arg-type]
        return "less precise"
    if not now.contains(was):  # type: ignore[arg-type]
        return "more precise"
    return of_doubts(doubted(was), doubted(now))


def of_doubts(was: bool, now: bool) -> Relation:
    """The same range given as certain or not."""
    if was == now:
        return "same"
    return "less precise" if now else "more precise"


def doubted(given: DateRange | TimeRange) -> bool:
    """Whether the passage gives it as about or uncertain."""
    return given.approximate or (isinstance(given, DateRange) and given.uncertain)


def of_sets(was: frozenset[Key], now: frozenset[Key]) -> Relation:
    """Some of several is less precise, more than before more precise; otherwise it is another."""
    if was == now:
        return "same"
    if now < was:
        return "less precise"
    return "more precise" if was < now else "changed"


def conflicting(one: Passage, other: Passage) -> list[ValueAspect]:
    """The aspects in which both give values that cannot both hold."""
    return [
        aspect
        for aspect in ASPECTS
        if (was := one.says(aspect)) and (now := other.says(aspect)) and relation_of(was, now) == "changed"
    ]


def words_in(text: str) -> list[str]:
    """The words of a text without case and punctuation."""
    return re.findall(r"\w+", text.casefold())
