"""Asking a row that is not saved what a check constraint will ask of it, without a query.

Django can ask the database (`Constraint.validate`), which takes a query for each condition of each row: minutes for a
file of some thousand rows. A test holds this reading of conditions to the database's.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import CheckConstraint, F, Model, Q

# A condition over a NULL is neither true nor false, and a constraint refuses only what is false.
Truth = bool | None

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda here, there: here == there,
    "in": lambda here, there: here in there,
    "lt": lambda here, there: here < there,
    "lte": lambda here, there: here <= there,
    "gt": lambda here, there: here > there,
    "gte": lambda here, there: here >= there,
    "range": lambda here, there: there[0] <= here <= there[1],
    "length": lambda here, there: len(here) == there,
}


def breaches(row: Model) -> Iterator[str]:
    """What the check constraints of its table say against a row whose derived columns are worked out."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, CheckConstraint) and _refuses(constraint.condition, row):
            yield str(constraint.get_violation_error_message())


def _refuses(condition: Any, row: Model) -> bool:
    return holds(condition, row) is False


def holds(condition: Q, row: Model) -> Truth:
    """Whether the condition holds of the row, as SQL would say. Raises NotImplementedError for what it cannot read."""
    truths = [_holds_child(child, row) for child in condition.children]
    whole = _any(truths) if condition.connector == Q.OR else _all(truths)
    return (None if whole is None else not whole) if condition.negated else whole


def _holds_child(child: Any, row: Model) -> Truth:
    if isinstance(child, Q):
        return holds(child, row)
    path, wanted = child
    # The stubs do not know that F has a name.
    return _lookup(path, _value(wanted.name, row) if isinstance(wanted, F) else wanted, row)  # type: ignore[attr-defined]


def _all(truths: list[Truth]) -> Truth:
    return False if False in truths else None if None in truths else True


def _any(truths: list[Truth]) -> Truth:
    return True if True in truths else None if None in truths else False


def _lookup(path: str, there: Any, row: Model) -> Truth:
    name, _, lookup = path.partition("__")
    here = _value(name, row)
    if lookup == "isnull":
        return (here is None) == there
    if (compare := _COMPARE.get(lookup or "exact")) is None:
        raise NotImplementedError(
            f"No condition here asks {path} yet: add {lookup} to claims/sheets/conditions.py."
        )
    return None if here is None or there is None else compare(here, there)


def _value(name: str, row: Model) -> Any:
    # "id" is the primary key of a row that has none yet.
    field: Any = row._meta.get_field(name)
    return getattr(row, field.attname)
