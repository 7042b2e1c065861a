"""Stories: what happened around one place and time, the articles about it, and the claims in them.

Articles of a story report its claims and credit each other; a few claims are reported by articles from everywhere.
"""

from array import array
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random

from claims.models import (
    Claim,
    ClaimPlace,
    Credit,
    Discrepancy,
    Dossier,
    DossierClaim,
    EditorNote,
    Evidence,
    Participant,
    Reading,
    ReadingCheck,
    Rival,
    Speaker,
)
from claims.synthesis.tables import Table
from sources.models import Article, ArticleText, UnnamedSource


class Tables:
    """The tables of stories, in the order in which they are written: what is named before what names it."""

    def __init__(self) -> None:
        self.article, self.text, self.informant = Table(Article), Table(ArticleText), Table(UnnamedSource)
        self.claim, self.place, self.participant = Table(Claim), Table(ClaimPlace), Table(Participant)
        self.evidence, self.speaker, self.credit = Table(Evidence), Table(Speaker), Table(Credit)
        self.dossier, self.member = Table(Dossier), Table(DossierClaim)
        self.reading, self.check = Table(Reading), Table(ReadingCheck)
        self.discrepancy, self.rival, self.note = Table(Discrepancy), Table(Rival), Table(EditorNote)
        self.all: list[Table] = list(vars(self).values())


@dataclass
class MadeArticle:
    """An article as the claims in it need it; `outlet` is None where it is not known."""

    key: int
    outlet: int | None
    out_at: datetime
    language: str
    corrected: bool = False
    stub: bool = False
    stored: bool = False
    local: bool = True
    informants: list[int] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)


@dataclass
class MadeClaim:
    """A claim as the evidence on it needs it."""

    key: int
    state: str
    day: date
    logged_at: datetime
    figure: int | None


@dataclass
class Story:
    """What the claims of one story have in common."""

    began_at: datetime
    people: list[int]
    organizations: list[int]
    places: list[int]
    articles: list[MadeArticle] = field(default_factory=list)
    stubs: list[MadeArticle] = field(default_factory=list)
    claims: list[MadeClaim] = field(default_factory=list)


class Archive:
    """Every article made, in a few bytes each, for the claims that everybody reports."""

    def __init__(self) -> None:
        self._key, self._outlet, self._out_at, self._language = array("q"), array("q"), array("d"), array("b")

    def __len__(self) -> int:
        return len(self._key)

    def keep(self, article: MadeArticle) -> None:
        """Remember an article, unless nobody has seen it, or its text would have to hold or confirm more passages."""
        if not (article.stub or article.stored or article.corrected):
            self._key.append(article.key)
            self._outlet.append(article.outlet or 0)
            self._out_at.append(article.out_at.timestamp())
            self._language.append(article.language == "ar")

    def some(self, random: Random, number: int) -> list[MadeArticle]:
        """So many different articles, or as many as there are."""
        chosen = random.sample(range(len(self)), min(number, len(self)))
        return [
            MadeArticle(
                self._key[at],
                self._outlet[at] or None,
                datetime.fromtimestamp(self._out_at[at], UTC),
                "ar" if self._language[at] else "en",
                local=False,
            )
            for at in chosen
        ]
