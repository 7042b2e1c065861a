"""What was read becomes an article: proposed with where it comes from, confirmed by an editor, saved whole."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from sources import actions
from sources.models import Article, ArticleAddress, ArticleText, Capture, Outlet
from tests import factories
from tests.admin_form import AdminForm, errors
from tests.sources.adding.pages import COPY, PARAGRAPHS, REPORT, bring, confirm_form, page_of, pasted, report
from tests.web import LOOPBACK, Site, resolving

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("captures")]

TEXT = "\n\n".join(PARAGRAPHS)


def test_an_article_is_added_from_its_address(as_editor: Client, site: Site, captures: Path) -> None:
    form = confirm_form(as_editor, bring(as_editor, url=site.page("/news/1?utm_source=letter", REPORT)))
    assert form["title"] == "The convoy left before dawn"
    assert form["url"] == site.url("/news/1")
    assert (form["byline"], form["language"], form["published"]) == (
        "Sara Haddad, Ali Noor",
        "en",
        "2024-12-08",
    )
    assert form["new_outlet"] == "The Paper of Record"
    response = form.post(as_editor)
    article, text = Article.objects.get(), ArticleText.objects.get()
    assert response["Location"] == f"/admin/sources/article/{article.pk}/change/"
    assert (article.title, article.outlet.name, article.published) == (
        "The convoy left before dawn",
        "The Paper of Record",
        "2024-12-08",
    )
    assert text.text == TEXT
    assert text.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert text.captured_at == text.capture.captured_at
    assert text.capture.article == article
    assert (captures / text.capture.file).exists()


def test_saving_goes_on_to_the_desk_where_asked(as_editor: Client) -> None:
    form = pasted(as_editor, url="https://www.example.org/news/1")
    assert 'value="Save and open the desk"' in page_of(as_editor, form)
    response = form.post(as_editor, button="_onward")
    desk = f"/admin/claims/desk/{Article.objects.get().pk}/"
    assert response["Location"] == desk
    assert as_editor.get(desk).status_code == 200


def test_the_desk_is_offered_to_nobody_who_may_not_log(editor: User, as_editor: Client) -> None:
    form = pasted(as_editor, url="https://www.example.org/news/1")
    for group in editor.groups.all():
        group.permissions.remove(Permission.objects.get(codename="add_evidence"))
    assert "_onward" not in page_of(as_editor, form)
    response = form.post(as_editor, button="_onward")
    assert response["Location"] == f"/admin/sources/article/{Article.objects.get().pk}/change/"


# What is proposed


def test_each_value_says_where_it_comes_from(as_editor: Client, site: Site) -> None:
    page = page_of(as_editor, confirm_form(as_editor, bring(as_editor, url=site.page("/a?fbclid=x", REPORT))))
    for words in (
        "From the page: headline in its JSON-LD.",
        "From the page: author in its JSON-LD.",
        "From the page: lang of its html element.",
        "From the page: datePublished in its JSON-LD: 2024-12-08T22:30:00+03:00.",
        "No outlet here has this name. From the page: publisher in its JSON-LD.",
        "The address that was given, without tracking parameters.",
    ):
        assert f"<strong>{words}</strong>" in page


def test_nothing_that_a_page_says_of_itself_is_markup_of_ours(as_editor: Client, site: Site) -> None:
    evil = "<script>alert(1)</script>"
    hostile = report(
        title=f"Title {evil}",
        site=f"Site {evil}",
        published=f"2024-12-08 {evil}",
        paragraphs=[f"Words &lt;script&gt;alert(1)&lt;/script&gt; {PARAGRAPHS[0]}"],
    )
    form = confirm_form(as_editor, bring(as_editor, url=site.page("/a", hostile)))
    assert evil not in page_of(as_editor, form)
    assert evil in form["title"]
    form.post(as_editor)
    assert evil not in as_editor.get("/admin/sources/article/add-from/").content.decode()


def test_what_the_page_does_not_state_stays_empty(as_editor: Client, site: Site) -> None:
    silent = report(lang="", site="", authors=[], published="")
    form = confirm_form(as_editor, bring(as_editor, url=site.page("/2019/05/03/a", silent)))
    named = ("byline", "language", "published", "published_words", "new_outlet")
    assert {form[name] for name in named} == {""}
    assert "outlet" not in form


def test_a_date_in_words_is_proposed_as_words(as_editor: Client, site: Site) -> None:
    form = confirm_form(as_editor, bring(as_editor, url=site.page("/a", report(published="Sunday evening"))))
    assert (form["published"], form["published_words"]) == ("", "Sunday evening")


def test_the_address_that_a_page_calls_its_own_is_proposed(as_editor: Client, site: Site) -> None:
    page = report(canonical="http://news.example.org/the/story")
    with resolving({"m.news.example.org": [LOOPBACK]}):
        site.page("/m/1", page)
        form = confirm_form(as_editor, bring(as_editor, url=site.url("/m/1", host="m.news.example.org")))
    assert form["url"] == "http://news.example.org/the/story"
    form.post(as_editor)
    assert ArticleAddress.objects.get().url == site.url("/m/1", host="m.news.example.org")


def test_an_archived_copy_becomes_the_archive_address_of_its_original(as_editor: Client) -> None:
    form = pasted(as_editor, url=COPY)
    assert (form["url"], form["archive_url"]) == ("https://www.example.org/news/1", COPY)


def test_a_copy_that_names_no_original_leaves_the_address_open(as_editor: Client) -> None:
    form = pasted(as_editor, url="https://archive.ph/AbC12")
    assert (form["url"], form["archive_url"]) == ("", "https://archive.ph/AbC12")


def test_a_known_outlet_is_chosen_by_its_name(as_editor: Client, site: Site) -> None:
    outlet = factories.make_outlet("TPR", aliases=["The paper of record"], public=False)
    form = confirm_form(as_editor, bring(as_editor, url=site.page("/a", REPORT)))
    assert (form["outlet"], form["new_outlet"]) == (str(outlet.pk), "")
    assert "Found by the name “The Paper of Record” (publisher in its JSON-LD)." in page_of(as_editor, form)
    form.post(as_editor)
    assert Article.objects.get().outlet == outlet
    assert Outlet.objects.count() == 1


def test_several_outlets_that_may_be_meant_are_named_and_none_is_chosen(
    as_editor: Client, site: Site
) -> None:
    for name in ("The Paper of Record", "the paper of record"):
        factories.make_outlet(name)
    form = confirm_form(as_editor, bring(as_editor, url=site.page("/a", REPORT)))
    assert ("outlet" in form, form["new_outlet"]) == (False, "")
    assert "It may be one of these: The Paper of Record, the paper of record." in page_of(as_editor, form)


def test_a_known_outlet_is_chosen_by_its_home_page_and_the_page_says_so(as_editor: Client) -> None:
    outlet = factories.make_outlet("TPR", home_page="https://paper.example.org/", public=False)
    form = pasted(as_editor, REPORT, url="https://www.paper.example.org/a")
    assert (form["outlet"], form["new_outlet"]) == (str(outlet.pk), "")
    assert "<strong>Found by its home page.</strong>" in page_of(as_editor, form)


def test_an_archive_is_never_proposed_as_the_outlet_of_its_copies(as_editor: Client) -> None:
    form = pasted(as_editor, report(site="archive.ph"), url="https://archive.ph/AbC12")
    assert ("outlet" in form, form["new_outlet"]) == (False, "")


def test_a_platform_is_never_proposed_as_the_outlet_of_a_post(as_editor: Client) -> None:
    factories.make_outlet("Facebook", home_page="https://www.facebook.com/")
    form = pasted(as_editor, report(site="Facebook"), url="https://m.facebook.com/vellin.news/posts/7")
    assert ("outlet" in form, form["new_outlet"], form["kind"]) == (False, "", "post")
    assert "never the platform" in page_of(as_editor, form)


# Saving


def test_everything_can_be_changed_before_it_is_saved(as_editor: Client) -> None:
    form = pasted(as_editor)
    form["title"], form["text"], form["published"] = "Another title", "One.\r\n\r\nTwo.", "2024-12"
    form["new_outlet"], form["new_outlet_home_page"] = "A new paper", "paper.example"
    form.post(as_editor)
    article = Article.objects.get()
    assert (article.title, article.published, article.stored_text.text) == (
        "Another title",
        "2024-12",
        "One.\n\nTwo.",
    )
    assert (article.outlet.name, article.outlet.home_page) == ("A new paper", "https://paper.example")
    assert Capture.objects.get().text == "A title.\n\nA text."


def test_history_says_who_added_it_and_from_what(as_editor: Client, editor: User) -> None:
    form = pasted(as_editor)
    form["new_outlet"] = "A new paper"
    form.post(as_editor)
    for row in (Article.objects.get(), ArticleText.objects.get(), Outlet.objects.get()):
        change = row.history.get()
        assert (change.history_user, change.history_change_reason) == (
            editor,
            "Read from what was pasted as text.",
        )


def test_a_refused_form_keeps_what_was_typed_and_fetches_nothing_again(as_editor: Client, site: Site) -> None:
    form = confirm_form(as_editor, bring(as_editor, url=site.page("/a", REPORT)))
    form["title"], form["byline"], form["published"] = "", "Typed here", "yesterday"
    response = form.post(as_editor)
    assert len(errors(response)) == 2
    assert 'value="Typed here"' in response.content.decode()
    assert len(site.asked) == 1
    assert Article.objects.count() == 0


def test_a_login_that_ended_meanwhile_costs_nothing_that_was_typed(as_editor: Client, site: Site) -> None:
    form = confirm_form(as_editor, bring(as_editor, url=site.page("/a", REPORT)))
    form["byline"], form["text"] = (
        "Typed before the login ended",
        "A text, and what an editor took out of it.",
    )
    as_editor.logout()
    sent = {**form.fields, "_save": "yes"}
    asked = as_editor.post(form.address, sent, headers={"accept": "text/html"}).content.decode()
    assert 'name="_kept"' in asked
    assert Article.objects.count() == 0


def test_an_article_that_could_not_be_saved_leaves_nothing_behind(
    as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any, **options: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "store_text", fail)
    form = pasted(as_editor)
    form["new_outlet"] = "A new paper"
    with pytest.raises(RuntimeError):
        form.post(as_editor)
    assert not Article.objects.exists()
    assert not Outlet.objects.exists()
    assert Capture.objects.get().article is None


def test_a_form_sent_twice_makes_one_article(as_editor: Client) -> None:
    form = pasted(as_editor)
    first, second = form.post(as_editor), form.post(as_editor)
    assert first["Location"] == second["Location"]
    assert Article.objects.count() == 1
    assert as_editor.get(form.address)["Location"] == first["Location"]


def test_a_new_outlet_of_a_known_name_is_refused_with_a_link(as_editor: Client) -> None:
    known = factories.make_outlet("Al Majalla", aliases=["The <b>Magazine"])
    form = pasted(as_editor)
    form["new_outlet"] = "the <b> magazine"
    response = form.post(as_editor)
    assert (
        f'<a href="/admin/sources/outlet/{known.pk}/change/" target="_blank">Al Majalla</a>'
        in response.content.decode()
    )
    assert Outlet.objects.count() == 1


def test_an_outlet_that_is_chosen_is_taken_and_no_new_one_made(as_editor: Client) -> None:
    outlet = factories.make_outlet("Chosen")
    form = pasted(as_editor)
    form["outlet"], form["new_outlet"] = outlet.pk, "Proposed"
    form.post(as_editor)
    assert Article.objects.get().outlet == outlet
    assert Outlet.objects.count() == 1


def test_who_may_not_add_outlets_leaves_it_unknown(client: Client, db: None) -> None:
    member = factories.make_staff("clerk", "add_article", "view_article", "change_article")
    client.force_login(member)
    form = pasted(client)
    form["new_outlet"] = "A new paper"
    assert any("may not add outlets" in error for error in errors(form.post(client)))
    form["new_outlet"] = ""
    assert form.post(client).status_code == 302
    assert Article.objects.get().outlet is None


def test_an_address_logged_meanwhile_is_refused_with_a_link(as_editor: Client) -> None:
    form = pasted(as_editor, url="https://example.org/a")
    known = factories.make_article("Meanwhile", url="https://example.org/a")
    page = form.post(as_editor).content.decode()
    assert f'<a href="/admin/sources/article/{known.pk}/change/" target="_blank">Meanwhile</a>' in page


def test_an_article_may_be_saved_without_text(as_editor: Client) -> None:
    form = pasted(as_editor)
    form["text"] = ""
    form.post(as_editor)
    assert not ArticleText.objects.exists()
    assert Capture.objects.get().article == Article.objects.get()


# What is received stays private


def test_another_s_capture_is_not_to_be_had(as_editor: Client, client: Client) -> None:
    form = pasted(as_editor)
    client.force_login(factories.make_member("Editors"))
    assert client.get(form.address).status_code == 404
    assert form.post(client).status_code == 404


def test_who_may_not_add_articles_sees_no_capture(as_editor: Client, editor: User) -> None:
    form = pasted(as_editor)
    editor.groups.clear()
    editor.user_permissions.add(Permission.objects.get(codename="view_claim"))
    assert as_editor.get(form.address).status_code == 403


def test_no_page_for_readers_shows_what_was_received(
    as_editor: Client, client: Client, captures: Path
) -> None:
    form = pasted(as_editor, "A title.\n\nThe secret words of the text.")
    form.post(as_editor)
    article = Article.objects.get()
    Article.objects.update(public=True)
    capture = Capture.objects.get()
    page = client.get(article.get_absolute_url())
    assert page.status_code == 200
    assert "secret words" not in page.content.decode()
    for address in (f"/captures/{capture.file}", f"/static/{capture.file}", f"/{capture.file}"):
        assert client.get(address).status_code == 404


def test_addresses_that_led_to_an_article_lead_to_it_from_then_on(as_editor: Client, site: Site) -> None:
    site.page("/b", REPORT)
    form = confirm_form(as_editor, bring(as_editor, url=site.redirect("/a", "/b")))
    form.post(as_editor)
    assert [one.url for one in ArticleAddress.objects.all()] == [site.url("/a")]
    assert (
        "this is another address of it" in bring(as_editor, url=site.url("/a?utm_source=x")).content.decode()
    )


def test_an_address_typed_beside_a_pasted_text_and_corrected_leads_nowhere(as_editor: Client) -> None:
    form = pasted(as_editor, url="https://example.org/mistyped")
    form["url"] = "https://example.org/a"
    form.post(as_editor)
    assert not ArticleAddress.objects.exists()


def test_an_address_that_an_article_gives_up_still_leads_to_it(as_editor: Client) -> None:
    article = factories.make_article(url="https://example.org/old", public=False)
    form = AdminForm.get(as_editor, f"/admin/sources/article/{article.pk}/change/")
    form["url"] = "https://example.org/new"
    assert form.post(as_editor).status_code == 302
    assert article.addresses.get().url == "https://example.org/old"
    assert "another address of it" in bring(as_editor, url="https://example.org/old").content.decode()


def test_an_address_of_another_article_stays_that_one_s(editor: User) -> None:
    theirs, mine = factories.make_article(url="https://example.org/a"), factories.make_article()
    actions.keep_addresses(theirs, ["https://example.org/old"])
    actions.keep_addresses(mine, ["https://example.org/a", "https://example.org/old", "no address", ""])
    assert [one.article for one in ArticleAddress.objects.all()] == [theirs]
