from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from claims import standings
from claims.models import Claim


class Command(BaseCommand):
    """Compare the stored standings with fresh ones; finish what is stale; mend what differs."""

    help = "Check the stored standings of all claims against fresh ones."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--check", action="store_true", help="report what differs (the default)")
        what.add_argument(
            "--repair", action="store_true", help="report what differs and store the fresh standing"
        )
        what.add_argument(
            "--stale", action="store_true", help="only finish the claims that are being recounted"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["stale"]:
            self._finish_stale()
        else:
            self._check(repair=options["repair"])

    def _finish_stale(self) -> None:
        finished = 0
        with tqdm(unit=" claims", disable=None) as progress:
            for number in standings.finish_stale():
                progress.update(number)
                finished += number
        self.stdout.write(f"{finished} claims recounted")

    def _check(self, *, repair: bool) -> None:
        total, differ = Claim.objects.count(), 0
        with tqdm(total=total, unit=" claims", disable=None) as progress:
            for checked, differences in standings.compare():
                progress.update(checked)
                differ += len(differences)
                for difference in differences:
                    self.stdout.write(str(difference))
                if repair:
                    standings.store([difference.fresh for difference in differences])
        self.stdout.write(f"{total} claims, {differ} differ" + (", mended" if repair and differ else ""))
        if differ and not repair:
            raise CommandError("Run `manage.py standings --repair` to store the fresh standings.")
