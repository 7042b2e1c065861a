"""The suite's own PostgreSQL server: it answers while it is wanted, and leaves nothing."""

from pathlib import Path

import environ
import psycopg2
import pytest

from tests.postgres import installation, major_version, running_server


def test_the_server_answers_at_its_address_in_the_version_it_claims() -> None:
    with running_server() as server:
        settings = environ.Env.db_url_config(server.url)
        connection = psycopg2.connect(host=settings["HOST"], dbname=settings["NAME"])
        answered = connection.info.parameter_status("server_version")
        connection.close()
    assert str(answered).startswith(server.version)


def break_off(folders: list[Path]) -> None:
    """Start a server, note its folder, and end as Ctrl-C would."""
    with running_server() as server:
        folders.append(Path(environ.Env.db_url_config(server.url)["HOST"]))
        assert (folders[0] / ".s.PGSQL.5432").is_socket()
        raise KeyboardInterrupt


def test_nothing_is_left_of_the_server_when_the_suite_breaks_off() -> None:
    folders: list[Path] = []
    with pytest.raises(KeyboardInterrupt):
        break_off(folders)
    assert not folders[0].exists()


def test_of_several_versions_the_newest_is_known_by_its_number() -> None:
    assert major_version(Path("/usr/lib/postgresql/15/bin")) > major_version(
        Path("/usr/lib/postgresql/9/bin")
    )


def test_a_wheel_s_libraries_belong_to_its_programs(tmp_path: Path) -> None:
    programs = tmp_path / "package" / "pginstall" / "bin"
    libraries = tmp_path / "package.libs"
    for folder in (programs, libraries):
        folder.mkdir(parents=True)
    assert installation(programs) == [tmp_path / "package", libraries]


def test_elsewhere_the_prefix_is_all_there_is(tmp_path: Path) -> None:
    assert installation(tmp_path / "15" / "bin") == [tmp_path / "15"]
