"""Ends grouped by what they share, for many claims at once: `gather` and `weigh` of claims/origins.py in arrays."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from claims.afresh.credits import Net
from claims.afresh.facts import Bools, Facts, Ints, flags


@dataclass(frozen=True)
class Ends:
    """Where trails end.

    `place` is what an end shares through where it stands: the last owner of its outlet, or its article where the
    outlet is not known. `host` says that the outlet is known and the end not unclear, so that it joins others;
    `alone` that some evidence has nothing else to rest on. `end` and `speaker` pair ends with who speaks in them.
    """

    side: Ints
    place: Ints
    host: Bools
    alone: Bools
    end: Ints
    speaker: Ints

    def only(self, kept: Bools) -> Self:
        """Some of the ends."""
        number = np.cumsum(kept) - 1
        spoken = kept[self.end]
        return replace(
            self,
            side=self.side[kept],
            place=self.place[kept],
            host=self.host[kept],
            alone=self.alone[kept],
            end=number[self.end[spoken]],
            speaker=self.speaker[spoken],
        )


def ends_of(facts: Facts, net: Net, alone: Bools) -> Ends:
    """Every end: own parts of spots, then unclear ones, then unseen sources in the order of the net."""
    spots, unseen = net.spots, net.unseen
    own, unclear = np.flatnonzero(spots.own), np.flatnonzero(spots.unclear)
    spot = np.concatenate([own, unclear])
    outlet = np.concatenate([spots.outlet[spot], unseen.outlet])
    article = np.concatenate([spots.article[spot], unseen.article])
    host = outlet > 0
    host[own.size : spot.size] = False
    end, speaker = _spoken(facts, net, own.size)
    return Ends(
        side=np.concatenate([spots.side[spot], unseen.side]),
        place=np.where(outlet > 0, 2 * facts.house[outlet], 2 * article + 1),
        host=host,
        alone=np.concatenate([np.ones(spot.size, bool), alone]),
        end=end,
        speaker=speaker,
    )


def _spoken(facts: Facts, net: Net, owns: int) -> tuple[Ints, Ints]:
    """Who vouches in which end: the first of each chain who is not the utterer. Relays have no voice of their own."""
    spots, rows = net.spots, facts.speakers.row
    heard = ~spots.relay_rows[rows] & ~facts.evidence.aside[rows]
    heard &= facts.speakers.speaker != facts.utterer[facts.evidence.claim[rows]]
    row, position, speaker = rows[heard], facts.speakers.position[heard], facts.speakers.speaker[heard]
    order = np.lexsort((position, row))
    _, first = np.unique(row[order], return_index=True)
    head = order[first]
    spot = spots.of_row[row[head]]
    own, unclear = np.cumsum(spots.own) - 1, owns + np.cumsum(spots.unclear) - 1
    return np.where(spots.own_rows[row[head]], own[spot], unclear[spot]), speaker[head]


class Groups:
    """Ends that share a tie within the same side (or the same claim: whatever number `where` gives each end).

    Hosts that share a tie, directly or through others, are a group. Guests are listed under the groups they touch
    and join none; those that touch none form groups of their own. `high` counts both for each `where`, `certain`
    those with a host that is needed by itself, `group` says for each host which group is its own.
    """

    def __init__(self, ends: Ends, where: Ints, number: int) -> None:
        self.number = number
        place, voice = self._ties(ends, where)
        ties, host, by_host = self.where_of_tie.size, ends.host, ends.host[ends.end]
        groups = joined(ties, place[ends.end[by_host]], voice[by_host])
        self.group = groups[place]
        self.is_certain = flags(ties, self.group[host & ends.alone])
        parties = joined(ties, place[ends.end[~by_host]], voice[~by_host])
        taken = flags(ties, np.concatenate([place[host], voice[by_host]]))
        of_guests = np.concatenate([place[~host], voice[~by_host]])
        touching = flags(ties, parties[of_guests[taken[of_guests]]])
        by_themselves = flags(ties, parties[place[~host]]) & ~touching
        self.certain = self._counted(self.is_certain)
        self.high = self._counted(flags(ties, self.group[host])) + self._counted(by_themselves)

    def _ties(self, ends: Ends, where: Ints) -> tuple[Ints, Ints]:
        """Number the ties: for each end that of its place, for each of its speakers theirs."""
        _, voice = np.unique(ends.speaker, return_inverse=True)
        places = ends.place.max(initial=0) + 1
        kinds = places + voice.max(initial=0) + 1
        keys = np.concatenate([where * kinds + ends.place, where[ends.end] * kinds + places + voice])
        once, tie = np.unique(keys, return_inverse=True)
        self.where_of_tie = once // kinds
        return tie[: where.size], tie[where.size :]

    def _counted(self, ties: Bools) -> Ints:
        return np.bincount(self.where_of_tie[ties], minlength=self.number)


def joined(size: int, one: Ints, other: Ints) -> Ints:
    """For each of `size` items the lowest it is connected with; the pairs `one`, `other` say what is connected.

    Rounds of taking the lower label of each pair, then following labels to their ends (Shiloach and Vishkin, 1982).
    """
    label = np.arange(size)
    while (label[one] != label[other]).any():
        low = np.minimum(label[one], label[other])
        np.minimum.at(label, label[one], low)
        np.minimum.at(label, label[other], low)
        while (further := label[label]).tobytes() != label.tobytes():
            label = further
    return label
