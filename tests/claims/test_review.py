"""Tests of the review queue in the admin, and of what claim pages say of reports that fell since."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import standings
from claims.actions import settle_correction
from claims.admin.seen import stamp_passage
from claims.completeness import NotReady
from claims.models import Claim, ClaimStanding, Evidence
from sources.models import Article
from tests.factories import bulk_claims, make_article, make_claim, make_evidence, make_staff

pytestmark = pytest.mark.django_db

QUEUE = "/admin/sources/article/review/"


def review_of(article: Article) -> str:
    return f"/admin/sources/article/{article.pk}/review/"


@pytest.fixture
def publisher(client: Client) -> User:
    user = make_staff("publisher", "change_evidence", "publish_claim")
    client.force_login(user)
    return user


def queued(client: Client, query: str = "") -> dict[str, list[Any]]:
    """The articles in each part of the queue."""
    answer = client.get(QUEUE + query)
    assert answer.status_code == 200
    return {one.section.name: one.page.rows for one in answer.context["shown"]}


def reviewed(client: Client, article: Article) -> dict[Claim, list[Evidence]]:
    """The claims on an article's page, each with the passages that rest on it."""
    return {claim: claim.parts for claim in client.get(review_of(article)).context["page"].rows}


def judge(client: Client, passage: Evidence, stands: str = "yes") -> int:
    """Judge a passage as the page shows it now."""
    shown = Evidence.objects.select_related("article").get(pk=passage.pk)
    asked = {"passage": passage.public_id, "stands": stands, "seen": stamp_passage(shown)}
    return client.post(review_of(passage.article), asked).status_code


# The queue


def test_the_queue_holds_every_article_that_fell_and_on_which_something_rests(
    client: Client, publisher: User
) -> None:
    corrected, judged, retracted, superseded = (
        make_article(status=status) for status in ("corrected", "corrected", "retracted", "superseded")
    )
    for article in (corrected, retracted, superseded, make_article()):
        make_evidence(article=article)
    make_evidence(article=judged, stands_after_correction=True)
    make_article(status="retracted")
    assert queued(client) == {
        "confirm": [corrected],
        "retracted": [retracted],
        "superseded": [superseded],
        "judged": [judged],
    }


def test_an_article_is_queued_for_reports_that_credit_it_too(client: Client, publisher: User) -> None:
    article = make_article(status="retracted")
    own, relay = make_evidence(article=article), make_evidence(crediting=[article])
    [row] = queued(client)["retracted"]
    assert (row.own_claims, row.relayed_claims) == (1, 1)
    assert reviewed(client, article) == {own.claim: [own], relay.claim: [relay]}


def test_what_no_longer_counts_queues_nothing(client: Client, publisher: User) -> None:
    article = make_article(status="retracted")
    make_evidence(make_claim(state="withdrawn"), article)
    make_evidence(article=article, stance="mentions")
    make_evidence(make_claim(state="withdrawn"), crediting=[article])
    assert queued(client) == {}
    assert reviewed(client, article) == {}


def test_a_long_queue_is_read_part_by_part(client: Client, publisher: User) -> None:
    for _ in range(22):
        make_evidence(article=make_article(status="retracted"))
    answer = client.get(QUEUE)
    assert len(answer.context["shown"][0].page.rows) == 20
    assert "show=retracted" in answer.content.decode()
    assert len(queued(client, "?show=retracted")["retracted"]) == 22


@pytest.mark.parametrize("query", ["?show=nothing", "?after=x", "?q=x"])
def test_the_queue_refuses_what_it_cannot_read(client: Client, publisher: User, query: str) -> None:
    assert client.get(QUEUE + query).status_code == 400


def test_an_article_as_published_has_no_review(client: Client, publisher: User) -> None:
    assert client.get(review_of(make_evidence().article)).status_code == 404


def test_the_queue_is_for_those_who_work_on_the_record(client: Client) -> None:
    article = make_evidence(article=make_article(status="corrected")).article
    addresses = [QUEUE, review_of(article)]
    assert [client.get(address).status_code for address in addresses] == [302, 302]
    client.force_login(User.objects.create_user("stranger", is_staff=True))
    assert [client.get(address).status_code for address in addresses] == [403, 403]


def test_the_editors_menu_leads_to_the_queue(client: Client, publisher: User) -> None:
    assert f'href="{QUEUE}"' in client.get("/admin/claims/claim/").content.decode()


# Judging a passage


def test_a_publisher_confirms_a_passage_in_one_click_and_it_counts_again(
    client: Client, publisher: User
) -> None:
    passage = make_evidence(article=make_article(status="corrected"))
    standings.recount([passage.claim_id])
    assert ClaimStanding.objects.get().standing == "unsupported"
    assert "It still stands" in client.get(review_of(passage.article)).content.decode()
    assert judge(client, passage) == 302
    passage.refresh_from_db()
    assert passage.stands_after_correction is True
    assert ClaimStanding.objects.get().standing == "single-origin"
    assert passage.history.latest().history_user == publisher
    assert list(queued(client)) == ["judged"]


