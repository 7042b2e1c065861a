"""Writing the ordered chains of a piece of evidence, its speakers and its credits, so that history tells the truth.

A row that stays as it is is not written; one that moves or is reworded is changed; the rest are added or removed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Model

from claims.models import Credit, Evidence, Speaker
from people.models import Organization, Person
from sources.models import Article, Outlet, UnnamedSource

Kinds = Mapping[str, type[Model]]

SPEAKERS: Kinds = {
    "person": Person,
    "organization": Organization,
    "unnamed_source": UnnamedSource,
}
CREDITS: Kinds = {"article": Article, "outlet": Outlet}


@dataclass(frozen=True)
class Link:
    """One link of a chain: a record by kind and id, and for a credit how the text names it and in which words."""

    kind: str
    pk: int
    how: str = ""
    wording: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """What makes it the same link before and after a change."""
        return self.kind, self.pk

    @property
    def token(self) -> str:
        """The link as forms send it."""
        return f"{self.kind}:{self.pk}"


def link_of(row: Speaker | Credit) -> Link:
    """A stored row as a link."""
    kinds = SPEAKERS if isinstance(row, Speaker) else CREDITS
    kind = next(kind for kind in kinds if getattr(row, f"{kind}_id"))
    return Link(kind, getattr(row, f"{kind}_id"), getattr(row, "how", ""), getattr(row, "wording", ""))


def remove_others(
    evidence: Evidence, model: type[Speaker | Credit], wanted: Sequence[Link], reason: str = ""
) -> None:
    """Remove the rows whose link is no longer wanted. For credits, before the evidence itself is saved: the
    database refuses an article or a basis that its credits do not fit."""
    keys = {link.key for link in wanted}
    for row in model._default_manager.filter(evidence=evidence):
        if link_of(row).key not in keys:
            row._change_reason = reason or None
            row.delete()


def write(
    evidence: Evidence, model: type[Speaker | Credit], wanted: Sequence[Link], reason: str = ""
) -> None:
    """Make the stored chain of this evidence the one wanted. Call it in the transaction of the change."""
    remove_others(evidence, model, wanted, reason)
    stored = {link_of(row).key: row for row in model._default_manager.filter(evidence=evidence)}
    rows = [stored.get(link.key) or model(evidence=evidence, position=-1) for link in wanted]
    moving = [row for place, row in enumerate(rows) if row.pk and row.position != place]
    _make_room(model, evidence, moving, beyond=len(rows))
    for place, (row, link) in enumerate(zip(rows, wanted, strict=True)):
        _bring_up_to_date(row, {"position": place} | _columns(link, model), reason)


def _columns(link: Link, model: type[Speaker | Credit]) -> dict[str, Any]:
    target = {f"{link.kind}_id": link.pk}
    return target | ({"how": link.how, "wording": link.wording} if model is Credit else {})


def _make_room(
    model: type[Speaker | Credit], evidence: Evidence, moving: Sequence[Any], *, beyond: int
) -> None:
    """Move rows out of the way of each other: a position belongs to one row at every moment.

    Past history on purpose: only where they end up is a change.
    """
    rows = model._default_manager.filter(evidence=evidence)
    free = max(beyond, rows.aggregate(last=Max("position"))["last"] or 0) + 1
    for offset, row in enumerate(moving):
        rows.filter(pk=row.pk).update(position=free + offset)


def _bring_up_to_date(row: Any, columns: dict[str, Any], reason: str) -> None:
    if row.pk and all(getattr(row, column) == value for column, value in columns.items()):
        return
    for column, value in columns.items():
        setattr(row, column, value)
    row._change_reason = reason or None
    row.save()
