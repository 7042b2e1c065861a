"""The page that compares two articles."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.comparing import articles
from claims.models import Claim
from sources.models import Article
from tests.factories import (
    bulk_claims,
    bulk_evidence,
    make_article,
    make_claim,
    make_dossier,
    make_evidence,
    make_outlet,
    make_reading,
    make_staff,
)

pytestmark = pytest.mark.django_db


def address(ours: Any, theirs: Any, more: str = "") -> str:
    return f"/articles/compare/?a={ours.public_id}&b={theirs.public_id}{more}"


def parts(client: Client, ours: Article, theirs: Article, more: str = "") -> dict[str, Any]:
    answer = client.get(address(ours, theirs, more))
    return {part.shown.section.name: part for part in answer.context["parts"]}


def claims(pairs: list[Any]) -> set[Claim]:
    return {pair.claim for pair in pairs}


def test_every_claim_of_either_report_stands_in_its_section(client: Client) -> None:
    ours, theirs = make_article(), make_article()
    agreed, disputed, mine, yours, passed_on = (make_claim() for _ in range(5))
    for claim in (agreed, disputed, yours):
        make_evidence(claim, theirs)
    make_evidence(agreed, ours)
    make_evidence(disputed, ours, "contradicts")
    make_evidence(mine, ours)
    make_evidence(passed_on, ours, crediting=[theirs])
    found = parts(client, ours, theirs)
    verdicts = {verdict.name: claims(verdict.pairs) for verdict in found["both"].verdicts}
    assert verdicts == {"conflict": {disputed}, "detail": set(), "same": {agreed}}
    assert claims(found["first"].pairs) == {mine, passed_on}
    assert claims(found["second"].pairs) == {yours}
    assert claims(found["taken"].pairs) == {passed_on}


def test_differences_are_named_and_both_passages_shown(client: Client) -> None:
    ours, theirs = (make_article(outlet=make_outlet(name)) for name in ("Herald", "Tribune"))
    claim = make_claim(date="2024-12-08")
    make_evidence(claim, ours, quotation="so says the one", asserted_date="2024-12-07")
    make_evidence(claim, theirs, quotation="so says the other")
    body = client.get(address(ours, theirs)).content.decode()
    for words in ("Date: 7 December 2024 in Herald; 8 December 2024 in Tribune", "the one", "the other"):
        assert words in body
    assert f'href="{claim.get_absolute_url()}"' in body
    assert address(theirs, ours).replace("&", "&amp;") in body
    assert "<strong>1</strong> on which they conflict" in body


def test_a_report_that_says_more_is_not_in_conflict(client: Client) -> None:
    ours, theirs = make_article(), make_article()
    claim = make_claim(date="2024-12-08")
    make_evidence(claim, ours, omits=["date"])
    make_evidence(claim, theirs)
    verdicts = {one.name: claims(one.pairs) for one in parts(client, ours, theirs)["both"].verdicts}
    assert verdicts == {"conflict": set(), "detail": {claim}, "same": set()}


def test_with_no_article_named_there_are_some_to_choose_from(client: Client) -> None:
    article = make_evidence().article
    answer = client.get("/articles/compare/")
    assert answer.context["others"] == [article]
    assert f'<option value="{article.public_id}">' in answer.content.decode()


def test_what_was_taken_and_changed_on_the_way_says_so(client: Client) -> None:
    ours, theirs = make_article(), make_article(outlet=make_outlet("Tribune"))
    claim = make_claim(date="2024-12-08")
    make_evidence(claim, theirs)
    make_evidence(claim, ours, crediting=[theirs], omits=["date"])
    [pair] = parts(client, ours, theirs)["taken"].pairs
    assert [drift.words for drift in pair.drifts] == ["Date dropped: 8 December 2024"]
    assert "taken" not in parts(client, theirs, ours)


def test_silence_is_said_only_of_a_report_that_was_read(client: Client) -> None:
    ours, theirs = make_article(), make_article()
    claim = make_evidence(article=ours).claim
    assert "Not yet checked." in client.get(address(ours, theirs)).content.decode()
    make_reading(theirs, make_dossier(claims=[claim]))
    assert "Silent: not found in the version held here." in client.get(address(ours, theirs)).content.decode()


def test_reports_of_one_outlet_are_told_apart_by_their_titles(client: Client) -> None:
    outlet = make_outlet("Herald")
    ours, theirs = make_article("Early", outlet=outlet), make_article("Late", outlet=outlet)
    make_evidence(article=ours)
    assert client.get(address(ours, theirs)).context["names"] == ("“Early”", "“Late”")


@pytest.mark.parametrize("query", ["b=bcdfghjklm", "a=bcdfghjklm", "a=1", "a=%00", "c=1"])
def test_articles_that_are_missing_or_unknown_are_refused(client: Client, query: str) -> None:
    assert client.get(f"/articles/compare/?{query}").status_code == 400


@pytest.mark.parametrize("more", ["&b=bcdfghjklm", "&show=nothing", "&show=both&after=x", "&after=x", "&x=1"])
def test_what_cannot_be_read_beside_the_first_article_is_refused(client: Client, more: str) -> None:
    article = make_evidence().article
    other = "" if "b=" in more else f"&b={make_article().public_id}"
    assert client.get(f"/articles/compare/?a={article.public_id}{other}{more}").status_code == 400


def test_an_article_is_not_compared_with_itself(client: Client) -> None:
    article = make_article()
    answer = client.get(address(article, article))
    assert (answer.status_code, "It is the same article" in answer.content.decode()) == (400, True)


def test_a_private_article_answers_as_one_that_does_not_exist(client: Client) -> None:
    public, private = make_article(), make_article(public=False)
    for one in ("a={}", f"a={public.public_id}&b={{}}", f"a={{}}&b={public.public_id}"):
        secret, nothing = (
            client.get(f"/articles/compare/?{one.format(key)}") for key in (private.public_id, "zzzzzzzzzz")
        )
        assert (secret.status_code, nothing.status_code) == (400, 400)
        assert secret.content.decode().replace(private.public_id, "zzzzzzzzzz") == nothing.content.decode()
    client.force_login(make_staff())
    assert client.get(address(public, private)).status_code == 200


def test_readers_compare_no_drafts(client: Client) -> None:
    ours, theirs = make_article(), make_article()
    claim = make_evidence(article=ours).claim
    make_evidence(claim, theirs, state="draft")
    make_evidence(make_claim(state="draft"), theirs, state="draft")
    assert list(parts(client, ours, theirs)) == ["first"]


def test_with_one_article_the_page_offers_those_that_share_most_with_it(client: Client) -> None:
    article, one, most = make_article(), make_article(), make_article()
    shared = bulk_claims(3, article=article, stances=("supports",))
    bulk_evidence(shared, article=most)
    bulk_evidence(shared[:1], article=one)
    make_evidence()
    answer = client.get(f"/articles/compare/?a={article.public_id}")
    others = answer.context["others"]
    assert [(other.pk, other.claim_count) for other in others] == [(most.pk, 3), (one.pk, 1)]
    assert f'<option value="{most.public_id}">3 claims: ' in answer.content.decode()


def test_no_more_articles_are_offered_than_a_form_can_hold(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "OFFERED", 2)
    claim = make_claim()
    first, *_ = [make_evidence(claim).article for _ in range(4)]
    assert len(client.get(f"/articles/compare/?a={first.public_id}").context["others"]) == 2


def test_a_page_looks_at_so_many_claims_and_the_next_at_the_rest(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "AT_ONCE", 3)
    monkeypatch.setattr("record.listing.PAGE_SIZE", 3)
    ours, theirs = make_article(), make_article()
    shared = bulk_claims(5, article=ours, stances=("supports",))
    bulk_evidence(shared, article=theirs)
    body = client.get(address(ours, theirs)).content.decode()
    assert "3 claims of them on this page" in body
    assert "All 5" in body
    assert 'rel="next"' not in body  # a cursor belongs to the section alone


def test_a_section_is_paged_alone(client: Client) -> None:
    ours, theirs = make_article(), make_article()
    mine = bulk_claims(60, article=ours, stances=("supports",))
    first = parts(client, ours, theirs, "&show=first")["first"]
    second = parts(client, ours, theirs, f"&show=first&after={first.shown.page.after}")["first"]
    assert claims(first.pairs) | claims(second.pairs) == set(mine)
    assert (len(first.pairs), len(second.pairs)) == (50, 10)


def test_the_page_costs_the_same_for_three_claims_and_for_two_hundred(client: Client) -> None:
    costs = [cost(client, number) for number in (3, 200)]
    assert costs[0] == costs[1] <= 24


def cost(client: Client, number: int) -> int:
    ours, theirs = make_article(), make_article()
    shared = bulk_claims(number, article=ours, stances=("supports",))
    bulk_evidence(shared, article=theirs)
    bulk_claims(number, article=ours)
    bulk_claims(number, article=theirs)
    make_evidence(shared[0], ours, crediting=[theirs])
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address(ours, theirs)).status_code == 200
    return len(captured)
