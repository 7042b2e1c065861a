"""CSV as spreadsheets write it, and files that are something else."""

import pytest

from claims.sheets.problems import Unreadable
from tests.claims.sheets.table import sheet_of

TEXT = "statement,date\nIt burned.,1923\n"


def cells(data: bytes | str, **how: str) -> list[tuple[int, list[str]]]:
    return [(raw.number, raw.cells) for raw in sheet_of(data, **how).rows()]


def refusal(data: bytes | str, **how: str) -> str:
    with pytest.raises(Unreadable) as refused:
        cells(data, **how)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_whichever_way_it_is_marked(encoding: str) -> None:
    mark = "\ufeff" if encoding[-3:] in ("-le", "-be") else ""
    assert cells(f"{mark}statement,date\nاحترقت المنارة.,1923\n".encode(encoding)) == [
        (2, ["احترقت المنارة.", "1923"])
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_the_headings(delimiter: str) -> None:
    assert cells(TEXT.replace(",", delimiter)) == [(2, ["It burned.", "1923"])]


def test_a_delimiter_that_is_named_is_taken() -> None:
    assert cells("statement:date\na,b;c:1923\n", delimiter=":") == [(2, ["a,b;c", "1923"])]


def test_the_first_line_in_which_a_spreadsheet_names_the_delimiter_is_no_row() -> None:
    assert cells("sep=;\r\nstatement;date\r\nIt burned.;1923\r\n") == [(2, ["It burned.", "1923"])]


def test_quoted_cells_hold_delimiters_line_breaks_and_quotation_marks() -> None:
    assert cells('statement,quotation\r\n"a, ""b""\r\nc",d\r\n') == [(2, ['a, "b"\r\nc', "d"])]


def test_rows_are_counted_as_spreadsheets_do_and_empty_ones_passed_over() -> None:
    data = 'statement,date\n"one\ntwo",1\n\n,\n  , \nlast,2\n'
    assert cells(data) == [(2, ["one\ntwo", "1"]), (6, ["last", "2"])]


def test_reading_begins_below_the_row_that_is_named() -> None:
    file = sheet_of("statement\na\nb\nc\n")
    assert [raw.number for raw in file.rows(after=3)] == [4]


def test_another_encoding_is_never_guessed() -> None:
    data = "statement,date\nIt burned – “all”.,1923\n".encode("cp1252")
    told = refusal(data)
    assert "the file is not in UTF-8." in told
    assert "cp1252 (Windows-1252, Western European)" in told
    assert cells(data, encoding="cp1252") == [(2, ["It burned – “all”.", "1923"])]
    assert "is not in Windows-1252" in refusal(b"statement\n\x81\n", encoding="cp1252")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty."),
        (b"\n", "the first row has no heading."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel file (.xls), or one with a password"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"PK\x03\x04 and nothing else", "is no workbook that can be read"),
        (
            'statement,date\n"never closed,1923\nmore\n',
            "row 2: cannot be read as CSV: unexpected end of data. Is a quotation mark missing?",
        ),
        ('statement,date\n"a"b,1923\n', "row 2: cannot be read as CSV"),
    ],
)
def test_what_is_no_sheet_is_refused_with_the_reason(data: bytes | str, reason: str) -> None:
    assert reason in refusal(data)


def test_a_text_file_has_no_sheets_to_choose_from() -> None:
    assert refusal(TEXT, sheet="claims") == "this is no workbook, and has no sheet 'claims'."


def test_a_cell_that_swallows_the_rest_of_the_file_is_refused() -> None:
    assert "field larger than field limit" in refusal('statement\n"' + "x" * 1_000_001 + '"\n')
