"""The forms that say when relative to the day of publication, or to the date that the text names before.

Registered with the others of date_forms.py. Pure: no Django, no database.
"""

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta

from claims.desk.date_forms import NO_DATE, Context, When, day, form, number, point, said, span
from claims.desk.date_words import NUMBERS, PLAIN_WEEKDAYS, any_of

_WEEKDAY = any_of(PLAIN_WEEKDAYS)
NUMBER = rf"(?:\d{{1,3}}|{any_of(NUMBERS)})"
_UNIT = r"(?P<unit>day|week|month|year|ايام|يوما|يوم|اسابيع|اسبوعا|اسبوع|اشهر|شهور|شهرا|شهر|سنوات|سنه|اعوام|عاما|عام)s?"
_UNITS = {
    "d": "day",
    "w": "week",
    "m": "month",
    "y": "year",
    "ي": "day",
    "ش": "month",
    "س": "year",
    "ع": "year",
}
_DUALS = {"يومين": "day", "اسبوعين": "week", "شهرين": "month", "عامين": "year", "سنتين": "year"}
_PAST = r"(?:الماضي|الماضيه|المنصرم|المنصرمه|الفائت|الفائته|dernier|derniere)"
_COMING = r"(?:المقبل|المقبله|القادم|القادمه|prochain|prochaine)"


# Days of the week


@form(
    rf"(?:every|each|the\s+(?:following|next|previous|same)|following|كل)\s+{_WEEKDAY}|{_WEEKDAY}s|{_WEEKDAY}\s+(?:التالي|السابق|نفسه)"
)
def some_weekday(match: "re.Match[str]", context: Context) -> When:
    """No one day, or one that depends on what the text told before."""
    return NO_DATE


@form(
    rf"(?:(?P<last>last|this\s+past|past)\s+)?(?:يوم\s+)?(?P<weekday>{_WEEKDAY})(?P<past>\s+{_PAST}|\s+last)?"
)
def weekday(match: "re.Match[str]", context: Context) -> When | None:
    """The last such day at or before publication; "last Saturday" is never the day of publication itself."""
    if context.published is None or not _capital(match, "weekday", context):
        return None
    strictly = bool(match["last"] or match["past"])
    read = _weekday_before(PLAIN_WEEKDAYS[match["weekday"]], context.published, strictly=strictly)
    told = context.before.day if context.before else None
    if told is None or (context.published - told).days <= 7:
        return read
    return replace(read, mark="?", reason=f"{read.reason}; but the text tells of {said(told)} before it")


@form(rf"(?:next|coming|this\s+coming)\s+(?P<weekday>{_WEEKDAY})|(?P<future>{_WEEKDAY})\s+{_COMING}")
def next_weekday(match: "re.Match[str]", context: Context) -> When | None:
    if context.published is None:
        return None
    wanted = PLAIN_WEEKDAYS[match["weekday"] or match["future"]]
    ahead = (wanted - context.published.weekday() - 1) % 7 + 1
    reason = f"{calendar.day_name[wanted]} after {said(context.published)}; “next” may mean the week after"
    return day(context.published + timedelta(ahead), reason, mark="?")


@form(
    rf"(?:from|between|(?P<night>(?:the\s+)?night\s+(?:of|between|from)|overnight\s+(?:from|on)|ليله|ليل)|بين|من)\s+"
    rf"(?:يومي\s+)?(?P<one>{_WEEKDAY})(?:\s*-\s*|\s+(?:to|and|until|into|الي|و)\s*|(?<=[\u0621-\u064a])\s+(?=ال))(?P<two>{_WEEKDAY})"
)
def weekdays(match: "re.Match[str]", context: Context) -> When | None:
    if context.published is None:
        return None
    last = _weekday_before(PLAIN_WEEKDAYS[match["two"]], context.published, strictly=False)
    assert last.day is not None, "a day of the week is a day"
    first = _weekday_before(PLAIN_WEEKDAYS[match["one"]], last.day, strictly=True)
    return span(first.day, last.day, last, match) if first.day else None


def _weekday_before(wanted: int, published: date, *, strictly: bool) -> When:
    back = (published.weekday() - wanted) % 7 or (7 if strictly else 0)
    name = calendar.day_name[wanted]
    if not back:
        return day(published, f"{name}, the day of publication itself")
    return day(published - timedelta(back), f"{name} before {said(published)}")


# Today and its neighbours: how many days from publication, and the time of day the words name

_NEAR_DAYS: dict[str, tuple[int, str]] = {
    "today": (0, ""),
    "this morning": (0, "morning"),
    "this afternoon": (0, "afternoon"),
    "this evening": (0, "evening"),
    "tonight": (0, "night"),
    "yesterday": (-1, ""),
    "last night": (-1, "night"),
    "the day before yesterday": (-2, ""),
    "tomorrow": (1, ""),
    "اليوم": (0, ""),
    "هذا الصباح": (0, "morning"),
    "صباح اليوم": (0, "morning"),
    "مساء اليوم": (0, "evening"),
    "الليله": (0, "night"),
    "امس": (-1, ""),
    "البارحه": (-1, ""),
    "الليله الماضيه": (-1, "night"),
    "ليله امس": (-1, "night"),
    "مساء امس": (-1, "evening"),
    "صباح امس": (-1, "morning"),
    "فجر امس": (-1, "dawn"),
    "اول امس": (-2, ""),
    "امس الاول": (-2, ""),
    "غدا": (1, ""),
    "aujourd'hui": (0, ""),
    "hier": (-1, ""),
    "bugun": (0, ""),
    "dun": (-1, ""),
}


