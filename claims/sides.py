"""The claim page's evidence, grouped by where it comes back to: the assessment of a claim beside the rows it is about.

claims/standing.py says how the reports of a claim hang together; here each trail meets the piece of evidence and
the records it names, so that a template can draw them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from claims import wording
from claims.models import Evidence
from claims.origin_records import Bond, ClaimRecord, DeadEnd, Group, Key, Side, Speaker, Stance, Step, Trail
from claims.records import load
from claims.standing import Assessment, assess, not_found, remarks_on
from claims.trails import name_of_article

ENDINGS = {
    "unclear": "unclear where from",
    "unseen": "not seen here",
    "loop": "the credits run in a circle",
    "not found": "not found in the version held here",
    "corrected": "corrected since",
    "retracted": "retracted",
    "superseded": "superseded",
}


@dataclass(frozen=True)
class DrawnStep:
    """One credited article or outlet of a trail: its name, and the record if the reader may open it."""

    label: str
    record: Any | None


@dataclass(frozen=True)
class Report:
    """One piece of evidence under an origin, with the way it takes there.

    `name` is short for its article. `in_full` is false where it already stands in full under an origin further up. `voices` are the chains of
    speakers behind the end, nearest to the report first.
    """

    evidence: Evidence
    name: str
    steps: tuple[DrawnStep, ...]
    voices: tuple[tuple[str, ...], ...]
    ending: str
    in_full: bool


@dataclass(frozen=True)
class Origin:
    """One group of origins, or an article in which trails end in nothing that counts."""

    label: str
    remarks: tuple[str, ...]
    bonds: tuple[str, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True)
class DrawnSide:
    """One side of a claim: its origins, what it credits that is not borne out, and what is no longer counted."""

    stance: Stance
    count: str
    origins: tuple[Origin, ...]
    not_borne_out: tuple[Origin, ...]
    uncounted: tuple[Origin, ...]


@dataclass(frozen=True)
class Drawing:
    """Both sides, and the evidence on neither: mentions, and an editor's drafts that do not count yet."""

    assessment: Assessment
    sides: tuple[DrawnSide, ...]
    mentions: list[Evidence]
    drafts: list[Evidence]


def draw(claim: int, evidence: Sequence[Evidence]) -> Drawing:
    """The claim's evidence by origin; `evidence` is what the reader may see, loaded with its trail."""
    return draw_all([claim], evidence)[claim]


def draw_all(claims: Collection[int], evidence: Sequence[Evidence]) -> dict[int, Drawing]:
    """The same for several claims, in as many queries as for one."""
    return {
        pk: _drawing(record, [row for row in evidence if row.claim_id == pk])
        for pk, record in load(claims).items()
    }


def given_by_one(drawings: Iterable[Drawing]) -> str:
    """The name of the one origin that gives every rival both ways, or empty where the rivals have more than one."""
    assessments = [drawing.assessment for drawing in drawings]
    names = {assessment.shared for assessment in assessments}
    inconsistent = all(assessment.standing == "inconsistent" for assessment in assessments)
    return names.pop()[0] if inconsistent and len(names) == 1 else ""


def _drawing(record: ClaimRecord, evidence: Sequence[Evidence]) -> Drawing:
    assessment = assess(record)
    pen = _Pen(record, evidence)
    sides = (pen.side("supports", assessment.supporting), pen.side("contradicts", assessment.contradicting))
    rest = [row for row in evidence if row.pk not in pen.drawn]
    return Drawing(
        assessment=assessment,
        sides=sides,
        mentions=[row for row in rest if row.stance == Evidence.Stance.MENTIONS and row.is_published],
        drafts=[row for row in rest if row.stance != Evidence.Stance.MENTIONS or not row.is_published],
    )


def count_in_words(side: Side) -> str:
    """How many origins a side has: never more than the record says."""
    if side.low == side.high:
        shared = ", with no known shared origin" if side.low > 1 else ""
        return f"{wording.counted(side.low, 'known origin')}{shared}" if side.low else "no known origin"
    return f"{side.low:,} to {side.high:,} origins"


@dataclass
class _Pen:
    """Draws trails for the rows the reader may see, and remembers which rows it has drawn."""

    record: ClaimRecord
    evidence: Sequence[Evidence]
    drawn: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.rows: dict[Key, Evidence] = {row.pk: row for row in self.evidence}
        self.articles: dict[Key, Any] = {row.article_id: row.article for row in self.evidence}
        self.outlets: dict[Key, Any] = {}
        for credit in (credit for row in self.evidence for credit in row.credits.all()):
            if credit.article:
                self.articles.setdefault(credit.article.pk, credit.article)
            if credit.outlet:
                self.outlets[credit.outlet.pk] = credit.outlet

    def side(self, stance: Stance, side: Side) -> DrawnSide:
        return DrawnSide(
            stance=stance,
            count=count_in_words(side),
            origins=tuple(self._origin(group) for group in side.groups),
            not_borne_out=tuple(self._dead_end(dead) for dead in side.not_borne_out),
            uncounted=tuple(self._dead_end(dead) for dead in side.uncounted),
        )

    def _origin(self, group: Group) -> Origin:
        bonds = tuple(_bond_in_words(bond) for bond in group.bonds)
        return Origin(group.label, tuple(remarks_on(group)), bonds, self._reports(group.trails))

    def _dead_end(self, dead: DeadEnd) -> Origin:
        remark = not_found(dead.captured) if dead.kind == "not found" else ENDINGS[dead.kind]
        return Origin(dead.label, (remark,), (), self._reports(dead.trails))

    def _reports(self, trails: Iterable[Trail]) -> tuple[Report, ...]:
        return tuple(self._report(trail) for trail in trails if trail.evidence in self.rows)

    def _report(self, trail: Trail) -> Report:
        in_full = trail.evidence not in self.drawn
        self.drawn.add(trail.evidence)
        return Report(
            evidence=self.rows[trail.evidence],
            name=name_of_article(self.record, trail.article),
            steps=tuple(DrawnStep(step.label, self._record(step)) for step in trail.steps),
            voices=tuple(_nearest_first(trail.voices)),
            ending=ENDINGS.get(trail.ending, ""),
            in_full=in_full,
        )

    def _record(self, step: Step) -> Any | None:
        if step.article is not None:
            return self.articles.get(step.article)
        return self.outlets.get(step.outlet) if step.outlet is not None else None


def _nearest_first(voices: Collection[Sequence[Speaker]]) -> Iterator[tuple[str, ...]]:
    for chain in voices:
        if chain:
            yield tuple(
                f"“{speaker.label}”" if speaker.kind == "unnamed" else speaker.label
                for speaker in reversed(chain)
            )


def _bond_in_words(bond: Bond) -> str:
    """Why ends belong together."""
    return {
        "article": f"they lie in the same article, {bond.label}",
        "outlet": f"they lie in articles of one outlet, {bond.label}",
        "owner": f"their outlets have one owner, {bond.label}",
        "speaker": f"they rest on the word of one speaker, {bond.label}",
    }[bond.kind]
