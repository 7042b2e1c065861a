"""Relays beside what they relay: where each passage that credits an article differs from it (docs/drift.md)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.utils.text import Truncator

from claims.comparing.loading import Said, Spot, comparable, passages_at, with_passages
from claims.drift import Drift, drifts
from claims.drift import Source as SourcePassages
from claims.models import Credit, Evidence
from claims.models.evidence import EvidenceQuerySet
from claims.records import read_for
from record.paging import Order
from sources.models import Article

# A title of more words than this is shortened where it stands for its article in a sentence.
LONGEST_NAME = 4
# How to page through relays: by what they speak of, the earliest first.
BY_CLAIM = Order("relays-by-date", key="chronology", tie="public_id", kind=int)


@dataclass(frozen=True)
class Relay:
    """One passage beside one article that it credits: the article's passages on the claim, and the differences."""

    said: Said
    source: Article
    beside: tuple[Said, ...]
    drifts: tuple[Drift, ...]

    @property
    def evidence(self) -> Evidence:
        return self.said.evidence

    @property
    def against(self) -> list[Evidence]:
        """The passage that it was compared with, and those whose version it leaves out."""
        left_out = {drift.against for drift in self.drifts if drift.kind == "version left out"}
        others = [said.evidence for said in self.beside if said.evidence.pk in left_out]
        rest = [said.evidence for said in self.beside if said.evidence not in others]
        named = [evidence for evidence in rest if evidence.pk in self.compared_with]
        alike = [evidence for evidence in rest if evidence.stance == self.evidence.stance]
        return [*(named or alike or rest)[:1], *others]

    @property
    def compared_with(self) -> set[Any]:
        """The key of the passage that its differences are from; none where there are no differences."""
        return {drift.against for drift in self.drifts if drift.kind != "version left out"}

    @property
    def checked(self) -> bool:
        """Whether it was compared with anything: what was not read is no difference."""
        return all(drift.kind != "not checked" for drift in self.drifts)


def relaying(user: Any) -> EvidenceQuerySet:
    """The passages this user may see that credit some article, for paging BY_CLAIM."""
    credits = Credit.objects.filter(evidence=OuterRef("pk"), article__isnull=False)
    return comparable(user).filter(Exists(credits)).annotate(chronology=F("claim__chronology"))


def crediting(evidence: EvidenceQuerySet, source: Article) -> EvidenceQuerySet:
    """Those of these passages that credit this article."""
    return evidence.filter(Exists(Credit.objects.filter(evidence=OuterRef("pk"), article=source)))


def relays(evidence: Sequence[Evidence], user: Any, source: Article | None = None) -> list[Relay]:
    """Each of these passages, loaded `with_particulars()`, beside each article it credits, or only `source`."""
    credited = {
        row.pk: [credit.article_id for credit in row.credits.all() if is_credited(credit, source)]
        for row in evidence
    }
    named = {article for articles in credited.values() for article in articles}
    sources = Article.objects.visible_to(user).with_outlet().with_capture().in_bulk(named)
    spots = {(row.claim_id, article) for row in evidence for article in credited[row.pk]}
    found = passages_at(spots | {(row.claim_id, row.article_id) for row in evidence}, user)
    read = read_for({row.claim_id for row in evidence}, sources)
    return [
        relay_of(said, sources[article], found, article in read[said.evidence.claim_id])
        for said in with_passages(evidence)
        for article in credited[said.evidence.pk]
        if article in sources
    ]


def is_credited(credit: Any, source: Article | None) -> bool:
    return bool(credit.article_id) and (source is None or credit.article_id == source.pk)


def relay_of(said: Said, source: Article, found: Mapping[Spot, list[Said]], read: bool) -> Relay:
    claim = said.evidence.claim_id
    beside = found.get((claim, source.pk), [])
    report = [one.passage for one in found.get((claim, said.evidence.article_id), [])]
    others = [passage for passage in report if passage.evidence != said.evidence.pk]
    compared = source_passages(source, beside, read)
    # Several passages may give the same version: it is left out once.
    found_once = {drift.words: drift for drift in drifts(said.passage, compared, others)}
    return Relay(said, source, tuple(beside), tuple(found_once.values()))


def source_passages(source: Article, beside: Sequence[Said], read: bool) -> SourcePassages:
    """A credited article as the rules see it."""
    captured = getattr(source, "stored_text", None)
    return SourcePassages(
        label=name_of(source),
        read=read,
        passages=tuple(said.passage for said in beside),
        captured=captured.captured_at.date() if captured else None,
    )


def name_of(article: Article) -> str:
    """What an article is called in a sentence: by its outlet, or where that is unknown by its title."""
    return str(article.outlet or f"“{Truncator(article.title).words(LONGEST_NAME)}”")


def of_kind(found: Sequence[Relay], kind: str) -> Iterator[Relay]:
    """The relays with a difference of this kind; without a kind, those with any."""
    return (relay for relay in found if any(drift.kind == kind or not kind for drift in relay.drifts))
