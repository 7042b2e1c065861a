import contextlib
import io
from datetime import date

import edtf
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from record.dates import WHAT_TO_TYPE, DateRange, describe_edtf, parse_edtf, validate_edtf

JAN, FEB, MAR, APR = (date(2024, month, 1) for month in (1, 2, 3, 4))

# Texts of the right characters are seldom dates by chance: these two reach both sides of the line.
days = st.dates()
near_dates = st.text(alphabet="0129-/.~?%X ", max_size=24)
any_text = st.text(st.characters(codec=None), max_size=60)


@st.composite
def written_dates(draw: st.DrawFn, marks: tuple[str, ...] = ("", "~", "?", "%")) -> str:
    """A day, a month or a year as EDTF writes it."""
    length = draw(st.sampled_from([4, 7, 10]))
    return draw(days).isoformat()[:length] + draw(st.sampled_from(marks))


@st.composite
def written_texts(draw: st.DrawFn, marks: tuple[str, ...] = ("", "~", "?", "%")) -> str:
    """Any text we explain: a date, an interval in order, or one with an open end."""
    first, second = sorted([draw(written_dates(marks)), draw(written_dates(marks))], key=lambda one: one[:4])
    forms = [first, f"../{first}", f"{first}/.."]
    # Only years that differ are sure to be in order whatever the precision.
    return draw(st.sampled_from([*forms, f"{first}/{second}"] if first[:4] != second[:4] else forms))


@st.composite
def ranges(draw: st.DrawFn) -> DateRange:
    first, last = sorted([draw(days), draw(days)])
    return DateRange(draw(st.sampled_from([first, None])), draw(st.sampled_from([last, None])))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-11-29", date(2024, 11, 29), date(2024, 11, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-12-07/2024-12-08", date(2024, 12, 7), date(2024, 12, 8)),
        ("2024-12-08/2024-12", date(2024, 12, 8), date(2024, 12, 31)),
        ("2024-11/2025", date(2024, 11, 1), date(2025, 12, 31)),
        ("../2024-12-07", None, date(2024, 12, 7)),
        ("2024-12-09/..", date(2024, 12, 9), None),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31)),
        ("  2024-11-29\n", date(2024, 11, 29), date(2024, 11, 29)),
    ],
)
def test_a_text_becomes_the_days_it_may_mean(text: str, earliest: date | None, latest: date | None) -> None:
    assert parse_edtf(text) == DateRange(earliest, latest, approximate=False, uncertain=False)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-11-27~", date(2024, 11, 26), date(2024, 11, 28)),
        ("2024-12-31~", date(2024, 12, 30), date(2025, 1, 1)),
        ("2024-12~", date(2024, 11, 1), date(2025, 1, 31)),
        ("2024-03~", date(2024, 2, 1), date(2024, 4, 30)),
        ("2024~", date(2023, 1, 1), date(2025, 12, 31)),
        ("2024-11-27~/2024-12-02", date(2024, 11, 26), date(2024, 12, 2)),
        ("2024-11-27/2024-12~", date(2024, 11, 27), date(2025, 1, 31)),
        ("../2024-12-07~", None, date(2024, 12, 8)),
        ("2024-12-09~/..", date(2024, 12, 8), None),
        ("0001~", date(1, 1, 1), date(2, 12, 31)),
        ("0001-01-01~", date(1, 1, 1), date(1, 1, 2)),
        ("9999-12~", date(9999, 11, 1), date(9999, 12, 31)),
    ],
)
def test_about_widens_by_one_unit_of_its_own_precision(
    text: str, earliest: date | None, latest: date | None
) -> None:
    assert parse_edtf(text) == DateRange(earliest, latest, approximate=True, uncertain=False)


def test_uncertain_keeps_the_bounds_as_written() -> None:
    assert parse_edtf("2024-11-27?") == DateRange(date(2024, 11, 27), date(2024, 11, 27), uncertain=True)


def test_both_marks_at_once_are_a_percent_sign() -> None:
    read = parse_edtf("2024-11-27%")
    assert read == DateRange(date(2024, 11, 26), date(2024, 11, 28), approximate=True, uncertain=True)


