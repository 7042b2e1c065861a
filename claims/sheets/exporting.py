"""Claims with their evidence as the rows of a sheet, such that importing them elsewhere makes the same claims.

One row a piece of evidence, each whole, so that it can be sorted; an article that a row credits stands above it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from claims.bundles.entries import Entry, references_of
from claims.bundles.format import BY_NAME
from claims.bundles.items import Json, get
from claims.models import Claim, DossierClaim, Evidence
from claims.models.claims import State
from claims.sheets.cells import escaped, escaped_name, guarded
from claims.sheets.columns import ARTICLE, CLAIM, COLUMNS, EVIDENCE, Column
from claims.sheets.finding import NAMED, SAID, names_here, records_here, rows_by
from claims.sheets.mentions import Mention
from record.chunks import in_chunks

HEADER = [column.name for column in COLUMNS]
CHUNK = 200


def exported(claims: Any) -> Iterator[list[str]]:
    """The rows of a sheet, the header first. Claims that are withdrawn are left out: nothing of them is given away."""
    yield HEADER
    above: set[str] = set()  # ids of the claims and articles that rows above describe
    for chunk in in_chunks(_in_order(claims.exclude(state=State.WITHDRAWN)), CHUNK):
        yield from _Exported(chunk).rows(above)


def _in_order(claims: Any) -> Iterator[int]:
    """The claims by their numbers, but for those that another is about, which come before it."""
    about = dict(claims.filter(asserts__in=claims.order_by().values("pk")).values_list("pk", "asserts"))
    early: set[int] = set()
    for claim in claims.order_by("pk").values_list("pk", flat=True).iterator():
        waiting = [claim]
        while (asserted := about.get(waiting[-1])) and asserted not in waiting:
            waiting.append(asserted)
        for one in reversed(waiting):
            if one not in early and (one == claim or one > claim):
                early |= {one} - {claim}
                yield one


class _Exported:
    """A chunk of claims with all that their rows show, in a fixed number of queries."""

    def __init__(self, pks: Sequence[int]) -> None:
        rows = Claim.objects.in_bulk(pks)
        evidence = list(Evidence.objects.filter(claim__in=pks).order_by("pk"))
        self.claims = records_here(CLAIM, [rows[pk] for pk in pks if pk in rows])
        self.evidence = records_here(EVIDENCE, evidence)
        self.articles = records_here(ARTICLE, rows_by(ARTICLE, "public_id", self._articles()).values())
        self.names = _Names(self._entries())
        self.passages: dict[str, list[Json]] = defaultdict(list)
        for record in self.evidence.values():
            self.passages[record["claim"]].append(record)
        self._add_dossiers(pks)

    def _articles(self) -> set[str]:
        credited = (
            credit.get("article") for one in self.evidence.values() for credit in one.get("credits", [])
        )
        return {one["article"] for one in self.evidence.values()} | set(filter(None, credited))

    def _entries(self) -> Iterator[Entry]:
        for kind, records in ((CLAIM, self.claims), (EVIDENCE, self.evidence), (ARTICLE, self.articles)):
            yield from (Entry(SAID[kind], record) for record in records.values())

    def _add_dossiers(self, pks: Sequence[int]) -> None:
        joined = (
            DossierClaim.objects.filter(claim__in=pks)
            .select_related("dossier", "claim")
            .order_by("dossier__slug")
        )
        for membership in joined:
            dossier = membership.dossier
            record = self.claims[membership.claim.public_id]
            record.setdefault("dossiers", []).append(f"{escaped_name(dossier.title)} [{dossier.slug}]")

    def rows(self, above: set[str]) -> Iterator[list[str]]:
        for public_id, claim in self.claims.items():
            if claim.get("asserts") not in above:
                claim.pop("asserts", None)  # it is not in this sheet
            for passage in self._passages(public_id, claim):
                yield from self._credited(passage, above)
                yield self._row(claim, passage)
                above.add(passage.get("article", ""))
            above.add(public_id)

    def _passages(self, public_id: str, claim: Json) -> list[Json]:
        """Those of the claim; one without any has a row all the same. First the article whose informant said it."""
        informant = self.names.article_of(get(claim, "said_by.unnamed_source"))
        passages = sorted(self.passages[public_id], key=lambda passage: passage["article"] != informant)
        if informant and not (passages and passages[0]["article"] == informant):
            claim.pop("said_by")  # a row names informants of its own article alone
        return passages or [{}]

    def _credited(self, passage: Json, above: set[str]) -> Iterator[list[str]]:
        """Rows of the articles that a passage credits and no row has described yet."""
        for credit in passage.get("credits", []):
            article = credit.get("article")
            if article and article not in above:
                above.add(article)
                yield self._cells({ARTICLE: self.articles[article]})

    def _row(self, claim: Json, passage: Json) -> list[str]:
        informant = self.names.article_of(get(claim, "said_by.unnamed_source"))
        if informant and informant != passage.get("article"):
            claim = {key: value for key, value in claim.items() if key != "said_by"}
        article = self.articles.get(passage.get("article", ""), {})
        return self._cells({CLAIM: claim, ARTICLE: article, EVIDENCE: passage})

    def _cells(self, records: dict[str, Json]) -> list[str]:
        return [guarded(self._cell(column, records.get(column.about, {}))) for column in COLUMNS]

    def _cell(self, column: Column, record: Json) -> str:
        cell = column.cell(record, self.names) if record else ""
        return escaped(cell) if column.by_source and not column.shown else cell


class _Names:
    """How a sheet calls the records that others refer to."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        keys: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            for _, reference, key in references_of(entry):
                keys[reference.kind].add(key)
        self.rows = {
            (kind, key): row
            for kind in (*NAMED, "unnamed_sources")
            for key, row in rows_by(kind, BY_NAME[kind].key_column, keys[kind]).items()
        }
        named = [(kind, row) for (kind, _), row in self.rows.items() if kind in NAMED]
        self.here = names_here([Mention((kind,), row.name) for kind, row in named])

    def written(self, kind: str, key: str) -> str:
        """A name as an item of a list, with its slug where the name alone may mean another; the id of an article."""
        row = self.rows.get((kind, key))
        if row is None:
            return key
        if kind == "unnamed_sources":
            return escaped_name(row.description)
        slug = f" [{key}]" if len(self.here.meant_by(Mention((kind,), row.name))) > 1 else ""
        return escaped_name(row.name) + slug

    def is_group(self, informant: str) -> bool:
        return bool(self.rows["unnamed_sources", informant].kind == "group")

    def article_of(self, informant: str | None) -> str:
        """The article that an informant belongs to; "" for none."""
        row = self.rows.get(("unnamed_sources", informant or ""))
        return str(row.article.public_id) if row else ""
