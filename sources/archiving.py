"""Raw captures on disk: WARC files (ISO 28500) below CAPTURES_DIR, named by their SHA-256. No address serves them.

A file is whole and on disk before any row names it, and never changes afterwards: its name says what it holds.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sources.fetching.exchanges import Exchange, Headers

SUFFIX = ".warc.gz"


@dataclass(frozen=True)
class Archived:
    """A file on disk: its name below CAPTURES_DIR, and the SHA-256 of its bytes."""

    name: str
    sha256: str


def archive_exchanges(exchanges: Iterable[Exchange]) -> Archived:
    """Keep each request and its answer, redirects included, with the headers as they were sent."""
    with _new_file() as (file, archived):
        writer = _writer(file)
        for exchange in exchanges:
            _write_exchange(writer, exchange)
    return archived[0]


def archive_pasted(body: bytes, *, content_type: str, url: str, at: datetime) -> Archived:
    """Keep what an editor pasted: a resource record, of the address given with it or of none.

    It says of itself that it was pasted: nobody fetched it from there.
    """
    with _new_file() as (file, archived):
        writer = _writer(file)
        record = writer.create_warc_record(
            url or f"urn:sha256:{hashlib.sha256(body).hexdigest()}",
            "resource",
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=content_type,
            warc_headers_dict={"WARC-Date": _iso(at), "WARC-Source": "pasted by an editor"},
        )
        writer.write_record(record)
    return archived[0]


def path_of(name: str) -> Path:
    """Where the file of this name is. Raises ValueError for a name that would lead out of the folder."""
    folder = Path(settings.CAPTURES_DIR).resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise ValueError(f"{name!r} is no capture.")
    return path


def names() -> Iterator[str]:
    """The names of all files there are."""
    folder = Path(settings.CAPTURES_DIR)
    for path in folder.glob(f"*/*{SUFFIX}"):
        yield str(path.relative_to(folder))


def sha256_of(name: str) -> str | None:
    """The SHA-256 of a file's bytes as they are now; None if it is not there."""
    try:
        with path_of(name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def _writer(file: Any) -> WARCWriter:
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    information = {"software": settings.FETCH_USER_AGENT, "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record("", information))
    return writer


def _write_exchange(writer: WARCWriter, exchange: Exchange) -> None:
    date = {"WARC-Date": _iso(exchange.at)}
    answer = writer.create_warc_record(
        exchange.url,
        "response",
        payload=BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=_block(exchange.status_line, exchange.headers),
        warc_headers_dict=date,
    )
    request = writer.create_warc_record(
        exchange.url,
        "request",
        http_headers=_block(exchange.request_line, exchange.request_headers),
        warc_headers_dict=date,
    )
    writer.write_request_response_pair(request, answer)


def _block(line: str, headers: Headers) -> StatusAndHeaders:
    """A head as WARC writes it: `line` is the first one, of a request or an answer."""
    # WARC heads are ASCII (ISO 28500); a server may say "Très bien".
    protocol, rest = line.encode("ascii", "replace").decode().split(" ", 1)
    return StatusAndHeaders(rest, [_header(*header) for header in headers], protocol=protocol)


def _header(name: str, value: str) -> tuple[str, str]:
    # The body is kept without its chunks, and a reader would look for them. A folded header is one line here.
    name = f"X-Archive-Orig-{name}" if name.lower() == "transfer-encoding" else name
    return name, " ".join(value.split("\r\n"))


def _iso(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@contextmanager
def _new_file() -> "Iterator[tuple[Any, list[Archived]]]":
    """A file to write, which takes its name and its place once it is whole; the list then holds what it became."""
    folder = Path(settings.CAPTURES_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    archived: list[Archived] = []
    # Open to its owner alone from the start.
    descriptor, temporary = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file, archived
            archived.append(_settle(file, Path(temporary), folder))
    finally:
        Path(temporary).unlink(missing_ok=True)


def _settle(file: Any, temporary: Path, folder: Path) -> Archived:
    """Put a file that is written into its place, on the disk and not only on its way there."""
    file.flush()
    os.fsync(file.fileno())
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    shelf = folder / sha256[:2]
    shelf.mkdir(mode=0o700, exist_ok=True)
    temporary.rename(shelf / f"{sha256}{SUFFIX}")
    for directory in (shelf, folder):
        _sync_directory(directory)
    return Archived(f"{shelf.name}/{sha256}{SUFFIX}", sha256)


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
