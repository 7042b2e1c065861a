"""The forms in which reports say a day, a month, a year or a span of days, each with how it is read.

A form is a pattern over the plain text (date_words.py) and a function that reads a match of it against the day of
publication, or finds that it cannot be read. Pure: no Django, no database.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from claims.desk.date_words import MONTHS, NUMBERS, ORDINALS, WEEKDAYS, any_of, word_of


@dataclass(frozen=True)
class When:
    """What an expression says: its first and last day, month or year (EDTF, "" for an open end), and how it is read.

    `mark` is EDTF's ~ or ?; `time` a time of day that the expression itself names.
    """

    first: str
    last: str
    reason: str
    mark: str = ""
    time: str = ""

    @property
    def edtf(self) -> str:
        if self.first == self.last:
            return self.first + self.mark
        ends = (end + self.mark if end else ".." for end in (self.first, self.last))
        return "/".join(ends)

    @property
    def day(self) -> date | None:
        """The day, where the expression says a single one."""
        return date.fromisoformat(self.first) if self.first == self.last and len(self.first) == 10 else None


@dataclass(frozen=True)
class Context:
    """What an expression is read against: the text as written, the day of publication, the date named before it."""

    text: str
    published: date | None
    before: When | None


Reader = Callable[["re.Match[str]", Context], When | None]

# What is said of no one day: the words are passed over, and nothing inside them is read.
NO_DATE = When("", "", "")

# A day without a year that lies ahead by no more than this may be meant to.
SOON = 60
ENGLISH = {name.lower() for names in (calendar.month_name, calendar.month_abbr) for name in names}

FORMS: list[tuple["re.Pattern[str]", Reader]] = []

_SHORT = ["sept", *(name.lower() for name in calendar.month_abbr if name not in ("", "May"))]
_MONTH = rf"(?:{any_of(_SHORT)}\.|{any_of(MONTHS)})"
_ALSO = rf"(?:\s*[/(]\s*{_MONTH}\s*\)?)?"
_OF = r"\s*(?:(?:of|de|من|شهر|من\s+شهر)\s+)?"
_DAY = rf"(?:\d{{1,2}}|{any_of(ORDINALS)})"
_NTH = r"(?:st|nd|rd|th|er)?"
_YEAR = r"(?:(?:19|20)\d\d(?![\d.,]*\d)|(?:last|this)\s+year|(?:العام|السنه)\s+(?:الماضي|الماضيه|الحالي|الجاري|الحاليه))"
_OF_YEAR = r"\s*(?:,|،|of|من|عام|من\s+عام|لعام|سنه)?\s*"
# A day after its month, and not the hour of something else.
_NOT_CLOCK = r"(?!\s*[:.]?\d|\s*[ap]\.?m\b)"
_SAID_YEAR = rf"(?:{_OF_YEAR}(?P<year>{_YEAR}))?"
_WEEKDAY = any_of(WEEKDAYS)
_ON_WEEKDAY = rf"(?:(?:يوم\s+)?(?P<weekday>{_WEEKDAY})\.?\s*(?:[,،]|الموافق)?\s*(?:the\s+|le\s+)?)?"
_TO = r"\s*(?:-|to|until|till|through|الي|حتي|au|ile)\s*"
_AND = r"\s*(?:and\s+|et\s+|و\s*|-\s*|to\s+)(?:the\s+)?"
_BETWEEN = r"(?:between|بين|ما\s+بين|entre|(?P<night>(?:in\s+|on\s+|during\s+)?(?:the\s+)?night\s+(?:of|between|from)|overnight(?:\s+(?:on|from|of|between))?|ليله|ليل|la\s+nuit\s+du))\s+(?:the\s+)?"
_FROM = rf"(?:(?:from|من|du|{_BETWEEN})\s*(?:the\s+)?)?"


def form(pattern: str) -> Callable[[Reader], Reader]:
    """Register a reader for a pattern of whole words; what it calls `lead` is no part of the expression itself.

    Arabic writes "and", "in" and "for" in one with the next word. No pattern passes over more than a little white
    space: two such in a row would take ages over a page of blanks.
    """
    bounded = pattern.replace(r"\s*", r"\s{0,3}").replace(r"\s+", r"\s{1,3}")

    def register(reader: Reader) -> Reader:
        FORMS.append((re.compile(rf"(?<!\w)(?:[وفبل](?=\S))?(?:{bounded})(?!\w)"), reader))
        return reader

    return register


# Days with their month


@form(
    r"(?P<date>\d{4}-\d\d-\d\d)(?:t(?P<clock>(?:[01]\d|2[0-3]):[0-5]\d)(?::\d\d)?(?P<zone>z|[+-]\d\d:?\d\d)?)?"
)
def iso_day(match: "re.Match[str]", context: Context) -> When:
    """A day of ISO 8601; its time only where it is no other zone's."""
    time = match["clock"] if match["clock"] and not match["zone"] else ""
    return day(date.fromisoformat(match["date"]), "as written", time=time)


