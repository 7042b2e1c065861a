"""Tests of record/paging.py, on claims (an order with unknown keys) and people (an order of text)."""

from base64 import urlsafe_b64encode
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.http import QueryDict

from claims.models import Claim
from people.models import Person
from record.paging import Order, Page, page_of
from record.parameters import read_parameters
from sources.models import Article
from tests.factories import make_article, make_claim, make_person

pytestmark = pytest.mark.django_db

NEWEST = Order("newest", "chronology", "public_id", int, descending=True)
OLDEST = Order("oldest", "chronology", "public_id", int)
BY_NAME = Order("name", "name_folded", "slug", str)
BY_DAY = Order("published", "published_earliest", "public_id", date)


def encoded(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def walk(queryset: Any, order: Order, size: int) -> list[Page[Any]]:
    """Every page from the first to the last."""
    pages = [page_of(queryset, order, size=size)]
    while pages[-1].after:
        pages.append(page_of(queryset, order, after=pages[-1].after, size=size))
    return pages


@pytest.fixture
def claims() -> list[Claim]:
    days = ["2024-11-27", "2024-11-27", "2024-12-08", "", "", "", "2023", "../2024-12-01"]
    return [make_claim(date=day) for day in days]


@pytest.mark.parametrize("order", [NEWEST, OLDEST], ids=["newest", "oldest"])
@pytest.mark.parametrize("size", [1, 2, 3, 8, 50])
def test_pages_joined_are_the_list_in_order(claims: list[Claim], order: Order, size: int) -> None:
    joined = [row for page in walk(Claim.objects.all(), order, size) for row in page.rows]
    known = sorted((c for c in claims if c.chronology), key=lambda c: (c.chronology, c.public_id))
    unknown = sorted((c for c in claims if not c.chronology), key=lambda c: c.public_id)
    expected = [*reversed(known), *reversed(unknown)] if order.descending else [*known, *unknown]
    assert joined == expected


@pytest.mark.parametrize("order", [NEWEST, OLDEST], ids=["newest", "oldest"])
@pytest.mark.parametrize("size", [1, 2, 3, 8])
def test_pages_walked_backwards_are_the_pages_walked_forwards(
    claims: list[Claim], order: Order, size: int
) -> None:
    pages = walk(Claim.objects.all(), order, size)
    for earlier, later in pairwise(pages):
        back = page_of(Claim.objects.all(), order, before=later.before, size=size)
        assert back == earlier
    assert pages[0].before == ""


def test_a_row_deleted_meanwhile_neither_repeats_nor_hides_another(claims: list[Claim]) -> None:
    first = page_of(Claim.objects.all(), OLDEST, size=3)
    first.rows[-1].delete()
    second = page_of(Claim.objects.all(), OLDEST, after=first.after, size=5)
    ids = [row.public_id for row in (*first.rows, *second.rows)]
    assert len(set(ids)) == len(ids) == 8


def test_names_and_days_are_keys_too() -> None:
    people = [make_person(name) for name in ("Ünal", "ahmed", "Ahmed", "Zeynep")]
    reports = [make_article(published=day) for day in ("2024-12-01", "", "2024-11", "2024-12-01")]
    names = [row for page in walk(Person.objects.all(), BY_NAME, 1) for row in page.rows]
    days = [row for page in walk(Article.objects.all(), BY_DAY, 1) for row in page.rows]
    assert names == sorted(people, key=lambda person: (person.name_folded, person.slug))
    assert [row.published for row in days] == ["2024-11", "2024-12-01", "2024-12-01", ""]
    assert set(days) == set(reports)


def test_an_empty_list_is_one_empty_page() -> None:
    assert page_of(Claim.objects.all(), NEWEST) == Page([])


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "é",
        "\0",
        "\ud800",
        "W10",
        encoded("[]"),
        encoded("{}"),
        encoded("[" * 100_000),
        encoded('["newest",1]'),
        encoded('["newest","x","bcdfghjklm"]'),
        encoded('["newest",true,"bcdfghjklm"]'),
        encoded('["newest",1.5,"bcdfghjklm"]'),
        encoded(f'["newest",{2**63},"bcdfghjklm"]'),
        encoded(f'["newest",1{"0" * 5000},"bcdfghjklm"]'),
        encoded('["newest",1,null]'),
        encoded('["newest",1,"\\u0000"]'),
        encoded('["newest",1,"\\ud800"]'),
    ],
)
def test_a_cursor_that_no_page_gave_out_is_refused(cursor: str) -> None:
    with pytest.raises(ValueError, match=r"is not a place in this list\. Leave it out"):
        page_of(Claim.objects.all(), NEWEST, after=cursor)


@pytest.mark.parametrize("cursor", ['["published","2024-13-01","b"]', '["published",5,"b"]'])
def test_a_day_that_is_none_is_refused(cursor: str) -> None:
    with pytest.raises(ValueError, match="is not a place"):
        page_of(Article.objects.all(), BY_DAY, after=encoded(cursor))


def test_a_cursor_of_another_order_is_refused_and_says_so(claims: list[Claim]) -> None:
    with pytest.raises(ValueError, match="another order"):
        page_of(Claim.objects.all(), OLDEST, after=NEWEST.cursor(claims[0]))


def test_one_page_cannot_follow_one_place_and_precede_another(claims: list[Claim]) -> None:
    cursor = NEWEST.cursor(claims[0])
    with pytest.raises(ValueError, match="leave out"):
        page_of(Claim.objects.all(), NEWEST, after=cursor, before=cursor)


def test_the_cursor_of_the_longest_name_can_be_read_from_an_address() -> None:
    names = ["ب" * 199 + letter for letter in "تص"]
    people = [make_person(name, slug=f"p-{number}") for number, name in enumerate(names)]
    cursor = page_of(Person.objects.all(), BY_NAME, size=1).after
    asked = read_parameters(QueryDict(f"after={cursor}"), "after")
    assert page_of(Person.objects.all(), BY_NAME, **asked).rows == people[1:]
