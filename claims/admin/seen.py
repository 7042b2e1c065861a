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
    """What a page keeps of a row that it shows with all that belongs to it: `fingerprint@seconds`."""
    return _fingerprint(row) + moment()


def moment() -> str:
    """The stamp of a page that knows by itself whether what it shows has changed."""
    return f"@{timezone.now().timestamp():.3f}"


def is_as_seen(row: Claim | Evidence, stamped: str) -> bool:
    """True if the row, as it is now, is what the page with this stamp has shown."""
    return stamped.partition("@")[0] == _fingerprint(row)


def stamp_passage(evidence: Evidence) -> str:
    """The stamp of a page that shows a passage and its article, without its speakers and credits."""
    return fingerprint(evidence, evidence.article) + moment()


def is_passage_as_seen(evidence: Evidence, stamped: str) -> bool:
    return stamped.partition("@")[0] == fingerprint(evidence, evidence.article)


def told_since(row: Claim | Evidence, stamped: str, site: Any) -> str:
    """What was changed since, in one sentence for a message; empty where history knows of nothing."""
    told = [_told(entry) for entry in changes_since(row, stamped, site)]
    return f"Since then {'; '.join(told)}." if told else ""


def _told(entry: history.Entry) -> str:
    what = (f"{change.verb} {_what(change)}" for change in entry.changes)
    reason = f" (“{entry.reason}”)" if entry.reason else ""
    return f"{entry.by or 'somebody'} {', '.join(what)}{reason}"


def _what(change: history.Change) -> str:
    fields = ", ".join(one.name for one in change.differences) if change.verb == "changed" else ""
    return f"{change.subject or change.what.lower()}{f': {fields}' if fields else ''}"


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
