"""The connections of one fetch: each checked as it is opened, and all cut off at once when time is up."""

import socket
from collections.abc import Callable
from http.cookiejar import DefaultCookiePolicy
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from sources.fetching import failures, guard

T = TypeVar("T")


class Lines:
    """The sockets of one fetch. `cut()` ends whatever waits on any of them, and lets no other be opened.

    It keeps a duplicate of each: TLS takes the socket over half-way, and the duplicate still reaches the line.
    """

    def __init__(self) -> None:
        self._lock, self._open, self._cut = Lock(), list[socket.socket](), False

    def keep(self, line: socket.socket) -> None:
        with self._lock:
            if self._cut:
                line.close()
                raise OSError("The time for this fetch is over.")
            self._open.append(line.dup())

    def cut(self) -> None:
        with self._lock:
            self._cut = True
            for line in self._open:
                try:
                    line.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the other side was first

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._lock:
            for line in self._open:
                line.close()
            self._open.clear()


def within(seconds: float, work: Callable[[], T], lines: Lines) -> T:
    """What `work` returns or raises, in a thread of its own; NotFetched when it takes longer than this.

    No timeout on a socket bounds a whole fetch (each byte begins a new one), nor the resolving of a name.
    """
    answer: SimpleQueue[Any] = SimpleQueue()

    def run() -> None:
        try:
            answer.put((work(), None))
        except BaseException as error:
            answer.put((None, error))

    Thread(target=run, daemon=True).start()
    try:
        result, error = answer.get(timeout=seconds)
    except Empty:
        lines.cut()
        raise failures.too_slow(seconds) from None
    if error:
        raise error
    return result


def session(lines: Lines, *, seconds: float, user_agent: str) -> HTTPSession:
    """A session that pins what a name resolves to, asks no proxy, follows no redirect and keeps no cookie."""
    made = HTTPSession(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=False,
            never_redirect=True,
            default_timeout=(seconds, seconds),
            user_agent_override=user_agent,
        )
    )
    # The library would open all of loopback to the suite, where `guard` opens one port of it.
    loopback = bool(guard.allowed_in_tests())
    made.mount("http://", _GuardedAdapter(lines=lines, is_https_proto=False, allow_loopback=loopback))
    made.mount("https://", _GuardedAdapter(lines=lines, is_https_proto=True, allow_loopback=loopback))
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    made.trust_env = False  # no proxies and no passwords from the environment or ~/.netrc
    return made


class _GuardedAdapter(IPFilterAdapter):
    """requests-hardened's, on connections that ask the guard."""

    def __init__(self, *, lines: Lines, **kwargs: Any) -> None:
        self._lines = lines
        super().__init__(**kwargs)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._lines)


def _pools(lines: Lines) -> dict[str, type[HTTPConnectionPool]]:
    """urllib3's pools, whose connections are checked at the one place where a socket is made."""

    class Guarded:
        def _new_conn(self: Any) -> socket.socket:
            guard.refuse_address(self.host, self.port)
            line: socket.socket = super()._new_conn()  # type: ignore[misc]
            lines.keep(line)
            return line

    class Plain(Guarded, HTTPConnection): ...

    class Secure(Guarded, HTTPSConnection): ...

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
