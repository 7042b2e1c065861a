"""Known people, organizations and places found in a text by any of their names.

Everything is looked up word by word in dictionaries made beforehand, so that a text costs its own length, however
many names there are.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from django.db.models import F

from people.models import Organization, Person, Place
from record.folding import fold
from record.names import version_of_names
from record.skeleton import ARTICLES, likeness, skeleton
from record.visibility import sees_drafts
from record.words import Phrase, Word, first_readings, phrases, words_of

KINDS = (Person, Organization, Place)
# The likelier way to be named first.
HOW = ("name", "alias", "surname", "transliteration")
# Candidates for the same words: an editor does not read through more.
CANDIDATES = 8
# How alike a word of a text must sound: more than for suggesting duplicates, since most words are nobody's name.
SURE = 90.0
# How many names of one sound are listened to, and how many articles a name may hold.
HEARD = 50
ARTICLES_A_NAME = 2

_FATHER_OF = ("abu ", "abou ", "umm ", "um ", "ابو ", "ام ")
_CALENDAR = {fold(name) for name in (*calendar.month_name, *calendar.day_name) if name}


@dataclass(frozen=True)
class Mention:
    """Words of a text that name somebody or somewhere known: `text[start:end] == words`.

    `kind` is person, organization or place; `name` the name the record is shown under; `how` says by what it was
    found: its "name", an "alias", a "surname" alone, or a "transliteration" of any of them. Several mentions of
    the same words are candidates for an editor to choose from, the likeliest first.
    """

    kind: str
    pk: int
    name: str
    start: int
    end: int
    words: str
    how: str


class Entry(NamedTuple):
    """One name of one record: `written` as the record has it, `name` the one the record is shown under."""

    kind: str
    pk: int
    name: str
    written: str
    how: str


class Index:
    """Names by one form of theirs, and how many words the longest that begins with a word has."""

    def __init__(self) -> None:
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self._longest: dict[str, int] = defaultdict(int)

    def add(self, form: str, entry: Entry) -> None:
        words = form.split()
        if words:
            self._entries[form].append(entry)
            self._longest[words[0]] = max(self._longest[words[0]], len(words))

    def longest(self, first: str) -> int:
        """The number of words of the longest name that begins with this one; 0 where none does."""
        return self._longest.get(first, 0)

    def get(self, form: str) -> list[Entry]:
        return self._entries.get(form, [])


class Names:
    """Every name of the people, organizations and places that a user may know of, ready to be found in texts."""

    _kept: "tuple[Any, Any] | None" = None

    def __init__(self, named: "Iterable[tuple[Entry, str, str]]") -> None:
        """Index entries, each with its name folded and its skeleton."""
        self._by_words, self._by_sound = Index(), Index()
        for entry, folded, sound in named:
            self._add(entry, folded, sound)

    @classmethod
    def known(cls, user: Any) -> Self:
        """The names this user may see. Six queries; those of editors are kept until a name changes."""
        if not sees_drafts(user):
            return cls(_named(user))
        version = version_of_names(*KINDS)
        if cls._kept is None or cls._kept[0] != version:
            cls._kept = (version, cls(_named(user)))
        kept: Self = cls._kept[1]
        return kept

    def find(self, text: str) -> list[Mention]:
        """Return what the text names, in the order of the text; of names that overlap, the longest alone.

        A surname alone stands for everybody who has it, unless somebody goes by just that name.
        """
        words = words_of(text)
        found: list[Mention] = []
        met: set[tuple[str, int]] = set()
        at = 0
        while at < len(words):
            taken, phrase, entries = self._longest_at(words, at)
            if phrase:
                found += _mentions(entries, phrase, text, met)
                met |= {(entry.kind, entry.pk) for entry in entries if entry.how != "surname"}
            at += taken
        return found

    def _add(self, entry: Entry, folded: str, sound: str) -> None:
        self._by_words.add(folded, entry)
        self._by_sound.add(sound, entry)
        if entry.kind == "person" and _has_surname(entry.written, folded):
            surname = entry._replace(written=entry.written.replace("-", " ").split()[-1], how="surname")
            self._by_words.add(folded.split()[-1], surname)
            self._by_sound.add(sound.split()[-1], surname)

    def _longest_at(self, words: Sequence[Word], at: int) -> tuple[int, Phrase | None, list[Entry]]:
        """The longest name that begins at this word: how many words it takes, the phrase, and whose it may be."""
        written = max(map(self._by_words.longest, first_readings(words[at])))
        sounded = self._longest_sound(words[at])
        for number in range(_unbroken(words, at, max(written, sounded)), 0, -1):
            some = words[at : at + number]
            for phrase in phrases(some) if number <= written else ():
                if entries := _as_written(self._by_words.get(phrase.folded), some):
                    return number, phrase, self._who_goes_by(entries, phrase)
            for phrase in phrases(some) if number <= sounded else ():
                if entries := self._by_ear(phrase, some):
                    return number, phrase, entries
        return 1, None, []

    def _who_goes_by(self, entries: list[Entry], phrase: Phrase) -> list[Entry]:
        """Of the bearers of one surname those who go by it alone, be it in another script; else all."""
        if any(entry.how != "surname" for entry in entries):
            return entries
        bearers = {entry.pk for entry in entries}
        alone = {
            entry.pk
            for entry in self._by_sound.get(skeleton(phrase.folded))[:HEARD]
            if entry.how != "surname" and entry.kind == "person" and entry.pk in bearers
        }
        return [entry for entry in entries if entry.pk in alone] or entries

    def _longest_sound(self, word: Word) -> int:
        """How many words a name may have that sounds as if it began with this word; 0 where none does."""
        if not word.is_capitalised or word.folded in _CALENDAR or word.folded in ARTICLES:
            return 0
        firsts = [skeleton(reading).split()[:1] for reading in first_readings(word)]
        longest = max((self._by_sound.longest(first[0]) for first in firsts if first), default=0)
        return longest and longest + ARTICLES_A_NAME

    def _by_ear(self, phrase: Phrase, words: Sequence[Word]) -> list[Entry]:
        """Those of the names that sound like the phrase which may be meant by it."""
        sound = skeleton(phrase.folded)
        enough = _enough_to_hear(sound, words)
        alike = [
            entry
            for entry in self._by_sound.get(sound)[:HEARD]
            if enough and not entry.written[0].islower() and likeness(entry.written, phrase.folded) >= enough
        ]
        return [entry._replace(how="transliteration") for entry in _without_surnames(alike)]


def _enough_to_hear(sound: str, words: Sequence[Word]) -> float:
    """How alike a name must sound to be meant by these words; 0 where they are too short to tell.

    Any word may begin a sentence with a capital, so there more of it has to agree.
    """
    consonants = len(sound.replace(" ", "")) - words[0].opens
    if consonants >= 3:
        return SURE
    return 100.0 if consonants == 2 and len(words[0].folded) >= 4 else 0.0


def _as_written(entries: Iterable[Entry], words: Sequence[Word]) -> list[Entry]:
    """Those of the entries that the words may mean, as far as capitals tell: "US" is not "us", Basil no basil."""
    return _without_surnames([entry for entry in entries if len(words) > 1 or _same_case(entry, words[0])])


def _same_case(entry: Entry, word: Word) -> bool:
    written = entry.written
    if written.isupper() and written.isascii() and len(written) <= 5:
        return word.written[: len(written)].isupper()
    return word.is_capitalised or not written[0].isupper()


def _without_surnames(entries: list[Entry]) -> list[Entry]:
    """Who goes by just that name, where anybody does; else everybody whose surname it is."""
    return [entry for entry in entries if entry.how != "surname"] or entries


def _mentions(
    entries: Iterable[Entry], phrase: Phrase, text: str, met: set[tuple[str, int]]
) -> Iterator[Mention]:
    """A mention of each record, the likeliest first; whom the text has named before is likelier than others."""
    ranked = sorted(
        entries,
        key=lambda one: (HOW.index(one.how), (one.kind, one.pk) not in met, one.name, one.kind, one.pk),
    )
    once = {(entry.kind, entry.pk): entry for entry in reversed(ranked)}
    for entry in list(reversed(once.values()))[:CANDIDATES]:
        words = text[phrase.start : phrase.end]
        yield Mention(entry.kind, entry.pk, entry.name, phrase.start, phrase.end, words, entry.how)


def _unbroken(words: Sequence[Word], at: int, limit: int) -> int:
    """How many words from this one on may belong to one name: at most `limit`, and none of the next sentence."""
    number = min(limit, len(words) - at)
    return next((ahead for ahead in range(1, number) if words[at + ahead].opens), number)


def _has_surname(written: str, folded: str) -> bool:
    """Whether the last word of a person's name is what papers call them by: not of "Abu Mohammad" or "Abdullah II"."""
    words = folded.split()
    plain = "(" not in written and len(words[-1:] and words[-1]) > 2
    return len(words) > 1 and plain and not (len(words) == 2 and folded.startswith(_FATHER_OF))


def _named(user: Any) -> "Iterator[tuple[Entry, str, str]]":
    """Every name that this user may see, folded and sounded: two queries a kind."""
    for model in KINDS:
        kind = str(model._meta.model_name)
        visible = model.objects.visible_to(user).order_by()
        for pk, name, folded, sound in visible.values_list("pk", "name", "name_folded", "skeleton"):
            yield Entry(kind, pk, name, name, "name"), folded, sound
        aliases = visible.filter(aliases__isnull=False).annotate(
            alias=F("aliases__name"), alias_folded=F("aliases__folded"), alias_skeleton=F("aliases__skeleton")
        )
        for pk, name, alias, folded, sound in aliases.values_list(
            "pk", "name", "alias", "alias_folded", "alias_skeleton"
        ):
            yield Entry(kind, pk, name, alias, "alias"), folded, sound
