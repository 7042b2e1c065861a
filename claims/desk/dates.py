"""Dates and times as a report words them, read against the day it was published. Pure: no Django, no database."""

import re
from dataclasses import dataclass
from datetime import date

MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]


@dataclass(frozen=True)
class DateExpression:
    """Words of a text that say when: `text[start:end] == words`.

    `edtf` is a date as record/dates.py reads it, `time` a time of day as record/times.py reads it or "";
    `reason` says in words how the expression was read, for an editor to check.
    """

    start: int
    end: int
    words: str
    edtf: str
    time: str
    reason: str


_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b", re.IGNORECASE)


def date_expressions(text: str, *, published: date | None, language: str = "") -> list[DateExpression]:
    """Return what the text says of when, in the order of the text; expressions never overlap.

    `published` is the day the report appeared, which relative words ("on Saturday") are read against; without it
    they are left out. `language` is the text's language tag where known.
    """
    found = []
    for match in _DAY.finditer(text):
        day, month, year = match.groups()
        try:
            when = date(int(year), MONTHS.index(month.casefold()) + 1, int(day))
        except ValueError:
            continue
        found.append(
            DateExpression(match.start(), match.end(), match[0], when.isoformat(), "", "As the text says.")
        )
    return found
