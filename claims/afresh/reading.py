"""The facts of a stretch of claims from the database: a fixed number of queries, whole columns at a time.

What claims/records.py loads as objects for one claim or a few, as arrays. Which evidence counts, what was read for a
claim and who informants are called the same as is asked alike in both.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Coalesce

from claims.afresh.columns import Range, coded, columns, inside
from claims.afresh.facts import (
    OWN,
    RELAYS,
    Bools,
    Credits,
    Evidence,
    Facts,
    Ints,
    Speakers,
    find,
    houses,
    placed,
)
from claims.models import Claim, Credit
from claims.models import Evidence as EvidenceRow
from claims.models import Speaker as SpeakerRow
from claims.models.claims import State
from claims.records import identities
from record.chunks import in_chunks
from sources.models import Article, Outlet, UnnamedSource

# Kinds of speakers, told apart in one number: four times the id, and the kind.
PERSON, ORGANIZATION, UNNAMED, KINDS = 0, 1, 2, 4
AS_PUBLISHED, CORRECTED, TAKEN_BACK = 0, 1, 2
STATUSES = {"corrected": CORRECTED, "retracted": TAKEN_BACK, "superseded": TAKEN_BACK}
# What is said of a piece of evidence, in one number.
SUPPORTS, CONTRADICTS, STANDS, PUBLISHED, BASIS = 1, 2, 4, 8, 16
# Where there are more ids than this to each that is wanted, a range of them reads too much.
SPARSE = 4


@dataclass(frozen=True)
class Articles:
    """All articles by key, in order: their outlets, and what became of them."""

    key: Ints
    outlet: Ints
    status: Ints


@dataclass(frozen=True)
class Stretch:
    """Claims by their keys, in order, and the facts of their standings."""

    claims: Ints
    facts: Facts


def next_stretch(after: int, number: int) -> Range | None:
    """The keys of the first and the last of the next so many claims; None after the last of all."""
    following = Claim.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    first = following.first()
    if first is None:
        return None
    return first, following[number - 1 : number].first() or following.reverse()[0]


def read(within: Range) -> Stretch:
    """All facts of the claims from the first to the last of these keys."""
    same = _same()
    claims, draft, utterer = _claims(within)
    articles = _articles()
    outlets: dict[int, int | None] = dict(Outlet.objects.order_by("pk").values_list("pk", "owner_id"))
    outlet, house = _numbers([0, *outlets]), _numbers([0, *map(houses(outlets).__getitem__, outlets)])
    rows, evidence = _evidence(within, claims, draft, articles)
    credits = _credits(within, rows, articles.key, outlet)
    read_claim, read_article = _read_for(within, claims, articles.key)
    facts = Facts(
        utterer=_identified(utterer, same),
        evidence=evidence,
        credits=credits,
        speakers=_speakers(within, rows, same),
        outlet=placed(outlet, articles.outlet),
        flagged=articles.status > AS_PUBLISHED,
        house=find(outlet, house),
        read_claim=read_claim,
        read_article=read_article,
    )
    return Stretch(claims, facts)


def _numbers(values: Any) -> Ints:
    return np.array(values, np.int64)


def _claims(within: Range) -> tuple[Ints, Bools, Ints]:
    utterer = _speaker(
        person="utterer_person", organization="utterer_organization", unnamed="utterer_unnamed"
    )
    rows = Claim.objects.filter(inside("pk", within)).order_by("pk")
    key, draft, who = columns(rows.values_list("pk", coded("state", {State.DRAFT: 1}), utterer), 3)
    return key, draft > 0, who


def _articles() -> Articles:
    outlet = Coalesce("outlet_id", Value(0))
    return Articles(
        *columns(Article.objects.order_by("pk").values_list("pk", outlet, coded("status", STATUSES)), 3)
    )


def _evidence(within: Range, claims: Ints, draft: Bools, articles: Articles) -> tuple[Ints, Evidence]:
    """The evidence for and against that counts, and its keys, in order."""
    said = (
        coded("stance", {"supports": SUPPORTS, "contradicts": CONTRADICTS})
        + coded("stands_after_correction", {True: STANDS})
        + coded("state", {State.PUBLISHED: PUBLISHED})
        + coded("basis", {"own": BASIS * OWN, "relays": BASIS * RELAYS})
    )
    rows = EvidenceRow.objects.filter(inside("claim", within)).order_by()
    key, claim, article, code = columns(rows.values_list("pk", "claim_id", "article_id", said), 4)
    claim = placed(claims, claim)
    takes_side, published = code & (SUPPORTS | CONTRADICTS) > 0, code & PUBLISHED > 0
    counts = np.flatnonzero(takes_side & (published | draft[claim]))
    counts = counts[np.argsort(key[counts], kind="stable")]
    article, code = placed(articles.key, article[counts]), code[counts]
    status = articles.status[article]
    return key[counts], Evidence(
        claim=claim[counts],
        article=article,
        contradicts=code & CONTRADICTS > 0,
        basis=code // BASIS,
        aside=(status > AS_PUBLISHED) & ~((status == CORRECTED) & (code & STANDS > 0)),
    )


def _parts(parts: Any, within: Range, rows: Ints) -> Any:
    """The parts of these pieces of evidence, and perhaps of others; unordered."""
    if rows.size and rows[-1] - rows[0] < SPARSE * rows.size:
        return parts.order_by().filter(inside("evidence", (int(rows[0]), int(rows[-1]))))
    return parts.order_by().filter(inside("evidence__claim", within))


def _credits(within: Range, rows: Ints, articles: Ints, outlets: Ints) -> Credits:
    credits = _parts(Credit.objects, within, rows)
    article, outlet = Coalesce("article_id", Value(0)), Coalesce("outlet_id", Value(0))
    evidence, to_article, to_outlet = columns(credits.values_list("evidence_id", article, outlet), 3)
    row = find(rows, evidence)
    known = row >= 0
    return Credits(row[known], placed(articles, to_article[known]), placed(outlets, to_outlet[known]))


def _speakers(within: Range, rows: Ints, same: tuple[Ints, Ints]) -> Speakers:
    speakers = _parts(SpeakerRow.objects, within, rows)
    who = _speaker(person="person", organization="organization", unnamed="unnamed_source")
    evidence, position, speaker = columns(speakers.values_list("evidence_id", "position", who), 3)
    row = find(rows, evidence)
    known = row >= 0
    return Speakers(row[known], position[known], _identified(speaker[known], same))


def _speaker(*, person: str, organization: str, unnamed: str) -> Coalesce:
    """Who speaks, as one number; -1 for nobody."""
    kinds = {person: PERSON, organization: ORGANIZATION, unnamed: UNNAMED}
    codes = (F(f"{column}_id") * KINDS + kind for column, kind in kinds.items())
    return Coalesce(*codes, Value(-1), output_field=BigIntegerField())


def _same() -> tuple[Ints, Ints]:
    """The informants whom editors called the same as others, in order, and who they are, as speakers."""
    said = UnnamedSource.objects.filter(same_as__isnull=False).order_by("pk").values_list("pk", flat=True)
    same: dict[int, int] = {}
    for some in in_chunks(said.iterator()):
        same |= identities(some)
    return KINDS * _numbers(list(same)) + UNNAMED, KINDS * _numbers(list(same.values())) + UNNAMED


def _identified(speaker: Ints, same: tuple[Ints, Ints]) -> Ints:
    one, other = same
    place = find(one, speaker)
    return np.where(place >= 0, other[place], speaker) if one.size else speaker


def _read_for(within: Range, claims: Ints, articles: Ints) -> tuple[Ints, Ints]:
    """Which articles were read for which claims, as far as the claims' evidence credits them."""
    credited = Credit.objects.order_by().filter(inside("evidence__claim", within))
    claim = F("evidence__claim_id")
    in_dossier = credited.filter(
        article__readings__dossier__dossier_claims__claim=claim,
        article__readings__read_at__gte=F("article__readings__dossier__dossier_claims__added_at"),
    )
    checked = credited.filter(article__readings__checks__claim=claim)
    pairs = [
        columns(rows.values_list("evidence__claim_id", "article_id"), 2) for rows in (in_dossier, checked)
    ]
    found_claims, found_articles = (np.concatenate(column) for column in zip(*pairs, strict=True))
    return find(claims, found_claims), find(articles, found_articles)
