"""A database beside the suite's own, for processes that are killed; and all that stands in it, to compare.

python -m tests.claims.sheets.another_database dump
python -m tests.claims.sheets.another_database import FILE LAST     dies at the statement with this number
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[3]
# What differs from run to run without being data: numbers of rows, and the clock.
NOT_DATA = {
    "id", "history_id", "created_at", "updated_at", "added_at", "history_date", "started_at", "finished_at",
}  # fmt: skip


@contextmanager
def copy_of_test_database(name: str, folder: Path) -> Iterator[str]:
    """A copy of the suite's database as it stands, by its DATABASE_URL. The test must not be inside a transaction."""
    from django.db import connection

    if connection.vendor == "sqlite":
        path = folder / f"{name}.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        yield f"sqlite:///{path}"
        return
    settings = connection.settings_dict
    copy = f"{settings['NAME']}_{name}"
    with _maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}"')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{settings["NAME"]}"')
    try:
        yield _url(settings, copy)
    finally:
        with _maintenance() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


@contextmanager
def _maintenance() -> Iterator[Any]:
    """A cursor on the server, and on none of the databases that are copied."""
    from django.db import connection

    connection.close()  # nobody may be in a database while it is copied
    with connection._nodb_cursor() as cursor:
        yield cursor


def _url(settings: dict[str, Any], name: str) -> str:
    if settings["HOST"].startswith("/"):
        return f"postgres:///{settings['HOST']}/{name}"  # the folder of a socket
    who = ":".join(filter(None, (settings["USER"], settings["PASSWORD"])))
    return f"postgres://{who}@{settings['HOST']}:{settings['PORT'] or 5432}/{name}"


def environment(url: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": url,
        "ENV_FILE": os.devnull,
        "SECRET_KEY": "of no use to anybody but this test, and long enough for it",
        "DEBUG": "off",
        "HTTPS": "off",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "COVERAGE_PROCESS_START": "",
    }


def start(url: str, *arguments: str) -> "subprocess.Popen[str]":
    """Start Python in the project, on this database."""
    command = [sys.executable, *arguments]
    return subprocess.Popen(
        command, cwd=PROJECT, env=environment(url), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finished(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Wait for the process; its exit code, and all it said."""
    out, err = process.communicate(timeout=300)
    return process.returncode, out + err


def rows_done(url: str) -> int:
    """How far the one import of the database has come; 0 before it has begun."""
    query = "SELECT COALESCE(MAX(rows_done), 0) FROM claims_importrun"
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            return int(database.execute(query).fetchone()[0])
    import psycopg2
    from django.db import connection

    settings = connection.settings_dict
    where = {name: settings[name.upper()] or None for name in ("host", "port", "user", "password")}
    with closing(psycopg2.connect(dbname=url.rpartition("/")[2], **where)) as database:
        cursor = database.cursor()
        cursor.execute(query)
        return int(cursor.fetchone()[0])


# What runs in the processes


def dump() -> None:
    """Print every row of every table of ours, history included, one a line and in order, without what is no data."""
    from django.apps import apps

    models = [
        model
        for app in ("claims", "sources", "people", "record")
        for model in apps.get_app_config(app).get_models()
    ]
    keys = {model: _keys(model) for model in models}
    for model in models:
        rows = [
            json.dumps(_values(row, keys), sort_keys=True, default=str)
            for row in model._default_manager.all()
        ]
        for row in sorted(rows):
            print(model.__name__, row)


def _keys(model: Any) -> dict[int, str]:
    """What rows of the model are called where other rows point to them: never a number of this database."""
    names = [field.name for field in model._meta.fields]
    key = next((name for name in ("public_id", "slug", "sha256") if name in names), None)
    return dict(model._default_manager.values_list("pk", key)) if key else {}


def _values(row: Any, keys: dict[Any, dict[int, str]]) -> dict[str, Any]:
    values = {}
    for field in row._meta.fields:
        if field.name not in NOT_DATA:
            value = getattr(row, field.attname)
            values[field.name] = (
                keys.get(field.related_model, {}).get(value, "?") if field.is_relation and value else value
            )
    return values


def import_until(path: str, last: int) -> None:
    """Run import_csv, and die by SIGKILL at the statement with this number."""
    from django.core.management import call_command
    from django.db import connection

    number = 0

    def counted(execute: Any, *arguments: Any) -> Any:
        nonlocal number
        number += 1
        if number >= last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    with connection.execute_wrapper(counted):
        call_command("import_csv", path, "--make-names", "--batch=20")


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "dump":
        dump()
    else:
        import_until(sys.argv[2], int(sys.argv[3]))
