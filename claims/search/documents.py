"""What a claim is found by: its own words, the names of whom and what it names, and what reports say of it.

Gathered in a fixed number of queries for any number of claims, once for readers and once for editors.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from claims.models import Claim, ClaimPlace, Evidence, Participant, Speaker
from claims.models.claims import State
from claims.search.terms import stem, words
from people.models import Organization, Person, Place
from sources.models import Article, Outlet

# Distinct terms of one claim, in bytes: PostgreSQL refuses a tsvector beyond a megabyte. A claim with so many words
# is found by the ones that come first; those of its own come before those of its reports.
MOST_BYTES = 800_000

NAMED: dict[str, Any] = {"person": Person, "organization": Organization, "place": Place, "outlet": Outlet}
ACTORS = ("person", "organization")

Named = tuple[str, int]


@dataclass
class Gathered:
    """The texts of one claim; of its reports first those that readers may see, then those of drafts."""

    claim: Any
    names: list[Named] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    published: list["Named | str"] = field(default_factory=list)
    drafts: list["Named | str"] = field(default_factory=list)


@dataclass(frozen=True)
class Document:
    """The words of a claim as they are stored (claims/models/words.py)."""

    words: str
    forms: str


def documents(claims: Collection[int]) -> Iterator[tuple[Any, Document | None, Document | None]]:
    """Each claim with what readers find it by and what editors do; None where they do not or need no other."""
    gathered = gather(claims)
    names = _names(gathered.values())
    for one in gathered.values():
        public = one.claim.state == State.PUBLISHED
        own = [*one.own, *_texts(one.names, names)]
        for_readers = [*own, *_texts(one.published, names)]
        for_all = [*for_readers, *_texts(one.drafts, names)]
        yield (
            one.claim,
            document(for_readers) if public else None,
            None if public and not one.drafts else document(for_all),
        )


def public_texts(claims: Collection[int]) -> dict[int, list[str]]:
    """For each claim the texts that readers find it by, but for its statement."""
    gathered = gather(claims)
    names = _names(gathered.values())
    return {
        pk: [*one.own[1:], *_texts(one.names, names), *_texts(one.published, names)]
        for pk, one in gathered.items()
    }


def document(texts: Iterable[str]) -> Document:
    """These texts as stems in order, a bar around each, and the whole words that are not their own stems."""
    fields: list[str] = []
    seen: set[str] = set()
    forms: set[str] = set()
    room = MOST_BYTES
    for text in dict.fromkeys(texts):
        found = words(text)
        stems = [stem(word) for word in found]
        fresh = {*stems, *found} - seen
        room -= sum(map(_bytes, fresh))
        if room < 0:
            break
        seen |= fresh
        forms.update(found)
        if stems:
            fields.append(" ".join(stems))
    return Document(f"| {' | '.join(fields)} |", " ".join(sorted(forms - _all_stems(fields))))


def _bytes(term: str) -> int:
    """What a term takes at most: its letters in UTF-8, and its entry."""
    return (1 if term.isascii() else 4) * len(term) + 8


def _all_stems(fields: Iterable[str]) -> set[str]:
    return {stem for text in fields for stem in text.split()}


def gather(claims: Collection[int]) -> dict[int, Gathered]:
    """The texts and names of these claims."""
    rows = Claim.objects.filter(pk__in=claims).order_by("pk").select_related("utterer_unnamed")
    found = {claim.pk: Gathered(claim, own=[claim.statement, claim.detail]) for claim in rows}
    _gather_circumstances(found)
    _gather_reports(found)
    return found


def _gather_circumstances(found: dict[int, Gathered]) -> None:
    """Where it was, who took part, who said it."""
    for claim, place in _rows(ClaimPlace, found, "place"):
        found[claim].names.append(("place", place))
    for claim, *actors in _rows(Participant, found, *ACTORS):
        found[claim].names.extend(_named(ACTORS, actors))
    for one in found.values():
        one.names.extend(_named(ACTORS, (one.claim.utterer_person_id, one.claim.utterer_organization_id)))
        if one.claim.utterer_unnamed:
            one.own.append(one.claim.utterer_unnamed.description)


def _gather_reports(found: dict[int, Gathered]) -> None:
    """What each passage says, in which report, and who speaks."""
    passages = ("quotation", "paraphrase", "translation")
    asserted = ("asserted_person", "asserted_organization", "asserted_place")
    of_evidence: dict[int, list[Named | str]] = {}
    rows = list(_rows(Evidence, found, "pk", "state", "article", *passages, *asserted))
    articles = Article.objects.in_bulk({row[3] for row in rows}) if rows else {}
    for claim, pk, state, article, *rest in rows:
        said = found[claim].published if state == State.PUBLISHED else found[claim].drafts
        outlet = articles[article].outlet_id
        texts = [*_named(("outlet",), (outlet,)), articles[article].title, *rest[: len(passages)]]
        said.extend([*texts, *_named((*ACTORS, "place"), rest[len(passages) :])])
        of_evidence[pk] = said
    speakers = Speaker.objects.filter(evidence__claim__in=found).order_by("evidence", "position")
    for pk, unnamed, *actors in speakers.values_list("evidence", "unnamed_source__description", *ACTORS):
        of_evidence[pk].extend([*_named(ACTORS, actors), unnamed or ""])


def _rows(model: Any, found: Collection[int], *columns: str) -> Any:
    rows = model.objects.filter(claim__in=found).order_by("pk")
    return rows.values_list("claim", *columns).iterator(2_000)


def _named(kinds: Iterable[str], ids: Iterable[int | None]) -> list[Named]:
    return [(kind, pk) for kind, pk in zip(kinds, ids, strict=True) if pk]


def _names(gathered: Iterable[Gathered]) -> Callable[[Named], list[str]]:
    """Every name of everything these claims name, the one it is shown under first."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for one in gathered:
        for named in (*one.names, *one.published, *one.drafts):
            if isinstance(named, tuple):
                wanted[named[0]].add(named[1])
    found: defaultdict[Named, list[str]] = defaultdict(list)
    for kind, ids in wanted.items():
        rows = NAMED[kind].objects.filter(pk__in=ids).order_by("pk", "aliases__folded", "aliases__name")
        for pk, name, alias in rows.values_list("pk", "name", "aliases__name"):
            found[kind, pk] = found[kind, pk] or [name]
            found[kind, pk].extend([alias] if alias else [])
    return found.__getitem__


def _texts(parts: Iterable["Named | str"], names: Callable[[Named], list[str]]) -> Iterator[str]:
    for part in parts:
        yield from names(part) if isinstance(part, tuple) else [part]
