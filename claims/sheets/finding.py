"""What the names, ids and addresses of a batch of rows mean here: looked up together, a fixed number of queries a batch."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Model, Q

from claims.bundles.compare import names_of
from claims.bundles.format import ARTICLES, BY_NAME, CLAIMS, EVIDENCE
from claims.bundles.items import Json, Kind, flat, get
from claims.bundles.stored import Names, parts_of, record_of
from claims.models import Dossier
from claims.sheets.cells import cleaned
from claims.sheets.mentions import SINGULAR, Mention
from record.chunks import in_chunks
from record.folding import fold
from record.models import FormerSlug
from record.refusals import as_typed
from sources.models import Article, ArticleAddress, UnnamedSource

NAMED = ("people", "organizations", "places", "outlets")
# What a sheet can say of each kind: texts of articles and the days on which claims joined a dossier are none of it.
SAID = {
    "claims": replace(CLAIMS, items=tuple(item for item in CLAIMS.items if item.path != "added_at")),
    "articles": replace(ARTICLES, items=tuple(item for item in ARTICLES.items if item.path != "text")),
    "evidence": EVIDENCE,
}


@dataclass
class NamesHere:
    """Who and what is here under the names of a batch."""

    by_name: dict[tuple[str, str], list[Any]] = field(default_factory=lambda: defaultdict(list))
    by_slug: dict[tuple[str, str], Any] = field(default_factory=dict)

    def meant_by(self, mention: Mention) -> list[tuple[str, Any]]:
        """Every record, with its kind, that the mention may mean: by its slug alone where it gives one."""
        if mention.slug:
            found = [(kind, self.by_slug.get((kind, mention.slug))) for kind in mention.kinds]
            return [(kind, row) for kind, row in found if row]
        folded = fold(mention.name)
        return [(kind, row) for kind in mention.kinds for row in self.by_name.get((kind, folded), ())]


def names_here(mentions: Collection[Mention]) -> NamesHere:
    """Look up every name and slug that is mentioned; a name is any of a record's names, folded."""
    here = NamesHere()
    for kind in NAMED:
        folded = {fold(mention.name) for mention in mentions if kind in mention.kinds and not mention.slug}
        slugs = {mention.slug for mention in mentions if kind in mention.kinds and mention.slug}
        for name, row in _named(BY_NAME[kind].model, folded):
            if row not in here.by_name[kind, name]:
                here.by_name[kind, name].append(row)
        manager = BY_NAME[kind].model._default_manager
        for chunk in in_chunks(slugs):
            here.by_slug |= {(kind, row.slug): row for row in manager.filter(slug__in=chunk)}  # type: ignore[attr-defined]
    return here


def _named(model: Any, folded: Collection[str]) -> Iterator[tuple[str, Any]]:
    owner = model._meta.model_name
    aliases = model.aliases.rel.related_model.objects.select_related(owner)
    for chunk in in_chunks(folded):
        yield from ((row.name_folded, row) for row in model.objects.filter(name_folded__in=chunk))
        yield from ((alias.folded, getattr(alias, owner)) for alias in aliases.filter(folded__in=chunk))


def told_apart(found: Iterable[tuple[str, Any]]) -> str:
    """The records that a name may mean, each as a cell names it for certain."""
    return "; ".join(f"{SINGULAR[kind]}: {row.name} [{row.slug}]{_described(row)}" for kind, row in found)


def _described(row: Any) -> str:
    description = getattr(row, "description", "")
    return f", {description}" if description else ""


def rows_by(kind: str, column: str, values: Iterable[str]) -> dict[str, Any]:
    """The rows of a kind whose column has one of these values, by that value."""
    manager: Any = BY_NAME[kind].model._default_manager
    return {
        getattr(row, column): row
        for chunk in in_chunks(values)
        for row in manager.filter(**{f"{column}__in": chunk})
    }


def articles_at(urls: Iterable[str]) -> dict[str, str]:
    """The public ids of the articles to which these normalised addresses lead, their own or another of theirs."""
    found: dict[str, str] = {}
    for chunk in in_chunks(urls):
        other = ArticleAddress.objects.order_by().filter(url_normalized__in=chunk)
        own = Article.objects.order_by().filter(url_normalized__in=chunk)
        found |= dict(other.values_list("url_normalized", "article__public_id"))
        found |= dict(own.values_list("url_normalized", "public_id"))
    return found


def merged_away(kind: str, public_ids: Iterable[str]) -> dict[str, str]:
    """What those of these ids lead to that merges took from their records, by the id that went."""
    model: Any = BY_NAME[kind].model
    former = {
        row.slug: row.target
        for chunk in in_chunks(public_ids)
        for row in FormerSlug.objects.filter(kind=model._meta.label_lower, slug__in=chunk)
    }
    kept = {
        pk: public_id
        for chunk in in_chunks(former.values())
        for pk, public_id in model._default_manager.filter(pk__in=chunk).values_list("pk", "public_id")
    }
    return {gone: kept[target] for gone, target in former.items() if target in kept}


def informants_of(articles: Iterable[Model]) -> dict[tuple[str, str], UnnamedSource]:
    """The informants of these articles, by the article's public id and their folded description."""
    found: dict[tuple[str, str], UnnamedSource] = {}
    for chunk in in_chunks(article.pk for article in articles):
        for row in UnnamedSource.objects.filter(article__in=chunk).select_related("article"):
            found[row.article.public_id, row.description_folded] = row
    return found


def dossiers_here(mentions: Collection[Mention]) -> dict[Mention, list[Dossier]]:
    """The dossiers that each of these may mean: by the slug it gives, or by its name as a slug or as a title."""
    words = {mention.slug or mention.name for mention in mentions}
    rows = [
        row
        for chunk in in_chunks(words | {fold(word) for word in words})
        for row in Dossier.objects.filter(Q(slug__in=chunk) | Q(title_folded__in=chunk))
    ]
    return {mention: [row for row in dict.fromkeys(rows) if _goes_by(row, mention)] for mention in mentions}


def _goes_by(dossier: Dossier, mention: Mention) -> bool:
    if mention.slug:
        return dossier.slug == mention.slug
    return mention.name == dossier.slug or fold(mention.name) == dossier.title_folded


def records_here(kind: str, rows: Collection[Any]) -> dict[str, Json]:
    """The rows in the words of the bundle format, as far as a sheet can say it, by public id."""
    said: Kind = SAID[kind]
    listed = list(rows)
    parts, names = parts_of(said, listed, None), names_of(said, listed)
    known = Names(names, names)
    return {row.public_id: record_of(said, row, parts, known) for row in listed}


def differences(kind: str, given: Json, known: Json) -> Iterator[tuple[str, str]]:
    """Each path at which a row gives another value than is known, and both in words; what it leaves empty is no difference."""
    fields = {item.path: item for item in SAID[kind].fields}
    for path, value in flat(given):
        there = fields[path].canonical(value) if path in fields else value
        here = get(known, path)
        if path == "title" and fold(there) == fold(here or ""):
            continue  # quotation marks and dashes differ from copy to copy
        if isinstance(there, str) and isinstance(here, str) and cleaned(there) == cleaned(here):
            continue  # a cell keeps no space around a text
        if there is not None and there != here:
            yield path, f"{_told(here)}, and the row says {_told(there)}"


def _told(value: Any) -> str:
    if isinstance(value, list):
        value = "; ".join(" ".join(item.values()) if isinstance(item, dict) else item for item in value)
    return as_typed(str(value)) if value is not None else "nothing"
