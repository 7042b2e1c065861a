"""Forms that were sent after the login had ended, or with the token of another login: kept, and sent again on a click.

What was typed travels in one signed hidden field: through the page that asks to log in, to a page that shows it and
waits for a press on its button. Nothing is sent again by itself, nothing goes to another address than it was sent to,
and nothing under the name of another editor than the one who opened the form. Files cannot travel so: they are named.
"""

import re
from dataclasses import asdict, dataclass, field

from django.contrib.admin import site
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.views.csrf import csrf_failure as refuse

from record.admin.opened import FIELD
from record.admin.opened import SALT as OPENED

KEPT = "_kept"
SALT = "record.kept_form"
# Fields that nobody types into, and values that nobody typed: ids, links of a chain (person:5), "not said".
MACHINERY = re.compile(r"^_|_FORMS$|__prefix__|^seen-")
NO_WORDS = re.compile(r"\s*|[0-9]+|[a-z_]+:[0-9]+|unknown")
A_WEEK = 7 * 24 * 60 * 60
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


@dataclass(frozen=True)
class KeptForm:
    """A form as it was sent: where to, its fields, and the names of the files that came with it."""

    to: str
    fields: dict[str, list[str]]
    files: list[str] = field(default_factory=list)

    @classmethod
    def sent(cls, request: HttpRequest) -> "KeptForm":
        """The form of this request."""
        fields = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
        return cls(
            request.get_full_path(),
            fields,
            [str(file.name) for _, files in request.FILES.lists() for file in files],
        )

    @classmethod
    def read(cls, token: str) -> "KeptForm | None":
        """The form in a signed field; None if we did not write it, or more than a week ago."""
        try:
            return cls(**signing.loads(token, salt=SALT, max_age=A_WEEK))
        except (signing.BadSignature, TypeError):
            return None

    @property
    def token(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    @property
    def opened_by(self) -> int | None:
        """The id of who opened the form, if it remembers."""
        try:
            return int(signing.loads("".join(self.fields.get(FIELD, [])[:1]), salt=OPENED)["by"])
        except (signing.BadSignature, KeyError, TypeError):
            return None

    @property
    def inputs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in self.fields.items() for value in values]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What somebody may have written, for reading: no machinery, no ids, nothing empty."""
        return [
            (_in_words(name), value)
            for name, value in self.inputs
            if not MACHINERY.search(name) and not NO_WORDS.fullmatch(value)
        ]


def _in_words(name: str) -> str:
    """ "evidence-0-quotation" as somebody reads it: "Evidence 1: quotation"."""
    prefix, _, row = name.rpartition("-")
    kind, _, number = prefix.rpartition("-")
    if number.isdecimal():
        row = f"{kind} {int(number) + 1}: {row}"
    return str(capfirst((row or name).replace("_", " ")))


def is_form(request: HttpRequest) -> bool:
    """True for a form that a browser sends in order to show the answer; not for what a script sends.

    One with a password is never kept: it would stand in the page.
    """
    return (
        request.method == "POST"
        and request.content_type in FORMS
        and "text/html" in request.headers.get("Accept", "")
        and request.path.startswith(reverse("admin:index"))
        and request.path != reverse("admin:logout")
        and not any("password" in name for name in request.POST)
    )


def ask_to_log_in(request: HttpRequest, kept: KeptForm | None = None) -> HttpResponse:
    """The login page, with the form that was sent in it."""
    kept = kept or KeptForm.sent(request)
    context = site.each_context(request) | {
        "title": "Log in",
        "form": AdminAuthenticationForm(request),
        "app_path": f"{reverse('admin:login')}?{urlencode({'next': kept.to})}",
        "next": kept.to,
        "username": request.user.get_username(),
        "kept": kept.token,
    }
    return _unkept(TemplateResponse(request, "admin/login.html", context))


def offer(request: HttpRequest, kept: KeptForm) -> HttpResponse:
    """The page that shows what was typed, and sends it again if its button is pressed."""
    mine = kept.opened_by == request.user.pk
    context = site.each_context(request) | {
        "title": "Not sent yet, and not lost",
        "kept": kept,
        "others": not mine and kept.opened_by is not None,
        # A decision does not say who was to make it: nobody makes it unseen, under the name of whoever logs in.
        "unknown": kept.opened_by is None,
        "may_send": mine and not kept.files,
    }
    return _unkept(TemplateResponse(request, "admin/kept_form.html", context))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form with a wrong token: one of our own pages is given back, anything else is refused.

    A token is wrong after a login in another tab. Only what comes from a page of this site is given back with a
    fresh one: otherwise any site could have us show a form of its making, ready to be sent.
    """
    if not is_from_here(request):
        return refuse(request, reason)
    kept = KeptForm.read(request.POST.get(KEPT, ""))
    if kept is None and is_form(request):
        kept = KeptForm.sent(request)
    if kept is None:
        return refuse(request, reason)
    return offer(request, kept) if site.has_permission(request) else ask_to_log_in(request, kept)


def is_from_here(request: HttpRequest) -> bool:
    """True if the browser says that a page of this site sent the request."""
    if "Sec-Fetch-Site" in request.headers:
        return request.headers["Sec-Fetch-Site"] == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _unkept(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    return response
