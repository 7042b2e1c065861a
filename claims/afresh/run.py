"""Through all claims, a stretch a transaction: what stands, what is stored, and where they differ."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from django.db import transaction

from claims import standings
from claims.afresh.columns import Range
from claims.afresh.counting import count
from claims.afresh.facts import Bools, Ints
from claims.afresh.reading import next_stretch, read
from claims.afresh.writing import NAMES, Standings, hold_doors, stored, write
from claims.standings import Difference
from record.chunks import in_chunks

# So many claims at a time: some hundred megabytes, and a second or two in which no door opens.
STRETCH = 200_000
NUMBER_OF = {name: number for number, name in enumerate(NAMES)}


@dataclass(frozen=True)
class Checked:
    """A stretch of claims: how many it holds, and those whose stored standing is not the fresh one, fresh and stored."""

    claims: int
    fresh: Standings
    stored: Standings

    @property
    def differing(self) -> int:
        """How many differ."""
        return self.fresh.claims.size

    def differences(self, most: int) -> list[Difference]:
        """The first few of those that differ, as records."""
        few = self.fresh.only(np.arange(self.differing) < most)
        stored = {row.claim_id: row for row in self.stored.of(few.claims).records()}
        return [Difference(stored.get(row.claim_id), row) for row in few.records()]


def settle(*, repair: bool = True, stretch: int = STRETCH) -> Iterator[Checked]:
    """Compare all stored standings with fresh ones, and unless told otherwise store the fresh ones where they differ."""
    after = 0
    while within := next_stretch(after, stretch):
        with transaction.atomic():
            hold_doors()
            found, before = fresh(within), stored(within)
            differing = found.only(found.differing(before))
            if repair and differing.claims.size:
                write(differing)
        yield Checked(found.claims.size, differing, before)
        after = within[1]


def fresh(within: Range) -> Standings:
    """The standings of the claims from the first to the last of these keys, worked out now."""
    read_claims = read(within)
    counts = count(read_claims.facts)
    columns = np.column_stack(
        [
            [NUMBER_OF[name] for name in counts.standing],
            counts.low[:, 0],
            counts.high[:, 0],
            counts.low[:, 1],
            counts.high[:, 1],
            np.zeros(read_claims.claims.size, np.int64),
        ]
    )
    _by_the_rules(read_claims.claims, counts.left, columns)
    return Standings(read_claims.claims, tuple(columns.T))


def _by_the_rules(claims: Ints, left: Bools, columns: Ints) -> None:
    """Fill in the claims whose standing arrays do not settle."""
    for some in in_chunks(np.flatnonzero(left).tolist(), standings.CHUNK):
        for row in standings.fresh(claims[some].tolist()):
            place = np.searchsorted(claims, row.claim_id)
            columns[place] = [
                NUMBER_OF[row.standing],
                *(getattr(row, column) for column in standings.COLUMNS[1:]),
            ]
