"""Dates as reports give them: EDTF text, the days it may mean, and plain English for readers.

The format is the part of the Extended Date/Time Format (Library of Congress, ISO 8601-2:2019) that can be
explained to an editor in one line: a day, a month or a year; two of them as an interval, either end open
(`..`); and after each of them `~` (about), `?` (uncertain) or `%` (both). docs/dates.md lists every form with
its meaning.
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import takewhile

import edtf
from django.core.exceptions import ValidationError
from edtf.parser import parser_classes as edtf_forms

from record.refusals import as_typed

WHAT_TO_TYPE = (
    "Type 2024-11-29, 2024-12, 2024, 2024-12-07/2024-12-08, 2024-11-27~ (about), "
    "../2024-12-07 (by that day) or 2024-12-09/.. (from that day)."
)

# The forms we explain. Tried before the parser, which on other input may print, fail in ways of its own, or take
# a season for a month.
_DATE = r"(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?[~?%]?"
_EXPLAINED = re.compile(rf"{_DATE}|(?:{_DATE}|\.\.)/(?:{_DATE}|\.\.)")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ONE_DAY = timedelta(days=1)

_Form = edtf_forms.Date | edtf_forms.UncertainOrApproximate | edtf_forms.UnspecifiedIntervalSection


@dataclass(frozen=True)
class DateRange:
    """The days something may have happened on, both ends included; None is an open end.

    `approximate` and `uncertain` repeat the text's `~` and `?`. Raises ValueError where `earliest` is after
    `latest`.
    """

    earliest: date | None
    latest: date | None
    approximate: bool = False
    uncertain: bool = False

    def __post_init__(self) -> None:
        if self._first > self._last:
            raise ValueError(
                f"A range of dates cannot begin ({self.earliest}) after it ends ({self.latest})."
            )

    @property
    def _first(self) -> date:
        return self.earliest or date.min

    @property
    def _last(self) -> date:
        return self.latest or date.max

    def overlaps(self, other: "DateRange") -> bool:
        """Whether some day lies in both."""
        return self._first <= other._last and other._first <= self._last

    def contains(self, other: "DateRange") -> bool:
        """Whether every day of `other` lies in this range."""
        return self._first <= other._first and other._last <= self._last

    def disjoint(self, other: "DateRange") -> bool:
        """Whether no day lies in both: the two cannot be the same moment."""
        return not self.overlaps(other)


@dataclass(frozen=True)
class _Point:
    """One date of a text: a day, a month (no `day`) or a year (neither); its mark is "" or one of ~ ? %."""

    year: int
    month: int | None
    day: int | None
    mark: str = ""

    @property
    def approximate(self) -> bool:
        return self.mark in ("~", "%")

    @property
    def uncertain(self) -> bool:
        return self.mark in ("?", "%")

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def earliest(self) -> date:
        """The first day; of an approximate date, the first day of the day, month or year before it."""
        if not self.approximate or self.first == date.min:
            return self.first
        return self._like(self.first - _ONE_DAY).first

    @property
    def latest(self) -> date:
        """The last day; of an approximate date, the last day of the day, month or year after it."""
        if not self.approximate or self.last == date.max:
            return self.last
        return self._like(self.last + _ONE_DAY).last

    @property
    def words(self) -> tuple[str, ...]:
        """The date in words without its mark: ("29", "November", "2024")."""
        day = [str(self.day)] if self.day else []
        month = [calendar.month_name[self.month]] if self.month else []
        return (*day, *month, str(self.year))

    def _like(self, day: date) -> "_Point":
        """The day, month or year (whichever this point is) that `day` lies in."""
        return _Point(day.year, self.month and day.month, self.day and day.day)


@dataclass(frozen=True)
class _Ends:
    """What a text says: where it begins and ends, None for an open end. A single date is both."""

    start: _Point | None
    end: _Point | None

    @property
    def points(self) -> list[_Point]:
        return [point for point in (self.start, self.end) if point]


def parse_edtf(text: str) -> DateRange:
    """Return the days that EDTF `text` may mean; spaces around it are ignored.

    An approximate date is widened by one unit of its own precision on either side (2024-11-27~ is 26 to 28
    November, 2024-12~ is November to January, 2024~ is 2023 to 2025), so that a search for overlap finds it.
    An uncertain date keeps its bounds. Raises ValueError, saying what to type, for anything else.
    """
    ends = _read(text)
    return DateRange(
        earliest=ends.start.earliest if ends.start else None,
        latest=ends.end.latest if ends.end else None,
        approximate=any(point.approximate for point in ends.points),
        uncertain=any(point.uncertain for point in ends.points),
    )


def describe_edtf(text: str) -> str:
    """Return EDTF `text` in plain English: "7–8 December 2024", "by December 2024", "about 27 November 2024".

    Raises ValueError as `parse_edtf` does.
    """
    ends = _read(text)
    if ends.start is None or ends.end is None:
        word = "by" if ends.start is None else "from"
        return f"{word} {_phrase(ends.points[0])}"
    if ends.start == ends.end:
        return _phrase(ends.start)
    if ends.start.mark != ends.end.mark:
        return f"from {_phrase(ends.start)} to {_phrase(ends.end)}"
    return _marked(_span(ends.start.words, ends.end.words), ends.start)


def validate_edtf(text: str) -> None:
    """Django validator: raises ValidationError with the message of `parse_edtf`."""
    try:
        parse_edtf(text)
    except ValueError as refusal:
        raise ValidationError(str(refusal), code="invalid_date") from refusal


def _read(text: str) -> _Ends:
    """Return the ends of `text`, or raise the ValueError that says what is wrong with it."""
    stripped = text.strip()
    if not _EXPLAINED.fullmatch(stripped):
        raise ValueError(f"{as_typed(text)} is not a date we can read. {WHAT_TO_TYPE}")
    return _read_explained(stripped)


# The parser takes 2 to 6 ms a text, and a record repeats few dates often: a page of fifty claims must not pay
# for each.
@lru_cache(maxsize=10_000)
def _read_explained(text: str) -> _Ends:
    _refuse_impossible_days(text)
    ends = _plain_day(text) or _ends(edtf.parse_edtf(text))
    if not ends.points:
        raise ValueError(
            f"{as_typed(text)} names no date. Leave the date empty where nothing is known of it."
        )
    if ends.start and ends.end and ends.start.first > ends.end.last:
        raise ValueError(f"{as_typed(text)} ends before it begins. Type the earlier date first.")
    return ends


def _refuse_impossible_days(text: str) -> None:
    """Refuse 29 February 2023 and its like, which the parser lets through or refuses without saying why."""
    for year, month, day in _DAY.findall(text):
        days = calendar.monthrange(int(year), int(month))[1]
        if not 1 <= int(day) <= days:
            name = f"{calendar.month_name[int(month)]} {year}"
            raise ValueError(f"{as_typed(text)} names a day that does not exist: {name} has {days} days.")


def _plain_day(text: str) -> _Ends | None:
    """Return the ends of a plain day, by far the most frequent form, which needs no parser."""
    if match := _DAY.fullmatch(text):
        year, month, day = map(int, match.groups())
        point = _Point(year, month, day)
        return _Ends(point, point)
    return None


def _ends(parsed: _Form | edtf_forms.Interval) -> _Ends:
    if isinstance(parsed, edtf_forms.Interval):
        return _Ends(_point(parsed.lower), _point(parsed.upper))
    point = _point(parsed)
    return _Ends(point, point)


def _point(form: _Form) -> _Point | None:
    """Return one end of a parsed text, None where it is open."""
    if isinstance(form, edtf_forms.UnspecifiedIntervalSection):
        return None
    if isinstance(form, edtf_forms.UncertainOrApproximate):
        return replace(_unmarked(form.date), mark=str(form.ua or ""))
    return _unmarked(form)


def _unmarked(form: edtf_forms.Date) -> _Point:
    return _Point(int(form.year), form.month and int(form.month), form.day and int(form.day))


def _phrase(point: _Point) -> str:
    return _marked(" ".join(point.words), point)


def _marked(phrase: str, point: _Point) -> str:
    about = "about " if point.approximate else ""
    uncertain = " (uncertain)" if point.uncertain else ""
    return f"{about}{phrase}{uncertain}"


def _span(start: tuple[str, ...], end: tuple[str, ...]) -> str:
    """Join two dates, naming a shared month or year once: "7–8 December 2024", "30 November – 2 December"."""
    shared = _shared_tail(start, end)
    opening = start[: len(start) - shared]
    dash = "–" if len(opening) == 1 else " – "
    return " ".join(opening) + dash + " ".join(end)


def _shared_tail(start: tuple[str, ...], end: tuple[str, ...]) -> int:
    """How many last words two dates of one precision share; dates of different precision share none."""
    if len(start) != len(end):
        return 0
    pairs = zip(reversed(start), reversed(end), strict=True)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
