"""Relay drift: where a report that repeats another differs from what it repeats.

Pure: plain data in, plain data out. Only what the record holds in fields is compared; a change of wording is for an
editor's note. Empty fields are "not assessed" and never a difference. docs/drift.md states every rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from claims.origin_records import Key, Speaker
from claims.passages import ASPECTS, Passage, ValueAspect, conflicting, relation_of, words_in
from claims.standing import not_found, number

Kind: TypeAlias = Literal[
    "not checked",
    "not found",
    "changed",
    "more precise",
    "less precise",
    "dropped",
    "added",
    "named",
    "unnamed",
    "altered",
    "paraphrased",
    "version left out",
]
Aspect: TypeAlias = ValueAspect | Literal["passage", "stance", "speaker", "quotation", "hedge", "distance"]


@dataclass(frozen=True)
class Source:
    """A credited article: its name, whether it was read for the claim, and its passages on it."""

    label: str
    read: bool
    passages: tuple[Passage, ...] = ()
    captured: date | None = None


@dataclass(frozen=True)
class Drift:
    """One difference of a relay's passage (`of`) from the passage it was compared with (`against`)."""

    kind: Kind
    aspect: Aspect
    of: Key
    against: Key | None
    was: str
    now: str
    words: str


# --- comparing ---------------------------------------------------------------------------------------------

OPPOSITE = {"supports": "contradicts", "contradicts": "supports"}


def drifts(relay: Passage, source: Source, beside: Sequence[Passage] = ()) -> list[Drift]:
    """Where a passage that credits a source differs from it.

    The relay is compared with every passage of the source on the claim, and the differences from the nearest are
    listed; then the versions that the relay's report leaves out. `beside` are the report's other passages.
    """
    if not source.passages:
        return [without_passage(relay, source)]
    found = {passage.evidence: list(differences(relay, passage)) for passage in source.passages}
    nearest = min(
        source.passages, key=lambda one: (one.stance != relay.stance, len(found[one.evidence]), one.evidence)
    )
    others = [passage for passage in source.passages if passage is not nearest]
    return found[nearest.evidence] + left_out(relay, [relay, *beside], others, source)


def without_passage(relay: Passage, source: Source) -> Drift:
    """The source holds nothing on the claim, or has not been checked for it."""
    if source.read:
        words = f"{source.label}: {not_found(source.captured)}"
        return Drift("not found", "passage", relay.evidence, None, "", "", words)
    return Drift("not checked", "passage", relay.evidence, None, "", "", f"{source.label}: not yet checked")


def differences(relay: Passage, passage: Passage) -> Iterator[Drift]:
    """All in which a relay's passage differs from one passage of its source."""
    if relay.stance != passage.stance:
        yield drift(relay, passage, "changed", "stance", passage.stance, relay.stance)
    for aspect in ASPECTS:
        yield from value_difference(relay, passage, aspect)
    yield from speaker_difference(relay, passage)
    yield from quotation_difference(relay, passage)
    yield from reserve_differences(relay, passage)


def value_difference(relay: Passage, passage: Passage, aspect: ValueAspect) -> Iterator[Drift]:
    """A date, time, place, person, role or figure that was changed, dropped, added or made more or less precise."""
    was, now = passage.says(aspect), relay.says(aspect)
    if was and now:
        relation = relation_of(was, now)
        if relation != "same":
            yield drift(relay, passage, relation, aspect, was.label, now.label)
    elif relay.stance != passage.stance:
        return  # what supports a claim says what the claim says: only where both do so is a silence one
    elif was:
        yield drift(relay, passage, "dropped", aspect, was.label, "")
    elif now:
        yield drift(relay, passage, "added", aspect, "", now.label)


def speaker_difference(relay: Passage, passage: Passage) -> Iterator[Drift]:
    """Who speaks, and who passed it on."""
    kind = kind_of_speakers(passage.speakers, relay.speakers)
    if kind:
        was, now = chain_label(passage.speakers), chain_label(relay.speakers)
        yield drift(relay, passage, kind, "speaker", was, now)


def kind_of_speakers(was: Sequence[Speaker], now: Sequence[Speaker]) -> Kind | None:
    """What became of a chain of speakers, judged by its head, or where that is the same by the rest."""
    before, after = [identity(speaker) for speaker in was], [identity(speaker) for speaker in now]
    if before == after:
        return None
    if before and after and before[0] != after[0]:
        return kind_of_heads(was[0], now[0])
    if set(after) < set(before):
        return "dropped"
    return "added" if set(before) < set(after) else "changed"


def kind_of_heads(was: Speaker, now: Speaker) -> Kind:
    """Another speaker: an unnamed one who got a name, or the reverse, or somebody else."""
    if was.kind == "unnamed" != now.kind:
        return "named"
    return "unnamed" if now.kind == "unnamed" != was.kind else "changed"


def identity(speaker: Speaker) -> tuple[str, object]:
    """Unnamed sources belong each to its article: between articles they are told apart by their descriptions."""
    if speaker.kind == "unnamed":
        return ("unnamed", tuple(words_in(speaker.label)))
    return (speaker.kind, speaker.id)


