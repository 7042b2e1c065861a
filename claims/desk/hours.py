"""Times of day as reports word them, in English and Arabic. Pure: no Django, no database."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from claims.desk.date_words import HOURS, any_of, word_of


@dataclass(frozen=True)
class Hour:
    """Words of a plain text that say a time of day, as record/times.py reads it.

    `alone` is False for words such as "night", which say a time only beside a date: "Saturday night".
    """

    start: int
    end: int
    time: str
    alone: bool = True

    @property
    def is_clock(self) -> bool:
        return self.time[-1].isdigit()


_ABOUT = (
    r"(?P<about>(?:at\s+)?(?:around|about|approximately|roughly|nearly|circa|some\s+time\s+around|shortly\s+(?:before|after)"
    r"|just\s+(?:before|after)|نحو|حوالي|قرابه|قبيل|بعيد)\s+)?(?:at\s+|in\s+|في\s+|عند\s+)?"
)
_HALF = r"\s?(?P<{}>[ap])(?:\.\s?m\.?|m\b)"
_TWELVE = r"(?P<{0}>1[0-2]|0?[1-9])(?:[:.](?P<{0}_minute>[0-5]\d))?"
_FULL = r"(?P<{0}>[01]\d|2[0-3]):(?P<{0}_minute>[0-5]\d)(?::[0-5]\d)?"
_TO = r"\s*(?:-|to|and|until|till)\s*"
_BETWEEN = r"(?:between\s+|from\s+)?"
# Another zone's time is not the local one: better none.
_ELSEWHERE = r"(?!\s*\(?(?:[ap]\.?m|gmt|utc|cet|est|edt|بتوقيت\s+غرينتش))"
_PARTS = {
    "morning": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
    "night": "night",
    "dawn": "dawn",
    "daybreak": "dawn",
    "noon": "midday",
    "midday": "midday",
    "midnight": "midnight",
    "الفجر": "dawn",
    "فجرا": "dawn",
    "فجر": "dawn",
    "الصباح": "morning",
    "صباحا": "morning",
    "صباح": "morning",
    "الظهر": "midday",
    "ظهرا": "midday",
    "ظهر": "midday",
    "بعد الظهر": "afternoon",
    "بعد ظهر": "afternoon",
    "عصرا": "afternoon",
    "عصر": "afternoon",
    "المساء": "evening",
    "مساء": "evening",
    "ليلا": "night",
    "ليل": "night",
    "ليله": "night",
    "منتصف الليل": "midnight",
    "منتصف ليل": "midnight",
}
_ADVERBS = ["فجرا", "صباحا", "ظهرا", "بعد الظهر", "عصرا", "ليلا", "منتصف الليل"]
_PART = any_of(_PARTS)
# What is added to an hour of the twelve, as the part of the day says.
_BEFORE_NOON = {"dawn", "morning"}

_Reader = Callable[["re.Match[str]"], str]
_FORMS: "list[tuple[re.Pattern[str], _Reader, bool]]" = []


def hours_in(flat: str) -> list[Hour]:
    """The times of day in a plain text, in its order; where two overlap, the longer."""
    found = []
    for pattern, read, alone in _FORMS:
        for match in pattern.finditer(flat):
            if time := read(match):
                found.append(Hour(match.start(), match.end(), time, alone))
    found.sort(key=lambda hour: (hour.start, -hour.end))
    kept: list[Hour] = []
    for hour in found:
        if not kept or hour.start >= kept[-1].end:
            kept.append(hour)
    return kept


def _form(pattern: str, *, alone: bool = True) -> Callable[[_Reader], _Reader]:
    bounded = pattern.replace(r"\s*", r"\s{0,3}").replace(r"\s+", r"\s{1,3}")

    def register(reader: _Reader) -> _Reader:
        _FORMS.append((re.compile(rf"(?<![\w.:,])(?:[وفبل](?=\S))?(?:{bounded})(?!\w)"), reader, alone))
        return reader

    return register


@_form(rf"{_ABOUT}{_TWELVE.format('hour')}{_HALF.format('half')}{_ELSEWHERE}")
def twelve_hours(match: "re.Match[str]") -> str:
    """3 p.m."""
    return _clock(_afternoon(int(match["hour"]), match["half"]), match["hour_minute"], match["about"])


@_form(rf"{_ABOUT}{_FULL.format('hour')}{_ELSEWHERE}")
def full_hours(match: "re.Match[str]") -> str:
    """15:00; a single digit before the colon may mean the afternoon, and is left out."""
    return _clock(int(match["hour"]), match["hour_minute"], match["about"])


@_form(
    rf"{_BETWEEN}{_TWELVE.format('one')}(?:{_HALF.format('first')})?{_TO}{_TWELVE.format('two')}{_HALF.format('half')}{_ELSEWHERE}"
)
def span_of_twelve(match: "re.Match[str]") -> str:
    """Between 3 and 6 p.m.; 11 to 1 p.m. begins before noon."""
    one, two = int(match["one"]) % 12, int(match["two"]) % 12
    half = match["first"] or (match["half"] if one <= two else "a" if match["half"] == "p" else "p")
    start = _clock(_afternoon(int(match["one"]), half), match["one_minute"])
    return f"{start}/{_clock(_afternoon(int(match['two']), match['half']), match['two_minute'])}"


@_form(rf"{_BETWEEN}{_FULL.format('one')}{_TO}{_FULL.format('two')}{_ELSEWHERE}")
def span_of_full(match: "re.Match[str]") -> str:
    """From 15:00 to 18:00."""
    return f"{match['one']}:{match['one_minute']}/{match['two']}:{match['two_minute']}"


@_form(
    rf"{_ABOUT}(?P<hour>1[0-2]|[1-9])(?:[:.](?P<minute>[0-5]\d))?(?:\s+o'clock)?\s+(?:in\s+the|at)\s+(?P<part>morning|afternoon|evening|night)"
)
def o_clock(match: "re.Match[str]") -> str:
    """3 o'clock in the afternoon, 3:30 in the afternoon."""
    return _clock(_of_part(int(match["hour"]), match["part"]), match["minute"], match["about"])


