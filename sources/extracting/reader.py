"""The process that reads one page: `python -m sources.extracting.reader SECONDS`, as sources/extracting starts it.

On its standard input stands a line of JSON, {content_type, url}, and after it the page; on its standard output it
leaves one of JSON, {text, proposals, notes}. It imports nothing of Django.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator
from typing import Any

from charset_normalizer import from_bytes

MOST_MEMORY = 1_500_000_000
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# What an editor pastes may be a part of a page.
WHOLE = re.compile(r"<(html|body|head)[\s>]", re.IGNORECASE)
BLOCKS = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "div")
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# A first line of plain text that is longer is no title.
LONGEST_TITLE = 200


def read(body: bytes, content_type: str, url: str) -> dict[str, Any]:
    """What a page holds: see Extracted, of which this is the raw form."""
    html = content_type.partition(";")[0].strip().lower() != "text/plain"
    text = clean(decode(body, content_type, html=html))
    return read_html(text, url) if html else read_plain(text)


def decode(body: bytes, content_type: str, *, html: bool) -> str:
    """The page as text: by its byte order mark, by its header, by what it says at its top, by what it looks like."""
    marked = next((name for mark, name in MARKS.items() if body.startswith(mark)), None)
    named = CHARSET.search(content_type) or (CHARSET.search(body[:4096].decode("latin-1")) if html else None)
    for name in filter(None, (marked, named and named[1], "utf-8")):
        try:
            return body.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    guess = from_bytes(body[:200_000]).best()
    return body.decode(guess.encoding if guess else "utf-8", errors="replace")


def clean(text: str) -> str:
    """The text without what no database and no parser takes: controls, NUL, halves of surrogate pairs."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cleaned(found: Any) -> Any:
    """The same, with every text in it clean: JSON in a page can spell what its bytes cannot."""
    if isinstance(found, dict):
        return {name: cleaned(value) for name, value in found.items()}
    if isinstance(found, list | tuple):
        return [cleaned(value) for value in found]
    return clean(found)


def read_plain(text: str) -> dict[str, Any]:
    """Plain text, as an editor pastes it: blank lines part its paragraphs, or each line is one."""
    paragraphs = re.split(r"\n\s*\n", text) if re.search(r"\S\s*\n\s*\n\s*\S", text) else text.split("\n")
    whole = [" ".join(one.split()) for one in paragraphs if one.strip()]
    first = whole[0] if len(whole) > 1 and len(whole[0]) <= LONGEST_TITLE else ""
    proposals = {"title": (first, "the first line of the text")} if first else {}
    return {"text": "\n\n".join(whole), "proposals": proposals, "notes": []}


def read_html(html: str, url: str) -> dict[str, Any]:
    """A page: its text as trafilatura finds it, and what it states of itself."""
    # Here alone, so that plain text does not wait for them.
    import trafilatura
    from trafilatura.metadata import extract_metadata

    from sources.extracting.statements import Page, Statement

    whole = html if WHOLE.search(html) else f"<html><body><article>{html}</article></body></html>"
    tree = trafilatura.load_html(whole) if html.strip() else None
    if tree is None:
        return {"text": "", "proposals": {}, "notes": []}
    page = Page(tree, url)
    proposals, notes = page.proposals(), page.notes()
    # Its date is not asked for: it would be guessed from the address or a copyright line where nothing else is.
    seen = extract_metadata(tree, date_config={"original_date": True, "extensive_search": False})
    for name, value in (("title", seen.title), ("byline", seen.author)):
        if value and name not in proposals:
            proposals[name] = Statement(value, "its layout, as far as it tells")
    blocks = list(_blocks(tree))
    text = trafilatura.extract(tree, include_comments=False, include_tables=True) or ""
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    # Of a page of a few lines it puts every word in bold on a line of its own.
    if squeezed(paragraphs) == squeezed(blocks):
        paragraphs = blocks
    return {"text": "\n\n".join(paragraphs), "proposals": proposals, "notes": notes}


def _blocks(tree: Any) -> Iterator[str]:
    """The paragraphs of a page as its markup has them."""
    for element in tree.iter(*BLOCKS):
        if next(element.iterdescendants(*BLOCKS), None) is None and (words := element.text_content().split()):
            yield " ".join(words)


def squeezed(paragraphs: list[str]) -> str:
    """All their letters, whatever parts them."""
    return "".join("".join(paragraphs).split())


def _bound(seconds: int) -> None:
    """Let nothing in the page take this machine with it."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    _bound(int(sys.argv[1]))
    about, _, body = sys.stdin.buffer.read().partition(b"\n")
    json.dump(cleaned(read(body, **json.loads(about))), sys.stdout)


if __name__ == "__main__":
    main()
