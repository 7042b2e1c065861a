"""The standing of a claim: what the origins on both sides make of it, and the same in words.

Pure, like origins.py. No figure here says how true a claim is: a standing says only what its record holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from claims.origin_records import Bond, ClaimRecord, DeadEnd, Group, Side, Speaker, Trail
from claims.origins import gather, side, ties_of
from claims.trails import name_of_article

Standing: TypeAlias = Literal[
    "unsupported",
    "attributed-only",
    "single-origin",
    "corroborated",
    "disputed",
    "inconsistent",
    "contradicted",
]


@dataclass(frozen=True)
class Assessment:
    """The standing of a claim, the origins on both sides, those behind both, and a plain explanation."""

    standing: Standing
    supporting: Side
    contradicting: Side
    shared: tuple[str, ...]
    explanation: str


def assess(claim: ClaimRecord) -> Assessment:
    """Count the origins on both sides, name the standing and say why."""
    supporting, contradicting = side(claim, "supports"), side(claim, "contradicts")
    standing = standing_of(claim, supporting, contradicting)
    shared = shared_origins(claim, supporting, contradicting)
    words = explain(claim, standing, supporting, contradicting, shared)
    return Assessment(standing, supporting, contradicting, shared, words)


def standing_of(claim: ClaimRecord, supporting: Side, contradicting: Side) -> Standing:
    """One word for the counts of both sides."""
    one = one_origin(claim, supporting, contradicting)
    return named(supporting.low, supporting.high, contradicting.high, one, bool(supporting.not_borne_out))


def named(low: int, high: int, against: int, one: bool, attributed: bool) -> Standing:
    """The word for a low and a high count for the claim and a high one against it.

    `one`: both sides come back to one origin and no other; `attributed`: some credit for it was not borne out.
    """
    if high and against:
        return "inconsistent" if one else "disputed"
    if against:
        return "contradicted"
    if high:
        return "corroborated" if low > 1 else "single-origin"
    return "attributed-only" if attributed else "unsupported"


def one_origin(claim: ClaimRecord, supporting: Side, contradicting: Side) -> bool:
    """Both sides come back to one and the same origin, and to no other."""
    if supporting.high != 1 or contradicting.high != 1:
        return False
    return len(gather(claim, supporting.ends | contradicting.ends)) == 1


def shared_origins(claim: ClaimRecord, supporting: Side, contradicting: Side) -> tuple[str, ...]:
    """The names of origins behind both sides: groups for it that share a tie with a group against it."""
    against = {tie for end in contradicting.ends for tie in ties_of(claim, end)}
    return tuple(
        group.label
        for group in supporting.groups
        if any(tie in against for end in group.ends for tie in ties_of(claim, end))
    )


# --- in words ----------------------------------------------------------------------------------------------

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NAMED_AT_MOST = 4


@dataclass(frozen=True)
class Verbs:
    """How reports of one side are spoken of."""

    one: str
    many: str


FOR = Verbs("says so", "say so")
AGAINST = Verbs("contradicts it", "contradict it")


def explain(
    claim: ClaimRecord, standing: Standing, supporting: Side, contradicting: Side, shared: Sequence[str]
) -> str:
    """A few plain sentences on how the standing came about, from the record alone."""
    sentences = [
        *side_in_words(claim, supporting, FOR),
        *side_in_words(claim, contradicting, AGAINST),
        both_in_words(standing, shared),
        mentions_in_words(claim),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def side_in_words(claim: ClaimRecord, counted: Side, verbs: Verbs) -> Iterable[str]:
    """What the reports of one side come back to, and what is not counted."""
    yield capitalised(reports_in_words(counted, verbs))
    for dead in counted.not_borne_out:
        yield not_borne_out_in_words(claim, dead)
    for dead in counted.uncounted:
        yield uncounted_in_words(dead)


def reports_in_words(counted: Side, verbs: Verbs) -> str:
    """The reports of one side and the groups they come back to."""
    if not counted.reports:
        return f"no report {'that counts ' if counted.uncounted else ''}{verbs.one}."
    said = f"{reports(len(counted.reports))} {verbs.one if len(counted.reports) == 1 else verbs.many}"
    if not counted.groups:
        return f"{said}."
    names = listed(group_in_words(group) for group in counted.groups)
    if each_its_own(counted):
        return f"{said}{from_sources(counted)}: {names}."
    came_back = frozenset().union(*(group.reports for group in counted.groups))
    return f"{said}; {who_of(len(came_back), len(counted.reports))} back to {sources(counted, names)}."


def each_its_own(counted: Side) -> bool:
    """Every report is an origin for itself: nothing is relayed, and no two share an origin."""
    relayed = any(trail.steps for group in counted.groups for trail in group.trails)
    return not relayed and len(counted.groups) == len(counted.reports)


def from_sources(counted: Side) -> str:
    """How many sources the reports are that come back to nothing but themselves."""
    if counted.low < counted.high:
        return f", from {span(counted)} sources"
    return ", with no known shared origin" if counted.high > 1 else ""


def who_of(some: int, all_of_them: int) -> str:
    """The subject and verb for those reports that come back to an origin."""
    if some < all_of_them:
        return f"{number(some)} of them {'comes' if some == 1 else 'come'}"
    return {1: "it comes", 2: "both come"}.get(some, "all come")


def sources(counted: Side, names: str) -> str:
    """One source by its name; several by their number, or its range, and their names."""
    if counted.high == 1:
        return names
    if counted.low == counted.high:
        return f"{number(counted.high)} sources with no known shared origin: {names}"
    return f"{span(counted)} sources: {names}"


def span(counted: Side) -> str:
    """The range of a count: "one or two", "one to three"."""
    joint = "or" if counted.high == counted.low + 1 else "to"
    return f"{number(counted.low)} {joint} {number(counted.high)}"


def group_in_words(group: Group) -> str:
    """The group's name, with what the reader must know of it."""
    remarks = remarks_on(group)
    return f"{group.label} ({', '.join(remarks)})" if remarks else group.label


