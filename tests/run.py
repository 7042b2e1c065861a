"""Run the whole suite on SQLite and on PostgreSQL (`make test`), and say what could not be run here.

Arguments go to pytest: `.venv/bin/python -m tests.run tests/claims -x`.
"""

import os
import signal
import subprocess
import sys

from tests import machine, postgres

# Outside xdist's own processes nothing may be lost: each has a database of its own.
PYTEST = [sys.executable, "-m", "pytest", "--numprocesses=auto", "--quiet"]


def suite_passes(database: str, url: str, arguments: list[str]) -> bool:
    """Run the suite on one database, after the line that names it."""
    print(f"database: {database}", flush=True)
    finished = subprocess.run([*PYTEST, *arguments], env=os.environ | {"DATABASE_URL": url}, check=False)
    return finished.returncode == 0


def break_off(*_: object) -> None:
    """End as Ctrl-C would: an exception passes through every `finally`, and so stops the server. Once is enough."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    """Run the suite on both databases, whatever the first says; return the exit status."""
    signal.signal(signal.SIGTERM, break_off)
    passed = suite_passes("sqlite", "sqlite://:memory:", arguments)
    with postgres.running_server() as server:
        passed &= suite_passes(f"postgresql {server.version}", server.url, arguments)
    wants = machine.wants()
    if wants:
        print("Not run: " + "; ".join(want.words for want in wants) + ".")
    return 0 if passed and not (wants and os.environ.get("CI")) else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
