"""Supposing: a claim's record as it would be without a source, or as it was on a day. Pure; nothing is stored.

Each function takes a claim as the rules see it (claims/origin_records.py) and gives back another, on which the
same rules are run again.
"""

from collections.abc import Collection
from dataclasses import replace

from claims.origin_records import ArticleRecord, ClaimRecord, Credit, Key


def without_articles(claim: ClaimRecord, fallen: Collection[Key]) -> ClaimRecord:
    """The claim if these articles were retracted: they, and trails that end in them, no longer count."""
    articles = {
        key: replace(article, status="retracted") if key in fallen else article
        for key, article in claim.articles.items()
    }
    return replace(claim, articles=articles)


def without_outlets(claim: ClaimRecord, fallen: Collection[Key]) -> ClaimRecord:
    """The claim if these outlets had published nothing that holds: their articles and all they are credited for."""
    gone = {key for key, article in claim.articles.items() if article.outlet in fallen}
    stand_ins = {outlet: _stand_in(claim, outlet) for outlet in fallen if outlet in claim.outlets}
    evidence = tuple(
        replace(row, credits=tuple(_credit_instead(credit, stand_ins) for credit in row.credits))
        for row in claim.evidence
    )
    credited = {article.id: article for article in stand_ins.values()}
    return without_articles(
        replace(claim, evidence=evidence, articles={**claim.articles, **credited}), gone | credited.keys()
    )


def only_articles(claim: ClaimRecord, known: Collection[Key]) -> ClaimRecord:
    """The claim with evidence of these articles alone.

    An article that is credited but not among them is "not seen here": whether it bears a report out is not
    asked of what came later.
    """
    articles = {
        key: article if key in known else replace(article, read=False, status="")
        for key, article in claim.articles.items()
    }
    evidence = tuple(row for row in claim.evidence if row.article in known)
    return replace(claim, evidence=evidence, articles=articles)


def _stand_in(claim: ClaimRecord, outlet: Key) -> ArticleRecord:
    """An article of the outlet that nobody has seen, to be credited where only the outlet is named."""
    label = claim.outlets[outlet].label
    key = f"outlet {outlet}" if isinstance(outlet, str) else -outlet
    return ArticleRecord(id=key, label=label, outlet=outlet, stub=True)


def _credit_instead(credit: Credit, stand_ins: dict[Key, ArticleRecord]) -> Credit:
    if credit.outlet in stand_ins:
        return Credit(article=stand_ins[credit.outlet].id)
    return credit
