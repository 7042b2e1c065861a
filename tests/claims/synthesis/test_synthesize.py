"""A made-up record holds to every rule of the house, is the same wherever it is made, and looks like a real one."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, F, Max

from claims.bundles.export import Extent, export_bundle
from claims.models import (
    Claim,
    ClaimStanding,
    Credit,
    Dossier,
    DossierClaim,
    Evidence,
    Reading,
    Speaker,
)
from claims.origin_records import Side
from claims.records import load
from claims.standing import Assessment, assess
from claims.synthesis import build
from people.models import Person, PersonAlias, Place
from sources.models import Article, ArticleText, Outlet
from tests import factories as make

pytestmark = pytest.mark.django_db

BIG = "everything-about-the-long-winter-1"
WHOLE = Extent(drafts=True, notes=True, texts=True)


def synthesize(claims: int = 300, **options: Any) -> None:
    call_command("synthesize", claims=claims, verbosity=0, **options)


def bundle() -> str:
    """The big dossier with everything it rests on, drafts and notes and texts too."""
    return export_bundle(Dossier.objects.get(slug=BIG), WHOLE)


def records(app: str) -> list[Any]:
    """The models of an app that hold records: no histories, no search index over them."""
    models = [model for model in apps.get_app_config(app).get_models() if model._meta.managed]
    return [model for model in models if not hasattr(model, "instance_type")]


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the histories."""
    models = [model for app in ("people", "sources", "claims") for model in records(app)]
    return {model._meta.label: list(model.objects.order_by("pk").values_list()) for model in models}


def test_it_breaks_no_rule_of_the_house(capsys: pytest.CaptureFixture[str]) -> None:
    synthesize()
    connection.check_constraints()
    call_command("check_record")
    call_command("standings", "--check", "--one-by-one")
    call_command("search_index", "--check")
    assert capsys.readouterr().out.splitlines() == ["0 breaches", *["300 claims, 0 differ"] * 2]


def test_the_same_seed_makes_the_same_record_on_another_database(tmp_path: Path) -> None:
    synthesize(120)
    other = environment(tmp_path / "other.sqlite3")
    for command in (["migrate"], ["synthesize", "--claims", "120"]):
        run(other, *command, "--verbosity", "0")
    exported = run(other, "export_bundle", BIG, "--with-drafts", "--with-notes", "--with-texts")
    assert exported.decode() == bundle()


def environment(database: Path) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": f"sqlite:///{database}", "DJANGO_SETTINGS_MODULE": "config.settings"}


def run(env: dict[str, str], *arguments: str) -> bytes:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=env, check=True, stdout=subprocess.PIPE).stdout


def test_another_seed_makes_another_record() -> None:
    synthesize(40, seed=1)
    one = set(Claim.objects.values_list("statement", flat=True))
    synthesize(40, seed=2, add=True)
    assert len(one & set(Claim.objects.filter(pk__gt=40).values_list("statement", flat=True))) < 10


def test_how_often_it_writes_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    synthesize(60)
    whole = everything()
    for app in ("claims", "sources", "people"):
        for model in reversed(records(app)):
            model.objects.all()._raw_delete(model.objects.db)
    monkeypatch.setattr(build, "ROWS_AT_ONCE", 100)
    synthesize(60)
    assert everything() == whole


def test_a_database_with_records_is_left_alone_unless_told_otherwise() -> None:
    claim = make.make_evidence().claim
    with pytest.raises(CommandError, match="--add"):
        synthesize(20)
    assert list(Claim.objects.all()) == [claim]
    synthesize(20, add=True)
    synthesize(20, add=True)
    assert Claim.objects.count() == 41
    call_command("check_record")


@pytest.mark.parametrize("number", ["0", "-3", "many"])
def test_a_number_of_claims_that_is_none_is_refused(number: str) -> None:
    with pytest.raises(CommandError, match="--claims"):
        call_command("synthesize", "--claims", number)


def test_rows_made_afterwards_get_keys_of_their_own() -> None:
    synthesize(20)
    claim = make.make_claim()
    make.make_evidence(claim)
    assert claim.pk == 21


def test_nothing_of_it_is_history() -> None:
    synthesize(40)
    histories = [
        model
        for app in ("people", "sources", "claims")
        for model in apps.get_app_config(app).get_models()
        if hasattr(model, "instance_type")
    ]
    assert len(histories) > 10
    assert [model for model in histories if model.objects.exists()] == []


# --- what it looks like ------------------------------------------------------------------------------------


