"""What was asked and what came back, as it was on the wire."""

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sources.fetching import failures

# Decoded or not, and all redirects together.
MOST_BYTES = 10_000_000
PIECE = 65_536
# A page is one; a million empty ones would take hours.
MOST_GZIP_MEMBERS = 20

Headers = list[tuple[str, str]]

# zlib's window sizes for gzip, zlib, and deflate without the zlib wrapper that some servers leave out.
_WINDOWS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}


@dataclass(frozen=True)
class Exchange:
    """One request and its answer. `body` is as sent, still compressed, but for chunking, which is undone."""

    url: str
    at: datetime
    request_line: str
    request_headers: Headers
    status: int
    status_line: str
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name, or nothing."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


@dataclass(frozen=True)
class Fetched:
    """A page as it was had. `body` is decoded, `exchanges` all that led to it; the last one is the page itself."""

    asked: str
    url: str
    content_type: str
    body: bytes
    exchanges: list[Exchange]

    @property
    def at(self) -> datetime:
        return self.exchanges[-1].at


def read_capped(raw: Any, limit: int) -> bytes:
    """The body of an answer, undecoded. Raises NotFetched beyond `limit` bytes, without reading on."""
    declared = raw.headers.get("Content-Length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:18]) > limit:
        raise failures.too_big(limit)
    pieces, size = [], 0
    for piece in raw.stream(PIECE, decode_content=False):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise failures.too_big(limit)
    return b"".join(pieces)


def decoded(body: bytes, encoding: str, limit: int = MOST_BYTES) -> bytes:
    """The body without its Content-Encoding. Raises NotFetched before it grows beyond `limit` bytes."""
    name = encoding.strip().lower()
    if name in ("", "identity") or not body:
        return body
    if name not in _WINDOWS:
        raise failures.unreadable("the page in a compression that is not read here")
    for window in _WINDOWS[name]:
        try:
            return _inflated(body, window, limit)
        except zlib.error:
            continue
    raise failures.unreadable("a compressed page that is damaged")


def _inflated(body: bytes, window: int, limit: int) -> bytes:
    whole = b""
    for _ in range(MOST_GZIP_MEMBERS):
        inflater = zlib.decompressobj(window)
        whole += inflater.decompress(body, limit + 1 - len(whole))
        if len(whole) > limit:
            raise failures.too_big(limit)
        if not inflater.eof:
            raise zlib.error("cut off")
        body = inflater.unused_data
        if not body.strip(b"\0"):  # padding, where there is anything
            return whole
    raise zlib.error("more parts than a page has")
