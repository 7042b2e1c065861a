"""What a fresh clone needs before anything is installed: the standard library alone, run by the Makefile.

python3 -m config.first_run env          write `.env`, unless there is one
python3 -m config.first_run port 8000    fail, in one line, if something else listens there
"""

import os
import secrets
import socket
import sys
from pathlib import Path

ENV_FILE = Path(__file__).resolve().parent.parent / ".env"

ENV_TEXT = """\
# Written by the first `make demo`: this machine's own settings, never committed.
# What each means, and what a deployment sets instead: docs/operations.md
SECRET_KEY={secret_key}
DEBUG=off
# Loopback and plain http: nobody else can reach the demo.
ALLOWED_HOSTS=localhost,127.0.0.1,[::1]
HTTPS=off
"""


def write_env_file(path: Path = ENV_FILE) -> None:
    """Write the settings of a demo on this machine, with a SECRET_KEY of its own, readable by its owner only.

    A file that is there stays as it is.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(ENV_TEXT.format(secret_key=secrets.token_urlsafe(50)))


def port_problem(text: str) -> str | None:
    """Return why the demo cannot listen on this loopback port, or None when it can."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        return f"PORT={text} is not a port: give a number from 1 to 65535, as in `make demo PORT=8123`."
    with socket.socket() as probe:
        # As gunicorn does: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            return f"Port {text} cannot be had ({error.strerror}): try another, as in `make demo PORT=8123`."
    return None


def main(arguments: list[str]) -> str | None:
    """Do what the command line asks; return what went wrong, if anything."""
    match arguments:
        case ["env"]:
            write_env_file()
            return None
        case ["port", text]:
            return port_problem(text)
    return __doc__


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
