"""The journal of a merge: plain steps in order, with every removed row written out whole.

A step is one of
- moved: `rows` of `model` named `from` in `column`, and name `to` since;
- dropped: a row was removed, having nothing to say that its like (if any) does not say;
- made: a row was added;
- taken: columns of the record that was kept took on values of the one that went.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model

from record.derived import derive

Json = dict[str, Any]
Row = tuple[str, int]  # the label of a model and the key of a row


def written(row: Model, columns: Iterable[str] | None = None) -> Json:
    """The row's columns (or these alone) as JSON can hold them; nothing is rounded or left out."""
    fields = row._meta.concrete_fields if columns is None else [row._meta.get_field(name) for name in columns]
    return {field.attname: _text(field, row) for field in fields}  # type: ignore[union-attr]


def _text(field: Any, row: Model) -> Any:
    return None if field.value_from_object(row) is None else field.value_to_string(row)


def value(model: type[Model], attname: str, text: Any) -> Any:
    """What `written` wrote, as the column holds it."""
    field: Any = next(field for field in model._meta.concrete_fields if field.attname == attname)
    return None if text is None else field.to_python(text)


def read(step: Json) -> Model:
    """The dropped row again, unsaved. Columns added since have their defaults; derived ones follow from the rest."""
    model = model_of(step)
    known = {field.attname for field in model._meta.concrete_fields}
    row = model(**{name: value(model, name, text) for name, text in step["values"].items() if name in known})
    derive(row)
    return row


def moved(model: type[Model], column: str, rows: list[int], *, was: int, now: int) -> Json:
    """The step of letting these rows name another record."""
    step = {"did": "moved", "column": column, "from": was, "to": now, "rows": rows}
    return {"model": model._meta.label_lower} | step


def model_of(step: Json) -> type[Model]:
    """The model whose rows the step is about."""
    return apps.get_model(step["model"])


def removed(journal: Iterable[Json]) -> dict[Row, int | None]:
    """The rows that the merge removed, each with the key of its like that stayed."""
    return {(step["model"], int(step["key"])): step["like"] for step in journal if step["did"] == "dropped"}


def needed(journal: Iterable[Json]) -> set[Row]:
    """The rows without which the merge cannot be undone: those it moved or made, and the likes of those it removed."""
    return {row for step in journal for row in _needed(step)}


def _needed(step: Json) -> Iterator[Row]:
    if step["did"] == "moved":
        yield from ((step["model"], key) for key in step["rows"])
    elif step["did"] == "made":
        yield step["model"], step["key"]
    elif step["did"] == "dropped" and step["like"]:
        yield step["model"], step["like"]