@_form(
    rf"{_ABOUT}(?:تمام\s+)?الساعه\s+(?P<hour>{any_of(HOURS)}|1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?"
    r"(?P<more>\s+والنصف|\s+والربع|\s+والثلث|\s+الا\s+(?:ال)?ربع\w?)?\s+(?:من\s+)?"
    rf"(?P<part>{_PART})"
)
def arabic_hour(match: "re.Match[str]") -> str:
    """الساعة التاسعة والنصف مساء; without the part of the day it may be either half, and is left out."""
    hour = word_of(match["hour"])
    minutes = _of_part(int(hour) if hour.isdecimal() else HOURS[hour], _PARTS[word_of(match["part"])]) * 60
    minutes += int(match["minute"] or 0) + _MORE.get(word_of(match["more"] or "")[:4], 0)
    return _clock(minutes // 60 % 24, f"{minutes % 60:02}", match["about"])


@_form(rf"{_ABOUT}(?:الساعه\s+){_FULL.format('hour')}{_ELSEWHERE}(?!\s+(?:من\s+)?{_PART})")
def arabic_full(match: "re.Match[str]") -> str:
    return _clock(int(match["hour"]), match["hour_minute"], match["about"])


@_form(
    r"(?P<not>before\s+|until\s+|since\s+)?(?:at\s+(?:dawn|daybreak|noon|midday|midnight|night)|in\s+the\s+(?:early\s+|late\s+)?"
    rf"(?:morning|afternoon|evening)|noon|midday|midnight|(?:عند|في|مع)\s+(?:الفجر|الصباح|الظهر|المساء)|{any_of(_ADVERBS)})"
)
def in_words(match: "re.Match[str]") -> str:
    """At dawn; "before dawn" is no time that can be given."""
    return "" if match["not"] else _last_part(match[0])


@_form(rf"(?P<not>before\s+|until\s+|since\s+)?(?:the\s+)?(?:early\s+|late\s+|mid-?)?{_PART}", alone=False)
def beside_a_date(match: "re.Match[str]") -> str:
    return "" if match["not"] else _last_part(match[0])


_MORE = {"والن": 30, "والر": 15, "والث": 20, "الا ": -15}


def _last_part(words: str) -> str:
    """The part of the day that the words end in."""
    return next(
        _PARTS[part] for part in sorted(_PARTS, key=len, reverse=True) if word_of(words).endswith(part)
    )


def _afternoon(hour: int, half: str) -> int:
    return hour % 12 + (12 if half == "p" else 0)


def _of_part(hour: int, part: str) -> int:
    """An hour of the twelve in its part of the day: at night, 9 is before midnight and 2 after."""
    if part in _BEFORE_NOON or (part in ("night", "midnight") and (hour < 6 or hour == 12)):
        return hour % 12
    if part == "midday" and hour >= 10:
        return hour
    return hour % 12 + 12


def _clock(hour: int, minute: str | None, about: str | None = None) -> str:
    return f"{'~' if about else ''}{hour:02}:{minute or '00'}"
