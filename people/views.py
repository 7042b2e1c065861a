"""Readers' pages of people, organizations and places."""

from collections.abc import Collection, Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from people.appearances import ACTING, BEING_THERE, Way, counts, inside, sections
from people.models import Entity, EntityQuerySet, Organization, Person, Place
from record.finding import AS_FOUND
from record.listing import BY_NAME, Section, asked_page, asked_sections
from record.parameters import CURSORS, BadParameters, read_parameters
from record.refusals import as_typed
from record.slugs import find_by_slug

# How many of the places inside one its own page names; the rest is in the list of places.
CHILDREN = 60


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """People by name, with what they appear in; `q` searches all their names."""
    asked = read_parameters(request.GET, "q", *CURSORS)
    return _list(request, Person.objects.all(), ACTING, asked, "people/person_list.html")


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    """Organizations by name, with what they appear in; `q` searches all their names."""
    asked = read_parameters(request.GET, "q", *CURSORS)
    return _list(request, Organization.objects.all(), ACTING, asked, "people/organization_list.html")


@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    """Places by name, with the number of claims there; `q` searches all their names, `in` keeps those inside one."""
    asked = read_parameters(request.GET, "q", "in", *CURSORS)
    around = _place_asked(asked["in"], request.user)
    places = Place.objects.inside(around).exclude(pk=around.pk) if around else Place.objects.all()
    places = places.select_related("parent")
    return _list(request, places, BEING_THERE, asked, "people/place_list.html", around=around)


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """A person, every name they go by, and the claims they are in."""
    return _actor(request, Person.objects.all(), slug, "people/person.html")


@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """An organization, every name it goes by, and the claims it is in."""
    return _actor(request, Organization.objects.all(), slug, "people/organization.html")


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """A place, where it lies, what lies in it, and the claims there and inside."""
    asked = read_parameters(request.GET, "show", *CURSORS)
    found, moved = find_by_slug(Place.objects.visible_to(request.user).with_aliases(), slug)
    if moved:
        return redirect(found, permanent=True)
    here, *instead = sections(found, BEING_THERE, request.user)
    children = found.children.visible_to(request.user)
    lists = [here, inside(found, request.user), *instead]
    return _page(
        request,
        found,
        lists,
        asked,
        "people/place.html",
        lies_in=found.lies_in(request.user),
        children=list(children[: CHILDREN + 1]),
        most=CHILDREN,
    )


def _list(
    request: HttpRequest,
    entities: EntityQuerySet,
    ways: Collection[Way],
    asked: dict[str, str],
    template: str,
    **context: Any,
) -> HttpResponse:
    found = entities.visible_to(request.user).with_aliases()
    if asked["q"]:
        found = found.named(asked["q"])
    page = asked_page(found, AS_FOUND if asked["q"] else BY_NAME, asked)
    context |= {"asked": asked, "page": page, "counted": counts(page.rows, ways, request.user)}
    return render(request, template, context)


def _actor(request: HttpRequest, entities: EntityQuerySet, slug: str, template: str) -> HttpResponse:
    asked = read_parameters(request.GET, "show", *CURSORS)
    found, moved = find_by_slug(entities.visible_to(request.user).with_aliases(), slug)
    if moved:
        return redirect(found, permanent=True)
    return _page(request, found, sections(found, ACTING, request.user), asked, template)


def _page(
    request: HttpRequest,
    entity: Entity,
    lists: Iterable[Section],
    asked: dict[str, str],
    template: str,
    **context: Any,
) -> HttpResponse:
    lists = list(lists)
    context |= {
        "entity": entity,
        # What the filter of claims calls it.
        "kind": entity._meta.model_name,
        "sections": lists,
        "shown": asked_sections(lists, asked),
    }
    return render(request, template, context)


def _place_asked(slug: str, user: Any) -> Place | None:
    """The place of this slug; a place that the user may not know of is refused like one that does not exist."""
    if not slug:
        return None
    try:
        return find_by_slug(Place.objects.visible_to(user), slug)[0]
    except Http404 as unknown:
        raise BadParameters(
            {"in": f"There is no place {as_typed(slug)} here. Choose one from the list, or leave it out."}
        ) from unknown
