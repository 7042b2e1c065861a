"""A small sheet as django-import-export takes it: tried out, or imported whole, in one transaction, with errors by row."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export import resources
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import Result, RowResult
from tablib import Dataset

from claims.bundles.write import Signature
from claims.sheets.above import Above
from claims.sheets.checking import problems_of
from claims.sheets.files import SheetFile
from claims.sheets.planning import plan
from claims.sheets.plans import Options, Plan
from claims.sheets.problems import Problem, unreadable
from claims.sheets.reading import ReadRow, read_raw
from claims.sheets.running import in_order
from claims.sheets.writing import write

# What an editor waits for; longer files are for the command line.
MOST_ROWS = 2_000
TOO_LONG = f"has more than {MOST_ROWS:,} rows: divide it, or import it with manage.py import_csv, which takes any number."


class SheetResource(resources.Resource):
    """Imports the rows of a sheet as drafts. After `run`, `plan` and `problems` say what it makes, and what is wrong."""

    class Meta:
        # A row makes records of several tables: all are written together, when every row has been found sound.
        use_bulk = True
        using_db = "default"
        instance_loader_class = BaseInstanceLoader

    def __init__(self, rows: Sequence[ReadRow], options: Options, signature: Signature) -> None:
        super().__init__()
        self.rows = rows
        self.options = options
        self.signature = signature
        self.plan = Plan()
        self.problems: list[Problem] = []
        self._by_row: dict[int, list[Problem]] = defaultdict(list)

    def run(self, dataset: Dataset, *, dry_run: bool) -> Result:
        """Try the sheet out, or import it if it is sound. Raises what went wrong beyond that, with nothing imported."""
        result = self.import_data(dataset, dry_run=dry_run, rollback_on_validation_errors=True)
        for error in result.base_errors:
            raise error.error
        return result

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        self.plan = plan(self.rows, self.options, Above())
        self.problems = in_order([*self.plan.problems, *problems_of(self.plan)])
        for problem in self.problems:
            self._by_row[problem.row].append(problem)

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:
        """What came of one row: sound, or invalid with the reasons by column. `row_number` leaves out the header."""
        result = RowResult()
        result.import_type = RowResult.IMPORT_TYPE_NEW
        if problems := self._by_row.get(kwargs["row_number"] + 1):
            result.import_type = RowResult.IMPORT_TYPE_INVALID
            result.validation_error = _as_error(problems)
        return result

    def after_import(self, dataset: Dataset, result: Any, **kwargs: Any) -> None:
        if not kwargs["dry_run"] and not self.problems:
            write(self.plan, self.signature)


def _as_error(problems: Sequence[Problem]) -> ValidationError:
    said: dict[str, list[str]] = defaultdict(list)
    for problem in problems:
        said[problem.column or NON_FIELD_ERRORS].append(problem.reason)
    return ValidationError(dict(said))


def read_small(file: SheetFile) -> tuple[Dataset, list[ReadRow]]:
    """All of a small sheet, as django-import-export takes it and as rows. Raises Unreadable, also for one too long."""
    header = file.header
    dataset, rows = Dataset(headers=[name or f"({place})" for place, name in enumerate(header, 1)]), []
    for raw in file.rows():
        if raw.number > MOST_ROWS + 1:
            raise unreadable(TOO_LONG)
        while len(dataset) < raw.number - 2:
            dataset.append([""] * len(header))  # empty rows, which count
        dataset.append([*raw.cells, *[""] * len(header)][: len(header)])
        rows.append(read_raw(header, raw))
    if not rows:
        raise unreadable("the file holds no row below its headings.")
    return dataset, rows
