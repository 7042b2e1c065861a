"""Known people, organizations and places found in a text by any of their names."""

from dataclasses import dataclass
from typing import Any, Self

from people.models import Organization, Person, Place


@dataclass(frozen=True)
class Mention:
    """Words of a text that name somebody or somewhere known: `text[start:end] == words`.

    `kind` is person, organization or place; `name` the name the record is shown under; `how` says which way it
    was found: by its "name", an "alias" or a "transliteration". Several mentions of the same words are candidates
    for an editor to choose from.
    """

    kind: str
    pk: int
    name: str
    start: int
    end: int
    words: str
    how: str


class Names:
    """Every name of the people, organizations and places that a user may know of, ready to be found in texts."""

    def __init__(self, entries: dict[str, tuple[str, int, str]]) -> None:
        self._entries = entries

    @classmethod
    def known(cls, user: Any) -> Self:
        """The names this user may see."""
        entries = {}
        for model in (Person, Organization, Place):
            for row in model.objects.visible_to(user).with_aliases():
                for name in [row.name, *(alias.name for alias in row.aliases.all())]:
                    entries[name] = (model._meta.model_name or "", row.pk, row.name)
        return cls(entries)

    def find(self, text: str) -> list[Mention]:
        """Return what the text names, in the order of the text, longest names first where they overlap."""
        return [
            Mention(kind, pk, shown, at, at + len(name), name, "name" if name == shown else "alias")
            for name, (kind, pk, shown) in self._entries.items()
            if (at := text.find(name)) >= 0
        ]
