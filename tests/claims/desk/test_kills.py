"""A server killed a hundred times while steps are on their way: what it acknowledged is there, and nothing twice."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from claims.models import Claim, DeskStep, Evidence
from tests.claims.desk.workplace import Workplace

PROJECT = Path(__file__).resolve().parents[3]
KILLS = 100
WHOLE = 2  # of them, the whole server; otherwise the process that writes, which the server replaces
TYPISTS = 3
STARTS_WITHIN = 30  # seconds


@dataclass
class Server:
    """A real server, in processes of its own, on the database of the test."""

    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "tests.claims.desk.warm_server",
            "--preload",
            "--threads",
            "4",
        ]
        self.process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{self.port}", "--log-level", "critical"],
            cwd=PROJECT,
            env=os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "config.settings"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.wait()

    def wait(self) -> None:
        """Until it takes connections."""
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.02)
        raise AssertionError("The server did not start.")

    def workers(self) -> list[int]:
        """The processes that answer requests."""
        assert self.process is not None
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, check=False)
        return [int(pid) for pid in found.stdout.split()]

    def kill_worker(self) -> bool:
        """Kill whoever answers now; False where a new one has not begun yet."""
        killed = False
        for pid in self.workers():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed = True
        return killed

    def kill(self) -> None:
        """Kill all of it at once."""
        assert self.process is not None
        workers = self.workers()
        self.process.kill()
        for pid in workers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Sender:
    """Sends steps as the desk's script does: in order, each again with its key until it is acknowledged."""

    at: Workplace
    port: int
    headers: dict[str, str]
    stop: threading.Event
    steps: Iterator[dict[str, Any]]
    acknowledged: list[dict[str, Any]] = field(default_factory=list)
    unsure: list[dict[str, Any]] = field(default_factory=list)
    tries: int = 0

    def run(self) -> None:
        for step in self.steps:
            self.unsure = [step]
            while not self.send(step):
                if self.stop.is_set():
                    return
                time.sleep(0.03)
            self.unsure = []
            self.acknowledged.append(step)
            if self.stop.is_set():
                return

    def send(self, step: dict[str, Any]) -> bool:
        """Whether the server said that the step is saved. Anything but a clear answer is none."""
        self.tries += 1
        answer = post(self.port, f"{self.at.address}steps/", step, self.headers)
        return answer is not None and answer["step"] == step["key"]


def post(port: int, address: str, step: dict[str, Any], headers: dict[str, str]) -> Any:
    """The answer to a step; None where there is none, or not a whole one."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        asked.request("POST", address, json.dumps(step), headers)
        response = asked.getresponse()
        body = response.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        asked.close()
    assert response.status in (200, 500, 502, 503), (response.status, body[:300])
    return json.loads(body) if response.status == 200 else None


def database_url() -> str:
    """The database of the test, as an address for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


def logged_in(at: Workplace) -> dict[str, str]:
    """The headers of a browser in which the editor is logged in."""
    client: Client = at.client
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    token = "t" * 32
    return {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={token}",
        "X-CSRFToken": token,
        "Content-Type": "application/json",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def steps(at: Workplace, sender: int) -> Iterator[dict[str, Any]]:
    """Passages for new claims, no two of the same words."""
    place = at.place("He ran.")
    number = 0
    while True:
        number += 1
        new = {"statement": f"Statement {number} of sender {sender}."}
        yield at.step("log", place=place, claim=None, new=new, evidence={"stance": "supports"})


def test_nothing_acknowledged_is_lost_in_a_hundred_kills_and_nothing_is_made_twice(
    transactional_db: None,
) -> None:
    at = Workplace.make()
    headers, stop, server = logged_in(at), threading.Event(), Server(free_port())
    senders = [Sender(at, server.port, headers, stop, steps(at, number)) for number in range(TYPISTS)]
    threads = [threading.Thread(target=sender.run) for sender in senders]
    server.start()
    try:
        for thread in threads:
            thread.start()
        kill_again_and_again(server, random.Random(4), senders)
        stop.set()
        for thread in threads:
            thread.join(STARTS_WITHIN)
        server.kill()
        server.start()
        saved = [step for sender in senders for step in sender.acknowledged]
        again = Sender(at, server.port, headers, threading.Event(), iter(random.Random(5).sample(saved, 10)))
        again.run()
    finally:
        stop.set()
        server.kill()
        end_sessions()
    check(senders, saved)
    assert len(again.acknowledged) == 10, "a step that is saved is acknowledged again"


def end_sessions() -> None:
    """End what the killed processes left behind: PostgreSQL drops no database in which a session is open."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def acknowledged(senders: list[Sender]) -> int:
    return sum(len(sender.acknowledged) for sender in senders)


def wait_for(senders: list[Sender], number: int) -> None:
    """Until so many steps are acknowledged in all."""
    until = time.monotonic() + STARTS_WITHIN
    while acknowledged(senders) < number:
        assert time.monotonic() < until, "no step gets through"
        time.sleep(0.02)


def kill_again_and_again(server: Server, chance: random.Random, senders: list[Sender]) -> None:
    """At random moments, up to two steps apart as long as steps take here and now; a few get through in between."""
    began = time.monotonic()
    wait_for(senders, TYPISTS * 2)
    step = min(0.35, (time.monotonic() - began) / 2)
    kills = 0
    while kills < KILLS:
        time.sleep(chance.uniform(0, 2 * step))
        if kills % (KILLS // WHOLE) == KILLS // WHOLE - 1:
            server.kill()
            server.start()
            kills += 1
        elif server.kill_worker():
            kills += 1
        if kills % 10 == 0:
            wait_for(senders, acknowledged(senders) + 1)


def check(senders: list[Sender], saved: list[dict[str, Any]]) -> None:
    """Every acknowledged step is there, whole and once; one without an answer is there whole, or not at all."""
    made = dict(DeskStep.objects.values_list("key", "evidence__claim__statement"))
    statements = sorted(Claim.objects.values_list("statement", flat=True))
    lost = [step for step in saved if made.get(key_of(step)) != step["new"]["statement"]]
    unsure = [step for sender in senders for step in sender.unsure]
    tries = sum(sender.tries for sender in senders)
    print(f"\n{KILLS} kills, {tries} requests, {len(saved)} acknowledged, {len(lost)} lost")
    assert lost == []
    assert statements == sorted(made.values())
    assert len(set(statements)) == len(statements) == Evidence.objects.count()
    assert set(statements) <= {step["new"]["statement"] for step in [*saved, *unsure]}
    assert tries > len(saved), "no kill hit a step on its way"


def key_of(step: dict[str, Any]) -> Any:
    return DeskStep._meta.get_field("key").to_python(step["key"])
