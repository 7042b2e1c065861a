"""Nothing of a draft, a note, a stored text or a withdrawn claim reaches a reader at any address of the site."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ForeignKey, Q
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoDbBlocker

from claims import publicity
from claims.filters import ClaimFilter
from claims.models import EditorsWords, PublicWords
from claims.search.terms import stem
from record.merging.rules import mergeable
from record.models import FormerSlug
from sources.models import Capture
from tests.factories import index_words, make_staff
from tests.secrets import (
    FORMER,
    FORMER_ID,
    MARK,
    TELLS,
    Public,
    Secret,
    make_public,
    plant_secrets,
    text_fields,
)

pytestmark = pytest.mark.django_db

A_TOKEN = re.compile(r'value="[A-Za-z0-9]{64}"')
A_PART = re.compile(r"<(?:[a-z]+:)?(?P<name>[a-z_]+)>|\(\?P<(?P<group>[a-z_]+)>.*?\)")
# Stand for records that do not exist.
NO_SLUG, NO_ID = "nosuchone", "zzzzzzzzzz"
# Before the only date in a secret, after it, and after every date.
DAYS = ("1980-01-01", "2000-01-01", "2025-06-01")
# The records that have an address, by what the public and the secret ones of them are called here.
KINDS = ("claim", "dossier", "discrepancy", "outlet", "article", "person", "organization", "place")
OURS = ("claims", "sources", "people", "record")
# Codes of two letters and the like, which a page cannot be searched for: the comparison of pages covers them.
TOO_SHORT = {"country"}
# The label of a model, the reason for a withdrawal, which is public, and the words that the index takes from others.
NOT_SECRET = {"kind", "withdrawal_reason", "words", "forms"}


class Site(NamedTuple):
    """The pages as a reader got them without any secret, and the records on either side of the line."""

    before: dict[str, HttpResponse]
    public: Public
    secret: Secret


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """Made once for all these tests, each of which runs inside its transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        public = make_public()
        index_words()
        before = {address: get(Client(), address) for address in public_addresses(public)}
        secret = plant_secrets(public)
        index_words()
        yield Site(before, public, secret)
        transaction.set_rollback(True)


def get(client: Client, address: str) -> Any:
    return client.get(address)


def secrets_in(answer: HttpResponse) -> list[str]:
    """The tells in an answer. A form's token is random, and could hold one by chance."""
    text = f"{answer.headers.get('Location')} {A_TOKEN.sub('', answer.content.decode())}".lower()
    return [tell for tell in TELLS if tell in text]


# The walk: for each route of the site, the addresses of public records, with every parameter each takes


