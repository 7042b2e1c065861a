"""Random records with every link there is: merged at random and parted again, nothing is left different."""

import random
from contextlib import suppress
from typing import Any

import pytest

from claims import publicity, standings
from claims.actions import changing
from claims.bundles.export import Extent, export_bundle
from claims.completeness import NotReady
from claims.models import Claim, Dossier, EditorNote, ReadingCheck, Rival
from claims.models.claims import State
from claims.search import index
from people.models import Organization, Person, Place
from record.merging import MergeRefused, merge, undo
from record.merging.links import links_to
from record.models import Merge
from record.slugs import keep_former_slug
from sources.models import Article, ArticleAddress, ArticleText, Outlet
from tests import factories as make
from tests.record.merging.dump import differences, dump

pytestmark = pytest.mark.django_db

KINDS: list[Any] = [Person, Organization, Place, Outlet, Article, Claim]
ALL = Extent(drafts=True, notes=True, texts=True)


class Newsroom:
    """A small record in which everything is tied to everything, by the throw of dice."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        names = [f"Name {number}" for number in range(4)]
        self.people = [make.make_person(name, aliases=self.some(names), public=False) for name in names]
        self.bodies = [make.make_organization(name, aliases=self.some(names), public=False) for name in names]
        self.outlets = [make.make_outlet(name, aliases=self.some(names), public=False) for name in names]
        self.places = [make.make_place(name, aliases=self.some(names), public=False) for name in names]
        self.places[0].parent, self.outlets[0].owner = self.places[3], self.outlets[3]
        self.places[0].save()
        self.outlets[0].save()
        self.articles = [self.article(number) for number in range(5)]
        self.claims = [self.claim() for _ in range(6)]
        self.dossiers = [make.make_dossier(claims=self.some(self.claims)) for _ in range(2)]
        self.tie()
        with changing([claim.pk for claim in self.claims]):
            publicity.repair()

    def some(self, rows: list[Any]) -> list[Any]:
        return self.dice.sample(rows, self.dice.randint(0, len(rows)))

    def one(self, rows: list[Any]) -> Any:
        return self.dice.choice(rows)

    def article(self, number: int) -> Article:
        article = make.make_article(
            outlet=self.one([None, *self.outlets]),
            url=self.one(["", f"https://a.example/{number}"]),
            public=False,
        )
        self.informants = [make.make_unnamed_source("an officer", article=article)]
        if self.dice.random() < 0.6:
            ArticleText.objects.create(
                article=article, text="words", sha256="a" * 64, length=5, captured_at=make.NOON
            )
        ArticleAddress.objects.create(article=article, url=f"https://m.a.example/{number}")
        return article

    def claim(self) -> Claim:
        state = self.one([State.DRAFT, State.PUBLISHED])
        claim = make.make_claim(state=state, date=self.one(["", "2024-12-08"]))
        for who in self.some(self.people + self.bodies):
            make.add_participant(claim, who, self.one(["", "host"]))
        for place in self.some(self.places):
            make.add_place(claim, place, self.one(["at", "to"]))
        for _ in range(self.dice.randint(1, 3)):
            article = self.one(self.articles)
            others = [one for one in self.articles if one != article]
            credited = self.one([[], [], self.some(others), self.some(self.outlets)])
            informant = article.unnamed_sources.first()
            make.make_evidence(
                claim,
                article,
                self.one(["supports", "contradicts"]),
                crediting=credited,
                speakers=self.one([[], [informant], self.some(self.people)]),
                state=state,
                asserted_person=self.one([None, *self.people]),
                asserted_place=self.one([None, *self.places]),
            )
        return claim

    def tie(self) -> None:
        for article in self.articles:
            reading = make.make_reading(article, self.one(self.dossiers))
            for claim in self.some(self.claims):
                ReadingCheck.objects.create(reading=reading, claim=claim, checked_at=make.NOON)
            EditorNote.objects.create(article=article, body="Read it twice.")
        discrepancy = make.make_discrepancy()
        for claim in self.dice.sample(self.claims, 2):
            Rival.objects.create(discrepancy=discrepancy, claim=claim)
        for person in self.people:
            keep_former_slug(person, former=f"{person.slug}-once")

    def merge(self) -> Merge | None:
        """Merge two records of some kind, if that may be."""
        rows = list(self.one(KINDS).objects.order_by("pk"))
        kept, gone = self.dice.sample(rows, 2) if len(rows) > 1 else rows * 2
        with suppress(MergeRefused):
            return merge(kept, gone, by=None, reason="one and the same", confirmed=True)
        return None


@pytest.mark.parametrize("seed", range(12))
def test_merges_undone_from_the_last_to_the_first_leave_everything_as_it_was(seed: int) -> None:
    newsroom = Newsroom(seed)
    before, bundles = dump(), [export_bundle(dossier, ALL) for dossier in newsroom.dossiers]
    merges = [done for _ in range(12) if (done := newsroom.merge())]
    assert len(merges) >= 4
    assert dump() != before
    assert list(faults()) == []
    assert all(undo(done, by=None).left == [] for done in reversed(merges))
    assert differences(before, dump()) == []
    assert list(faults()) == []
    assert [export_bundle(dossier, ALL) for dossier in Dossier.objects.order_by("pk")] == bundles


@pytest.mark.parametrize("seed", range(12, 20))
def test_merges_undone_in_any_order_that_is_let_through_leave_everything_as_it_was(seed: int) -> None:
    newsroom = Newsroom(seed)
    before = dump()
    waiting = [done for _ in range(10) if (done := newsroom.merge())]
    while waiting:
        newsroom.dice.shuffle(waiting)
        for done in list(waiting):
            with suppress(MergeRefused):
                assert undo(done, by=None).left == []
                waiting.remove(done)
    assert differences(before, dump()) == []


def faults() -> list[str]:
    return [
        *[str(found) for _, found in standings.compare() if found],
        *map(str, publicity.differences()),
        *[str(found) for _, found in index.compare() if found],
        *[
            f"{link.model._meta.label_lower} names {merged}"
            for merged in Merge.objects.standing()
            for kind in KINDS
            if kind._meta.label_lower == merged.kind
            for link in links_to(kind)
            if link.rows(merged.gone).exists()
        ],
    ]


def test_the_newsroom_lets_claims_be_refused_for_what_publication_needs() -> None:
    # So that `suppress` above hides no error of another kind.
    assert not issubclass(NotReady, MergeRefused)
