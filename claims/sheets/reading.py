"""From the cells of a row to values: the records it speaks of, with the names it gives still to be looked up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claims.bundles.items import Json, put
from claims.sheets import cells
from claims.sheets.cells import cleaned, plain, split_sources
from claims.sheets.columns import ARTICLE, BY_NAME, Column
from claims.sheets.mentions import Mention
from claims.sheets.problems import Problem
from record.refusals import as_typed

# Beyond this a cell is no list of sources any more, but a column pasted into it.
MOST_SOURCES = 100
LONGEST_KEY = 200


@dataclass(frozen=True)
class Raw:
    """A row as the file has it; `number` counts as spreadsheets do, the header being row 1.

    `refused` says by place what is wrong with cells that hold no plain value; place -1 is the row as a whole.
    """

    number: int
    cells: list[str]
    refused: dict[int, str] = field(default_factory=dict)


@dataclass
class Source:
    """One source of a row: its article, and the evidence found there, in the words of the bundle format."""

    article: Json = field(default_factory=dict)
    article_key: str = ""
    evidence: Json = field(default_factory=dict)


@dataclass
class ReadRow:
    """A row as it was read, with what is wrong with its cells taken one by one. `number` counts as spreadsheets do."""

    number: int
    claim: Json = field(default_factory=dict)
    claim_key: str = ""
    dossiers: list[Mention] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def names_claim(self) -> bool:
        """Whether the row speaks of a claim: one that speaks of none only describes an article."""
        return bool(self.claim or self.claim_key)

    def refuse(self, column: str, reason: str) -> None:
        self.problems.append(Problem(self.number, column, reason))


def read_raw(header: Sequence[str], raw: Raw) -> ReadRow:
    """Read a row of a file whose columns these are."""
    row = read(raw.number, {name: cell for name, cell in zip(header, raw.cells, strict=False) if name})
    nameless = (cell for place, cell in enumerate(raw.cells) if not (place < len(header) and header[place]))
    if stray := next((cell.strip() for cell in nameless if cell.strip()), ""):
        row.refuse("", f"has {as_typed(stray)} in a column without a heading.")
    for place, reason in raw.refused.items():
        row.refuse(header[place] if 0 <= place < len(header) else "", reason)
    return row


def read(number: int, named_cells: Mapping[str, str]) -> ReadRow:
    """Read the cells of a row, each by the reader of its column."""
    row = ReadRow(number)
    by_source: dict[str, list[str]] = {}
    for name, cell in named_cells.items():
        column = BY_NAME[name]
        try:
            text = cleaned(cell)
        except ValueError as refusal:
            row.refuse(name, str(refusal))
            continue
        if text and column.by_source:
            by_source[name] = split_sources(text)
        elif text:
            _read_claim_cell(row, column, text)
    for values in _lined_up(row, by_source):
        row.sources.append(_source(row, values))
    return row


def _read_claim_cell(row: ReadRow, column: Column, text: str) -> None:
    value = _value(row, column, text)
    if column.name == "dossiers":
        row.dossiers = list(dict.fromkeys(value or ()))
    elif column.name == "claim_key":
        row.claim_key = value or ""
    elif value is not None:
        _place(row.claim, column, value)


def _lined_up(row: ReadRow, by_source: Mapping[str, list[str]]) -> Iterator[dict[str, str]]:
    """The values of one source after another; nothing where the cells do not hold as many as each other."""
    sizes = {name: len(values) for name, values in by_source.items()}
    first = next((name for name in BY_NAME if name in sizes), "")
    number = sizes.get(first, 0)
    for name, size in sizes.items():
        if size != number:
            row.refuse(
                name,
                f"holds {_counted(size)}, and {first} {_counted(number)}: give one for each source, divided by | or a "
                r"line break, with an empty place where there is none. (\n is a line break inside a value.)",
            )
    if number > MOST_SOURCES:
        row.refuse(first, f"holds {number} values: a row has at most {MOST_SOURCES} sources.")
    elif set(sizes.values()) == {number}:
        for position in range(number):
            yield {name: values[position] for name, values in by_source.items()}


def _counted(size: int) -> str:
    return f"{size} value{'' if size == 1 else 's'}"


def _source(row: ReadRow, values: Mapping[str, str]) -> Source:
    source = Source()
    for name, text in values.items():
        column = BY_NAME[name]
        value = _value(row, column, text) if text else None
        if value is None:
            continue
        if name == "article_key":
            source.article_key = value
        else:
            _place(source.article if column.about == ARTICLE else source.evidence, column, value)
    return source


def _value(row: ReadRow, column: Column, text: str) -> Any:
    """The value of a cell, or of one source in it; None where it is refused."""
    try:
        value = column.read(text)
        if column.by_source and column.read is cells.text:
            value = plain(text)
        if column.name in ("claim_key", "article_key") and len(value) > LONGEST_KEY:
            raise ValueError(f"is too long: a key has at most {LONGEST_KEY} characters.")
    except ValueError as refusal:
        row.refuse(column.name, str(refusal))
        return None
    return value


def _place(record: Json, column: Column, value: Any) -> None:
    """Put the value where the bundle format has it. What is still to be looked up stands under a key of its own."""
    if isinstance(value, Mention):
        above, _, _ = column.path.rpartition(".")
        put(record, f"{above}.*{column.name}".lstrip("."), value)
    else:
        put(record, column.path, value)
