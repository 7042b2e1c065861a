"""The work that waits, on the admin's first page: the apps above register what it lists, as they know it.

Every panel is capped: it counts no further than CAPPED, shows the first few rows, and leads to the full list.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

SHOWN = 5
CAPPED = 500
# How many of the latest rows are looked at where no index tells what waits from what does not.
LOOKED_AT = 10_000


@dataclass(frozen=True)
class Row:
    """One thing to do: its words, where it is done, and what there is to know of it."""

    words: str
    address: str
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Panel:
    """One queue: how many rows wait (None where that is not counted), the first of them, and all of them.

    `about` says what the queue holds, above all where it does not look at everything.
    """

    title: str
    count: int | None
    address: str
    rows: Sequence[Row] = field(default_factory=list)
    about: str = ""
    all: str = "See all"

    @property
    def counted(self) -> str:
        """The count in figures, as far as it was counted: "500+"."""
        if self.count is None:
            return ""
        return f"{CAPPED}+" if self.count > CAPPED else str(self.count)


Maker = Callable[[HttpRequest], Iterable[Panel]]

_makers: list[Maker] = []


def on_first_page(maker: Maker) -> Maker:
    """Show the panels that `maker(request)` yields on the admin's first page, in the order of registration."""
    if maker not in _makers:
        _makers.append(maker)
    return maker


def panels(request: HttpRequest) -> list[Panel]:
    """Every panel for this user."""
    return [panel for maker in _makers for panel in maker(request)]


def capped(rows: "QuerySet[Any]") -> int:
    """How many rows there are, counted one further than CAPPED."""
    return int(rows.order_by()[: CAPPED + 1].count())


def among_latest(
    rows: "QuerySet[Any]", of: "QuerySet[Any] | None" = None, number: int = LOOKED_AT
) -> "QuerySet[Any]":
    """Those of the rows among the latest of their table, or of `of`, so that a search with few hits ends."""
    # Asked for first: PostgreSQL plans for a number it knows, and for one it does not as for a third of the table.
    before_them = _before_latest(rows.model._default_manager.all() if of is None else of, number)
    return rows.filter(pk__gt=before_them[0]) if before_them else rows


def said_of_latest(of: "QuerySet[Any]", nouns: str, number: int = LOOKED_AT) -> str:
    """What a panel says where `among_latest` left rows out; nothing where it looked at all there are."""
    return f"Among the latest {number:,} {nouns}." if _before_latest(of, number) else ""


def _before_latest(rows: "QuerySet[Any]", number: int) -> list[Any]:
    """The latest of the rows that are not among the latest `number`, if there are that many."""
    return list(rows.order_by("-pk").values_list("pk", flat=True)[number : number + 1])
