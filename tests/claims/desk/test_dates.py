"""Dates and times are read as reports word them, against the day of publication, and never guessed."""

import time as clock
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.desk.date_words import plain
from claims.desk.dates import DateExpression, date_expressions
from record.dates import parse_edtf
from record.times import parse_time

TUESDAY = date(2024, 12, 10)


def read(text: str, published: date | None = TUESDAY) -> list[tuple[str, str, str]]:
    """The words found, each with its date and its time; every one is checked to stand where it says."""
    found = date_expressions(text, published=published)
    check(text, found)
    return [(one.words, one.edtf, one.time) for one in found]


def check(text: str, found: list[DateExpression]) -> None:
    end = 0
    for one in found:
        assert text[one.start : one.end] == one.words != ""
        assert one.start >= end
        assert one.edtf or one.time
        assert not one.edtf or parse_edtf(one.edtf)
        assert not one.time or parse_time(one.time)
        assert one.reason
        end = one.end


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        # Days as written
        ("on 7 December 2024 he", "7 December 2024", "2024-12-07"),
        ("on 7th of December, 2024", "7th of December, 2024", "2024-12-07"),
        ("On December 7th, 2024, he", "December 7th, 2024", "2024-12-07"),
        ("on Sept. 3, 2024.", "Sept. 3, 2024", "2024-09-03"),
        ("on 7 December 2024 2,000 men", "7 December 2024", "2024-12-07"),
        ("dated 2024-12-07.", "2024-12-07", "2024-12-07"),
        ("on 25/11/2024", "25/11/2024", "2024-11-25"),
        ("on 11/25/2024", "11/25/2024", "2024-11-25"),
        ("on 12.12.2024", "12.12.2024", "2024-12-12"),
        ("le 7 décembre 2024", "7 décembre 2024", "2024-12-07"),
        ("7 Aralık 2024'te", "7 Aralık 2024", "2024-12-07"),
        ("15 Şubat 2024", "15 Şubat 2024", "2024-02-15"),
        ("في 7 كانون الأول/ديسمبر 2024 غادر", "7 كانون الأول/ديسمبر 2024", "2024-12-07"),
        ("٢٧ نوفمبر ٢٠٢٤", "٢٧ نوفمبر ٢٠٢٤", "2024-11-27"),
        ("السابع والعشرين من تشرين الثاني 2024", "السابع والعشرين من تشرين الثاني 2024", "2024-11-27"),
        ("5 كانون الثاني 2024", "5 كانون الثاني 2024", "2024-01-05"),
        ("10 آذار 2024", "10 آذار 2024", "2024-03-10"),
        # The year left out
        ("on 27 November the", "27 November", "2024-11-27"),
        ("on 10 December", "10 December", "2024-12-10"),
        ("on March 3", "March 3", "2024-03-03"),
        ("on 29 February", "29 February", "2024-02-29"),
        ("on 25 December", "25 December", "2023-12-25?"),
        ("في 8 كانون الأول", "8 كانون الأول", "2024-12-08"),
        ("on Friday, 6 December", "Friday, 6 December", "2024-12-06"),
        ("on Friday, 7 December", "Friday, 7 December", "2024-12-07?"),
        # Spans
        ("from 27-29 November", "from 27-29 November", "2024-11-27/2024-11-29"),
        ("27–29 November", "27–29 November", "2024-11-27/2024-11-29"),
        ("between 27 and 29 November", "between 27 and 29 November", "2024-11-27/2024-11-29"),
        ("between the 27th and the 29th of November", "between the 27th and the 29th of November", "2024-11-27/2024-11-29"),
        ("from 27 November to 3 December", "from 27 November to 3 December", "2024-11-27/2024-12-03"),
        ("from 28 December to 3 January 2024", "from 28 December to 3 January 2024", "2023-12-28/2024-01-03"),
        ("December 7-8, 2024", "December 7-8, 2024", "2024-12-07/2024-12-08"),
        ("between December 7 and December 9", "between December 7 and December 9", "2024-12-07/2024-12-09"),
        ("بين 27 و29 نوفمبر", "بين 27 و29 نوفمبر", "2024-11-27/2024-11-29"),
        ("من 27 إلى 29 نوفمبر", "من 27 إلى 29 نوفمبر", "2024-11-27/2024-11-29"),
        ("between Saturday and Monday", "between Saturday and Monday", "2024-12-07/2024-12-09"),
        ("on 7 or 8 December", "7 or 8 December", "2024-12-07/2024-12-08"),
        ("on 7/8 December", "7/8 December", "2024-12-07/2024-12-08"),
        ("from 10-12 December", "from 10-12 December", "2024-12-10/2024-12-12"),
        ("from 28 December 2023 to 3 January 2024", "from 28 December 2023 to 3 January 2024", "2023-12-28/2024-01-03"),
        ("from 28 December to 3 January", "from 28 December to 3 January", "2023-12-28?/2024-01-03?"),
        ("from 1971 to 2000", "from 1971 to 2000", "1971/2000"),
        # Months and years
        ("on 27 November last year", "27 November last year", "2023-11-27"),
        ("in December of last year", "December of last year", "2023-12"),
        ("في نوفمبر من العام الماضي", "نوفمبر من العام الماضي", "2023-11"),
        ("نوفمبر الماضي", "نوفمبر الماضي", "2024-11"),
        ("on 3 May.", "3 May", "2024-05-03"),
        ("in 2024/12/8", "2024/12/8", "2024-12-08"),
        ("يوم السبت الموافق 7 كانون الأول 2024", "يوم السبت الموافق 7 كانون الأول 2024", "2024-12-07"),
        ("in December 2023", "December 2023", "2023-12"),
        ("in March", "March", "2024-03"),
        ("in late December", "December", "2024-12"),
        ("last December", "December", "2023-12"),
        ("في تشرين الثاني", "تشرين الثاني", "2024-11"),
        ("in 2011", "2011", "2011"),
        ("عام 2011", "2011", "2011"),
        # What stands before a date
        ("about 27 November", "about 27 November", "2024-11-27~"),
        ("by December 8, he", "by December 8", "../2024-12-08"),
        ("before 7 December.", "before 7 December", "../2024-12-06"),
        ("after 27 November, all", "after 27 November", "2024-11-28/.."),
        ("since July 2000", "since July 2000", "2000-07/.."),
        ("before January 2024.", "before January 2024", "../2023-12"),
        ("منذ 2011", "منذ 2011", "2011/.."),
        ("after Friday prayers", "Friday", "2024-12-06"),
        ("two days before 8 December", "two days before 8 December", "2024-12-06"),
        ("the day after 8 December", "the day after 8 December", "2024-12-09"),
        ("a week before 8 December", "a week before 8 December", "2024-12-01~"),
        # Days of the week
        ("on Saturday he", "Saturday", "2024-12-07"),
        ("on Tuesday he", "Tuesday", "2024-12-10"),
        ("last Tuesday", "last Tuesday", "2024-12-03"),
        ("next Friday", "next Friday", "2024-12-13?"),
        ("يوم السبت", "يوم السبت", "2024-12-07"),
        ("والسبت", "والسبت", "2024-12-07"),
        ("الثلاثاء الماضي", "الثلاثاء الماضي", "2024-12-03"),
        ("الجمعة المقبلة", "الجمعة المقبلة", "2024-12-13?"),
        ("samedi dernier", "samedi dernier", "2024-12-07"),
        # Relative to publication
        ("yesterday", "yesterday", "2024-12-09"),
        ("the day before yesterday", "the day before yesterday", "2024-12-08"),
        ("today", "today", "2024-12-10"),
        ("أمس", "أمس", "2024-12-09"),
        ("أول أمس", "أول أمس", "2024-12-08"),
        ("three days ago", "three days ago", "2024-12-07"),
        ("قبل ثلاثة أيام", "قبل ثلاثة أيام", "2024-12-07"),
        ("قبل يومين", "قبل يومين", "2024-12-08"),
        ("منذ أسبوع", "منذ أسبوع", "2024-12-03~"),
        ("two weeks ago", "two weeks ago", "2024-11-26~"),
        ("three months ago", "three months ago", "2024-09~"),
        ("13 years ago", "13 years ago", "2011~"),
        ("last month", "last month", "2024-11"),
        ("الشهر الماضي", "الشهر الماضي", "2024-11"),
        ("last year", "last year", "2023"),
        ("last week", "last week", "2024-12-02~/2024-12-08~"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_it_is_worded(text: str, words: str, edtf: str) -> None:
    assert read(text) == [(words, edtf, "")]


@pytest.mark.parametrize(
    ("text", "edtf", "time"),
    [
        ("on 7 December at 3 p.m., he", "2024-12-07", "15:00"),
        ("at 3 p.m. on Saturday", "2024-12-07", "15:00"),
        ("9:00 p.m. Saturday", "2024-12-07", "21:00"),
        ("on Saturday night, at around 9:30 pm, he", "2024-12-07", "~21:30"),
        ("on 8 December 2024 at 04:30", "2024-12-08", "04:30"),
        ("2024-12-08T04:30", "2024-12-08", "04:30"),
        ("2024-12-08T04:30Z", "2024-12-08", ""),
        ("at dawn on Sunday", "2024-12-08", "dawn"),
        ("on Sunday morning", "2024-12-08", "morning"),
        ("the evening of 7 December", "2024-12-07", "evening"),
        ("the night of 7 December", "2024-12-07", "night"),
        ("on the night of 7-8 December", "2024-12-07/2024-12-08", "night"),
        ("overnight from Saturday to Sunday", "2024-12-07/2024-12-08", "night"),
        ("ليلة 7-8 كانون الأول", "2024-12-07/2024-12-08", "night"),
        ("last night", "2024-12-09", "night"),
        ("last night at 11 p.m.", "2024-12-09", "23:00"),
        ("this morning", "2024-12-10", "morning"),
        ("between 3 and 6 p.m. on Monday", "2024-12-09", "15:00/18:00"),
        ("11 to 1 p.m. on Monday", "2024-12-09", "11:00/13:00"),
        ("from 22:00 to 02:00 on Saturday", "2024-12-07", "22:00/02:00"),
        ("at 12 a.m. on Sunday", "2024-12-08", "00:00"),
        ("at noon on Sunday", "2024-12-08", "midday"),
        ("at 3:30 in the afternoon on Saturday", "2024-12-07", "15:30"),
        ("ليل السبت الأحد", "2024-12-07/2024-12-08", "night"),
        ("by Sunday night", "../2024-12-08", "night"),
        ("فجر الأحد", "2024-12-08", "dawn"),
        ("مساء السبت 7 كانون الأول، الساعة التاسعة والنصف مساء", "2024-12-07", "21:30"),
        ("يوم السبت عند الساعة 3 عصراً", "2024-12-07", "15:00"),
        ("نحو الساعة الثانية فجر الأحد", "2024-12-08", "~02:00"),
        ("الساعة العاشرة إلا ربعا من مساء السبت", "2024-12-07", "21:45"),
    ],
)
def test_a_time_of_day_goes_with_the_date_beside_it(text: str, edtf: str, time: str) -> None:
    assert [one[1:] for one in read(text)] == [(edtf, time)]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("left at 4pm.", "16:00"),
        ("around midday, he", "midday"),
        ("at about 15:00", "~15:00"),
        ("3 o'clock in the afternoon", "15:00"),
        ("2 at night", "02:00"),
        ("عند الفجر", "dawn"),
    ],
)
def test_a_time_of_day_alone_names_no_day(text: str, time: str) -> None:
    assert [one[1:] for one in read(text)] == [("", time)]


