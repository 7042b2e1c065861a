"""Text in cells: several values, escapes, formulas, and values that are refused with what to write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.sheets import cells
from claims.sheets.cells import cleaned, escaped, escaped_name, guarded, plain, split_items, split_sources

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=60)


@given(
    st.lists(
        TEXTS.map(
            lambda text: text.strip(
                "\t\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680 \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
            )
        ),
        min_size=1,
    )
)
def test_values_come_back_one_by_one_from_a_cell_of_several(values: list[str]) -> None:
    cell = " | ".join(escaped(value) for value in values)
    assert [plain(value) for value in split_sources(cell)] == values


@given(st.text(" ab|\\", max_size=8))
def test_spaces_at_either_end_of_a_value_are_kept(value: str) -> None:
    assert [plain(one) for one in split_sources(escaped(value))] == [value]


@given(st.lists(st.text("ab;|()[]\\\n:", min_size=1), min_size=1))
def test_names_come_back_from_a_list(names: list[str]) -> None:
    cell = "; ".join(escaped_name(name) for name in names)
    assert [plain(item) for item in split_items(cell)] == names


@given(TEXTS)
def test_no_text_is_left_that_a_spreadsheet_runs_and_each_comes_back(text: str) -> None:
    text = cleaned(text) if not text.startswith("'") else text.strip()
    cell = guarded(text)
    assert not cell.startswith(("=", "@", "\t"))
    assert not cell.startswith(("+", "-")) or float(cell) is not None
    assert cleaned(cell) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1", "'=1", '="a"']
)
def test_a_text_that_looks_like_a_formula_is_made_harmless(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+3.25", "2024-12-08", "a=b", "'quoted'", ""])
def test_numbers_and_other_texts_are_left_as_they_are(text: str) -> None:
    assert guarded(text) == text
    assert cleaned(text) == text


def test_line_ends_become_one_kind_and_space_around_a_cell_goes() -> None:
    assert cleaned(" a\r\nb\rc \n") == "a\nb\nc"


@pytest.mark.parametrize("text", ["a\0b", "a\ud800"])
def test_characters_that_no_database_holds_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be stored"):
        cleaned(text)


def test_sources_are_parted_by_lines_or_bars_and_not_by_semicolons() -> None:
    assert split_sources("https://a.example/?x=1;y=2\nhttps://b.example") == [
        "https://a.example/?x=1;y=2",
        "https://b.example",
    ]
    assert split_sources("a | | c") == ["a", "", "c"]
    assert split_sources(r"a \| b") == [r"a \| b"]


@pytest.mark.parametrize(
    "text", ["2024-11-29", "2024-12", "2024-11-27~", "../2024-12-07", "2024-12-07/2024-12-08"]
)
def test_unclear_dates_are_kept_as_they_are(text: str) -> None:
    assert cells.edtf(text) == text


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("12/08/2024", "2024-08-12 (day 12, month 8) or 2024-12-08 (day 8, month 12)"),
        ("08.12.24", "2024-12-08 (day 8, month 12) or 2024-08-12 (day 12, month 8)"),
        ("30/11/2024", "write 2024-11-30 (day 30, month 11)."),
        ("last week", "Type 2024-11-29"),
        ("8 December 2024", "Type 2024-11-29"),
        ("2024-02-30", "February 2024 has 29 days"),
        ("2024-12-08/2024-12-07", "Type the earlier date first"),
        ("45634", "Type 2024-11-29"),
        ("40/40/2024", "Type 2024-11-29"),
    ],
)
def test_other_dates_are_refused_with_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match=r"^'") as refusal:
        cells.edtf(text)
    assert advice in str(refusal.value)


@pytest.mark.parametrize(("text", "value"), [("1200", "1200"), ("-2.50", "-2.50"), ("+7", "7")])
def test_numbers_are_digits_with_a_point(text: str, value: str) -> None:
    assert cells.number(text) == value


@pytest.mark.parametrize("text", ["1,200", "1 200", "1.200.000", "1e5", "NaN", "twelve", "٣", "--1"])
def test_other_numbers_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write digits and a point"):
        cells.number(text)


@pytest.mark.parametrize("text", ["20241129", "29.11.2024", "2024-13-01", "2024-11", "2024-W48-5"])
def test_a_day_is_one_day_as_iso_writes_it(text: str) -> None:
    assert cells.day("2024-11-29") == "2024-11-29"
    with pytest.raises(ValueError, match="2024-11-29"):
        cells.day(text)


def test_yes_and_no_are_the_only_flags() -> None:
    assert [cells.flag(text) for text in ("yes", "TRUE", "No", "false")] == [True, True, False, False]
    with pytest.raises(ValueError, match="neither yes nor no"):
        cells.flag("1")


def test_choices_are_read_whichever_way_they_are_typed_and_others_are_listed() -> None:
    stance = cells.one_of(["supports", "leaves_open"])
    assert [stance("Supports"), stance("leaves open"), stance("LEAVES-OPEN")] == [
        "supports",
        "leaves_open",
        "leaves_open",
    ]
    with pytest.raises(ValueError, match="'backs' is none of: supports, leaves_open"):
        stance("backs")
    assert cells.some_of(["date", "time"])("time; date") == ["time", "date"]


def test_values_are_shown_as_they_are_read() -> None:
    assert [cells.shown(value) for value in (True, False, None, ["date", "time"], "2.5")] == [
        "yes",
        "no",
        "",
        "date; time",
        "2.5",
    ]


def test_a_cell_of_too_many_items_is_no_list() -> None:
    assert len(split_items(";".join("a" * 200))) == 200
    with pytest.raises(ValueError, match="holds 201 items: a list has at most 200"):
        split_items(";".join("a" * 201))
