"""Columns of a query as arrays: whole numbers alone, read as fast as either database hands them out."""

import io
from collections.abc import Mapping
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from django.db import connection
from django.db.models import BigIntegerField, Case, Q, QuerySet, Value, When

from claims.afresh.facts import Ints

Range: TypeAlias = tuple[int, int]
"""The first and the last of some keys."""


def columns(rows: "QuerySet[Any, Any]", number: int) -> tuple[Ints, ...]:
    """The `number` columns of a query as arrays. All of them must be whole numbers, and none NULL."""
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            table = _copied(cursor, cursor.mogrify(sql, params).decode(), number)
        else:
            cursor.execute(sql, params)
            # The driver's own cursor: Django's would take every row in hand once more.
            with connection.wrap_database_errors:
                table = np.fromiter(chain.from_iterable(cursor.cursor), np.int64).reshape(-1, number)
    return tuple(np.ascontiguousarray(column) for column in table.T)


def _copied(cursor: Any, sql: str, number: int) -> Any:
    """The rows of a query by COPY in PostgreSQL's binary format: each a count of fields, then length and value of each.

    The format: PostgreSQL's documentation of COPY, "Binary Format". 19 bytes stand before the rows and 2 after them.
    """
    names = [f"c{at}" for at in range(number)]
    whole = ", ".join(f"{name}::bigint" for name in names)
    copied = io.BytesIO()
    rows = f"SELECT {whole} FROM ({sql}) AS found ({', '.join(names)})"  # noqa: S608
    with connection.wrap_database_errors:
        cursor.copy_expert(f"COPY ({rows}) TO STDOUT (FORMAT binary)", copied)
    field = np.dtype([("length", ">i4"), ("value", ">i8")])
    row = np.dtype([("fields", ">i2"), ("field", field, (number,))])
    return np.frombuffer(copied.getbuffer()[19:-2], row)["field"]["value"].astype(np.int64)


def coded(column: str, codes: Mapping[Any, int]) -> Case:
    """The values of a column as numbers; 0 for any other."""
    cases = [When(**{column: value}, then=Value(code)) for value, code in codes.items()]
    return Case(*cases, default=Value(0), output_field=BigIntegerField())


def inside(column: str, keys: Range) -> Q:
    """The rows whose `column` holds one of these keys."""
    first, last = keys
    return Q(**{f"{column}__gte": first, f"{column}__lte": last})
