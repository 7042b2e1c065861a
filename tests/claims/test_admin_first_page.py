"""The admin's first page: which work waits for whom, and what it asks of the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.actions import changing
from claims.models import BlindCheck, Claim, Evidence, ImportRun
from claims.models.claims import State
from record.admin.panels import CAPPED, Panel
from sources.models import ArticleText
from tests.factories import NOON, bulk_claims, bulk_evidence, make_article, make_claim, make_evidence

pytestmark = pytest.mark.django_db

COMPLETE = "Waiting for a Publisher: drafts that are complete"
MY_PASSAGES = "My drafts: passages on published claims"
NEW_EVIDENCE = "Waiting for a Publisher: evidence on published claims"
TO_CHECK = "Needs review: to check blind"
TO_SETTLE = "Needs review: disagreements to settle"
NOT_FOUND = "Needs review: quotations no longer found"
CORRECTED = "Needs review: passages of corrected articles"
RETRACTED = "Rests on a retracted source"


def panels(client: Client) -> dict[str, Panel]:
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return {panel.title: panel for panel in answer.context["panels"]}


def words(panel: Panel) -> list[str]:
    return [row.words for row in panel.rows]


def test_my_drafts_come_first_each_with_what_it_lacks(as_editor: Client, editor: User) -> None:
    make_claim("Of another.", state=State.DRAFT)
    make_claim("Published.", created_by=editor)
    make_claim("Bare.", state=State.DRAFT, created_by=editor)
    make_evidence(make_claim("Whole.", state=State.DRAFT, created_by=editor), state=State.DRAFT)
    panel = panels(as_editor)["My drafts"]
    assert (panel.count, words(panel)) == (2, ["Whole.", "Bare."])
    assert [row.notes for row in panel.rows] == [
        ["Complete."],
        ["It has no evidence: link at least one passage of an article."],
    ]
    assert next(iter(panels(as_editor))) == "My drafts"


def test_my_passages_on_published_claims_are_mine_to_finish(as_editor: Client, editor: User) -> None:
    claim = make_claim("Out.")
    make_evidence(claim, created_by=editor)
    make_evidence(claim, state=State.DRAFT)
    make_evidence(make_claim(state=State.DRAFT), state=State.DRAFT, created_by=editor)
    make_evidence(claim, make_article("The late report"), "", state=State.DRAFT, created_by=editor)
    panel = panels(as_editor)[MY_PASSAGES]
    assert (panel.count, words(panel)) == (1, ["Out.: The late report"])
    assert any("whether it supports" in note for note in panel.rows[0].notes)
    assert len(as_editor.get(panel.address).context["cl"].result_list) == 2


def test_work_begins_above_what_waits_for_those_who_may(as_editor: Client) -> None:
    links = [">Add an article</a>", ">Import a sheet</a>"]
    page = as_editor.get("/admin/").content.decode()
    assert [link in page for link in links] == [True, True]
    clerk = Client()
    clerk.force_login(User.objects.create(username="clerk", is_staff=True))
    page = clerk.get("/admin/").content.decode()
    assert [link in page for link in links] == [False, False]


def test_no_limit_is_named_that_left_nothing_out(as_editor: Client) -> None:
    make_evidence(make_claim(state=State.DRAFT), state=State.DRAFT)
    assert "Among the latest" not in as_editor.get("/admin/").content.decode()


def test_no_more_than_five_are_shown_and_the_rest_is_a_link_away(as_editor: Client, editor: User) -> None:
    for _ in range(7):
        make_claim(state=State.DRAFT, created_by=editor)
    panel = panels(as_editor)["My drafts"]
    assert (panel.counted, len(panel.rows)) == ("7", 5)
    assert len(as_editor.get(panel.address).context["cl"].result_list) == 7


def test_a_count_ends_at_five_hundred(as_editor: Client, editor: User) -> None:
    bulk_claims(CAPPED + 2, stances=())
    Claim.objects.update(state=State.DRAFT, published_at=None, created_by=editor)
    assert panels(as_editor)["My drafts"].counted == "500+"


def test_complete_drafts_wait_whoever_wrote_them(as_publisher: Client, as_editor: Client) -> None:
    whole = make_claim("Whole.", state=State.DRAFT)
    make_evidence(whole, state=State.DRAFT)
    make_claim("Bare.", state=State.DRAFT)
    panel = panels(as_publisher)[COMPLETE]
    assert (panel.count, words(panel)) == (1, ["Whole."])
    assert panel.rows[0].address == f"/admin/claims/claim/{whole.pk}/publish/"
    assert panels(as_editor)[COMPLETE].rows[0].address == f"/admin/claims/claim/{whole.pk}/change/"
    assert list(as_editor.get(panel.address).context["cl"].result_list) == [whole]


def test_draft_evidence_on_published_claims_waits(as_publisher: Client) -> None:
    claim = make_claim("Out.")
    make_evidence(claim)
    make_evidence(make_claim(state=State.DRAFT), state=State.DRAFT)
    make_evidence(claim, make_article("The late report"), state=State.DRAFT)
    panel = panels(as_publisher)[NEW_EVIDENCE]
    assert (panel.count, words(panel)) == (1, ["Out.: The late report"])
    assert len(as_publisher.get(panel.address).context["cl"].result_list) == 1


def disputed(**fields: Any) -> BlindCheck:
    evidence = make_evidence()
    seen = {"statement": evidence.claim.statement, "paraphrase": evidence.paraphrase}
    given = {"stance": "contradicts", "recorded": "supports"}
    return BlindCheck.objects.create(evidence=evidence, **given | seen | fields)


def test_blind_checks_to_do_lead_to_their_passage_and_tell_no_stance(as_editor: Client) -> None:
    evidence = make_evidence(make_claim("He left."), stance="contradicts")
    make_evidence()
    panel = panels(as_editor)[TO_CHECK]
    assert panel.count == 2
    assert words(panel)[1] == "He left."
    assert as_editor.get(panel.rows[1].address).context["passage"] == evidence.public_id
    assert "contradicts" not in as_editor.get("/admin/").content.decode()


def test_disagreements_wait_for_publishers_alone(as_publisher: Client, as_editor: Client) -> None:
    check = disputed()
    panel = panels(as_publisher)[TO_SETTLE]
    assert (panel.count, words(panel)) == (1, [check.statement])
    assert TO_SETTLE not in panels(as_editor)
    assert check.statement not in as_editor.get("/admin/").content.decode()


def test_both_sides_are_told_what_was_decided_lately(as_editor: Client, editor: User) -> None:
    settled = {"outcome": "kept", "reason": "So."}
    disputed(by=editor, settled_at=timezone.now(), **settled)
    disputed(by=editor, settled_at=timezone.now() - timedelta(days=60), **settled)
    disputed(settled_at=timezone.now(), **settled)
    assert panels(as_editor)["Settled lately, where you were a side"].count == 1


def test_quotations_that_are_not_in_the_text_any_more_are_named(as_editor: Client) -> None:
    article = make_article("The report")
    ArticleText.objects.create(article=article, text="he left", sha256="a" * 64, length=7, captured_at=NOON)
    make_evidence(article=article, quotation="he left")
    make_evidence(article=article, quotation="he fled")
    panel = panels(as_editor)[NOT_FOUND]
    assert (panel.count, words(panel)) == (1, ["“he fled”"])


def test_passages_of_corrected_articles_wait_to_be_judged(as_editor: Client) -> None:
    article = make_article("Mended", status="corrected")
    make_evidence(make_claim("He left."), article)
    make_evidence(make_claim(), article, stands_after_correction=True)
    panel = panels(as_editor)[CORRECTED]
    assert (panel.count, words(panel)) == (1, ["He left."])
    assert as_editor.get(panel.address).status_code == 200


def test_published_claims_on_a_retracted_source_are_named_once_by_relay_too(as_editor: Client) -> None:
    fallen = make_article("Taken back", status="retracted")
    direct, relayed, draft = make_claim("Direct."), make_claim("Relayed."), make_claim(state=State.DRAFT)
    with changing([direct.pk, relayed.pk]):
        make_evidence(direct, fallen)
        make_evidence(direct, fallen, "contradicts")
        make_evidence(relayed, crediting=[fallen])
    make_evidence(draft, fallen, state=State.DRAFT)
    make_evidence()
    panel = panels(as_editor)[RETRACTED]
    assert (panel.count, words(panel)) == (2, ["Relayed.", "Direct."])
    assert panel.rows[0].notes == ["unsupported"] or panel.rows[0].notes == ["attributed only"]


def test_an_import_that_stopped_is_shown(as_editor: Client) -> None:
    ImportRun.objects.create(file_name="claims.csv", sha256="a" * 64, rows_total=900, rows_done=300)
    panel = panels(as_editor)["Imports that are not finished"]
    assert panel.count == 1
    assert panel.rows[0].notes == ["row 300 of 900"]


def test_names_that_may_be_the_same_are_a_link_away_and_not_counted(as_editor: Client) -> None:
    panel = panels(as_editor)["Names that may be the same"]
    assert (panel.count, panel.counted) == (None, "")
    assert as_editor.get(panel.address).status_code == 200


def test_who_does_not_work_on_the_record_is_shown_no_work() -> None:
    make_evidence()
    client = Client()
    client.force_login(User.objects.create(username="clerk", is_staff=True))
    assert panels(client) == {}


def fill(number: int, editor: User) -> None:
    """As many rows in every queue."""
    claims = bulk_claims(number, article=make_article(status="retracted"))
    bulk_evidence(claims, article=(corrected := make_article(status="corrected")))
    ArticleText.objects.create(article=corrected, text="else", sha256="a" * 64, length=4, captured_at=NOON)
    drafts = bulk_claims(number, article=make_article())
    Claim.objects.filter(pk__in=[claim.pk for claim in drafts[: number // 2]]).update(
        state=State.DRAFT, published_at=None, created_by=editor
    )
    Evidence.objects.filter(claim__in=drafts).update(state=State.DRAFT, published_at=None, created_by=editor)
    checked = Evidence.objects.filter(claim__in=claims, stance="supports").select_related("claim")[
        : number // 2
    ]
    BlindCheck.objects.bulk_create(
        BlindCheck(
            evidence=one, stance="mentions", recorded="supports", by=editor, statement=one.claim.statement,
            quotation=one.quotation, **({"outcome": "kept", "reason": "So.", "settled_at": timezone.now()} if number % 2 else {}),
        )
        for number, one in enumerate(checked)
    )  # fmt: skip
    for index in range(number // 2):
        ImportRun.objects.create(file_name="x", sha256=f"{number:032}{index:032}", rows_total=9)


def test_the_page_asks_no_more_of_a_thousand_claims_than_of_ten(
    as_publisher: Client, publisher: User
) -> None:
    counts = []
    for number in (10, 1_000):
        fill(number, publisher)
        shown = panels(as_publisher)
        assert {title for title, panel in shown.items() if panel.count == 0} == set()
        with CaptureQueriesContext(connection) as asked:
            as_publisher.get("/admin/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 60
