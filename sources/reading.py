"""A page that an editor brings, as a capture: fetched or pasted, read, and kept raw. Nothing is an article yet."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from sources import archiving
from sources.extracting import Extracted, NotExtracted, extract
from sources.fetching import NotFetched, fetch
from sources.models import Capture, sha256_of_text


class NotKept(Exception):
    """The raw page could not be written; the text says so."""


# What reading a page may end in; each says in words what happened and what an editor may do.
UNREAD = (NotFetched, NotExtracted, NotKept)

NO_ROOM = (
    "What was read could not be kept on this server’s disk, so nothing was saved. "
    "Tell whoever runs it; what you typed is still here."
)

logger = logging.getLogger(__name__)

UTF8 = {Capture.Origin.TEXT: "text/plain; charset=utf-8", Capture.Origin.HTML: "text/html; charset=utf-8"}


def read_address(url: str, *, by: Any) -> Capture:
    """Fetch the page at this address and keep it, with what is read out of it.

    Takes up to half a minute: call it outside any transaction. Raises one of UNREAD.
    """
    fetched = fetch(url)
    extracted = extract(fetched.body, content_type=fetched.content_type, url=fetched.url)
    with _kept():
        archived = archiving.archive_exchanges(fetched.exchanges)
    return _capture(
        extracted,
        archived,
        origin=Capture.Origin.FETCHED,
        asked_url=fetched.asked,
        url=fetched.url,
        captured_at=fetched.at,
        captured_by=by,
    )


def read_pasted(pasted: str, *, html: bool, url: str, by: Any) -> Capture:
    """Keep a text or the HTML of a page as an editor pasted it; `url` is where they say it stood, if they do.

    Raises NotExtracted where no text is in it.
    """
    origin, at = Capture.Origin.HTML if html else Capture.Origin.TEXT, timezone.now()
    body = pasted.encode("utf-8", errors="replace")
    extracted = extract(body, content_type=UTF8[origin], url=url)
    with _kept():
        archived = archiving.archive_pasted(body, content_type=UTF8[origin], url=url, at=at)
    return _capture(
        extracted, archived, origin=origin, asked_url=url, url=url, captured_at=at, captured_by=by
    )


@contextmanager
def _kept() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        logger.exception("A capture could not be written below CAPTURES_DIR.")
        raise NotKept(NO_ROOM) from error


def _capture(extracted: Extracted, archived: archiving.Archived, **fields: Any) -> Capture:
    return Capture.objects.create(
        file=archived.name,
        file_sha256=archived.sha256,
        text=extracted.text,
        text_sha256=sha256_of_text(extracted.text) if extracted.text else "",
        proposed={name: [one.value, one.where] for name, one in extracted.proposals.items()},
        notes=extracted.notes,
        **fields,
    )
