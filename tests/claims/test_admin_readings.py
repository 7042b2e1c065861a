"""Readings in the admin: who read what, when, in which version; and the claims are counted again."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims import actions
from claims.models import Claim, Dossier, Reading, ReadingCheck
from claims.standings import compare
from sources.models import Article, ArticleText
from tests import factories
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def relayed() -> tuple[Claim, Article, Dossier]:
    """A claim that one report credits to another, which holds nothing of it as far as anybody looked."""
    claim, credited = factories.make_claim(), factories.make_article()
    factories.make_evidence(claim, crediting=[credited])
    dossier = factories.make_dossier(claims=[claim])
    with actions.changing([claim.pk]):
        pass
    return claim, credited, dossier


def read(client: Client, article: Article, dossier: Dossier) -> Reading:
    form = AdminForm.get(client, "/admin/claims/reading/add/")
    form["article"], form["dossier"] = article.pk, dossier.pk
    assert form.post(client).status_code == 302
    return Reading.objects.latest("pk")


def standing(claim: Claim) -> str:
    assert [difference for _, found in compare() for difference in found] == []
    return Claim.objects.get(pk=claim.pk).standing.standing


def test_a_reading_is_signed_dated_and_names_the_version_read(as_editor: Client, editor: User) -> None:
    article = factories.make_article()
    ArticleText.objects.create(article=article, sha256="a" * 64, length=9, captured_at=factories.NOON)
    reading = read(as_editor, article, factories.make_dossier())
    assert (reading.read_by, reading.text_sha256) == (editor, "a" * 64)
    assert reading.read_at > factories.NOON


def test_a_reading_counts_the_claims_of_its_dossier_again(
    as_editor: Client, relayed: tuple[Claim, Article, Dossier]
) -> None:
    claim, credited, dossier = relayed
    assert standing(claim) == "single-origin"
    read(as_editor, credited, dossier)
    assert standing(claim) == "attributed-only"


def test_a_reading_taken_back_counts_them_again(
    as_editor: Client, as_publisher: Client, relayed: tuple[Claim, Article, Dossier]
) -> None:
    claim, credited, dossier = relayed
    reading = read(as_editor, credited, dossier)
    as_publisher.post(f"/admin/claims/reading/{reading.pk}/delete/", {"post": "yes"})
    assert not Reading.objects.exists()
    assert standing(claim) == "single-origin"


def test_a_claim_checked_later_is_signed_and_counted(
    as_editor: Client, editor: User, relayed: tuple[Claim, Article, Dossier]
) -> None:
    claim, credited, _ = relayed
    reading = read(as_editor, credited, factories.make_dossier())
    form = AdminForm.get(as_editor, f"/admin/claims/reading/{reading.pk}/change/")
    form.add("checks", claim=claim.pk)
    assert form.post(as_editor).status_code == 302
    check = ReadingCheck.objects.get()
    assert check.checked_by == editor
    assert standing(claim) == "attributed-only"


def test_a_dossier_deleted_takes_its_readings_along_and_counts_its_claims(
    as_editor: Client, as_publisher: Client, relayed: tuple[Claim, Article, Dossier]
) -> None:
    claim, credited, dossier = relayed
    read(as_editor, credited, dossier)
    as_publisher.post(f"/admin/claims/dossier/{dossier.pk}/delete/", {"post": "yes"})
    assert standing(claim) == "single-origin"


def test_an_editor_takes_back_a_reading_of_their_own_alone(
    as_editor: Client, as_publisher: Client, relayed: tuple[Claim, Article, Dossier]
) -> None:
    _, credited, dossier = relayed
    theirs = read(as_publisher, credited, dossier)
    mine = read(as_editor, credited, factories.make_dossier())
    assert as_editor.post(f"/admin/claims/reading/{theirs.pk}/delete/", {"post": "yes"}).status_code == 403
    assert as_editor.post(f"/admin/claims/reading/{mine.pk}/delete/", {"post": "yes"}).status_code == 302
