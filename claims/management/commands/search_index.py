from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from tqdm import tqdm

from claims.models import Claim
from claims.search import index


class Command(BaseCommand):
    """Compare the stored words of all claims with fresh ones; finish what is stale; write anew what differs."""

    help = "Check the words that claims are found by against fresh ones."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--check", action="store_true", help="report what differs (the default)")
        what.add_argument("--rebuild", action="store_true", help="write anew whatever differs")
        what.add_argument("--stale", action="store_true", help="only finish the claims marked as stale")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["stale"]:
            self._finish_stale(quiet=not options["verbosity"])
        else:
            self._check(rebuild=options["rebuild"])

    def _finish_stale(self, *, quiet: bool) -> None:
        finished = 0
        with tqdm(unit=" claims", disable=None) as progress:
            for number in index.finish_stale():
                progress.update(number)
                finished += number
        if not quiet:
            self.stdout.write(f"{finished} claims written anew")

    def _check(self, *, rebuild: bool) -> None:
        total, differ = Claim.objects.count(), 0
        with tqdm(total=total, unit=" claims", disable=None) as progress:
            for checked, differences in index.compare():
                progress.update(checked)
                differ += len(differences)
                if rebuild:
                    with transaction.atomic():
                        index.write(differences)
                else:
                    for difference in differences:
                        self.stdout.write(str(difference))
        self.stdout.write(
            f"{total} claims, {differ} differ" + (", written anew" if rebuild and differ else "")
        )
        if not index.is_sound():
            self._mend(rebuild)
        elif differ and not rebuild:
            raise CommandError("Run `manage.py search_index --rebuild` to write them anew.")

    def _mend(self, rebuild: bool) -> None:
        if not rebuild:
            raise CommandError("The index is not that of the words: run `manage.py search_index --rebuild`.")
        index.rebuild_from_words()
        self.stdout.write("The index over the words was made anew.")
