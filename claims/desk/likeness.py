"""Existing claims ranked by likeness to a passage or to typed words, so that none is logged twice.

A handful of queries finds claims that share anything with the text; these are then weighed against it: shared
words, the rarer the heavier, in the claim's own statement or in what reports say of it; shared names; shared dates.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, reduce
from math import log
from operator import or_
from typing import Any, TypeAlias

from django.db.models import Case, IntegerField, Max, Q, Value, When

from claims.desk.dates import date_expressions
from claims.models import Claim, ClaimPlace, Dossier, Evidence, Participant
from claims.search.terms import stem, words
from people.recognising import Names
from record.dates import DateRange, describe_edtf, parse_edtf

# The claims looked through word by word: those logged last. Names and the dossier lead to older ones.
LATEST = 20_000
# How many claims each way of finding them may add.
A_WAY = 200
# The longest words of a text find claims; more would find no others.
LOOKED_UP = 8
# So few words are typed by hand: each may be unfinished.
TYPED = 6
# What shared words, names and dates count for, where the text holds any.
WEIGHTS = {"words": 0.7, "names": 0.2, "dates": 0.1}
# Of few claims any word tells; as a reason for an editor, so many words are enough.
FEW = 8
TOLD = 4
# Below this, what is shared says nothing.
LEAST = 8.0

# Words of grammar, in English and Arabic: no reasons, for any two texts share some ("then, before"). They count for the
# little they weigh all the same: without them fewer claims of the demo are found first. "May" is none: it is a month.
GRAMMAR = frozenset(
    words(
        "the and but nor for yet not neither either both all any each some such other others only also too very than "
        "then there here this that these those his him her hers she they them their theirs its our ours you your who "
        "whom whose which what when where while why how was were are been being had has have having did does done will "
        "would could should can might must shall from into onto with without within about above after again against "
        "along among around before behind below between beyond during off over out per since through throughout till "
        "toward towards under until upon because although though himself herself itself themselves "
        "على إلى عن مع من في هذا هذه ذلك تلك التي الذي الذين هؤلاء كان كانت كانوا يكون تكون قد لقد ليس ليست لكن أنه أنها "
        "أنهم إنه إنها بعد قبل عند عندما منذ حتى حين بين كما كل غير هناك هنا ثم حيث خلال إذا مما لدى نحو أمام "
        "هو هي هم منه منها منهم فيه فيها عليه عليها إليه إليها معه معها له لها به بها عنه عنها بأن لأن"
    )
)

Actor: TypeAlias = tuple[str, int]


@dataclass(frozen=True)
class Likely:
    """A claim that a passage may be about: how alike (0 to 100) and why, in a few words."""

    claim: Claim
    score: float
    why: str


@dataclass(frozen=True)
class Passage:
    """What a text holds by which claims are compared with it: its words by their stems, names and dates."""

    words: Mapping[str, str]
    names: Mapping[Actor, str]
    dates: list[DateRange]

    is_typed: bool


@dataclass
class Candidate:
    """A claim with what is said of it, in stems; the names it bears; whether it is of the dossier."""

    claim: Claim
    texts: list[frozenset[str]] = field(default_factory=list)
    names: set[Actor] = field(default_factory=set)
    in_dossier: bool = False


def likely_claims(text: str, *, user: Any, dossier: Dossier | None = None, limit: int = 8) -> list[Likely]:
    """Return the claims this user may see that are most like the text, the likeliest first.

    Claims of `dossier` come first among equals; withdrawn ones are left out. At most nine queries, however long
    the text and however many the claims.
    """
    passage = _read(text, user)
    candidates = _candidates(passage, user, dossier)
    if passage.is_typed:
        passage = _finished(passage, candidates)
    rarity = _Rarity(candidates)
    ranked = [(_score(passage, candidate, rarity), candidate) for candidate in candidates]
    ranked.sort(key=lambda one: (-round(one[0]), not one[1].in_dossier, -one[0], one[1].claim.pk))
    return [
        Likely(candidate.claim, round(score, 1), _why(passage, candidate, rarity))
        for score, candidate in ranked[:limit]
        if score >= LEAST
    ]


# What the text holds


def _read(text: str, user: Any) -> Passage:
    mentions = Names.known(user).find(text)
    held = {stem(word): word for word in _told(text)}
    return Passage(
        words=held,
        names={(one.kind, one.pk): one.name for one in mentions},
        dates=[parse_edtf(one.edtf) for one in date_expressions(text, published=None) if one.edtf],
        is_typed=len(held) <= TYPED,
    )


def _finished(passage: Passage, candidates: Iterable[Candidate]) -> Passage:
    """The typed words with those words of the candidates that begin with them."""
    held = {word for candidate in candidates for text in candidate.texts for word in text}
    finished = {word: typed for typed in passage.words.values() for word in held if word.startswith(typed)}
    return replace(passage, words=finished | dict(passage.words))


# The claims that share anything with it


def _candidates(passage: Passage, user: Any, dossier: Dossier | None) -> list[Candidate]:
    visible = Claim.objects.visible_to(user).exclude(state="withdrawn")
    said = [Q(statement__icontains=begins) for begins in _looked_up(passage)]
    matched = visible.order_by(*([_number_of(said).desc()] if said else []), "-pk")
    found: dict[int, Candidate] = {}
    if dossier:
        found |= {claim.pk: Candidate(claim, in_dossier=True) for claim in matched.of(dossier)[:A_WAY]}
    latest = Claim.objects.aggregate(latest=Max("pk"))["latest"] or 0
    by_words = matched.filter(reduce(or_, said), pk__gt=latest - LATEST)[:A_WAY] if said else []
    by_names = matched.filter(_naming(passage.names))[:A_WAY] if passage.names else []
    for claim in (*by_words, *by_names):
        found.setdefault(claim.pk, Candidate(claim))
    _load_names(found)
    _load_texts(found, user)
    return list(found.values())


def _looked_up(passage: Passage) -> list[str]:
    """How the longest words begin, in whichever form a statement has them."""
    longest = sorted(passage.words.items(), key=lambda word: (-len(word[1]), word[1]))[:LOOKED_UP]
    return [stemmed if word.startswith(stemmed) else word for stemmed, word in longest]


def _number_of(conditions: Iterable[Q]) -> Any:
    """How many of the conditions a row meets."""
    number: Any = Value(0)
    for condition in conditions:
        number += Case(When(condition, then=1), default=0, output_field=IntegerField())
    return number


def _naming(names: Collection[Actor]) -> Q:
    """Claims that name any of these: as a place, as who took part, or as who said it."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in names:
        by_kind[kind].append(pk)
    condition = Q(pk__in=ClaimPlace.objects.filter(place__in=by_kind["place"]).values("claim"))
    for kind in ("person", "organization"):
        taking_part = Participant.objects.filter(**{f"{kind}__in": by_kind[kind]}).values("claim")
        condition |= Q(pk__in=taking_part) | Q(**{f"utterer_{kind}__in": by_kind[kind]})
    return condition