def test_a_mark_on_either_end_marks_the_whole_interval() -> None:
    assert parse_edtf("2024-11-27/2024-11-29?").uncertain
    assert parse_edtf("2024-11-27~/2024-11-29").approximate


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "yesterday",
            "29/11/2024",
            "29 November 2024",
            "2024.11.29",
            "20241129",
            "2024-11-29T10:00",
        ),
        *("2024-1-1", "24", "02024", "12024", "Y12024", "-0044", "0000", "0000-01-01", "2024-00", "2024-13"),
        # EDTF, but not of the part we explain: seasons, unspecified digits, sets, marks inside, unknown ends.
        *("2024-21", "202X", "2024-XX", "20", "[2024,2025]", "{2024}", "2024~-11", "~2024", "2024?~"),
        *(
            "/2024",
            "2024/",
            "..",
            "..2024",
            "2024..",
            "../2024/..",
            "2024/2025/2026",
            "2024-12-07/..?",
            "1950S2",
        ),
        *("2024\x00", "\x00", "\ud800", "٢٠٢٤", "２０２４", "2024-11-29–2024-11-30", "9" * 100_000),
    ],
)
def test_any_other_text_is_refused_with_what_to_type(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date we can read") as refusal:
        parse_edtf(text)
    assert str(refusal.value).endswith(WHAT_TO_TYPE)


def test_the_refusal_quotes_what_was_typed() -> None:
    with pytest.raises(ValueError, match=r"^'29/11/2024' is not a date we can read\. Type 2024-11-29, "):
        parse_edtf("29/11/2024")


@pytest.mark.parametrize(
    "part", WHAT_TO_TYPE.removeprefix("Type ").rstrip(".").replace(" or ", ", ").split(", ")
)
def test_what_we_say_to_type_can_be_typed(part: str) -> None:
    assert describe_edtf(part.split(" (")[0])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2023-02-29", "February 2023 has 28 days"),
        ("2024-02-30", "February 2024 has 29 days"),
        ("2024-11-31", "November 2024 has 30 days"),
        ("2024-11-00", "November 2024 has 30 days"),
        ("2024-12-99", "December 2024 has 31 days"),
        ("2024-11-29/2024-11-31?", "November 2024 has 30 days"),
    ],
)
def test_a_day_that_does_not_exist_is_refused_with_the_length_of_its_month(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"names a day that does not exist: .*{reason}"):
        parse_edtf(text)


@pytest.mark.parametrize(
    "text", ["2024-12-08/2024-12-07", "2025/2024", "2024-12/2024-11-30", "2024-12-08~/2024-12-07~"]
)
def test_an_interval_that_ends_before_it_begins_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        parse_edtf(text)


def test_an_interval_without_any_date_is_refused() -> None:
    with pytest.raises(ValueError, match="names no date"):
        parse_edtf("../..")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-11-29", "29 November 2024"),
        ("2024-12-07", "7 December 2024"),
        ("2024-12", "December 2024"),
        ("2024", "2024"),
        ("2024-12-07/2024-12-08", "7–8 December 2024"),
        ("2024-11-30/2024-12-02", "30 November – 2 December 2024"),
        ("2024-12-30/2025-01-02", "30 December 2024 – 2 January 2025"),
        ("2023-12-07/2024-12-07", "7 December 2023 – 7 December 2024"),
        ("2024-11/2024-12", "November–December 2024"),
        ("2023-12/2024-12", "December 2023 – December 2024"),
        ("2023/2024", "2023–2024"),
        ("2024-11-30/2024-12", "30 November 2024 – December 2024"),
        ("2024-11-29/2024-11-29", "29 November 2024"),
        ("../2024-12-07", "by 7 December 2024"),
        ("2024-12-09/..", "from 9 December 2024"),
        ("2024-12-09~/..", "from about 9 December 2024"),
        ("2024-11-27~", "about 27 November 2024"),
        ("2024-11-27?", "27 November 2024 (uncertain)"),
        ("2024-11-27%", "about 27 November 2024 (uncertain)"),
        ("2024-12-07~/2024-12-08~", "about 7–8 December 2024"),
        ("2024-12-07~/2024-12-08", "from about 7 December 2024 to 8 December 2024"),
        ("2024-12-07/2024-12-08?", "from 7 December 2024 to 8 December 2024 (uncertain)"),
        (" 2024 ", "2024"),
    ],
)
def test_a_date_reads_as_plain_english(text: str, words: str) -> None:
    assert describe_edtf(text) == words


def test_describing_refuses_what_parsing_refuses() -> None:
    with pytest.raises(ValueError, match="is not a date we can read"):
        describe_edtf("yesterday")


