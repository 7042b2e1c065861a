"""The settings as an operator meets them: each case starts Django anew, under an environment of its own."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

PROJECT = Path(__file__).resolve().parent.parent
PRODUCTION = {"SECRET_KEY": "k3" * 40 + "abcdefghij", "ALLOWED_HOSTS": "sayso.example"}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py under this environment and nothing else, no `.env` included."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env={"PATH": os.defpath, "ENV_FILE": os.devnull} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def setting(expression: str, **environment: str) -> str:
    """Return what an expression over `settings` comes to under this environment."""
    code = f"from django.conf import settings; print({expression})"
    result = manage("shell", "--no-imports", "-c", code, **environment)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_without_a_secret_key_it_refuses_to_start_and_says_what_to_do() -> None:
    result = manage("check")
    assert result.returncode != 0
    assert "SECRET_KEY is not set. Run `make .env`" in result.stderr


def test_an_empty_secret_key_is_none() -> None:
    assert "SECRET_KEY is not set" in manage("check", SECRET_KEY="").stderr


def test_debug_alone_starts_without_a_secret_key() -> None:
    assert setting("settings.DEBUG", DEBUG="on") == "True"


def test_debug_is_off_unless_asked_for() -> None:
    assert setting("settings.DEBUG", **PRODUCTION) == "False"


def test_production_settings_pass_the_deployment_check() -> None:
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert result.returncode == 0, result.stderr


def test_plain_http_has_to_be_asked_for() -> None:
    secure = "(settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)"
    assert setting(secure, **PRODUCTION) == "(True, True, True)"
    assert setting(secure, **PRODUCTION, HTTPS="off") == "(False, False, False)"


def test_a_forwarded_scheme_is_believed_only_behind_a_proxy() -> None:
    assert setting("settings.SECURE_PROXY_SSL_HEADER", **PRODUCTION) == "None"
    assert "HTTP_X_FORWARDED_PROTO" in setting(
        "settings.SECURE_PROXY_SSL_HEADER", **PRODUCTION, BEHIND_PROXY="on"
    )


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("SECRET_KEY=from-the-file\nALLOWED_HOSTS=file.example\n")
    hosts = setting("settings.ALLOWED_HOSTS", ENV_FILE=str(file), ALLOWED_HOSTS="environment.example")
    assert hosts == "['environment.example']"
    assert setting("settings.SECRET_KEY", ENV_FILE=str(file)) == "from-the-file"


@pytest.mark.parametrize("value", ["maybe", "1", ""])
def test_a_switch_that_is_neither_on_nor_off_is_named(value: str) -> None:
    result = manage("check", **PRODUCTION, HTTPS=value)
    assert result.returncode != 0
    assert "HTTPS is" in result.stderr


def test_a_database_url_that_names_no_known_database_is_refused() -> None:
    result = manage("check", **PRODUCTION, DATABASE_URL="mongodb://localhost/sayso")
    assert result.returncode != 0
    assert "DATABASE_URL" in result.stderr


def test_sqlite_is_the_default_and_keeps_what_it_says_it_kept(tmp_path: Path) -> None:
    code = (
        "from django.db import connection; cursor = connection.cursor();"
        "print([cursor.execute('PRAGMA ' + name).fetchone()[0]"
        " for name in ('journal_mode', 'synchronous', 'foreign_keys')])"
    )
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'trial.sqlite3'}"}
    full = 2
    assert manage("shell", "--no-imports", "-c", code, **PRODUCTION, **database).stdout.strip() == str(
        ["wal", full, 1]
    )
    assert (
        setting("settings.DATABASES['default']['OPTIONS']['transaction_mode']", **PRODUCTION) == "IMMEDIATE"
    )


def test_postgresql_connections_are_kept_and_checked() -> None:
    url = {"DATABASE_URL": "postgres://sayso:secret@db.example/sayso"}
    kept = "[settings.DATABASES['default'][name] for name in ('CONN_MAX_AGE', 'CONN_HEALTH_CHECKS')]"
    assert setting(kept, **PRODUCTION, **url) == "[60, True]"


@pytest.mark.parametrize("address", ["/no/such/page/", "/claims/?stance=perhaps"])
def test_a_visitor_s_mistake_is_not_the_log_s_matter(
    address: str, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get(address).status_code in (400, 404)
    assert caplog.records == []


def test_what_breaks_here_is() -> None:
    assert logging.getLogger("django.request").isEnabledFor(logging.ERROR)
    assert logging.getLogger("django.security.csrf").isEnabledFor(logging.WARNING)