def test_it_has_three_reports_a_claim_and_an_article_for_five_claims() -> None:
    synthesize(400)
    assert Claim.objects.count() == 400
    assert 1_150 <= Evidence.objects.count() <= 1_250
    assert 80 <= Article.objects.count() <= 90
    most = Evidence.objects.values("claim").annotate(number=Count("pk")).aggregate(Max("number"))
    assert most["number__max"] >= 40


def test_the_biggest_outlet_has_more_than_a_tenth_of_the_evidence_and_the_next_about_half_of_it() -> None:
    synthesize(600)
    numbers = Counter(Evidence.objects.values_list("article__outlet", flat=True))
    (_, first), (_, second), *_ = numbers.most_common()
    assert first > 0.1 * Evidence.objects.count()
    assert second < first


def test_relays_follow_each_other_in_the_order_of_publication_and_never_in_a_circle() -> None:
    synthesize(1_000)
    groups = [group for claim in assessed() for side in sides(claim) for group in side.groups]
    lengths = {len(trail.steps) for group in groups for trail in group.trails}
    assert lengths >= {0, 1, 2, 3, 4}
    assert max(lengths) <= 6
    assert not [group for group in groups if "loop" in group.kinds]
    later = Credit.objects.filter(evidence__article__published_latest__lt=F("article__published_earliest"))
    days = r"^.{10}$"
    assert not later.filter(article__published__regex=days, evidence__article__published__regex=days).exists()
    assert Credit.objects.filter(outlet__isnull=False).count() > 30


def assessed() -> list[Assessment]:
    return [assess(record) for record in load(list(Claim.objects.values_list("pk", flat=True))).values()]


def sides(claim: Assessment) -> tuple[Side, Side]:
    return claim.supporting, claim.contradicting


def test_every_standing_comes_up() -> None:
    synthesize(1_000)
    assert set(ClaimStanding.objects.values_list("standing", flat=True)) == set(ClaimStanding.Standing.values)


def test_dates_come_in_every_precision() -> None:
    synthesize(600)
    dates = Claim.objects.values_list("date", flat=True)
    forms = {"".join("9" if sign.isdigit() else sign for sign in date) for date in dates}
    assert forms == {
        "9999-99-99", "9999-99-99~", "9999-99-99?", "9999-99", "9999", "9999-99-99/9999-99-99", "../9999-99-99",
        "9999-99-99/..", "",
    }  # fmt: skip
    days = Claim.objects.exclude(date_earliest=None).values_list("date_earliest__year", flat=True)
    assert len(set(days)) >= 12


def test_what_is_said_is_written_in_both_scripts() -> None:
    synthesize(100)
    for texts in (
        Claim.objects.values_list("statement", flat=True),
        Evidence.objects.exclude(quotation="").values_list("quotation", flat=True),
        Article.objects.values_list("title", flat=True),
    ):
        arabic = sum(any("\u0600" < sign < "\u06ff" for sign in text) for text in texts)
        assert 0.05 * len(texts) < arabic < 0.8 * len(texts)
    assert PersonAlias.objects.filter(language="ar").count() == Person.objects.count()


def test_drafts_withdrawn_claims_dossiers_readings_texts_and_every_kind_of_speaker_are_there() -> None:
    synthesize(1_000)
    states = Counter(Claim.objects.values_list("state", flat=True))
    assert states["published"] > 850
    assert min(states["draft"], states["withdrawn"]) > 10
    assert Evidence.objects.to_publish().exists()
    assert 40 <= DossierClaim.objects.filter(dossier__slug=BIG).count() <= 250
    assert Dossier.objects.count() >= 5
    assert Reading.objects.exists()
    assert 0 < ArticleText.objects.count() < 0.1 * Article.objects.count()
    for who in ("person", "organization", "unnamed_source"):
        assert Speaker.objects.filter(**{f"{who}__isnull": False}).count() > 50
    assert set(Evidence.objects.values_list("basis", flat=True)) == {"own", "relays", "unclear", ""}
    assert Place.objects.filter(parent__parent__isnull=False).exists()
    assert Outlet.objects.filter(owner__isnull=False).exists()
    assert Article.objects.filter(stub=True).exists()


def test_a_stored_text_holds_every_quotation_from_it() -> None:
    synthesize(1_000)
    for text in ArticleText.objects.all():
        quotations = Evidence.objects.filter(article=text.article_id).exclude(quotation="")
        assert [one.quotation for one in quotations if one.quotation not in text.text] == []
        assert text.length == len(text.text)
