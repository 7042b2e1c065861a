"""What was read is put into an article that is here already: a stub, an archived copy, a version of its text."""

import pytest
from django.test import Client

from claims import actions as claim_actions
from claims.standings import compare
from sources.models import Article, ArticleText
from tests import factories
from tests.admin_form import AdminForm, errors
from tests.sources.adding.pages import COPY, PARAGRAPHS, REPORT, bring, page_of, pasted
from tests.web import Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("captures")]

TEXT = "\n\n".join(PARAGRAPHS)


def into(client: Client, article: Article, **fields: str) -> AdminForm:
    first = bring(client, **fields)
    assert first.status_code == 302
    return AdminForm.get(client, f"{first['Location']}?into={article.pk}")


def test_what_may_be_here_already_is_offered(as_editor: Client) -> None:
    article = factories.make_article("The story", url="https://www.example.org/news/1", public=False)
    page = page_of(as_editor, pasted(as_editor, url=COPY, anyway=COPY))
    assert f"?into={article.pk}" in page
    assert "take the address given as its archive address" in page


def test_a_copy_gives_a_known_article_its_archive_address_and_a_version(as_editor: Client) -> None:
    article = factories.make_article(
        "The story", url="https://www.example.org/news/1", byline="As printed", public=False
    )
    form = into(as_editor, article, url=COPY, pasted="A title.\n\nA text.", anyway=COPY)
    assert (form["title"], form["url"], form["byline"]) == (
        "The story",
        "https://www.example.org/news/1",
        "As printed",
    )
    assert form["archive_url"] == COPY
    assert form.post(as_editor).status_code == 302
    article.refresh_from_db()
    assert (article.archive_url, article.stored_text.text) == (COPY, "A title.\n\nA text.")
    assert Article.objects.count() == 1


def test_a_stub_takes_what_was_read_and_is_none_any_more(as_editor: Client, site: Site) -> None:
    stub = factories.make_article("The convoy", stub=True, outlet=None, public=False)
    form = into(as_editor, stub, url=site.page("/a", REPORT))
    assert (form["title"], form["byline"]) == ("The convoy", "Sara Haddad, Ali Noor")
    assert form.post(as_editor).status_code == 302
    stub.refresh_from_db()
    assert (stub.stub, stub.accessed_on is not None, stub.stored_text.text) == (False, True, TEXT)


def test_a_text_known_by_its_hash_alone_is_filled_in(as_editor: Client) -> None:
    article = factories.make_article(public=False)
    ArticleText.objects.create(article=article, sha256="0" * 64, length=9, captured_at=factories.NOON)
    form = into(as_editor, article, pasted="A title.\n\nA text.")
    assert "keep_text" not in form
    form.post(as_editor)
    assert ArticleText.objects.get().text == "A title.\n\nA text."


def test_the_text_that_is_held_stays_unless_told_otherwise(as_editor: Client) -> None:
    article = factories.make_article(public=False)
    held = ArticleText(article=article)
    held.hold("As held.", at=factories.NOON)
    held.save()
    form = into(as_editor, article, pasted="As read.\n\nNow.")
    assert form["keep_text"] == "on"
    form.post(as_editor)
    held.refresh_from_db()
    assert held.text == "As held."
    assert article.captures.get().text == "As read.\n\nNow."


def test_the_same_text_read_again_changes_no_text(as_editor: Client) -> None:
    article = factories.make_article(public=False)
    held = ArticleText(article=article)
    held.hold("A title.\n\nA text.", at=factories.NOON)
    held.save()
    form = into(as_editor, article, pasted="A title.\n\nA text.")
    assert "This very text is held for it already" in page_of(as_editor, form)
    form.post(as_editor)
    assert ArticleText.objects.get().history.count() == 1
    assert ArticleText.objects.get().captured_at == factories.NOON
    assert article.captures.count() == 1


def test_an_article_changed_meanwhile_is_not_written_over(as_editor: Client) -> None:
    article = factories.make_article("The story", public=False)
    form = into(as_editor, article, pasted="A title.\n\nA text.")
    article.byline = "Somebody else’s"
    article.save()
    form["byline"] = "Mine"
    response = form.post(as_editor)
    assert any("Somebody changed this article after" in error for error in errors(response))
    article.refresh_from_db()
    assert article.byline == "Somebody else’s"
    again = AdminForm(response, id_="article_form")
    again.address = form.address
    assert again["byline"] == "Mine"
    assert again.post(as_editor).status_code == 302
    article.refresh_from_db()
    assert article.byline == "Mine"


def test_a_text_changed_meanwhile_is_not_written_over(as_editor: Client) -> None:
    article = factories.make_article("The story", public=False)
    form = into(as_editor, article, pasted="A title.\n\nA text.")
    ArticleText.objects.create(
        article=article, text="Put right.", sha256="0" * 64, length=10, captured_at=factories.NOON
    )
    response = form.post(as_editor)
    assert any("Somebody changed this article after" in error for error in errors(response))
    assert ArticleText.objects.get(article=article).text == "Put right."


def test_what_readers_see_is_changed_by_publishers_alone(as_editor: Client, as_publisher: Client) -> None:
    article = factories.make_article(url="https://www.example.org/news/1", public=True)
    first = bring(as_editor, url=COPY, pasted="A title.\n\nA text.", anyway=COPY)["Location"]
    assert as_editor.get(f"{first}?into={article.pk}").status_code == 403
    assert "a Publisher may put what was read into it" in as_editor.get(first).content.decode()
    theirs = into(as_publisher, article, url=COPY, pasted="A title.\n\nA text.", anyway=COPY)
    assert theirs.post(as_publisher).status_code == 302


@pytest.mark.parametrize("number", ["0", "9999999", "x", "", "1e3", "99999999999999999999", "-1"])
def test_no_article_of_that_number_is_no_failure(as_editor: Client, number: str) -> None:
    form = pasted(as_editor)
    assert as_editor.get(f"{form.address}?into={number}").status_code in (400, 404)


def test_an_outlet_given_to_an_article_recounts_what_rests_on_it(as_publisher: Client) -> None:
    outlet = factories.make_outlet()
    claim, article = factories.make_claim(), factories.make_article(outlet=None)
    factories.make_evidence(claim, article)
    factories.make_evidence(claim, factories.make_article(outlet=outlet))
    with claim_actions.changing([claim.pk]):
        pass
    form = into(as_publisher, article, pasted="A title.\n\nA text.")
    form["outlet"] = outlet.pk
    assert form.post(as_publisher).status_code == 302
    claim.refresh_from_db()
    assert claim.standing.standing == "single-origin"
    assert [difference for _, found in compare() for difference in found] == []
