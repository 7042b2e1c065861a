from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from claims.impact import Outcome, Source, count, resting_on
from claims.wording import counted
from sources.models import Article, Outlet


class Command(BaseCommand):
    """Count what would change without a source, however many claims rest on it."""

    help = (
        "Count the published claims that would lose all support, or change their standing, without a source."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--article", metavar="ID", help="the public id of an article")
        source.add_argument("--outlet", metavar="SLUG", help="the outlet's word in its address")

    def handle(self, *args: Any, **options: Any) -> None:
        source = _source(options["article"], options["outlet"])
        outcomes: Counter[Outcome] = Counter()
        with tqdm(total=resting_on(source, None).count(), unit=" claims", disable=None) as progress:
            for more in count(source):
                outcomes += more
                progress.update(more.total())
        self.stdout.write(
            f"{counted(outcomes.total(), 'published claim')} for or against which {source} speaks"
        )
        self.stdout.write(f"{outcomes['loses']:>10,} would lose all support")
        self.stdout.write(f"{outcomes['changes']:>10,} would change their standing")
        self.stdout.write(f"{outcomes['stays']:>10,} would keep it")


def _source(article: str | None, outlet: str | None) -> Source:
    found: Source | None = (
        Article.objects.filter(public_id=article).first()
        if article is not None
        else Outlet.objects.filter(slug=outlet).first()
    )
    if not found:
        raise CommandError(
            f"There is no article {article}." if article is not None else f"There is no outlet {outlet}."
        )
    return found
