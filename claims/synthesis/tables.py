"""Rows on their way into the database, many at a time: COPY on PostgreSQL, executemany on SQLite.

What a table holds is taken from its model: columns, defaults, and derived columns, which the model's own rules derive.
Nothing else is known of it here: a column that a model gains is filled by its default or its rule, or refused by the
database by name. Only made-up records come this way: no door is passed, no history written.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

from claims.synthesis.draws import public_id
from record.derived import DerivedField
from record.public_id import PublicIdField
from record.slugs import AutoSlugField, unused_slug

# When everything was logged for which no other time is given: made-up records know no present.
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
# How PostgreSQL is told that a value is missing: no text of ours reads like it.
MISSING = r"\N"


class Table:
    """The rows made for one model since they were last written."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.next = (model._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1
        self.rows: list[tuple[Any, ...]] = []
        fields: dict[str, Any] = {field.attname: field for field in model._meta.concrete_fields}
        self._key = model._meta.pk.attname
        self._id = next((name for name, field in fields.items() if isinstance(field, PublicIdField)), "")
        self._slugs = {name: field for name, field in fields.items() if isinstance(field, AutoSlugField)}
        self._derived = {name: field for name, field in fields.items() if isinstance(field, DerivedField)}
        self._stored = {name: stored for name, field in fields.items() if (stored := _storing(field))}
        self._defaults = {name: _default(field) for name, field in fields.items()}
        quoted = [connection.ops.quote_name(field.column) for field in fields.values()]
        self._columns = ", ".join(quoted)
        self._into = f"{connection.ops.quote_name(model._meta.db_table)} ({self._columns})"
        self._places = ", ".join(["%s"] * len(quoted))

    def add(self, **values: Any) -> int:
        """Make a row of these values, by column, and return its key."""
        number, self.next = self.next, self.next + 1
        row = self._defaults | values
        row[self._key] = number
        if self._id:
            row[self._id] = public_id(number)
        for name, slug in self._slugs.items():
            row[name] = unused_slug(self.model, row[slug.made_from])
        self._derive(row)
        for name, stored in self._stored.items():
            if (value := row[name]) is not None:
                row[name] = stored(value)
        self.rows.append(tuple(row.values()))
        return number

    def _derive(self, row: dict[str, Any]) -> None:
        """Fill the derived columns by the rules of their fields, which ask a row for its other columns only."""
        if self._derived:
            record: Any = SimpleNamespace(**row)
            for name, field in self._derived.items():
                row[name] = field.value_for(record)

    def write(self) -> None:
        """Write the rows made so far, and forget them."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                copy = f"COPY {self._into} FROM STDIN (FORMAT csv, NULL '{MISSING}')"
                with connection.wrap_database_errors:
                    cursor.copy_expert(copy, _as_csv(self.rows))
            else:
                cursor.executemany(f"INSERT INTO {self._into} VALUES ({self._places})", self.rows)  # noqa: S608
        self.rows.clear()


def _default(field: Any) -> Any:
    """What a column holds where a row says nothing of it; None for what every row has to say."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return MADE_AT
    if field.has_default() and callable(field.default) and field.default is not list:
        return None  # of no two runs the same
    return field.get_default()


def _storing(field: Any) -> Callable[[Any], Any] | None:
    """How a value is stored where it is not stored as it is."""
    if isinstance(field, models.JSONField):
        return json.dumps
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return connection.ops.adapt_datefield_value
    return None


def _as_csv(rows: Iterable[tuple[Any, ...]]) -> io.StringIO:
    text = io.StringIO()
    csv.writer(text).writerows([MISSING if value is None else value for value in row] for row in rows)
    text.seek(0)
    return text


def write_all(tables: Iterable[Table]) -> None:
    """Write the rows of all tables in one transaction, in this order."""
    with transaction.atomic():
        for table in tables:
            if table.rows:
                table.write()


def set_sequences(tables: Iterable[Table]) -> None:
    """Let the database number further rows after those written with their keys."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(statement)
