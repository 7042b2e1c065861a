"""Origins counted the slow and simple way: sets, closures and pairwise comparison, straight from docs/origins.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from claims.origin_records import ClaimRecord, EvidenceRecord

Thing = tuple[str, Any]  # ("article", key), ("outlet", key), or an end: ("own"|"unclear", article)


@dataclass
class Count:
    low: int
    high: int


class Reference:
    """One side of a claim."""

    def __init__(self, claim: ClaimRecord, stance: str) -> None:
        self.claim = claim
        self.all_rows = [row for row in claim.evidence if row.stance == stance]
        self.rows = [row for row in self.all_rows if self.counts(row)]

    def counts(self, row: EvidenceRecord) -> bool:
        status = self.claim.articles[row.article].status
        return status == "" or (status == "corrected" and bool(row.stands_after_correction))

    def next_to(self, thing: Thing) -> set[Thing]:
        """What lies one step on from an article or outlet."""
        kind, key = thing
        if kind == "outlet":
            rows = [row for row in self.all_rows if self.claim.articles[row.article].outlet == key]
            return {("article", row.article) for row in rows}
        if kind != "article":
            return set()
        found: set[Thing] = set()
        for row in self.rows:
            if row.article == key:
                found |= self.targets(row) or {("own" if row.basis == "own" else "unclear", key)}
        return found

    def targets(self, row: EvidenceRecord) -> set[Thing]:
        if row.basis != "relays":
            return set()
        return {("article", c.article) if c.article else ("outlet", c.outlet) for c in row.credits}

    def closure(self, things: Iterable[Thing]) -> frozenset[Thing]:
        found = set(things)
        while more := set().union(*(self.next_to(thing) for thing in found)) - found:
            found |= more
        return frozenset(found)

    def is_end(self, thing: Thing) -> bool:
        kind, key = thing
        if kind != "article":
            return not self.next_to(thing)
        article = self.claim.articles[key]
        held = any(row.article == key for row in self.all_rows)
        return not held and not article.read and not article.status

    def ends_among(self, things: frozenset[Thing]) -> set[frozenset[Thing]]:
        """The ends in a closure: single things, and closed loops of articles and outlets."""
        single = {frozenset([thing]) for thing in things if self.is_end(thing)}
        closed = {self.closure([thing]) for thing in things if self.next_to(thing)}
        loops = {loop for loop in closed if all(self.closure(self.next_to(t)) == loop for t in loop)}
        return single | loops

    def ties(self, end: frozenset[Thing]) -> set[Thing]:
        articles = {key for kind, key in end if kind != "outlet"}
        outlets: set[Any] = {self.claim.articles[key].outlet for key in articles} - {None}
        if not articles:
            outlets |= {key for _, key in end}
        while more := {self.claim.outlets[key].owner for key in outlets} - outlets - {None}:
            outlets |= more
        places = {("article", key) for key in articles} | {("outlet", key) for key in outlets}
        return places | self.heads(end)

    def heads(self, end: frozenset[Thing]) -> set[Thing]:
        heads: set[Thing] = set()
        for row in self.rows:
            if not self.targets(row) and end == {("own" if row.basis == "own" else "unclear", row.article)}:
                chain = [speaker for speaker in row.speakers if speaker != self.claim.utterer]
                heads |= {("person", speaker.id) for speaker in chain[:1]}
        return heads

    def doubtful(self, end: frozenset[Thing]) -> bool:
        outlets = any(kind == "outlet" for kind, _ in self.ties(end))
        return not outlets or any(kind == "unclear" for kind, _ in end)

    def merged(self, ends: Iterable[frozenset[Thing]]) -> list[set[frozenset[Thing]]]:
        """Groups by merging any two that share a tie until none do."""
        groups = [{end} for end in ends]
        while pair := next((p for p in combinations(groups, 2) if self.tied(*p)), None):
            groups.remove(pair[1])
            pair[0].update(pair[1])
        return groups

    def tied(self, one: set[frozenset[Thing]], other: set[frozenset[Thing]]) -> bool:
        return any(self.ties(a) & self.ties(b) for a in one for b in other)

    def count(self) -> Count:
        relays = {row.article: set[Thing]() for row in self.rows if self.targets(row)}
        for row in self.rows:
            if row.article in relays:
                relays[row.article] |= self.targets(row)
        ends = self.ends_among(self.closure(("article", row.article) for row in self.rows))
        guests = {end for end in ends if len(end) > 1 or self.doubtful(end)}
        hosts = self.merged(ends - guests)
        parties = [p for p in self.merged(guests) if not any(self.tied(p, host) for host in hosts)]
        needed = {frozenset(self.ends_among(self.closure(things))) for things in relays.values()} - {
            frozenset()
        }
        needed |= {
            frozenset([end])
            for end in ends
            if len(end) > 1 or {kind for kind, _ in end} <= {"own", "unclear"}
        }
        needed = {want for want in needed if not any(less < want for less in needed)}
        alone = {end for want in needed if len(want) == 1 for end in want if not self.doubtful(end)}
        certain = [
            group for group in [*hosts, *parties] if group & (alone - guests if group in hosts else alone)
        ]
        low = len(certain) + self.bundles(needed, hosts, certain)
        high = len(hosts) + len(parties)
        return Count(max(low, min(high, 1)), high)

    def bundles(
        self,
        needed: set[frozenset[frozenset[Thing]]],
        hosts: list[set[frozenset[Thing]]],
        certain: list[set[frozenset[Thing]]],
    ) -> int:
        """How many origins, at least, those make that are named only together and touch nothing counted."""
        bundles = [set(want) for want in needed if len(want) > 1]
        for bundle in bundles:
            for end in set(bundle):
                bundle |= next((host for host in hosts if end in host), set())
        while pair := next((p for p in combinations(bundles, 2) if p[0] & p[1]), None):
            bundles.remove(pair[1])
            pair[0].update(pair[1])
        counted = set().union(*certain)
        return sum(not bundle & counted and not any(map(self.doubtful, bundle)) for bundle in bundles)
