"""Raw captures on disk: everything that went over the wire, private, and never half written."""

import gzip
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from sources import archiving
from sources.fetching import Exchange, fetch
from tests.web import Answer, Site

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def records(path: Path) -> list[dict[str, Any]]:
    with path.open("rb") as file:
        return [
            {
                "type": record.rec_type,
                "uri": record.rec_headers.get_header("WARC-Target-URI"),
                "date": record.rec_headers.get_header("WARC-Date"),
                "id": record.rec_headers.get_header("WARC-Record-ID"),
                "with": record.rec_headers.get_header("WARC-Concurrent-To"),
                "line": str(record.http_headers).splitlines()[0] if record.http_headers else "",
                "headers": record.http_headers.headers if record.http_headers else [],
                "body": record.content_stream().read(),
            }
            for record in ArchiveIterator(file)
        ]


def exchange(**changes: Any) -> Exchange:
    values: dict[str, Any] = {
        "url": "https://example.org/a",
        "at": AT,
        "request_line": "GET /a HTTP/1.1",
        "request_headers": [("Host", "example.org")],
        "status": 200,
        "status_line": "HTTP/1.1 200 OK",
        "headers": [("Content-Type", "text/html")],
        "body": b"<p>words",
    }
    return Exchange(**values | changes)


def test_a_fetched_page_is_kept_with_its_redirects_and_the_headers_as_sent(
    site: Site, captures: Path
) -> None:
    site.redirect("/a", "/b", 301)
    site.pages["/b"] = Answer(b"<p>words", headers={"X-One": "1", "Set-Cookie": "a=b"})
    fetched = fetch(site.url("/a"))
    archived = archiving.archive_exchanges(fetched.exchanges)
    information, *kept = records(captures / archived.name)
    assert information["type"] == "warcinfo"
    assert [(one["type"], one["uri"], one["line"]) for one in kept] == [
        ("response", site.url("/a"), "HTTP/1.0 301 Moved Permanently"),
        ("request", site.url("/a"), "GET /a HTTP/1.1"),
        ("response", site.url("/b"), "HTTP/1.0 200 OK"),
        ("request", site.url("/b"), "GET /b HTTP/1.1"),
    ]
    assert kept[2]["body"] == b"<p>words"
    assert {("X-One", "1"), ("Set-Cookie", "a=b")} <= set(kept[2]["headers"])
    assert dict(kept[3]["headers"]) == site.asked[1][1]
    assert kept[3]["with"] == kept[2]["id"]


def test_a_file_is_named_by_what_it_holds(captures: Path) -> None:
    archived = archiving.archive_exchanges([exchange()])
    content = (captures / archived.name).read_bytes()
    assert archived.sha256 == hashlib.sha256(content).hexdigest() == archiving.sha256_of(archived.name)
    assert archived.name == f"{archived.sha256[:2]}/{archived.sha256}.warc.gz"
    assert list(archiving.names()) == [archived.name]


def test_a_compressed_body_is_kept_compressed(site: Site, captures: Path) -> None:
    site.page("/a", gzip.compress(b"<p>words"), headers={"Content-Encoding": "gzip"})
    archived = archiving.archive_exchanges(fetch(site.url("/a")).exchanges)
    response = records(captures / archived.name)[1]
    assert ("Content-Encoding", "gzip") in response["headers"]
    assert response["body"] == b"<p>words"  # as warcio reads it


def test_what_was_unchunked_does_not_say_that_it_is_chunked(captures: Path) -> None:
    archived = archiving.archive_exchanges([exchange(headers=[("Transfer-Encoding", "chunked")])])
    response = records(captures / archived.name)[1]
    assert response["headers"] == [("X-Archive-Orig-Transfer-Encoding", "chunked")]
    assert response["body"] == b"<p>words"


def test_no_header_can_forge_another(captures: Path) -> None:
    archived = archiving.archive_exchanges(
        [exchange(headers=[("X-Folded", "one\r\n two: three\r\n\r\n<p>forged")])]
    )
    response = records(captures / archived.name)[1]
    assert [name for name, _ in response["headers"]] == ["X-Folded"]
    assert response["body"] == b"<p>words"


def test_headers_in_any_letters_are_kept(captures: Path) -> None:
    archived = archiving.archive_exchanges(
        [exchange(headers=[("X-Title", "خبر".encode().decode("latin-1"))])]
    )
    assert records(captures / archived.name)[1]["body"] == b"<p>words"


def test_a_reason_in_any_letters_is_kept_as_far_as_a_capture_can_hold_it(captures: Path) -> None:
    archived = archiving.archive_exchanges([exchange(status_line="HTTP/1.1 200 Très bien")])
    assert records(captures / archived.name)[1]["line"] == "HTTP/1.1 200 Tr?s bien"


def test_a_pasted_text_says_that_it_was_pasted(captures: Path) -> None:
    archived = archiving.archive_pasted(
        "كلمات".encode(), content_type="text/plain; charset=utf-8", url="https://example.org/a", at=AT
    )
    with (captures / archived.name).open("rb") as file:
        _, record = [(one.rec_headers, one.content_stream().read()) for one in ArchiveIterator(file)]
    headers, body = record
    assert (headers.get_header("WARC-Type"), body.decode()) == ("resource", "كلمات")
    assert headers.get_header("WARC-Source") == "pasted by an editor"
    assert headers.get_header("WARC-Date") == "2026-11-23T09:30:00Z"
    assert headers.get_header("WARC-Target-URI") == "https://example.org/a"


def test_only_their_owner_reads_captures(captures: Path) -> None:
    archived = archiving.archive_exchanges([exchange()])
    path = captures / archived.name
    assert [oct(one.stat().st_mode & 0o777) for one in (captures, path.parent, path)] == [
        "0o700",
        "0o700",
        "0o600",
    ]


def test_a_file_is_on_disk_before_it_has_its_name(captures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def noting_sync(file: int) -> None:
        done.append("sync")
        fsync(file)

    def noting_rename(path: Path, to: Path) -> Path:
        done.append("rename")
        return rename(path, to)

    monkeypatch.setattr(os, "fsync", noting_sync)
    monkeypatch.setattr(Path, "rename", noting_rename)
    archiving.archive_exchanges([exchange()])
    assert done == ["sync", "rename", "sync", "sync"]


def test_what_cannot_be_written_leaves_nothing_behind(
    captures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        archiving.archive_exchanges([exchange()])
    assert list(captures.iterdir()) == []


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "aa/../../secret"])
def test_no_name_leads_out_of_the_folder(captures: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is no capture"):
        archiving.path_of(name)


def test_a_file_that_is_gone_has_no_hash(captures: Path) -> None:
    assert archiving.sha256_of("aa/nothing.warc.gz") is None