def test_an_hour_goes_with_the_date_it_leads_to() -> None:
    found = read("at 3 p.m. on Saturday, at noon on Sunday")
    assert [one[1:] for one in found] == [("2024-12-07", "15:00"), ("2024-12-08", "midday")]


@pytest.mark.parametrize(
    "text",
    [
        "on 7/12/2024",
        "31 February 2024",
        "2024-13-45",
        "at least 7 may have died",
        "they may 10 times",
        "the troops march 10 km",
        "every Saturday; on Saturdays; each Friday",
        "the following Saturday; the same Sunday",
        "three days earlier, he",
        "two days before the fall",
        "at 9:30",
        "at 21:30 GMT",
        "before dawn",
        "ذلك اليوم، اليوم التالي، كل سبت",
        "2024 men and 1,999 women",
        "a ratio of 15:000",
        "chapter 12.12",
        "morning, night and evening",
        "السبت التالي",
    ],
)
def test_what_cannot_be_resolved_is_left_out(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text", ["on Saturday", "7 December", "yesterday", "last month", "in March", "two days ago"]
)
def test_without_a_day_of_publication_nothing_is_relative(text: str) -> None:
    assert read(text, published=None) == []


def test_without_a_day_of_publication_whole_dates_are_read_still() -> None:
    assert read("on 7 December 2024 at 15:00", published=None) == [
        ("7 December 2024 at 15:00", "2024-12-07", "15:00")
    ]


