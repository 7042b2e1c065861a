"""The first row of a sheet: its columns, each known and named once."""

from collections.abc import Iterator
from difflib import get_close_matches

from claims.sheets.columns import BY_NAME, COLUMNS
from claims.sheets.problems import Problem, Unreadable, unreadable
from record.refusals import as_typed

# More than the columns there are, and few enough to say of each what is wrong with it.
MOST_HEADINGS = 200


def header_of(cells_: list[str]) -> list[str]:
    """The columns of a sheet, "" for one without a heading. Raises Unreadable, naming every heading that is wrong."""
    if len(cells_) > MOST_HEADINGS:
        raise unreadable(
            f"the first row has {len(cells_):,} cells. Is this the right file, and its delimiter found?", 1
        )
    names = [heading(cell) for cell in cells_]
    problems = [*_unknown(names, cells_), *_repeated(names)]
    if not any(names):
        problems.append(Problem(1, "", f"the first row has no heading. Columns are: {_all()}."))
    if problems:
        raise Unreadable(*problems)
    return names


def heading(cell: str) -> str:
    """The name of a column as it is typed: capitals, spaces and hyphens do not matter."""
    return "_".join(cell.strip().strip("\ufeff").lower().replace("-", " ").replace("_", " ").split())


def _unknown(names: list[str], typed: list[str]) -> Iterator[Problem]:
    for name, cell in zip(names, typed, strict=True):
        if name and name not in BY_NAME:
            near = get_close_matches(name, BY_NAME, 1)
            meant = f"Did you mean {near[0]}? " if near else ""
            yield Problem(
                1, "", f"{as_typed(cell.strip())} is no column of a sheet. {meant}Columns are: {_all()}."
            )


def _repeated(names: list[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(names):
        if name and names.count(name) > 1:
            yield Problem(1, name, f"stands {names.count(name)} times in the first row.")


def _all() -> str:
    return ", ".join(column.name for column in COLUMNS)
