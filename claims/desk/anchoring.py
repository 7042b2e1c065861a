"""Where a quotation stands in a text: exactly there, or nowhere that can be said. Pure: no Django, no database.

After the TextQuoteSelector of the W3C Web Annotation Data Model: the exact words, and the words before and after them
to tell one occurrence from another. Layout is no words (any space stands for any other); nothing else is forgiven, so
that no passage is ever anchored to a lookalike.
"""

import re
from collections.abc import Iterator

Span = tuple[int, int]

# An editor's mark for words left out, and the most text that it may stand for.
_ELISION = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\))\s*")
_LEFT_OUT = r"[\s\S]{0,4000}?"
_CONTEXT = 60
_LONGEST_CONTEXT = 190


def anchor(
    text: str, quotation: str, *, prefix: str = "", suffix: str = "", within: Span | None = None
) -> Span | None:
    """Return where the quotation stands, as offsets, or None where it does not stand or could be one of several.

    Of several places, the one with these words before and after it; else the one inside `within`.
    """
    places = occurrences(text, quotation)
    if len(places) > 1 and (prefix or suffix):
        places = [place for place in places if _is_between(text, place, prefix, suffix)] or places
    if len(places) > 1 and within:
        places = [place for place in places if within[0] <= place[0] and place[1] <= within[1]]
    return places[0] if len(places) == 1 else None


def occurrences(text: str, quotation: str) -> list[Span]:
    """Every place where the words stand, as offsets; places may overlap."""
    parts = [_words(part) for part in _ELISION.split(quotation) if part.strip()]
    if not parts:
        return []
    return list(_overlapping(re.compile(_LEFT_OUT.join(parts)), text))


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a passage, enough of them to tell it from others with the same words."""
    for width in (_CONTEXT, _LONGEST_CONTEXT):
        before, after = _last_words(text[:start], width), _first_words(text[end:], width)
        if anchor(text, text[start:end], prefix=before, suffix=after) == (start, end):
            break
    return before, after


def plain(text: str) -> str:
    """The text with one space wherever it has any."""
    return " ".join(text.split())


def _words(part: str) -> str:
    return r"\s+".join(map(re.escape, part.split()))


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    place = pattern.search(text)
    while place:
        yield place.span()
        place = pattern.search(text, place.start() + 1)


def _is_between(text: str, place: Span, prefix: str, suffix: str) -> bool:
    before, after = plain(prefix), plain(suffix)
    return (
        plain(text[max(0, place[0] - 4 * len(prefix) - 8) : place[0]]).endswith(before)
        and plain(text[place[1] : place[1] + 4 * len(suffix) + 8]).startswith(after)
    )  # fmt: skip


def _last_words(text: str, width: int) -> str:
    words = plain(text[-4 * width :])
    return words if len(words) <= width else words[-width:].partition(" ")[2]


def _first_words(text: str, width: int) -> str:
    words = plain(text[: 4 * width])
    return words if len(words) <= width else words[:width].rpartition(" ")[0]
