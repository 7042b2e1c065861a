"""The best of what was found: those first that say what was asked for in their own words.

A judgement of the text alone: nothing here weighs a claim or a source.
"""

from typing import Any

from django.db.models.functions import Coalesce

from claims.search.terms import Query

# Ranking means reading: beyond so many of the newest claims found, a reader is better off asking for more.
RANKED = 1_000
SHOWN = 100

# How much a word counts in the first field of the document (the statement), the second and so on; and in any later one.
WEIGHTS = (8.0, 4.0, 3.0, 3.0, 2.0, 2.0)
LATER = 1.0
PHRASE = 4.0


def best(claims: Any, query: Query) -> list[Any]:
    """The SHOWN best of the RANKED first of these claims; alike ones in the order they came in."""
    first = claims.annotate(indexed=Coalesce("public_words__words", "editors_words__words"))[:RANKED]
    return sorted(first, key=lambda claim: -score(claim.indexed or "", query))[:SHOWN]


def score(indexed: str, query: Query) -> float:
    """How much the words of a claim, as they are indexed, say of what is asked: each asked word counts where it counts most."""
    fields = [text.split() for text in indexed.strip("| ").split(" | ")]
    total = PHRASE * sum(f" {' '.join(phrase)} " in indexed for phrase in query.phrases)
    for stem in query.stems:
        total += max((_weight(at) for at, text in enumerate(fields) if stem in text), default=0.0)
    for start in query.prefixes:
        total += max(
            (_weight(at) for at, text in enumerate(fields) if any(word.startswith(start) for word in text)),
            default=0.0,
        )
    return total


def _weight(field: int) -> float:
    return WEIGHTS[field] if field < len(WEIGHTS) else LATER
