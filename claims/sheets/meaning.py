"""From the mentions in a row to the records they mean: here, above in the file, or new."""

from collections import Counter
from typing import Any

from claims.bundles.format import UNNAMED_SOURCES
from claims.bundles.items import Json
from claims.sheets.above import Above
from claims.sheets.loading import Known, Loaded, normalised
from claims.sheets.mentions import SINGULAR, Mention
from claims.sheets.naming import Naming, keys_of
from claims.sheets.plans import Options, Plan, Refusal
from claims.sheets.reading import ReadRow
from record.folding import fold
from record.refusals import as_typed
from sources.models import UnnamedSource


class Meanings:
    """Makes out mentions row by row, and enters into the plan whom and what they make."""

    def __init__(self, plan: Plan, loaded: Loaded, above: Above, options: Options) -> None:
        self.plan = plan
        self.loaded = loaded
        self.above = above
        self.options = options
        self.naming = Naming(loaded.names, loaded.names_above, make=options.make_names)
        self.informants: dict[str, str] = {}
        self.heard: Counter[int] = Counter()

    def resolved(self, row: ReadRow, record: Json, article: str) -> Json:
        """The record with what each mention means in its place. `article` is the one whose informants may be named."""
        reasons: list[tuple[str, str]] = []

        def resolve(value: Any, column: str) -> Any:
            if isinstance(value, list):
                return [resolve(item, column) for item in value]
            return within(value, column) if isinstance(value, dict) else value

        def within(record: Json, column: str) -> Json:
            made: Json = {}
            for key, value in record.items():
                if not isinstance(value, Mention):
                    made[key] = resolve(value, column or key)
                    continue
                try:
                    kind, found = self._meant(row, value, article)
                    made[SINGULAR[kind]] = found
                except ValueError as refusal:
                    reasons.append((key[1:] or column, str(refusal)))
            return made

        made = within(record, "")
        if reasons:
            raise Refusal(*reasons)
        return made

    def _meant(self, row: ReadRow, mention: Mention, article: str) -> tuple[str, str]:
        """The kind and key of what is mentioned. Raises ValueError if that is not one record."""
        if mention.kinds == ("claims",):
            return "claims", self._standing_above("claims", mention.name, "")
        if mention.kinds == ("articles",):
            url = self.loaded.urls.get(normalised(mention.name), "")
            return "articles", self._standing_above("articles", mention.name, url)
        if mention.informant:
            return "unnamed_sources", self._informant(row, mention, article)
        kind, slug = self.naming.resolve(mention)
        self.plan.know(kind, slug, self.naming.rows.get((kind, slug)))
        if entry := self.naming.just_made():
            self.plan.keys.append((kind, dict(keys_of(mention))[kind], slug))
            self.plan.enter(row.number, entry.kind, entry.record)
        return kind, slug

    def _standing_above(self, kind: str, name: str, public_id: str) -> str:
        """The id of a claim or article that is here or above, by its id or key (or by an address looked up before)."""
        known: Known = getattr(self.loaded, kind)
        found = public_id or known.ids.get(name, name)
        if not known.described(found):
            raise ValueError(f"{as_typed(name)} is neither here nor in a row above.")
        self.plan.know(kind, found, known.rows.get(found))
        return found

    def _informant(self, row: ReadRow, mention: Mention, article: str) -> str:
        """The id of an informant of this article, made where no passage has described them so."""
        if not article:
            raise ValueError("an informant belongs to an article: give the row's first source.")
        if here := self.loaded.informants.get((article, fold(mention.name))):
            _refuse_other_kind(mention, here.kind)
            self.plan.know("unnamed_sources", here.public_id, here)
            return str(here.public_id)
        key = "\0".join((article, fold(mention.name)))
        known = self.informants.get(key) or self.above.ids("unnamed_sources", [key]).get(key)
        if known:
            public_id, kind = known.split()
            _refuse_other_kind(mention, kind)
            return public_id
        return self._make_informant(row, mention, article, key)

    def _make_informant(self, row: ReadRow, mention: Mention, article: str, key: str) -> str:
        seed = self.options.digest, row.number, self.heard[row.number]
        self.heard[row.number] += 1
        new = self.loaded.new_ids["unnamed_sources"][seed]
        record = {"id": new, "article": article, "description": mention.name, "kind": mention.informant}
        self.plan.enter(row.number, UNNAMED_SOURCES, record)
        self.informants[key] = f"{new} {mention.informant}"
        self.plan.keys.append(("unnamed_sources", key, self.informants[key]))
        return new


def _refuse_other_kind(mention: Mention, kind: str) -> None:
    if kind != mention.informant:
        known = UnnamedSource.Kind(kind).label
        raise ValueError(f"{as_typed(mention.name)} is known as {known}, here or from a row above.")
