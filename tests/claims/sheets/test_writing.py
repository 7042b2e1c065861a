"""What an import leaves behind: history, standings, authors, and nothing where anything fails."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError

from claims import integrity, standings
from claims.bundles.write import Signature
from claims.models import Claim, ClaimStanding, DossierClaim, Evidence
from claims.models.claims import State
from claims.sheets import writing
from claims.sheets.writing import write
from sources.models import Article
from tests import factories
from tests.claims.sheets.table import fire, imported, leaning_rows, planned

pytestmark = pytest.mark.django_db


def test_every_record_has_a_history_that_names_the_file_and_the_importer(editor: User) -> None:
    write(
        planned(
            fire(outlet="AP", places="Skerry", speakers="unnamed: a man", dossiers="The fire"),
            make_names=True,
        ),
        Signature(editor, "imported from fire.csv"),
    )
    claim = Claim.objects.get()
    evidence = claim.evidence.get()
    records = [
        claim,
        evidence,
        evidence.article,
        evidence.article.outlet,
        claim.claim_places.get(),
        claim.claim_places.get().place,
        evidence.speakers.get(),
        evidence.speakers.get().unnamed_source,
        claim.dossier_claims.get(),
        claim.dossiers.get(),
    ]
    told = {(row.history.get().history_user, row.history.get().history_change_reason) for row in records}
    assert told == {(editor, "imported from fire.csv")}
    assert (claim.created_by, evidence.created_by) == (editor, editor)


def test_standings_are_recounted_with_the_import() -> None:
    [claim] = imported(fire())
    assert claim.standing.standing == "single-origin"
    imported(
        fire(
            claim=claim.public_id,
            statement="",
            url="https://b.example/",
            headline="No fire",
            stance="contradicts",
        )
    )
    assert ClaimStanding.objects.get(claim=claim).standing == "disputed"


def test_a_published_claim_is_as_public_as_before_and_its_drafts_are_not() -> None:
    claim = factories.make_claim(state=State.PUBLISHED)
    factories.make_evidence(claim)
    before = ClaimStanding.objects.filter(claim=claim).first()
    imported(fire(claim=claim.public_id, statement="", stance="contradicts"))
    assert not Article.objects.get(title="Lighthouse burns down").public
    assert Evidence.objects.visible_to(None).filter(claim=claim).count() == 1
    assert before is None or before.standing == ClaimStanding.objects.get(claim=claim).standing


def test_the_record_is_sound_after_a_long_import() -> None:
    imported(*leaning_rows(200), make_names=True)
    assert [breach for check in integrity.CHECKS for breach in check()] == []
    assert [found for _, found in standings.compare() if found] == []


def test_a_claim_joins_a_dossier_once() -> None:
    dossier = factories.make_dossier("The fire")
    [claim] = imported(fire(statement="It burned."))
    factories.add_to_dossier(claim, dossier)
    imported(
        fire(claim=claim.public_id, statement="", quotation="more", dossiers="The fire"), digest="e" * 64
    )
    assert DossierClaim.objects.count() == 1


def test_a_failure_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(writing, "_join_dossiers", fail)
    with pytest.raises(IntegrityError):
        write(planned(fire()), Signature(None, "x"))
    assert (Claim.objects.count(), Article.objects.count()) == (0, 0)


def test_the_same_rows_of_the_same_file_get_the_same_ids() -> None:
    first = [
        entry.record["id"]
        for entry in planned(*leaning_rows(9), make_names=True).entries
        if "id" in entry.record
    ]
    again = [
        entry.record["id"]
        for entry in planned(*leaning_rows(9), make_names=True).entries
        if "id" in entry.record
    ]
    assert first == again
