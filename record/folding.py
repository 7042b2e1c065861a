"""Folding: names and words as they compare, whichever way they were typed."""

import unicodedata
from functools import lru_cache

# Marks that one writer types and the next leaves out: an apostrophe joins ("Ra'if" is "Ra’if" is "Raif"),
# where every other punctuation mark parts ("al-Sharaa" is "al Sharaa"). Some are letters to Unicode (ʿ, ʾ),
# so they are listed.
_APOSTROPHES = "'`´‘’‛′＇ʹʻʼʽʾʿˈ՚׳ꞌ"

_SAME_LETTER = str.maketrans(
    {
        # Arabic: forms of one letter that keyboards, languages and habits interchange. Hamza over or under a
        # letter needs no line here: it is a mark, and goes with the marks.
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ک": "ك",
        "ة": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ـ": "",
        # Latin: letters with a stroke or a ligature, which NFKD leaves whole.
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        **dict.fromkeys(_APOSTROPHES, ""),
    }
)


def fold(text: str) -> str:
    """Return `text` as it compares: no case, marks, apostrophes or punctuation, one space between words.

    Arabic letters that writers interchange (alef, ya, ta marbuta, hamza carriers) become one, tatweel goes,
    digits of every script become 0 to 9. Folding twice changes nothing. A name made only of symbols folds to
    itself in lower case: it must not compare as equal to every other such name. Holds no control characters
    or lone surrogates, so any database accepts it. Makes no guess at spelling: "Sharaa" and "Shara" stay two
    words.

    Built on Unicode NFKD and default case folding (Unicode Standard Annex 15, section 3.13 of the Standard).
    """
    letters = unicodedata.normalize("NFKD", _joined(text)).casefold()
    folded = "".join(map(_folded, _joined(letters)))
    return _one_space(folded) or _one_space("".join(map(_storable, text.casefold())))


def _joined(text: str) -> str:
    """Apply _SAME_LETTER: before NFKD, which turns some apostrophes into a space and a mark, and after it."""
    return text.translate(_SAME_LETTER)


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    """What one decomposed, lower-case character adds: itself, a digit, a space, or nothing."""
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    # Class 0 spares the vowel signs of South Asian scripts: marks to Unicode, but letters to their readers.
    if category == "Cf" or unicodedata.combining(char):
        return ""
    return char if category[0] in "LNM" else " "


def _storable(char: str) -> str:
    return " " if unicodedata.category(char) in ("Cc", "Cs") else char


def _one_space(text: str) -> str:
    return " ".join(text.split())
