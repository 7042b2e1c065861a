"""From a batch of rows to records to write: every id, key, address and name made out, or refused with the reason.

What comes out are entries as a bundle has them (claims/bundles), so that one set of rules checks and writes both.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from claims.bundles.format import ARTICLES, CLAIMS, DOSSIER, EVIDENCE
from claims.bundles.items import Json, Kind
from claims.models import Claim, Dossier
from claims.sheets.above import Above, Described
from claims.sheets.columns import column_of
from claims.sheets.finding import differences
from claims.sheets.loading import Known, load, normalised
from claims.sheets.meaning import Meanings
from claims.sheets.mentions import Mention
from claims.sheets.naming import keys_of
from claims.sheets.plans import REFUSED, Options, Plan, Refusal
from claims.sheets.problems import Problem
from claims.sheets.reading import ReadRow, Source
from record.public_id import PATTERN
from record.refusals import as_typed
from record.slugs import unused_slug
from sources.models import Article

NO_ARTICLE = (
    "say which article: its address, its public id, or an article_key of your own for one without an address."
)
NO_HEADLINE = "this article is not here yet, and a new one needs its headline."


def plan(rows: Sequence[ReadRow], options: Options, above: Above) -> Plan:
    """Make out what the rows mean. Nothing is written; the plan's problems say what has to be mended first."""
    return _Planner(rows, options, above).plan


