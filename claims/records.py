"""Loading claims as the plain records that claims/origins.py reasons on: a fixed number of queries for any number."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Q

from claims.models import Claim, Credit, DossierClaim, Evidence, Reading, ReadingCheck
from claims.models import Speaker as SpeakerRow
from claims.models.claims import State
from claims.origin_records import ArticleRecord, ClaimRecord, EvidenceRecord, Key, OutletRecord, Speaker
from claims.origin_records import Credit as CreditRecord
from sources.models import Article, Outlet, UnnamedSource

Rows = list[dict[str, Any]]


def load(claims: Collection[int]) -> dict[int, ClaimRecord]:
    """The claims with these ids as records, with the evidence that counts for each.

    Of a claim that readers have seen that is the published evidence; of a draft all of it, so that editors see
    what publication would show.
    """
    heads = _heads(claims)
    evidence = _evidence(heads)
    ids = [row["id"] for row in evidence]
    speakers, credits = _speakers(ids), _credits(ids)
    articles = _articles(evidence, credits)
    outlets = _outlets(articles.values(), credits)
    read = read_for(heads, articles)
    records: defaultdict[int, list[EvidenceRecord]] = defaultdict(list)
    for row in evidence:
        records[row["claim_id"]].append(_record(row, speakers, credits))
    return {
        pk: ClaimRecord(
            evidence=tuple(records[pk]),
            articles=_named_by(records[pk], articles, read[pk]),
            outlets=outlets,
            utterer=_utterer(head),
        )
        for pk, head in heads.items()
    }


def _heads(claims: Collection[int]) -> dict[int, dict[str, Any]]:
    columns = (
        "id",
        "state",
        "utterer_person_id",
        "utterer_organization_id",
        "utterer_unnamed_id",
        "utterer_unnamed__same_as_id",
    )
    heads = list(Claim.objects.filter(pk__in=claims).order_by().values(*columns))
    same = identities(row["utterer_unnamed_id"] for row in heads if row["utterer_unnamed__same_as_id"])
    for row in heads:
        row["utterer_unnamed_id"] = same.get(row["utterer_unnamed_id"], row["utterer_unnamed_id"])
    return {row["id"]: row for row in heads}


def _evidence(heads: dict[int, dict[str, Any]]) -> Rows:
    drafts = [pk for pk, head in heads.items() if head["state"] == State.DRAFT]
    columns = ("id", "claim_id", "article_id", "stance", "basis", "stands_after_correction")
    counted = Q(state=State.PUBLISHED) | Q(claim__in=drafts)
    rows = Evidence.objects.filter(counted, claim__in=heads).exclude(stance="")
    return list(rows.order_by("pk").values(*columns))


def _speakers(evidence: list[int]) -> dict[int, list[Speaker]]:
    rows = SpeakerRow.objects.filter(evidence__in=evidence).order_by("evidence", "position")
    columns = (
        "evidence_id",
        "person_id",
        "person__name",
        "organization_id",
        "organization__name",
        "unnamed_source_id",
        "unnamed_source__description",
        "unnamed_source__same_as_id",
    )
    spoken = list(rows.values(*columns))
    same = identities(row["unnamed_source_id"] for row in spoken if row["unnamed_source__same_as_id"])
    found: defaultdict[int, list[Speaker]] = defaultdict(list)
    for row in spoken:
        found[row["evidence_id"]].append(_speaker(row, same))
    return found


def _speaker(row: dict[str, Any], same: dict[int, int]) -> Speaker:
    if row["person_id"]:
        return Speaker("person", row["person_id"], row["person__name"])
    if row["organization_id"]:
        return Speaker("organization", row["organization_id"], row["organization__name"])
    informant = row["unnamed_source_id"]
    return Speaker("unnamed", same.get(informant, informant), row["unnamed_source__description"])


def identities(informants: Iterable[int]) -> dict[int, int]:
    """Who each informant is, as far as editors said that one is the same as another: the last of the chain.

    A query a level, and only where somebody said so at all; of a circle that a bare write made, the lowest id.
    """
    ends = {informant: informant for informant in informants}
    above: dict[int, int | None] = {}
    unknown = set(ends)
    while unknown:
        rows = UnnamedSource.objects.filter(pk__in=unknown).order_by().values_list("pk", "same_as_id")
        above.update(rows)
        unknown = {row for row in above.values() if row} - above.keys()
    return {informant: _last(above, informant) for informant in ends}


def _last(above: dict[int, int | None], informant: int) -> int:
    seen = [informant]
    while (further := above.get(seen[-1])) is not None:
        if further in seen:
            return min(seen[seen.index(further) :])
        seen.append(further)
    return seen[-1]


def _utterer(head: dict[str, Any]) -> Speaker | None:
    if head["utterer_person_id"]:
        return Speaker("person", head["utterer_person_id"])
    if head["utterer_organization_id"]:
        return Speaker("organization", head["utterer_organization_id"])
    if head["utterer_unnamed_id"]:
        return Speaker("unnamed", head["utterer_unnamed_id"])
    return None


def _credits(evidence: list[int]) -> dict[int, Rows]:
    found: defaultdict[int, Rows] = defaultdict(list)
    rows = Credit.objects.filter(evidence__in=evidence).order_by("evidence", "position")
    for row in rows.values("evidence_id", "article_id", "outlet_id"):
        found[row["evidence_id"]].append(row)
    return found


def _record(
    row: dict[str, Any], speakers: dict[int, list[Speaker]], credits: dict[int, Rows]
) -> EvidenceRecord:
    return EvidenceRecord(
        id=row["id"],
        article=row["article_id"],
        stance=row["stance"],
        basis=row["basis"],
        credits=tuple(
            CreditRecord(credit["article_id"], credit["outlet_id"]) for credit in credits.get(row["id"], [])
        ),
        speakers=tuple(speakers.get(row["id"], [])),
        stands_after_correction=row["stands_after_correction"],
    )


def _articles(evidence: Rows, credits: dict[int, Rows]) -> dict[int, ArticleRecord]:
    wanted = {row["article_id"] for row in evidence}
    wanted |= {credit["article_id"] for rows in credits.values() for credit in rows if credit["article_id"]}
    rows = (
        Article.objects.filter(pk__in=wanted)
        .order_by()
        .values("id", "title", "outlet_id", "status", "stub", captured=F("stored_text__captured_at"))
    )
    return {
        row["id"]: ArticleRecord(
            id=row["id"],
            label=row["title"],
            outlet=row["outlet_id"],
            status=row["status"],
            stub=row["stub"],
            captured=row["captured"] and row["captured"].date(),
        )
        for row in rows
    }


def _outlets(articles: Iterable[ArticleRecord], credits: dict[int, Rows]) -> dict[Key, OutletRecord]:
    """The outlets named, and their owners up to the last."""
    wanted: set[Any] = {article.outlet for article in articles if article.outlet}
    wanted |= {credit["outlet_id"] for rows in credits.values() for credit in rows if credit["outlet_id"]}
    return with_owners(wanted)


def with_owners(outlets: Collection[int]) -> dict[Key, OutletRecord]:
    """These outlets and all to whom they belong: a query a level, and ownership is never deep."""
    wanted: set[Any] = set(outlets)
    found: dict[Key, OutletRecord] = {}
    while wanted:
        for row in Outlet.objects.filter(pk__in=wanted).order_by().values("id", "name", "owner_id"):
            found[row["id"]] = OutletRecord(row["id"], row["name"], row["owner_id"])
        wanted = {found[pk].owner for pk in wanted if found[pk].owner} - found.keys()
    return found


def read_for(claims: Collection[int], articles: Collection[int]) -> dict[int, set[int]]:
    """Which of these articles were read whole for each of these claims; three queries.

    An article was read for a claim when the claim was in the dossier before the reading, or was checked since.
    Only of these pairs may anybody say that the article is silent; all else is not yet checked.
    """
    read: defaultdict[int, set[int]] = defaultdict(set)
    members: defaultdict[int, list[tuple[int, datetime]]] = defaultdict(list)
    inside = DossierClaim.objects.filter(claim__in=claims).values_list("dossier", "claim", "added_at")
    for dossier, claim, added_at in inside:
        members[dossier].append((claim, added_at))
    readings = Reading.objects.filter(dossier__in=members, article__in=articles).order_by()
    for dossier, article, last in readings.values_list("dossier", "article").annotate(Max("read_at")):
        for claim, added_at in members[dossier]:
            if added_at <= last:
                read[claim].add(article)
    checks = ReadingCheck.objects.filter(claim__in=claims, reading__article__in=articles)
    for claim, article in checks.values_list("claim", "reading__article"):
        read[claim].add(article)
    return read


def _named_by(
    evidence: Iterable[EvidenceRecord], articles: dict[int, ArticleRecord], read: Collection[int]
) -> dict[Any, ArticleRecord]:
    """The articles that this claim's evidence lies in or credits, marked as read for it or not."""
    named: set[Any] = {row.article for row in evidence}
    named |= {credit.article for row in evidence for credit in row.credits if credit.article}
    return {pk: replace(articles[pk], read=True) if pk in read else articles[pk] for pk in named}
