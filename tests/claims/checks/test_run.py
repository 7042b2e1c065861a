"""Tests of following, dismissing and restoring suggestions, of checking many claims, and of the command."""

from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from claims.checks import run
from claims.completeness import NotReady
from claims.models import Dismissal, Evidence
from tests.claims.checks.suggestions import found, names, relay, store_text, unfound
from tests.factories import (
    add_speaker,
    bulk_claims,
    make_article,
    make_claim,
    make_dossier,
    make_evidence,
    make_member,
    make_organization,
    make_outlet,
    make_person,
)

pytestmark = pytest.mark.django_db


def test_what_is_dismissed_stays_away_with_its_reason_and_can_be_had_back(publisher: Any) -> None:
    claim = unfound().claim
    [finding] = found(claim)
    run.dismiss(claim, finding.key, by=publisher, reason=" The text was cut. ")
    [checked] = run.check([claim])
    assert checked.open == []
    assert [(one.key, row.reason, row.dismissed_by) for one, row in checked.dismissed] == [
        (finding.key, "The text was cut.", publisher)
    ]
    run.restore(claim, finding.key, by=publisher)
    assert [one.key for one in found(claim)] == [finding.key]
    changes = Dismissal.history.order_by("history_id").values_list("history_type", "history_user")
    assert list(changes) == [("+", publisher.pk), ("-", publisher.pk)]


def test_a_dismissed_finding_returns_when_what_it_rests_on_changes(publisher: Any) -> None:
    piece = unfound()
    run.dismiss(piece.claim, found(piece.claim)[0].key, by=publisher, reason="It was cut.")
    Evidence.objects.filter(pk=piece.pk).update(note="Something that does not matter here.")
    assert found(piece.claim) == []
    Evidence.objects.filter(pk=piece.pk).update(quotation="he left by night")
    assert names(piece.claim) == ["quotation-not-found"]


def test_a_dismissal_needs_a_reason_and_is_kept_once(publisher: Any) -> None:
    claim = unfound().claim
    key = found(claim)[0].key
    with pytest.raises(NotReady, match="reason"):
        run.dismiss(claim, key, by=publisher, reason="  ")
    for reason in ("first", "second"):
        run.dismiss(claim, key, by=publisher, reason=reason)
    assert Dismissal.objects.get().reason == "first"


@pytest.mark.parametrize("broken", [{"check_name": ""}, {"subject_key": "short"}, {"reason": ""}])
def test_the_database_refuses_a_dismissal_that_is_not_whole(broken: dict[str, str]) -> None:
    whole = {"check_name": "credit-loop", "subject_key": "0" * 64, "reason": "It is none."}
    Dismissal.objects.create(**whole)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dismissal.objects.create(**whole)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dismissal.objects.create(**whole | {"subject_key": "1" * 64} | broken)


def test_a_finding_that_is_gone_or_offers_no_such_fix_changes_nothing(publisher: Any) -> None:
    claim = make_claim()
    relay(claim, make_article(published="2024-12-08"), make_article(published="2024-12-11"))
    [finding] = found(claim)
    for key, token in ((finding.key, "else"), ("0" * 64, finding.fixes[0].token)):
        with pytest.raises(run.Gone):
            run.follow(claim, key, token, by=publisher)
    run.follow(claim, finding.key, finding.fixes[0].token, by=publisher)
    with pytest.raises(run.Gone):
        run.follow(claim, finding.key, finding.fixes[0].token, by=publisher)
    for act in (run.restore, lambda *a, **k: run.dismiss(*a, **k, reason="why")):
        with pytest.raises(run.Gone):
            act(claim, finding.key, by=publisher)


def test_an_editor_fixes_drafts_and_not_what_readers_see() -> None:
    editor = make_member("Editors")
    pieces = []
    for state in ("published", "draft"):
        claim = make_claim(date="2024-12-08", state=state)
        pieces.append(make_evidence(claim, make_article(published="2024-12-01"), state=state))
    [seen], [draft] = (found(piece.claim) for piece in pieces)
    with pytest.raises(PermissionDenied):
        run.follow(seen.claim, seen.key, seen.fixes[0].token, by=editor)
    run.follow(draft.claim, draft.key, draft.fixes[0].token, by=editor)
    assert [Evidence.objects.get(pk=piece.pk).stance for piece in pieces] == ["supports", "mentions"]


def test_nothing_is_found_on_a_withdrawn_claim() -> None:
    claim = make_claim(state="withdrawn", date="2024-12-08")
    make_evidence(claim, make_article(published="2024-12-01"))
    assert found(claim) == []


# At scale


def test_a_claim_with_more_evidence_than_a_request_looks_at_is_not_checked_by_halves() -> None:
    small, large = make_claim(date="2024-12-08"), make_claim(date="2024-12-08")
    for claim, number in ((small, 2), (large, 3)):
        for _ in range(number):
            make_evidence(claim, make_article(published="2024-12-01"))
    first, second = run.check([small, large], most=4)
    assert (first.whole, len(first.open)) == (True, 2)
    assert (second.whole, second.open) == (False, [])
    assert [one.whole for one in run.check([small, large], most=5)] == [True, True]


def test_checking_asks_as_much_of_the_database_for_thirty_claims_as_for_three() -> None:
    make_person("Hakan Fidan", aliases=["Fidan"])

    def checked(number: int) -> int:
        claims = bulk_claims(number, stances=("supports",))
        for claim in claims:
            piece = make_evidence(
                claim, quotation="Fidan said so.", crediting=[make_article(), make_outlet()]
            )
            add_speaker(piece, make_organization())
            store_text(piece.article, "Nothing.")
        with CaptureQueriesContext(connection) as asked:
            found = run.check(claims)
        assert all(len(one.open) == 2 for one in found)
        return len(asked)

    assert checked(3) == checked(30) <= 14


def command(**options: Any) -> list[str]:
    out = StringIO()
    call_command("check_evidence", stdout=out, **options)
    return out.getvalue().splitlines()


def test_the_command_lists_everything_or_one_dossier(monkeypatch: pytest.MonkeyPatch, publisher: Any) -> None:
    monkeypatch.setattr("claims.management.commands.check_evidence.AT_ONCE", 2)
    claims = [unfound().claim for _ in range(5)]
    dossier = make_dossier(claims=claims[:2])
    run.dismiss(claims[0], found(claims[0])[0].key, by=publisher, reason="It was cut.")
    *lines, last = command()
    assert [line.split()[0] for line in lines] == [claim.public_id for claim in claims[1:]]
    assert last == "4 suggestions, 1 dismissed"
    assert command(dossier=dossier.slug)[-1] == "1 suggestion, 1 dismissed"
    with pytest.raises(CommandError, match="no dossier"):
        command(dossier="none")
