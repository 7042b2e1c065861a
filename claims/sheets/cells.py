"""What stands in one cell, as text and as a value: several in one, escapes, dates, numbers, choices.

Functions that read raise ValueError, saying what to write instead. Their values are those of the bundle format
(claims/bundles/format.py), to which a row of a sheet is turned.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from record.dates import parse_edtf
from record.refusals import as_typed
from record.times import parse_time

Reader = Callable[[str], Any]

# Between the sources of one cell. Not a semicolon: addresses and quotations hold those.
_SOURCES = r"[|\n]"
# Between the items of a list.
_ITEMS = r"[;\n]"
# Beyond this a cell is no list, but something pasted into it.
MOST_ITEMS = 200
_ESCAPE = re.compile(r"\\(n|s|[\\|;()\[\]])")
_ESCAPED_WORDS = {"n": "\n", "s": " "}
_IN_TEXT, _IN_NAMES = re.compile(r"[\\|\n]"), re.compile(r"[\\|\n;()\[\]]")

# What spreadsheets take for the beginning of a formula, and we for one that was made harmless.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMERIC_DATE = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{2}|[0-9]{4})")
CENTURY = "20"

YES, NO = ("yes", "true"), ("no", "false")


def cleaned(cell: str) -> str:
    """The text of a cell as it is meant: no space around it, one kind of line end, no guard against formulas.

    Raises ValueError for characters that no database holds.
    """
    text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("holds a character that cannot be stored (NUL or half a surrogate pair).")
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula; `cleaned` takes the apostrophe off again."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def split_sources(cell: str) -> list[str]:
    """The values of a cell, one a source, in order; a place between two separators may be empty."""
    return [part.strip() for part in _split(cell, _SOURCES)]


def split_items(cell: str) -> list[str]:
    """The items of a list, none of them empty. Raises ValueError where there are too many to be one."""
    items = [item for part in _split(cell, _ITEMS) if (item := part.strip())]
    if len(items) > MOST_ITEMS:
        raise ValueError(f"holds {len(items):,} items: a list has at most {MOST_ITEMS}.")
    return items


def _split(cell: str, separator: str) -> list[str]:
    parts, start = [], 0
    for found in re.finditer(rf"\\[^\n]|({separator})", cell):
        if found[1]:
            parts.append(cell[start : found.start()])
            start = found.end()
    return [*parts, cell[start:]]


def plain(text: str) -> str:
    r"""The text without its escapes: `\n` is a line break, `\s` a space at either end, `\|` a bar, `\\` a backslash."""
    return _ESCAPE.sub(lambda found: _ESCAPED_WORDS.get(found[1], found[1]), text)


def escaped(text: str) -> str:
    """Text as the one value of a cell that may hold several."""
    inside = _IN_TEXT.sub(_with_backslash, text.strip(" "))
    before = len(text) - len(text.lstrip(" "))
    after = len(text) - len(text.rstrip(" ")) if inside else 0
    return r"\s" * before + inside + r"\s" * after


def escaped_name(text: str) -> str:
    """A name or a note on it, as an item of a list."""
    return _IN_NAMES.sub(_with_backslash, text)


def _with_backslash(found: re.Match[str]) -> str:
    return r"\n" if found[0] == "\n" else f"\\{found[0]}"


# Readers


def text(value: str) -> str:
    return value


def edtf(value: str) -> str:
    """A date in EDTF. One written otherwise is refused with the ways it could be meant, never guessed."""
    try:
        parse_edtf(value)
    except ValueError as refusal:
        if ways := _ways_to_read(value):
            raise ValueError(
                f"{as_typed(value)} could be read in more than one way: write {' or '.join(ways)}."
            ) from refusal
        raise
    return value


def _ways_to_read(value: str) -> list[str]:
    """The days that a date of three numbers may mean; of two years digits, this century's."""
    found = _NUMERIC_DATE.fullmatch(value)
    if not found:
        return []
    first, second, year = found.groups()
    year = year if len(year) == 4 else CENTURY + year
    return [
        f"{year}-{int(month):02}-{int(day):02} (day {int(day)}, month {int(month)})"
        for day, month in dict.fromkeys(((first, second), (second, first)))
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    ]


def day(value: str) -> str:
    """One day, as 2024-11-29."""
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise ValueError(f"{as_typed(value)} is not a day: write it as 2024-11-29.")


def time(value: str) -> str:
    """A local time of day, as docs/dates.md explains."""
    parse_time(value)
    return value


def number(value: str) -> str:
    """A decimal number in digits with a point. Separators of thousands are refused: they are decimal commas elsewhere."""
    try:
        if _NUMBER.fullmatch(value):
            return format(Decimal(value), "f")
    except InvalidOperation:
        pass
    raise ValueError(f"{as_typed(value)} is not a number we can read: write digits and a point, 1200 or 2.5.")


def flag(value: str) -> bool:
    """Yes or no."""
    if value.lower() in (*YES, *NO):
        return value.lower() in YES
    raise ValueError(f"{as_typed(value)} is neither yes nor no.")


def one_of(choices: Iterable[str]) -> Reader:
    """A reader of one of these words; capitals do not matter, and a space is as good as a line below."""
    known = [choice for choice in choices if choice]

    def read(value: str) -> str:
        word = re.sub(r"[\s-]+", "_", value.lower())
        if word not in known:
            raise ValueError(f"{as_typed(value)} is none of: {', '.join(known)}.")
        return word

    read.known = known  # type: ignore[attr-defined]
    return read


def some_of(choices: Sequence[str]) -> Reader:
    """A reader of a list of some of these words."""
    one = one_of(choices)

    def read(value: str) -> list[str]:
        return [one(item) for item in split_items(value)]

    return read


# Writers


def shown(value: Any) -> str:
    """A plain value of the bundle format as the text of a cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)
