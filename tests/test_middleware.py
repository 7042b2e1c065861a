"""Requests that no page could read are read all the same, or refused; nothing ends in an error of ours."""

import pytest
from django.test import Client

from config.wsgi import without_charset
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", ""),
        ("text/html; charset=hex", "text/html"),
        ("text/html;CHARSET=punycode", "text/html"),
        ("multipart/form-data; charset=hex; boundary=x", "multipart/form-data; boundary=x"),
        ("multipart/form-data; boundary=x", "multipart/form-data; boundary=x"),
    ],
)
def test_a_visitors_charset_is_no_codec_of_ours(given: str, read: str) -> None:
    assert without_charset(given) == read


def test_a_cookie_with_nul_is_no_cookie(client: Client) -> None:
    client.cookies.load('sessionid="\\000aaaaaaaaaaa"')
    assert "\0" in client.cookies["sessionid"].value
    for address in ("/", "/claims/", "/admin/login/"):
        assert client.get(address).status_code == 200


def test_what_a_member_sees_is_kept_by_nobody(client: Client) -> None:
    assert "Cache-Control" not in client.get("/claims/")
    client.force_login(make.make_staff())
    assert client.get("/claims/")["Cache-Control"] == "private, no-store"


def test_a_refused_way_on_from_the_login_leads_to_the_admin(client: Client) -> None:
    user = make.make_staff()
    user.set_password("a password of the suite")
    user.save()
    form = {"username": user.username, "password": "a password of the suite", "next": "//evil.example"}
    assert client.post("/admin/login/", form)["Location"] == "/admin/"
