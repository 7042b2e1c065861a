import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings

from config.errors import bad_request
from config.urls import handler400
from config.urls import urlpatterns as site
from record.parameters import BadParameters

INLINE = ("<style", "<script", " style=", " onclick=", "http://", "https://")


def refuse(request: HttpRequest) -> HttpResponse:
    raise BadRequest("not for the reader")


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("not for the reader")


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("not for the reader")


urlpatterns = [path("refuse/", refuse), path("forbid/", forbid), path("fail/", fail), *site]
ERRORS = {"/refuse/": 400, "/people/?x=1": 400, "/forbid/": 403, "/nowhere/": 404, "/fail/": 500}

__all__ = ["handler400", "urlpatterns"]


@pytest.mark.urls("tests.test_errors")
@pytest.mark.parametrize(("address", "status"), ERRORS.items())
def test_every_error_is_a_page_of_ours_that_asks_the_database_nothing(address: str, status: int) -> None:
    # Outside `django_db` a query fails the test.
    answer = Client(raise_request_exception=False).get(address)
    body = answer.content.decode()
    assert answer.status_code == status
    assert "<h1>" in body
    assert "not for the reader" not in body
    assert not [inline for inline in INLINE if inline in body]
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_error_pages_stand_where_no_static_file_was_collected(settings: Settings) -> None:
    manifest = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {"staticfiles": {"BACKEND": manifest}, "default": settings.STORAGES["default"]}
    for name in ("400", "403", "403_csrf", "404", "410", "500"):
        assert "sayso/style.css" in render_to_string(f"{name}.html")


def test_a_form_without_its_proof_says_that_nothing_was_saved() -> None:
    answer = Client(enforce_csrf_checks=True).post("/admin/login/")
    assert answer.status_code == 403
    assert "nothing was saved" in answer.content.decode()


def test_a_refusal_names_each_parameter_and_how_to_mend_it() -> None:
    request = RequestFactory().get("/people/?q=Homs&pge=2&x=1")
    body = bad_request(
        request, BadParameters({"pge": "Leave it out.", "x": "Not <b>here</b>."})
    ).content.decode()
    for said in ("pge</code>", "Leave it out.", "Not &lt;b&gt;here&lt;/b&gt;.", 'href="/people/?q=Homs"'):
        assert said in body


def test_a_refusal_leads_to_an_address_that_is_safe_to_follow() -> None:
    request = RequestFactory().get("/people/", {"after": "x"})
    request.path = '/people/"><script>'
    body = bad_request(request, BadParameters({"after": "Leave it out."})).content.decode()
    assert 'href="/people/%22%3E%3Cscript%3E"' in body


def test_a_withdrawn_record_says_when_and_why_and_nothing_else() -> None:
    context = {"what": "claim", "when": None, "reason": "Logged <twice>."}
    body = render_to_string("410.html", context)
    assert "This claim was withdrawn" in body
    assert "Logged &lt;twice&gt;." in body
