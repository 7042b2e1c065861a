"""The answer to a request that cannot be read. All other errors have Django's own handlers and our templates."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path

from record.parameters import BadParameters


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, naming each refused parameter and how to mend it. Rendered without the request: nothing is looked up."""
    refused = exception if isinstance(exception, BadParameters) else None
    context = {"refusals": refused.refusals, "mended": _without(refused, request)} if refused else {}
    return HttpResponse(render_to_string("400.html", context), status=400)


def _without(refused: BadParameters, request: HttpRequest) -> str:
    """The address with only those of its parameters that can be read."""
    kept = request.GET.copy()
    for name in refused.names:
        kept.pop(name, None)
    query = kept.urlencode()
    return escape_uri_path(request.path) + (f"?{query}" if query else "")
