"""What a reader asks of the list of claims, as plain values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Criteria:
    """Which claims are asked for; a value left out asks for nothing.

    `words` are as they were typed: words, "phrases", beginnings (claims/search/terms.py). Records are named by their primary keys. `outlet`, `article` and `stance` hold of one
    and the same piece of evidence. `standing` is the stored one; `discrepancy` is `open` for the rivals of an open
    discrepancy. `earliest` and `latest` ask for claims whose own dates overlap with theirs.
    """

    words: str = ""
    dossier: int | None = None
    outlet: int | None = None
    article: int | None = None
    stance: str = ""
    person: int | None = None
    organization: int | None = None
    place: int | None = None
    standing: str = ""
    discrepancy: str = ""
    earliest: date | None = None
    latest: date | None = None
