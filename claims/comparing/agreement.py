"""Where two reports of one claim agree, and in what they differ. Pure: plain data in, plain data out.

The differences between two passages are those of relay drift (claims/drift.py). Here neither report need repeat the
other, so the words say what each of them has; that one paraphrases what the other quotes is no difference. A
difference is a conflict where both cannot be right; all else is that one of them says more, or says it otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.drift import OPPOSITE, Drift, Source, differences, left_out
from claims.passages import Passage

ONE_SIDED = {"hedge": "hedges", "distance": "keeps its distance"}


@dataclass(frozen=True)
class Difference:
    """One thing in which two reports differ, in words; `conflict` where both cannot be right."""

    words: str
    conflict: bool


def between(ours: Sequence[Passage], theirs: Sequence[Passage], names: tuple[str, str]) -> list[Difference]:
    """In what two reports of a claim differ, conflicts first; nothing where they agree.

    The two passages nearest to each other are compared; then come versions that only one report gives. Both
    reports have a passage at least; `names` are what they are called, ours first.
    """
    mine, yours = nearest(ours, theirs)
    found = [Difference(in_words(drift, *names), is_conflict(drift)) for drift in differing(mine, yours)]
    left_out = [
        *versions_left_out(mine, ours, theirs, yours, *names),
        *versions_left_out(yours, theirs, ours, mine, *reversed(names)),
    ]
    found += [Difference(words, conflict=True) for words in left_out]
    return sorted(dict.fromkeys(found), key=lambda one: not one.conflict)


def is_conflict(drift: Drift) -> bool:
    """Both cannot be right: opposite stances, another value or other words of one utterance; not another speaker."""
    if drift.aspect == "stance":
        return OPPOSITE.get(drift.was) == drift.now
    return drift.kind in ("changed", "altered") and drift.aspect != "speaker"


def nearest(ours: Sequence[Passage], theirs: Sequence[Passage]) -> tuple[Passage, Passage]:
    """The two passages that differ least: of one stance before others, then by the number of differences."""
    pairs = [(mine, yours) for mine in ours for yours in theirs]
    return min(pairs, key=lambda pair: (pair[0].stance != pair[1].stance, len(differing(*pair))))


def differing(mine: Passage, yours: Passage) -> list[Drift]:
    return [drift for drift in differences(mine, yours) if drift.kind != "paraphrased"]


def versions_left_out(
    mine: Passage, ours: Sequence[Passage], theirs: Sequence[Passage], yours: Passage, name: str, other: str
) -> Iterator[str]:
    """What the other report says besides, in conflict with ours, and ours does not."""
    others = [passage for passage in theirs if passage is not yours]
    for drift in left_out(mine, ours, others, Source(other, read=True)):
        yield f"{name} m{drift.words.removeprefix('M')}"


def in_words(drift: Drift, ours: str, theirs: str) -> str:
    """One difference, by what each report has: "Date: 27 November in one, 28 November in the other"."""
    aspect = drift.aspect.capitalize()
    if drift.aspect in ONE_SIDED:
        return f"{aspect}: only {theirs if drift.kind == 'dropped' else ours} {ONE_SIDED[drift.aspect]}"
    if drift.aspect == "stance":
        return f"{aspect}: {ours} {drift.now}, {theirs} {drift.was}"
    if not drift.was or not drift.now:
        return f"{aspect}: only {ours if drift.now else theirs} gives {drift.now or drift.was}"
    quoted = "“{}”" if drift.aspect == "quotation" else "{}"
    more = f", {drift.kind}" if drift.kind in ("more precise", "less precise") else ""
    return f"{aspect}: {quoted.format(drift.now)} in {ours}{more}; {quoted.format(drift.was)} in {theirs}"