def test_a_passage_that_no_longer_stands_is_judged_too_and_can_be_judged_again(
    client: Client, publisher: User
) -> None:
    passage = make_evidence(article=make_article(status="corrected"))
    judge(client, passage, "no")
    passage.refresh_from_db()
    assert passage.stands_after_correction is False
    body = client.get(review_of(passage.article)).content.decode()
    assert "No longer stands." in body
    assert "It still stands" in body
    assert "It no longer stands" not in body


def test_an_editor_judges_drafts_alone(client: Client) -> None:
    client.force_login(make_staff("editor", "change_evidence"))
    article = make_article(status="corrected")
    published = make_evidence(article=article)
    draft = make_evidence(make_claim(state="draft"), article, state="draft")
    assert "A Publisher judges it." in client.get(review_of(article)).content.decode()
    assert [judge(client, published), judge(client, draft)] == [403, 302]
    assert Evidence.objects.get(stands_after_correction=True) == draft


def test_only_a_passage_of_the_article_is_judged_and_only_with_yes_or_no(
    client: Client, publisher: User
) -> None:
    passage = make_evidence(article=make_article(status="corrected"))
    relay = make_evidence(crediting=[passage.article])
    address = review_of(passage.article)
    assert client.post(address, {"passage": relay.public_id, "stands": "yes"}).status_code == 404
    assert client.post(address, {"passage": "x\0", "stands": "yes"}).status_code == 400
    assert judge(client, passage, "perhaps") == 400
    assert not Evidence.objects.filter(stands_after_correction__isnull=False).exists()


def test_a_passage_of_an_article_that_was_not_corrected_is_not_judged() -> None:
    passage = make_evidence(article=make_article(status="retracted"))
    with pytest.raises(NotReady, match="not marked as corrected"):
        settle_correction(passage, stands=True, by=None)
    passage.refresh_from_db()
    assert passage.stands_after_correction is None


# What it costs


def test_the_pages_cost_the_same_for_three_claims_and_for_forty(client: Client, publisher: User) -> None:
    few, many = make_article(status="corrected"), make_article(status="retracted")
    bulk_claims(3, article=few)
    bulk_claims(40, article=many)
    make_evidence(crediting=[few])
    make_evidence(crediting=[many])
    assert queries(client, review_of(few)) == queries(client, review_of(many)) <= 14
    before = queries(client, QUEUE)
    for _ in range(15):
        make_evidence(article=make_article(status="retracted"))
    assert queries(client, QUEUE) == before <= 18


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# What readers are told


@pytest.mark.parametrize("status", ["corrected", "retracted", "superseded"])
def test_a_claim_page_says_that_one_of_its_reports_fell(client: Client, status: str) -> None:
    passage = make_evidence(article=make_article("Taken back", status=status))
    body = client.get(passage.claim.get_absolute_url()).content.decode()
    assert f"One of its reports has since been {status}" in body
    assert body.index("since been") < body.index(f'id="e-{passage.public_id}"')


def test_a_claim_page_says_that_reports_which_its_own_credit_fell(client: Client) -> None:
    fallen = [make_article(status="retracted") for _ in range(2)]
    claim = make_evidence(crediting=fallen).claim
    body = client.get(claim.get_absolute_url()).content.decode()
    assert "2 of the reports that these credit have since been retracted" in body


def test_a_claim_page_says_nothing_of_the_kind_otherwise_and_nothing_of_drafts(client: Client) -> None:
    claim = make_evidence().claim
    make_evidence(claim, make_article(status="retracted"), state="draft")
    assert "since been" not in client.get(claim.get_absolute_url()).content.decode()


def test_the_pages_are_valid_html(client: Client, publisher: User, html_problems: Any) -> None:
    passage = make_evidence(article=make_article("Taken “back”", status="corrected"))
    standings.recount([passage.claim_id])
    make_evidence(crediting=[passage.article])
    addresses = [QUEUE, review_of(passage.article), passage.claim.get_absolute_url()]
    pages = {address: client.get(address).content.decode() for address in addresses}
    assert html_problems(pages) == []


def test_a_passage_changed_since_it_was_shown_is_not_judged(client: Client, publisher: User) -> None:
    passage = make_evidence(article=make_article(status="corrected"))
    [shown] = reviewed(client, passage.article)[passage.claim]
    asked = {"passage": passage.public_id, "stands": "yes", "seen": shown.stamp}
    assert (
        f'value="{shown.stamp.partition("@")[0]}' in client.get(review_of(passage.article)).content.decode()
    )
    passage.paraphrase = "It says another thing."
    passage.save()
    answer = client.post(review_of(passage.article), asked, follow=True).content.decode()
    passage.refresh_from_db()
    assert passage.stands_after_correction is None
    assert "Nothing was recorded" in answer
    assert "Paraphrase" in answer or "paraphrase" in answer
