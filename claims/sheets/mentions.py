"""Records as a sheet names them: `Hakan Fidan`, `organization: The Guard (host)`, `unnamed: an officer`.

The grammar of one item is `[kind:] name [[slug]] [(note)]`; docs/sheets.md explains it to editors. A mention stands in
the record of a row, under a key that begins with `*`, until claims/sheets/planning.py has found what it means.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from claims.bundles.items import Json
from claims.models import ClaimPlace, Credit
from claims.sheets.cells import escaped_name, plain, split_items
from record.refusals import as_typed

SINGULAR = {
    "people": "person",
    "organizations": "organization",
    "places": "place",
    "outlets": "outlet",
    "articles": "article",
    "claims": "asserts",
    "unnamed_sources": "unnamed_source",
}
PLURAL = {singular: plural for plural, singular in SINGULAR.items()}
ACTORS = ("people", "organizations")
INFORMANTS = {"unnamed": "one", "group": "group"}

_ITEM = re.compile(r"(?P<name>(?:\\.|[^\\()])*)(?:\((?P<note>(?:\\.|[^\\()])*)\))?")
_SLUG = re.compile(r"(?<!\\)\[(?P<slug>[a-z0-9-]+)\]$")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """A record by what a sheet calls it: a name (of an article or claim its address, id or key), or its slug.

    `kinds` are the kinds of record it may be; it is `bare` where the sheet does not say which. Of an informant, the
    name is the description, and `informant` says whether it is one person or a group.
    """

    kinds: tuple[str, ...]
    name: str
    slug: str = ""
    informant: str = ""
    bare: bool = False


def read_actor(value: str) -> Mention:
    """One person or organization."""
    return _alone(value, ACTORS)


def read_speaker(value: str) -> Mention:
    """Who said it: a person, an organization, or an informant without a name."""
    return _alone(value, (*ACTORS, "unnamed_sources"))


def read_place(value: str) -> Mention:
    """One place."""
    return _named(value.strip(), ("places",))


def read_outlet(value: str) -> Mention:
    """One outlet."""
    return _named(value, ("outlets",))


def read_dossiers(value: str) -> list[Mention]:
    """Dossiers, by title or slug."""
    return [_named(item, ("dossier",)) for item in split_items(value)]


def read_asserted(value: str) -> Mention:
    """The claim about what was said, by its id or key."""
    return Mention(("claims",), value)


def read_speakers(value: str) -> list[Json]:
    """A chain of speakers, the nearest to the event first."""
    return _once([{"*": read_speaker(item)} for item in split_items(value)])


def read_participants(value: str) -> list[Json]:
    """Who took part, each with the role in brackets."""
    return _once([_with({"*": mention}, role=role) for mention, role in _items(value, ACTORS)])


def read_places(value: str) -> list[Json]:
    """Where: each place after `at:`, `from:`, `to:` or `via:`, or alone."""
    return _once([_read_place(item) for item in split_items(value)])


def _read_place(item: str) -> Json:
    prefix, colon, rest = item.partition(":")
    role = prefix.strip().lower()
    named = colon and role in ClaimPlace.Role
    return {"*": read_place(rest if named else item), "role": role if named else ClaimPlace.Role.AT.value}


def read_credits(value: str) -> list[Json]:
    """What a relay credits: `outlet: Al Majalla (named: according to Al Majalla)`, or an article by address, id or key."""
    return _once([_credit(mention, note) for mention, note in _items(value, ("outlets", "articles"))])


def _credit(mention: Mention, note: str) -> Json:
    how, _, wording = note.partition(":")
    if how.strip().lower() not in (*Credit.How, ""):
        raise ValueError(
            f"{as_typed(note)} does not say how the text credits it: begin with one of {', '.join(Credit.How)}."
        )
    return _with({"*": mention}, how=how.strip().lower(), wording=wording.strip())


def _alone(value: str, kinds: tuple[str, ...]) -> Mention:
    mention, note = _read(value, kinds)
    if note:
        raise ValueError(
            rf"nothing in brackets has a meaning here: write \( and \) if {as_typed(note)} is part of the name."
        )
    return mention


def _items(value: str, kinds: tuple[str, ...]) -> list[tuple[Mention, str]]:
    return [_read(item, kinds) for item in split_items(value)]


def _read(item: str, kinds: tuple[str, ...]) -> tuple[Mention, str]:
    """One item of a list: what it mentions, and the note behind it."""
    if "articles" in kinds and _ADDRESS.match(item):
        return _credited_address(item)
    found = _ITEM.fullmatch(item)
    if not found:
        raise ValueError(
            rf"{as_typed(item)} has brackets in its middle: write \( and \) for those of a name."
        )
    prefix, colon, rest = found["name"].partition(":")
    word, note = prefix.strip().lower(), plain(found["note"] or "").strip()
    if colon and word in INFORMANTS and "unnamed_sources" in kinds:
        return Mention(("unnamed_sources",), plain(_some(rest, item)), informant=INFORMANTS[word]), note
    if colon and PLURAL.get(word) in kinds:
        return _named(rest.strip(), (PLURAL[word],)), note
    mention = _named(found["name"].strip(), tuple(kind for kind in kinds if kind not in _ONLY_SAID))
    return replace(mention, bare=True), note


# Kinds that a bare name never means: the item says so, or is an address.
_ONLY_SAID = ("unnamed_sources", "articles")


def _credited_address(item: str) -> tuple[Mention, str]:
    """An address may hold brackets: the note is what stands behind a space."""
    found = re.fullmatch(r"(?P<address>\S+)(?:\s+\((?P<note>.*)\))?", item)
    if not found:
        raise ValueError(f"{as_typed(item)} is not an address, with or without a note in brackets behind it.")
    return Mention(("articles",), plain(found["address"])), plain(found["note"] or "").strip()


def _named(text: str, kinds: tuple[str, ...]) -> Mention:
    slug = _SLUG.search(text)
    name = plain(text[: slug.start()] if slug else text).strip()
    return Mention(kinds, _some(name, text), slug["slug"] if slug else "")


def _some(name: str, item: str) -> str:
    if not name.strip():
        raise ValueError(f"{as_typed(item)} names nobody and nothing.")
    return name.strip()


def _with(record: Json, **values: str) -> Json:
    return record | {key: value for key, value in values.items() if value}


def _once(items: list[Json]) -> list[Json]:
    """The items, or ValueError where one stands twice."""
    seen: list[Any] = []
    for item in items:
        if item in seen:
            raise ValueError(f"names {as_typed(item['*'].name)} twice.")
        seen.append(item)
    return items


# Writing: from the record of a bundle back to a cell. `names.written(kind, key)` names another record.


def shown_actor(record: Json, names: Any) -> str:
    """An actor, speaker or what is credited, with its kind before it."""
    kind, key = next((PLURAL[path], key) for path, key in record.items() if path in PLURAL)
    return f"{_before(kind, key, names)}: {names.written(kind, key)}"


def _before(kind: str, key: str, names: Any) -> str:
    if kind == "unnamed_sources":
        return "group" if names.is_group(key) else "unnamed"
    return SINGULAR[kind]


def shown_participant(record: Json, names: Any) -> str:
    return _noted(shown_actor(record, names), escaped_name(record.get("role", "")))


def shown_place(record: Json, names: Any) -> str:
    return f"{record.get('role', ClaimPlace.Role.AT.value)}: {names.written('places', record['place'])}"


def shown_credit(record: Json, names: Any) -> str:
    how, wording = record.get("how", ""), escaped_name(record.get("wording", ""))
    return _noted(shown_actor(record, names), f"{how}: {wording}" if wording else how)


def _noted(shown: str, note: str) -> str:
    return f"{shown} ({note})" if note else shown
