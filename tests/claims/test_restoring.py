"""Tests of claims/restoring.py: going back to a former state of a claim to the letter, and bringing drafts back."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from claims import chains, publicity, standings
from claims.actions import changing, publish, withdraw
from claims.bundles.export import Extent, export_bundle
from claims.chains import Link
from claims.completeness import NotReady
from claims.models import (
    Claim,
    ClaimPlace,
    ClaimStanding,
    Credit,
    EditorNote,
    Evidence,
    Participant,
    ReadingCheck,
    Rival,
    Speaker,
)
from claims.models.claims import State
from claims.restoring import PARTS, bring_back, delete_drafts, plan_return, recently_deleted, restore
from people.models import Person
from record import restoring
from record.models import Merge
from record.restoring import Plan
from tests import factories as make

pytestmark = pytest.mark.django_db

WHY = "It was right before."


def back_to(moment: datetime, claim: Claim, by: Any) -> Plan:
    """Restore as an editor does: look at the plan, then carry it out."""
    planned = restoring.plan(claim, PARTS, moment)
    restore(claim, moment, by=by, reason=WHY, shown=planned.digest)
    return planned


def everything(dossier: Any) -> str:
    return export_bundle(dossier, Extent(drafts=True, notes=True))


class Editing:
    """Random edits of one claim, of every kind that its form makes."""

    def __init__(self, claim: Claim, dice: random.Random) -> None:
        self.claim, self.dice = claim, dice
        self.people = [make.make_person(public=False) for _ in range(3)]
        self.places = [make.make_place(public=False) for _ in range(3)]
        self.outlets = [make.make_outlet(public=False) for _ in range(3)]
        self.articles = [make.make_article(outlet=one, public=False) for one in self.outlets for _ in "ab"]

    def edit(self) -> None:
        acts = [
            self.rewrite,
            self.place,
            self.take_part,
            self.log,
            self.log,
            self.chain,
            self.chain,
            self.reword,
        ]
        if self.claim.evidence.count() > 1:
            acts += [self.unlog]
        with changing([self.claim.pk]):
            self.dice.choice(acts)()

    def rewrite(self) -> None:
        claim = Claim.objects.get(pk=self.claim.pk)
        claim.statement = f"Version {self.dice.randrange(1000)}."
        claim.date = self.dice.choice(["", "2024-12-08", "2024-11-27/2024-11-29"])
        claim.figure = self.dice.choice([None, 3, 20])
        claim.save()

    def place(self) -> None:
        rows = list(ClaimPlace.objects.filter(claim=self.claim))
        if rows and self.dice.random() < 0.5:
            self.dice.choice(rows).delete()
        free = [
            one
            for one in self.places
            if not ClaimPlace.objects.filter(claim=self.claim, place=one, role="at")
        ]
        if free:
            make.add_place(self.claim, self.dice.choice(free))

    def take_part(self) -> None:
        rows = list(Participant.objects.filter(claim=self.claim))
        if rows and self.dice.random() < 0.6:
            self.dice.choice(rows).delete()
        else:
            make.add_participant(
                self.claim, self.dice.choice(self.people), f"role {self.dice.randrange(1000)}"
            )

    def log(self) -> None:
        crediting = self.dice.sample(self.outlets, self.dice.choice([0, 0, 1, 3]))
        make.make_evidence(
            self.claim, self.dice.choice(self.articles), self.dice.choice(["supports", "contradicts"]),
            speakers=self.dice.sample(self.people, self.dice.choice([0, 1, 3])), crediting=crediting,
            state=self.claim.state,
        )  # fmt: skip

    def unlog(self) -> None:
        self.evidence().delete()

    def chain(self) -> None:
        """Another order, another speaker, other credits: as the form writes them."""
        evidence = self.evidence()
        wanted = [Link("person", one.pk) for one in self.dice.sample(self.people, self.dice.randrange(4))]
        chains.write(evidence, Speaker, wanted)
        if evidence.basis == "relays":
            outlets = self.dice.sample(self.outlets, self.dice.choice([1, 2, 3]))
            links = [Link("outlet", one.pk, "named", self.dice.choice(["", "reportedly"])) for one in outlets]
            chains.write(evidence, Credit, links)

    def reword(self) -> None:
        evidence = self.evidence()
        evidence.stance = self.dice.choice(["supports", "contradicts", "mentions"])
        evidence.note = f"Note {self.dice.randrange(1000)}."
        if evidence.basis == "relays" and self.dice.random() < 0.3:
            chains.write(evidence, Credit, [])
            evidence.basis = "own"
        evidence.asserted_date = self.dice.choice(["", "2024-12-07"])
        evidence.save()

    def evidence(self) -> Evidence:
        rows = list(Evidence.objects.filter(claim=self.claim).order_by("pk"))
        return self.dice.choice(rows)


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
@pytest.mark.parametrize("seed", range(2))
def test_any_former_state_comes_back_to_the_byte_and_can_be_left_again(
    publisher: User, seed: int, state: str
) -> None:
    claim = make.make_claim(state=state, date="2024-12-08")
    dossier, dice = make.make_dossier(), random.Random(seed)
    make.add_to_dossier(claim, dossier)
    editing = Editing(claim, dice)
    with changing([claim.pk]):
        editing.log()
    past: list[tuple[datetime, str]] = []
    for step in range(24):
        editing.edit()
        past.append((timezone.now(), everything(dossier)))
        if step % 6 == 5:
            for moment, bundle in dice.sample(past, 2):
                back_to(moment, claim, publisher)
                assert everything(dossier) == bundle
            past.append((timezone.now(), everything(dossier)))
    assert [str(found) for _, differing in standings.compare() for found in differing] == []
    assert publicity.differences() == []


def test_it_is_in_the_history_with_who_and_why_row_by_row(publisher: User) -> None:
    claim = make.make_claim("First.", state=State.DRAFT)
    key = make.add_participant(claim, make.make_person()).pk
    moment = timezone.now()
    claim.statement = "Second."
    claim.save()
    Participant.objects.get().delete()
    back_to(moment, claim, publisher)
    for history in (claim.history, Participant.history.filter(id=key)):
        latest = history.order_by("-history_id").first()
        as_of = f"Restored as of {moment:%Y-%m-%d %H:%M} (UTC): {WHY}"
        assert (latest.history_user, latest.history_change_reason) == (publisher, as_of)
    assert Participant.objects.get().pk == key


def test_nothing_is_written_where_nothing_differs(publisher: User) -> None:
    claim = make.make_claim(state=State.DRAFT)
    make.make_evidence(claim, state=State.DRAFT, speakers=[make.make_person()])
    assert back_to(timezone.now(), claim, publisher) == Plan()
    assert claim.history.count() == Evidence.history.count() == Speaker.history.count() == 1


# Publication stays as it is


def test_a_claim_published_since_stays_published_with_its_former_words(publisher: User) -> None:
    claim = make.make_claim("Draft words.", state=State.DRAFT)
    make.make_evidence(claim, state=State.DRAFT)
    moment = timezone.now()
    claim = publish(claim, by=publisher)
    published_at = claim.published_at
    claim.statement = "Other words."
    claim.save()
    back_to(moment, claim, publisher)
    claim = Claim.objects.get()
    assert (claim.statement, claim.state, claim.published_at) == ("Draft words.", "published", published_at)
    assert Evidence.objects.get().state == "published"


def test_what_would_leave_a_published_claim_incomplete_is_refused(publisher: User) -> None:
    claim = make.make_claim(state=State.DRAFT)
    moment = timezone.now()
    make.make_evidence(claim, state=State.DRAFT)
    publish(claim, by=publisher)
    with pytest.raises(NotReady, match="no evidence"):
        back_to(moment, claim, publisher)
    assert Evidence.objects.count() == 1


def test_a_draft_of_evidence_that_returns_waits_for_a_publisher(publisher: User) -> None:
    claim = make.make_claim()
    make.make_evidence(claim)
    draft = make.make_evidence(claim, state=State.DRAFT)
    moment = timezone.now()
    key = draft.pk
    draft.delete()
    back_to(moment, claim, publisher)
    assert Evidence.objects.get(pk=key).state == "draft"


def test_the_standing_follows_what_is_restored(publisher: User) -> None:
    claim = make.make_claim()
    with changing([claim.pk]):
        evidence = make.make_evidence(claim)
    moment = timezone.now()
    with changing([claim.pk]):
        evidence.stance = "contradicts"
        evidence.save()
    assert ClaimStanding.objects.get().standing == "contradicted"
    back_to(moment, claim, publisher)
    assert ClaimStanding.objects.get().standing == "single-origin"


# Who may, and what is shown


def test_an_editor_restores_drafts_and_a_publisher_what_readers_see(editor: User, publisher: User) -> None:
    draft, public = make.make_claim(state=State.DRAFT), make.make_claim()
    make.make_evidence(public)
    moment = timezone.now()
    for claim in (draft, public):
        claim.detail = "Later."
        claim.save()
    back_to(moment, draft, editor)
    with pytest.raises(PermissionDenied):
        back_to(moment, public, editor)
    back_to(moment, public, publisher)


def test_a_withdrawn_claim_is_closed(publisher: User) -> None:
    claim = make.make_claim("First.")
    moment = timezone.now()
    withdraw(claim, by=publisher, reason="Logged twice.")
    claim.refresh_from_db()
    claim.detail = "Later."
    claim.save()
    with pytest.raises(PermissionDenied):
        back_to(moment, claim, publisher)


def test_without_a_reason_nothing_is_restored(editor: User) -> None:
    claim = make.make_claim(state=State.DRAFT)
    with pytest.raises(NotReady, match="reason"):
        restore(claim, timezone.now(), by=editor, reason=" ", shown="")


def test_what_changed_since_it_was_shown_is_not_overwritten(editor: User) -> None:
    claim = make.make_claim("First.", state=State.DRAFT)
    moment = timezone.now()
    claim.statement = "Second."
    claim.save()
    shown = restoring.plan(claim, PARTS, moment).digest
    claim.detail = "Typed by a colleague."
    claim.save()
    with pytest.raises(restoring.Changed):
        restore(claim, moment, by=editor, reason=WHY, shown=shown)
    assert Claim.objects.get().statement == "Second."


def test_before_it_was_logged_there_is_nothing_to_go_back_to() -> None:
    with pytest.raises(ValueError, match="did not exist"):
        restoring.plan(make.make_claim(), PARTS, timezone.now() - timedelta(days=1))


# What is gone


def test_what_named_a_record_that_is_gone_stays_away_and_this_is_said(editor: User) -> None:
    claim, person = make.make_claim(state=State.DRAFT), make.make_person("Hakan")
    make.add_participant(claim, person)
    make.make_evidence(claim, state=State.DRAFT, asserted_person=person)
    moment = timezone.now()
    Participant.objects.get().delete()
    evidence = Evidence.objects.get()
    evidence.asserted_person, evidence.note = None, "Later."
    evidence.save()
    person.delete()
    planned = back_to(moment, claim, editor)
    assert len(planned.lost) == 2
    assert "its person is no longer in the record. So it stays away." in planned.lost[0]
    assert not Participant.objects.exists()
    assert (Evidence.objects.get().note, Evidence.objects.get().asserted_person) == ("", None)


def test_evidence_of_an_article_that_is_gone_stays_away_with_all_of_its_own(editor: User) -> None:
    claim, article = make.make_claim(state=State.DRAFT), make.make_article()
    evidence = make.make_evidence(
        claim, article, state=State.DRAFT, speakers=[make.make_person()], crediting=[make.make_outlet()]
    )
    moment = timezone.now()
    evidence.delete()
    article.delete()
    planned = back_to(moment, claim, editor)
    assert planned.steps == []
    assert "its article is no longer in the record. So it stays away." in planned.lost[0]


def test_what_was_merged_into_another_since_is_that_other(editor: User) -> None:
    claim, gone, kept = make.make_claim(state=State.DRAFT), make.make_person(), make.make_person()
    key = make.add_participant(claim, gone, "host").pk
    moment = timezone.now()
    Participant.objects.get().delete()
    names = {"kept_name": "a", "gone_name": "b", "gone_address": "b", "reason": "The same."}
    Merge.objects.create(kind="people.person", kept=kept.pk, gone=gone.pk, **names)
    Person.objects.filter(pk=gone.pk).delete()
    assert back_to(moment, claim, editor).lost == []
    assert (Participant.objects.get().pk, Participant.objects.get().person) == (key, kept)


def test_rows_that_came_from_another_claim_or_went_to_one_are_left_where_they_are(editor: User) -> None:
    claim, other = make.make_claim(state=State.DRAFT), make.make_claim(state=State.DRAFT)
    leaves = make.make_evidence(claim, state=State.DRAFT)
    comes = make.make_evidence(other, state=State.DRAFT, speakers=[make.make_person()])
    moment = timezone.now()
    leaves.claim, comes.claim = other, claim
    leaves.save()
    comes.save()
    planned = back_to(moment, claim, editor)
    assert (len(planned.lost), planned.steps) == (2, [])
    assert set(claim.evidence.all()) == {comes}
    assert set(other.evidence.all()) == {leaves}


# Deleted drafts


def laden() -> Claim:
    claim = make.make_claim("Laden.", state=State.DRAFT, date="2024-12-08")
    article, dossier = make.make_article(), make.make_dossier(claims=[claim])
    make.make_evidence(
        claim, article, state=State.DRAFT, speakers=[make.make_person()], crediting=[make.make_outlet()]
    )
    make.add_place(claim, make.make_place())
    make.add_participant(claim, make.make_person())
    make.make_discrepancy(rivals=[claim, make.make_claim()])
    EditorNote.objects.create(claim=claim, body="Ask again.")
    reading = make.make_reading(article, dossier)
    ReadingCheck.objects.create(reading=reading, claim=claim, checked_at=make.NOON)
    return claim  # fmt: skip


def test_a_deleted_draft_comes_back_with_its_key_its_address_and_all_that_went_with_it(editor: User) -> None:
    claim = laden()
    dossier, before = claim.dossiers.get(), everything(claim.dossiers.get())
    kept = (claim.pk, claim.public_id, claim.created_at)
    delete_drafts([claim.pk])
    assert not Claim.objects.filter(statement="Laden.").exists()
    [deleted] = recently_deleted()
    found = bring_back(deleted, by=editor, reason="Too soon.", shown=plan_return(deleted).digest)
    assert (found.pk, found.public_id, found.created_at) == kept
    assert everything(dossier) == before
    assert Rival.objects.filter(claim=found).exists()
    assert ReadingCheck.objects.filter(claim=found).exists()
    assert recently_deleted() == []
    assert [str(found) for _, differing in standings.compare() for found in differing if found.stored] == []
    assert ClaimStanding.objects.filter(claim=found).exists()


def test_what_was_removed_before_the_deletion_does_not_come_back_with_it(editor: User) -> None:
    claim = make.make_claim(state=State.DRAFT)
    make.add_participant(claim, make.make_person()).delete()
    make.add_place(claim, make.make_place())
    delete_drafts([claim.pk])
    [deleted] = recently_deleted()
    bring_back(deleted, by=editor, reason="Too soon.", shown=plan_return(deleted).digest)
    assert (Participant.objects.count(), ClaimPlace.objects.count()) == (0, 1)


def test_a_draft_comes_back_once_and_never_from_a_merge(editor: User) -> None:
    claim, merged = make.make_claim(state=State.DRAFT), make.make_claim(state=State.DRAFT)
    delete_drafts([claim.pk, merged.pk])
    names = {"kept_name": "a", "gone_name": "b", "gone_address": "b", "reason": "The same."}
    Merge.objects.create(kind="claims.claim", kept=make.make_claim().pk, gone=merged.pk, **names)
    [deleted] = recently_deleted()
    shown = plan_return(deleted).digest
    bring_back(deleted, by=editor, reason="Too soon.", shown=shown)
    with pytest.raises(restoring.Changed):
        bring_back(deleted, by=editor, reason="Too soon.", shown=shown)
    delete_drafts([deleted.id])
    assert [row.id for row in recently_deleted()] == [deleted.id]


def test_only_drafts_are_deleted_and_only_by_their_right_brought_back(publisher: User) -> None:
    published, draft = make.make_claim(), make.make_claim(state=State.DRAFT)
    with pytest.raises(PermissionDenied):
        delete_drafts([draft.pk, published.pk])
    assert Claim.objects.count() == 2
    delete_drafts([draft.pk])
    with pytest.raises(PermissionDenied):
        bring_back(recently_deleted()[0], by=make.make_staff(), reason="So.", shown="")