def walk(public: Public) -> dict[str, list[str]]:
    """Every route outside the admin, and the addresses at which a reader meets public records there."""
    claim, dossier = public.claim.get_absolute_url(), public.dossier.get_absolute_url()
    return {
        "": ["/"],
        "claims/": [f"/claims/?{query}" for query in claim_queries(public)],
        "claims/<public_id:public_id>/": [
            *(record.get_absolute_url() for record in (public.claim, public.rival, public.utterance)),
            *(f"{claim}?as_of={day}" for day in DAYS),
        ],
        "claims/<public_id:public_id>-<slug:slug>/": [f"{claim.rstrip('/')}-any-words/"],
        "dossiers/": ["/dossiers/"],
        "dossiers/<slug:slug>/": [dossier, *(f"{dossier}?as_of={day}" for day in DAYS)],
        "dossiers/<slug:slug>/matrix/": [
            f"{dossier}matrix/{query}" for query in ("", "?relays=collapse", "?only=disagreements")
        ],
        "dossiers/<slug:slug>/drift/": [
            f"{public.dossier.get_absolute_url()}drift/",
            f"{public.dossier.get_absolute_url()}drift/?article={public.relay.public_id}&source={public.article.public_id}",
            f"{public.dossier.get_absolute_url()}drift/?kind=changed",
        ],
        "articles/compare/": [
            f"/articles/compare/?a={public.relay.public_id}",
            f"/articles/compare/?a={public.relay.public_id}&b={public.article.public_id}",
            f"/articles/compare/?a={public.article.public_id}&b={public.relay.public_id}",
        ],
        "articles/<public_id:public_id>/drift/": [
            f"{public.relay.get_absolute_url()}drift/",
            f"{public.relay.get_absolute_url()}drift/?kind=changed&source={public.article.public_id}",
            f"{public.article.get_absolute_url()}drift/",
        ],
        "discrepancies/": ["/discrepancies/", "/discrepancies/?state=open", f"/discrepancies/?dossier={public.dossier.slug}"],
        "discrepancies/<public_id:public_id>/": [public.discrepancy.get_absolute_url()],
        "people/": ["/people/", "/people/?q=a"],
        "people/<slug:slug>/": with_sections(public.person, "part", "said", "word", "instead"),
        "organizations/": ["/organizations/", "/organizations/?q=a"],
        "organizations/<slug:slug>/": with_sections(public.organization, "part", "said", "word", "instead"),
        "places/": ["/places/", "/places/?q=o", "/places/?in=russia", f"/places/?in={public.place.slug}"],
        "places/<slug:slug>/": [
            *with_sections(public.place, "here", "inside", "instead"),
            *with_sections(public.place.parent, "here", "inside", "instead"),
        ],
        "outlets/": ["/outlets/", "/outlets/?q=a"],
        "outlets/<slug:slug>/": [
            *with_sections(public.outlet, "articles", "rests", "credited"),
            *with_sections(public.outlet.owner, "articles", "rests", "credited"),
        ],
        "outlets/<slug:slug>/without/": [f"{public.outlet.get_absolute_url()}without/"],
        "articles/<public_id:public_id>/": [
            *with_sections(public.article, "supports", "contradicts", "mentions", "credited"),
            public.relay.get_absolute_url(),
        ],
        "articles/<public_id:public_id>/without/": [f"{public.article.get_absolute_url()}without/"],
    }  # fmt: skip


def with_sections(record: Any, *names: str) -> list[str]:
    address = record.get_absolute_url()
    return [address, *(f"{address}?show={name}" for name in names)]


def claim_queries(public: Public) -> Iterator[str]:
    """Each filter alone, with each value where it offers a choice; and each record with each stance."""
    yield ""
    for name, value in filter_values(public).items():
        yield f"{name}={value}"
        if name in KINDS:
            yield from (
                f"{name}={value}&stance={stance}" for stance in ("supports", "contradicts", "mentions")
            )
    for name, of_claims in ClaimFilter.base_filters.items():
        yield from (f"{name}={value}" for value, _ in of_claims.extra.get("choices", []))


def filter_values(record: Any) -> dict[str, str]:
    """A value for each filter of claims that offers no choice, taken from the public or the secret records."""
    return {
        "q": "moscow",
        "dossier": record.dossier.slug,
        "outlet": record.outlet.slug,
        "article": record.article.public_id,
        "person": record.person.slug,
        "organization": record.organization.slug,
        "place": record.place.slug,
        "from": "1987",
        "to": "2025",
    }


def public_addresses(public: Public) -> list[str]:
    return [address for addresses in walk(public).values() for address in addresses]


