"""Chains that must come to an end: owners, successors, informants who are one."""

from typing import Any

from django.core.exceptions import ValidationError


def refuse_circle(row: Any, column: str, words: str) -> None:
    """Raise ValidationError with these words on the column if following it from the row leads back to the row.

    A query a level; such chains are short.
    """
    seen: set[int] = set()
    above = getattr(row, f"{column}_id")
    while above is not None and above not in seen:
        if above == row.pk:
            raise ValidationError({column: words})
        seen.add(above)
        rows = type(row)._default_manager.filter(pk=above)
        above = rows.values_list(f"{column}_id", flat=True).first()
