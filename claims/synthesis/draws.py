"""Seeded draws: the same seed gives the same choices, on every machine and database."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate, product
from random import Random
from typing import Any, Generic, TypeVar

from claims.synthesis import words
from record.public_id import ALPHABET, LENGTH

T = TypeVar("T")

PUBLIC_IDS = len(ALPHABET) ** LENGTH
# Odd and no multiple of five, so that it has no factor in common with 20: every number has an id of its own.
STRIDE = 6_180_339_887_499
CLAUSES = 4_000
# An id is a letter and three of these: millions are made, a letter at a time would take thrice as long.
SYLLABLES = ["".join(letters) for letters in product(ALPHABET, repeat=3)]


class Weighted(Generic[T]):
    """Values drawn by weight."""

    def __init__(self, random: Random, weights: dict[T, float]) -> None:
        self._random = random.random
        self._values = list(weights)
        self._upto = list(accumulate(weights.values()))

    def draw(self) -> T:
        """One of the values."""
        return self._values[bisect(self._upto, self._random() * self._upto[-1])]


def zipf(random: Random, values: Sequence[T]) -> Weighted[T]:
    """Values of which the n-th is drawn 1/n as often as the first (Zipf's law)."""
    return Weighted(random, {value: 1 / rank for rank, value in enumerate(values, start=1)})


def public_id(number: int) -> str:
    """The public id of a made-up record: no two numbers share one, and neighbours look nothing alike."""
    rest, last = divmod(number * STRIDE % PUBLIC_IDS, len(SYLLABLES))
    rest, third = divmod(rest, len(SYLLABLES))
    first, second = divmod(rest, len(SYLLABLES))
    return ALPHABET[first] + SYLLABLES[second] + SYLLABLES[third] + SYLLABLES[last]


def scattered(total: int, number: int) -> Iterator[int]:
    """`number` different numbers below `total`, far apart: as many names as are wanted, out of all there could be.

    Raises ValueError where there are not so many.
    """
    if number > total:
        raise ValueError(f"There are {total} names, not {number}.")
    stride = next(n for n in range(int(total * 0.618) | 1, total * 2 + 3) if _coprime(n, total))
    return (position * stride % total for position in range(number))


def _coprime(one: int, other: int) -> bool:
    while other:
        one, other = other, one % other
    return one == 1


class Prose:
    """Sentences of the words in words.py, by language.

    Clauses are made beforehand, their words by Zipf's law: a million sentences are put together of them.
    """

    JOINTS = {"en": " and the ", "ar": " و"}

    def __init__(self, random: Random) -> None:
        self._random = random.random
        self._stock = {
            "en": list(_clauses(random, words.ADJECTIVES, words.NOUNS, words.VERBS, words.TAILS, " the ")),
            "ar": list(
                _clauses(
                    random,
                    words.ARABIC_VERBS,
                    words.ARABIC_NOUNS,
                    words.ARABIC_ADJECTIVES,
                    words.ARABIC_TAILS,
                )
            ),
        }

    def sentence(self, language: str, clauses: int = 1) -> str:
        """A sentence of so many clauses."""
        stock = self._stock[language]
        said = self.JOINTS[language].join(stock[int(self._random() * CLAUSES)] for _ in range(clauses))
        return f"{said}." if language == "ar" else f"The {said}."


def _clauses(random: Random, *parts: Any) -> Iterator[str]:
    """Clauses of three words and a tail; a joint, where given, goes before a second noun that is drawn of its own."""
    *lists, joint = parts if isinstance(parts[-1], str) else (*parts, "")
    first, noun, third, tail = (zipf(random, words_of_part) for words_of_part in lists)
    for _ in range(CLAUSES):
        object_of_verb = f"{joint}{noun.draw()}" if joint else ""
        yield f"{first.draw()} {noun.draw()} {third.draw()}{object_of_verb} {tail.draw()}"
