"""What is read out of a page: its text, and what it says of itself. docs/adding.md lists from where.

A page may be made to hang or crash whoever reads it, so a process of its own reads it, with its time and memory
bounded, and hears nothing of this one: no settings, no database, no environment.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# With the time of a fetch, less than gunicorn gives a request.
SECONDS = 10.0
PROJECT = Path(__file__).resolve().parent.parent.parent


class NotExtracted(Exception):
    """A page from which nothing could be read; the text says why and what to do."""


@dataclass(frozen=True)
class Proposal:
    """A value for one field of the article, and where in the page it stands, in words."""

    value: str
    where: str


@dataclass(frozen=True)
class Extracted:
    """The text in paragraphs, separated by blank lines, with what the page states of itself.

    `proposals` are by name: title, outlet, byline, language, published (EDTF), published_words, url. A field that
    the page does not state has none. `notes` are sentences on what an editor should look at.
    """

    text: str
    proposals: dict[str, Proposal] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


TOO_HARD = (
    "The page could not be read: it is too large or too tangled, or made to be. "
    "Open it in your browser, select the text of the article, and paste that."
)
NO_TEXT = (
    "No article text was found in the page. It may be written by a script, or shown to subscribers only. "
    "Open it in your browser, select the text of the article, and paste that."
)


def extract(body: bytes, *, content_type: str, url: str = "", seconds: float = SECONDS) -> Extracted:
    """Read a page of HTML or plain text. `url` is its address, against which links in it are read.

    Raises NotExtracted where it holds no text, and where reading it fails or takes more than `seconds`.
    """
    found = _read_elsewhere({"content_type": content_type, "url": url}, body, seconds)
    if not found["text"]:
        raise NotExtracted(NO_TEXT)
    proposals = {name: Proposal(*pair) for name, pair in found["proposals"].items()}
    return Extracted(text=found["text"], proposals=proposals, notes=found["notes"])


def _read_elsewhere(about: dict[str, str], body: bytes, seconds: float) -> Any:
    command = [sys.executable, "-X", "utf8", "-m", "sources.extracting.reader", str(int(seconds) + 1)]
    try:
        done = subprocess.run(  # noqa: S603 -- the page comes on its standard input, and nowhere else
            command,
            input=json.dumps(about).encode() + b"\n" + body,
            capture_output=True,
            cwd=PROJECT,
            env={},
            timeout=seconds,
            check=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise NotExtracted(TOO_HARD) from error
