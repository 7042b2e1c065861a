"""Two thousand edits through every door, at random: what is stored stays what it would be if counted afresh."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from claims import publicity, standings
from claims.actions import changing, publish, publish_evidence, withdraw
from claims.bundles.export import Extent, export_bundle
from claims.bundles.load import import_bundle
from claims.completeness import NotReady
from claims.models import Claim, ClaimStanding, Dossier, Evidence
from claims.models.claims import State
from claims.resting import ruled_by
from claims.search import index
from record.merging import MergeRefused, merge, undo
from record.models import Merge
from sources.models import Article, Outlet
from tests import factories as make
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db

STEPS = 2_000
CHECK_EVERY = 250
STANCES = ["supports", "supports", "contradicts", "mentions"]


class Walk:
    """A small newsroom and a way through it: each step is an edit that some door lets through or refuses."""

    def __init__(self, seed: int, admin: Client) -> None:
        self.dice, self.admin = random.Random(seed), admin
        self.outlets = [make.make_outlet(public=False) for _ in range(4)]
        self.articles = [
            make.make_article(outlet=self.dice.choice([None, *self.outlets]), public=False) for _ in range(8)
        ]
        self.people = [make.make_person(public=False) for _ in range(4)]
        self.places = [make.make_place(public=False) for _ in range(3)]
        self.claims = [make.make_claim(state=State.DRAFT) for _ in range(10)]
        self.dossier = make.make_dossier(claims=self.claims)
        self.merges: list[Merge] = []
        for claim in self.claims:
            self.link(claim)

    def step(self) -> str:
        """Take one step and return the door it went through."""
        doors = {
            "actions": self.through_actions,
            "admin": self.through_the_admin,
            "import": self.through_import,
            "merge": self.through_merging,
        }
        door = self.dice.choices(list(doors), weights=[84, 8, 2, 6])[0]
        doors[door]()
        return door

    # Through actions

    def through_actions(self) -> None:
        acts: list[Callable[[Claim], Any]] = [
            *[self.link] * 2,
            *[self.rewrite] * 4,
            *[self.unlink] * 2,
            self.publish,
            self.publish_evidence,
            self.withdraw,
            self.move,
        ]
        claim = Claim.objects.get(pk=self.dice.choice(self.claims).pk)
        if claim.is_withdrawn:
            self.claims[self.claims.index(claim)] = self._new_claim()
            return
        with suppress(NotReady):  # a refusal is an answer too: nothing may be left of what was tried
            self.dice.choice(acts)(claim)

    def _new_claim(self) -> Claim:
        claim = make.make_claim(state=State.DRAFT)
        with changing([claim.pk]):
            make.add_to_dossier(claim, self.dossier)
        return claim

    def link(self, claim: Claim) -> None:
        article = self.dice.choice(self.articles)
        others = [one for one in self.articles if one != article]
        credited = self.dice.choice([[], [], [self.dice.choice(others)], [self.dice.choice(self.outlets)]])
        state = self.dice.choice([State.DRAFT, State.PUBLISHED]) if claim.is_published else State.DRAFT
        with changing([claim.pk]):
            make.make_evidence(
                claim,
                article,
                self.dice.choice(STANCES),
                crediting=credited,
                speakers=self.dice.choice([[], [self.dice.choice(self.people)]]),
                state=state,
                **({} if credited else {"basis": self.dice.choice(["own", "unclear", ""])}),
            )

    def rewrite(self, claim: Claim) -> None:
        evidence = self._evidence(claim)
        if evidence is None:
            return
        with changing([claim.pk]):
            evidence.stance = self.dice.choice(STANCES)
            evidence.stands_after_correction = self.dice.choice([None, True, False])
            if evidence.basis != "relays":
                evidence.basis = self.dice.choice(["own", "unclear"])
            evidence.save()

    def unlink(self, claim: Claim) -> None:
        evidence = self._evidence(claim)
        if evidence and claim.evidence.count() > 2:
            with changing([claim.pk]):
                evidence.delete()

    def publish(self, claim: Claim) -> None:
        publish(claim, by=None)

    def publish_evidence(self, claim: Claim) -> None:
        evidence = self._evidence(claim)
        if evidence:
            publish_evidence(evidence, by=None)

    def withdraw(self, claim: Claim) -> None:
        if self.dice.random() < 0.2:
            withdraw(claim, by=None, reason="logged twice")

    def move(self, claim: Claim) -> None:
        with changing([claim.pk]):
            claim.claim_places.all().delete()
            make.add_place(claim, self.dice.choice(self.places))

    def _evidence(self, claim: Claim) -> Evidence | None:
        rows = list(claim.evidence.order_by("pk"))
        return self.dice.choice(rows) if rows else None

    # Through the admin, as a Publisher

    def through_the_admin(self) -> None:
        self.dice.choice([self.edit_claim, self.edit_claim, self.edit_article, self.edit_outlet, self.read])()

    def edit_claim(self) -> None:
        claim = Claim.objects.get(pk=self.dice.choice(self.claims).pk)
        if claim.is_withdrawn:
            return
        form = AdminForm.get(self.admin, f"/admin/claims/claim/{claim.pk}/change/")
        form.add("evidence", article=self.dice.choice(self.articles).pk, stance=self.dice.choice(STANCES))
        form[f"evidence-{int(form['evidence-TOTAL_FORMS']) - 1}-paraphrase"] = "It says so."
        assert form.post(self.admin).status_code == 302

    def edit_article(self) -> None:
        article = self.dice.choice(self.articles)
        form = AdminForm.get(self.admin, f"/admin/sources/article/{article.pk}/change/")
        form["status"] = self.dice.choice(["", "", "corrected", "retracted"])
        form["outlet"] = self.dice.choice(["", *(outlet.pk for outlet in self.outlets)])
        assert form.post(self.admin).status_code == 302

    def edit_outlet(self) -> None:
        outlet = self.dice.choice(self.outlets)
        own = ruled_by(Outlet, "owner", [outlet.pk])
        owners = [one.pk for one in self.outlets if one.pk not in own]  # never in a circle
        form = AdminForm.get(self.admin, f"/admin/sources/outlet/{outlet.pk}/change/")
        form["owner"] = self.dice.choice(["", *owners])
        assert form.post(self.admin).status_code == 302

    def read(self) -> None:
        form = AdminForm.get(self.admin, "/admin/claims/reading/add/")
        form["article"], form["dossier"] = self.dice.choice(self.articles).pk, self.dossier.pk
        assert form.post(self.admin).status_code == 302

    # Through a bundle that changes what is here

    def through_import(self) -> None:
        bundle = json.loads(export_bundle(Dossier.objects.get(pk=self.dossier.pk), Extent(drafts=True)))
        for record in bundle["evidence"]:
            if record.get("stance") and self.dice.random() < 0.3:
                record["stance"] = self.dice.choice(STANCES)
        import_bundle(json.dumps(bundle).encode(), name="walk.json", overwrite=True)

    # Through merging two records, and undoing it

    def through_merging(self) -> None:
        many = len(self.merges) > 3
        with suppress(MergeRefused):
            (self.part if many or (self.merges and self.dice.random() < 0.4) else self.join)()

    def join(self) -> None:
        rows: list[Any] = self.dice.choice(
            [self.outlets, self.articles, self.people, self.places, self.claims]
        )
        kept, gone = self.dice.sample(rows, 2) if len(rows) > 2 else rows[:1] * 2
        take = self.dice.choice([[], ["status"], ["outlet"], ["owner"], ["date"]])
        merged = merge(kept, gone, by=None, reason="the same", take=take, confirmed=True)
        rows.remove(gone)
        self.merges.append(merged)

    def part(self) -> None:
        merged = self.dice.choice(self.merges)
        undo(merged, by=None)
        self.merges.remove(merged)
        for rows in (self.outlets, self.articles, self.people, self.places, self.claims):
            if rows[0]._meta.label_lower == merged.kind:
                rows.append(type(rows[0])._default_manager.get(pk=merged.gone))


def faults() -> Iterator[str]:
    """What is stored and is not what it would be afresh."""
    for _, differences in standings.compare():
        yield from map(str, differences)
    yield from map(str, publicity.differences())
    for _, wrong in index.compare():
        yield from map(str, wrong)


def test_what_is_stored_survives_two_thousand_edits(as_publisher: Client) -> None:
    walk = Walk(20_241_208, as_publisher)
    doors: dict[str, int] = {}
    for number in range(1, STEPS + 1):
        door = walk.step()
        doors[door] = doors.get(door, 0) + 1
        if number % CHECK_EVERY == 0:
            assert list(faults()) == [], f"after step {number}"
    assert min(doors.get(door, 0) for door in ("actions", "admin", "import")) >= 20
    assert Merge.objects.filter(undone_at__isnull=False).count() >= 20
    assert len(set(ClaimStanding.objects.values_list("standing", flat=True))) >= 4
    call_command("standings", "--check")


def test_a_bare_write_is_caught() -> None:
    claim = make.make_claim()
    with changing([claim.pk]):
        make.make_evidence(claim)
    call_command("standings", "--check")
    Evidence.objects.update(stance="contradicts")
    with pytest.raises(CommandError, match="--repair"):
        call_command("standings", "--check")
    call_command("standings", "--repair")
    call_command("standings", "--check")
    assert ClaimStanding.objects.get(claim=claim).standing == "contradicted"


def test_a_bare_write_to_what_a_claim_rests_on_is_caught() -> None:
    claim = make.make_claim()
    with changing([claim.pk]):
        make.make_evidence(claim)
    Article.objects.update(status="retracted")
    with pytest.raises(CommandError):
        call_command("standings", "--check")
    assert Outlet.objects.count() == 1
