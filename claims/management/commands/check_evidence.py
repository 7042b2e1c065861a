from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from tqdm import tqdm

from claims.checks import run
from claims.models import Claim, Dossier
from claims.wording import counted
from record.chunks import in_chunks

AT_ONCE = 100


class Command(BaseCommand):
    """List what the editors' checks find, however much there is."""

    help = "List every suggestion of the editors' checks that is not dismissed. Changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dossier", metavar="SLUG", help="only the claims of this dossier")

    def handle(self, *args: Any, **options: Any) -> None:
        claims = _claims(options["dossier"])
        found = dismissed = 0
        with tqdm(total=claims.count(), unit=" claims", disable=None) as progress:
            for keys in in_chunks(claims.order_by("pk").values_list("pk", flat=True).iterator(), AT_ONCE):
                for checked in run.check(Claim.objects.filter(pk__in=keys).order_by("pk"), most=None):
                    self._list(checked)
                    found += len(checked.open)
                    dismissed += len(checked.dismissed)
                progress.update(len(keys))
        self.stdout.write(f"{counted(found, 'suggestion')}, {dismissed:,} dismissed")

    def _list(self, checked: run.Checked) -> None:
        for finding in checked.open:
            self.stdout.write(f"{checked.claim.public_id} {finding.check.name}: {finding.what}")


def _claims(slug: str | None) -> "QuerySet[Any]":
    if slug is None:
        return Claim.objects.all()
    dossier = Dossier.objects.filter(slug=slug).first()
    if not dossier:
        raise CommandError(f"There is no dossier {slug}.")
    return Claim.objects.of(dossier)
