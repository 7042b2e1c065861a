"""What the panel proposes for a passage: when, who, where, how it is worded, and the claims it may be about.

Proposals are shown and never kept by themselves: an editor takes or drops each.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from claims.desk.dates import DateExpression, date_expressions
from claims.desk.likeness import Likely, likely_claims
from claims.desk.paragraphs import Paragraph, Sheet
from claims.models import Dossier, Evidence
from people.recognising import Mention, Names
from record.dates import describe_edtf
from record.folding import fold
from sources.models import Article

# Words by which a report holds back, in the languages of the record so far; the editor decides.
_HEDGES = re.compile(
    r"\b(?:reportedly|allegedly|apparently|supposedly|purportedly|(?:is|was|are|were) (?:said|believed|thought|"
    r"understood) to|it (?:is|was) (?:said|believed|thought)|according to unconfirmed \w+|unconfirmed|"
    r"semble|aurait|auraient|iddiaya göre)\b|(?:بحسب ما ذكر|يُزعم|يزعم|يقال إن|ورد أن|على ما يبدو)",
    re.IGNORECASE,
)


def propose(
    laid_out: Sheet, start: int, end: int, *, article: Article, dossier: Dossier, user: Any
) -> dict[str, Any]:
    """What the panel is filled with for the words from `start` to `end` of the sheet."""
    words, paragraph = laid_out.text[start:end], laid_out.at(start)
    hedge = _HEDGES.search(words)
    return {
        "locator": paragraph.locator if paragraph else "",
        "part": _part(laid_out, paragraph),
        "dates": [_date(one, here=True) for one in _dates(words, article)]
        + _nearby(laid_out, start, end, article),
        "names": _names(Names.known(user).find(words)),
        "hedge": hedge[0][:100] if hedge else "",
        "likely": described(likely_claims(words, user=user, dossier=dossier), article),
    }


def described(likely: Iterable[Likely], article: Article) -> list[dict[str, Any]]:
    """Claims as the panel lists them, each with the stances of this article that it has already."""
    found = [one for one in likely if not one.claim.is_withdrawn]
    here: dict[int, list[str]] = {}
    rows = Evidence.objects.citing(article).filter(claim__in=[one.claim.pk for one in found]).order_by("pk")
    for claim, stance in rows.values_list("claim", "stance"):
        here.setdefault(claim, []).append(stance)
    return [
        {
            "claim": one.claim.pk,
            "statement": str(one.claim),
            "state": one.claim.get_state_display(),
            "date": describe_edtf(one.claim.date) if one.claim.date else "",
            "edtf": one.claim.date,
            "score": round(one.score),
            "why": one.why,
            "here": here.get(one.claim.pk, []),
        }
        for one in found
    ]


def day_published(article: Article) -> date | None:
    """The one day on which the article appeared; None where that is not known: nothing is reckoned from a guess."""
    earliest, latest = article.published_earliest, article.published_latest
    return earliest if earliest == latest else None


def _dates(words: str, article: Article) -> list[DateExpression]:
    return date_expressions(words, published=day_published(article), language=article.language)


def _date(one: DateExpression, *, here: bool) -> dict[str, Any]:
    return {
        "edtf": one.edtf,
        "shown": describe_edtf(one.edtf) if one.edtf else "",
        "time": one.time,
        "words": one.words[:100],
        "reason": one.reason,
        "inferred": not _is_stated(one),
        "here": here,
    }


def _is_stated(one: DateExpression) -> bool:
    """Whether the words themselves give the year: what is reckoned from anything else is an inference."""
    years = set(re.findall(r"\d{4}", one.edtf))
    return bool(years) and years <= set(re.findall(r"\d{4}", fold(one.words)))


def _nearby(laid_out: Sheet, start: int, end: int, article: Article) -> list[dict[str, Any]]:
    """Dates in the rest of the passage's first paragraph: offered, and not filled in."""
    paragraph = laid_out.at(start)
    if paragraph is None:
        return []
    around = _dates(paragraph.text, article)
    outside = [
        one for one in around if paragraph.start + one.end <= start or end <= paragraph.start + one.start
    ]
    return [_date(one, here=False) for one in outside]


def _names(mentions: Iterable[Mention]) -> list[dict[str, Any]]:
    """Each record named, once; `sure` where the words can mean no other."""
    found = list(mentions)
    candidates: dict[tuple[int, int], set[tuple[str, int]]] = {}
    for one in found:
        candidates.setdefault((one.start, one.end), set()).add((one.kind, one.pk))
    named: dict[tuple[str, int], dict[str, Any]] = {}
    for one in found:
        sure = len(candidates[one.start, one.end]) == 1
        entry = named.setdefault(
            (one.kind, one.pk),
            {
                "kind": one.kind,
                "id": one.pk,
                "name": one.name,
                "words": one.words,
                "how": one.how,
                "sure": sure,
            },
        )
        entry["sure"] = entry["sure"] or sure
    return list(named.values())


def _part(laid_out: Sheet, paragraph: Paragraph | None) -> str:
    """The part of the article, where its place or its form gives it away; a line without an end may be a caption."""
    if paragraph is None:
        return ""
    if paragraph.number == laid_out.headline:
        return Evidence.Part.HEADLINE
    return Evidence.Part.BODY if re.search(r"[.!?…؟۔。][\"'”’»)\]]*$", paragraph.text) else ""
