"""Who last changed a value, when and why, as history tells it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Authorship:
    """One change, as a page names it."""

    by: str
    at: datetime
    reason: str


def authorship(row: Any, reader: Any) -> Authorship | None:
    """Whose change a historical row tells of; None for no row. `reader` is who will read it."""
    if row is None:
        return None
    author = row.history_user
    name = "somebody" if author is None else "you" if author == reader else author.get_username()
    return Authorship(name, row.history_date, row.history_change_reason or "")


def last_changes(model: type[Model], pks: Collection[Any]) -> dict[tuple[str, str], Any]:
    """The historical row by which each column of these rows took its present value, by key and column.

    Under the empty column, the last change of the row whatever it was. One query; none for no rows, and nothing of
    a model that keeps no history.
    """
    history: Any = getattr(model, "history", None)
    if not pks or history is None:
        return {}
    key = model._meta.pk.attname
    found: dict[tuple[str, str], Any] = {}
    last: dict[str, Any] = {}
    rows = history.filter(**{f"{key}__in": pks}).select_related("history_user")
    for row in rows.order_by("history_date", "history_id"):
        pk = str(getattr(row, key))
        for field in row.tracked_fields:
            if pk not in last or getattr(last[pk], field.attname) != getattr(row, field.attname):
                found[pk, field.name] = row
        found[pk, ""] = last[pk] = row
    return found
