"""Conditions that several models put on one row."""

from functools import reduce
from operator import or_

from django.db.models import CheckConstraint, F, Q


def exactly_one(*fields: str) -> Q:
    """True where exactly one of the foreign keys is set."""
    return reduce(or_, (_only(field, fields) for field in fields))


def at_most_one(*fields: str) -> Q:
    """True where none or one of the foreign keys is set."""
    return exactly_one(*fields) | _none(fields)


def _only(chosen: str, fields: tuple[str, ...]) -> Q:
    return Q(**{f"{field}__isnull": field != chosen for field in fields})


def _none(fields: tuple[str, ...]) -> Q:
    return Q(**{f"{field}__isnull": True for field in fields})


def date_bounds(field: str, *, name: str) -> list[CheckConstraint]:
    """The bounds of an EDTF column are in order, and there is none without the text they come from."""
    earliest, latest = f"{field}_earliest", f"{field}_latest"
    in_order = _none((earliest,)) | _none((latest,)) | Q(**{f"{earliest}__lte": F(latest)})
    unknown = Q(**{field: ""}) & _none((earliest, latest))
    known = ~Q(**{field: ""}) & ~_none((earliest, latest))
    return [
        CheckConstraint(condition=in_order, name=f"{name}_in_order"),
        CheckConstraint(condition=unknown | known, name=f"{name}_from_text"),
    ]
