"""Discrepancies that editors may have overlooked: values of one claim's passages that cannot all hold.

Pure: plain data in, plain data out. A proposal is for an editor to judge; none makes a discrepancy by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.origin_records import Key
from claims.passages import ASPECTS, Passage, Value, ValueAspect, relation_of


@dataclass(frozen=True)
class Version:
    """One value and the evidence that gives it."""

    label: str
    evidence: tuple[Key, ...]


@dataclass(frozen=True)
class Proposal:
    """Values of one claim's passages that cannot all hold: a discrepancy for an editor to judge, never made alone."""

    aspect: ValueAspect
    versions: tuple[Version, ...]


def proposals(passages: Iterable[Passage]) -> list[Proposal]:
    """For each aspect the values that conflict with another, in the order of their evidence."""
    ordered = sorted(passages, key=lambda passage: passage.evidence)
    found = []
    for aspect in ASPECTS:
        given = given_values(ordered, aspect)
        rivals = [
            Version(value.label, tuple(evidence))
            for value, evidence in given.items()
            if any(relation_of(value, other) == "changed" for other in given)
        ]
        if rivals:
            found.append(Proposal(aspect, tuple(rivals)))
    return found


def given_values(passages: Iterable[Passage], aspect: ValueAspect) -> dict[Value, list[Key]]:
    """Every value given for an aspect, with the evidence that gives it."""
    given: dict[Value, list[Key]] = {}
    for passage in passages:
        if value := passage.says(aspect):
            same = next((known for known in given if relation_of(known, value) == "same"), value)
            given.setdefault(same, []).append(passage.evidence)
    return given
