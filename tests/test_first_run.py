"""What the Makefile asks of a fresh clone's Python, before anything is installed."""

import socket
import stat
from pathlib import Path

import environ
import pytest

from config.first_run import main, port_problem, write_env_file


class Written(environ.Env):
    """What the settings would read of a file, kept out of this process's environment."""

    ENVIRON: dict[str, str] = {}


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_the_first_env_file_serves_a_demo_on_this_machine_only(env_file: Path) -> None:
    write_env_file(env_file)
    Written.read_env(env_file)
    assert Written.ENVIRON["ALLOWED_HOSTS"] == "localhost,127.0.0.1,[::1]"
    assert Written.ENVIRON["DEBUG"] == Written.ENVIRON["HTTPS"] == "off"
    assert len(Written.ENVIRON["SECRET_KEY"]) >= 50


def test_each_env_file_has_a_key_of_its_own(tmp_path: Path) -> None:
    paths = [tmp_path / "one", tmp_path / "two"]
    for path in paths:
        write_env_file(path)
    assert paths[0].read_text() != paths[1].read_text()


def test_nobody_else_may_read_the_env_file(env_file: Path) -> None:
    write_env_file(env_file)
    assert stat.S_IMODE(env_file.stat().st_mode) == 0o600


def test_an_env_file_that_is_there_stays_as_it_is(env_file: Path) -> None:
    env_file.write_text("SECRET_KEY=mine\n")
    write_env_file(env_file)
    assert env_file.read_text() == "SECRET_KEY=mine\n"


def test_a_taken_port_is_said_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        problem = port_problem(str(taken.getsockname()[1]))
    assert problem is not None
    assert "try another" in problem
    assert "\n" not in problem


def test_a_free_port_is_no_problem() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert port_problem(str(free)) is None


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "80a", "8000; reboot", "١٢٣٤"])
def test_what_is_no_port_is_refused_with_an_example(text: str) -> None:
    assert "is not a port" in str(port_problem(text))


def test_a_wrong_command_line_is_answered_with_how_to_use_it() -> None:
    assert "python3 -m config.first_run env" in str(main(["what"]))
