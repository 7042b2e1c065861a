"""A form that is sent after the login has ended, or after another login, is given back: nothing typed is lost."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from people.models import Person
from record.admin.kept_forms import KEPT, KeptForm
from tests import factories
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db

ADD = "/admin/people/person/add/"
LOGIN = "/admin/login/"
PASSWORD = "a password of the tests"
BROWSER = {"HTTP_ACCEPT": "text/html,*/*", "HTTP_SEC_FETCH_SITE": "same-origin"}
HIDDEN = re.compile(rf'name="{KEPT}" value="([^"]+)"')


@pytest.fixture
def browser() -> Client:
    """A browser as it presents itself, that must hold the right token."""
    return Client(enforce_csrf_checks=True, **BROWSER)


def member(group: str = "Editors") -> User:
    user = factories.make_member(group)
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(browser: Client, user: User, **kept: str) -> Any:
    browser.get(LOGIN)
    asked = {"username": user.username, "password": PASSWORD, **token(browser)}
    return browser.post(f"{LOGIN}?next={ADD}", asked | kept)


def token(browser: Client) -> dict[str, str]:
    return {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def typed(browser: Client, name: str = "Hakan Fidan") -> AdminForm:
    form = AdminForm.get(browser, ADD)
    form["name"] = name
    form.add("aliases", name="H. Fidan")
    return form


def end_login(browser: Client) -> None:
    del browser.cookies["sessionid"]


def test_a_form_sent_after_the_login_ended_is_saved_after_the_next_one(browser: Client) -> None:
    editor = member()
    log_in(browser, editor)
    form = typed(browser)
    end_login(browser)
    page = text(form.post(browser))
    assert "Nothing that you typed is lost" in page
    assert 'action="/admin/login/?next=%2Fadmin%2Fpeople%2Fperson%2Fadd%2F"' in page
    answer = log_in(browser, editor, **{KEPT: HIDDEN.findall(page)[0]})
    assert '<dt>Name</dt><dd dir="auto" class="text">Hakan Fidan' in text(answer)
    assert "Aliases 1: name" in text(answer)
    assert not Person.objects.exists(), "nothing is sent again by itself"
    again = AdminForm(answer, id_="kept_form")
    assert (again["name"], again["aliases-0-name"], again["_save"]) == ("Hakan Fidan", "H. Fidan", "yes")
    again.address = ADD
    assert browser.post(ADD, again.fields).status_code == 302
    person = Person.objects.get()
    assert (person.name, person.aliases.get().name) == ("Hakan Fidan", "H. Fidan")
    assert person.history.get().history_user == editor


def test_the_page_shows_words_and_no_machinery() -> None:
    fields = {
        "name": ["Fidan"],
        "aliases-0-name": ["H. Fidan"],
        "owner": ["12"],
        "evidence-0-speakers": ["", "person:5"],
    }
    fields |= {
        "_opened": ["x"],
        "aliases-TOTAL_FORMS": ["1 row"],
        "aliases-__prefix__-name": ["none"],
        "hedged": ["unknown"],
    }
    kept = KeptForm(ADD, fields)
    assert kept.typed == [("Name", "Fidan"), ("Aliases 1: name", "H. Fidan")]
    assert len(kept.inputs) == 9


def test_a_wrong_password_keeps_the_form_too(browser: Client) -> None:
    editor = member()
    log_in(browser, editor)
    form = typed(browser)
    end_login(browser)
    kept = HIDDEN.findall(text(form.post(browser)))[0]
    refused = browser.post(LOGIN, {"username": "x", "password": "y", KEPT: kept, **token(browser)})
    assert KeptForm.read(HIDDEN.findall(text(refused))[0]) == KeptForm.read(kept)


def test_a_form_with_the_token_of_another_login_is_given_back(browser: Client) -> None:
    editor = member()
    log_in(browser, editor)
    form = typed(browser)
    log_in(browser, editor)
    answer = form.post(browser)
    assert "Hakan Fidan" in text(answer)
    again = AdminForm(answer, id_="kept_form")
    assert browser.post(ADD, again.fields).status_code == 302
    assert Person.objects.get().name == "Hakan Fidan"


def test_a_form_that_somebody_else_opened_is_shown_and_not_sent(browser: Client) -> None:
    log_in(browser, member())
    form = typed(browser)
    end_login(browser)
    log_in(browser, member("Publishers"))
    page = text(form.post(browser))
    assert "somebody else opened this form" in page
    assert "Hakan Fidan" in page
    assert "Send it now" not in page


def test_a_decision_is_made_by_nobody_who_did_not_see_it(browser: Client) -> None:
    claim = factories.make_claim(state="draft")
    log_in(browser, member("Publishers"))
    address = f"/admin/claims/claim/{claim.pk}/publish/"
    form = {"row": str(claim.pk), "confirm": "on"}
    end_login(browser)
    answer = browser.post(address, form | token(browser))
    kept = HIDDEN.search(text(answer))
    assert kept
    answer = log_in(browser, member("Publishers"), **{KEPT: kept[1]})
    page = text(answer)
    assert "Nothing was sent: open the page anew" in page
    assert f'href="{address}"' in page
    assert "Send it now" not in page


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {},
    ],
)
def test_a_form_of_another_site_is_never_given_a_token(headers: dict[str, str]) -> None:
    elsewhere = Client(enforce_csrf_checks=True, HTTP_ACCEPT="text/html", **headers)
    elsewhere.force_login(member())
    answer = elsewhere.post(ADD, {"name": "forged"})
    assert answer.status_code == 403
    assert "forged" not in answer.content.decode()


def test_a_page_of_ours_is_known_by_its_origin_where_that_is_all_a_browser_says() -> None:
    browser = Client(enforce_csrf_checks=True, HTTP_ACCEPT="text/html", HTTP_ORIGIN="http://testserver")
    browser.force_login(member())
    assert "typed" in text(browser.post(ADD, {"name": "typed"}))


@pytest.mark.parametrize("accept", ["*/*", "application/json", ""])
def test_what_a_script_sends_is_answered_as_before(accept: str) -> None:
    script = Client(HTTP_ACCEPT=accept)
    assert script.post(ADD, {"name": "x"}).status_code == 302
    strict = Client(enforce_csrf_checks=True, HTTP_ACCEPT=accept, HTTP_SEC_FETCH_SITE="same-origin")
    strict.force_login(member())
    assert strict.post(ADD, {"name": "x"}).status_code == 403


@pytest.mark.parametrize("kept", ["", "nonsense", "e30:1:x", "\0", "x" * 100_000])
def test_a_form_that_we_did_not_keep_is_nothing(browser: Client, kept: str) -> None:
    answer = log_in(browser, member(), **{KEPT: kept})
    assert (answer.status_code, answer["Location"]) == (302, ADD)


def test_a_password_is_never_kept(browser: Client) -> None:
    browser.get(LOGIN)
    answer = browser.post("/admin/auth/user/add/", {"username": "x", "password1": "secret"} | token(browser))
    assert answer.status_code == 302
    assert b"secret" not in answer.content


def test_a_file_is_named_and_has_to_be_chosen_again(browser: Client) -> None:
    browser.get(LOGIN)
    sent = {"name": "typed", "file": SimpleUploadedFile("claims.csv", b"x"), **token(browser)}
    page = text(browser.post(ADD, sent))
    answer = text(log_in(browser, member(), **{KEPT: HIDDEN.findall(page)[0]}))
    assert "claims.csv" in answer
    assert "typed" in answer
    assert "Send it now" not in answer


def test_logging_out_without_a_login_is_no_form(browser: Client) -> None:
    browser.get(LOGIN)
    answer = browser.post("/admin/logout/", token(browser))
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_no_cache_keeps_what_was_typed(browser: Client) -> None:
    browser.get(LOGIN)
    answer = browser.post(ADD, {"name": "typed"} | token(browser))
    assert "no-store" in answer["Cache-Control"]
