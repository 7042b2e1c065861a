"""Finding what has a name by any of its names, in any script, and by how it sounds."""

from collections.abc import Callable
from typing import Self

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Concat, Replace
from django.db.models.lookups import StartsWith

from record.folding import fold
from record.paging import Order
from record.skeleton import skeleton
from record.visibility import PublicQuerySet

# From so many consonants on, the beginning of a word is enough; fewer are the beginning of too many names.
ENOUGH_TO_BEGIN = 3
# A name in one word may be written in two; fewer consonants would run together by chance.
ENOUGH_TO_JOIN = 4

# No name has more words, and no column holds more letters: what is typed beyond finds nothing anyway.
MOST_WORDS = 12
MOST_LETTERS = 400

# Where names stand: those of the row itself, and its other names.
FOLDED = ("name_folded", "folded")
SOUNDED = ("skeleton", "skeleton")

# How to page through what `named()` found: the likeliest first, alike ones by name.
AS_FOUND = Order("as-found", key="found_as", tie="slug", kind=str)


class NamedQuerySet(PublicQuerySet):
    """People, organizations, places or outlets."""

    def named(self, text: str) -> Self:
        """The rows that the text may name, with `found_as`, which sorts them.

        First those that go by just this name, then those with a name that begins so, then those with a name that
        holds every word, all folded; last those with a name that sounds like it (record/skeleton.py).
        """
        folded = fold(text)[:MOST_LETTERS]
        held = self._by_any_name(lambda name: _holds_all(name, folded))
        ranks = Case(
            When(self._by_any_name(lambda name: Q(**{name: folded})), then=Value("0")),
            When(self._by_any_name(lambda name: Q(**{f"{name}__startswith": folded})), then=Value("1")),
            When(held, then=Value("2")),
            default=Value("3"),
        )
        found = self.filter(
            held | self._by_any_name(lambda name: _sounds_like(name, skeleton(text)), SOUNDED)
        )
        return found.annotate(found_as=Concat(ranks, F("name_folded"), output_field=CharField()))

    def as_found(self) -> Self:
        """In the order of `named()`."""
        return self.order_by("found_as", "slug")

    def with_aliases(self) -> Self:
        """Each row with its other names, in one further query."""
        return self.prefetch_related("aliases")

    def _by_any_name(self, condition: Callable[[str], Q], columns: tuple[str, str] = FOLDED) -> Q:
        """The condition on a row's own name or on one of its others, which stand in these columns."""
        own, others = columns
        alias = self.model.aliases.rel
        owners = alias.related_model.objects.filter(condition(others)).values(f"{alias.field.name}_id")
        return condition(own) | Q(pk__in=owners)


def _holds_all(column: str, folded: str) -> Q:
    words = folded.split()[:MOST_WORDS]
    return Q(*(Q(**{f"{column}__contains": word}) for word in words)) if words else Q(pk__in=[])


def _sounds_like(column: str, sound: str) -> Q:
    """Every word of the sound begins one of the name's (a short one: is one of them), or the two run together alike."""
    if not sound:
        return Q(pk__in=[])
    words = Q(*(_has_word(column, word) for word in sound.split()[:MOST_WORDS]))
    joined = sound.replace(" ", "")[:MOST_LETTERS]
    if len(joined) < ENOUGH_TO_JOIN:
        return words
    return words | Q(StartsWith(Replace(F(column), Value(" "), Value("")), joined))


def _has_word(column: str, word: str) -> Q:
    if len(word) >= ENOUGH_TO_BEGIN:
        return Q(**{f"{column}__startswith": word}) | Q(**{f"{column}__contains": f" {word}"})
    whole = Q(**{column: word}) | Q(**{f"{column}__contains": f" {word} "})
    return whole | Q(**{f"{column}__startswith": f"{word} "}) | Q(**{f"{column}__endswith": f" {word}"})
