"""The words that reports say when with, in English, Arabic, French and Turkish, and the patterns made of them.

Texts are matched in a plain form of the same length (`plain`), so that what is found there stands at the same place
in the text. Pure: no Django, no database.
"""

import re
import unicodedata
from collections.abc import Iterable

# Months by number; Syria, Lebanon, Iraq, Jordan and Palestine say the second Arabic name, Egypt and others the first.
_MONTHS: dict[int, str] = {
    1: "january jan يناير كانون_الثاني كانون_ثاني janvier ocak",
    2: "february feb فبراير شباط fevrier subat",
    3: "march mar مارس اذار mars mart",
    4: "april apr ابريل نيسان avril nisan",
    5: "may مايو ايار mai mayis",
    6: "june jun يونيو حزيران juin haziran",
    7: "july jul يوليو تموز juillet temmuz",
    8: "august aug اغسطس اب aout agustos",
    9: "september sept sep سبتمبر ايلول septembre eylul",
    10: "october oct اكتوبر تشرين_الاول تشرين_اول octobre ekim",
    11: "november nov نوفمبر تشرين_الثاني تشرين_ثاني novembre kasim",
    12: "december dec ديسمبر كانون_الاول كانون_اول decembre aralik",
}
MONTHS = {name.replace("_", " "): number for number, names in _MONTHS.items() for name in names.split()}

# Monday is 0, as in the standard library.
_WEEKDAYS: dict[int, str] = {
    0: "monday mon الاثنين lundi pazartesi",
    1: "tuesday tues tue الثلاثاء mardi sali",
    2: "wednesday wed الاربعاء mercredi carsamba",
    3: "thursday thurs thu الخميس jeudi persembe",
    4: "friday fri الجمعه vendredi cuma",
    5: "saturday sat السبت samedi cumartesi",
    6: "sunday sun الاحد dimanche pazar",
}
WEEKDAYS = {name: number for number, names in _WEEKDAYS.items() for name in names.split()}
# Words of their own besides: only where something else tells that a day is meant.
_NEVER_ALONE = {"mon", "sat", "sun", "wed", "fri", "tue", "thu", "tues", "thurs", "sali", "cuma", "pazar"}
PLAIN_WEEKDAYS = {name: number for name, number in WEEKDAYS.items() if name not in _NEVER_ALONE}

NUMBERS = {
    **{
        word: number
        for number, word in enumerate(
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
        )
    },
    "a": 1,
    "an": 1,
    "eleven": 11,
    "twelve": 12,
    **{
        word: number
        for number, word in enumerate(["ثلاثه", "اربعه", "خمسه", "سته", "سبعه", "ثمانيه", "تسعه", "عشره"], 3)
    },
    **{
        word: number
        for number, word in enumerate(["ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"], 3)
    },
}

_UNITS = ["الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"]
_TENS = {20: "العشرين", 30: "الثلاثين"}
ORDINALS = {
    **{word: number for number, word in enumerate(_UNITS, 1)},
    "الحادي عشر": 11,
    **{f"{word} عشر": number + 10 for number, word in enumerate(_UNITS[1:9], 2)},
    **{word: tens for tens, word in _TENS.items()},
    "الحادي والعشرين": 21,
    **{f"{word} والعشرين": number + 20 for number, word in enumerate(_UNITS[1:9], 2)},
    "الحادي والثلاثين": 31,
}

HOURS = {
    word: number
    for number, word in enumerate(
        [
            "الواحده",
            "الثانيه",
            "الثالثه",
            "الرابعه",
            "الخامسه",
            "السادسه",
            "السابعه",
            "الثامنه",
            "التاسعه",
            "العاشره",
        ],
        1,
    )
} | {"الحاديه عشره": 11, "الثانيه عشره": 12}


def plain(text: str) -> str:
    """The text in lower case and in one form of each letter, digit, dash and space; of exactly the same length."""
    return "".join(map(_plain, text))


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, longer ones first; a space matches any white space."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"


def word_of(matched: str) -> str:
    """Matched words as the tables have them."""
    return " ".join(matched.split())


_SAME = {
    **dict.fromkeys("أإآٱ", "ا"),
    "ى": "ي",
    "ی": "ي",
    "ة": "ه",
    "ک": "ك",
    "ـ": "-",
    "ı": "i",
    "İ": "i",
    "’": "'",
    "‘": "'",
    **dict.fromkeys("‐‑‒–—―−", "-"),
}


def _plain(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    if char.isascii():
        return char.lower()
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char.isspace():
        return "\n" if char in "\n\r\u2028\u2029" else " "
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char
