"""What a page of decisions has shown of a claim or a piece of evidence, so that what is decided is what was seen.

The page holds a stamp for each row: its fingerprint, with all that belongs to it, and the moment. Whoever decides
compares it under the lock of the claim; what was changed since the moment is told from history.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from claims.models import Claim, Evidence
from record.admin import history
from record.versions import fingerprint
from sources.models import Article


def stamp(row: Claim | Evidence) -> str:
    """What a page keeps of a row that it shows: `fingerprint@seconds`."""
    return f"{_fingerprint(row)}@{timezone.now().timestamp():.3f}"


def is_as_seen(row: Claim | Evidence, stamped: str) -> bool:
    """True if the row, as it is now, is what the page with this stamp has shown."""
    return stamped.partition("@")[0] == _fingerprint(row)


def changes_since(row: Claim | Evidence, stamped: str, site: Any) -> list[history.Entry]:
    """What was done since to the claim, its rows, and the articles that its evidence lies in."""
    claim = row if isinstance(row, Claim) else row.claim
    page = site.get_model_admin(Claim)
    articles = Article.history.filter(id__in=[piece.article_id for piece in _evidence(row)])
    told = history.changes(claim, [*page.histories(claim), articles], page.subjects)
    since = _moment(stamped)
    return history.entries([change for change in told if change.at > since])


def _moment(stamped: str) -> datetime:
    try:
        return datetime.fromtimestamp(float(stamped.partition("@")[2]), UTC)
    except (ValueError, OverflowError, OSError):
        return timezone.now()


def _fingerprint(row: Claim | Evidence) -> str:
    """Of a claim with its circumstances and evidence, or of a piece of evidence with its trail, as loaded."""
    own = (
        [row.claim] if isinstance(row, Evidence) else [row, *row.participants.all(), *row.claim_places.all()]
    )
    return fingerprint(*own, *_with_trails(_evidence(row)))


def _evidence(row: Claim | Evidence) -> Iterable[Evidence]:
    return [row] if isinstance(row, Evidence) else row.evidence.all()


def _with_trails(evidence: Iterable[Evidence]) -> list[Model]:
    rows: list[Model] = []
    for piece in evidence:
        rows += [piece, piece.article, *piece.speakers.all(), *piece.credits.all()]
    # One article may hold several pieces.
    return list(dict.fromkeys(rows))
