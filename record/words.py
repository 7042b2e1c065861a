"""The words of a text, where they stand and how else they may be read: without what a language writes on to them.

Pure: no Django, no database.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from record.folding import fold

# A word with the apostrophes and vowel signs inside it; folding joins what they part.
_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘`\u0640\u064b-\u0655\u0670]+[^\W_]+)*[\u064b-\u0655\u0670]*")
# A dot after a single letter is an initial's, and ends nothing: H. Fidan.
_SENTENCE_ENDS = re.compile(r"[!?؟…\n]|(?<!\b\w)\.")
_POSSESSIVE = re.compile(r"['’ʼ][^\W_]{1,4}$")
# The genitive and the accusative of "father of", which a name changes to within a sentence.
_CASES = {"ابي": "ابو", "ابا": "ابو"}


@dataclass(frozen=True)
class Word:
    """A word of a text: `text[start:end] == written`; `opens` where a sentence begins with it."""

    start: int
    written: str
    opens: bool

    @property
    def end(self) -> int:
        return self.start + len(self.written)

    @cached_property
    def folded(self) -> str:
        folded = fold(self.written)
        return _CASES.get(folded, folded)

    @property
    def is_capitalised(self) -> bool:
        """Whether it could be a name: scripts without capitals leave that open."""
        first = self.written[0]
        return first.isupper() or not first.islower()


@dataclass(frozen=True)
class Phrase:
    """One way to read words that follow each other: folded, and where what is so read begins and ends."""

    folded: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of the text in their order."""
    words: list[Word] = []
    for match in _WORD.finditer(text):
        since = words[-1].end if words else 0
        opens = not words or bool(_SENTENCE_ENDS.search(text, since, match.start()))
        words.append(Word(match.start(), match[0], opens))
    return words


def phrases(words: Sequence[Word]) -> Iterator[Phrase]:
    """The ways to read some words: as written, without Arabic prefixes of the first, without 's after the last."""
    first, last = words[0], words[-1]
    middle = [word.folded for word in words[1:]]
    yield Phrase(" ".join([first.folded, *middle]), first.start, last.end)
    if (owner := _POSSESSIVE.sub("", last.written)) != last.written:
        folded = [*(word.folded for word in words[:-1]), fold(owner)]
        yield Phrase(" ".join(folded), first.start, last.start + len(owner))
    for bare in _without_prefix(first.folded):
        yield Phrase(" ".join([bare, *middle]), _begins(first, bare), last.end)


def first_readings(word: Word) -> list[str]:
    """How a phrase that begins with this word may begin, once folded."""
    owner = _POSSESSIVE.sub("", word.written)
    return [word.folded, *([fold(owner)] if owner != word.written else []), *_without_prefix(word.folded)]


def _without_prefix(folded: str) -> list[str]:
    """The word without "and" and without the preposition, where it can have them: وللشرع is "and to the Sharaa"."""
    if not "\u0600" < folded[:1] < "\u06ff" or len(folded) < 4:
        return []
    bare = [folded[1:]] if folded[0] in "وفبكل" else []
    if folded[0] in "وف" and folded[1] in "بكل" and len(folded) > 4:
        bare.append(folded[2:])
    at = folded.find("لل", 0, 3)
    if at in (0, 1) and (at == 0 or folded[0] in "وف"):
        bare.append("ال" + folded[at + 2 :])
    return [_CASES.get(word, word) for word in bare]


def _begins(word: Word, bare: str) -> int:
    """Where in the text the bare reading of a word begins; at the word itself where its letters have merged."""
    ends = (index for index in range(len(word.written)) if fold(word.written[index:]) == bare)
    return word.start + max(ends, default=0)
