"""The shape of a bundle: docs/bundle.schema.json, with its refusals in words an editor can act on."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker

from claims.bundles.format import FORMAT, VERSION
from claims.bundles.items import Json
from claims.bundles.problems import Problem, Refused
from claims.bundles.text import place
from record.refusals import as_typed

FORMATS = FormatChecker(formats=())
TYPES = {
    "string": "text in quotes",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
}


@FORMATS.checks("date", raises=ValueError)
def _is_day(value: Any) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


@FORMATS.checks("date-time", raises=ValueError)
def _is_instant(value: Any) -> bool:
    return not isinstance(value, str) or bool(datetime.fromisoformat(value))


@cache
def schema() -> Json:
    """The schema as it is published."""
    path = settings.BASE_DIR / "docs" / "bundle.schema.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def refuse_other_formats(bundle: Json) -> None:
    """Raise Refused if this is no bundle at all, or of a version that is not ours to read."""
    if bundle.get("format") != FORMAT:
        raise Refused([Problem("the file", "format", f"is not a bundle: its format is not {FORMAT!r}.")])
    version = bundle.get("version")
    if version != VERSION or isinstance(version, bool):
        shown = as_typed(str(version))
        raise Refused([Problem("the file", "version", f"is {shown}; this Sayso reads version {VERSION}.")])


def misshapen(bundle: Json) -> Iterator[tuple[tuple[str | int, ...], Problem]]:
    """Every way in which the bundle is not as the schema says, with the path to it."""
    validator = Draft202012Validator(schema(), format_checker=FORMATS)
    for error in validator.iter_errors(bundle):
        path = tuple(error.absolute_path)
        for field, reason in _reasons(error):
            yield path, Problem(*place((*path, *field), bundle), reason)


def _reasons(error: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is wrong, in words, and below which key of the place of the error."""
    if error.validator == "required":
        # jsonschema reports one missing key an error, and names it only in its sentence.
        missing = [key for key in error.validator_value if f"{key!r} is a required" in error.message]
        yield from (((key,), "is missing.") for key in missing)
    elif error.validator == "additionalProperties":
        known = error.schema["properties"]
        yield from (
            ((as_typed(key).strip("'"),), f"is not a field of the format; there are: {', '.join(known)}.")
            for key in error.instance
            if key not in known
        )
    else:
        yield (), _SAID.get(str(error.validator), _unlike)(error)


def _unlike(error: Any) -> str:
    return f"{_shown(error.instance)} is not as the format says: {error.schema.get('description', '')}"


def _shown(value: Any) -> str:
    return as_typed(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _type(error: Any) -> str:
    wanted = error.validator_value
    names = [wanted] if isinstance(wanted, str) else wanted
    return f"{_shown(error.instance)} is not {' or '.join(TYPES[name] for name in names)}."


def _properties(error: Any) -> str:
    return f"name exactly one of {', '.join(error.schema['properties'])}."


_SAID: dict[str, Callable[[Any], str]] = {
    "type": _type,
    "enum": lambda error: f"{_shown(error.instance)} is none of {', '.join(error.validator_value)}.",
    "const": lambda error: f"{_shown(error.instance)} is not {error.validator_value!r}.",
    "minProperties": _properties,
    "maxProperties": _properties,
    "minItems": lambda error: f"needs at least {error.validator_value}.",
    "uniqueItems": lambda _: "names something twice.",
    "minLength": lambda _: "is empty.",
}
