"""Everything that a batch of rows may refer to, loaded together."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from claims.bundles.items import Json
from claims.models import Dossier
from claims.sheets.above import Above, Described
from claims.sheets.finding import (
    NAMED,
    NamesHere,
    articles_at,
    dossiers_here,
    informants_of,
    merged_away,
    names_here,
    records_here,
    rows_by,
)
from claims.sheets.ids import unused_ids
from claims.sheets.mentions import Mention
from claims.sheets.naming import names_above
from claims.sheets.reading import ReadRow, Source
from sources.addresses import normalise_url
from sources.models import UnnamedSource

Seed = tuple[object, ...]


@dataclass
class Known:
    """The claims or articles that a batch may refer to: by id those here and what rows above say, and ids by key."""

    rows: dict[str, Any] = field(default_factory=dict)
    above: dict[str, Described] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    records: dict[str, Json] = field(default_factory=dict)
    merged: dict[str, str] = field(
        default_factory=dict
    )  # the id of what a record became, by the id that went

    def described(self, public_id: str) -> Described | None:
        """What is known of it: row 0 stands for the record here."""
        if public_id in self.rows:
            return Described(0, self.records[public_id])
        return self.above.get(public_id)


@dataclass
class Loaded:
    """What the rows of a batch may refer to."""

    names: NamesHere
    names_above: dict[tuple[str, str], str]
    claims: Known
    articles: Known
    urls: dict[str, str]  # public ids of articles by normalised address
    evidence: Known
    informants: dict[tuple[str, str], UnnamedSource]
    dossiers: dict[Mention, list[Dossier]]
    new_ids: dict[str, dict[Seed, str]]


def load(rows: Sequence[ReadRow], above: Above, digest: str) -> Loaded:
    """Look everything up, in a fixed number of queries a batch."""
    sources = [source for row in rows for source in row.sources]
    mentions = list(mentions_of(rows))
    named = [mention for mention in mentions if set(mention.kinds) & set(NAMED)]
    claims = _claims(rows, mentions, above)
    articles, urls = _articles(sources, mentions, above)
    evidence = {source.evidence["id"] for source in sources if "id" in source.evidence}
    return Loaded(
        names=names_here(named),
        names_above=names_above(above, named),
        claims=claims,
        articles=articles,
        urls=urls,
        evidence=_known("evidence", evidence, (), above),
        informants=informants_of(articles.rows.values()) if _speak(mentions) else {},
        dossiers=dossiers_here({mention for row in rows for mention in row.dossiers}),
        new_ids=_new_ids(rows, digest),
    )


def mentions_of(rows: Iterable[ReadRow]) -> Iterator[Mention]:
    """Every mention in the rows."""
    for row in rows:
        yield from _inside(row.claim)
        for source in row.sources:
            yield from _inside(source.article)
            yield from _inside(source.evidence)


def _inside(value: Any) -> Iterator[Mention]:
    if isinstance(value, Mention):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _inside(inner)


def _speak(mentions: Iterable[Mention]) -> bool:
    return any("unnamed_sources" in mention.kinds for mention in mentions)


def _claims(rows: Sequence[ReadRow], mentions: Iterable[Mention], above: Above) -> Known:
    asserted = {mention.name for mention in mentions if mention.kinds == ("claims",)}
    ids = asserted | {row.claim["id"] for row in rows if "id" in row.claim}
    return _known("claims", ids, asserted | {row.claim_key for row in rows if row.claim_key}, above)


def _articles(
    sources: Sequence[Source], mentions: Iterable[Mention], above: Above
) -> tuple[Known, dict[str, str]]:
    credited = {mention.name for mention in mentions if "articles" in mention.kinds}
    typed = credited | {source.article["url"] for source in sources if "url" in source.article}
    urls = set(filter(None, map(normalised, typed)))
    found = above.ids("urls", urls)
    found |= articles_at(urls)
    ids = (
        credited | {source.article["id"] for source in sources if "id" in source.article} | {*found.values()}
    )
    keys = credited | {source.article_key for source in sources if source.article_key}
    return _known("articles", ids, keys, above), found


@lru_cache(maxsize=10_000)
def normalised(address: str) -> str:
    """The address as it compares; "" for what is none. Rows name the same few articles again and again."""
    try:
        return normalise_url(address)
    except ValueError:
        return ""


def _known(kind: str, ids: Collection[str], keys: Collection[str], above: Above) -> Known:
    by_key = above.ids(kind, keys)
    wanted = {*ids, *by_key.values()}
    rows = rows_by(kind, "public_id", wanted)
    described = above.described(kind, wanted - set(rows))
    gone = merged_away(kind, wanted - set(rows))
    return Known(rows, described, by_key, records_here(kind, rows.values()), gone)


def _new_ids(rows: Sequence[ReadRow], digest: str) -> dict[str, dict[Seed, str]]:
    """An id for everything that the rows may make."""
    kept = {
        "claims": {row.claim["id"] for row in rows if "id" in row.claim},
        "articles": {
            source.article["id"] for row in rows for source in row.sources if "id" in source.article
        },
        "evidence": {
            source.evidence["id"] for row in rows for source in row.sources if "id" in source.evidence
        },
    }
    places = [(digest, row.number, place) for row in rows for place in range(len(row.sources))]
    said = [(*seed, number) for seed, number in _informants(rows, digest)]
    return {
        "claims": unused_ids("claims", [(digest, row.number) for row in rows], kept["claims"]),
        "articles": unused_ids("articles", places, kept["articles"]),
        "evidence": unused_ids("evidence", places, kept["evidence"]),
        "unnamed_sources": unused_ids("unnamed_sources", said),
    }


def _informants(rows: Sequence[ReadRow], digest: str) -> Iterator[tuple[Seed, int]]:
    """A place for each informant that a row mentions: one for the claim, the rest by source."""
    for row in rows:
        count = sum("unnamed_sources" in mention.kinds for mention in mentions_of([row]))
        yield from (((digest, row.number), number) for number in range(count))
