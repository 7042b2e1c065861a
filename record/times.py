"""Local times of day as reports give them: `15:00`, `15:00/18:00`, `~21:30`, or a word such as `dawn`."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from record.refusals import as_typed

DAY = 24 * 60
ABOUT = 30

# What a word may mean, in minutes. Neighbouring words overlap on purpose: reports do not agree where the
# evening ends, and two reports must not be shown as contradicting each other on the strength of our own
# clock.
WORDS = {
    "dawn": (4 * 60, 7 * 60),
    "morning": (5 * 60, 12 * 60),
    "midday": (11 * 60, 14 * 60),
    "afternoon": (12 * 60, 18 * 60),
    "evening": (17 * 60, 22 * 60),
    "night": (20 * 60, DAY + 5 * 60),
    "midnight": (23 * 60, DAY + 1 * 60),
}

WHAT_TO_TYPE = (
    "Type 15:00, 15:00/18:00, ~21:30 (about), 22:00/02:00 (past midnight), "
    "or one of: dawn, morning, midday, afternoon, evening, night, midnight."
)

_CLOCK = r"([01][0-9]|2[0-3]):([0-5][0-9])"
_POINT = re.compile(f"(~?){_CLOCK}")
_INTERVAL = re.compile(f"{_CLOCK}/{_CLOCK}")


@dataclass(frozen=True)
class TimeRange:
    """The minutes of the day something may have happened in, both ends included.

    `start` is 0 to 1439 minutes after midnight; `end` is never before it, and above 1439 where the range runs
    past midnight (22:00/02:00 is 1320 to 1560). A time of day goes round with the clock: "night" contains
    02:00, and a range past midnight overlaps one of the small hours.
    """

    start: int
    end: int
    approximate: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.start < DAY or not self.start <= self.end <= self.start + DAY:
            raise ValueError(f"{self.start} to {self.end} is not a range of minutes within one day.")

    def overlaps(self, other: "TimeRange") -> bool:
        """Whether some minute of the day lies in both."""
        return any(self.start <= end and start <= self.end for start, end in other._turns())

    def contains(self, other: "TimeRange") -> bool:
        """Whether every minute of `other` lies in this range."""
        return any(self.start <= start and end <= self.end for start, end in other._turns())

    def disjoint(self, other: "TimeRange") -> bool:
        """Whether no minute of the day lies in both."""
        return not self.overlaps(other)

    def _turns(self) -> list[tuple[int, int]]:
        """This range as it stands on the day before, the same day and the day after."""
        return [(self.start + turn, self.end + turn) for turn in (-DAY, 0, DAY)]


def parse_time(text: str) -> TimeRange:
    """Return the minutes of the day that `text` may mean; spaces around it are ignored.

    `~` means 30 minutes either way; words mean the windows in WORDS. Raises ValueError, saying what to type.
    """
    stripped = text.strip()
    if window := WORDS.get(stripped.casefold()):
        return TimeRange(*window, approximate=True)
    if point := _POINT.fullmatch(stripped):
        about, hour, minute = point.groups()
        return _around(_minutes(hour, minute), ABOUT if about else 0)
    if interval := _INTERVAL.fullmatch(stripped):
        from_hour, from_minute, to_hour, to_minute = interval.groups()
        return _between(_minutes(from_hour, from_minute), _minutes(to_hour, to_minute))
    raise ValueError(f"{as_typed(text)} is not a time of day we can read. {WHAT_TO_TYPE}")


def describe_time(text: str) -> str:
    """Return a time of day in plain English: "about 21:30", "22:00 – 02:00 the next day", "dawn".

    Raises ValueError as `parse_time` does.
    """
    time = parse_time(text)
    stripped = text.strip().casefold()
    start, _, end = stripped.partition("/")
    if start == end or not end:
        return start.replace("~", "about ")
    return f"{start} – {end} the next day" if time.end >= DAY else f"{start}–{end}"


def validate_time(text: str) -> None:
    """Django validator: raises ValidationError with the message of `parse_time`."""
    try:
        parse_time(text)
    except ValueError as refusal:
        raise ValidationError(str(refusal), code="invalid_time") from refusal


def _minutes(hour: str, minute: str) -> int:
    return int(hour) * 60 + int(minute)


def _around(minute: int, margin: int) -> TimeRange:
    start = (minute - margin) % DAY
    return TimeRange(start, start + 2 * margin, approximate=margin > 0)


def _between(start: int, end: int) -> TimeRange:
    """An interval whose end reads earlier than its start runs past midnight."""
    return TimeRange(start, end if end >= start else end + DAY)