class _Planner:
    """Goes through a batch of rows in their order; each may refer to what is here and to the rows above."""

    def __init__(self, rows: Sequence[ReadRow], options: Options, above: Above) -> None:
        self.options = options
        self.above = above
        self.loaded = load(rows, above, options.digest)
        self.plan = Plan()
        self.meanings = Meanings(self.plan, self.loaded, above, options)
        self.dossiers: dict[str, str] = {}
        if options.dossier:
            self.plan.know("dossier", options.dossier, Dossier.objects.get(slug=options.dossier))
        for row in rows:
            self.plan.problems += row.problems
            self._row(row)

    def _row(self, row: ReadRow) -> None:
        articles = [
            self._attempt(row, self._article, place, source) or self._spare(ARTICLES, source.article_key)
            for place, source in enumerate(row.sources)
        ]
        if not row.names_claim:
            self._attempt(row, self._without_claim)
            return
        claim = self._attempt(row, self._claim, articles[0] if articles else "")
        if claim:
            self._attempt(row, self._join_dossiers, claim)
            for place, (source, article) in enumerate(zip(row.sources, articles, strict=True)):
                if article:
                    self._attempt(row, self._evidence, place, source, claim, article)
        else:
            self._spare(CLAIMS, row.claim_key)

    def _attempt(self, row: ReadRow, act: Callable[..., str], *arguments: Any) -> str:
        """What the act returns; "" where it refuses, whose reasons are kept."""
        try:
            return act(row, *arguments)
        except Refusal as refusal:
            self.plan.problems += [Problem(row.number, *reason) for reason in refusal.reasons]
            return ""

    def _without_claim(self, row: ReadRow) -> str:
        """A row of articles alone, for rows below to name: it may say nothing of what they hold."""
        if any(source.evidence for source in row.sources):
            raise Refusal(
                ("", "says what a source holds, but of no claim: give the claim's id, a key or a statement.")
            )
        if not row.sources and not row.problems:
            raise Refusal(("", "names no claim and no article."))
        return ""

    # Claims

    def _claim(self, row: ReadRow, article: str) -> str:
        """The id of the row's claim, made where it is new."""
        given = self.meanings.resolved(row, row.claim, article)
        known = self.loaded.claims
        self._refuse_spared(known, row.claim_key)
        found = self._found(
            "claim", {"claim": given.get("id", ""), "claim_key": known.ids.get(row.claim_key, "")}, known
        )
        if found:
            self._refuse_withdrawn(found)
            self._call(CLAIMS, row.claim_key, found)
            return self._agreeing("claims", given, found, known)
        if not given.get("statement"):
            raise Refusal(("statement", _no_statement(row, given)))
        new = given.get("id") or self.loaded.new_ids["claims"][self.options.digest, row.number]
        record = {"kind": Claim.Kind.EVENT.value} | given | {"id": new, "state": "draft"}
        return self._make(row, CLAIMS, record, row.claim_key)

    def _refuse_withdrawn(self, public_id: str) -> None:
        claim = self.loaded.claims.rows.get(public_id)
        if claim and claim.is_withdrawn:
            raise Refusal(("claim", f"{public_id} was withdrawn: {claim.withdrawal_reason}"))

    def _join_dossiers(self, row: ReadRow, claim: str) -> str:
        for slug in (self.options.dossier, *(self._dossier(row, mention) for mention in row.dossiers)):
            if slug:
                self._refuse_public(claim, slug)
                self.plan.memberships[claim, slug] = None
        return claim

    def _refuse_public(self, claim: str, dossier: str) -> None:
        """Refuse a published claim in a dossier where it is not yet, unless the importer may change what readers see."""
        row = self.loaded.claims.rows.get(claim)
        if self.options.changes_public or row is None or not row.is_published:
            return
        if not row.dossiers.filter(slug=dossier).exists():
            raise Refusal(("dossiers", f"readers see {claim}: a Publisher puts it into a dossier."))

    def _dossier(self, row: ReadRow, mention: Mention) -> str:
        """The slug of a dossier, made where it is new and may be."""
        found = self.loaded.dossiers[mention]
        if len(found) == 1:
            self.plan.know("dossier", found[0].slug, found[0])
            return str(found[0].slug)
        if found:
            slugs = ", ".join(f"{mention.name} [{one.slug}]" for one in found)
            raise Refusal(
                ("dossiers", f"{as_typed(mention.name)} may be any of several. Write one of: {slugs}.")
            )
        key = dict(keys_of(mention))["dossier"]
        made = self.dossiers.get(key) or self.above.ids("dossier", [key]).get(key)
        return made or self._make_dossier(row, mention, key)

    def _make_dossier(self, row: ReadRow, mention: Mention, key: str) -> str:
        if not self.options.make_names:
            raise Refusal(("dossiers", f"no dossier here goes by {as_typed(mention.name)}."))
        slug = unused_slug(Dossier, mention.slug or mention.name)
        self.dossiers[key] = slug
        self.plan.enter(row.number, DOSSIER, {"slug": slug, "title": mention.name})
        self.plan.keys.append(("dossier", key, slug))
        return slug

    # Articles

    def _article(self, row: ReadRow, place: int, source: Source) -> str:
        """The id of a source's article, made where it is new."""
        given = self.meanings.resolved(row, source.article, "")
        known, url = self.loaded.articles, normalised(given.get("url", ""))
        self._refuse_spared(known, source.article_key)
        ways = {
            "article": given.get("id", ""),
            "article_key": known.ids.get(source.article_key, ""),
            "url": self.loaded.urls.get(url, ""),
        }
        if found := self._found("article", ways, known):
            if ways["url"]:
                given.pop("url")  # however it is written
            self._call(ARTICLES, source.article_key, found)
            return self._agreeing("articles", given, found, known)
        if not (given.get("id") or given.get("url") or source.article_key):
            raise Refusal(("url", NO_ARTICLE))
        if not given.get("title"):
            raise Refusal(("headline", NO_HEADLINE))
        new = given.get("id") or self.loaded.new_ids["articles"][self.options.digest, row.number, place]
        if url:
            self.loaded.urls[url] = new
            self.plan.keys.append(("urls", url, new))
        record = {"kind": Article.Kind.NEWS_REPORT.value} | given | {"id": new}
        return self._make(row, ARTICLES, record, source.article_key)

    # Evidence

    def _evidence(self, row: ReadRow, place: int, source: Source, claim: str, article: str) -> str:
        """The id of a piece of evidence, made unless it is here and the same."""
        given = self.meanings.resolved(row, source.evidence, article)
        given |= {"claim": claim, "article": article}
        known, new = self.loaded.evidence, given.get("id", "")
        if new in known.rows:
            self.plan.repeated += 1
            return self._agreeing("evidence", given, new, known)
        if new in known.above:
            raise Refusal(("evidence", f"{new} stands in row {known.above[new].row} already."))
        new = new or self.loaded.new_ids["evidence"][self.options.digest, row.number, place]
        return self._make(row, EVIDENCE, given | {"id": new, "state": "draft"}, "")

    # What they share

    def _found(self, column: str, ways: dict[str, str], known: Known) -> str:
        """The id of the record that a row names in one way or several; "" if none is known."""
        if kept := known.merged.get(ways[column]):
            raise Refusal((column, f"{ways[column]} was merged here into {kept!r}: use that."))
        found = {way: public_id for way, public_id in ways.items() if known.described(public_id)}
        if len(set(found.values())) > 1:
            told = ", ".join(f"{way} {public_id}" for way, public_id in found.items())
            raise Refusal((column, f"the row names more than one {column}: {told}."))
        public_id = next(iter(found.values()), "")
        if public_id and ways[column] not in ("", public_id):
            raise Refusal((column, f"{as_typed(ways[column])} is not its id: that is {public_id}."))
        return public_id

    def _agreeing(self, kind: str, given: Json, public_id: str, known: Known) -> str:
        """The id of a known record, unless the row says otherwise of it than what is known."""
        row, record = known.described(public_id) or Described(0, {})
        where = f"row {row} says" if row else "the record here has"
        reasons = [
            (column_of(kind, path), f"{where} {values}. Leave the cell empty, or repeat what is known.")
            for path, values in differences(kind, given, record)
        ]
        if reasons:
            raise Refusal(*reasons)
        self.plan.know(kind, public_id, known.rows.get(public_id))
        return public_id

    def _make(self, row: ReadRow, kind: Kind, record: Json, key: str) -> str:
        public_id = str(record["id"])
        if not re.fullmatch(PATTERN, public_id):
            raise Refusal(
                (
                    SINGULAR_COLUMN[kind.name],
                    f"{as_typed(public_id)} is not a public id. Leave it empty for a new one.",
                )
            )
        described = Described(row.number, self.plan.enter(row.number, kind, record).record)
        known: Known = getattr(self.loaded, kind.name)
        known.above[public_id] = described
        self.plan.records.append((kind.name, public_id, described))
        self._call(kind, key, public_id)
        return public_id

    def _call(self, kind: Kind, key: str, public_id: str) -> None:
        """Let rows below name the record by this key."""
        known: Known = getattr(self.loaded, kind.name)
        if key and key not in known.ids:
            known.ids[key] = public_id
            self.plan.keys.append((kind.name, key, public_id))

    def _spare(self, kind: Kind, key: str) -> str:
        """Say no more of rows that name what was refused above: they will be right once that is."""
        self._call(kind, key, REFUSED)
        return ""

    def _refuse_spared(self, known: Known, key: str) -> None:
        if key and known.ids.get(key) == REFUSED:
            raise Refusal


# The column in which a row gives the id of each.
SINGULAR_COLUMN = {"claims": "claim", "articles": "article", "evidence": "evidence"}


def _no_statement(row: ReadRow, given: Json) -> str:
    if "id" in given:
        return f"no claim here has the id {as_typed(given['id'])}; a new one needs a statement."
    if row.claim_key:
        return (
            f"no row above describes {as_typed(row.claim_key)}: the first row of a key gives the statement."
        )
    return "a new claim needs a statement."