def _load_names(found: Mapping[int, Candidate]) -> None:
    for candidate in found.values():
        claim = candidate.claim
        candidate.names |= _actors(claim.utterer_person_id, claim.utterer_organization_id, None)
    places = ClaimPlace.objects.filter(claim__in=found).values_list("claim", "place")
    part = Participant.objects.filter(claim__in=found).values_list("claim", "person", "organization")
    for claim_id, place in places:
        found[claim_id].names |= _actors(None, None, place)
    for claim_id, person, organization in part:
        found[claim_id].names |= _actors(person, organization, None)


def _actors(person: int | None, organization: int | None, place: int | None) -> set[Actor]:
    named = {"person": person, "organization": organization, "place": place}
    return {(kind, pk) for kind, pk in named.items() if pk}


def _load_texts(found: Mapping[int, Candidate], user: Any) -> None:
    """The statement of each claim, then what its reports say of it as far as this user may see them."""
    for candidate in found.values():
        candidate.texts.append(_stems(candidate.claim.statement))
    said = Evidence.objects.visible_to(user).filter(claim__in=found)
    for claim_id, *texts in said.values_list("claim", "quotation", "translation", "paraphrase"):
        found[claim_id].texts += [_stems(text) for text in texts if text]


# The texts of a dossier are compared again with every word that an editor types.
@lru_cache(maxsize=5_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, _told(text)))


