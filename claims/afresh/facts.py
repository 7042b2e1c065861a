"""What the standings of many claims are counted from: the records of claims/origin_records.py as arrays.

Claims, articles and outlets go by number here: claims and articles from 0, outlets from 1, with 0 for an unknown
one. A row is a place in the arrays of `Evidence`. Speakers go by any number that is the same for the same speaker.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]

UNCLEAR, OWN, RELAYS = 0, 1, 2


@dataclass(frozen=True)
class Evidence:
    """The evidence that supports or contradicts. `aside`: its article's status keeps it from being counted."""

    claim: Ints
    article: Ints
    contradicts: Bools
    basis: Ints
    aside: Bools


@dataclass(frozen=True)
class Credits:
    """What each row credits: an article, or -1 and an outlet."""

    row: Ints
    article: Ints
    outlet: Ints


@dataclass(frozen=True)
class Speakers:
    """Who speaks in each row, and at which place of its chain."""

    row: Ints
    position: Ints
    speaker: Ints


@dataclass(frozen=True)
class Facts:
    """All that the standings of these claims follow from.

    `utterer` holds a speaker for each claim, -1 where it has none; `outlet` an outlet for each article; `flagged`
    whether an article was corrected, retracted or superseded; `house` for each outlet the last of its owners.
    `read_claim` and `read_article` pair claims with the articles that were read for them: those that they credit
    are enough.
    """

    utterer: Ints
    evidence: Evidence
    credits: Credits
    speakers: Speakers
    outlet: Ints
    flagged: Bools
    house: Ints
    read_claim: Ints
    read_article: Ints

    @property
    def sides(self) -> int:
        """How many sides there are: an even number for each claim's support, the next for what contradicts it."""
        return 2 * self.utterer.size


def flags(size: int, places: Ints) -> Bools:
    """True at these places, False elsewhere."""
    marked = np.zeros(size, bool)
    marked[places] = True
    return marked


def find(keys: Ints, wanted: Ints) -> Ints:
    """Where each of the wanted stands among the sorted keys; -1 where it does not."""
    if not keys.size:
        return np.full(wanted.size, -1)
    places = np.searchsorted(keys, wanted).clip(max=keys.size - 1)
    return np.where(keys[places] == wanted, places, -1)


def placed(keys: Ints, wanted: Ints) -> Ints:
    """Where each of the wanted stands among the sorted keys; -1 for 0, which names nothing.

    Raises LookupError for any other that is not there: it came to the database while this was being read.
    """
    places = find(keys, wanted)
    if (places[wanted != 0] < 0).any():
        raise LookupError(
            "The record changed while it was being read, past every door. Run the command again."
        )
    return places


def stretched(first: Ints, number: Ints) -> Ints:
    """For each range its members: `number` numbers from `first` on, one range after the other."""
    before = np.cumsum(number) - number
    return np.repeat(first - before, number) + np.arange(number.sum())


def houses(outlets: dict[int, int | None]) -> dict[int, int]:
    """For each outlet the last of its owners, which it shares with exactly those that share any owner with it.

    Of a circle of owners, the lowest.
    """
    found: dict[int, int] = {}
    for outlet in outlets:
        chain: dict[int, None] = {}
        current: int | None = outlet
        while current is not None and current not in chain and current not in found:
            chain[current] = None
            above, current = current, outlets.get(current)
        if current is None:
            house = above
        else:
            house = found.get(current) or min(list(chain)[list(chain).index(current) :])
        found |= dict.fromkeys(chain, house)
    return found
