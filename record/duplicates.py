"""Records of one kind that may be the same: suggested to editors, never merged by themselves.

Two records are a likely pair where a name of the one sounds like a name of the other (record/skeleton.py) and nobody
has said that they are not the same. Works for whatever has a name and other names: people, organizations, places,
outlets.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Count, Max, Model
from rapidfuzz import fuzz, process

from record.models import NotTheSame
from record.names import Named, alias_model, version_of_names
from record.skeleton import LIKELY, likeness, skeleton

# Beyond so many names that sound the same, each is compared with its neighbour only.
A_BLOCK = 40
# A first sieve over all names of a kind: how alike skeletons are that may be worth a closer look, and how many.
SIEVE = 60.0
LOOKED_AT = 60
# How many records are suggested for one.
SUGGESTED = 5


class Name(NamedTuple):
    """A name of a record; `own` if the record is shown under it."""

    owner: int
    written: str
    sound: str
    own: bool


@dataclass(frozen=True)
class Pair:
    """Two records by their keys, the lower first, with the names by which they are alike, and how much (0 to 100)."""

    one: int
    two: int
    names: tuple[str, str]
    score: float


@dataclass(frozen=True)
class Suggestion:
    """A record that may be the same as one at hand: its name that sounds alike, and how much (0 to 100)."""

    record: Any
    name: str
    score: float


_kept: dict[type[Model], tuple[Any, list[Pair]]] = {}


def named_kinds() -> list[Any]:
    """Every kind of record that has a name and other names."""
    return [model for model in apps.get_models() if issubclass(model, Named)]


def likely_pairs(model: Any) -> list[Pair]:
    """All likely pairs of a kind, the likeliest first; worked out anew when a name or a word of an editor changed."""
    version = _version(model)
    if model not in _kept or _kept[model][0] != version:
        apart = _said_apart(model)
        pairs = [pair for pair in _pairs(list(_names(model))) if (pair.one, pair.two) not in apart]
        _kept[model] = (version, sorted(pairs, key=lambda pair: (-pair.score, pair.one, pair.two)))
    return _kept[model][1]


def suggestions(model: Any, names: Collection[str], *, of: int | None = None) -> list[Suggestion]:
    """The records of the kind that may be the one with these names, the likeliest first; `of` is its own key."""
    known = [name for name in _names(model) if name.owner != of]
    apart = {key for pair in _said_apart(model) if of in pair for key in pair}
    best = _best(_looked_at(names, known), names, apart=apart)
    records = model.objects.in_bulk(list(best))
    found = [Suggestion(records[key], name, score) for key, (score, name) in best.items() if key in records]
    return sorted(found, key=lambda one: (-one.score, one.record.pk))[:SUGGESTED]


def say_apart(model: type[Model], one: int, two: int, *, by: Any) -> NotTheSame:
    """Record that two records are not the same. Raises ValueError where they are one and the same row."""
    if one == two:
        raise ValueError("A record is the same as itself.")
    first, second = sorted((one, two))
    row, _ = NotTheSame.objects.get_or_create(
        kind=model._meta.label_lower, one=first, two=second, defaults={"said_by": by}
    )
    return row


def names_of(record: Any) -> list[str]:
    """The name of a record, then its other names."""
    return [record.name, *(alias.name for alias in record.aliases.all())]


# All pairs of a kind


def _pairs(names: list[Name]) -> Iterator[Pair]:
    """Likely pairs among names that share a skeleton, or one but for a consonant or a word in the middle."""
    best: dict[tuple[int, int], Pair] = {}
    for one, two in _worth_comparing(names):
        pair = _compared(one, two)
        if pair and pair.score > best.get((pair.one, pair.two), _NONE).score:
            best[pair.one, pair.two] = pair
    yield from best.values()


_NONE = Pair(0, 0, ("", ""), 0.0)


def _worth_comparing(names: list[Name]) -> Iterator[tuple[Name, Name]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        for key in _keys(name.sound):
            blocks[key].append(position)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        for pair in combinations(block, 2) if len(block) <= A_BLOCK else pairwise(block):
            if pair not in seen:
                seen.add(pair)
                yield names[pair[0]], names[pair[1]]


def _keys(sound: str) -> set[str]:
    """What names that may be the same share: all consonants in a row, all but one, or the first and the last word.

    Leaving out each letter in turn finds every pair at one edit's distance (Garbe's symmetric deletes); of names with
    fewer consonants an edit makes another name.
    """
    words, joined = sound.split(), sound.replace(" ", "")
    ends = {" ".join(sorted((words[0], words[-1])))} if len(words) > 1 else set()
    missing = (
        {joined[:index] + joined[index + 1 :] for index in range(len(joined))} if len(joined) > 3 else set()
    )
    return {joined, *missing, *ends} - {""}


def _compared(one: Name, two: Name) -> Pair | None:
    if one.owner == two.owner or not _tells(one, two):
        return None
    score = likeness(one.written, two.written)
    if score < LIKELY:
        return None
    first, second = sorted((one, two), key=lambda name: name.owner)
    return Pair(first.owner, second.owner, (first.written, second.written), score)


def _tells(one: Name, two: Name) -> bool:
    """Whether it tells anything that two names are alike: a surname in passing is an alias of many."""
    return one.own or two.own or (" " in one.sound and " " in two.sound)


# The records like one


def _looked_at(names: Collection[str], known: list[Name]) -> "Iterator[tuple[str, Name]]":
    """The names worth a closer look, each with the name it may be like."""
    sounds = [name.sound for name in known]
    for name in names:
        near = process.extract(
            skeleton(name), sounds, scorer=fuzz.token_sort_ratio, score_cutoff=SIEVE, limit=LOOKED_AT
        )
        yield from ((name, known[position]) for _, _, position in near)


def _best(
    looked_at: "Iterable[tuple[str, Name]]", names: Collection[str], *, apart: Collection[int]
) -> Mapping[int, tuple[float, str]]:
    """The best score of each record, and its name that has it."""
    shown = next(iter(names), "")
    best: dict[int, tuple[float, str]] = {}
    for name, other in looked_at:
        own = Name(0, name, skeleton(name), own=name == shown)
        pair = _compared(own, other) if other.owner not in apart else None
        if pair and pair.score > best.get(other.owner, (0.0, ""))[0]:
            best[other.owner] = (pair.score, other.written)
    return best


# What is read


def _names(model: Any) -> Iterator[Name]:
    """Every name of a kind that sounds like anything: two queries."""
    own = model.objects.order_by("pk").values_list("pk", "name", "skeleton")
    owner = f"{model.aliases.rel.field.name}_id"
    others = alias_model(model).objects.order_by("pk").values_list(owner, "name", "skeleton")
    yield from (Name(key, name, sound, True) for key, name, sound in own if sound)
    yield from (Name(key, name, sound, False) for key, name, sound in others if sound)


def _said_apart(model: type[Model]) -> set[tuple[int, int]]:
    return set(NotTheSame.objects.filter(kind=model._meta.label_lower).values_list("one", "two"))


def _version(model: Any) -> tuple[Any, ...]:
    said = NotTheSame.objects.filter(kind=model._meta.label_lower)
    return (*version_of_names(model), *said.aggregate(Count("pk"), Max("pk")).values())
