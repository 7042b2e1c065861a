"""When made-up things happened: days over some fifteen years, in every precision that dates are written in."""

from datetime import date, timedelta
from random import Random

from claims.synthesis.draws import Weighted

FIRST_DAY = date(2010, 1, 4)
DAYS = 15 * 365
# Dates but plain days keep to one day in four weeks: reading EDTF takes milliseconds a text, and each is read once.
SPAN = 28

PRECISIONS = {
    "day": 74.0,
    "about": 5,
    "uncertain": 3,
    "month": 5,
    "year": 2,
    "interval": 5,
    "by": 2,
    "from": 2,
    "unknown": 2,
}
TIMES = (
    "15:00",
    "~21:30",
    "dawn",
    "02:15",
    "15:00/18:00",
    "night",
    "~06:00",
    "22:00/02:00",
    "morning",
    "evening",
)
WORDED = ("Monday", "a week later", "last night", "two days ago")


class Dates:
    """EDTF texts around given days."""

    def __init__(self, random: Random) -> None:
        self._precision = Weighted(random, PRECISIONS)

    def near(self, day: date) -> str:
        """The day as some record has it; empty where none is known."""
        return written(day, self._precision.draw())


def written(day: date, precision: str) -> str:
    """A day in EDTF."""
    if precision == "day":
        return day.isoformat()
    near = day - timedelta(days=(day - FIRST_DAY).days % SPAN)
    forms = {
        "about": f"{near}~",
        "uncertain": f"{near}?",
        "month": f"{day:%Y-%m}",
        "year": f"{day:%Y}",
        "interval": f"{near}/{near + timedelta(days=2)}",
        "by": f"../{near}",
        "from": f"{near}/..",
        "unknown": "",
    }
    return forms[precision]
