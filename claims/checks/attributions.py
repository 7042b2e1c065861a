"""The rule on attributions: whom a quotation names as its source is among its speakers or credits.

Names are found, never guessed: only those under which a person, an organization or an outlet is on record count,
and only where they stand directly beside words that attribute, in English or Arabic.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from claims.checks.findings import Check, Finding, Fix, named, titled
from claims.checks.fixes import add_credit, add_speaker
from claims.models import Claim, Credit, Evidence
from people.models import Organization, Person
from record.folding import fold
from sources.models import Outlet

if TYPE_CHECKING:
    from claims.checks.cases import Case

ATTRIBUTED = Check(
    "attribution-unrecorded",
    "An attribution without a speaker or credit",
    "The passage says whose word it is, the record does not: it counts as the article’s own.",
)
LONGEST_NAME = 6
CLAUSE = re.compile(r"[.,;:!?()\[\]\n،؛؟]|\s[-–—]\s|—")

# As folded. A name follows at once, or after words such as "the newspaper".
NAME_FOLLOWS = (
    ["according", "to"], ["reported", "by"], ["citing"], ["quoting"], ["said"],
    ["وفقا"], ["طبقا"], ["وفق"], ["بحسب"], ["حسب"], ["نقلا", "عن"],
    ["قال"], ["قالت"], ["ذكر"], ["ذكرت"], ["افاد"], ["افادت"], ["اعلن"], ["اعلنت"], ["اكد"], ["اكدت"],
)  # fmt: skip
NAME_PRECEDES = frozenset(
    [
        "said",
        "says",
        "told",
        "reported",
        "reports",
        "stated",
        "states",
        "announced",
        "confirmed",
        "claimed",
        "claims",
        "wrote",
        "writes",
        "added",
    ]
)
DESCRIBING = frozenset(
    [
        "the",
        "a",
        "an",
        "report",
        "by",
        "in",
        "from",
        "news",
        "newspaper",
        "daily",
        "paper",
        "magazine",
        "weekly",
        "agency",
        "channel",
        "broadcaster",
        "website",
        "outlet",
        "network",
        "television",
        "tv",
        "radio",
        "president",
        "minister",
        "foreign",
        "prime",
        "general",
        "صحيفه",
        "لصحيفه",
        "مجله",
        "لمجله",
        "وكاله",
        "لوكاله",
        "قناه",
        "لقناه",
        "موقع",
        "لموقع",
        "الرييس",
        "وزير",
        "الخارجيه",
    ]
)
# "An aide to Assad said": somebody else speaks.
NOT_THEMSELVES = frozenset(
    ["to", "of", "from", "with", "for", "in", "at", "near", "under", "against", "about", "by"]
)


def candidates(evidence: Evidence) -> set[str]:
    """Every folded phrase that could be the name of somebody the quotation has it from."""
    return {name for names in mentions(evidence) for name in names}


def mentions(evidence: Evidence) -> Iterator[list[str]]:
    """For each attribution in the quotation or its translation: what the name could be, folded, longest first."""
    for clause in CLAUSE.split(f"{evidence.quotation}\n{evidence.translation}"):
        words = fold(clause).split()
        for place in range(len(words)):
            if names := sorted(_names_at(words, place), key=len, reverse=True):
                yield names


def _names_at(words: list[str], place: int) -> set[str]:
    """What the words that attribute something at this place, if they do, may attribute it to."""
    names = set(_names_before(words[:place])) if words[place] in NAME_PRECEDES else set()
    for cue in NAME_FOLLOWS:
        if words[place : place + len(cue)] == cue:
            names |= set(_names_after(words[place + len(cue) :]))
    return names


def _names_after(words: list[str]) -> Iterator[str]:
    for start in range(len(words)):
        for first in _without_preposition(words[start]):
            for length in range(1, LONGEST_NAME + 1):
                yield " ".join([first, *words[start + 1 : start + length]])
        if words[start] not in DESCRIBING:
            return


def _without_preposition(word: str) -> Iterator[str]:
    """An Arabic word as it stands, and without the "to" that is written as its first letter."""
    yield word
    if word.startswith("لل"):
        yield f"ال{word[2:]}"
    elif word.startswith("ل") and len(word) > 2:
        yield word[1:]


def _names_before(words: list[str]) -> Iterator[str]:
    for length in range(1, min(LONGEST_NAME, len(words)) + 1):
        if words[-length - 1 : -length] and words[-length - 1] in NOT_THEMSELVES:
            return
        yield " ".join(words[-length:])


def attributed(case: "Case") -> Iterator[Finding]:
    """Attributions to somebody on record who neither speaks nor is credited there."""
    for row in case.evidence:
        told: set[str] = set()
        for names in mentions(row):
            name = next((name for name in names if name in case.names), "")
            if name and name not in told and not _accounted(case, name, row):
                told.add(name)
                yield _finding(case, row, name)


def _accounted(case: "Case", name: str, row: Evidence) -> bool:
    return any(speaks_or_is_credited(record, row, case.claim) for record in case.names[name])


def speaks_or_is_credited(who: Person | Organization | Outlet, row: Evidence, claim: Claim) -> bool:
    """Whether the record already says that it is this one's word. Who utters an utterance claim needs no mention."""
    if isinstance(who, Outlet):
        credited = [
            credit.article.outlet if credit.article else credit.outlet for credit in row.credits.all()
        ]
        return who in (row.article.outlet, *credited)
    utterer = claim.utterer_person_id if isinstance(who, Person) else claim.utterer_organization_id
    return who.pk == utterer or any(who == speaker.who for speaker in row.speakers.all())


def _finding(case: "Case", row: Evidence, name: str) -> Finding:
    records = case.names[name]
    return Finding(
        ATTRIBUTED,
        case.claim,
        f"The passage of {titled(row.article)} attributes what it says to {named(records[0])}, who is neither among "
        f"its speakers nor credited: {named(row.quotation)}",
        places=(row, row.article, *records),
        rests_on=(row.public_id, row.quotation, row.translation, name),
        fixes=tuple(_offered(row, record) for record in records),
    )


def _offered(row: Evidence, who: Person | Organization | Outlet) -> Fix:
    if isinstance(who, Outlet):
        return Fix(
            f"credit:outlet:{who.pk}",
            f"It relays {named(who)}: add the credit",
            row,
            partial(add_credit, to=who, how=Credit.How.NAMED),
        )
    kind = who._meta.verbose_name
    return Fix(
        f"speaker:{kind}:{who.pk}",
        f"It is the word of {named(who)} ({kind}): add the speaker",
        row,
        partial(add_speaker, who=who),
    )
