"""What the desk's page sends, read strictly: unknown words, other types and texts no database keeps are refused.

A step is a JSON object; docs/desk.md lists its words. What is typed into fields is checked by the forms in
claims/desk/forms.py, with the models' own rules.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from claims.chains import CREDITS, SPEAKERS, Kinds, Link
from claims.desk.refusals import Unreadable
from claims.models import DeskStep

LARGEST = 200_000  # bytes
MOST_IDS = 20_000
MOST_LINKS = 50
DEEPEST = 10  # a step nests three deep; what is stored is packed again with less of the stack left
_ID = re.compile(r"[0-9]{1,18}")
_NEW = "new:"


@dataclass(frozen=True)
class Place:
    """Where the selected words stand, in characters of the sheet, and what they are."""

    start: int
    end: int
    words: str
    sha256: str


@dataclass(frozen=True)
class Asked:
    """A step as it was sent. `body` is all of it but the key, for the record of steps."""

    key: UUID
    kind: str
    dossier: int
    editor: int
    body: dict[str, Any]
    fields: Mapping[str, Any] = field(default_factory=dict)


# The words of each kind of step besides key, kind, dossier and editor.
WORDS: dict[str, set[str]] = {
    "log": {"place", "claim", "new", "evidence", "speakers", "credits"},
    "dismiss": {"paragraphs", "sha256"},
    "reopen": {"paragraphs", "sha256"},
    "finish": {"silent", "sha256"},
    "undo": {"step"},
}


def read_step(body: bytes) -> Asked:
    """Read a step. Raises Unreadable, saying what is wrong with it."""
    sent = read_object(body)
    kind = sent.get("kind")
    if kind not in DeskStep.Kind.values:
        raise Unreadable("This kind of step is not known here.")
    words = {"key", "kind", "dossier", "editor"} | WORDS[kind]
    if unknown := sorted(set(sent) - words):
        raise Unreadable(f"Nothing here goes by the name {unknown[0][:40]!r}.")
    return Asked(
        key=read_key(sent.get("key")),
        kind=kind,
        dossier=read_id(sent.get("dossier"), "dossier"),
        editor=read_id(sent.get("editor"), "editor"),
        body={name: value for name, value in sent.items() if name != "key"},
        fields={name: sent.get(name) for name in WORDS[kind]},
    )


def read_object(body: bytes) -> dict[str, Any]:
    """Read a JSON object whose every text both databases keep. Raises Unreadable."""
    if len(body) > LARGEST:
        raise Unreadable("This is more than one step can hold.")
    try:
        sent = json.loads(body)
        json.dumps(sent, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:  # ValueError: no JSON, no UTF-8, NaN, lone surrogates
        raise Unreadable("This could not be read.") from error
    if not isinstance(sent, dict):
        raise Unreadable("A step is a JSON object.")
    if _is_deeper(sent, DEEPEST):
        raise Unreadable("This nests deeper than any step.")
    if b"\\u0000" in body or b"\0" in body:
        raise Unreadable("It holds a character that no record can hold.")
    return sent


def _is_deeper(value: Any, levels: int) -> bool:
    level = [value]
    for _ in range(levels):
        level = [inner for one in level for inner in _within(one)]
    return any(isinstance(one, dict | list) for one in level)


def _within(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def read_key(value: Any) -> UUID:
    """The key of a step."""
    try:
        return UUID(read_text(value, "key"))
    except ValueError as error:
        raise Unreadable("A key of a step is a UUID.") from error


def read_id(value: Any, name: str) -> int:
    """The id of a row."""
    if isinstance(value, bool) or not _ID.fullmatch(str(value)):
        raise Unreadable(f"The {name} is not the id of a record.")
    return int(value)


def read_text(value: Any, name: str) -> str:
    """Text, "" where there is none."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"The {name} is not text.")
    return value


def read_list(value: Any, name: str, most: int) -> list[Any]:
    """A list, empty where there is none."""
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > most:
        raise Unreadable(f"The {name} is no list of at most {most}.")
    return value


def read_ids(value: Any, name: str) -> list[int]:
    """A list of ids, each once."""
    return list(dict.fromkeys(read_id(one, name) for one in read_list(value, name, MOST_IDS)))


def read_words(value: Any, name: str, known: set[str]) -> dict[str, Any]:
    """The fields of a form: of these names only, and each a text, a number, yes, no or nothing."""
    if value is None:
        return {}
    if not isinstance(value, dict) or set(value) - known:
        raise Unreadable(f"The {name} is not what this page sends.")
    if any(not isinstance(one, str | int | float | bool | None) for one in value.values()):
        raise Unreadable(f"A field of the {name} is neither text nor number.")
    return {name: one for name, one in value.items() if one is not None}


def read_place(value: Any) -> Place:
    """Where the words stand. Raises Unreadable."""
    if not isinstance(value, dict):
        raise Unreadable("Select the words first.")
    if set(value) - {"start", "end", "words", "sha256"}:
        raise Unreadable("The place is not what this page sends.")
    place = Place(
        start=read_id(value.get("start"), "start"),
        end=read_id(value.get("end"), "end"),
        words=read_text(value.get("words"), "words"),
        sha256=read_text(value.get("sha256"), "text's hash"),
    )
    if place.end <= place.start or not place.words.strip():
        raise Unreadable("Select the words first.")
    return place


def read_speakers(value: Any) -> list[Link | str]:
    """The chain of speakers: links, and descriptions of informants who are new to this article."""
    return [_read_speaker(one) for one in read_list(value, "speakers", MOST_LINKS)]


def _read_speaker(value: Any) -> Link | str:
    token = read_text(value, "speaker")
    return token.removeprefix(_NEW).strip() if token.startswith(_NEW) else read_link(token, SPEAKERS)


def read_credits(value: Any) -> list[Link]:
    """The credits: what each names, how, and in which words."""
    found = []
    for one in read_list(value, "credits", MOST_LINKS):
        if not isinstance(one, dict) or set(one) - {"link", "how", "wording"}:
            raise Unreadable("A credit is not what this page sends.")
        how, wording = read_text(one.get("how"), "credit"), read_text(one.get("wording"), "credit")
        found.append(read_link(read_text(one.get("link"), "credit"), CREDITS, how, wording))
    return found


def read_link(token: str, kinds: Kinds, how: str = "", wording: str = "") -> Link:
    """A link as forms send it: `person:12`."""
    kind, _, pk = token.partition(":")
    if kind not in kinds:
        raise Unreadable("One of the links names no kind of record.")
    return Link(kind, read_id(pk, kind), how, wording)
