"""Two rules on exact words: they stand in the stored text, and no two articles have them by chance."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from unicodedata import normalize

from claims.checks.dates import certainly_before
from claims.checks.findings import Check, Finding, Fix, named, titled
from claims.checks.fixes import add_credit
from claims.models import Credit, Evidence
from record.folding import fold
from sources.models import Article, ArticleText

if TYPE_CHECKING:
    from claims.checks.cases import Case

NOT_FOUND = Check(
    "quotation-not-found",
    "Quotation not found in the stored text",
    "Readers are shown these words as the article’s own. The text may have changed since, or the words were mistyped.",
)
SHARED = Check(
    "shared-quotation",
    "The same quotation in articles with no credit between them",
    "Words alike to the letter have one source. Without a credit these reports count as origins of their own.",
)
# Fewer words than this coincide by chance.
FEWEST_WORDS = 4
FIXES_OFFERED = 10
# An editor's mark for words left out.
ELISION = re.compile(r"\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)")

# --- not found ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Absence:
    """A quotation is not in the stored text with this SHA-256; `alike` where case, marks and punctuation differ."""

    sha256: str
    captured: date
    alike: bool


def can_be_checked(row: Evidence) -> bool:
    """Whether the words, if they are the article's, would be in its text: those inside a picture never are."""
    return bool(row.quotation.strip()) and row.part != Evidence.Part.EMBEDDED_IMAGE


def absent_from(stored: ArticleText, rows: Iterable[Evidence]) -> dict[int, Absence]:
    """Those of the rows, by their keys, whose quotations stand neither in this text nor in the headline."""
    absences: dict[int, Absence] = {}
    text, folded = plain(stored.text), ""
    for row in rows:
        headline = row.article.title
        if not (stands_in(row.quotation, text) or stands_in(row.quotation, plain(headline))):
            folded = folded or fold(stored.text)
            alike = fold(row.quotation) in folded or fold(row.quotation) in fold(headline)
            absences[row.pk] = Absence(stored.sha256, stored.captured_at.date(), alike)
    return absences


def plain(text: str) -> str:
    """The text with one space wherever it has any, and letters composed (NFC): layout and encoding are not words."""
    return " ".join(normalize("NFC", text).split())


def stands_in(quotation: str, text: str) -> bool:
    """Whether these exact words stand in the plain text; around “[…]”, the parts in their order."""
    if plain(quotation) in text:
        return True
    place = 0
    for part in map(plain, ELISION.split(quotation)):
        place = text.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True


def not_found(case: "Case") -> Iterator[Finding]:
    """Quotations that are not in the text held here. Where no text is held, nothing can be said."""
    for row in case.evidence:
        if absence := case.absences.get(row.pk):
            hint = " It has them with other capitals, marks or punctuation." if absence.alike else ""
            yield Finding(
                NOT_FOUND,
                case.claim,
                f"{named(row.quotation)} is not found in the version of {titled(row.article)} held here "
                f"(captured {absence.captured}).{hint}",
                places=(row, row.article),
                rests_on=(row.public_id, row.quotation, absence.sha256, row.article.title),
            )


# --- shared ------------------------------------------------------------------------------------------------


def shared(case: "Case") -> Iterator[Finding]:
    """Equal quotations in several articles that neither credit one another nor come back to one source."""
    reached = _reached(case)
    for words, rows in _by_words(case).items():
        apart = [
            row
            for row in rows
            if any(reached[row.article_id].isdisjoint(reached[o.article_id]) for o in rows)
        ]
        if apart:
            articles = ", ".join(titled(row.article) for row in apart)
            yield Finding(
                SHARED,
                case.claim,
                f"{named(apart[0].quotation)} stands in {len(apart)} articles: {articles}."
                f"{_same_speaker(apart)}",
                places=tuple(record for row in apart for record in (row, row.article)),
                rests_on=(words, sorted(row.public_id for row in apart)),
                fixes=tuple(_credits_offered(apart, reached))[:FIXES_OFFERED],
            )


def _by_words(case: "Case") -> dict[str, list[Evidence]]:
    """The evidence by its folded quotation, one row an article, where the words are many enough."""
    groups: dict[str, dict[int, Evidence]] = defaultdict(dict)
    for row in case.evidence:
        words = fold(row.quotation)
        if len(words.split()) >= FEWEST_WORDS:
            groups[words].setdefault(row.article_id, row)
    return {words: list(rows.values()) for words, rows in groups.items()}


def _reached(case: "Case") -> dict[int, set[tuple[str, int]]]:
    """For each article: itself, its outlet, and all that its credits lead to on this claim."""
    steps: dict[tuple[str, int], set[tuple[str, int]]] = defaultdict(set)
    for row in case.evidence:
        steps["article", row.article_id] |= _outlet_of(row.article)
        for credit in row.credits.all():
            steps["article", row.article_id] |= _named_by(credit)
    return {row.article_id: _walk(("article", row.article_id), steps) for row in case.evidence}


def _walk(start: tuple[str, int], steps: dict[tuple[str, int], set[tuple[str, int]]]) -> set[tuple[str, int]]:
    seen, waiting = {start}, [start]
    while waiting:
        further = steps.get(waiting.pop(), set()) - seen
        seen |= further
        waiting.extend(further)
    return seen


def _named_by(credit: Credit) -> set[tuple[str, int]]:
    if credit.article:
        return {("article", credit.article.pk)} | _outlet_of(credit.article)
    return {("outlet", credit.credited.pk)}


def _outlet_of(article: Article) -> set[tuple[str, int]]:
    return {("outlet", article.outlet_id)} if article.outlet_id else set()


def _same_speaker(rows: list[Evidence]) -> str:
    heads = {str(chain[0]) if (chain := row.speakers.all()) else "" for row in rows}
    return (
        f" All give them as the words of {named(heads.pop())}." if len(heads) == 1 and "" not in heads else ""
    )


def _credits_offered(rows: list[Evidence], reached: dict[int, set[tuple[str, int]]]) -> Iterator[Fix]:
    """Each of the rows crediting the earliest article; of two whose order is not certain, the other way round too."""
    first, *others = sorted(rows, key=lambda row: (row.article.published_earliest or date.max, row.pk))
    for other in others:
        if reached[first.article_id].isdisjoint(reached[other.article_id]):
            yield from _credit_offered(other, first.article)
            if len(others) == 1 and not certainly_before(first.article, other.article):
                yield from _credit_offered(first, other.article)


def _credit_offered(row: Evidence, article: Article) -> Iterator[Fix]:
    if not certainly_before(row.article, article):
        yield Fix(
            f"credit:{row.public_id}:{article.public_id}",
            f"{titled(row.article)} relays {titled(article)}: add the credit, as inferred",
            row,
            partial(add_credit, to=article, how=Credit.How.INFERRED),
        )
