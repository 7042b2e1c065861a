"""Every link to a record, found through the models themselves, so that none is ever forgotten."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Field, Model, Q, QuerySet, UniqueConstraint

Columns = tuple[str, ...]


class Link(NamedTuple):
    """A foreign key: the model that has it, and its field."""

    model: type[Model]
    field: "Field[Any, Any]"

    def rows(self, key: int) -> "QuerySet[Any]":
        """The rows that name the record with this key, oldest first."""
        return self.model._default_manager.filter(**{self.field.attname: key}).order_by("pk")


def links_to(model: type[Model]) -> list[Link]:
    """Every foreign key, of any model, that names rows of this one; many-to-many tables included.

    History is left out, which tells what was, and so are views, which hold nothing of their own.
    """
    relations = (
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
    )
    found = [Link(relation.related_model, relation.field) for relation in relations]  # type: ignore[union-attr, arg-type]
    ours = [link for link in found if link.model._meta.managed and not hasattr(link.model, "instance_type")]
    return sorted(ours, key=lambda link: (link.model._meta.label_lower, link.field.name))


def loops(model: type[Model]) -> list[Link]:
    """The links by which rows of the model name others of their own kind."""
    return [link for link in links_to(model) if link.model is model]


def above(row: Any, field: Any) -> Iterator[int]:
    """The keys that following the column leads to, ending where it comes round."""
    seen: set[int] = set()
    key = getattr(row, field.attname)
    while key is not None and key not in seen:
        yield key
        seen.add(key)
        rows = type(row)._default_manager.filter(pk=key)
        key = rows.values_list(field.attname, flat=True).first()


def alike(link: Link, gone: int, kept: int) -> dict[int, int]:
    """Those rows that name `gone` of which `kept` has the like already, each with its like, by their keys.

    Two rows are alike where a unique key would refuse the one once it names what the other names.
    """
    found: dict[int, int] = {}
    for columns, condition in _unique_keys(link):
        known = {key: pk for pk, key in _keyed(link.rows(kept).filter(condition), columns)}
        for pk, key in _keyed(link.rows(gone).filter(condition), columns):
            if key in known:
                found.setdefault(pk, known[key])
    return found


def _keyed(rows: "QuerySet[Any]", columns: Columns) -> Iterator[tuple[int, Columns]]:
    """Each row's key and its values in the columns; rows with an unknown among these equal no other."""
    for pk, *values in rows.values_list("pk", *columns):
        if None not in values:
            yield pk, tuple(values)


def _unique_keys(link: Link) -> Iterator[tuple[Columns, Q]]:
    """The unique keys that the link's column is part of: the other columns, and where it holds."""
    name = link.field.name
    if link.field.unique:
        yield (), Q()
    for constraint in link.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and name in constraint.fields:
            yield _others(constraint.fields, name), constraint.condition or Q()
    for columns in link.model._meta.unique_together:
        if name in columns:
            yield _others(columns, name), Q()


def _others(columns: Any, name: str) -> Columns:
    return tuple(column for column in columns if column != name)
