"""Pages made of lists: one list page by page, or several, each begun, and read on in a page of its own.

What these pages take is the same everywhere: `show` names the list to show alone, `after` and `before` are cursors
into it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet

from record.paging import PAGE_SIZE, Order, Page, page_of
from record.parameters import BadParameters, one_of, refusing

BY_NAME = Order("by-name", key="name_folded", tie="slug", kind=str)
BEGINNING = 20


@dataclass(frozen=True)
class Section:
    """One list of a page: `name` stands for it in addresses, `title` above it.

    `note` says of a row, in a few words, why it stands in this list; `size` is how many rows are shown before
    the rest is a page of its own; with none, their number and the way there is all.
    """

    name: str
    title: str
    rows: "QuerySet[Any]"
    order: Order
    note: Callable[[Any], str] = lambda _row: ""
    size: int = BEGINNING

    @cached_property
    def count(self) -> int:
        """How many rows there are, shown or not."""
        return self.rows.count()


@dataclass(frozen=True)
class Shown:
    """A section as a page shows it: some of its rows; `alone` where the page shows nothing else."""

    section: Section
    page: Page[Any]
    alone: bool

    @property
    def rows(self) -> list[tuple[Any, str]]:
        """Each row shown, with its note."""
        return [(row, self.section.note(row)) for row in self.page.rows]

    @property
    def more(self) -> bool:
        """Whether the section has rows that this page leaves out and does not page to."""
        return not self.alone and self.section.count > len(self.page.rows)


def asked_page(
    rows: "QuerySet[Any]", order: Order, asked: Mapping[str, str], size: int = PAGE_SIZE
) -> Page[Any]:
    """The page that the parameters `after` or `before` ask for. Raises BadParameters for a wrong cursor."""
    with refusing("before" if asked["before"] else "after"):
        return page_of(rows, order, after=asked["after"], before=asked["before"], size=size)


def asked_sections(sections: Iterable[Section], asked: Mapping[str, str]) -> list[Shown]:
    """The section that `show` names, page by page; without it, the beginning of every section that has rows.

    Raises BadParameters for the name of no section, and for a cursor that no section goes with.
    """
    by_name = {section.name: section for section in sections}
    if one_of("show", asked["show"], by_name):
        section = by_name[asked["show"]]
        return [Shown(section, asked_page(section.rows, section.order, asked), alone=True)]
    _refuse_cursor_without_section(asked)
    return [_begun(section) for section in by_name.values() if section.count]


def _begun(section: Section) -> Shown:
    page: Page[Model] = page_of(section.rows, section.order, size=section.size) if section.size else Page([])
    return Shown(section, page, alone=False)


def _refuse_cursor_without_section(asked: Mapping[str, str]) -> None:
    for name in ("after", "before"):
        if asked[name]:
            raise BadParameters(
                {name: "It is a place in one of this page’s lists. Say in which with `show`."}
            )
