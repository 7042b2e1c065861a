"""Outlets, articles and informants in the admin."""

import hashlib
from typing import Any

import pytest
from django.test import Client

from claims import actions, publicity
from claims.models import Claim
from claims.models.claims import State
from claims.standings import compare
from sources.actions import keep_addresses
from sources.models import Article, ArticleText, Outlet, UnnamedSource
from tests import factories
from tests.admin_form import AdminForm, errors

pytestmark = pytest.mark.django_db

ADD = "/admin/sources/article/add/"


def address(record: Any) -> str:
    return f"/admin/sources/{record._meta.model_name}/{record.pk}/change/"


def logged(**evidence: Any) -> Claim:
    """A published claim, counted."""
    claim = factories.make_claim()
    factories.make_evidence(claim, **evidence)
    with actions.changing([claim.pk]):
        pass
    return claim


# Articles


def test_an_article_is_logged_with_its_text_and_informants(as_editor: Client) -> None:
    form = AdminForm.get(as_editor, ADD)
    form["title"], form["published"] = "The last days", "2024-12"
    form.add("stored_text", text="First line.\r\nSecond line.")
    form.add("unnamed_sources", description="an officer", kind="one")
    assert form.post(as_editor).status_code == 302
    article = Article.objects.get()
    text = article.stored_text
    assert text.text == "First line.\nSecond line."
    assert text.sha256 == hashlib.sha256(b"First line.\nSecond line.").hexdigest()
    assert (text.length, text.captured_at is not None) == (24, True)
    assert article.unnamed_sources.get().description == "an officer"


def test_a_text_that_was_not_touched_keeps_its_capture(as_publisher: Client) -> None:
    article = factories.make_article()
    ArticleText.objects.create(
        article=article, text="One.\n\nTwo.", sha256="a" * 64, length=9, captured_at=factories.NOON
    )
    form = AdminForm.get(as_publisher, address(article))
    form["byline"] = "Ibrahim Hamidi"
    form.post(as_publisher)
    text = ArticleText.objects.get()
    assert (text.sha256, text.captured_at, text.history.count()) == ("a" * 64, factories.NOON, 1)


def test_a_text_known_by_its_hash_alone_stays_so(as_publisher: Client) -> None:
    article = factories.make_article()
    ArticleText.objects.create(article=article, sha256="a" * 64, length=9, captured_at=factories.NOON)
    assert AdminForm.get(as_publisher, address(article)).post(as_publisher).status_code == 302
    assert ArticleText.objects.get().sha256 == "a" * 64


@pytest.mark.parametrize(
    "url", ["https://example.org/a", "http://EXAMPLE.org:80/a#top", "HTTPS://example.org/./a"]
)
def test_an_address_that_is_logged_already_names_its_article(as_editor: Client, url: str) -> None:
    known = factories.make_article("The <last> days", url="https://example.org/a")
    form = AdminForm.get(as_editor, ADD)
    form["title"], form["url"] = "Another", url
    page = form.post(as_editor).content.decode()
    assert f'<a href="{address(known)}" target="_blank">The &lt;last&gt; days</a>' in page
    assert page.count("already logged") == 1
    assert Article.objects.count() == 1


def test_another_address_of_an_article_is_logged_already_too(as_editor: Client) -> None:
    known = factories.make_article("Known", url="https://example.org/a")
    keep_addresses(known, ["https://m.example.org/a", "https://example.org/amp/a"])
    form = AdminForm.get(as_editor, ADD)
    form["title"], form["url"] = "Another", "http://m.example.org/a#top"
    assert f'<a href="{address(known)}"' in form.post(as_editor).content.decode()
    assert Article.objects.get() == known


def test_an_article_keeps_its_own_address(as_publisher: Client) -> None:
    article = factories.make_article(url="https://example.org/a")
    assert AdminForm.get(as_publisher, address(article)).post(as_publisher).status_code == 302


def test_addresses_and_dates_that_cannot_be_read_say_what_to_type(as_editor: Client) -> None:
    form = AdminForm.get(as_editor, ADD)
    form["title"], form["url"], form["published"] = "x", "not an address", "yesterday"
    found = errors(form.post(as_editor))
    assert any("2024-12" in error for error in found)
    assert len(found) == 2


@pytest.mark.parametrize(
    "term", ["LAST days", "majalla", "مجلة", "https://example.org/a?utm_source=x", "example.org/a"]
)
def test_autocompletes_find_articles_by_title_outlet_and_address(as_editor: Client, term: str) -> None:
    outlet = factories.make_outlet("Al Majalla", aliases=["المجلة"])
    article = factories.make_article(
        "The Last Days", outlet=outlet, url="https://example.org/a", published="2024"
    )
    factories.make_article("Another", url="https://example.org/b")
    asked = {"term": term, "app_label": "claims", "model_name": "evidence", "field_name": "article"}
    found = as_editor.get("/admin/autocomplete/", asked).json()["results"]
    assert found == [{"id": str(article.pk), "text": "The Last Days (Al Majalla, 2024)"}]


def test_autocompletes_find_an_article_by_an_address_it_had_before(as_editor: Client) -> None:
    article = factories.make_article("The Last Days", url="https://example.org/new")
    keep_addresses(article, ["https://example.org/old"])
    asked = {"app_label": "claims", "model_name": "evidence", "field_name": "article"}
    for term in ("https://example.org/old", "https://www.example.org/old?utm_source=x"):
        found = as_editor.get("/admin/autocomplete/", asked | {"term": term}).json()["results"]
        assert [one["id"] for one in found] == [str(article.pk)]


