"""What articles and outlets bear on: the claims they support, contradict or mention, and what rests on them.

This app does not know claims: it sees them through the relations that end in its models, whose managers say who
may see what and which claims they lead to.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from record.listing import Section
from sources.models import Article, Outlet

STANCES = ("supports", "contradicts", "mentions")
# An article's page is read from end to end: its claims are the point of it.
WHOLE = 250


@dataclass(frozen=True)
class Record:
    """An outlet with its numbers: of articles, of claims by the stance its articles take, of claims credited to it."""

    outlet: Outlet
    articles: int
    claims: dict[str, int]
    credited: int


def records(outlets: list[Outlet], user: Any) -> list[Record]:
    """Each outlet with the numbers that this user may see, in a fixed number of queries."""
    keys = [outlet.pk for outlet in outlets]
    articles = Article.objects.visible_to(user).numbers(outlets)
    claims = {
        stance: _related("evidence", user).taking(stance).claim_counts("article__outlet", keys)
        for stance in STANCES
    }
    credited = _related("credited_in", user).with_outlet_named().claim_counts("outlet_named", keys)
    return [
        Record(
            outlet,
            articles.get(outlet.pk, 0),
            {stance: of.get(outlet.pk, 0) for stance, of in claims.items()},
            credited.get(outlet.pk, 0),
        )
        for outlet in outlets
    ]


def on_outlet(outlet: Outlet, user: Any) -> Iterator[Section]:
    """The articles of an outlet, the latest first, the claims that rest on it, and those that others credit to it."""
    articles = outlet.articles.visible_to(user)
    yield Section("articles", "Articles", articles, articles.LATEST)
    evidence = _related("evidence", user).taking("supports").resting_on_outlet(outlet)
    resting = evidence.claims().with_reports_for(user)
    yield Section("rests", "What rests on it", resting, resting.BY_DATE, _resting_how(outlet))
    credits = _related("credited_in", user).naming(outlet)
    credited = credits.claims().with_reports_for(user)
    # Most of these rest on it too and have just been listed: only their number, and the way to them.
    yield Section("credited", "What other reports credit to it", credited, credited.BY_DATE, _relays, size=0)


def on_article(article: Article, user: Any) -> Iterator[Section]:
    """The claims an article bears on, by stance, each with its passages; then the articles that credit it."""
    evidence = article.evidence.visible_to(user).with_particulars()
    for stance in STANCES:
        claims = evidence.taking(stance).claims()
        yield Section(stance, stance.capitalize(), claims, claims.BY_DATE, size=WHOLE)
    crediting = article.credited_in.visible_to(user).evidence().articles().visible_to(user).with_outlet()
    yield Section("credited", "Credited by", crediting, crediting.LATEST)


def _related(relation: str, user: Any) -> Any:
    """All the rows of what a relation to articles leads to that this user may see."""
    field: Any = Article._meta.get_field(relation)
    return field.related_model.objects.visible_to(user)


def _resting_how(outlet: Outlet) -> Callable[[Any], str]:
    def how(claim: Any) -> str:
        own = [part for part in claim.parts if part.article.outlet_id == outlet.pk]
        others = [part for part in claim.parts if part not in own]
        return "; ".join([*(["in its own report"] if own else []), *_relaying(others)])

    return how


def _relays(claim: Any) -> str:
    return "; ".join(_relaying(claim.parts))


def _relaying(evidence: list[Any]) -> list[str]:
    """Who credits, each once."""
    return list(dict.fromkeys(f"credited by {piece.article.outlet_name}" for piece in evidence))
