"""Chains that lead back to their beginning are refused in words, before anything is saved."""

from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from record.circles import refuse_circle
from tests import factories as make

pytestmark = pytest.mark.django_db


def chain(column: str, rows: list[Any], **more: Any) -> Any:
    """Let each row lead to the next; return the first and the last."""
    for row, following in pairwise(rows):
        type(row).objects.filter(pk=row.pk).update(**{column: following}, **more)
    return rows[0], rows[-1]


@pytest.mark.parametrize("number", [2, 3, 4])
def test_an_outlet_owns_itself_at_no_distance(number: int) -> None:
    first, last = chain("owner", [make.make_outlet() for _ in range(number)])
    last.owner = first
    with pytest.raises(ValidationError, match="own itself"):
        last.full_clean()


def test_an_article_is_its_own_successor_at_no_distance() -> None:
    first, last = chain("superseded_by", [make.make_article() for _ in range(3)], status="superseded")
    last.superseded_by, last.status = first, "superseded"
    with pytest.raises(ValidationError, match="its own successor"):
        last.full_clean()


def test_informants_are_one_in_one_direction() -> None:
    first, last = chain("same_as", [make.make_unnamed_source() for _ in range(3)], same_as_reason="said so")
    last.same_as, last.same_as_reason = first, "said so"
    with pytest.raises(ValidationError, match="already"):
        last.full_clean()


def test_a_chain_that_ends_is_no_circle() -> None:
    rows = [make.make_outlet() for _ in range(3)]
    chain("owner", rows)
    rows[0].refresh_from_db()
    refuse_circle(rows[0], "owner", "never said")


def test_a_circle_further_up_that_a_bare_write_made_ends() -> None:
    rows = [make.make_outlet() for _ in range(3)]
    chain("owner", [*rows[1:], rows[1]])
    rows[0].owner = rows[1]
    refuse_circle(rows[0], "owner", "never said")