def remarks_on(group: Group) -> list[str]:
    """What a reader must know of a group beside its name."""
    remarks = {
        "not seen here": group.kinds == {"unseen"},
        "unclear where from": group.kinds == {"unclear"},
        "credits run in a circle": "loop" in group.kinds,
        "outlet unknown": not any(end.outlets for end in group.ends),
    }
    return [remark for remark, applies in remarks.items() if applies]


def not_borne_out_in_words(claim: ClaimRecord, dead: DeadEnd) -> str:
    """Who credits an article in which it was not found. Never that the article did not report it."""
    names = listed(sorted({name_of_article(claim, trail.article) for trail in dead.trails}))
    verb = "credits" if len({trail.article for trail in dead.trails}) == 1 else "credit"
    return f"{names} {verb} {dead.label}: {not_found(dead.captured)}."


def not_found(captured: date | None) -> str:
    """The only words for a passage that a reading did not find."""
    # As wording.day writes it, which the rules may not import: it rests on Django's validators.
    when = f"captured {captured.day} {captured:%B %Y}" if captured else "capture date not recorded"
    return f"not found in the version held here ({when})"


def uncounted_in_words(dead: DeadEnd) -> str:
    """What happened to an article, and how many reports on this side are not counted for it."""
    articles = {trail.article for trail in dead.trails}
    its_own = dead.article in articles
    resting = len(articles) - its_own
    what = {
        "corrected": "has been corrected, and no editor has confirmed that the passage still stands",
        "retracted": "has been retracted",
        "superseded": "has been superseded",
    }[dead.kind]
    parts = ["it is not counted"] if its_own else []
    if resting:
        parts.append(f"{reports(resting)} {'rests' if resting == 1 else 'rest'} on it")
    return f"{dead.label} {what}: {' and '.join(parts)}."


def both_in_words(standing: Standing, shared: Sequence[str]) -> str:
    """Which origins are behind both sides."""
    if standing == "inconsistent":
        return f"Both sides come back to the same origin: {shared[0]} gives both."
    if not shared:
        return ""
    return f"{listed(shared)} {'gives' if len(shared) == 1 else 'give'} both."


def mentions_in_words(claim: ClaimRecord) -> str:
    """How many reports only mention the claim."""
    speaking = {row.article for row in claim.evidence if row.stance != "mentions"}
    mentioning = {row.article for row in claim.evidence} - speaking
    if not mentioning:
        return ""
    verb = "mentions" if len(mentioning) == 1 else "mention"
    return f"{capitalised(reports(len(mentioning)))} {verb} it without saying whether it is so."


def trail_in_words(trail: Trail) -> str:
    """The trail on one line: "← relays Al Majalla ← unnamed source in the operations room"."""
    relayed = [f"← relays {step.label}" for step in trail.steps]
    ending = ENDINGS[trail.ending] if relayed or trail.ending != "own" else "own reporting"
    return " ".join(part for part in (*relayed, ending, voices_in_words(trail.voices)) if part)


ENDINGS = {
    "own": "",
    "unclear": "(unclear where from)",
    "unseen": "(not seen here)",
    "loop": "(credits run in a circle)",
    "not found": "(not found in the version held here)",
    "corrected": "(corrected since)",
    "retracted": "(retracted)",
    "superseded": "(superseded)",
}


def voices_in_words(voices: Iterable[Sequence[Speaker]]) -> str:
    """The speakers behind the end, nearest to the report first."""
    chains = [" ← ".join(speaker.label for speaker in reversed(chain)) for chain in voices]
    return f"← {listed(chains)}" if chains else ""


def bond_in_words(bond: Bond) -> str:
    """Why ends of a group belong together."""
    return f"the same {bond.kind}: {bond.label}"


def listed(names: Iterable[str]) -> str:
    """Names as a sentence lists them: "A, B and C"; of a long list its beginning and how many more."""
    every = list(names)
    if len(every) > NAMED_AT_MOST + 1:
        every = [*every[:NAMED_AT_MOST], f"{len(every) - NAMED_AT_MOST} others"]
    return f"{', '.join(every[:-1])} and {every[-1]}" if len(every) > 1 else "".join(every)


def number(count: int) -> str:
    """A count as running text writes it."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def reports(count: int) -> str:
    """A count of reports: "two reports"."""
    return f"{number(count)} report{'' if count == 1 else 's'}"


def capitalised(sentence: str) -> str:
    """The sentence with its first letter as sentences begin, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
