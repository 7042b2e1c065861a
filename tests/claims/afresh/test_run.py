"""Standings counted by arrays from the database are those that the rules give; only what differs is written."""

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from claims.afresh import run
from claims.afresh.facts import placed
from claims.bundles.load import import_bundle
from claims.models import Claim, ClaimStanding, DossierClaim, Evidence, Speaker
from claims.standings import COLUMNS
from claims.standings import fresh as by_the_rules
from claims.synthesis.build import Builder
from sources.models import Article, Outlet, UnnamedSource
from tests import factories as make

pytestmark = pytest.mark.django_db

DEMO = Path(settings.BASE_DIR) / "claims/demo/assad-fall.json"
Row = tuple[Any, ...]


def synthesize(claims: int, seed: int = 1) -> None:
    list(Builder(claims, seed).build())


def keys() -> list[int]:
    return list(Claim.objects.order_by("pk").values_list("pk", flat=True))


def by_arrays() -> list[Row]:
    every = keys()
    return list(run.fresh((every[0], every[-1])).rows())


def one_by_one() -> list[Row]:
    rows = [(row.claim_id, *(getattr(row, name) for name in COLUMNS)) for row in by_the_rules(keys())]
    return sorted(rows)


def stored() -> list[Row]:
    return list(ClaimStanding.objects.order_by("claim").values_list("claim", *COLUMNS))


def scramble(seed: int) -> None:
    """Bend a made-up record past every door: circles of all kinds, statuses, sameness, drafts, later readings."""
    random = Random(seed)
    bend_sources(random)
    bend_utterances()
    for evidence in Evidence.objects.filter(basis="relays").order_by("pk"):
        credit_more(random, evidence)
    relays = list(Evidence.objects.filter(basis="relays").order_by("pk").values_list("pk", flat=True))
    Evidence.objects.filter(pk__in=random.sample(relays, 10)).update(state="draft")
    DossierClaim.objects.filter(
        pk__in=list(DossierClaim.objects.order_by("pk").values_list("pk", flat=True)[::3])
    ).update(added_at=F("added_at") - timedelta(days=30))


def bend_sources(random: Random) -> None:
    outlets, informants = list(Outlet.objects.order_by("pk")), list(UnnamedSource.objects.order_by("pk"))
    for outlet in outlets:
        owner = random.choice([None, None, *outlets])
        if owner != outlet:
            Outlet.objects.filter(pk=outlet.pk).update(owner=owner)
    for article in Article.objects.order_by("pk"):
        article.status = random.choice(["", "", "", "corrected", "retracted", "superseded"])
        if random.random() < 0.2:
            article.outlet = random.choice([None, *outlets[:3]])
        article.save()
    for informant in informants:
        other = random.choice(informants)
        if random.random() < 0.5 and other != informant:
            UnnamedSource.objects.filter(pk=informant.pk).update(same_as=other, same_as_reason="said so")


def bend_utterances() -> None:
    """Let the first speaker of some passage be who said it."""
    for claim in Claim.objects.filter(kind="utterance").order_by("pk"):
        if head := Speaker.objects.filter(evidence__claim=claim).order_by("pk").first():
            claim.utterer_person, claim.utterer_organization = head.person, head.organization
            claim.utterer_unnamed = head.unnamed_source
            claim.save()


def credit_more(random: Random, evidence: Evidence) -> None:
    """Credit further articles with evidence on the claim, whatever came first, and outlets that have perhaps none."""
    known = {credit.credited for credit in evidence.credits.all()} | {evidence.article}
    others = [one.article for one in evidence.claim.evidence.order_by("pk")]
    chosen = [article for article in dict.fromkeys(others) if article not in known and random.random() < 0.3]
    if random.random() < 0.3:
        outlets = Outlet.objects.order_by("pk")
        chosen += random.sample([outlet for outlet in outlets if outlet not in known], 2)
    for credited in chosen:
        make.add_credit(evidence, credited)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_made_up_record_is_counted_as_the_rules_count_it(seed: int) -> None:
    synthesize(150, seed)
    assert by_arrays() == one_by_one()


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_so_is_one_bent_out_of_shape(seed: int) -> None:
    synthesize(120, seed)
    scramble(seed)
    counted = by_arrays()
    assert counted == one_by_one()
    assert len({row[1] for row in counted}) >= 5


