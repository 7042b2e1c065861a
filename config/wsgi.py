"""The WSGI application: what gunicorn and runserver serve."""

import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Serve a request, read as UTF-8 whatever it says.

    A visitor may name any codec of Python's as the charset, and Django decodes the address with it before any
    middleware runs: some codecs then raise, which would be an error of ours.
    """
    environ["CONTENT_TYPE"] = without_charset(environ.get("CONTENT_TYPE", ""))
    return django(environ, start_response)


def without_charset(content_type: str) -> str:
    """The content type with its other parameters alone."""
    kind, *parameters = content_type.split(";")
    return ";".join([kind, *(each for each in parameters if not each.strip().lower().startswith("charset"))])
