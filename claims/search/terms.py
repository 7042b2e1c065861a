"""Words as they are indexed and asked for. Pure: text in, terms out, alike on both databases.

A term is a folded word (record/folding.py) cut to its stem: the English one for Latin letters, the Arabic one for
Arabic letters (the Snowball stemmers; Porter 1980, Alsaqer and others 2016). Other scripts keep their whole words.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import snowballstemmer

from record.folding import fold

# No word of any language is longer; a run of letters that is would only fill the index.
LONGEST_TERM = 60
# More than anybody types; each one asked for is one more list of claims to read.
MOST_ASKED = 24

Terms: TypeAlias = tuple[str, ...]

_ENGLISH = snowballstemmer.stemmer("english")
_ARABIC = snowballstemmer.stemmer("arabic")
# "And", "so", "in", "as" are written on to the article of the word they precede.
_BEFORE_ARTICLE = re.compile("^[وفبك](?=ال..)")
_ASKED = re.compile(r"[\"“”«»„]([^\"“”«»„]*)[\"“”«»„]|([^\s\"“”«»„]+)")


@dataclass(frozen=True)
class Query:
    """What a search asks for, all of it at once: stems, beginnings of words, and phrases as stems in a row.

    `nothing` is true where words were typed of which none can be looked for.
    """

    stems: Terms = ()
    prefixes: Terms = ()
    phrases: tuple[Terms, ...] = ()
    nothing: bool = False

    def __bool__(self) -> bool:
        return bool(self.stems or self.prefixes or self.nothing)


def words(text: str) -> Terms:
    """The folded words of a text, in order."""
    return _words_of_short(text) if len(text) <= SHORT else _words(text)


def _words(text: str) -> Terms:
    return tuple(word[:LONGEST_TERM] for word in fold(text).split() if any(map(str.isalnum, word)))


# The names of people, places and outlets and the headlines of reports stand in claim after claim.
SHORT = 120
_words_of_short = lru_cache(maxsize=50_000)(_words)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one folded word.

    Arabic words are stemmed until nothing more comes off: the stemmer takes an article or an ending at a time, and
    folding has made one letter of the ta marbuta and the ha, so that it sees one layer fewer.
    """
    if not "\u0600" <= word[0] <= "\u06ff":
        return str(_ENGLISH.stemWord(word)) or word
    word = _BEFORE_ARTICLE.sub("", word)
    while (shorter := str(_ARABIC.stemWord(word))) and shorter != word:
        word = shorter
    return word


def parse(text: str, *, typing: bool = False) -> Query:
    """The query that a text means: words, "phrases" and beginnings of words (`offens*`).

    While somebody is `typing`, the last word may be unfinished: it counts as a beginning.
    """
    stems: list[str] = []
    prefixes: list[str] = []
    phrases: list[Terms] = []
    asked = [match.groups(default="") for match in _ASKED.finditer(text)][:MOST_ASKED]
    for position, (phrase, word) in enumerate(asked):
        unfinished = word.endswith("*") or (typing and position == len(asked) - 1 and text.endswith(word))
        found = [*words(phrase or word)[:MOST_ASKED]]
        if word and found and unfinished:
            prefixes.append(found.pop())
        stemmed = tuple(map(stem, found))
        stems.extend(stemmed)
        # A word with a hyphen is written in one piece: its parts belong together.
        if len(stemmed) > 1:
            phrases.append(stemmed)
    return Query(
        tuple(dict.fromkeys(stems)),
        tuple(dict.fromkeys(prefixes)),
        tuple(dict.fromkeys(phrases)),
        nothing=bool(text.strip()) and not stems and not prefixes,
    )
