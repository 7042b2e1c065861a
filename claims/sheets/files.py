"""Files of rows: CSV as spreadsheets write it, and XLSX (claims/sheets/workbook.py), read from the top as often as asked.

Nothing is guessed that could be read otherwise: which encoding a file without a mark is in, its reader says. The
delimiter is found, since the first row must then hold known headings.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import BinaryIO, Protocol

from claims.sheets.columns import BY_NAME
from claims.sheets.headings import header_of, heading
from claims.sheets.problems import unreadable
from claims.sheets.reading import Raw

DELIMITERS = ",;\t|"
# Encodings of files that carry no mark of their own, as those who export them call them.
ENCODINGS = {
    "": "UTF-8, or UTF-16 with its mark",
    "cp1252": "Windows-1252, Western European",
    "cp1256": "Windows-1256, Arabic",
    "cp1254": "Windows-1254, Turkish",
    "cp1251": "Windows-1251, Cyrillic",
}
# A spreadsheet's cell holds 32,767; a column in which a quotation mark was never closed holds the rest of the file.
LONGEST_CELL = 1_000_000
csv.field_size_limit(LONGEST_CELL)

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OTHER_FILES = {
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls), or one with a password: save it as .xlsx without, or as CSV",
    b"%PDF": "a PDF",
    b"{\\rtf": "a text document",
}


@dataclass(frozen=True)
class HowToRead:
    """What the importer says about the file: empty is to be found out."""

    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""


class Table(Protocol):
    """Rows in a file."""

    def rows(self) -> Iterator[Raw]:
        """Every row from the first, the empty ones too. Raises Unreadable."""


class SheetFile:
    """A file of rows, opened anew for each reading: `opened` returns its bytes from the start."""

    def __init__(self, name: str, opened: Callable[[], BinaryIO], how: HowToRead = HowToRead()) -> None:
        self.name = name
        self.opened = opened
        self.how = how

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the file."""
        with self.opened() as file:
            digest = sha256()
            while chunk := file.read(1 << 20):
                digest.update(chunk)
            return digest.hexdigest()

    @cached_property
    def header(self) -> list[str]:
        """The columns, by the first row. Raises Unreadable."""
        first = next(self.table.rows(), None)
        if first is None:
            raise unreadable("the file is empty.")
        return header_of(first.cells)

    @cached_property
    def table(self) -> Table:
        with self.opened() as file:
            start = file.read(8)
        for mark, words in _OTHER_FILES.items():
            if start.startswith(mark):
                raise unreadable(f"this is {words}.")
        if start.startswith(b"PK"):
            from claims.sheets.workbook import Workbook

            return Workbook(self.opened, self.how.sheet)
        if self.how.sheet:
            raise unreadable(f"this is no workbook, and has no sheet {self.how.sheet!r}.")
        return DelimitedText(self.opened, self.how)

    def rows(self, after: int = 1) -> Iterator[Raw]:
        """The rows below this one that hold anything. Raises Unreadable."""
        self.header  # noqa: B018 -- its refusals come first
        for row in self.table.rows():
            if row.number > after and (row.refused or any(map(str.strip, row.cells))):
                yield row


class DelimitedText:
    """CSV: comma, semicolon, tab or bar; UTF-8, UTF-16, or the encoding that the importer names."""

    def __init__(self, opened: Callable[[], BinaryIO], how: HowToRead) -> None:
        self.opened = opened
        self.how = how

    def rows(self) -> Iterator[Raw]:
        number = 0
        try:
            with self._text() as text:
                for number, cells in enumerate(csv.reader(text, delimiter=self._begin(text), strict=True), 1):
                    yield Raw(number, cells)
        except UnicodeDecodeError as error:
            raise unreadable(_not_in(self.how.encoding, number)) from error
        except csv.Error as error:
            raise unreadable(
                f"cannot be read as CSV: {error}. Is a quotation mark missing?", number + 1
            ) from error

    def _text(self) -> io.TextIOWrapper:
        file = self.opened()
        encoding = "utf-16" if file.read(2) in _UTF16 else self.how.encoding or "utf-8-sig"
        file.seek(0)
        return io.TextIOWrapper(file, encoding, newline="")

    def _begin(self, text: io.TextIOWrapper) -> str:
        """Go to the first row, behind a line `sep=;` that some spreadsheets write; return the delimiter."""
        first = text.readline(LONGEST_CELL)
        if first.lower().startswith("sep=") and len(first.strip()) == 5:
            return first[4]
        text.seek(0)
        return self.how.delimiter or delimiter_of(first)


def delimiter_of(first: str) -> str:
    """The delimiter that finds most of our columns in the first line; a comma where none finds any."""

    def known(delimiter: str) -> int:
        return sum(heading(cell) in BY_NAME for cell in next(csv.reader([first], delimiter=delimiter), []))

    return max(DELIMITERS, key=known)


def _not_in(encoding: str, row: int) -> str:
    where = f"after row {row}" if row else "from its beginning"
    if encoding:
        return f"{where}, the file is not in {ENCODINGS.get(encoding, encoding)}."
    others = ", ".join(f"{code} ({words})" for code, words in ENCODINGS.items() if code)
    return (
        f"{where}, the file is not in UTF-8. Save it as “CSV UTF-8”, or say which encoding it is in: {others}. "
        "It is not guessed: names would silently come out wrong."
    )