@form(r"(?P<one>\d{1,2})(?P<point>[/.])(?P<two>\d{1,2})(?P=point)(?P<year>(?:19|20)\d\d)")
def numbers(match: "re.Match[str]", context: Context) -> When | None:
    """7/12/2024 is December to some and July to others: read only where one number can be no month."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if one <= 12 and two <= 12 and one != two:
        return None
    month, of_month = (one, two) if two > 12 else (two, one)
    return day(date(year, month, of_month), "as written, the month being what can be one")


@form(r"(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})")
def year_first(match: "re.Match[str]", context: Context) -> When:
    return day(date(int(match["year"]), int(match["month"]), int(match["day"])), "as written")


@form(rf"{_ON_WEEKDAY}(?P<day>{_DAY}){_NTH}{_OF}(?P<month>{_MONTH}){_ALSO}{_SAID_YEAR}")
@form(rf"{_ON_WEEKDAY}(?P<month>{_MONTH})\s*(?P<day>\d{{1,2}}){_NTH}{_SAID_YEAR}{_NOT_CLOCK}")
def day_of_month(match: "re.Match[str]", context: Context) -> When | None:
    if not _is_name(match, "month", context):
        return None
    read = _dated(number(match["day"]), match["month"], match["year"], context)
    return read and _checked(read, match["weekday"])


@form(rf"{_FROM}(?P<one>{_DAY}){_NTH}{_TO}(?P<two>{_DAY}){_NTH}{_OF}(?P<month>{_MONTH}){_ALSO}{_SAID_YEAR}")
@form(
    rf"{_BETWEEN}(?P<one>{_DAY}){_NTH}{_AND}(?P<two>{_DAY}){_NTH}{_OF}(?P<month>{_MONTH}){_ALSO}{_SAID_YEAR}"
)
@form(
    rf"{_FROM}(?P<month>{_MONTH})\s*(?P<one>\d{{1,2}}){_NTH}{_TO}(?P<two>\d{{1,2}}){_NTH}{_SAID_YEAR}{_NOT_CLOCK}"
)
@form(
    rf"{_BETWEEN}(?P<month>{_MONTH})\s*(?P<one>\d{{1,2}}){_NTH}{_AND}(?P<two>\d{{1,2}}){_NTH}{_SAID_YEAR}{_NOT_CLOCK}"
)
def days_of_month(match: "re.Match[str]", context: Context) -> When | None:
    first = _dated(number(match["one"]), match["month"], match["year"], context)
    if first is None or first.day is None:
        return None
    return span(first.day, first.day.replace(day=number(match["two"])), first, match)


@form(
    rf"(?P<one>\d{{1,2}}){_NTH}\s*(?:/|or|and|ou|et|او|و)\s*(?P<two>\d{{1,2}}){_NTH}{_OF}(?P<month>{_MONTH}){_ALSO}{_SAID_YEAR}"
)
def one_of_two_days(match: "re.Match[str]", context: Context) -> When | None:
    """7 or 8 December: some day of the two; days that do not follow each other are no span."""
    follow = number(match["two"]) == number(match["one"]) + 1
    return days_of_month(match, context) if follow else None


@form(
    rf"{_FROM}(?P<one>{_DAY}){_NTH}{_OF}(?P<first>{_MONTH}){_ALSO}(?:{_OF_YEAR}(?P<began>{_YEAR}))?{_TO}"
    rf"(?:the\s+)?(?P<two>{_DAY}){_NTH}{_OF}(?P<month>{_MONTH}){_ALSO}{_SAID_YEAR}"
)
@form(
    rf"{_BETWEEN}(?P<one>{_DAY}){_NTH}{_OF}(?P<first>{_MONTH}){_ALSO}(?:{_OF_YEAR}(?P<began>{_YEAR}))?{_AND}"
    rf"(?P<two>{_DAY}){_NTH}{_OF}(?P<month>{_MONTH}){_ALSO}{_SAID_YEAR}"
)
@form(
    rf"{_FROM}(?P<first>{_MONTH})\s*(?P<one>\d{{1,2}}){_NTH}(?:,?\s*(?P<began>{_YEAR}))?{_TO}"
    rf"(?P<month>{_MONTH})\s*(?P<two>\d{{1,2}}){_NTH}{_SAID_YEAR}{_NOT_CLOCK}"
)
@form(
    rf"{_BETWEEN}(?P<first>{_MONTH})\s*(?P<one>\d{{1,2}}){_NTH}(?:,?\s*(?P<began>{_YEAR}))?{_AND}"
    rf"(?P<month>{_MONTH})\s*(?P<two>\d{{1,2}}){_NTH}{_SAID_YEAR}{_NOT_CLOCK}"
)
def days_of_two_months(match: "re.Match[str]", context: Context) -> When | None:
    """The year may stand with either day, with both or with none; the second day follows the first."""
    first = _dated(number(match["one"]), match["first"], match["began"] or match["year"], context)
    if first is None or first.day is None:
        return None
    last = date(first.day.year, _month(match["month"]), number(match["two"]))
    turned = last < first.day
    if match["year"] and not match["began"] and turned:
        return span(first.day.replace(year=last.year - 1), last, first, match)
    if match["year"] and match["began"]:
        last = last.replace(year=_year(match["year"], context))
    return span(
        first.day, last.replace(year=last.year + 1) if turned and not match["year"] else last, first, match
    )


# Months and years


@form(
    rf"(?:(?:early|mid|late|اوائل|اواخر|منتصف|مطلع|نهايه)[\s-]*)?(?P<month>{_MONTH}){_ALSO}{_OF_YEAR}(?P<year>{_YEAR})"
)
def month_of_year(match: "re.Match[str]", context: Context) -> When | None:
    if not _is_name(match, "month", context):
        return None
    year = _year(match["year"], context)
    reason = f"{_as_written(match['year'])}, no more precise than the month"
    return point(f"{year:04}-{_month(match['month']):02}", reason)


@form(
    r"(?P<lead>(?:in|during|since|by|this|of|throughout|until|before|after|(?P<last>last)|في|خلال|منذ|قبل|بعد|en)\s+"
    rf"(?:(?:early|mid|late|اوائل|اواخر|منتصف|مطلع|نهايه|شهر)[\s-]*)?)(?P<month>{_MONTH}){_ALSO}"
)
@form(rf"(?P<month>{_MONTH}){_ALSO}\s+(?P<last>الماضي|المنصرم|الفائت|dernier)")
def month_alone(match: "re.Match[str]", context: Context) -> When | None:
    if context.published is None or not _is_name(match, "month", context):
        return None
    month = _month(match["month"])
    year = context.published.year - (month > context.published.month - bool(match["last"]))
    reason = f"{calendar.month_name[month]} nearest before publication on {said(context.published)}"
    return point(f"{year:04}-{month:02}", reason)


@form(
    r"(?P<lead>(?:in|since|during|by|before|after|until|(?:the\s+)?year|عام|العام|سنه|في|منذ|قبل|بعد|en)\s+)"
    r"(?P<year>(?:19|20)\d\d)(?![\d.,/-]*\d|\s*%)"
)
def year_alone(match: "re.Match[str]", context: Context) -> When:
    return point(match["year"], "as written, no more precise than the year")


@form(
    r"(?:from|between|من|بين)\s+(?P<one>(?:19|20)\d\d)\s*(?:-|to|and|until|الي|و)\s*(?P<two>(?:19|20)\d\d)(?![\d.,/-]*\d)"
)
def years(match: "re.Match[str]", context: Context) -> When | None:
    ordered = match["one"] < match["two"]
    return When(match["one"], match["two"], "as written, no more precise than the year") if ordered else None


# Making of readings


def point(edtf: str, reason: str, *, mark: str = "", time: str = "") -> When:
    """A single day, month or year. Raises ValueError for a year that no calendar has."""
    date(int(edtf.split("-")[0]), 1, 1)
    return When(edtf, edtf, reason, mark, time)


def day(when: date, reason: str, *, mark: str = "", time: str = "") -> When:
    """A single day."""
    return point(when.isoformat(), reason, mark=mark, time=time)


def said(when: date) -> str:
    """A day in words: 7 December 2024."""
    return f"{when.day} {calendar.month_name[when.month]} {when.year}"


def span(first: date, last: date, read: When, match: "re.Match[str]") -> When | None:
    """From a day to a day, as one of them was read, in a night where the words say so; None if it ends before it begins."""
    time = "night" if match.groupdict().get("night") else ""
    return replace(read, first=first.isoformat(), last=last.isoformat(), time=time) if first < last else None


def number(words: str) -> int:
    """A number in digits or in words. Raises KeyError for words that are none."""
    words = word_of(words)
    return int(words) if words.isdecimal() else {**NUMBERS, **ORDINALS}[words]


def _month(words: str) -> int:
    return MONTHS[word_of(words.rstrip("."))]


def _year(words: str, context: Context) -> int:
    """A year in digits, or as this or the last. Raises ValueError where that depends on a day that is not known."""
    if words.isdecimal():
        return int(words)
    if context.published is None:
        raise ValueError("Nobody knows which year is this year.")
    return context.published.year - any(word in words for word in ("last", "الماضي"))


def _as_written(year: str) -> str:
    return "as written" if year.isdecimal() else f"“{word_of(year)}” counted from publication"


def _dated(day_number: int, month: str, year: str | None, context: Context) -> When | None:
    """A day and a month, of the year written or else of the nearest at or before publication."""
    if year:
        return day(date(_year(year, context), _month(month), day_number), _as_written(year))
    published = context.published
    if published is None:
        return None
    nearest = _nearest(day_number, _month(month), published)
    reason = f"{said(nearest)[:-5]} nearest before publication on {said(published)}"
    ahead = (nearest.replace(year=nearest.year + 1, day=min(nearest.day, 28)) - published).days
    if ahead > SOON:
        return day(nearest, reason)
    return day(nearest, f"{reason}; the next one was only {ahead} days ahead", mark="?")


def _nearest(day_number: int, month: int, published: date) -> date:
    """The last such day at or before publication; 29 February may lie years back."""
    for year in range(published.year, published.year - 9, -1):
        if day_number <= calendar.monthrange(year, month)[1] and date(year, month, day_number) <= published:
            return date(year, month, day_number)
    raise ValueError("There is no such day.")


def _checked(read: When, weekday: str | None) -> When:
    """The reading, doubted where the text gives it another day of the week than it was."""
    if not weekday or read.day is None or read.day.weekday() == WEEKDAYS[weekday]:
        return read
    name = calendar.day_name[read.day.weekday()]
    return replace(read, mark="?", reason=f"{read.reason}; but that was a {name}")


def _is_name(match: "re.Match[str]", group: str, context: Context) -> bool:
    """Whether a month's word is one: in English it has a capital ("may", "march"), elsewhere a day before it."""
    word, at = match[group].rstrip("."), match.start(group)
    if not word.isascii() or context.text[at].isupper():
        return True
    return word not in ENGLISH and "day" in match.groupdict() and match.start("day") < at
