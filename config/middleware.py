"""What every request goes through beside Django's own: it can be read, and what it shows somebody stays with them."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

GetResponse = Callable[[HttpRequest], HttpResponse]


def readable(get_response: GetResponse) -> GetResponse:
    """Drop cookies that no database can look up: an octal escape in a cookie may stand for NUL."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\0" not in value}
        return get_response(request)

    return middleware


def private_to_members(get_response: GetResponse) -> GetResponse:
    """Let nothing keep a page that was made for somebody who is logged in: it may show drafts."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