@form(
    r"(?:ذلك|ذاك|نفس|ذات|هذا|كل|تلك|هذه|nobody's)\s+(?:اليوم|الليله)|اليوم\s+(?:التالي|نفسه|ذاته|السابق|الاول|الثاني|الثالث|الاخير)"
)
def some_day(match: "re.Match[str]", context: Context) -> When:
    return NO_DATE


@form(rf"(?P<words>{any_of(list(_NEAR_DAYS))})(?:\u064b)?")
def near_day(match: "re.Match[str]", context: Context) -> When | None:
    if context.published is None:
        return None
    words = " ".join(match["words"].split())
    away, time = _NEAR_DAYS[words]
    reason = f"{_AWAY[away]} {said(context.published)}, the day of publication"
    if words == "tonight" or (away == -1 and time == "night"):
        reason += "; a night runs on into the next day"
    return day(context.published + timedelta(away), reason, time=time)


_AWAY = {-2: "Two days before", -1: "The day before", 0: "On", 1: "The day after"}


# So many days, weeks, months or years


@form(
    rf"(?P<number>{NUMBER})\s+{_UNIT}\s+(?P<way>ago|earlier|previously|later|afterwards|(?:before|after)(?=\s*(?:$|[.,;:!?)\n])))"
)
def counted(match: "re.Match[str]", context: Context) -> When | None:
    """ "Ago" counts from publication, anything else from the date that the text named before; without one, nothing."""
    count = number(match["number"]) * (1 if match["way"] in ("later", "afterwards", "after") else -1)
    unit = _UNITS[match["unit"][0]]
    if match["way"] == "ago":
        return counted_from(count, unit, context.published, "the day of publication")
    origin = context.before.day if context.before else None
    read = counted_from(count, unit, origin, "the date named before it")
    if read and context.published and read.first > context.published.isoformat():
        return NO_DATE  # a report tells of what has happened: another date is meant
    return read and When(read.first, read.last, read.reason, (read.mark and "%") or "?")


@form(
    rf"(?:قبل|منذ)\s+(?:نحو\s+)?(?:(?P<dual>{any_of(list(_DUALS))})|(?P<number>{NUMBER})\s+{_UNIT}|(?P<one>يوم|اسبوع|شهر|عام|سنه))(?!\s+(?:من|علي|واحد))"
)
def counted_in_arabic(match: "re.Match[str]", context: Context) -> When | None:
    if match["dual"]:
        return counted_from(-2, _DUALS[match["dual"]], context.published, "the day of publication")
    count = number(match["number"]) if match["number"] else 1
    unit = match["unit"] or match["one"]
    return counted_from(-count, _arabic_unit(unit), context.published, "the day of publication")


def _arabic_unit(word: str) -> str:
    if word.startswith("اس"):
        return "week"
    return (
        "day" if word.startswith("اي") else "month" if word.startswith("اش") else _UNITS.get(word[0], "year")
    )


def counted_from(count: int, unit: str, origin: date | None, what: str) -> When | None:
    """So many units from a day: days exactly, weeks about, months and years as a whole and about."""
    if origin is None:
        return None
    ways = f"{abs(count)} {unit}{'s' * (abs(count) != 1)} {'before' if count < 0 else 'after'} {said(origin)}, {what}"
    if unit == "day":
        return day(origin + timedelta(count), ways)
    if unit == "week":
        return day(origin + timedelta(7 * count), f"About {ways}", mark="~")
    months = origin.year * 12 + origin.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return point(f"{year:04}" if unit == "year" else f"{year:04}-{month + 1:02}", f"About {ways}", mark="~")


# Last week, this month


@form(
    r"(?P<which>last|this|next)\s+(?P<unit>week|month|year)|(?P<arabic>الاسبوع|الشهر|العام|السنه)\s+(?:(?P<past>"
    + _PAST
    + r")|(?P<coming>"
    + _COMING
    + r")|الحالي|الجاري)"
)
def whole(match: "re.Match[str]", context: Context) -> When | None:
    if context.published is None:
        return None
    away = {"last": -1, "next": 1}.get(match["which"], 0) - bool(match["past"]) + bool(match["coming"])
    unit = match["unit"] or _UNITS_WITH_ARTICLE[match["arabic"]]
    which = {-1: "before", 0: "of", 1: "after"}[away]
    reason = f"The {unit} {which} publication on {said(context.published)}"
    if unit == "week":
        return _week(context.published + timedelta(7 * away), f"{reason}, Monday to Sunday")
    return _counted_whole(context.published, unit, away, reason)


_UNITS_WITH_ARTICLE = {"الاسبوع": "week", "الشهر": "month", "العام": "year", "السنه": "year"}


def _week(within: date, reason: str) -> When:
    """A week, about: not every week begins on Monday."""
    monday = within - timedelta(within.weekday())
    return When(monday.isoformat(), (monday + timedelta(6)).isoformat(), reason, mark="~")


def _counted_whole(published: date, unit: str, away: int, reason: str) -> When | None:
    whole = counted_from(away, unit, published, "")
    return whole and point(whole.first, reason)


def _capital(match: "re.Match[str]", group: str, context: Context) -> bool:
    """Whether a day's word may be one: English writes it with a capital."""
    return (
        not match[group].isascii() or context.text[match.start(group)].isupper() or match[group][-3:] != "day"
    )
