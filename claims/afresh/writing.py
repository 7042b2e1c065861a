"""Standings written many at a time, and read as they are stored."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection

from claims.afresh.columns import Range, coded, columns, inside
from claims.afresh.facts import Bools, Ints, find
from claims.models import ClaimStanding
from claims.standings import COLUMNS

# In KiB.
ROOM = 300_000

NAMES = np.array(ClaimStanding.Standing.values, object)
TABLE = ClaimStanding._meta.db_table
INTO = ", ".join(["claim_id", *COLUMNS])
OVERWRITE = "ON CONFLICT (claim_id) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in COLUMNS
)


@dataclass(frozen=True)
class Standings:
    """The standings of claims by their keys: the columns of claims.standings.COLUMNS, the standing as its number."""

    claims: Ints
    columns: tuple[Ints, ...]

    def differing(self, stored: "Standings") -> Bools:
        """Which of these are not stored as they are here; the stored ones are of some of these claims."""
        places = np.searchsorted(self.claims, stored.claims)
        same = np.zeros(self.claims.size, bool)
        same[places] = np.all(
            [ours[places] == theirs for ours, theirs in zip(self.columns, stored.columns, strict=True)],
            axis=0,
        )
        return ~same

    def only(self, kept: Bools) -> "Standings":
        """Some of them."""
        return Standings(self.claims[kept], tuple(column[kept] for column in self.columns))

    def of(self, claims: Ints) -> "Standings":
        """Those of these claims."""
        return self.only(find(claims, self.claims) >= 0)

    def records(self) -> Iterator[ClaimStanding]:
        """As the model has them."""
        return (ClaimStanding(**dict(zip(["claim_id", *COLUMNS], row, strict=True))) for row in self.rows())

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows of the table."""
        standing, *counts, stale = self.columns
        lists = [self.claims.tolist(), NAMES[standing].tolist(), *(count.tolist() for count in counts)]
        return zip(*lists, stale.astype(bool).tolist(), strict=True)


def stored(within: Range) -> Standings:
    """The stored standings of the claims from the first to the last of these keys."""
    number = {name: place for place, name in enumerate(NAMES)}
    counts = COLUMNS[1:-1]
    rows = ClaimStanding.objects.filter(inside("claim", within)).order_by("claim")
    key, *found = columns(
        rows.values_list("claim_id", coded("standing", number), *counts, coded("stale", {True: 1})),
        2 + len(COLUMNS) - 1,
    )
    return Standings(key, tuple(found))


def hold_doors() -> None:
    """Let nobody write standings until this transaction ends: every door does, so what is read now stays true.

    On SQLite the transaction itself sees to it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {TABLE} IN SHARE ROW EXCLUSIVE MODE")


@contextmanager
def room_to_write() -> Iterator[None]:
    """Give SQLite memory for the indexes that many rows go into, each somewhere else."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (before,) = cursor.execute("PRAGMA cache_size").fetchone()
        cursor.execute(f"PRAGMA cache_size = -{ROOM}")
        yield
        cursor.execute(f"PRAGMA cache_size = {before}")


def write(standings: Standings) -> None:
    """Write these over those stored."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, standings)
        else:
            places = ", ".join(["%s"] * (1 + len(COLUMNS)))
            cursor.executemany(
                f"INSERT INTO {TABLE} ({INTO}) VALUES ({places}) {OVERWRITE}",  # noqa: S608
                list(standings.rows()),
            )


def _copy(cursor: Any, standings: Standings) -> None:
    """Through a table of its own, since COPY itself overwrites nothing."""
    text = io.StringIO()
    csv.writer(text).writerows(standings.rows())
    text.seek(0)
    cursor.execute(f"CREATE TEMPORARY TABLE fresh (LIKE {TABLE}) ON COMMIT DROP")
    with connection.wrap_database_errors:
        cursor.copy_expert(f"COPY fresh ({INTO}) FROM STDIN (FORMAT csv)", text)
    cursor.execute(f"INSERT INTO {TABLE} ({INTO}) SELECT {INTO} FROM fresh {OVERWRITE}")  # noqa: S608
    cursor.execute("DROP TABLE fresh")
