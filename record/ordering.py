"""Text that sorts the same on every database."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class CodePointOrder:
    """Mixin for text fields: order by code point on both databases.

    SQLite compares bytes already; PostgreSQL follows the locale of the cluster unless a column says "C".
    With it, paging by value and byte-identical exports hold everywhere, and a prefix search can use the index.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters: dict[str, Any] = super().db_parameters(connection)  # type: ignore[misc]
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class CodePointCharField(CodePointOrder, models.CharField):
    """Text compared and sorted by code point."""
