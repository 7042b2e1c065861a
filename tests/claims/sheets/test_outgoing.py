"""Rows as files: marks, text cells, and what no workbook holds."""

from io import BytesIO

import openpyxl
import pytest

from claims.sheets.files import SheetFile
from claims.sheets.outgoing import NoWorkbook, csv_lines, form_to_fill_in, write_workbook
from claims.sheets.reading import read_raw

ROWS = [["statement", "detail"], ["احترقت, “all”", "a\nb"], ["'=1+1", ""]]


def test_csv_is_quoted_and_marked_where_excel_needs_it() -> None:
    assert "".join(csv_lines(ROWS)) == 'statement,detail\r\n"احترقت, “all”","a\nb"\r\n\'=1+1,\r\n'
    assert next(csv_lines(ROWS, bom=True)) == "\ufeff"


def test_a_workbook_holds_every_cell_as_text() -> None:
    file = BytesIO()
    write_workbook([*ROWS, ["=1+1", "2024"]], file)
    sheet = openpyxl.load_workbook(file).active
    assert [[cell.value for cell in row] for row in sheet] == [
        ["statement", "detail"],
        ["احترقت, “all”", "a\nb"],
        ["'=1+1", None],
        ["=1+1", "2024"],
    ]
    assert {cell.data_type for row in sheet for cell in row if cell.value} == {"s"}


@pytest.mark.parametrize("text", ["x" * 32_768, "a\x0bb"])
def test_a_text_that_no_cell_holds_is_never_cut(text: str) -> None:
    with pytest.raises(NoWorkbook, match="Row 2 has a text that no cell of a workbook holds"):
        write_workbook([["statement"], [text]], BytesIO())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_form_to_fill_in_is_a_sheet_that_can_be_read(kind: str) -> None:
    file = BytesIO()
    if kind == "csv":
        file.write("".join(csv_lines(form_to_fill_in())).encode())
    else:
        write_workbook(form_to_fill_in(), file)
    sheet = SheetFile(f"form.{kind}", lambda: BytesIO(file.getvalue()))
    [row] = [read_raw(sheet.header, raw) for raw in sheet.rows()]
    assert (row.problems, row.number, len(row.sources)) == ([], 2, 1)
