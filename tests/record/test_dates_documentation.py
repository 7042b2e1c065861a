"""The tables of docs/dates.md say what the code does."""

from datetime import date
from pathlib import Path

import pytest

from record.dates import DateRange, describe_edtf, parse_edtf
from record.times import DAY, WORDS, describe_time, parse_time

PAGE = (Path(__file__).parents[2] / "docs" / "dates.md").read_text(encoding="utf-8")
DATES, TIMES = PAGE.split("## Times of day")


def rows(part: str) -> list[tuple[str, str, str, str]]:
    """The rows of a part's table: what to type, what readers see, from, to."""
    lines = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in line] for line in lines]
    return [(typed.strip("`"), words, first, last) for typed, _, words, first, last in cells]


def day(cell: str) -> date | None:
    return None if cell == "open" else date.fromisoformat(cell)


def clock(minute: int) -> str:
    return f"{minute % DAY // 60:02}:{minute % 60:02}"


@pytest.mark.parametrize(("typed", "words", "first", "last"), rows(DATES))
def test_a_date_means_and_reads_what_the_page_says(typed: str, words: str, first: str, last: str) -> None:
    read = parse_edtf(typed)
    assert describe_edtf(typed) == words
    assert read == DateRange(day(first), day(last), read.approximate, read.uncertain)


@pytest.mark.parametrize(("typed", "words", "first", "last"), rows(TIMES))
def test_a_time_means_and_reads_what_the_page_says(typed: str, words: str, first: str, last: str) -> None:
    read = parse_time(typed)
    assert describe_time(typed) == words
    assert (clock(read.start), clock(read.end)) == (first, last)


def test_the_page_explains_every_word_for_a_time() -> None:
    assert WORDS.keys() <= {typed for typed, *_ in rows(TIMES)}
    assert len(rows(DATES)) >= 10
