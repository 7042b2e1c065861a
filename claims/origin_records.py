"""The plain data of the rules in origins.py: what goes in, and what comes out.

No Django and no database here: loaders fill these records, pages and the table of standings read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

Key: TypeAlias = int | str
"""Identifies a record. Within one claim all keys of a kind must be of one type, since results are sorted."""

Stance: TypeAlias = Literal["supports", "contradicts", "mentions"]
Basis: TypeAlias = Literal["own", "relays", "unclear", ""]
Status: TypeAlias = Literal["", "corrected", "retracted", "superseded"]


# --- what goes in ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Speaker:
    """A person, an organization or an unnamed source; the same one when kind and id agree."""

    kind: Literal["person", "organization", "unnamed"]
    id: Key
    label: str = field(default="", compare=False)


@dataclass(frozen=True)
class Credit:
    """What a relay takes its report from: an article or, where no article is known, an outlet."""

    article: Key | None = None
    outlet: Key | None = None


@dataclass(frozen=True)
class EvidenceRecord:
    """One passage of one article on the claim. `speakers` stand head first; only relays have credits."""

    id: Key
    article: Key
    stance: Stance
    basis: Basis = ""
    credits: tuple[Credit, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    stands_after_correction: bool | None = None


@dataclass(frozen=True)
class ArticleRecord:
    """One report. `read`: an editor went through its whole text for this claim; `captured`: of that text."""

    id: Key
    label: str
    outlet: Key | None = None
    status: Status = ""
    read: bool = False
    stub: bool = False
    captured: date | None = None


@dataclass(frozen=True)
class OutletRecord:
    """Who publishes; `owner` is another outlet's key, and owners may form chains."""

    id: Key
    label: str
    owner: Key | None = None


@dataclass(frozen=True)
class ClaimRecord:
    """All that the rules know of one claim. `utterer` is set for claims about an utterance.

    `articles` and `outlets` hold every record that evidence, credits and owners name; a missing one is a
    KeyError.
    """

    evidence: tuple[EvidenceRecord, ...]
    articles: Mapping[Key, ArticleRecord]
    outlets: Mapping[Key, OutletRecord]
    utterer: Speaker | None = None


# --- what comes out ----------------------------------------------------------------------------------------

EndKind: TypeAlias = Literal["own", "unclear", "unseen", "loop"]
Weight: TypeAlias = Literal["certain", "together", "possible"]
Ending: TypeAlias = Literal[
    "own", "unclear", "unseen", "loop", "not found", "corrected", "retracted", "superseded"
]


@dataclass(frozen=True)
class End:
    """Where trails end: own reporting, unclear evidence, a source not seen here, or a loop of credits."""

    kind: EndKind
    articles: tuple[Key, ...]
    outlets: tuple[Key, ...]
    evidence: tuple[Key, ...] = ()
    speakers: tuple[Speaker, ...] = ()

    @property
    def doubtful(self) -> bool:
        """It may be one of the other origins for all the record knows, so it raises the high count only."""
        return self.kind == "unclear" or not self.outlets

    @property
    def guest(self) -> bool:
        """It is listed under the groups it touches but joins none: so are doubtful ends, and loops of relays."""
        return self.doubtful or self.kind == "loop"


@dataclass(frozen=True)
class Bond:
    """Why ends of a group belong together: what they share."""

    kind: Literal["article", "outlet", "owner", "speaker"]
    label: str
    ends: tuple[End, ...]


@dataclass(frozen=True)
class Step:
    """One credited article or outlet on a trail."""

    article: Key | None
    outlet: Key | None
    label: str


@dataclass(frozen=True)
class Trail:
    """The way of one piece of evidence to where it ends: no steps when it is an end itself.

    `voices` are the distinct chains of speakers behind the end, each head first.
    """

    evidence: Key
    article: Key
    steps: tuple[Step, ...]
    ending: Ending
    voices: tuple[tuple[Speaker, ...], ...] = ()


@dataclass(frozen=True)
class Group:
    """Ends with a known shared origin, and every piece of evidence that comes back to them.

    `weight` says how it counts: "certain" in low and high; "together" in high, and in low only once for all
    the unseen sources named together with it; "possible" in high alone.
    """

    label: str
    ends: tuple[End, ...]
    bonds: tuple[Bond, ...]
    trails: tuple[Trail, ...]
    weight: Weight

    @property
    def reports(self) -> frozenset[Key]:
        """The articles whose evidence comes back to this group."""
        return frozenset(trail.article for trail in self.trails)

    @property
    def kinds(self) -> frozenset[EndKind]:
        """The kinds of its ends: {"unseen"} is a source not seen here, "loop" a circle of credits."""
        return frozenset(end.kind for end in self.ends)


@dataclass(frozen=True)
class DeadEnd:
    """An article in which trails end without an origin, and the trails that do."""

    kind: Literal["not found", "corrected", "retracted", "superseded"]
    article: Key
    label: str
    captured: date | None
    trails: tuple[Trail, ...]


@dataclass(frozen=True)
class Side:
    """One stance on a claim: its groups, how many origins they make (low to high), and what is not counted."""

    groups: tuple[Group, ...] = ()
    low: int = 0
    high: int = 0
    not_borne_out: tuple[DeadEnd, ...] = ()
    uncounted: tuple[DeadEnd, ...] = ()
    reports: tuple[Key, ...] = ()

    @property
    def ends(self) -> frozenset[End]:
        """Every end of every group."""
        return frozenset(end for group in self.groups for end in group.ends)
