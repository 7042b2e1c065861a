"""`manage.py export_csv`: claims with their evidence as a sheet that imports to the same claims elsewhere."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.models import Claim, Dossier
from claims.sheets.exporting import exported
from claims.sheets.outgoing import csv_lines


class Command(BaseCommand):
    """Drafts and published claims alike, as editors see them; withdrawn ones never."""

    help = "Export claims as CSV (docs/sheets.md): all of them, drafts included, or those of a dossier."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which claims, and where to."""
        parser.add_argument("--dossier", metavar="SLUG", help="only the claims of this dossier")
        parser.add_argument(
            "--excel", action="store_true", help="begin with the mark by which Excel knows UTF-8"
        )
        parser.add_argument(
            "-o", "--output", metavar="FILE", help="write to this file, not to standard output"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the sheet, line by line."""
        claims = Claim.objects.all()
        if slug := options["dossier"]:
            dossier = Dossier.objects.filter(slug=slug).first()
            if dossier is None:
                raise CommandError(f"There is no dossier {slug!r}.")
            claims = claims.of(dossier)
        lines = csv_lines(exported(claims), bom=options["excel"])
        if options["output"]:
            write_file(Path(options["output"]), lines)
        else:
            # Bytes, so that no console's encoding or line ends get into the sheet.
            sys.stdout.buffer.writelines(line.encode() for line in lines)


def write_file(path: Path, lines: Iterable[str]) -> None:
    """Write the file whole or not at all: half a sheet looks like a whole one."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        part.replace(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
