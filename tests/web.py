"""A web of our own on loopback: real servers for what is fetched, and listeners that nothing may ever reach."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

LOOPBACK = "127.0.0.1"


@dataclass
class Answer:
    """What the server says to one path. `body` may be a function that writes to the connection as it likes."""

    body: bytes | Callable[[Any], None] = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "text/html; charset=utf-8"


class Site:
    """A server on loopback. `site.pages["/a"] = Answer(...)`; `site.asked` lists the requests that came."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._server = ThreadingHTTPServer((LOOPBACK, 0), _handler(self))
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]

    def url(self, path: str = "/", host: str = LOOPBACK) -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: str | bytes, **answer: Any) -> str:
        """Serve this at this path, and return its address."""
        self.pages[path] = Answer(body.encode() if isinstance(body, str) else body, **answer)
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        self.pages[path] = Answer(status=status, headers={"Location": to})
        return self.url(path)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def __enter__(self) -> "Site":
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            answer = site.pages.get(self.path) or Answer(b"Nothing here.", status=404)
            if callable(answer.body):
                try:
                    answer.body(self)
                except OSError:
                    self.close_connection = True  # the other side had enough
                return
            self.send_response(answer.status)
            headers = {"Content-Type": answer.content_type, "Content-Length": str(len(answer.body))}
            for name, value in (headers | answer.headers).items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *arguments: Any) -> None:
            """Keep the suite's output to itself."""

    return Handler


class Listener:
    """Something private, on every address of this machine: it counts who comes, and that must be nobody."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
        self.port: int = self._socket.getsockname()[1]
        self.connections = 0

    def __enter__(self) -> "Listener":
        threading.Thread(target=self._count, daemon=True).start()
        return self

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()

    def __exit__(self, *error: object) -> None:
        # Closing alone would leave the other thread waiting in accept().
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@contextmanager
def resolving(names: dict[str, list[str]]) -> Iterator[list[str]]:
    """Let these names resolve to these addresses, and yield the names asked for.

    Each text is one answer, of several addresses where it has commas. Asked again, a name gives the next answer,
    and goes on with the last: that is rebinding.
    """
    real, asked = socket.getaddrinfo, list[str]()

    def answer(host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name.rstrip(".").lower() not in names:
            return real(host, port, *arguments, **options)
        turns = names[name.rstrip(".").lower()]
        turn = turns[min(asked.count(name), len(turns) - 1)]
        asked.append(name)
        return [
            one for address in turn.split(",") for one in real(address.strip(), port, type=socket.SOCK_STREAM)
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", answer)
        yield asked


@contextmanager
def watching_connections() -> Iterator[list[Any]]:
    """Yield the addresses of all connections that are tried from here on."""
    real, tried = socket.socket.connect, list[Any]()

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            tried.append(address)
        real(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield tried