def routes(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        elif isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            yield from routes(pattern.url_patterns, route)


# What is compared


def test_every_route_of_the_site_is_walked(site: Site) -> None:
    assert set(routes(get_resolver().url_patterns)) == set(walk(site.public)), "Add the new route to walk()."


def test_every_parameter_of_every_route_is_walked(site: Site) -> None:
    walked = {
        route: {name for address in addresses for name in parameters(address)}
        for route, addresses in walk(site.public).items()
    }
    taken = {route: parameters_taken(addresses[0]) for route, addresses in walk(site.public).items()}
    missed = {route: names - walked[route] for route, names in taken.items() if names - walked[route]}
    assert missed == {}, "Ask for each of these in walk()."


def parameters(address: str) -> set[str]:
    return set(QueryDict(address.partition("?")[2]))


def parameters_taken(address: str) -> set[str]:
    """What the page at an address says it takes, when asked for what it does not; but for cursors."""
    answer = get(Client(), f"{address.partition('?')[0]}?{NO_SLUG}=1").content.decode()
    taken = re.search(r"this page takes: ([a-z_, ]+)\.", answer)
    names = taken[1].split(", ") if taken else []
    return {name for name in names if not name.endswith(("after", "before"))}


def test_every_text_that_somebody_writes_is_planted_with_a_secret(site: Site) -> None:
    bare = [
        f"{model._meta.label}.{name}"
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not model._meta.model_name.startswith("historical")
        for name in set(text_fields(model)) - TOO_SHORT - NOT_SECRET
        if not any(model._default_manager.filter(**{f"{name}__contains": tell}).exists() for tell in TELLS)
    ]
    assert bare == [], "Plant a secret in each of these, in tests/secrets.py."


def test_what_only_secrets_rest_on_is_not_public(site: Site) -> None:
    assert publicity.differences() == []


@pytest.mark.usefixtures("site")
def test_what_readers_search_holds_no_secret_and_what_editors_search_does() -> None:
    for table, holds in ((PublicWords, False), (EditorsWords, True)):
        assert table.objects.filter(Q(words__contains=stem(MARK)) | Q(forms__contains=MARK)).exists() is holds


def test_the_pages_of_the_public_record_exist(site: Site) -> None:
    assert {
        address: answer.status_code for address, answer in site.before.items() if answer.status_code != 200
    } == dict.fromkeys(walk(site.public)["claims/<public_id:public_id>-<slug:slug>/"], 301)


@pytest.mark.parametrize("reader", ["nobody", "clerk"])
def test_no_page_changes_by_a_byte_when_secrets_are_planted(site: Site, reader: str) -> None:
    client = logged_in(reader)
    for address, before in site.before.items():
        after = get(client, address)
        assert (address, after.status_code) == (address, before.status_code)
        assert after.content == before.content, address


def test_no_page_shows_a_secret(site: Site) -> None:
    # As they were before: by the test above they are the same now. They repeat what is asked for.
    found = {address: secrets_in(answer) for address, answer in site.before.items()}
    assert {address for address, secrets in found.items() if secrets} == {
        address for address in site.before if "from=1987" in address
    }


def logged_in(reader: str) -> Client:
    """Somebody without an account, with one, or with one that may enter the admin but not see claims there."""
    client = Client()
    if reader != "nobody":
        client.force_login(User.objects.create(username=reader, is_staff=reader == "clerk"))
    return client


# Addresses of secrets answer as those of nothing do


def secret_addresses(public: Public, secret: Secret) -> dict[str, str]:
    """Every address of the walk with a secret in the place of what is public; and the same with nothing in its place."""
    found = {}
    for kind in KINDS:
        key, hidden = key_of(getattr(public, kind)), key_of(getattr(secret, kind))
        nothing = NO_SLUG if hasattr(getattr(secret, kind), "slug") else NO_ID
        for address in public_addresses(public):
            if key in address:
                found[address.replace(key, hidden)] = address.replace(key, nothing)
                if nothing == NO_SLUG:
                    found[address.replace(key, FORMER)] = address.replace(key, nothing)
                elif kind in ("claim", "article"):
                    found[address.replace(key, FORMER_ID)] = address.replace(key, nothing)
    for address in ("/claims/", "/people/", "/organizations/", "/places/", "/outlets/"):
        found[f"{address}?q={MARK}"] = f"{address}?q={NO_SLUG}"
    return found


def key_of(record: Any) -> str:
    """What stands for a record in addresses."""
    return str(record.slug if hasattr(record, "slug") else record.public_id)


@pytest.mark.parametrize("reader", ["nobody", "clerk"])
def test_the_address_of_a_secret_answers_as_one_that_nothing_has(site: Site, reader: str) -> None:
    client = logged_in(reader)
    told_apart = [
        (secret, nothing)
        for secret, nothing in secret_addresses(site.public, site.secret).items()
        if without_names(get(client, secret), site.secret) != without_names(get(client, nothing), site.secret)
    ]
    assert told_apart == []


def without_names(answer: HttpResponse, secret: Secret) -> tuple[int, dict[str, str], str]:
    """An answer without what it may repeat of its own address: the slug, id or word that was asked for."""
    keys = {key_of(getattr(secret, kind)) for kind in KINDS} | {FORMER, FORMER_ID, MARK, NO_SLUG, NO_ID}
    asked = re.compile("|".join(sorted(keys, key=len, reverse=True)))
    headers = {
        name: asked.sub("…", value) for name, value in answer.headers.items() if name != "Content-Length"
    }
    return answer.status_code, headers, asked.sub("…", answer.content.decode())


def test_a_withdrawn_claim_says_when_and_why_and_nothing_else_of_itself(site: Site) -> None:
    answer = get(Client(), site.secret.withdrawn.get_absolute_url())
    assert answer.status_code == 410
    assert secrets_in(answer) == []
    assert "Logged twice." in answer.content.decode()


def test_the_search_for_secrets_finds_them_where_editors_see_them(site: Site) -> None:
    client = Client()
    client.force_login(make_staff())
    seen = [address for address in site.before if secrets_in(get(client, address))]
    assert len(seen) > len(site.before) / 2
    hidden = secret_addresses(site.public, site.secret)
    # A day of the past is asked of the public record alone, whoever asks.
    asked = {address for address in hidden if "as_of" not in address}
    assert {address for address in asked if get(client, address).status_code not in (200, 301)} == set()


# The admin, which shows nothing to those who are not let in


def admin_addresses() -> Iterator[str]:
    """Every address of the admin, with a secret wherever one may be named, and every list it offers to choose from."""
    for route in admin_routes(get_resolver().url_patterns):
        yield filled(route)
    for model in admin.site._registry:
        kind = ContentType.objects.get_for_model(model)
        yield f"/admin/r/{kind.pk}/{a_secret(kind.app_label, kind.model)}/"
        for field in model._meta.fields:
            if isinstance(field, ForeignKey):
                asked = f"app_label={kind.app_label}&model_name={kind.model}&field_name={field.name}"
                yield f"/admin/autocomplete/?{asked}&term={MARK[0]}"


def admin_routes(patterns: list[Any], prefix: str = "/") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver) and route.startswith("/admin/"):
            yield from admin_routes(pattern.url_patterns, route)
        elif route.startswith("/admin/"):
            yield route