def test_an_article_of_unknown_outlet_says_so(as_editor: Client) -> None:
    factories.make_article("The Last Days", outlet=None)
    asked = {"term": "last", "app_label": "claims", "model_name": "evidence", "field_name": "article"}
    found = as_editor.get("/admin/autocomplete/", asked).json()["results"]
    assert found[0]["text"] == "The Last Days (outlet not known)"


def test_a_retracted_article_is_counted_no_longer(as_publisher: Client) -> None:
    claim = logged()
    article = claim.evidence.get().article
    form = AdminForm.get(as_publisher, address(article))
    form["status"], form["status_note"] = "retracted", "Withdrawn by the outlet."
    assert form.post(as_publisher).status_code == 302
    claim.refresh_from_db()
    assert claim.standing.standing == "unsupported"
    assert [difference for _, found in compare() for difference in found] == []


def test_an_article_given_its_outlet_makes_the_outlet_public(as_publisher: Client) -> None:
    article, outlet = factories.make_article(outlet=None), factories.make_outlet(public=False)
    logged(article=article)
    form = AdminForm.get(as_publisher, address(article))
    form["outlet"] = outlet.pk
    form.post(as_publisher)
    outlet.refresh_from_db()
    assert outlet.public
    assert publicity.differences() == []


def test_an_articles_page_lists_every_claim_logged_from_it(as_editor: Client) -> None:
    article = factories.make_article()
    mine, relay = (
        factories.make_claim("Logged here."),
        factories.make_claim("From a relay.", state=State.DRAFT),
    )
    factories.make_evidence(mine, article, paraphrase="In this passage.")
    factories.make_evidence(relay, crediting=[article], state=State.DRAFT)
    factories.make_claim("Elsewhere.")
    response = as_editor.get(address(article))
    page = response.content.decode()
    assert [str(row.claim) for row in response.context["logged_here"]] == ["Logged here."]
    assert [str(row.claim) for row in response.context["logged_from_relays"]] == ["From a relay."]
    assert "In this passage." in page
    assert f"/admin/claims/claim/?article={article.pk}" in page
    assert "Elsewhere." not in page


# Outlets


def test_two_outlets_of_one_owner_become_one_origin(as_publisher: Client) -> None:
    owner, first, second = (factories.make_outlet() for _ in range(3))
    claim = logged(article=factories.make_article(outlet=first))
    factories.make_evidence(claim, factories.make_article(outlet=second))
    with actions.changing([claim.pk]):
        pass
    for outlet in (first, second):
        claim.refresh_from_db()
        assert claim.standing.standing == "corroborated"
        form = AdminForm.get(as_publisher, address(outlet))
        form["owner"] = owner.pk
        form.post(as_publisher)
    claim.refresh_from_db()
    assert claim.standing.standing == "single-origin"
    assert [difference for _, found in compare() for difference in found] == []


def test_an_outlet_in_use_is_not_deleted(as_publisher: Client) -> None:
    outlet = factories.make_article().outlet
    chosen = {"action": "delete_selected", "_selected_action": [outlet.pk], "post": "yes"}
    as_publisher.post("/admin/sources/outlet/", chosen)
    assert Outlet.objects.filter(pk=outlet.pk).exists()


def test_a_home_page_typed_without_its_scheme_is_taken_for_https(as_editor: Client) -> None:
    form = AdminForm.get(as_editor, "/admin/sources/outlet/add/")
    form["name"], form["home_page"] = "AFP", "www.example.org"
    form.post(as_editor)
    assert Outlet.objects.get().home_page == "https://www.example.org"


# Informants


def test_the_same_informant_takes_a_reason(as_publisher: Client) -> None:
    first, second = factories.make_unnamed_source(), factories.make_unnamed_source()
    form = AdminForm.get(as_publisher, address(first))
    form["same_as"] = second.pk
    assert any("Say which informant it is the same as and why" in e for e in errors(form.post(as_publisher)))
    form["same_as_reason"] = "Both reports say whose brother he is."
    assert form.post(as_publisher).status_code == 302


def test_the_same_informant_twice_in_an_article_is_an_error_and_no_failure(as_editor: Client) -> None:
    article = factories.make_article(public=False)
    factories.make_unnamed_source("an officer", article=article)
    form = AdminForm.get(as_editor, "/admin/sources/unnamedsource/add/")
    form["article"], form["description"] = article.pk, "An Officer"
    assert errors(form.post(as_editor))
    assert UnnamedSource.objects.count() == 1


def test_an_editor_does_not_say_who_an_informant_of_a_public_article_is(as_editor: Client) -> None:
    public = factories.make_unnamed_source(article=factories.make_article(public=True))
    hidden, other = (
        factories.make_unnamed_source(article=factories.make_article(public=False)) for _ in range(2)
    )
    UnnamedSource.objects.filter(pk=public.pk).update(same_as=hidden, same_as_reason="the same words")
    form = AdminForm.get(as_editor, address(hidden))
    form.fields |= {"same_as": [str(other.pk)], "same_as_reason": ["r"]}
    form.post(as_editor)
    assert UnnamedSource.objects.get(pk=hidden.pk).same_as is None
    free = AdminForm.get(as_editor, address(other))
    free["same_as"], free["same_as_reason"] = hidden.pk, "r"
    assert free.post(as_editor).status_code == 302
    assert UnnamedSource.objects.get(pk=other.pk).same_as == hidden


def test_an_informant_stays_with_the_article(as_publisher: Client) -> None:
    informant, elsewhere = factories.make_unnamed_source(), factories.make_article()
    form = AdminForm.get(as_publisher, address(informant))
    form["description"], form["article"] = "x", elsewhere.pk
    form.post(as_publisher)
    informant.refresh_from_db()
    assert (informant.description, informant.article == elsewhere) == ("x", False)