def test_so_is_the_demo() -> None:
    import_bundle(DEMO.read_bytes(), name=DEMO.name)
    assert by_arrays() == one_by_one()


def test_evidence_far_apart_is_found_by_its_claim() -> None:
    """Where ids say nothing of what belongs together, parts are read by claim and not by a range of ids."""
    one, other = make.make_claim(), make.make_claim()
    first = make.make_evidence(one)
    for _ in range(12):
        make.make_evidence(other)
    make.make_evidence(one, basis="relays", crediting=[first.article], speakers=[make.make_person()])
    rows = list(run.fresh((one.pk, one.pk)).rows())
    assert rows == [(one.pk, "single-origin", 1, 1, 0, 0, False)]


def test_what_is_named_and_was_not_read_is_no_part_of_the_count() -> None:
    keys_read = np.array([2, 5])
    assert placed(keys_read, np.array([5, 0, 2])).tolist() == [1, -1, 0]
    with pytest.raises(LookupError, match="Run the command again"):
        placed(keys_read, np.array([5, 3]))


def test_only_what_differs_is_written() -> None:
    synthesize(60)
    assert sum(part.differing for part in run.settle()) == 60
    assert stored() == one_by_one()
    ClaimStanding.objects.filter(claim=keys()[3]).update(supporting_high=77)
    ClaimStanding.objects.filter(claim=keys()[5]).update(stale=True)
    ClaimStanding.objects.filter(claim=keys()[7]).delete()
    (part,) = run.settle(repair=False)
    assert part.fresh.claims.tolist() == [keys()[3], keys()[5], keys()[7]]
    assert [difference.stored is None for difference in part.differences(9)] == [False, False, True]
    assert len(part.differences(2)) == 2
    assert stored() != one_by_one()
    assert [part.differing for part in run.settle()] == [3]
    assert stored() == one_by_one()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert [part.differing for part in run.settle()] == [0]
    assert not [query for query in queries if "INSERT" in query["sql"]]


def test_stretches_come_to_the_same() -> None:
    synthesize(60)
    assert [part.claims for part in run.settle(stretch=25)] == [25, 25, 10]
    assert stored() == one_by_one()


def test_as_many_queries_are_made_for_many_claims_as_for_few() -> None:
    def queries() -> int:
        every = keys()
        with CaptureQueriesContext(connection) as captured:
            run.fresh((every[0], every[-1]))
        return len(captured)

    synthesize(20)
    few = queries()
    synthesize(100, seed=2)
    assert queries() == few


def test_the_command_lists_what_differs_and_says_when_it_stops_listing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    synthesize(30)
    monkeypatch.setattr("claims.management.commands.standings.LISTED", 4)
    with pytest.raises(CommandError, match="--repair"):
        call_command("standings", "--check")
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if "stored nothing, fresh" in line]) == 4
    assert lines[-2:] == ["... and 26 more", "30 claims, 30 differ"]
    call_command("standings", "--repair")
    assert capsys.readouterr().out.splitlines()[-1] == "30 claims, 30 differ, mended"
    call_command("standings", "--one-by-one")
    assert capsys.readouterr().out.splitlines() == ["30 claims, 0 differ"]


def test_the_rules_themselves_mend_too(capsys: pytest.CaptureFixture[str]) -> None:
    synthesize(20)
    call_command("standings", "--repair", "--one-by-one")
    assert capsys.readouterr().out.splitlines()[-1] == "20 claims, 20 differ, mended"
    call_command("standings", "--check")
