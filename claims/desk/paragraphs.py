"""A stored text as the desk shows it: numbered paragraphs, and the sentences in them. Pure: no Django, no database.

A paragraph is a line that holds anything, as the locators of the record count them ("paragraph 12"). Offsets are in
characters (code points) of the whole sheet.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from record.folding import fold

HEADLINE = 0
_LINE = re.compile(r"[^\r\n]+")
# Where a sentence may end: its mark, and whatever closes with it; Chinese and Japanese marks need no space after.
_END = re.compile(r"[.!?…؟۔।]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”]*")
# A full stop after one of these, or after a single capital letter, ends no sentence.
_ABBREVIATION = re.compile(
    "mr|mrs|ms|dr|prof|gen|brig|maj|lt|col|capt|sgt|adm|gov|sen|rep|rev|st|jr|sr|inc|ltd|co|corp|no|vol|fig|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|approx|ca|cf|vs|etc|art|al",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: `sheet.text[start:end] == text`. The headline, where the text does not repeat it, has number 0."""

    number: int
    start: int
    end: int
    text: str

    @cached_property
    def words_sha256(self) -> str:
        """What the paragraph is known by, whatever its number becomes in another capture."""
        return sha256(self.text.encode(errors="surrogatepass")).hexdigest()

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences, as offsets into the paragraph."""
        return sentences(self.text)

    @property
    def locator(self) -> str:
        """Where it is, in the words of the record."""
        return "headline" if self.number == HEADLINE else f"paragraph {self.number}"


@dataclass(frozen=True)
class Sheet:
    """What an editor reads: the headline and the text. `headline` is the paragraph that gives it, if one does."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    headline: int | None

    def at(self, offset: int) -> Paragraph | None:
        """The paragraph that this character lies in."""
        return next((one for one in self.paragraphs if one.start <= offset < one.end), None)

    def numbered(self, number: int) -> Paragraph | None:
        """The paragraph with this number."""
        return next((one for one in self.paragraphs if one.number == number), None)

    def located(self, locator: str) -> Paragraph | None:
        """The paragraph that a locator names, if it names one."""
        return next((one for one in self.paragraphs if one.locator == locator.strip().lower()), None)


def sheet(title: str, text: str) -> Sheet:
    """Lay out an article: its headline first, unless the text begins with it."""
    body = [(line.start(), line[0]) for line in _LINE.finditer(text) if line[0].strip()]
    repeated = bool(body) and fold(body[0][1]) == fold(title)
    before = "" if repeated or not title.strip() else f"{title.strip()}\n\n"
    lines = [(start + len(before), line) for start, line in body]
    paragraphs = [_paragraph(number, *line) for number, line in enumerate(lines, start=1)]
    if before:
        paragraphs.insert(0, _paragraph(HEADLINE, 0, before.rstrip("\n")))
    return Sheet(before + text, tuple(paragraphs), 1 if repeated else HEADLINE if before else None)


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text that holds no line break, without the spaces between them, as (start, end).

    By punctuation alone, in any script: a guess good enough to step by. A mark followed by a small letter, an
    abbreviation or an initial ends nothing.
    """
    found, start = [], 0
    for mark in _END.finditer(text):
        if _ends_sentence(text, start, mark):
            found.append((start, mark.end()))
            start = mark.end()
    found.append((start, len(text)))
    return [trimmed for one in found if (trimmed := trim(text, *one))]


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range without spaces at its ends; None where nothing else is in it."""
    words = text[start:end].strip()
    if not words:
        return None
    start += text[start:end].index(words)
    return start, start + len(words)


def _paragraph(number: int, start: int, line: str) -> Paragraph:
    first, last = trim(line, 0, len(line)) or (0, 0)
    return Paragraph(number, start + first, start + last, line[first:last])


def _ends_sentence(text: str, start: int, mark: re.Match[str]) -> bool:
    rest = text[mark.end() :].lstrip()
    if rest[:1].islower():
        return False
    word = re.search(r"(\w+)$", text[start : mark.start()])
    if mark[0] != "." or word is None:
        return True
    letters = word[1]
    return not (_ABBREVIATION.fullmatch(letters) or (len(letters) == 1 and letters.isupper()))