def _told(text: str) -> list[str]:
    """The words that may tell something: of one or two letters, only numbers do."""
    return [word for word in words(text) if len(word) > 2 or word.isdecimal()]


# How alike they are


class _Rarity:
    """How much a word or a name tells: the fewer of the candidates hold it, the more."""

    def __init__(self, candidates: Collection[Candidate]) -> None:
        self._number = len(candidates)
        self._held: dict[Any, int] = defaultdict(int)
        for candidate in candidates:
            for token in {*candidate.names, *candidate.texts[0]}:
                self._held[token] += 1

        self._of: dict[Any, float] = {}

    def of(self, token: Any) -> float:
        if token not in self._of:
            self._of[token] = log(1 + self._number / (self._held.get(token, 0) + 0.5))
        return self._of[token]

    def tells(self, token: Any) -> bool:
        """Whether few enough of the candidates hold it for it to say anything."""
        return self._number < FEW or self._held.get(token, 0) < self._number / 4

    def sum(self, tokens: Iterable[Any]) -> float:
        return sum(map(self.of, tokens))


def _score(passage: Passage, candidate: Candidate, rarity: _Rarity) -> float:
    """The parts that the text has anything for, each from 0 to 1, weighed and out of 100."""
    parts = {"words": max(_sharing(passage, text, rarity) for text in candidate.texts)}
    if passage.names:
        parts["names"] = rarity.sum(passage.names.keys() & candidate.names) / rarity.sum(passage.names)
    if passage.dates:
        parts["dates"] = float(bool(_shared_dates(passage, candidate)))
    return (
        100 * sum(WEIGHTS[name] * part for name, part in parts.items()) / sum(WEIGHTS[name] for name in parts)
    )


def _sharing(passage: Passage, text: frozenset[str], rarity: _Rarity) -> float:
    """How much of both texts is shared, by the weight of the words.

    A passage may say more than one claim, so the claim's share counts for more; typed words only begin to say it.
    """
    held = [word for word in passage.words if word in text]
    if not held:
        return 0.0
    of_text = rarity.sum(held) / rarity.sum(text)
    if passage.is_typed:
        typed = {passage.words[word] for word in held}
        return 0.1 * of_text + 0.9 * len(typed) / len(set(passage.words.values()))
    return 0.6 * of_text + 0.4 * rarity.sum(held) / rarity.sum(passage.words)


def _shared_dates(passage: Passage, candidate: Candidate) -> bool:
    if not candidate.claim.date or not passage.dates:
        return False
    when = parse_edtf(candidate.claim.date)
    return any(when.overlaps(one) for one in passage.dates)


def _why(passage: Passage, candidate: Candidate, rarity: _Rarity) -> str:
    """What is shared, in a few words: the names, the date, the words that tell most."""
    names = [name for actor, name in passage.names.items() if actor in candidate.names]
    dates = [describe_edtf(candidate.claim.date)] if _shared_dates(passage, candidate) else []
    held = frozenset().union(*candidate.texts) & passage.words.keys()
    reasons = [word for word in held if rarity.tells(word) and not _is_grammar(passage.words[word])]
    telling = sorted(reasons, key=lambda word: (-rarity.of(word), word))
    shared = dict.fromkeys(passage.words[word] for word in telling)
    told = [", ".join(dict.fromkeys(names)), *dates, ", ".join(list(shared)[:TOLD])]
    return "; ".join(filter(None, told))


def _is_grammar(word: str) -> bool:
    return word in GRAMMAR or word.removeprefix("و") in GRAMMAR  # "and" is written on to the next word
