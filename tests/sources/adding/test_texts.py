"""An article fetched again: its versions side by side, told apart by their SHA-256, none of them lost."""

from datetime import timedelta

import pytest
from django.test import Client

from sources.models import Article, ArticleText, Capture, sha256_of_text
from sources.versions import Change, changes, versions
from tests import factories
from tests.admin_form import AdminForm
from tests.sources.adding.pages import PARAGRAPHS, REPORT, bring, confirm_form, report
from tests.web import Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("captures")]

FIRST = "\n\n".join(PARAGRAPHS)
LATER = [
    PARAGRAPHS[0],
    "The mayor’s office said on Tuesday that it had known of the convoy all along, and of who sat in it.",
    PARAGRAPHS[2],
]


@pytest.fixture
def article(as_editor: Client, site: Site) -> Article:
    """An article added from its address."""
    confirm_form(as_editor, bring(as_editor, url=site.page("/a", REPORT))).post(as_editor)
    return Article.objects.get()


def page(article: Article) -> str:
    return f"/admin/sources/article/{article.pk}/texts/"


def fetch_again(client: Client, article: Article) -> AdminForm:
    response = client.post(f"/admin/sources/article/{article.pk}/fetch/")
    return AdminForm.get(client, response["Location"])


def test_a_page_that_has_changed_becomes_a_new_version(
    as_editor: Client, site: Site, article: Article
) -> None:
    site.page("/a", report(paragraphs=LATER))
    form = fetch_again(as_editor, article)
    del form.fields["keep_text"]
    assert form.post(as_editor).status_code == 302
    held = versions(article)
    assert [(one.text, one.is_present) for one in held] == [("\n\n".join(LATER), True), (FIRST, False)]
    assert [one.capture.origin for one in held] == ["fetched", "fetched"]


def test_the_present_text_stays_and_the_new_one_is_kept_beside_it_unless_told_otherwise(
    as_editor: Client, site: Site, article: Article
) -> None:
    site.page("/a", report(paragraphs=LATER))
    fetch_again(as_editor, article).post(as_editor)
    assert [(one.text, one.is_present) for one in versions(article)] == [
        (FIRST, True),
        ("\n\n".join(LATER), False),
    ]


def test_a_page_that_has_not_changed_is_one_version_with_two_captures(
    as_editor: Client, site: Site, article: Article
) -> None:
    form = fetch_again(as_editor, article)
    assert "This very text is held for it already" in as_editor.get(form.address).content.decode()
    form.post(as_editor)
    assert len(versions(article)) == 1
    assert article.captures.count() == 2


def test_a_text_typed_over_is_a_version_too(as_editor: Client, article: Article) -> None:
    form = AdminForm.get(as_editor, f"/admin/sources/article/{article.pk}/change/")
    form.row("stored_text", 0, text="Typed by hand.")
    assert form.post(as_editor).status_code == 302
    stored = ArticleText.objects.get()
    assert (stored.text, stored.capture, stored.sha256) == (
        "Typed by hand.",
        None,
        sha256_of_text("Typed by hand."),
    )
    assert [(one.text, bool(one.capture)) for one in versions(article)] == [
        ("Typed by hand.", False),
        (FIRST, True),
    ]


def test_versions_are_shown_with_what_differs(as_editor: Client, site: Site, article: Article) -> None:
    site.page("/a", report(paragraphs=LATER))
    fetch_again(as_editor, article).post(as_editor)
    later = sha256_of_text("\n\n".join(LATER))
    shown = as_editor.get(page(article), {"show": later}).content.decode()
    assert "<del>Neither could say who sat in the cars." in shown
    assert "<ins>The mayor’s office said on Tuesday" in shown
    assert later in shown


def test_another_version_is_taken_with_its_capture_and_time(
    as_editor: Client, site: Site, article: Article
) -> None:
    site.page("/a", report(paragraphs=LATER))
    fetch_again(as_editor, article).post(as_editor)
    later = Capture.objects.get(text="\n\n".join(LATER))
    assert as_editor.post(page(article), {"take": later.text_sha256}).status_code == 302
    stored = ArticleText.objects.get()
    assert (stored.text, stored.capture, stored.captured_at) == (later.text, later, later.captured_at)
    assert as_editor.post(page(article), {"take": sha256_of_text(FIRST)}).status_code == 302
    assert ArticleText.objects.get().text == FIRST


@pytest.mark.parametrize("sha256", ["", "x", "f" * 64])
def test_a_version_that_is_not_held_is_no_failure(as_editor: Client, article: Article, sha256: str) -> None:
    assert as_editor.get(page(article), {"show": sha256}).status_code == 404
    assert as_editor.post(page(article), {"take": sha256}).status_code == 404


def test_a_failure_to_fetch_again_is_told_and_changes_nothing(
    as_editor: Client, site: Site, article: Article
) -> None:
    site.pages.clear()
    response = as_editor.post(f"/admin/sources/article/{article.pk}/fetch/", follow=True)
    assert "no page at this address (404)" in response.content.decode()
    assert Capture.objects.count() == 1


def test_an_article_without_an_address_has_nothing_to_fetch(as_editor: Client) -> None:
    article = factories.make_article(url="", public=False)
    assert "Fetch the page again" not in as_editor.get(page(article)).content.decode()
    response = as_editor.post(f"/admin/sources/article/{article.pk}/fetch/", follow=True)
    assert "is not a web address" in response.content.decode()


def test_a_link_fetches_nothing(as_editor: Client, article: Article) -> None:
    assert as_editor.get(f"/admin/sources/article/{article.pk}/fetch/").status_code == 405


def test_the_texts_of_what_readers_see_are_changed_by_publishers_alone(
    as_editor: Client, article: Article
) -> None:
    Article.objects.update(public=True)
    assert as_editor.post(f"/admin/sources/article/{article.pk}/fetch/").status_code == 403
    assert as_editor.post(page(article), {"take": sha256_of_text(FIRST)}).status_code == 403
    shown = as_editor.get(page(article)).content.decode()
    assert "Fetch the page again" not in shown
    assert "Look passages up" not in shown


def test_who_sees_no_articles_sees_no_texts(client: Client, article: Article) -> None:
    client.force_login(factories.make_staff("reader"))
    assert client.get(page(article)).status_code == 403


def test_a_version_dates_from_when_it_was_first_held(article: Article) -> None:
    capture = Capture.objects.get()
    again = Capture.objects.get()
    again.pk, again.public_id, again.captured_at = None, "bcdfghjklm", capture.captured_at + timedelta(days=9)
    again.save()
    assert [one.captured_at for one in versions(article)] == [capture.captured_at]


def test_differences_are_told_by_whole_paragraphs() -> None:
    assert changes("A\n\nB\n\nC", "A\n\nC\n\nD") == [Change(["B"], []), Change([], ["D"])]
    assert changes("A", "B") == [Change(["A"], ["B"])]
    assert changes("A", "A") == []
