"""What a check finds: one suggestion, what it rests on, and the changes an editor may choose."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeAlias

from claims.models import Claim, Evidence
from people.models import Organization, Person
from sources.models import Article, Outlet

Record: TypeAlias = Claim | Evidence | Article | Outlet | Person | Organization
LONGEST_NAME = 80


@dataclass(frozen=True)
class Check:
    """One rule: its name, under which dismissals are kept, its title, and why what it finds matters."""

    name: str
    title: str
    matters: str


@dataclass(frozen=True)
class Fix:
    """One change of a piece of evidence; `token` tells it from the other fixes of its finding."""

    token: str
    label: str
    evidence: Evidence
    act: Callable[[Evidence, Any], None]


@dataclass(frozen=True)
class Finding:
    """One suggestion on one claim. `rests_on` is every value that, if it changed, would make it another one.

    `begins`: where a new discrepancy would settle it, the query that fills in its form in the admin.
    """

    check: Check
    claim: Claim
    what: str
    places: tuple[Record, ...]
    rests_on: tuple[Any, ...]
    fixes: tuple[Fix, ...] = ()
    begins: str = ""

    @property
    def key(self) -> str:
        """What a dismissal is kept under: SHA-256, in hexadecimal, of the check and all it rests on."""
        return sha256(json.dumps([self.check.name, self.claim.public_id, self.rests_on]).encode()).hexdigest()


def named(record: object) -> str:
    """A record's name in quotation marks, apart from the script around it, and no longer than a line bears."""
    name = str(record)
    return f"“\u2068{name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + '…'}\u2069”"


def titled(article: Article) -> str:
    """An article by its title and outlet."""
    return f"{named(article)} (\u2068{article.outlet_name}\u2069)"