def test_days_earlier_count_from_the_date_named_before_and_are_doubted() -> None:
    text = (
        "He left on 8 December. Three days earlier he met them, two days before. A week later, all was over."
    )
    assert [one[1] for one in read(text)] == ["2024-12-08", "2024-12-05?", "2024-12-06?"]


def test_a_day_of_the_week_is_doubted_where_the_text_tells_of_an_older_time() -> None:
    found = date_expressions("The attack began on 27 November. By Friday, Aleppo fell.", published=TUESDAY)
    assert [one.edtf for one in found] == ["2024-11-27", "../2024-12-06?"]
    assert found[1].reason.endswith("but the text tells of 27 November 2024 before it")


def test_a_date_beside_another_is_read_too() -> None:
    assert [one[1] for one in read("last Saturday, 7 December, 8 December, 9 December")][1:] == [
        "2024-12-07",
        "2024-12-08",
        "2024-12-09",
    ]
    assert [one[1] for one in read("last Saturday, 7 December; 7 and 12 December")] == [
        "2024-12-07",
        "2024-12-07",
        "2023-12-12?",
    ]


def test_reasons_say_how_a_date_was_read() -> None:
    text = "On Saturday, 29 November 2024, or 25 December; next Friday; Saturday night"
    assert [one.reason for one in date_expressions(text, published=TUESDAY)] == [
        "As written; but that was a Friday",
        "25 December nearest before publication on 10 December 2024; the next one was only 15 days ahead",
        "Friday after 10 December 2024; “next” may mean the week after",
        "Saturday before 10 December 2024; the time from “night”",
    ]


