"""`manage.py synthesize --claims N`: a made-up record of any size, to measure with."""

from collections.abc import Callable
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from tqdm import tqdm

from claims import publicity
from claims.afresh.run import settle
from claims.afresh.writing import room_to_write
from claims.models import Claim
from claims.synthesis.build import Builder
from people.models import Organization, Person, Place
from sources.models import Article, Outlet


class Command(BaseCommand):
    """Build the data set, then what follows from it."""

    help = (
        "Make up a record of any size to measure with. The same seed makes the same record on every database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--claims", type=_number, required=True, metavar="N", help="how many claims")
        parser.add_argument(
            "--seed", type=int, default=1, help="another seed makes another record (default: 1)"
        )
        parser.add_argument("--add", action="store_true", help="add to a database that holds records already")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["add"] and _holds_records():
            raise CommandError("This database holds records. To add made-up ones to them, say --add.")
        with room_to_write():
            builder = Builder(options["claims"], options["seed"])
            with tqdm(total=options["claims"], unit=" claims", disable=None) as progress:
                for made in builder.build():
                    progress.update(made)
            for step, refresh in REFRESHERS.items():
                self._say(options, f"{step} ...")
                refresh()
        self._say(
            options,
            f"{builder.made:,} claims, {builder.evidence:,} pieces of evidence, {builder.articles:,} articles",
        )

    def _say(self, options: dict[str, Any], line: str) -> None:
        if options["verbosity"]:
            self.stdout.write(line)


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _holds_records() -> bool:
    return any(model.objects.exists() for model in (Claim, Article, Outlet, Person, Organization, Place))


def _take_stock() -> None:
    """Let the database count what it now holds, so that it plans well for it."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


# What follows from the rows, in order, each by the code that mends it.
REFRESHERS: dict[str, Callable[[], Any]] = {
    "Taking stock": _take_stock,
    "Setting public flags": publicity.repair,
    "Counting standings": lambda: list(settle()),
    "Indexing words": lambda: call_command("search_index", rebuild=True, stdout=StringIO()),
}
