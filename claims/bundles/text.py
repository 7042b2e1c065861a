"""From the bytes of a file to JSON that any database can hold, or a refusal."""

import json
from collections.abc import Iterator
from typing import Any

from claims.bundles.items import Json
from claims.bundles.problems import Problem, Refused

# Deeper than any record (evidence.asserts.date.words is six), and far from Python's own limit.
DEEPEST = 12


def parse(data: bytes) -> Json:
    """Return the JSON object in the file. Raises Refused for anything else."""
    try:
        value = json.loads(
            _decoded(data), object_pairs_hook=_without_repeats, parse_constant=_not_a_number, parse_float=str
        )
    except RecursionError:
        raise _refusal(f"is nested more than {DEEPEST} levels deep.") from None
    except json.JSONDecodeError as error:
        raise _refusal(f"is not JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from error
    except ValueError as error:
        raise _refusal(str(error)) from error
    problems = list(_unstorable(value, (), value))
    if not isinstance(value, dict):
        problems = [Problem("the file", "", "is not a bundle: its top level is not an object.")]
    if problems:
        raise Refused(problems)
    return dict(value)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal("is in UTF-16: save it as UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(f"is not UTF-8: byte {error.start + 1} cannot be read.") from error


def _without_repeats(pairs: list[tuple[str, Any]]) -> Json:
    """JSON lets a key stand twice and readers disagree which counts: here neither does."""
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"has an object in which the key {twice[:60]!r} stands twice.")
    return made


def _not_a_number(name: str) -> Any:
    raise ValueError(f"holds {name}, which is no number in JSON.")


def _unstorable(value: Any, path: tuple[Any, ...], whole: Any) -> Iterator[Problem]:
    """Every text that no database holds (NUL, half a surrogate pair), and every nesting too deep to be a record."""
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
            yield Problem(
                *place(path, whole), "holds a character that cannot be stored (NUL or half a surrogate pair)."
            )
    elif len(path) > DEEPEST:
        yield Problem(*place(path[:3], whole), f"is nested more than {DEEPEST} levels deep.")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _unstorable(key, path, whole)
            yield from _unstorable(inner, (*path, key), whole)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _unstorable(inner, (*path, number), whole)


def place(path: tuple[Any, ...], bundle: Any) -> tuple[str, str]:
    """Return which record a path into the bundle lies in, with its id where it has one, and which field of it."""
    if len(path) < 2 or not isinstance(bundle, dict):
        return "the bundle", ".".join(map(str, path))
    kind, number = path[0], path[1]
    if kind == "dossier":
        return "dossier", ".".join(map(str, path[1:]))
    record = bundle[kind][number] if isinstance(bundle[kind], list) else {}
    key = next(
        (
            record[key]
            for key in ("id", "slug")
            if isinstance(record, dict) and isinstance(record.get(key), str)
        ),
        "",
    )
    return f"{kind} {key[:80] or f'[{number}]'}", ".".join(map(str, path[2:]))


def _refusal(reason: str) -> Refused:
    return Refused([Problem("the file", "", reason)])
