import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from record.times import DAY, WHAT_TO_TYPE, WORDS, TimeRange, describe_time, parse_time, validate_time

minutes = st.integers(0, DAY - 1)
near_times = st.text(alphabet="0123459:/~ night", max_size=12)
any_text = st.text(st.characters(codec=None), max_size=60)


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def minutes_of(span: TimeRange) -> set[int]:
    """The minutes of the day a range covers, counted one by one: the slow way to what the methods compute."""
    return {minute % DAY for minute in range(span.start, span.end + 1)}


clock_texts = st.builds(clock, minutes)
intervals = st.builds("{}/{}".format, clock_texts, clock_texts)
written_times = clock_texts | clock_texts.map("~{}".format) | intervals | st.sampled_from(sorted(WORDS))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("15:00", TimeRange(900, 900)),
        ("00:00", TimeRange(0, 0)),
        ("23:59", TimeRange(1439, 1439)),
        ("15:00/18:00", TimeRange(900, 1080)),
        ("22:00/02:00", TimeRange(1320, 1560)),
        ("15:00/15:00", TimeRange(900, 900)),
        ("~21:30", TimeRange(1260, 1320, approximate=True)),
        ("~00:10", TimeRange(1420, 1480, approximate=True)),
        ("~23:50", TimeRange(1400, 1460, approximate=True)),
        ("dawn", TimeRange(240, 420, approximate=True)),
        ("night", TimeRange(1200, 1740, approximate=True)),
        (" Midday ", TimeRange(660, 840, approximate=True)),
    ],
)
def test_a_text_becomes_the_minutes_it_may_mean(text: str, span: TimeRange) -> None:
    assert parse_time(text) == span


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "9:00",
            "24:00",
            "15:60",
            "15",
            "1500",
            "15.00",
            "3 pm",
            "15:00:00",
            "15:00-18:00",
            "noon",
        ),
        *("15:00/", "/15:00", "../15:00", "~15:00/18:00", "15:00/~18:00", "15:00~", "~night", "dawn/morning"),
        *("15:00\x00", "\ud800", "١٥:٠٠", "１５:００", "x" * 100_000),
    ],
)
def test_any_other_text_is_refused_with_what_to_type(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time of day we can read") as refusal:
        parse_time(text)
    assert str(refusal.value).endswith(WHAT_TO_TYPE)


@pytest.mark.parametrize("text", ["15:00", "15:00/18:00", "~21:30", "22:00/02:00", *WORDS])
def test_what_we_say_to_type_can_be_typed(text: str) -> None:
    assert text in WHAT_TO_TYPE
    assert describe_time(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("15:00", "15:00"),
        ("15:00/18:00", "15:00–18:00"),
        ("15:00/15:00", "15:00"),
        ("22:00/02:00", "22:00 – 02:00 the next day"),
        ("22:00/00:00", "22:00 – 00:00 the next day"),
        ("~21:30", "about 21:30"),
        ("Dawn", "dawn"),
        (" night ", "night"),
    ],
)
def test_a_time_reads_as_plain_english(text: str, words: str) -> None:
    assert describe_time(text) == words


def test_describing_refuses_what_parsing_refuses() -> None:
    with pytest.raises(ValueError, match="is not a time of day we can read"):
        describe_time("noon")


def test_the_validator_says_what_to_type() -> None:
    with pytest.raises(ValidationError, match="Type 15:00") as refusal:
        validate_time("3 pm")
    assert refusal.value.code == "invalid_time"


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("15:00", "15:00", True),
        ("15:00", "15:01", False),
        ("15:00/18:00", "18:00/19:00", True),
        ("15:00/18:00", "18:01/19:00", False),
        ("night", "02:00", True),
        ("night", "dawn", True),
        ("night", "midday", False),
        ("22:00/02:00", "01:00/03:00", True),
        ("22:00/02:00", "03:00/04:00", False),
        ("~00:10", "23:50", True),
        ("~23:50", "00:10", True),
        ("midnight", "00:00", True),
        ("evening", "night", True),
    ],
)
def test_times_overlap_round_the_clock(one: str, other: str, overlap: bool) -> None:
    assert parse_time(one).overlaps(parse_time(other)) is overlap
    assert parse_time(other).overlaps(parse_time(one)) is overlap
    assert parse_time(one).disjoint(parse_time(other)) is not overlap


@pytest.mark.parametrize(
    ("outer", "inner", "contained"),
    [
        ("15:00/18:00", "16:00", True),
        ("15:00/18:00", "17:00/19:00", False),
        ("night", "02:00", True),
        ("night", "22:00/02:00", True),
        ("night", "midnight", True),
        ("22:00/02:00", "night", False),
        ("02:00", "night", False),
        ("~21:30", "21:00/22:00", True),
    ],
)
def test_a_time_contains_another_round_the_clock(outer: str, inner: str, contained: bool) -> None:
    assert parse_time(outer).contains(parse_time(inner)) is contained


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (DAY, DAY), (10, 9), (10, 11 + DAY)])
def test_a_range_of_minutes_begins_within_one_day_and_lasts_no_longer(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="is not a range of minutes"):
        TimeRange(start, end)


@given(written_times, written_times)
def test_overlap_and_containment_agree_with_counting_minutes(one: str, other: str) -> None:
    first, second = parse_time(one), parse_time(other)
    assert first.overlaps(second) is bool(minutes_of(first) & minutes_of(second))
    # A range that covers the whole clock contains all, wherever it is cut open.
    if len(minutes_of(first)) < DAY:
        assert first.contains(second) is (minutes_of(second) <= minutes_of(first))


def refusal_of(text: str) -> ValueError | None:
    """What reading raises, if anything; any other exception fails the test."""
    try:
        describe_time(text)
    except ValueError as refusal:
        return refusal
    return None


@given(near_times | any_text)
def test_no_text_fails_otherwise_than_with_a_sendable_message(text: str) -> None:
    refusal = refusal_of(text)
    assert refusal is None or type(refusal) is ValueError
    assert refusal is None or str(refusal).encode("utf-8").endswith(b".")


def is_valid(text: str) -> bool:
    try:
        validate_time(text)
    except ValidationError:
        return False
    return True


@given(written_times | near_times)
def test_the_validator_refuses_exactly_what_parsing_refuses(text: str) -> None:
    assert is_valid(text) is (refusal_of(text) is None)
