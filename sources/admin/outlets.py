"""Outlets in the admin."""

from django.contrib import admin

from record.admin.named import AliasInline, NamedAdmin
from sources.models import Outlet, OutletAlias


class OutletAliasInline(AliasInline):
    model = OutletAlias


@admin.register(Outlet)
class OutletAdmin(NamedAdmin):
    """Who publishes."""

    menu_position = 2
    fields = ("name", "home_page", ("country", "language"), "owner", "slug")
    autocomplete_fields = ("owner",)
    list_display = ("name", "other_names", "country", "owner", "public")
    list_select_related = ("owner",)
    inlines = (OutletAliasInline,)
