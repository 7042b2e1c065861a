"""Names as they sound across scripts: Mezzeh, Mazzeh and المزة; Joulani, Jolani, al-Jawlani and الجولاني.

Arabic writes consonants and long vowels, and Latin letters render both in a dozen ways. So a name is taken down to
its consonants, each a class of the letters that one sound is written with, and to what stands between them, which
only tells apart what no transliteration confuses: Hasan and Hussein, Jamal and Jamil.

The classes follow the usual tables (ALA-LC, DIN 31635) and the usage of the press, French and Turkish included;
docs/names.md argues the choices and the threshold. Pure: no Django, no database.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, zip_longest
from math import inf

from anyascii import anyascii

from record.folding import fold

# From here on two names are offered to an editor as perhaps the same; docs/names.md says why.
LIKELY = 80.0

# Letters whose mark tells their sound: folding would strip them of it.
_MARKED = str.maketrans(
    {
        "ş": "sh",
        "š": "sh",
        "ç": "ch",
        "č": "ch",
        "ğ": "gh",
        "ġ": "gh",
        "ǧ": "j",
        "ž": "zh",
        "ḫ": "kh",
        "ẖ": "kh",
    }
)

# Capitals and x, c are classes of their own: T ث, D ذ ض, Z ظ, x خ, g غ, c ش.
_ARABIC = dict(
    zip("بپتثجچحخدذرزژسشصضطظغفڤقكگلمنه0123456789", "bbtTjchxdDrzjscsDtZgffkkglmnh0123456789", strict=True)
)
_ARABIC_VOWELS = {"ا": "a!", "و": "u!", "ي": "i!"}
_UNSAID = "ءع"
_LATIN_SOUND = re.compile(r"tsch|tch|sch|dzh|kh|gh|sh|ch|dj|zh|th|dh|ph|ck|c(?=[eiy])|[aeiouyw]+|[a-z0-9]")
_LATIN = {
    **{letter: letter for letter in "bdfghjklmnrstz0123456789"},
    **dict.fromkeys(("tsch", "tch", "sch", "sh", "ch"), "c"),
    **dict.fromkeys(("dzh", "dj", "zh"), "j"),
    "kh": "x",
    "gh": "g",
    "th": "T",
    "dh": "D",
    "ph": "f",
    "ck": "k",
    "x": "ks",
    "c": "k",
    "p": "b",
    "q": "k",
    "v": "f",
}
_DIPHTHONGS = {"ai": "i!", "ei": "i!", "ay": "i!", "ey": "i!", "ee": "i!", "au": "u!", "aw": "u!", "ow": "u!"}
_QUALITY = {"a": "a", "e": "aie", "i": "i", "y": "i", "o": "ue", "u": "ue", "w": "u"}

# One sound in two spellings (0), or two that are often taken for each other (part of a change).
_NEAR = {
    **{frozenset(pair): 0.0 for pair in ("Dd", "Tt", "Zz", "ZD")},
    **{frozenset(pair): 0.3 for pair in ("Dz", "Ts", "Zd", "gk", "gj", "xh")},
    **{frozenset(pair): 0.7 for pair in ("dz", "td")},
}
_COARSE = str.maketrans("DTZgx", "dtzkh")

# آل is the house of a family, which Latin letters do not tell from the article.
ARTICLES = frozenset(["the", "al", "el", "ul", "il", "l", "ال"])
_SUN_ARTICLE = re.compile(r"[ae](sh|ch|th|[sdrntz])")
_ABD = re.compile(r"(abd)(?:[aeiou]l|[aeiou](?P<sun>sh|[rsnztd])(?=(?P=sun))|)(?=.{3})(.+)|(عبد)(ال.{2,})")
_SON_OF = {"ibn": "bin", "ben": "bin", "ابن": "بن"}


@dataclass(frozen=True)
class Sound:
    """A word by its sounds: its consonants, and what stands before each of them and after the last.

    A word that begins with a vowel has `a` for its first consonant. `vowels[n]` holds the qualities (a, i, u) that
    may be meant, `!` where the vowel is surely long; "" where Latin letters write none, `-` where Arabic ones do.
    """

    consonants: str
    vowels: tuple[str, ...]


@lru_cache(maxsize=50_000)
def sounds(name: str) -> tuple[Sound, ...]:
    """The words of a name by their sounds, without articles; none where nothing of it can be said."""
    words = (_arabic(word) if _is_arabic(word) else _latin(word) for word in _words(name))
    return tuple(word for word in words if word.consonants)


def skeleton(name: str) -> str:
    """The consonants of each word of a name, a space between words: "b mhmd jln" style, alike in every script.

    Spellings of one name mostly have one skeleton; other names may share it. Empty where nothing can be said.
    """
    return " ".join(word.consonants.translate(_COARSE) for word in sounds(name))


def likeness(one: str, two: str) -> float:
    """How alike two names sound, 0 to 100; at LIKELY and above they may be one name.

    Every word of the shorter name has to sound like one of the longer, in any order; what the longer has more
    counts against it. Differences of spacing ("Kafr Sousa", "Kafarsouseh") count for little, numbers for all.
    """
    shorter, longer = sorted((sounds(one), sounds(two)), key=len)
    if not shorter:
        return 100.0 if fold(one) == fold(two) else 0.0
    by_words = _by_words(shorter, longer)
    return by_words if len(shorter) == len(longer) else max(by_words, _joined_likeness(shorter, longer))


def _words(name: str) -> Iterator[str]:
    """The folded words of a name: no article, `abd` apart from the name it serves, Latin where not Arabic."""
    marked = unicodedata.normalize("NFC", name).casefold().translate(_MARKED)
    words = [part for word in fold(marked).split() for part in _apart(_letters(word))]
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        if not _is_article(word, following):
            yield _SON_OF.get(word, word)


def _letters(word: str) -> str:
    """The word in Arabic or plain Latin letters, whatever its script."""
    return word if _is_arabic(word) else fold(anyascii(word))


def _apart(word: str) -> list[str]:
    parts = _ABD.fullmatch(word)
    return [parts[1] or parts[4], parts[3] or parts[5]] if parts else word.split()


def _is_article(word: str, following: str) -> bool:
    """Whether a word is an article apart, also one that took on the sound of the next word: as-Suwayda."""
    if not following:
        return False
    sun = _SUN_ARTICLE.fullmatch(word)
    return word in ARTICLES or bool(sun and following.startswith(sun[1]))


def _is_arabic(word: str) -> bool:
    return any(letter in _ARABIC or letter in _ARABIC_VOWELS or letter in _UNSAID for letter in word) and (
        not word.isascii()
    )


def _arabic(word: str) -> Sound:
    word = _without_article(word)
    sound = _Sounding(unwritten="-")
    if word[:1] in ("و", "ي"):
        sound.consonant({"و": "w", "ي": "y"}[word[0]])
        word = word[1:]
    elif word[:1] == "ا" or word[:1] in _UNSAID:
        sound.consonant("a")
    silent = word[-1:] in ("ه", "ح") and (len(word) > 2 or word == "له")
    stem, ending = (word[:-1], word[-1:]) if silent else (word, "")
    for letter in stem:
        if letter in _ARABIC:
            sound.consonant(_ARABIC[letter])
        else:
            sound.vowel(_ARABIC_VOWELS.get(letter, ""))
    if ending == "ه" or stem[-1:] == "ي":
        sound.vowel("ai")  # a final ي may stand for ى
    return sound.whole(unsaid=ending == "ح" or word[-1:] in _UNSAID)


def _without_article(word: str) -> str:
    """Without ال, unless too little would be left for it to be the article: آلاء."""
    return word[2:] if word.startswith("ال") and len(word) > 3 and (len(word) > 4 or word[2] != "ا") else word


def _latin(word: str) -> Sound:
    word = re.sub(r"^ou(?=[aeiou])", "w", word)
    word = re.sub(r"(?<=.[aeiou])h$", "", word)
    sound = _Sounding(unwritten="")
    if word[:1] in ("w", "y") and word[1:2] in tuple("aeiou"):
        sound.consonant(word[0])
        word = word[1:]
    elif word[:1] in tuple("aeiouyw"):
        sound.consonant("a")
    for match in _LATIN_SOUND.finditer(word):
        if match[0][0] in _QUALITY:
            sound.vowel(_DIPHTHONGS.get(match[0]) or "".join(map(_QUALITY.__getitem__, match[0])))
        else:
            for letter in _LATIN.get(match[0], "s"):
                sound.consonant(letter)
    return sound.whole()


class _Sounding:
    """A word as it is being read: letter after letter."""

    def __init__(self, *, unwritten: str) -> None:
        self._unwritten = unwritten
        self._consonants = ""
        self._vowels: list[str] = []
        self._since = ""

    def consonant(self, letter: str) -> None:
        # Latin letters double a consonant where Arabic marks it or leaves it unmarked.
        if self._unwritten or self._since or letter.isdigit() or not self._consonants.endswith(letter):
            self._vowels.append(self._since or self._unwritten)
            self._consonants += letter
        self._since = ""

    def vowel(self, quality: str) -> None:
        self._since += quality

    def whole(self, *, unsaid: bool = False) -> Sound:
        """The word; `unsaid` where it ends in a letter that others may write as a vowel."""
        vowels = [*self._vowels, self._since or ("-" if unsaid else "")]
        if self._consonants.startswith("a"):
            vowels[1] = ""  # which vowel a word begins with, Arabic mostly leaves open
        return Sound(self._consonants, tuple(vowels))


def _by_words(shorter: Iterable[Sound], longer: Iterable[Sound]) -> float:
    """The likeness of the least alike pair of words, no more than the share of both names that is paired."""
    rest, worst, paired = list(longer), 100.0, 0
    total = sum(len(word.consonants) for word in (*shorter, *longer))
    for word in shorter:
        scores = [_word_likeness(word, other) for other in rest]
        best = max(range(len(rest)), key=scores.__getitem__)
        worst = min(worst, scores[best])
        paired += len(word.consonants) + len(rest.pop(best).consonants)
    return min(worst, 100.0 * paired / total)


def _joined_likeness(one: Iterable[Sound], two: Iterable[Sound]) -> float:
    """The likeness of two names without their spaces, where they are all but the same; else 0."""
    alike = _word_likeness(_join(one), _join(two))
    return alike if alike >= LIKELY else 0.0


def _join(words: Iterable[Sound]) -> Sound:
    consonants, vowels = "", [""]
    for word in words:
        consonants += word.consonants
        vowels = [*vowels[:-1], vowels[-1] or word.vowels[0], *word.vowels[1:]]
    return Sound(consonants, tuple(vowels))


@lru_cache(maxsize=50_000)
def _word_likeness(one: Sound, two: Sound) -> float:
    longest = max(len(one.consonants), len(two.consonants))
    changes = min(_distance(one, two), _construct(one, two), _construct(two, one))
    return max(0.0, 100.0 * (1 - changes / longest))


def _construct(one: Sound, two: Sound) -> float:
    """The changes where the first word may end in the t of a ta marbuta that the second leaves silent: Jabhat."""
    if not one.consonants.endswith("t") or one.vowels[-2] in ("i!", "u!") or two.vowels[-1] in ("", "-"):
        return inf
    return 0.3 + _distance(Sound(one.consonants[:-1], one.vowels[:-1]), two)


def _distance(one: Sound, two: Sound) -> float:
    """The changes that turn one word into the other: edit distance, in which near sounds count for less.

    Two consonants that match, with vowels before them that cannot be the same, count as a change (Damerau and
    Levenshtein's recurrence, without transpositions).
    """
    row = [0.0, *accumulate(map(_missing, two.consonants))]
    for index, consonant in enumerate(one.consonants):
        above, row = row, [row[0] + _missing(consonant)]
        for column, other in enumerate(two.consonants):
            clash = index and column and _clash(one.vowels[index], two.vowels[column])
            change = max(_change(consonant, other), float(bool(clash)))
            left_out = min(above[column + 1] + _missing(consonant), row[column] + _missing(other))
            row.append(min(above[column] + change, left_out))
    return row[-1] + (one.consonants == two.consonants and _ends_clash(one.vowels[-1], two.vowels[-1]))


def _change(one: str, two: str) -> float:
    """What it takes to turn one consonant into the other."""
    return 0.0 if one == two else _NEAR.get(frozenset((one, two)), max(_missing(one), _missing(two)))


def _missing(consonant: str) -> float:
    """What it takes to leave a consonant out; a number is another number then."""
    return 5.0 if consonant.isdigit() else 1.0


def _clash(one: str, two: str) -> bool:
    """Whether what two spellings write between two consonants cannot be the same vowel."""
    if not one or not two:
        return "!" in one + two and one + two != "a!"
    if "-" in (one, two):
        written = two if one == "-" else one
        return written in ("i!", "u!")
    return not set(one) & set(two) - {"!", "-"}


def _ends_clash(one: str, two: str) -> bool:
    """Whether two endings cannot be the same: here a vowel that Latin letters leave out is none (Sharaa, Shaar)."""
    if "" in (one, two):
        return bool((one or two).strip("-")) and "aie" not in (one, two)
    return _clash(one, two)