def chain_label(chain: Iterable[Speaker]) -> str:
    """The speakers in a row, who speaks first."""
    return ", as told by ".join(speaker.label for speaker in chain)


# Below this share of common words, two pieces of speech are different sentences rather than one altered.
ALIKE = 0.6
ELLIPSIS = re.compile(r"…|\.\.\.|\[.*?\]")
SPEECH = re.compile(r"[“”\"«„]([^“”\"«»„]+)[“”\"»]")


def quotation_difference(relay: Passage, passage: Passage) -> Iterator[Drift]:
    """Speech that the source gives word for word, and the relay otherwise."""
    spoken, repeated = speech_in(passage.quotation), speech_in(relay.quotation)
    if spoken and relay.paraphrase and not relay.quotation:
        yield drift(relay, passage, "paraphrased", "quotation", spoken[0], relay.paraphrase)
    for now in repeated:
        was = max(spoken, key=lambda one: likeness(one, now), default="")
        if was and likeness(was, now) >= ALIKE and not is_part(now, was) and not is_part(was, now):
            yield drift(relay, passage, "altered", "quotation", was, now)


def speech_in(quotation: str) -> list[str]:
    """What stands between quotation marks in a passage."""
    return [spoken.strip() for spoken in SPEECH.findall(quotation)]


def likeness(one: str, other: str) -> float:
    """How much of the shorter piece of speech recurs in the other, word by word and in order: 0 to 1."""
    shorter, longer = sorted([words_in(one), words_in(other)], key=len)
    blocks = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(shorter), 1)


def is_part(one: str, other: str) -> bool:
    """Every word of one stands in the other, in one piece or in those that “…” parts: quoting less alters nothing."""
    whole = f" {' '.join(words_in(other))} "
    pieces = [words_in(piece) for piece in ELLIPSIS.split(one)]
    return all(f" {' '.join(piece)} " in whole for piece in pieces if piece)


def reserve_differences(relay: Passage, passage: Passage) -> Iterator[Drift]:
    """Hedges and distance dropped or added, where both passages were assessed."""
    if relay.hedged is not None and passage.hedged is not None:
        yield from reserve(relay, passage, "hedge", passage.hedged, relay.hedged)
    if relay.endorsement and passage.endorsement:
        yield from reserve(
            relay, passage, "distance", passage.endorsement == "distances", relay.endorsement == "distances"
        )


def reserve(relay: Passage, passage: Passage, aspect: Aspect, was: bool, now: bool) -> Iterator[Drift]:
    if was != now:
        yield drift(relay, passage, "dropped" if was else "added", aspect, "", "")


# --- versions left out -------------------------------------------------------------------------------------


def left_out(
    relay: Passage, report: Sequence[Passage], others: Sequence[Passage], source: Source
) -> list[Drift]:
    """The source's passages that conflict with the relay's and that the relay's report does not repeat."""
    missing = [
        other
        for other in others
        if conflict(relay, other) and not any(repeats(passage, other) for passage in report)
    ]
    start = f"Matches one of {source.label}’s {number(len(missing) + 1)} versions"
    return [
        Drift(
            "version left out",
            "passage",
            relay.evidence,
            other.evidence,
            "",
            "",
            f"{start}; {version(relay, other)}",
        )
        for other in missing
    ]


def conflict(one: Passage, other: Passage) -> bool:
    """The two cannot both hold: their stances are opposed, or a value of theirs conflicts."""
    return OPPOSITE.get(one.stance) == other.stance or bool(conflicting(one, other))


def repeats(passage: Passage, other: Passage) -> bool:
    """The passage gives the same version: the same stance, and no value that conflicts."""
    return passage.stance == other.stance and not conflicting(passage, other)


def version(relay: Passage, other: Passage) -> str:
    """What the other version says."""
    given = [
        f"{aspect} {value.label}" for aspect in conflicting(relay, other) if (value := other.says(aspect))
    ]
    if given:
        return f"another passage there gives {', '.join(given)}"
    return f"another passage there {other.stance} it"


# --- in words ----------------------------------------------------------------------------------------------

WORDS: dict[Kind, str] = {
    "changed": "{aspect} changed from {was} to {now}",
    "more precise": "{aspect} made more precise: {was} became {now}",
    "less precise": "{aspect} made less precise: {was} became {now}",
    "named": "{aspect} changed from an unnamed to a named one: {was} became {now}",
    "unnamed": "{aspect} no longer named: {was} became {now}",
    "altered": "{aspect} altered: “{was}” became “{now}”",
    "paraphrased": "{aspect} made a paraphrase: “{was}”",
}


def drift(relay: Passage, passage: Passage, kind: Kind, aspect: Aspect, was: str, now: str) -> Drift:
    """A drift with its words."""
    value = "; now ".join(part for part in (was, now) if part)
    plain = "{aspect} {kind}: {value}" if value else "{aspect} {kind}"
    words = WORDS.get(kind, plain).format(
        aspect=aspect.capitalize(), kind=kind, was=was, now=now, value=value
    )
    return Drift(kind, aspect, relay.evidence, passage.evidence, was, now, words)
