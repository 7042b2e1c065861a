"""XLSX workbooks: values alone, and only from files that are what they seem.

Before openpyxl opens a file, its size when unpacked is limited, and every part of it goes through expat: a document
type (which no workbook has, and entity bombs need) is refused, as are rows beyond those that a spreadsheet has.
"""

import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any, BinaryIO
from xml.parsers import expat

import openpyxl

from claims.sheets.problems import Unreadable, unreadable
from claims.sheets.reading import Raw

MEGABYTE = 1 << 20
MOST_UNPACKED = 100 * MEGABYTE
# Sheets of text pack 5 to 20 times; beyond this a file of any size is made to burst.
MOST_PACKED, PACKING_COUNTS_FROM = 200, 10 * MEGABYTE
MOST_PARTS = 1_000
LAST_ROW = 1_048_576
# Beyond these a spreadsheet keeps only the first digits of a number.
MOST_EXACT = 10**15


class Workbook:
    """The rows of one sheet of a workbook: the one named, or the first."""

    def __init__(self, opened: Callable[[], BinaryIO], sheet: str = "") -> None:
        self.opened = opened
        self.sheet = sheet

    @cached_property
    def outlines(self) -> dict[str, "Outline"]:
        """What the parts of the file say of rows and cells, by part. Raises Unreadable for a file that is no workbook."""
        with self.opened() as file:
            try:
                with zipfile.ZipFile(file) as parts:
                    return _outlines(parts)
            except Unreadable:
                raise
            except (
                Exception
            ) as error:  # every way of packing, and every encoding, breaks with errors of its own
                raise _broken(error) from error

    def rows(self) -> Iterator[Raw]:
        outlines = self.outlines
        with self.opened() as file:
            sheet = self._chosen(_loaded(file))
            outline = outlines.get(sheet._worksheet_path.lstrip("/"), Outline())
            _refuse_merged(outline)
            for number, row in enumerate(_rows(sheet), 1):
                yield _raw(number, row, hidden=number in outline.hidden)

    def _chosen(self, book: Any) -> Any:
        if self.sheet and self.sheet not in book.sheetnames:
            raise unreadable(
                f"the workbook has no sheet {self.sheet!r}; it has: {', '.join(book.sheetnames)}."
            )
        sheet = book[self.sheet] if self.sheet else next(iter(book.worksheets), None)
        if sheet is None or not hasattr(sheet, "iter_rows"):
            raise unreadable("the workbook has no sheet of cells.")
        sheet.reset_dimensions()  # some programs write them wrong, and rows would be missed
        return sheet


@dataclass
class Outline:
    """What a part says of its rows beyond their values."""

    merged: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)


def _outlines(parts: zipfile.ZipFile) -> dict[str, Outline]:
    members = parts.infolist()
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        raise unreadable("is a packed file, but no .xlsx workbook: save it as .xlsx or as CSV.")
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise unreadable(f"unpacks to {unpacked // MEGABYTE:,} MB in {len(members)} parts: save it as CSV.")
    if unpacked > PACKING_COUNTS_FROM and unpacked / packed > MOST_PACKED:
        raise unreadable(f"is packed {unpacked // packed} times: no sheet of text is. Save it as CSV.")
    xml = [member for member in members if member.filename.lower().endswith((".xml", ".rels", ".vml"))]
    return {member.filename: _outline(parts, member) for member in xml}


def _outline(parts: zipfile.ZipFile, member: zipfile.ZipInfo) -> Outline:
    """Go through a part with expat. Raises Unreadable for what no spreadsheet writes."""
    outline = Outline()

    def doctype(*_: Any) -> None:
        raise unreadable(f"has a document type in {member.filename}, which no workbook has.")

    def element(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row" and "r" in attributes:
            number = int(attributes["r"]) if attributes["r"].isdecimal() else 0
            if not 1 <= number <= LAST_ROW:
                raise unreadable(f"has a row {attributes['r'][:20]!r}, which no sheet has.")
            if attributes.get("hidden") in ("1", "true"):
                outline.hidden.add(number)
        elif tag == "mergeCell":
            outline.merged.append(attributes.get("ref", "?"))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    if "worksheets/" in member.filename:
        parser.StartElementHandler = element
    with parts.open(member) as part:
        while chunk := part.read(MEGABYTE):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    return outline


def _loaded(file: BinaryIO) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that hold no values
            return openpyxl.load_workbook(file, read_only=True)
    except Exception as error:  # whatever a broken file makes the library stumble over
        raise _broken(error) from error


def _broken(error: Exception) -> Unreadable:
    return unreadable(f"is no workbook that can be read: {str(error) or 'it breaks off'}.")


def _rows(sheet: Any) -> Iterator[Any]:
    try:
        yield from sheet.iter_rows()
    except Unreadable:
        raise
    except Exception as error:
        raise unreadable(f"is no workbook that can be read to its end: {error}.") from error


def _refuse_merged(outline: Outline) -> None:
    if outline.merged:
        more = " and more" if len(outline.merged) > 5 else ""
        raise unreadable(
            f"has merged cells ({', '.join(outline.merged[:5])}{more}): part them, so that each row says what it means."
        )


def _raw(number: int, row: Any, hidden: bool) -> Raw:
    cells: list[str] = []
    refused: dict[int, str] = {}
    for place, cell in enumerate(row):
        try:
            cells.append(_text(cell))
        except ValueError as refusal:
            cells.append("")
            refused[place] = str(refusal)
    if hidden and any(cells):
        refused[-1] = "is hidden: show it, or delete it."
    return Raw(number, cells, refused)


def _text(cell: Any) -> str:
    """The value of a cell as text. Raises ValueError for what is no plain value."""
    if cell.data_type == "f":
        raise ValueError("holds a formula: paste its value instead.")
    if cell.data_type == "e":
        raise ValueError(f"holds the error {cell.value}.")
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _digits(value)
    return _moment(value)


def _digits(value: float) -> str:
    if abs(value) >= MOST_EXACT:
        raise ValueError(
            "holds a number of which the spreadsheet keeps only the first digits: make the cell text."
        )
    return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")


def _moment(value: Any) -> str:
    """A day as ISO writes it; a time as hours and minutes. Nothing of either is dropped."""
    if isinstance(value, datetime):
        if value.time() != time.min:
            raise ValueError(
                f"holds a date with a time of day ({value:%Y-%m-%d %H:%M:%S}): write the date alone, the time in its column."
            )
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time) and not value.second and not value.microsecond:
        return f"{value:%H:%M}"
    raise ValueError(
        f"holds {value}, which is neither a day nor a time in hours and minutes: make the cell text."
    )
