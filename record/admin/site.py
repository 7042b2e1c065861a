"""The admin site: its titles, the order of its first page, and requests that no page of it could answer."""

import re
from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import BadRequest
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from record.admin import kept_forms, pages
from record.admin.panels import panels
from record.admin.row_ids import ROW_ID as ROW_ID
from record.admin.row_ids import readable_ids as readable_ids

APPS_IN_ORDER = ["claims", "sources", "people"]

# SQLite and PostgreSQL keep whole numbers of up to 19 digits; Django passes on longer ones, and the driver fails.
TOO_LONG = re.compile(r"\s*[-+]?\d{19,}\s*")


class RecordAutocomplete(AutocompleteJsonView):
    """Search results named as the form names them: with what tells one record from another of the same name."""

    model_admin: Any

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "option_label", str)  # accounts are the stock admin's
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class SaysoAdminSite(AdminSite):
    """The editors' pages."""

    site_title = "Sayso"
    site_header = "Sayso"
    index_title = "The record"
    # A form of evidence needs the width; the links in the frame serve instead.
    enable_nav_sidebar = False

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Refuse requests that no database could look up before any admin view sees them.

        A form that comes without a login is not dropped for the login page: it is kept in it.
        """
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            refuse_unreadable(request, kwargs)
            if kept_forms.is_form(request) and not self.has_permission(request):
                return kept_forms.ask_to_log_in(request)
            return guarded(request, *args, **kwargs)

        return update_wrapper(inner, guarded)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Log in; then offer the form that was sent without a login, if there is one."""
        kept = kept_forms.KeptForm.read(request.POST.get(kept_forms.KEPT, ""))
        response = super().login(request, (extra_context or {}) | {"kept": kept and kept.token})
        if kept and request.method == "POST" and self.has_permission(request):
            return kept_forms.offer(request, kept)
        return response

    def index(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The first page: the work that waits, above the list of what there is."""
        return super().index(request, {"panels": panels(request)} | (extra_context or {}))

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return RecordAutocomplete.as_view(admin_site=self)(request)

    def get_urls(self) -> list[Any]:
        """The stock addresses, of which the one that leads on to a record's own page asks first who is asking."""
        route = "r/<path:content_type_id>/<path:object_id>/"
        own = path(route, self.admin_view(self.record_page), name="view_on_site")
        return [own, *pages.addresses(self), *super().get_urls()]

    def record_page(self, request: HttpRequest, content_type_id: str, object_id: str) -> Any:
        """Lead on to a record's page. The stock view would give a draft's address away to any staff."""
        try:
            model = ContentType.objects.get_for_id(int(content_type_id)).model_class()
        except (ValueError, ContentType.DoesNotExist) as unknown:
            raise Http404 from unknown
        model_admin = self._registry.get(model) if model else None
        if model_admin is None or not model_admin.has_view_permission(request):
            raise Http404
        return shortcut(request, content_type_id, object_id)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The product first, then what it rests on; within an app, what is used most."""
        found = super().get_app_list(request, app_label)
        for app in found:
            app["models"].sort(key=lambda entry: getattr(self._registry[entry["model"]], "menu_position", 99))
            for entry in app["models"]:
                # Where a record is seldom typed by hand, "Add" leads to how it is made.
                page = getattr(self._registry[entry["model"]], "adding_page", None)
                if page and entry["add_url"]:
                    entry["add_url"] = reverse(page)
        return sorted(found, key=_app_position)


def refuse_unreadable(request: HttpRequest, arguments: dict[str, Any]) -> None:
    """Raise BadRequest (a plain 400) for NUL characters and for numbers longer than any row's id."""
    asked = [*request.GET.keys(), *(value for values in request.GET.lists() for value in values[1])]
    asked += [str(argument) for argument in arguments.values()]
    if any("\0" in text for text in asked):
        raise BadRequest("The address holds a character that no record can hold.")
    if any(TOO_LONG.fullmatch(text) for text in asked):
        raise BadRequest("The address holds a number longer than any record's.")
    if not all(map(ROW_ID.fullmatch, request.POST.getlist(ACTION_CHECKBOX_NAME))):
        raise BadRequest("One of the rows chosen is none of this list.")


def _app_position(app: dict[str, Any]) -> tuple[int, str]:
    known = app["app_label"] in APPS_IN_ORDER
    return (APPS_IN_ORDER.index(app["app_label"]) if known else len(APPS_IN_ORDER), app["name"])