def filled(route: str) -> str:
    return A_PART.sub(lambda part: part_of_address(route, part["name"] or part["group"]), route).rstrip("$")


def part_of_address(route: str, name: str) -> str:
    """What to put into a part of a route of the admin."""
    if "/add-from/" in route:
        return str(Capture.objects.first().public_id)
    if route.startswith("/admin/claims/desk/"):
        return str(a_secret("sources", "article"))
    fixed = {"app_label": "claims", "url": "claims/claim/", "content_type_id": "1"}
    return fixed.get(name) or str(a_secret(*route.split("/")[2:4]))


def a_secret(app: str, model: str) -> int:
    """The key of a secret record of this kind, or of any."""
    rows = apps.get_model(app, model)._default_manager if app in OURS else User.objects
    names = text_fields(rows.model)
    secrets = rows.filter(Q(*(Q(**{f"{name}__contains": MARK}) for name in names), _connector=Q.OR))
    return (secrets.first() or rows.all()[0]).pk


@pytest.mark.parametrize("reader", ["nobody", "reader", "clerk"])
def test_the_admin_tells_those_it_does_not_let_in_nothing(site: Site, reader: str) -> None:
    client = logged_in(reader)
    addresses = set(admin_addresses())
    assert len(addresses) > 80
    told = {address: found for address in addresses if (found := secrets_in(get(client, address)))}
    assert told == {}


def test_the_admin_shows_secrets_to_those_it_lets_in(site: Site) -> None:
    client = Client()
    client.force_login(User.objects.create(username="root", is_staff=True, is_superuser=True))
    seen = [address for address in admin_addresses() if secrets_in(get(client, address))]
    assert len(seen) > 40


def test_a_former_address_is_planted_for_every_kind_that_can_have_one(site: Site) -> None:
    kinds = {
        model._meta.label_lower
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if any(field.name == "slug" for field in model._meta.fields) and model is not FormerSlug
        and not model._meta.model_name.startswith("historical")
    }  # fmt: skip
    kinds |= {model._meta.label_lower for model in mergeable()}
    assert set(FormerSlug.objects.values_list("kind", flat=True)) == kinds
