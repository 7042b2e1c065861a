"""The pages of relay drift, and its section on an article's page."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.comparing import drifting
from claims.models import Dossier, Evidence
from record.slugs import keep_former_slug
from sources.models import Article
from tests.factories import make_article, make_claim, make_dossier, make_evidence, make_outlet, make_staff

pytestmark = pytest.mark.django_db


def drifted(source: Article | None = None, article: Article | None = None, **fields: Any) -> Evidence:
    """A relay whose date is not that of what it relays."""
    own = make_evidence(make_claim(date="2024-12-08"), source)
    fields = {"asserted_date": "2024-12-07"} | fields
    return make_evidence(own.claim, article, crediting=[own.article], **fields)


def dossier_of(*evidence: Evidence) -> Dossier:
    return make_dossier(claims=[one.claim for one in evidence])


def shown(client: Client, subject: Any, query: str = "") -> list[Evidence]:
    answer = client.get(f"{subject.get_absolute_url()}drift/{query}")
    return [relay.evidence for relay in answer.context["relays"]]


def test_the_dossiers_relays_are_listed_with_what_changed(client: Client) -> None:
    relay = drifted()
    make_evidence(crediting=[make_article()])  # of another story
    dossier = dossier_of(relay)
    assert shown(client, dossier) == [relay]
    body = client.get(f"{dossier.get_absolute_url()}drift/").content.decode()
    assert "Date changed from 8 December 2024 to 7 December 2024" in body
    assert relay.paraphrase in body


def test_a_relay_that_says_the_same_is_counted_and_not_listed(client: Client) -> None:
    same = drifted(asserted_date="")
    dossier = dossier_of(same)
    assert shown(client, dossier) == []
    assert (
        "1 passage shows no difference" in client.get(f"{dossier.get_absolute_url()}drift/").content.decode()
    )


def test_relays_are_chosen_by_kind(client: Client) -> None:
    changed, dropped = drifted(), drifted(asserted_date="", omits=["date"])
    dossier = dossier_of(changed, dropped)
    assert shown(client, dossier, "?kind=changed") == [changed]
    assert shown(client, dossier, "?kind=dropped") == [dropped]
    assert shown(client, dossier, "?kind=not+found") == []


def test_relays_are_chosen_by_the_two_articles(client: Client) -> None:
    source, article = make_article(), make_article()
    wanted, same_source, same_article = drifted(source, article), drifted(source), drifted(None, article)
    dossier = dossier_of(wanted, same_source, same_article)
    assert set(shown(client, dossier, f"?source={source.public_id}")) == {wanted, same_source}
    assert set(shown(client, dossier, f"?article={article.public_id}")) == {wanted, same_article}
    assert shown(client, dossier, f"?article={article.public_id}&source={source.public_id}") == [wanted]
    answer = client.get(f"{dossier.get_absolute_url()}drift/")
    assert (article, source, 1) in answer.context["pairs"]


def test_an_articles_own_page_lists_its_relays(client: Client) -> None:
    relay = drifted()
    drifted()
    assert shown(client, relay.article) == [relay]


def test_pages_follow_one_another(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drifting, "AT_ONCE", 2)
    relays = [drifted() for _ in range(3)]
    address = f"{dossier_of(*relays).get_absolute_url()}drift/"
    first = client.get(address)
    assert "This page looks at 2 passages" in first.content.decode()
    second = client.get(f"{address}?after={first.context['page'].after}")
    found = [relay.evidence for page in (first, second) for relay in page.context["relays"]]
    assert sorted(found, key=lambda one: one.pk) == relays
    assert len(found) == 3


def test_readers_are_shown_no_drafts(client: Client) -> None:
    draft = drifted(state="draft")
    dossier = dossier_of(draft)
    assert shown(client, dossier) == []
    client.force_login(make_staff())
    assert shown(client, dossier) == [draft]


@pytest.mark.parametrize(
    "query", ["kind=lied", "article=bcdfghjklm", "source=bcdfghjklm", "after=x", "x=1", "kind=%00"]
)
def test_parameters_that_cannot_be_read_are_refused(client: Client, query: str) -> None:
    assert client.get(f"{dossier_of(drifted()).get_absolute_url()}drift/?{query}").status_code == 400


def test_a_private_article_is_refused_as_one_that_does_not_exist(client: Client) -> None:
    address, private = f"{dossier_of(drifted()).get_absolute_url()}drift/", make_article(public=False)
    for name in ("article", "source"):
        secret, nothing = (client.get(f"{address}?{name}={key}") for key in (private.public_id, "zzzzzzzzzz"))
        assert secret.status_code == 400
        assert secret.content.decode().replace(private.public_id, "zzzzzzzzzz") == nothing.content.decode()
    assert client.get(f"{private.get_absolute_url()}drift/").status_code == 404


def test_a_dossiers_former_address_leads_there(client: Client) -> None:
    dossier = dossier_of(drifted())
    keep_former_slug(dossier, former="an-old-slug")
    answer = client.get("/dossiers/an-old-slug/drift/")
    assert (answer.status_code, answer["Location"]) == (301, f"{dossier.get_absolute_url()}drift/")


def test_an_articles_page_says_how_it_differs_from_what_it_relays(client: Client) -> None:
    article = make_article()
    drifted(article=article)
    make_evidence(article=article, crediting=[make_article(outlet=make_outlet("Unread"))])
    body = client.get(article.get_absolute_url()).content.decode()
    assert "How it differs from what it relays" in body
    assert "Date changed from 8 December 2024 to 7 December 2024" in body
    assert "1 passage not yet checked against what it credits" in body
    assert f"{article.get_absolute_url()}drift/" in body


def test_an_article_that_relays_nothing_has_no_such_section(client: Client) -> None:
    body = client.get(make_evidence().article.get_absolute_url()).content.decode()
    assert "How it differs" not in body


def test_two_relays_and_twenty_cost_the_same(client: Client) -> None:
    assert cost(client, 2) == cost(client, 20) <= 26


def cost(client: Client, number: int) -> int:
    source, article = make_article(), make_article()
    address = f"{dossier_of(*(drifted(source, article) for _ in range(number))).get_absolute_url()}drift/"
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
