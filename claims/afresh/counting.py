"""Standings of many claims at once.

Exactly what claims/standing.py gives each, or no answer: claims with a circle of credits, and those in which several
relays rest on different sets of unseen sources, are left to the rules themselves (`Counts.left`).
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from claims.afresh.credits import Net
from claims.afresh.facts import Bools, Facts, Ints, flags
from claims.afresh.groups import Ends, Groups, ends_of
from claims.standing import named


@dataclass(frozen=True)
class Counts:
    """The standings of claims, in their order; `left` marks those whose standing is not counted here.

    `low` and `high` have a row a claim: the count for it, and the count against it.
    """

    standing: npt.NDArray[np.object_]
    low: Ints
    high: Ints
    left: Bools


def count(facts: Facts) -> Counts:
    """Count the origins on both sides of every claim, and name its standing."""
    net = Net(facts)
    alone, _ = net.resting_on_unseen
    ends = ends_of(facts, net, alone)
    groups = Groups(ends, ends.side, facts.sides)
    together, crowded = _together(facts, net, ends, groups)
    high = groups.high.reshape(-1, 2)
    low = np.maximum(groups.certain + together, np.minimum(1, groups.high)).reshape(-1, 2)
    return Counts(
        standing=_names(low, high, _one_origin(ends, high), net.attributed[::2]),
        low=low,
        high=high,
        left=np.logical_or(*(net.looping | crowded).reshape(-1, 2).T),
    )


def _together(facts: Facts, net: Net, ends: Ends, groups: Groups) -> tuple[Ints, Bools]:
    """What unseen sources named only together add to the low count of each side, and the sides with several sets.

    One set adds one origin, unless it holds a doubtful end or one of a group that counts already.
    """
    needs = np.flatnonzero(net.smallest_needs)
    sets = np.bincount(net.spots.side[needs], minlength=facts.sides)
    named_there = net.smallest_needs[net.crediting]
    end = ends.side.size - net.unseen.side.size + net.named[named_there]
    counted_already = ~ends.host[end] | groups.is_certain[groups.group[end]]
    nothing_new = flags(facts.sides, ends.side[end[counted_already]])
    return ((sets == 1) & ~nothing_new).astype(np.int64), sets > 1


def _one_origin(ends: Ends, high: Ints) -> Bools:
    """Whether both sides of a claim come back to one and the same origin, and to no other."""
    single = (high == 1).all(axis=1)
    compared = ends.only(single[ends.side // 2])
    claims = Groups(compared, compared.side // 2, single.size)
    return single & (claims.high == 1)


def _names(low: Ints, high: Ints, one_origin: Bools, attributed: Bools) -> npt.NDArray[np.object_]:
    """The standing of each claim, by the one rule, asked once for each case there can be."""
    cases = product(range(3), range(2), range(2), (False, True), (False, True))
    names = np.array([named(*case) for case in cases], object)
    case = np.ravel_multi_index(
        (low[:, 0].clip(max=2), *high.clip(max=1).T, one_origin, attributed), (3, 2, 2, 2, 2)
    )
    return names[case]
