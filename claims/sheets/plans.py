"""What a batch of rows makes, before any of it is written; and the choices of whoever imports it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from claims.bundles.entries import Entry, canonical
from claims.bundles.items import Json, Kind
from claims.sheets.above import Described
from claims.sheets.problems import Problem

# Stands for the id of what a key would have named.
REFUSED = "-"


class Refusal(Exception):
    """A record of a row that cannot be: `reasons` are columns, each with what is wrong there."""

    def __init__(self, *reasons: tuple[str, str]) -> None:
        self.reasons = reasons
        super().__init__(*reasons)


@dataclass(frozen=True)
class Options:
    """What the importer chose: the SHA-256 of the file, whether unknown names are made, a dossier for every claim.

    `changes_public` is whether the importer may change what readers see: put a published claim into a dossier.
    """

    digest: str
    make_names: bool = False
    dossier: str = ""
    changes_public: bool = True


@dataclass
class Plan:
    """What a batch of rows makes: `entries`, each with the row of the file it comes from in `origins`.

    `known` is the rows here that they refer to, `memberships` the claims that join dossiers, by id and
    slug, `repeated` how many pieces of evidence are here already. `keys` and
    `records` are for the rows below (claims/sheets/above.py).
    """

    entries: list[Entry] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    known: dict[tuple[str, tuple[Any, ...]], Any] = field(default_factory=dict)
    memberships: dict[tuple[str, str], None] = field(default_factory=dict)
    keys: list[tuple[str, str, str]] = field(default_factory=list)
    records: list[tuple[str, str, Described]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    repeated: int = 0

    @property
    def touched(self) -> set[int]:
        """The claims here of which the rows speak."""
        return {row.pk for (kind, _), row in self.known.items() if kind == "claims"}

    @property
    def counts(self) -> Counter[str]:
        """How many records of each kind are made."""
        return Counter(entry.kind.name for entry in self.entries)

    def enter(self, row: int, kind: Kind, record: Json) -> Entry:
        """Add a record that is made."""
        entry = Entry(kind, canonical(kind, record))
        self.entries.append(entry)
        self.origins.append(row)
        return entry

    def know(self, kind: str, key: str, row: Any) -> None:
        """Keep a row here that the file refers to; nothing where it is not written yet."""
        if row is not None:
            self.known[kind, (key,)] = row
