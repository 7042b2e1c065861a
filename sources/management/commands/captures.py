from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sources.keeping import damaged, drop_unused


class Command(BaseCommand):
    help = "Look after the raw captures: check that every file is there and whole, or drop those nothing came of."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="read every file, and fail if one is not whole"
        )
        parser.add_argument(
            "--drop-unused",
            type=int,
            metavar="DAYS",
            help="delete what was read and not saved as an article, and files without a record, older than this",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["drop_unused"] is not None:
            self._drop(options["drop_unused"])
        if options["check"]:
            self._check()

    def _drop(self, days: int) -> None:
        if not 1 <= days <= 36_500:
            raise CommandError(
                "Give a number of days of at least 1: somebody may be confirming what was read today."
            )
        rows, files = drop_unused(timezone.now() - timedelta(days=days))
        self.stdout.write(f"{rows} captures and {files} files dropped.")

    def _check(self) -> None:
        found = list(damaged())
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} captures are not as they were.")
        self.stdout.write("Every capture is there, and whole.")
