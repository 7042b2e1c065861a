"""What became of the reports behind a claim, for its page: {% load fates %}."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django import template

from claims.models import Evidence
from sources.models import Article

register = template.Library()

# The gravest first, in the order in which a page says them.
STATUSES = (Article.Status.RETRACTED, Article.Status.SUPERSEDED, Article.Status.CORRECTED)


@dataclass(frozen=True)
class Fate:
    """A sentence without its end, and the articles it speaks of."""

    words: str
    articles: list[Article]


@register.simple_tag
def fates(evidence: Iterable[Evidence]) -> list[Fate]:
    """What became of the articles that this evidence stands in or credits; loaded with `with_trail()`."""
    rows = list(evidence)
    own = {row.article_id: row.article for row in rows}
    credited = {
        credit.article_id: credit.article for row in rows for credit in row.credits.all() if credit.article
    }
    beyond = [article for pk, article in credited.items() if pk not in own]
    return [*_told(own.values(), "of its reports"), *_told(beyond, "of the reports that these credit")]


def _told(articles: Iterable[Article], which: str) -> Iterable[Fate]:
    by_status: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_status[article.status].append(article)
    for status in STATUSES:
        if fallen := by_status[status]:
            number = "One" if len(fallen) == 1 else f"{len(fallen):,}"
            has = "has" if len(fallen) == 1 else "have"
            yield Fate(f"{number} {which} {has} since been {status.label}", fallen)
