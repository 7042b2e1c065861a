"""Workbooks: what cells hold, what is refused, and files made to do harm."""

import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from claims.sheets import workbook
from claims.sheets.problems import Unreadable
from tests.claims.sheets.table import sheet_of

HEADINGS = ["statement", "date", "time", "figure", "hedged", "detail"]


def saved(book: Any) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def book_of(*rows: list[Any]) -> Any:
    book = openpyxl.Workbook()
    for row in (HEADINGS, *rows):
        book.active.append(row)
    return book


def rows_of(data: bytes, **how: str) -> Any:
    return [(raw.number, raw.cells, raw.refused) for raw in sheet_of(data, "claims.xlsx", **how).rows()]


def refusal(data: bytes, **how: str) -> str:
    with pytest.raises(Unreadable) as refused:
        rows_of(data, **how)
    return str(refused.value)


def repacked(data: bytes, **changed: bytes) -> bytes:
    """The workbook with a part changed or added; `_` in a name stands for `/`, and `xml` is added."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        for name, content in (
            parts | {f"xl/{name}.xml".replace("__", "/"): content for name, content in changed.items()}
        ).items():
            new.writestr(name, content)
    return file.getvalue()


def sheet_xml(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as parts:
        return parts.read("xl/worksheets/sheet1.xml")


def test_days_times_numbers_and_flags_become_the_text_that_is_typed_for_them() -> None:
    data = saved(
        book_of(
            ["It burned.", datetime(2024, 11, 29), time(15, 0), 350.0, True, "00123"],
            ["Again.", date(2024, 12, 1), "~21:30", 2.5, False, 7],
            ["A year.", 2024, None, -0.0001, None, "  "],
        )
    )
    assert rows_of(data) == [
        (2, ["It burned.", "2024-11-29", "15:00", "350", "yes", "00123"], {}),
        (3, ["Again.", "2024-12-01", "~21:30", "2.5", "no", "7"], {}),
        (4, ["A year.", "2024", "", "-0.0001", "", "  "], {}),
    ]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("=1+1", "holds a formula"),
        ('=HYPERLINK("https://a.example")', "holds a formula"),
        ("#N/A", "holds the error #N/A"),
        (datetime(2024, 11, 29, 15, 30), "holds a date with a time of day (2024-11-29 15:30:00)"),
        (time(15, 0, 30), "holds 15:00:30, which is neither a day nor a time in hours and minutes"),
        (timedelta(hours=30), "neither a day nor a time"),
        (12345678901234567890, "keeps only the first digits"),
    ],
)
def test_cells_that_hold_no_plain_value_are_refused_in_their_place(value: Any, reason: str) -> None:
    [(number, _, refused)] = rows_of(saved(book_of(["It burned.", value])))
    assert (number, list(refused)) == (2, [1])
    assert reason in refused[1]


def test_a_text_that_looks_like_a_formula_is_text() -> None:
    book = book_of(["x"])
    book.active["A2"].value = "=not a formula"
    book.active["A2"].data_type = "s"
    assert (
        rows_of(saved(book)) == [(2, ["=not a formula"] + [""] * 5, {})]
        or rows_of(saved(book))[0][1][0] == "=not a formula"
    )


def test_the_first_sheet_is_read_or_the_one_that_is_named() -> None:
    book = book_of(["From the first."])
    other = book.create_sheet("Second")
    other.append(["statement"])
    other.append(["From the second."])
    assert rows_of(saved(book))[0][1][0] == "From the first."
    assert rows_of(saved(book), sheet="Second") == [(2, ["From the second."], {})]
    assert refusal(saved(book), sheet="Third") == "the workbook has no sheet 'Third'; it has: Sheet, Second."


def test_merged_cells_are_refused_with_their_place() -> None:
    book = book_of(["One claim."], ["x"])
    book.active.merge_cells("A2:A3")
    assert refusal(saved(book)).startswith("has merged cells (A2:A3)")


def test_hidden_rows_are_refused_unless_they_are_empty() -> None:
    book = book_of(["Seen."], ["Filtered away."], [])
    book.active.row_dimensions[3].hidden = True
    book.active.row_dimensions[9].hidden = True
    assert [(number, refused) for number, _, refused in rows_of(saved(book))] == [
        (2, {}),
        (3, {-1: "is hidden: show it, or delete it."}),
    ]


def test_rows_are_counted_as_the_sheet_does() -> None:
    book = book_of()
    book.active["A5"] = "Below a gap."
    assert [number for number, _, _ in rows_of(saved(book))] == [5]


def test_dimensions_that_say_less_than_there_is_hide_nothing() -> None:
    data = saved(book_of(["It burned.", "1923"]))
    lying = repacked(data, worksheets__sheet1=sheet_xml(data).replace(b'ref="A1:F2"', b'ref="A1"'))
    assert rows_of(lying)[0][1][:2] == ["It burned.", "1923"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_anything_is_expanded(encoding: str) -> None:
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst>&b;</sst>'
    ).encode(encoding)
    assert "has a document type in xl/sharedStrings.xml" in refusal(
        repacked(saved(book_of(["x"])), sharedStrings=bomb)
    )


def test_an_external_entity_reads_no_file() -> None:
    xml = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    assert "has a document type" in refusal(repacked(saved(book_of(["x"])), worksheets__sheet1=xml))


def test_a_file_that_bursts_when_unpacked_is_refused_unread() -> None:
    data = repacked(saved(book_of(["x"])), media=b"\0" * (workbook.PACKING_COUNTS_FROM + 1))
    assert len(data) < 100_000
    assert "no sheet of text is" in refusal(data)


def test_a_file_that_unpacks_to_more_than_is_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1_000)
    assert "save it as CSV" in refusal(saved(book_of(["x"])))


@pytest.mark.parametrize("number", ["99999999999", "0", "-1", "x"])
def test_a_row_that_no_sheet_has_is_refused(number: str) -> None:
    data = saved(book_of(["x"]))
    xml = sheet_xml(data).replace(b'<row r="2"', f'<row r="{number}"'.encode())
    assert "which no sheet has" in refusal(repacked(data, worksheets__sheet1=xml))


def test_a_broken_workbook_is_refused_with_what_is_broken() -> None:
    data = saved(book_of(["x"]))
    assert "is no workbook that can be read" in refusal(data[: len(data) // 2])
    assert "is no workbook that can be read" in refusal(repacked(data, workbook=b"<not xml"))
    assert "has no sheet of cells" in refusal(repacked(data, workbook=b"<a/>"))


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("damaged", [20, 10_000])
def test_a_workbook_damaged_inside_is_refused_however_it_is_packed(packing: int, damaged: int) -> None:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(book_of(["x"])))) as old, zipfile.ZipFile(file, "w", packing) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        sheet = new.getinfo("xl/worksheets/sheet1.xml")
    data = bytearray(file.getvalue())
    first = sheet.header_offset + 30 + len(sheet.filename) + 9  # past the header of a part, and that of LZMA
    for place in range(first, min(first + damaged, sheet.header_offset + 30 + sheet.compress_size)):
        data[place] ^= 0xFF
    assert "is no workbook that can be read" in refusal(bytes(data))


@pytest.mark.parametrize("encoding", ["utf-7", "no-such-encoding"])
def test_a_part_in_an_encoding_that_is_not_read_is_refused(encoding: str) -> None:
    data = saved(book_of(["x"]))
    xml = f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + sheet_xml(data).split(b"?>", 1)[-1]
    assert "is no workbook that can be read" in refusal(repacked(data, worksheets__sheet1=xml))


def test_a_file_that_breaks_off_is_refused_with_a_whole_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks_off(*_: Any) -> None:
        raise EOFError

    monkeypatch.setattr(zipfile.ZipExtFile, "read", breaks_off)
    assert refusal(saved(book_of(["x"]))) == "is no workbook that can be read: it breaks off."


def test_other_packed_files_are_no_workbooks() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "no .xlsx workbook: save it as .xlsx or as CSV" in refusal(file.getvalue())
