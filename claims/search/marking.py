"""Showing what was found: the words of a text that a query asks for, and where else a claim says them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from claims.search.documents import public_texts
from claims.search.terms import Query, stem, words

# A word as it is written: letters, digits, the marks over them, and the apostrophes inside it.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640'’‘ʼʿʾ`´])*")
# How much of a longer text is shown, in words on either side of the first that was asked for.
AROUND = 12


class Piece(NamedTuple):
    """A piece of a text, and whether it was asked for."""

    text: str
    asked: bool


def marked(text: str, query: Query) -> list[Piece]:
    """The text in pieces, which make the whole text again."""
    pieces, end = [], 0
    for word in _WORD.finditer(text):
        if hits(word.group(), query):
            pieces += [Piece(text[end : word.start()], False), Piece(word.group(), True)]
            end = word.end()
    return [piece for piece in [*pieces, Piece(text[end:], False)] if piece.text]


def hits(text: str, query: Query) -> set[str]:
    """The stems and beginnings that the query asks for and the text has."""
    found = set()
    for word in words(text):
        found |= {stem(word)} & {*query.stems}
        found |= {start for start in query.prefixes if word.startswith(start) or stem(word).startswith(start)}
    return found


def show_where_found(claims: Iterable[Any], query: Query) -> None:
    """Give each claim whose statement lacks some word asked for `found_in`: an excerpt of where that word stands."""
    claims = list(claims)
    asked = {*query.stems, *query.prefixes}
    missing = {claim.pk: rest for claim in claims if (rest := asked - hits(str(claim), query))}
    texts = public_texts(missing)
    for claim in claims:
        claim.found_in = _best(texts.get(claim.pk, ()), missing.get(claim.pk, set()), query)


def _best(texts: Iterable[str], missing: set[str], query: Query) -> list[Piece]:
    """An excerpt of the text that has most of what is missing; nothing where none has any."""
    best = max(texts, key=lambda text: len(hits(text, query) & missing), default="")
    return excerpt(best, query) if hits(best, query) & missing else []


def excerpt(text: str, query: Query) -> list[Piece]:
    """The text around the first word asked for, with an ellipsis where more stands."""
    found = list(_WORD.finditer(text))
    first = next((number for number, word in enumerate(found) if hits(word.group(), query)), 0)
    shown = found[max(0, first - AROUND) : first + AROUND + 1]
    if not shown:
        return []
    start = 0 if first <= AROUND else shown[0].start()
    end = len(text) if shown[-1] is found[-1] else shown[-1].end()
    return [*_ellipsis(start > 0), *marked(text[start:end], query), *_ellipsis(end < len(text))]


def _ellipsis(left_out: bool) -> Iterator[Piece]:
    if left_out:
        yield Piece(" … ", False)
