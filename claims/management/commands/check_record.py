from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims import integrity


class Command(BaseCommand):
    """List every breach of a rule that spans rows."""

    help = "Check the whole record against the rules that span rows."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="mend public flags and derived columns, then check"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repair"]:
            self.stdout.write(f"{integrity.repair()} rows mended")
        breaches = 0
        for check in integrity.CHECKS:
            for breach in check():
                self.stdout.write(breach)
                breaches += 1
        self.stdout.write(f"{breaches} breaches")
        if breaches:
            raise CommandError("The record breaks its own rules; see the lines above.")
