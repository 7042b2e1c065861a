"""How pages word what the record holds: dates, times, figures, counts. Plain values in, plain text out."""

from datetime import date
from decimal import Decimal
from typing import Any

from record.dates import describe_edtf
from record.times import describe_time

# Beside the word, never instead of it: neither colour nor a sign is the only mark of a stance.
SIGNS = {"supports": "+", "contradicts": "−", "mentions": "○"}


def day(value: date | None) -> str:
    """A day, or the day of a moment in UTC, as "8 December 2024"; empty for None."""
    return f"{value.day} {value:%B} {value.year}" if value else ""


def when(edtf: str, time: str = "", zone: str = "") -> str:
    """A date with its local time, as far as they are known: "8 December 2024, about 21:30 (Asia/Damascus)"."""
    if not edtf:
        return ""
    clock = f", {describe_time(time)}" if time else ""
    return describe_edtf(edtf) + clock + (f" ({zone})" if zone else "")


def figure(number: Decimal | None, unit: str = "") -> str:
    """A number as people write it: "1,500 fighters", "2.5 km"; empty for None."""
    if number is None:
        return ""
    written = f"{number:,f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"
    return f"{written} {unit}".strip()


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 report", "1,200 reports", "no report"."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number:,} {noun}"


def enumerated(words: list[Any]) -> str:
    """Words in a row: "date, time and place"."""
    *most, last = map(str, words)
    return f"{', '.join(most)} and {last}" if most else last
