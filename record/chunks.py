"""Any number of values, a bounded number at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db.models import QuerySet

T = TypeVar("T")

# Fewer in one query than any database refuses, even where a query names them a dozen times over.
A_QUERY = 1_000


def in_chunks(values: Iterable[T], size: int = A_QUERY) -> Iterator[list[T]]:
    """The values in order, in lists of at most `size`."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk


def keys_in_chunks(rows: "QuerySet[Any]", size: int = A_QUERY) -> Iterator[list[int]]:
    """The keys of the rows in order, in lists of at most `size`, a query each: rows may change between two lists."""
    done = 0
    while keys := list(rows.filter(pk__gt=done).order_by("pk").values_list("pk", flat=True)[:size]):
        yield keys
        done = keys[-1]
