"""Existing claims ranked by likeness to a passage or to typed words, so that none is logged twice."""

from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from claims.models import Claim, Dossier
from record.folding import fold


@dataclass(frozen=True)
class Likely:
    """A claim that a passage may be about: how alike (0 to 100) and why, in a few words."""

    claim: Claim
    score: float
    why: str


def likely_claims(text: str, *, user: Any, dossier: Dossier | None = None, limit: int = 8) -> list[Likely]:
    """Return the claims this user may see that are most like the text, the likeliest first.

    Claims of `dossier` come first among equals.
    """
    rows = Claim.objects.visible_to(user).of(dossier) if dossier else Claim.objects.visible_to(user)
    ranked = [
        Likely(claim, fuzz.token_set_ratio(fold(text), fold(claim.statement)), "shared words")
        for claim in rows.newest_first()[:500]
    ]
    return sorted(ranked, key=lambda likely: -likely.score)[:limit]
