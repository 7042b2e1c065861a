"""Rows as files: CSV line by line, and workbooks."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from claims.sheets.cells import guarded
from claims.sheets.columns import COLUMNS

BOM = "\ufeff"
# What a workbook's cell and sheet hold; openpyxl would cut longer texts off without a word.
LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576


class NoWorkbook(Exception):
    """Rows that no workbook can hold; as CSV they can be had."""


class _Line:
    """What csv.writer writes to: a line, to be taken."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[list[str]], *, bom: bool = False) -> Iterator[str]:
    """The rows as the lines of a CSV file. Excel takes a file for UTF-8 only if it begins with a mark (`bom`)."""
    writer: Any = csv.writer(_Line())
    if bom:
        yield BOM
    yield from map(writer.writerow, rows)


def write_workbook(rows: Iterable[list[str]], file: BinaryIO) -> None:
    """Write the rows as the one sheet of a workbook, every cell as text. Raises NoWorkbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet("claims")
    sheet.freeze_panes = "A2"
    try:
        for number, row in enumerate(rows, 1):
            if number > MOST_ROWS:
                raise NoWorkbook("There are more rows than a workbook holds. Take CSV.")
            sheet.append([_cell(sheet, number, text) for text in row])
    except Exception:
        sheet.close()
        sheet._writer.cleanup()  # the rows so far, in a temporary file
        raise
    book.save(file)


def _cell(sheet: Any, number: int, text: str) -> Any:
    if len(text) > LONGEST_CELL or ILLEGAL_CHARACTERS_RE.search(text):
        raise NoWorkbook(f"Row {number} has a text that no cell of a workbook holds. Take CSV.")
    cell = WriteOnlyCell(sheet, text or None)
    if text:
        cell.data_type = "s"  # never a formula, a number or an error
        cell.number_format = "@"  # nor made one when the cell is edited
    return cell


def form_to_fill_in() -> list[list[str]]:
    """The headings, and one row of our own as an example."""
    return [[column.name for column in COLUMNS], [guarded(column.example) for column in COLUMNS]]