@pytest.mark.parametrize("published", [date.min, date(1, 3, 1), date.max, date(2024, 2, 29)])
def test_the_ends_of_the_calendar_are_no_error(published: date) -> None:
    text = "yesterday, tomorrow, last year, next month, last week, next week, 29 February, 300 years ago, on Sunday, next Friday, in March"
    check(text, date_expressions(text, published=published))


SAID = st.sampled_from(
    [
        "on",
        "by",
        "since",
        "before",
        "after",
        "about",
        "between",
        "and",
        "from",
        "to",
        "-",
        "/",
        ",",
        ".",
        "the",
        "night",
        "of",
        "Saturday",
        "Sunday",
        "السبت",
        "أمس",
        "last",
        "next",
        "week",
        "month",
        "7",
        "8",
        "29",
        "31",
        "December",
        "Feb.",
        "كانون",
        "الأول",
        "2024",
        "1999",
        "ago",
        "earlier",
        "two",
        "days",
        "at",
        "3",
        "p.m.",
        "15:00",
        "around",
        "dawn",
        "مساء",
        "الساعة",
        "التاسعة",
        "والنصف",
        "في",
        "يوم",
        "من",
    ]
)


@given(st.lists(SAID).map(" ".join), st.dates() | st.none())
def test_whatever_is_said_reads_as_dates_the_record_accepts(text: str, published: date | None) -> None:
    check(text, date_expressions(text, published=published))


@given(st.text(), st.dates() | st.none())
def test_no_text_is_too_strange(text: str, published: date | None) -> None:
    check(text, date_expressions(text, published=published))


@given(st.text())
def test_the_plain_form_keeps_every_place(text: str) -> None:
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    ["1 " * 20_000, "7 December" + " " * 40_000, "between " * 5_000, "the night of " * 3_000, "\n" * 40_000, "1 of " * 8_000],
    ids=["digits", "blanks", "betweens", "nights", "lines", "ofs"],
)  # fmt: skip
def test_a_page_made_to_be_slow_is_read_in_time(text: str) -> None:
    began = clock.perf_counter()
    date_expressions(text, published=TUESDAY)
    assert clock.perf_counter() - began < 5
