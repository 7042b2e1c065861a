"""Credits followed to where trails end, for many claims at once: the graph of claims/trails.py in arrays.

A spot is an article in which one side of a claim has evidence. Own and unclear parts of a spot are ends; its relays
lead to other spots or to sources not seen here. What a relay reaches is never listed: whether it reaches anything
seen, and the lowest and highest of the unseen sources, are enough to know what it needs.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from claims.afresh.facts import OWN, RELAYS, Bools, Facts, Ints, find, flags, stretched


class Spots:
    """The articles in which each side has evidence, in order of side and article, and their parts."""

    def __init__(self, facts: Facts) -> None:
        evidence = facts.evidence
        self.articles = facts.outlet.size
        side = 2 * evidence.claim + evidence.contradicts
        self.keys, self.of_row = np.unique(side * self.articles + evidence.article, return_inverse=True)
        self.side, self.article = np.divmod(self.keys, max(self.articles, 1))
        self.outlet = facts.outlet[self.article]
        crediting = flags(evidence.claim.size, facts.credits.row)
        self.own_rows = ~evidence.aside & (evidence.basis == OWN)
        self.relay_rows = ~evidence.aside & (evidence.basis == RELAYS) & crediting
        self.unclear_rows = ~evidence.aside & ~self.own_rows & ~self.relay_rows
        self.own, self.relays, self.unclear = map(
            self._holding, (self.own_rows, self.relay_rows, self.unclear_rows)
        )
        self.ends = self.own | self.unclear

    def _holding(self, rows: Bools) -> Bools:
        return flags(self.keys.size, self.of_row[rows])

    def at(self, side: Ints, article: Ints) -> Ints:
        """The spot of each side and article, -1 where the side has no evidence there."""
        return find(self.keys, side * self.articles + article)

    def of_outlets(self, side: Ints, outlet: Ints) -> tuple[Ints, Ints]:
        """All spots of each side in articles of each outlet, one after the other, and how many each has."""
        most = max(self.outlet.max(initial=0), outlet.max(initial=0)) + 1
        known = np.flatnonzero(self.outlet)
        keys = self.side[known] * most + self.outlet[known]
        order = np.argsort(keys, kind="stable")
        ordered, wanted = keys[order], side * most + outlet
        first = np.searchsorted(ordered, wanted, "left")
        number = np.searchsorted(ordered, wanted, "right") - first
        return known[order[stretched(first, number)]], number


@dataclass(frozen=True)
class Unseen:
    """Sources not seen here, each once a side: an article, or -1 and an outlet."""

    side: Ints
    article: Ints
    outlet: Ints


class Net:
    """Where the relays of every spot lead.

    `source` and `target` are steps from spot to spot; `crediting` the spots that name an unseen source, `named`
    which one. `attributed` marks the sides that credit an article which was read and does not hold it, `looping`
    those with a circle of credits, of which nothing else here is right.
    """

    def __init__(self, facts: Facts) -> None:
        self.spots = spots = Spots(facts)
        used = spots.relay_rows[facts.credits.row]
        source = spots.of_row[facts.credits.row[used]]
        article, outlet = facts.credits.article[used], facts.credits.outlet[used]
        to_article = article >= 0
        # Each credit of an article: to its spot, or to one that is dead or not seen here.
        by, article = source[to_article], article[to_article]
        spot = spots.at(spots.side[by], article)
        # Each credit of an outlet: to all its spots, or to an outlet not seen here.
        also_by, outlet = source[~to_article], outlet[~to_article]
        reached, number = spots.of_outlets(spots.side[also_by], outlet)
        self.source = np.concatenate([by[spot >= 0], np.repeat(also_by, number)])
        self.target = np.concatenate([spot[spot >= 0], reached])
        unseen = self._not_dead(facts, by[spot < 0], article[spot < 0])
        self._number_unseen(facts, *unseen, also_by[number == 0], outlet[number == 0])
        onward = spots.relays[self.target]
        self.rounds, lost = in_rounds(self.source[onward], self.target[onward], spots.keys.size)
        self.looping = flags(facts.sides, spots.side[lost])

    def _not_dead(self, facts: Facts, source: Ints, article: Ints) -> tuple[Ints, Ints]:
        """Of credited articles without evidence keep those not seen here; note which sides credit one read."""
        side = self.spots.side[source]
        size = self.spots.articles
        read = np.isin((side // 2) * size + article, facts.read_claim * size + facts.read_article)
        self.attributed = flags(facts.sides, side[read])
        unseen = ~read & ~facts.flagged[article]
        return source[unseen], article[unseen]

    def _number_unseen(self, facts: Facts, by: Ints, article: Ints, also_by: Ints, outlet: Ints) -> None:
        self.crediting = np.concatenate([by, also_by])
        side = self.spots.side[self.crediting]
        kinds = self.spots.articles + facts.house.size
        keys = side * kinds + np.concatenate([article, self.spots.articles + outlet])
        once, self.named = np.unique(keys, return_inverse=True)
        side, key = np.divmod(once, max(kinds, 1))
        is_article = key < self.spots.articles
        article = np.where(is_article, key, -1)
        outlet = np.where(is_article, 0, key - self.spots.articles)
        outlet[is_article] = facts.outlet[key[is_article]]
        self.unseen = Unseen(side, article, outlet)

    # --- what relays need ----------------------------------------------------------------------------------

    def spread(self, values: Any, join: np.ufunc) -> Any:
        """Carry the values of spots to the spots that relay them, however far."""
        for source, target in self.rounds:
            join.at(values, source, values[target])
        return values

    def reaching(self, spots: Ints) -> Bools:
        """The spots that relay one of these, at any distance, and these."""
        return self.spread(flags(self.spots.keys.size, spots), np.logical_or)

    @cached_property
    def resting_on_unseen(self) -> tuple[Bools, Bools]:
        """The unseen sources on which some relay rests alone, and the spots that need one of several others."""
        size = self.spots.keys.size
        seen = self.reaching(self.source[self.spots.ends[self.target]])
        lowest, highest = np.full(size, self.unseen.side.size), np.full(size, -1)
        np.minimum.at(lowest, self.crediting, self.named)
        np.maximum.at(highest, self.crediting, self.named)
        lowest, highest = self.spread(lowest, np.minimum), self.spread(highest, np.maximum)
        unseen_only = ~seen & (highest >= 0)
        alone = flags(self.unseen.side.size, lowest[unseen_only & (lowest == highest)])
        settled = self.reaching(self.crediting[alone[self.named]])
        return alone, unseen_only & (lowest < highest) & ~settled

    @cached_property
    def smallest_needs(self) -> Bools:
        """Of the spots that need one of several unseen sources, those that relay no other such spot."""
        _, several = self.resting_on_unseen
        onward = several[self.source] & several[self.target]
        return several & ~flags(several.size, self.source[onward])


def in_rounds(source: Ints, target: Ints, size: int) -> tuple[list[tuple[Ints, Ints]], Ints]:
    """Steps between `size` spots, in rounds: whatever leads on from a target of one round was in a round before it.

    Also the spots with a step that has no such round, since it leads to a circle of credits.
    """
    rounds = []
    while source.size:
        ready = ~flags(size, source)[target]
        if not ready.any():
            break
        rounds.append((source[ready], target[ready]))
        source, target = source[~ready], target[~ready]
    return rounds, source
