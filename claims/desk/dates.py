"""Dates and times as a report words them, read against the day it was published. Pure: no Django, no database.

What cannot be resolved is left out, or given as wide or as doubtful as it is: nothing is guessed. The forms are in
date_forms.py and date_relative.py, times of day in hours.py; docs/recognising.md lists what is read and how.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Any, NamedTuple

from claims.desk import date_relative
from claims.desk.date_forms import FORMS, NO_DATE, Context, Reader, When, number
from claims.desk.date_relative import counted_from
from claims.desk.date_words import plain
from claims.desk.hours import Hour, hours_in


@dataclass(frozen=True)
class DateExpression:
    """Words of a text that say when: `text[start:end] == words`.

    `edtf` is a date as record/dates.py reads it, "" where the words say a time of day and no day; `time` is a time of
    day as record/times.py reads it, or ""; `reason` says in words how the expression was read, for an editor to check.
    """

    start: int
    end: int
    words: str
    edtf: str
    time: str
    reason: str


class _Found(NamedTuple):
    """An expression by its place."""

    start: int
    end: int
    when: When


# What may stand between a date and the time of day that goes with it.
_BESIDE = re.compile(
    r"[\s,،]{0,3}(?:(?:of|on|at|in|the|local|time|from|a|في|من|يوم|عند|تمام|du|le|a)[\s,،]{1,3}){0,4}"
)
_LEADS_TO = re.compile(
    r"(?:\s{0,3}[,،])?\s{1,3}(?:(?:of|on|في|يوم|من)\s{1,3}(?:the\s{1,3}|يوم\s{1,3})?){1,2}"
)
# How far before a date the words stand that bear on it.
_NEAR = 48


def date_expressions(text: str, *, published: date | None, language: str = "") -> list[DateExpression]:
    """Return what the text says of when, in the order of the text; expressions never overlap.

    `published` is the day the report appeared, which relative words ("on Saturday") and days without a year are read
    against; without it they are left out. `language` is the text's language tag where known; the words tell enough.
    """
    flat = plain(text)
    dates = list(_dates(text, flat, published))
    hours = [
        hour
        for hour in hours_in(flat)
        if not any(hour.start < one.end and one.start < hour.end for one in dates)
    ]
    timed, rest = _with_times(dates, hours, text, flat)
    undated = When("", "", "A time of day; the words name no day")
    alone = [_Found(hour.start, hour.end, replace(undated, time=hour.time)) for hour in rest if hour.alone]
    found = sorted([*timed, *alone], key=lambda one: one.start)
    return [_expression(text, one) for one in found]


def _dates(text: str, flat: str, published: date | None) -> Iterator[_Found]:
    """The dates of a text: from left to right, the longest reading of what begins first."""
    ahead = [_ahead(form, match) for form in FORMS for match in form[0].finditer(flat)]
    heapify(ahead)
    reached, before = 0, None
    while ahead:
        begins, _, _, (pattern, read), match = heappop(ahead)
        if begins < reached:
            # What it holds beyond the date before it may still be one: "last Saturday, 7 December".
            if match.end() > reached and (rest := pattern.search(flat, reached)):
                heappush(ahead, _ahead((pattern, read), rest))
            continue
        when = _readable(match, read, Context(text, published, before))
        if when is None:
            continue
        reached = match.end()
        if when is not NO_DATE:
            found = _within_bounds(flat, _Found(begins, match.end(), when))
            # What was itself reckoned is nothing to reckon from.
            before = before if found.when.mark else found.when
            yield found


_numbers = count()


def _ahead(form: "tuple[re.Pattern[str], Reader]", match: "re.Match[str]") -> Any:
    """A match in the order in which matches are read: what begins first, of these the longest; a number settles ties."""
    return _begins(match), -match.end(), next(_numbers), form, match


def _begins(match: "re.Match[str]") -> int:
    return match.end("lead") if match.groupdict().get("lead") else match.start()


def _readable(match: "re.Match[str]", read: Reader, context: Context) -> When | None:
    """What the match says: no date where it names a day that does not exist, or a year that no calendar has."""
    try:
        return read(match, context)
    except (ValueError, OverflowError):
        return NO_DATE


# What a few words before a date make of it

_COUNT_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<number>{date_relative.NUMBER})\s{{1,3}}(?P<unit>day|week|month|year)s?|the\s{{1,3}}day)"
    r"\s{1,3}(?P<way>before|after)\s{1,3}(?:the\s{1,3})?$"
)
_ABOUT = re.compile(
    r"(?<!\w)(?:(?:on\s+or\s+)?around|about|circa|approximately|roughly|نحو|حوالي|vers)\s{1,3}(?:the\s{1,3})?$"
)
_BOUND = re.compile(
    r"(?<!\w)(?P<word>by|no\s{1,3}later\s{1,3}than|since|before|after|منذ|قبل|بعد)\s{1,3}(?:the\s{1,3}|يوم\s{1,3}|(?:early|late|mid)[\s-])?$"
)
# "After Friday prayers" bounds nothing: the date has to end what it is part of.
_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?)،؛؟\n”\"]|(?:and|or|but|when|that|the|he|she|it|they|as|morning|evening|night|afternoon)\b)"
)


def _within_bounds(flat: str, found: _Found) -> _Found:
    """The date with what the words before it say: about it, by it, since it, two days before it."""
    ahead = flat[max(0, found.start - _NEAR) : found.start]
    if counted := _COUNT_BEFORE.search(ahead):
        return _counted_from(found, counted, ahead)
    if about := _ABOUT.search(ahead):
        mark = "%" if found.when.mark == "?" else "~"
        return _Found(found.start - len(ahead) + about.start(), found.end, replace(found.when, mark=mark))
    bound = _BOUND.search(ahead)
    if bound and found.when.first == found.when.last and _ENDS.match(flat, found.end):
        when = _bounded(found.when, bound["word"])
        return _Found(found.start - len(ahead) + bound.start(), found.end, when) if when else found
    return found


def _counted_from(found: _Found, counted: "re.Match[str]", ahead: str) -> _Found:
    units = number(counted["number"]) if counted["number"] else 1
    way = 1 if counted["way"] == "after" else -1
    try:
        when = counted_from(way * units, counted["unit"] or "day", found.when.day, "as the text says")
    except (ValueError, OverflowError):
        return found
    start = found.start - len(ahead) + counted.start()
    return _Found(start, found.end, replace(when, mark=when.mark or found.when.mark)) if when else found


def _bounded(when: When, word: str) -> When | None:
    """The time until or since a day, month or year; "before" and "after" leave out the date itself."""
    if word in ("since", "منذ"):
        return replace(when, last="")
    if word in ("before", "قبل"):
        first = _neighbour(when.last, -1)
        return replace(when, first="", last=first) if first else None
    if word in ("after", "بعد"):
        last = _neighbour(when.first, 1)
        return replace(when, first=last, last="") if last else None
    return replace(when, first="")


def _neighbour(edtf: str, step: int) -> str:
    """The day, month or year before or after one; "" where the calendar ends."""
    parts = edtf.split("-")
    try:
        if len(parts) == 3:
            return (date.fromisoformat(edtf) + timedelta(step)).isoformat()
        months = int(parts[0]) * 12 + (int(parts[1]) - 1 + step if len(parts) == 2 else 12 * step)
        first = date(months // 12, months % 12 + 1, 1)
    except (ValueError, OverflowError):
        return ""
    return first.isoformat()[: len(edtf)]


# Times of day beside dates


def _with_times(
    dates: list[_Found], hours: list[Hour], text: str, flat: str
) -> tuple[list[_Found], list[Hour]]:
    """The dates, each with the time of day that stands beside it, and the hours that stand beside none.

    "At 3 p.m. on Saturday" comes before "Saturday, at 3 p.m.": an hour goes with the date it leads to.
    """
    starts = [one.start for one in dates]
    beside: dict[int, list[Hour]] = {}
    led: set[Hour] = set()
    for hour in hours:
        following = bisect_left(starts, hour.end)
        if following < len(dates) and _leads_to(flat, hour, dates[following]):
            beside[following] = [hour]
            led.add(hour)
    for hour in (hour for hour in hours if hour not in led):
        before = bisect_left(starts, hour.start) - 1
        if before >= 0 and _follows(flat, hour, [dates[before], *beside.get(before, [])]):
            beside.setdefault(before, []).append(hour)
            led.add(hour)
    timed = [_at(one, beside.get(index, []), text) for index, one in enumerate(dates)]
    return timed, [hour for hour in hours if hour not in led]


def _leads_to(flat: str, hour: Hour, found: _Found) -> bool:
    """Whether an hour belongs to the date after it; Arabic, and a clock, need no word between."""
    between = flat[hour.end : found.start]
    touching = between.isspace() and len(between) <= 2 and (hour.is_clock or not flat[hour.end - 1].isascii())
    return touching or bool(_LEADS_TO.fullmatch(between))


def _follows(flat: str, hour: Hour, parts: "list[_Found | Hour]") -> bool:
    """Whether an hour belongs to the date before it, and to the hour that this may have already."""
    end = max(part.end for part in parts)
    return hour.start >= end and bool(_BESIDE.fullmatch(flat, end, hour.start))


def _at(found: _Found, hours: list[Hour], text: str) -> _Found:
    """The date at those hours: a clock tells more than a word."""
    start, end = (
        min([found.start, *(hour.start for hour in hours)]),
        max([found.end, *(hour.end for hour in hours)]),
    )
    when = found.when
    for hour in sorted(hours, key=lambda hour: hour.is_clock):
        if hour.is_clock or not when.time:
            words = text[hour.start : hour.end].strip()
            when = replace(when, time=hour.time, reason=f"{found.when.reason}; the time from “{words}”")
    return _Found(start, end, when)


def _expression(text: str, found: _Found) -> DateExpression:
    when = found.when
    reason = f"{when.reason[:1].upper()}{when.reason[1:]}"
    edtf = when.edtf if when.first or when.last else ""
    return DateExpression(found.start, found.end, text[found.start : found.end], edtf, when.time, reason)
