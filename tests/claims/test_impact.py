"""Tests of claims/impact.py, of the pages that show it and of the command that counts it."""

from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import impact, without
from claims.models import Claim
from claims.standings import fresh
from record.slugs import keep_former_slug
from sources.models import Article, Outlet
from tests.factories import (
    bulk_claims,
    bulk_evidence,
    make_article,
    make_claim,
    make_evidence,
    make_outlet,
    make_staff,
)

pytestmark = pytest.mark.django_db


def address(source: Article | Outlet) -> str:
    return f"{source.get_absolute_url()}without/"


def outcomes(source: Article | Outlet) -> dict[int, str]:
    """What becomes of each claim that rests on the source."""
    claims = impact.resting_on(source, None).values_list("pk", flat=True)
    return {change.claim: change.outcome for change in impact.changes_in(claims, impact.fall_of(source))}


def listed(client: Client, source: Article | Outlet) -> tuple[list[Claim], list[Claim], int]:
    shown = client.get(address(source)).context["impact"]
    return shown.losing, shown.changing, shown.staying


# What changes


def test_a_claim_with_one_origin_loses_all_support_with_it_and_so_does_its_relay() -> None:
    article = make_article()
    alone = make_evidence(article=article).claim
    relayed = make_evidence(article=make_article(), crediting=[article]).claim
    assert outcomes(article) == {alone.pk: "loses", relayed.pk: "loses"}


def test_corroboration_and_dispute_change_and_a_third_origin_keeps_the_standing() -> None:
    article, other = make_article(), make_article()
    corroborated, disputed, kept, contradicted = (make_claim() for _ in range(4))
    for claim in (corroborated, disputed, kept):
        make_evidence(claim, article)
    make_evidence(contradicted, article, "contradicts")
    make_evidence(corroborated, other)
    make_evidence(disputed, other, "contradicts")
    make_evidence(kept, other)
    make_evidence(kept)
    assert outcomes(article) == {
        corroborated.pk: "changes",
        disputed.pk: "loses",
        kept.pk: "stays",
        contradicted.pk: "changes",
    }


def test_an_outlet_takes_its_articles_and_what_is_credited_to_it_along() -> None:
    article = make_article()
    outlet = article.outlet
    assert outlet
    own = make_evidence(article=article).claim
    by_name = make_evidence(crediting=[outlet]).claim
    by_article = make_evidence(crediting=[article]).claim
    make_evidence(article=make_article(outlet=make_outlet(owner=outlet)))
    assert outcomes(outlet) == dict.fromkeys([own.pk, by_name.pk, by_article.pk], "loses")


def test_without_a_source_that_says_nothing_of_a_claim_its_standing_is_todays() -> None:
    claims = [make_evidence().claim, make_evidence(stance="contradicts").claim, make_claim()]
    keys = [claim.pk for claim in claims]
    for source in (make_article(), make_outlet()):
        changes = impact.changes_in(keys, impact.fall_of(source))
        assert [change.after.standing for change in changes] == [row.standing for row in fresh(keys)]
        assert {change.outcome for change in changes} == {"stays"}


def test_only_evidence_that_counts_makes_a_claim_rest_on_a_source() -> None:
    article = make_article()
    published = make_evidence(article=article).claim
    draft = make_evidence(make_claim(state="draft"), article, state="draft").claim
    make_evidence(article=article, state="draft")
    make_evidence(article=article, stance="mentions")
    make_evidence(make_claim(state="withdrawn"), article)
    assert list(impact.resting_on(article, None)) == [published]
    assert set(impact.resting_on(article, make_staff())) == {published, draft}


# The pages


def test_the_page_lists_what_changes_newest_first_with_both_standings(client: Client) -> None:
    article = make_article("The long report")
    old, new = make_claim("Old.", date="2024-11"), make_claim("New.", date="2024-12")
    other, kept = make_claim("Both say so."), make_claim("Three say so.")
    for claim in (old, new, other, kept):
        make_evidence(claim, article)
    for claim in (other, kept, kept):
        make_evidence(claim)
    assert listed(client, article) == ([new, old], [other], 1)
    body = client.get(address(article)).content.decode()
    assert "Looked at all 4 claims" in body
    assert body.index("single origin") < body.index("unsupported")
    assert body.count("2 known origins") == 1


