"""Sheets for tests: a few rows as they would be typed, and a long file of rows that lean on each other."""

import csv
import io
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from claims.bundles.write import Signature
from claims.models import Claim
from claims.sheets.above import Above
from claims.sheets.checking import problems_of
from claims.sheets.files import HowToRead, SheetFile
from claims.sheets.planning import plan
from claims.sheets.plans import Options, Plan
from claims.sheets.reading import read
from claims.sheets.running import in_order
from claims.sheets.writing import write
from sources.models import Article, ArticleText
from tests import factories

Row = dict[str, str]
DIGEST = "f" * 64
NOBODY = Signature(None, "imported from a test")

FIRE: Row = {
    "statement": "The lighthouse burned down.",
    "url": "https://example.org/fire",
    "headline": "Lighthouse burns down",
    "stance": "supports",
    "quotation": "nothing is left of the tower",
}


def fire(**cells: str) -> Row:
    """A sound row, with these cells otherwise; those given as "" are left out."""
    return {name: cell for name, cell in {**FIRE, **cells}.items() if cell}


def planned(*rows: Row, digest: str = DIGEST, above: Above | None = None, **options: Any) -> Plan:
    """What the rows mean; the first is row 2, below the headings."""
    read_rows = [read(number, row) for number, row in enumerate(rows, 2)]
    return plan(read_rows, Options(digest, **options), above or Above())


def refusals(*rows: Row, **options: Any) -> list[str]:
    """Everything that is said against the rows."""
    made = planned(*rows, **options)
    return [str(problem) for problem in in_order([*made.problems, *problems_of(made)])]


def imported(*rows: Row, **options: Any) -> list[Claim]:
    """Import sound rows; return all claims, the first logged first."""
    made = planned(*rows, **options)
    assert [*made.problems, *problems_of(made)] == []
    write(made, NOBODY)
    return list(Claim.objects.order_by("pk"))


def csv_text(rows: Iterable[Row], delimiter: str = ",") -> str:
    """The rows as CSV, with every column that any of them has."""
    rows = list(rows)
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def sheet_of(data: bytes | str, name: str = "claims.csv", **how: str) -> SheetFile:
    """A file of these bytes."""
    content = data.encode() if isinstance(data, str) else data
    return SheetFile(name, lambda: BytesIO(content), HowToRead(**how))


def hold_text(article: Article, text: str) -> None:
    """Have this for the text of the article."""
    stored = ArticleText(article=article)
    stored.hold(text, at=factories.NOON)
    stored.save()


def write_csv(path: Path, rows: Iterable[Row]) -> Path:
    path.write_text(csv_text(rows), encoding="utf-8", newline="")
    return path


def leaning_rows(number: int) -> list[Row]:
    """Rows that speak of claims and articles of rows above them, and of names they share."""
    return [_leaning_row(index) for index in range(number)]


def _leaning_row(index: int) -> Row:
    claim, new = f"claim {index // 3}", index % 3 == 0
    row = {
        "claim_key": claim,
        "statement": f"Statement {index // 3} holds." if new else "",
        "date": f"2024-{1 + index % 12:02}" if new else "",
        "places": f"Town {index % 7}" if new else "",
        "participants": f"person: Person {index % 5} (witness)" if new else "",
        "dossiers": "The fire" if new else "",
        "article_key": f"article {index // 2}",
        "outlet": f"Outlet {index // 2 % 4}",
        "headline": f"Headline {index // 2}",
        "stance": ("supports", "contradicts", "mentions")[index % 3],
        "quotation": f"words {index} | and “more”; of it",
        "speakers": f"person: Person {index % 5}; unnamed: an officer",
    }
    if index % 4 == 3:
        row |= {"basis": "relays", "credits": f"article: article {index // 2 - 1} (named: as it had it)"}
    return {name: cell.replace("|", "\\|") for name, cell in row.items() if cell}
