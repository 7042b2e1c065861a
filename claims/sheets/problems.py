"""What is wrong with a sheet, said so that its author can mend it."""

from dataclasses import dataclass

from claims.bundles.problems import printable


@dataclass(frozen=True)
class Problem:
    """One reason for refusing a sheet: the row, as spreadsheets count (0: the file as a whole), the column, and why."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, (f"row {self.row}" if self.row else "", self.column)))
        return printable(f"{where}: {self.reason}" if where else self.reason)


class Unreadable(Exception):
    """A file that cannot be read as a sheet at all, or not beyond some row. `problems` says why."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def unreadable(reason: str, row: int = 0, column: str = "") -> Unreadable:
    """The refusal for one reason."""
    return Unreadable(Problem(row, column, reason))
