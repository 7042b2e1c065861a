"""A small sheet through django-import-export: tried out without a trace, refused by row, imported whole."""

import pytest
from import_export.results import Result

from claims.models import Claim
from claims.sheets import resource
from claims.sheets.plans import Options
from claims.sheets.problems import Unreadable
from claims.sheets.resource import SheetResource, read_small
from tests.claims.sheets.table import DIGEST, NOBODY, csv_text, fire, sheet_of

pytestmark = pytest.mark.django_db


def tried(text: str, *, dry_run: bool) -> tuple[SheetResource, Result]:
    dataset, rows = read_small(sheet_of(text))
    made = SheetResource(rows, Options(DIGEST), NOBODY)
    return made, made.run(dataset, dry_run=dry_run)


def test_a_sound_sheet_is_tried_out_without_a_trace_and_then_imported() -> None:
    text = csv_text([fire(), fire(statement="It fell.")])
    made, result = tried(text, dry_run=True)
    assert (made.problems, Claim.objects.count(), result.totals["new"]) == ([], 0, 2)
    tried(text, dry_run=False)
    assert Claim.objects.count() == 2


def test_problems_are_told_by_row_and_column_and_nothing_is_imported() -> None:
    text = csv_text([fire(), {"statement": ""}, fire(date="last week"), fire(date="1923", unit="km")])
    made, result = tried(text, dry_run=False)
    assert [(problem.row, problem.column) for problem in made.problems] == [(4, "date"), (5, "")]
    # django-import-export counts the rows below the headings.
    assert [(row.number, list(row.error_dict)) for row in result.invalid_rows] == [
        (3, ["date"]),
        (4, ["__all__"]),
    ]
    assert Claim.objects.count() == 0


def test_what_goes_wrong_beyond_the_rows_is_raised_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*arguments: object) -> None:
        write(*arguments)
        raise OSError("no space left")

    write = resource.write
    monkeypatch.setattr(resource, "write", fail)
    with pytest.raises(OSError, match="no space left"):
        tried(csv_text([fire()]), dry_run=False)
    assert Claim.objects.count() == 0


def test_a_sheet_that_is_too_long_for_a_page_is_for_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "MOST_ROWS", 2)
    read_small(sheet_of(csv_text([fire(), fire()])))
    with pytest.raises(Unreadable, match=r"manage\.py import_csv"):
        read_small(sheet_of(csv_text([fire(), fire(), fire()])))


def test_a_sheet_without_rows_is_refused() -> None:
    with pytest.raises(Unreadable, match="no row below its headings"):
        read_small(sheet_of("statement\n\n"))
