"""Paging by value: a page begins after the last row of the one before, wherever that row has gone since.

Any page costs what the first costs, and rows added or removed elsewhere neither repeat nor hide any (the seek
method of Markus Winand, use-the-index-luke.com). A cursor holds values and the order they belong to, not a row.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, Q, QuerySet

from record.refusals import as_typed

PAGE_SIZE = 50

BEGIN_AGAIN = "Leave it out to begin with the first page."

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Place:
    """A place between two rows of a list: the values of the row it follows or precedes."""

    key: int | str | date | None
    tie: str


@dataclass(frozen=True)
class Order:
    """An order without ties: by `key` (NULL last, whichever the direction), then by the unique text `tie`.

    An order without `tie` has a key that is unique and never NULL, so that an index on it alone gives the rows in turn.
    `name` is what cursors of this order say they belong to; `kind` is the type of the key's values.
    """

    name: str
    key: str
    tie: str
    kind: type[int] | type[str] | type[date]
    descending: bool = False

    def columns(self, *, backwards: bool = False) -> list[Any]:
        """What to give to `order_by()`."""
        if not self.tie:
            return [F(self.key).desc() if self.descending != backwards else F(self.key).asc()]
        key, tie = F(self.key), F(self.tie)
        if self.descending != backwards:
            return [key.desc(nulls_first=backwards or None, nulls_last=not backwards or None), tie.desc()]
        return [key.asc(nulls_first=backwards or None, nulls_last=not backwards or None), tie.asc()]

    def beyond(self, place: Place, *, backwards: bool = False) -> Q:
        """True of the rows after `place`, or before it."""
        step = "lt" if self.descending != backwards else "gt"
        if not self.tie:
            return Q(**{f"{self.key}__{step}": place.key})
        unknown, further_tie = Q(**{f"{self.key}__isnull": True}), Q(**{f"{self.tie}__{step}": place.tie})
        if place.key is None:
            return ~unknown | further_tie if backwards else unknown & further_tie
        further = Q(**{f"{self.key}__{step}": place.key}) | Q(**{self.key: place.key}) & further_tie
        return further if backwards else further | unknown

    def cursor(self, row: Model) -> str:
        """The place of this row, as text for an address."""
        key = getattr(row, self.key)
        tie = getattr(row, self.tie) if self.tie else ""
        place = [self.name, key.isoformat() if isinstance(key, date) else key, tie]
        return (
            urlsafe_b64encode(json.dumps(place, ensure_ascii=False, separators=(",", ":")).encode())
            .decode()
            .rstrip("=")
        )

    def place(self, cursor: str) -> Place:
        """The place a cursor names. Raises ValueError where it is none of this order's, saying what to do."""
        try:
            name, key, tie = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            place = Place(None if key is None else _RESTORE[self.kind](key), _text(tie))
        except (ValueError, TypeError, RecursionError) as error:
            raise ValueError(f"{as_typed(cursor)} is not a place in this list. {BEGIN_AGAIN}") from error
        if name != self.name or (not self.tie and place.key is None):
            raise ValueError(f"This place belongs to the list in another order. {BEGIN_AGAIN}")
        return place


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows of a list; `after` and `before` are the cursors of the next and the previous page, or empty."""

    rows: list[M]
    after: str = ""
    before: str = ""


def page_of(
    queryset: "QuerySet[M]", order: Order, *, after: str = "", before: str = "", size: int = PAGE_SIZE
) -> Page[M]:
    """The page that follows the cursor `after` or precedes `before`; the first where both are empty.

    Raises ValueError for a cursor that is none of this order's, or for both at once.
    """
    if after and before:
        raise ValueError("A page follows one place or precedes one: leave out `after` or `before`.")
    backwards, cursor = bool(before), before or after
    if cursor:
        queryset = queryset.filter(order.beyond(order.place(cursor), backwards=backwards))
    rows = list(queryset.order_by(*order.columns(backwards=backwards))[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    return _page(rows, order, further=more or backwards, earlier=more if backwards else bool(cursor))


def _page(rows: list[M], order: Order, *, further: bool, earlier: bool) -> Page[M]:
    return Page(
        rows,
        after=order.cursor(rows[-1]) if rows and further else "",
        before=order.cursor(rows[0]) if rows and earlier else "",
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    return value.encode().decode()  # refuses lone surrogates, which no database stores


def _whole_number(value: Any) -> int:
    if type(value) is not int or not -(2**63) <= value < 2**63:
        raise ValueError
    return value


# How JSON gives each kind of key back. Each raises ValueError or TypeError for what no column could hold.
_RESTORE: dict[type, Callable[[Any], int | str | date]] = {
    int: _whole_number,
    str: _text,
    date: date.fromisoformat,
}