def test_an_outlets_page_lists_what_changes_and_its_former_address_leads_there(client: Client) -> None:
    outlet = make_outlet("Al Majalla")
    claim = make_evidence(article=make_article(outlet=outlet)).claim
    assert listed(client, outlet) == ([claim], [], 0)
    keep_former_slug(outlet, former="majalla")
    answer = client.get("/outlets/majalla/without/")
    assert (answer.status_code, answer["Location"]) == (301, address(outlet))


def test_a_page_looks_at_a_thousand_claims_and_says_how_many_there_are(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(without, "AT_ONCE", 3)
    article = make_article()
    claims = bulk_claims(5, article=article, stances=("supports",))
    first = client.get(address(article))
    body = first.content.decode()
    assert "This page looks at 3 claims, newest first. In all, 5 claims" in body
    assert "the next are here" in body
    second = client.get(f"{address(article)}?after={first.context['page'].after}")
    assert "continued from the page before" in second.content.decode()
    both = [*first.context["impact"].losing, *second.context["impact"].losing]
    assert both == sorted(claims, key=lambda claim: (claim.chronology, claim.public_id), reverse=True)


def test_a_source_on_which_nothing_rests_says_so(client: Client) -> None:
    assert "No claim here rests on it" in client.get(address(make_article())).content.decode()


def test_a_source_that_is_not_public_has_no_such_page_for_readers(client: Client) -> None:
    article, outlet = make_article(public=False), make_outlet(public=False)
    assert [client.get(address(source)).status_code for source in (article, outlet)] == [404, 404]
    client.force_login(make_staff())
    assert [client.get(address(source)).status_code for source in (article, outlet)] == [200, 200]


def test_readers_are_not_shown_drafts_and_drafts_do_not_count(client: Client) -> None:
    article = make_article()
    claim = make_evidence(article=article).claim
    make_evidence(claim, state="draft")
    make_evidence(make_claim("A draft.", state="draft"), article, state="draft")
    assert listed(client, article) == ([claim], [], 0)
    assert "A draft." not in client.get(address(article)).content.decode()


@pytest.mark.parametrize("query", ["after=nonsense", "page=2", "after=%00"])
def test_parameters_that_cannot_be_read_are_refused(client: Client, query: str) -> None:
    assert client.get(f"{address(make_article())}?{query}").status_code == 400


def test_the_pages_of_articles_and_outlets_lead_there(client: Client) -> None:
    article = make_evidence().article
    for source in (article, article.outlet):
        assert source
        assert f'href="{address(source)}"' in client.get(source.get_absolute_url()).content.decode()


def test_the_page_costs_the_same_for_three_claims_and_for_three_hundred(client: Client) -> None:
    few, many = make_article(), make_article()
    for article, number in ((few, 3), (many, 300)):
        claims = bulk_claims(number, article=article, stances=("supports",))
        bulk_evidence(claims, article=make_article())
        make_evidence(claims[0], crediting=[article])
    assert queries(client, few) == queries(client, many) <= 14


def queries(client: Client, source: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address(source)).status_code == 200
    return len(captured)


def test_the_pages_are_valid_html(client: Client, html_problems: Any) -> None:
    article = make_article("The “long” report", status="corrected")
    make_evidence(article=article)
    make_evidence(article=article, stance="contradicts")
    pages = {str(source): client.get(address(source)) for source in (article, article.outlet, make_outlet())}
    assert html_problems({name: page.content.decode() for name, page in pages.items()}) == []


# The command


def counted_by_command(**source: str) -> str:
    out = StringIO()
    call_command("impact", stdout=out, **source)
    return out.getvalue()


def test_the_command_counts_every_claim_chunk_by_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article()
    bulk_claims(2_100, article=article, stances=("supports",))
    assert list(impact.count(article)) == [Counter(loses=1000), Counter(loses=1000), Counter(loses=100)]
    assert "2,100 published claims" in counted_by_command(article=article.public_id)


def test_the_command_counts_for_an_outlet_too() -> None:
    outlet = make_outlet()
    make_evidence(article=make_article(outlet=outlet))
    make_evidence(make_claim(state="draft"), make_article(outlet=outlet), state="draft")
    said = counted_by_command(outlet=outlet.slug)
    assert "1 published claim " in said
    assert "1 would lose all support" in said


@pytest.mark.parametrize("source", [{"article": "bcdfghjklm"}, {"outlet": "nobody"}])
def test_the_command_knows_no_such_source(source: dict[str, str]) -> None:
    with pytest.raises(CommandError, match="There is no"):
        counted_by_command(**source)
