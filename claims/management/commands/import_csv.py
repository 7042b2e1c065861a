"""`manage.py import_csv FILE`: claims and evidence from a sheet of any length, resumable wherever it is cut off."""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from claims.bundles.write import Signature
from claims.management.commands.import_bundle import LONG, counted, user
from claims.models import Dossier, ImportRun
from claims.sheets.cells import guarded
from claims.sheets.files import ENCODINGS, HowToRead, SheetFile
from claims.sheets.plans import Options
from claims.sheets.problems import Problem
from claims.sheets.running import BATCH, Seen, Stopped, run_import, survey

# More are of no use on a terminal; --problems writes all of them.
SHOWN = 50
TAB = ("tab", "\\t")


class Command(BaseCommand):
    """All rows are checked before the first is written; then each is written once, however often it is run."""

    help = (
        "Import claims and evidence from CSV or XLSX (docs/sheets.md), as drafts. Every row is checked first; if anything "
        "is wrong, exits with 1 and says what, and nothing is written. Cut off in the middle, the same command goes on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, how to read it, and what to do with it."""
        parser.add_argument("file", help="the sheet: .csv or .xlsx")
        parser.add_argument(
            "--dossier", metavar="SLUG", default="", help="put every claim into this dossier too"
        )
        parser.add_argument(
            "--make-names", action="store_true", help="make people, places and outlets not here yet"
        )
        parser.add_argument("--by", metavar="USERNAME", help="name this user in the history of every record")
        parser.add_argument("--dry-run", action="store_true", help="check every row, and write nothing")
        parser.add_argument("--delimiter", metavar="CHAR", default="", help="what parts the cells, or `tab`")
        parser.add_argument(
            "--encoding", choices=[code for code in ENCODINGS if code], default="", help="if not Unicode"
        )
        parser.add_argument(
            "--sheet", metavar="NAME", default="", help="of a workbook, this sheet (else the first)"
        )
        parser.add_argument("--problems", metavar="FILE", help="write every problem into this CSV file")
        parser.add_argument(
            "--batch", type=int, metavar="ROWS", default=BATCH, help="rows a transaction (%(default)s)"
        )
        parser.add_argument(
            "--again", action="store_true", help="import a file that was imported before once more"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Begin the import, or go on with it; say what came of it."""
        signature = Signature(user(options["by"]), f"imported from {Path(options['file']).name}")
        file = opened(options)
        chosen = Options(file.digest, options["make_names"], dossier(options["dossier"]))
        run = ImportRun.objects.of_file(file.digest).first()
        if run and run.is_finished and not options["again"]:
            self.stdout.write(f"{done_before(run, file)} Nothing to do; --again imports it once more.")
            return
        if run is None or run.is_finished:
            run = self._begun(file, chosen, options, signature)
        else:
            refuse_other_options(run, remembered(options))
            self.stdout.write(f"{file.name}: going on after row {run.rows_done}.")
        if run:
            self._import(run, file, chosen, signature, max(1, options["batch"]))

    def _begun(
        self, file: SheetFile, chosen: Options, options: dict[str, Any], signature: Signature
    ) -> ImportRun | None:
        """A new run of a file found sound; None of a dry one."""
        shown: list[Problem] = []
        with problems_file(options["problems"]) as write, progress("Checking") as seen:

            def found(problem: Problem) -> None:
                write(problem)
                if len(shown) < SHOWN:
                    shown.append(problem)

            outcome = survey(file, chosen, found, seen)
        if outcome.problem_count:
            raise CommandError(refusal(file.name, shown, outcome.problem_count))
        told = f"{counted(outcome.counts) or 'nothing new'}; {outcome.repeated} pieces of evidence are here already"
        if options["dry_run"]:
            self.stdout.write(f"{file.name}: {outcome.last_row} rows are sound. They would make {told}.")
            return None
        return ImportRun.objects.create(
            file_name=file.name[:255],
            sha256=file.digest,
            options=remembered(options),
            rows_total=outcome.last_row,
            started_by_id=signature.by.pk if signature.by else None,
        )

    def _import(
        self, run: ImportRun, file: SheetFile, chosen: Options, signature: Signature, size: int
    ) -> None:
        try:
            with progress("Importing", run.rows_total, run.rows_done) as seen:
                run_import(run, file, chosen, signature, seen, size)
        except Stopped as error:
            raise CommandError(
                f"{file.name}: stopped after row {run.rows_done}. {error}\nMend that, and run the same command again."
            ) from error
        self.stdout.write(
            f"{file.name}: {run.rows_done} rows imported, {counted(run.counts) or 'nothing new'}, as drafts."
        )


def opened(options: dict[str, Any]) -> SheetFile:
    """The file, once it has been found readable."""
    path = Path(options["file"])
    delimiter = "\t" if options["delimiter"].lower() in TAB else options["delimiter"]
    if len(delimiter) > 1:
        raise CommandError("The delimiter is one character, or `tab`.")
    how = HowToRead(delimiter, options["encoding"], options["sheet"])
    file = SheetFile(path.name, lambda: path.open("rb"), how)
    try:
        file.digest  # noqa: B018 -- reads it
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    return file


def dossier(slug: str) -> str:
    """The slug, if a dossier has it."""
    if slug and not Dossier.objects.filter(slug=slug).exists():
        raise CommandError(f"There is no dossier {slug!r}.")
    return slug


def remembered(options: dict[str, Any]) -> dict[str, Any]:
    """The options that decide what a file means: an import goes on only with the same ones."""
    return {name: options[name] for name in ("dossier", "make_names", "delimiter", "encoding", "sheet")}


def refuse_other_options(run: ImportRun, options: dict[str, Any]) -> None:
    """Raise CommandError where the import was begun otherwise."""
    other = [
        f"--{name.replace('_', '-')} {value}" for name, value in run.options.items() if options[name] != value
    ]
    if other:
        raise CommandError(
            f"The import of this file was begun on {run.started_at:%Y-%m-%d %H:%M} with {', '.join(other)}, and stands at "
            f"row {run.rows_done}. Run it again with the same options."
        )


def done_before(run: ImportRun, file: SheetFile) -> str:
    """When this file was imported, and under which name."""
    name = "" if run.file_name == file.name else f", as {run.file_name}"
    return f"{file.name}: this file was imported on {run.finished_at:%Y-%m-%d %H:%M}{name}."


def refusal(name: str, problems: list[Problem], number: int) -> str:
    """The list of reasons, the number first."""
    told = "\n".join(f"- {problem}" for problem in problems)
    more = (
        f"\nand {number - len(problems)} more: --problems FILE writes all." if number > len(problems) else ""
    )
    return f"{name} was not imported, {number} {'problem' if number == 1 else 'problems'}:\n{told}{more}"


@contextmanager
def progress(title: str, total: int | None = None, done: int = 0) -> Iterator[Seen]:
    """A bar of rows, on a terminal and wherever it takes long."""
    quiet = not (sys.stderr.isatty() or (total or LONG + 1) > LONG)
    with tqdm(
        desc=title,
        total=total,
        initial=done,
        unit="row",
        disable=quiet,
        delay=0 if sys.stderr.isatty() else 2,
    ) as bar:

        def seen(row: int) -> None:
            bar.update(row - bar.n)

        yield seen


@contextmanager
def problems_file(path: str | None) -> Iterator[Any]:
    """A function that writes a problem into the file, if one is wanted."""
    if not path:
        yield lambda _: None
        return
    try:
        file = Path(path).open("w", encoding="utf-8-sig", newline="")  # noqa: SIM115 -- closed below
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
    with file:
        rows = csv.writer(file)
        rows.writerow(["row", "column", "reason"])
        yield lambda problem: rows.writerow([problem.row, problem.column, guarded(problem.reason)])
