"""From what a sheet calls a person, organization, place or outlet to the one record it means, or a refusal."""

from collections.abc import Collection, Mapping
from typing import Any

from claims.bundles.entries import Entry
from claims.bundles.format import BY_NAME
from claims.sheets.finding import NAMED, NamesHere, told_apart
from claims.sheets.mentions import SINGULAR, Mention
from record.folding import fold
from record.refusals import as_typed
from record.slugs import unused_slug

Named = tuple[str, str]  # kind and slug; or kind and what a mention is kept under


def keys_of(mention: Mention) -> list[Named]:
    """What a new record of this mention is kept under: its folded name, or its slug where the sheet gives one."""
    key = f"[{mention.slug}]" if mention.slug else fold(mention.name)
    return [(kind, key) for kind in mention.kinds]


class Naming:
    """The names of a batch: those here, those that rows above made, and those made now if that is wanted.

    `made` is the new records by their keys, `rows` the rows here that were named.
    """

    def __init__(self, here: NamesHere, above: Mapping[Named, str], *, make: bool) -> None:
        self.here = here
        self.above = above
        self.make = make
        self.made: dict[Named, Entry] = {}
        self.rows: dict[Named, Any] = {}
        self._slugs: set[Named] = set()
        self._fresh: list[Entry] = []

    def just_made(self) -> Entry | None:
        """The record that the last name made, once."""
        return self._fresh.pop() if self._fresh else None

    def resolve(self, mention: Mention) -> Named:
        """The kind and slug of the record that is meant. Raises ValueError if there is none, or more than one."""
        found = self.here.meant_by(mention)
        if len(found) > 1:
            raise ValueError(
                f"{as_typed(mention.name)} may be any of several here. Write one of: {told_apart(found)}."
            )
        if found:
            kind, row = found[0]
            self.rows[kind, row.slug] = row
            return kind, row.slug
        return self._new(mention)

    def _new(self, mention: Mention) -> Named:
        for key in keys_of(mention):
            if slug := self.above.get(key) or self._slug_of(key):
                return key[0], slug
        if not self.make:
            raise ValueError(self._unknown(mention))
        if mention.bare:
            kinds = " or ".join(f"{SINGULAR[kind]}: {mention.name}" for kind in mention.kinds)
            raise ValueError(
                f"{as_typed(mention.name)} is nobody here, and could be made in more than one way: write {kinds}."
            )
        return self._make(keys_of(mention)[0], mention)

    def _slug_of(self, key: Named) -> str:
        return str(self.made[key].record["slug"]) if key in self.made else ""

    def _make(self, key: Named, mention: Mention) -> Named:
        kind = key[0]
        slug = self._unused(kind, mention.slug or mention.name)
        if mention.slug and slug != mention.slug:
            raise ValueError(f"{as_typed(mention.slug)} was the address of another record: leave it out.")
        entry = self.made[key] = Entry(BY_NAME[kind], {"slug": slug, "name": mention.name})
        self._fresh.append(entry)
        return kind, slug

    def _unused(self, kind: str, name: str) -> str:
        slug, number = unused_slug(BY_NAME[kind].model, name), 1
        while (kind, slug) in self._slugs:
            number += 1
            slug = unused_slug(BY_NAME[kind].model, f"{name} {number}")
        self._slugs.add((kind, slug))
        return slug

    def _unknown(self, mention: Mention) -> str:
        kinds = " or ".join(SINGULAR[kind] for kind in mention.kinds)
        called = (
            f"with the slug {as_typed(mention.slug)}" if mention.slug else f"called {as_typed(mention.name)}"
        )
        hint = "" if mention.slug else " Names match whole, in any script and spelling that is logged."
        return f"no {kinds} here is {called}.{hint}"


def names_above(above: Any, mentions: Collection[Mention]) -> dict[Named, str]:
    """The slugs of the names that rows above make, by their keys."""
    found: dict[Named, str] = {}
    for kind in NAMED:
        keys = {key for mention in mentions for of_kind, key in keys_of(mention) if of_kind == kind}
        found |= {(kind, key): slug for key, slug in above.ids(kind, keys).items()}
    return found
