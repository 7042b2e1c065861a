"""What stands above in the same file: a row may speak of any claim, article or new name that is here or above it.

A file is checked whole before its first row is written, and then written a batch at a time. `Noted` serves the first:
an index on disk, so that a million rows take no more memory than a thousand. `Stored` serves the second: what stands
above is in the record by then, and only the file's own keys have to be kept.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from claims.bundles.items import Json
from claims.models import ImportedKey, ImportRun
from record.chunks import in_chunks


class Described(NamedTuple):
    """A record of the file: the row that describes it first, and what that row says."""

    row: int
    record: Json


class Above:
    """Nothing stands above: all of a file is in one batch."""

    def ids(self, kind: str, keys: Collection[str]) -> dict[str, str]:
        """The id (or slug) of what these keys, addresses or folded names stand for, of those that stand above."""
        return {}

    def described(self, kind: str, ids: Collection[str]) -> dict[str, Described]:
        """What the rows above say of the records with these ids, where these are not in the database yet."""
        return {}

    def note(
        self, keys: Iterable[tuple[str, str, str]], records: Iterable[tuple[str, str, Described]]
    ) -> None:
        """Remember the keys (kind, key, id) and records (kind, id, what is said) of a batch."""


class Noted(Above):
    """Keys and records of a file of which nothing is written yet, in a temporary file that goes with this object."""

    def __init__(self) -> None:
        self._notes = sqlite3.connect("", isolation_level=None)
        self._notes.execute("PRAGMA journal_mode=OFF")
        self._notes.execute("CREATE TABLE keys (kind, key, id, PRIMARY KEY (kind, key)) WITHOUT ROWID")
        self._notes.execute(
            "CREATE TABLE records (kind, id, row, said, PRIMARY KEY (kind, id)) WITHOUT ROWID"
        )

    def ids(self, kind: str, keys: Collection[str]) -> dict[str, str]:
        return dict(self._found("SELECT key, id FROM keys", "key", kind, keys))

    def described(self, kind: str, ids: Collection[str]) -> dict[str, Described]:
        found = self._found("SELECT id, row, said FROM records", "id", kind, ids)
        return {key: Described(row, json.loads(said)) for key, row, said in found}

    def _found(self, select: str, column: str, kind: str, values: Collection[str]) -> Iterable[Any]:
        for chunk in in_chunks(values, 500):
            marks = ", ".join("?" * len(chunk))
            yield from self._notes.execute(
                f"{select} WHERE kind = ? AND {column} IN ({marks})", [kind, *chunk]
            )

    def note(
        self, keys: Iterable[tuple[str, str, str]], records: Iterable[tuple[str, str, Described]]
    ) -> None:
        said = [(kind, key, one.row, json.dumps(one.record)) for kind, key, one in records]
        self._notes.execute("BEGIN")
        self._notes.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?, ?)", keys)
        self._notes.executemany("INSERT OR IGNORE INTO records VALUES (?, ?, ?, ?)", said)
        self._notes.execute("COMMIT")


class Stored(Above):
    """The keys of a file of which the rows above are in the record already."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run

    def ids(self, kind: str, keys: Collection[str]) -> dict[str, str]:
        if kind not in ImportedKey.Kind:
            return {}  # by its address or name it is found in the record
        known = ImportedKey.objects.filter(run=self.run, kind=kind)
        return {
            key: public_id
            for chunk in in_chunks(keys)
            for key, public_id in known.filter(key__in=chunk).values_list("key", "public_id")
        }

    def note(
        self, keys: Iterable[tuple[str, str, str]], records: Iterable[tuple[str, str, Described]]
    ) -> None:
        rows = [
            ImportedKey(run=self.run, kind=kind, key=key, public_id=public_id)
            for kind, key, public_id in keys
            if kind in ImportedKey.Kind
        ]
        ImportedKey.objects.bulk_create(rows, batch_size=500)
