"""The credits of a claim's evidence as a graph, and the trails that run through it.

Pure: plain data in, plain data out. What the ends of the trails mean for a claim stands in origins.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from textwrap import shorten
from typing import Literal, TypeAlias

from claims.origin_records import (
    ArticleRecord,
    ClaimRecord,
    Credit,
    Ending,
    EvidenceRecord,
    Key,
    Speaker,
    Stance,
    Status,
    Step,
    Trail,
)

Node: TypeAlias = tuple[str, Key]
"""("article", a) leads to its parts ("own", a), ("unclear", a), ("relays", a); ("relays", a) to what it
credits; ("outlet", o) to the outlet's articles with evidence. A node that leads nowhere is a stop."""


def not_counted(row: EvidenceRecord, article: ArticleRecord) -> Status:
    """The status that keeps this evidence from being counted, or "" when it counts."""
    stands = article.status == "corrected" and row.stands_after_correction
    return "" if stands else article.status


class Net:
    """The evidence of one stance as a graph of credits (see Node)."""

    def __init__(self, claim: ClaimRecord, stance: Stance) -> None:
        self.claim = claim
        self.onward: defaultdict[Node, set[Node]] = defaultdict(set)
        self.inward: defaultdict[Node, set[Node]] = defaultdict(set)
        self.rows: defaultdict[Node, list[EvidenceRecord]] = defaultdict(list)
        self.set_aside: defaultdict[Key, list[EvidenceRecord]] = defaultdict(list)
        for row in sorted(claim.evidence, key=lambda row: row.id):
            if row.stance == stance:
                self._add(row)

    def _add(self, row: EvidenceRecord) -> None:
        article = self.claim.articles[row.article]
        entry: Node = ("article", row.article)
        if article.outlet is not None:
            self._link(("outlet", article.outlet), entry)
        if not_counted(row, article):
            self.set_aside[row.article].append(row)
            return
        part = (part_of(row), row.article)
        self.rows[part].append(row)
        self._link(entry, part)
        if part[0] == "relays":
            for credit in row.credits:
                self._link(part, credited(credit))

    def _link(self, one: Node, other: Node) -> None:
        self.onward[one].add(other)
        self.inward[other].add(one)

    def stops(self) -> list[Node]:
        """The nodes at which trails end, loops apart."""
        return sorted(node for node in self.inward if node not in self.onward)

    def ways_to(self, goal: Iterable[Node]) -> dict[Node, Node]:
        """Every node from which the goal can be reached, with the next node on a shortest way there."""
        return walk(goal, self.inward)

    def closed_loops(self) -> list[frozenset[Node]]:
        """Circles of credits without a way out: from each of its nodes all of it is reached, and no more."""
        lost = set(self.onward) - self.ways_to(self.stops()).keys()
        loops = []
        while lost:
            node = min(lost)
            while deeper := walk([node], self.onward).keys() - self.ways_to([node]).keys():
                node = min(deeper)
            loops.append(frozenset(walk([node], self.onward)))
            lost -= self.ways_to([node]).keys()
        return sorted(loops, key=sorted)


def part_of(row: EvidenceRecord) -> Literal["own", "relays", "unclear"]:
    """The part of its article a row belongs to. A relay that credits nobody comes from we know not where."""
    if row.basis == "own":
        return "own"
    return "relays" if row.basis == "relays" and row.credits else "unclear"


def credited(credit: Credit) -> Node:
    """The node a credit leads to. A credit that names nothing is a ValueError."""
    if credit.article is not None:
        return ("article", credit.article)
    if credit.outlet is not None:
        return ("outlet", credit.outlet)
    raise ValueError("A credit names an article or an outlet.")


def walk(starts: Iterable[Node], steps: Mapping[Node, Set[Node]]) -> dict[Node, Node]:
    """Breadth first from the starts: every node found, with the node it was found from (a start: itself)."""
    found = {start: start for start in sorted(starts)}
    queue = list(found)
    for node in queue:
        for neighbour in sorted(steps.get(node, ())):
            if neighbour not in found:
                found[neighbour] = node
                queue.append(neighbour)
    return found


# --- drawing -----------------------------------------------------------------------------------------------

Voices: TypeAlias = tuple[tuple[Speaker, ...], ...]

TITLE_AT_MOST = 60  # characters of a title within a sentence


def voices_of(rows: Iterable[EvidenceRecord]) -> Voices:
    """The distinct chains of speakers behind these rows."""
    return tuple(dict.fromkeys(row.speakers for row in rows if row.speakers))


def own_trails(rows: Iterable[EvidenceRecord], ending: Ending) -> list[Trail]:
    """The trails of evidence that is itself an end: no steps."""
    return [Trail(row.id, row.article, (), ending, voices_of([row])) for row in rows]


def relay_trails(net: Net, goal: Mapping[Node, tuple[Ending, Voices]]) -> list[Trail]:
    """For every relay and each of its credits that leads to the goal: a shortest way there."""
    ways = net.ways_to(goal)
    return [
        Trail(row.id, row.article, tuple(steps_of(net.claim, path)), *goal[path[-1]])
        for node in sorted(ways)
        if node[0] == "relays"
        for row in net.rows[node]
        for credit in row.credits
        if credited(credit) in ways
        for path in [path_along(ways, credited(credit))]
    ]


def in_order(trails: Iterable[Trail]) -> tuple[Trail, ...]:
    """The shortest trails first: evidence that is an end itself, then its relays, then theirs."""
    return tuple(
        sorted(
            trails, key=lambda trail: (len(trail.steps), trail.evidence, [step.label for step in trail.steps])
        )
    )


def path_along(ways: Mapping[Node, Node], node: Node) -> list[Node]:
    """The nodes from this one to the goal of the ways."""
    path = [node]
    while ways[node] != node:
        node = ways[node]
        path.append(node)
    return path


def steps_of(claim: ClaimRecord, path: list[Node]) -> Iterator[Step]:
    """The articles and outlets on a path; an outlet that led on to one of its articles is that article."""
    for (kind, key), (next_kind, _) in zip(path, [*path[1:], ("", "")], strict=True):
        if kind == "article":
            yield Step(key, claim.articles[key].outlet, name_of_article(claim, key))
        elif kind == "outlet" and next_kind != "article":
            yield Step(None, key, claim.outlets[key].label)


def name_of_article(claim: ClaimRecord, key: Key) -> str:
    """What readers know a report by: its outlet, or where that is unknown its title, in quotation marks."""
    article = claim.articles[key]
    if article.outlet is not None:
        return claim.outlets[article.outlet].label
    title = shorten(article.label, TITLE_AT_MOST, placeholder="…")
    return f"“{title}”" if title else "an untitled report"
