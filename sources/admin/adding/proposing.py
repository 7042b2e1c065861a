"""What to propose for an article's fields, from a capture: each value with where it comes from, in words."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils import timezone

from sources.addresses import without_tracking
from sources.models import Article, Capture, Outlet
from sources.recognising import is_platform, outlets_at, outlets_called
from sources.spellings import is_archive, original_of

PLATFORM = "The address is a platform’s. Of a post the outlet is the account or channel, never the platform."


class Proposed(NamedTuple):
    """A value for the field of this name, or none and words alone."""

    name: str
    value: Any
    where: str


def proposals(capture: Capture) -> Iterator[Proposed]:
    """The proposals for every field but the outlet; of two for one field the later is meant."""
    yield from _stated(capture)
    yield from _addresses(capture)
    yield Proposed("accessed_on", timezone.localdate(capture.captured_at), "The day on which it was read.")
    if is_platform(capture.url):
        yield Proposed("kind", Article.Kind.POST, PLATFORM)


def _stated(capture: Capture) -> Iterator[Proposed]:
    """What the page says of itself, or what was pasted."""
    source = "what was pasted" if capture.origin == Capture.Origin.TEXT else "the page"
    for name, (value, where) in capture.proposed.items():
        if name != "outlet":
            yield Proposed(name, value, f"From {source}: {where}.")


def _addresses(capture: Capture) -> Iterator[Proposed]:
    given = (capture.asked_url, capture.url)
    copy = next(filter(is_archive, given), "")
    original = next(filter(None, map(original_of, given)), "")
    if copy:
        yield Proposed("archive_url", copy, "The address that was given: a copy in an archive.")
    if original:
        yield Proposed("url", without_tracking(original), "The address that the copy says it was made of.")
    elif capture.url and not copy and "url" not in capture.proposed:
        words = "The address that was given, without tracking parameters."
        yield Proposed("url", without_tracking(capture.url), words)


def outlet_proposal(capture: Capture, url: str, *, user: Any) -> Proposed | None:
    """An outlet that is here already, by its name or else its home page; or the name for a new one."""
    if is_platform(capture.url):
        return Proposed("outlet", None, PLATFORM)
    name, where = capture.proposed.get("outlet", ["", ""])
    if is_archive(capture.url) and "archive" in name.lower():
        return None  # the archive's name for itself
    if called := outlets_called(name, user=user):
        return _among(called, f"Found by the name “{name}” ({where}).")
    if home := outlets_at(url, user=user):
        return _among(home, "Found by its home page.")
    words = f"No outlet here has this name. From the page: {where}."
    return Proposed("new_outlet", name, words) if name else None


def _among(outlets: list[Outlet], words: str) -> Proposed:
    if len(outlets) == 1:
        return Proposed("outlet", outlets[0].pk, words)
    return Proposed("outlet", None, f"It may be one of these: {', '.join(map(str, outlets))}.")
