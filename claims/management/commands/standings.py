from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from claims import standings
from claims.afresh.run import settle
from claims.afresh.writing import room_to_write
from claims.models import Claim
from claims.standings import Difference

# Of more differences than these the rest is only counted.
LISTED = 100


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
        parser.add_argument(
            "--one-by-one",
            action="store_true",
            help="count by the rules themselves, a claim at a time: the same, and some hundred times slower",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["stale"]:
            self._finish_stale()
        else:
            self._check(repair=options["repair"], one_by_one=options["one_by_one"])

    def _finish_stale(self) -> None:
        with tqdm(unit=" claims", disable=None) as progress:
            for number in standings.finish_stale():
                progress.update(number)
            self.stdout.write(f"{progress.n} claims recounted")

    def _check(self, *, repair: bool, one_by_one: bool) -> None:
        total, differ, listed = Claim.objects.count(), 0, 0
        with tqdm(total=total, unit=" claims", disable=None) as progress:
            for checked, number, differences in (_by_the_rules if one_by_one else _by_arrays)(repair):
                progress.update(checked)
                for difference in differences[: LISTED - listed]:
                    self.stdout.write(str(difference))
                    listed += 1
                differ += number
        if differ > listed:
            self.stdout.write(f"... and {differ - listed:,} more")
        self.stdout.write(f"{total} claims, {differ} differ" + (", mended" if repair and differ else ""))
        if differ and not repair:
            raise CommandError("Run `manage.py standings --repair` to store the fresh standings.")


def _by_arrays(repair: bool) -> Iterator[tuple[int, int, list[Difference]]]:
    """Of each stretch how many claims it holds, how many differ, and the first that do."""
    with room_to_write():
        for checked in settle(repair=repair):
            yield checked.claims, checked.differing, checked.differences(LISTED)


def _by_the_rules(repair: bool) -> Iterator[tuple[int, int, list[Difference]]]:
    for checked, differences in standings.compare():
        if repair:
            standings.store([difference.fresh for difference in differences])
        yield checked, len(differences), differences