def test_the_validator_says_what_to_type() -> None:
    with pytest.raises(ValidationError, match="Type 2024-11-29") as refusal:
        validate_edtf("29/11/2024")
    assert refusal.value.code == "invalid_date"


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (DateRange(JAN, FEB), DateRange(FEB, MAR), True),
        (DateRange(JAN, FEB), DateRange(MAR, APR), False),
        (DateRange(JAN, APR), DateRange(FEB, MAR), True),
        (DateRange(None, FEB), DateRange(MAR, None), False),
        (DateRange(None, MAR), DateRange(FEB, None), True),
        (DateRange(None, FEB), DateRange(None, JAN), True),
        (DateRange(None, None), DateRange(JAN, JAN), True),
    ],
)
def test_ranges_overlap_where_they_share_a_day(one: DateRange, other: DateRange, overlap: bool) -> None:
    assert one.overlaps(other) is overlap
    assert other.overlaps(one) is overlap
    assert one.disjoint(other) is not overlap


@pytest.mark.parametrize(
    ("outer", "inner", "contained"),
    [
        (DateRange(JAN, APR), DateRange(FEB, MAR), True),
        (DateRange(JAN, APR), DateRange(JAN, APR), True),
        (DateRange(FEB, MAR), DateRange(JAN, MAR), False),
        (DateRange(FEB, MAR), DateRange(FEB, APR), False),
        (DateRange(None, MAR), DateRange(JAN, FEB), True),
        (DateRange(None, MAR), DateRange(None, FEB), True),
        (DateRange(JAN, MAR), DateRange(None, FEB), False),
        (DateRange(JAN, MAR), DateRange(FEB, None), False),
        (DateRange(JAN, None), DateRange(FEB, None), True),
    ],
)
def test_a_range_contains_another_where_none_of_its_days_lies_outside(
    outer: DateRange, inner: DateRange, contained: bool
) -> None:
    assert outer.contains(inner) is contained


def test_a_range_cannot_begin_after_it_ends() -> None:
    with pytest.raises(ValueError, match="cannot begin"):
        DateRange(FEB, JAN)


@given(ranges(), days)
def test_containing_a_day_is_overlapping_it(span: DateRange, day: date) -> None:
    one_day = DateRange(day, day)
    assert span.contains(one_day) is span.overlaps(one_day)
    assert span.contains(one_day) is ((span.earliest or day) <= day <= (span.latest or day))


@given(ranges(), ranges())
def test_a_range_that_contains_another_overlaps_it(one: DateRange, other: DateRange) -> None:
    assert one.overlaps(other) or not one.contains(other)


@given(written_texts())
def test_every_explained_text_is_read_and_described(text: str) -> None:
    read = parse_edtf(text)
    assert describe_edtf(text)
    assert read.approximate is ("~" in text or "%" in text)
    assert read.uncertain is ("?" in text or "%" in text)
    assert (read.earliest is None) is text.startswith("..")
    assert (read.latest is None) is text.endswith("..")


@given(written_dates(marks=("",)))
def test_about_only_ever_widens(text: str) -> None:
    assert parse_edtf(f"{text}~").contains(parse_edtf(text))
    assert parse_edtf(f"{text}%").contains(parse_edtf(f"{text}~"))


@given(written_texts(marks=("", "?")))
def test_bounds_agree_with_the_library_where_it_widens_nothing(text: str) -> None:
    read, reference = parse_edtf(text), edtf.parse_edtf(text)
    if read.earliest:
        assert read.earliest.timetuple()[:3] == reference.lower_strict()[:3]
    if read.latest:
        assert read.latest.timetuple()[:3] == reference.upper_strict()[:3]


def refusal_of(text: str) -> ValueError | None:
    """What parsing raises, if anything; any other exception fails the test."""
    try:
        parse_edtf(text)
    except ValueError as refusal:
        return refusal
    return None


@given(near_dates | any_text)
def test_no_text_fails_otherwise_than_with_a_sendable_message(text: str) -> None:
    refusal = refusal_of(text)
    assert refusal is None or type(refusal) is ValueError
    assert refusal is None or str(refusal).encode("utf-8").endswith(b".")


@given(near_dates)
def test_nothing_is_printed_whatever_is_typed(text: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        refusal_of(text)
    assert printed.getvalue() == ""


def is_valid(text: str) -> bool:
    try:
        validate_edtf(text)
    except ValidationError:
        return False
    return True


@given(written_texts() | near_dates)
def test_the_validator_refuses_exactly_what_parsing_refuses(text: str) -> None:
    assert is_valid(text) is (refusal_of(text) is None)
