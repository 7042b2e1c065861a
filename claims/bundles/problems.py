"""What is wrong with a bundle, said so that its author can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Problem:
    """One reason for refusing a bundle: which record (its kind and id), which field (a path), and why.

    A conflict is with another value here, and goes away where the file may overwrite it.
    """

    record: str
    field: str
    reason: str
    is_conflict: bool = False

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.record, self.field) if part)
        return "\n".join(printable(line) for line in f"{where}: {self.reason}".split("\n"))


class Refused(Exception):
    """A bundle that is not imported, nothing of it. `problems` lists every reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


def printable(text: str) -> str:
    """What is safe on any terminal: a bundle may hold control characters and lone surrogates."""
    return "".join(char if char.isprintable() else REPLACEMENT for char in text)
