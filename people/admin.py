"""People, organizations and places in the admin."""

from typing import Any, ClassVar

from django.contrib import admin

from people.models import Organization, OrganizationAlias, Person, PersonAlias, Place, PlaceAlias
from record.admin.named import AliasInline, NamedAdmin


class PersonAliasInline(AliasInline):
    model = PersonAlias


class OrganizationAliasInline(AliasInline):
    model = OrganizationAlias


class PlaceAliasInline(AliasInline):
    model = PlaceAlias


class EntityAdmin(NamedAdmin):
    """What a person, an organization and a place have in common."""

    fields: ClassVar[Any] = ("name", "description", "wikidata_id", "slug")
    list_display: tuple[str, ...] = ("name", "other_names", "description", "public")

    def option_label(self, obj: Any) -> str:
        return f"{obj.name} ({obj.description})" if obj.description else obj.name


@admin.register(Person)
class PersonAdmin(EntityAdmin):
    """Human beings."""

    menu_position = 1
    inlines = (PersonAliasInline,)


@admin.register(Organization)
class OrganizationAdmin(EntityAdmin):
    """Groups that act or speak as one."""

    menu_position = 2
    inlines = (OrganizationAliasInline,)


@admin.register(Place)
class PlaceAdmin(EntityAdmin):
    """Where."""

    menu_position = 3
    fields = ("name", "description", "parent", ("latitude", "longitude", "precision"), "wikidata_id", "slug")
    autocomplete_fields = ("parent",)
    list_display = ("name", "other_names", "parent", "description", "public")
    list_select_related = ("parent",)
    inlines = (PlaceAliasInline,)
