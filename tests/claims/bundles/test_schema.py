"""The published schema: it describes every field, agrees with the models, and its refusals say what to mend."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator

from claims.bundles.format import KINDS
from claims.bundles.items import Field, Kind, Part, flat
from claims.bundles.schema import schema
from tests.claims.bundles.story import (
    AGROUND,
    GAZETTE,
    LAMP,
    OWN,
    PUBLIC,
    WHOLE,
    load,
    public,
    record,
    refusals,
    whole,
)

SINGULAR = {kind.name: kind.singular.replace(" ", "_").replace("'s", "") for kind in KINDS}


def properties(name: str) -> dict[str, Any]:
    """The properties of one kind of record, as the schema has them."""
    whole_schema = schema()
    if name == "dossier":
        return dict(whole_schema["properties"]["dossier"]["properties"])
    return dict(whole_schema["$defs"][SINGULAR[name]]["properties"])


def resolved(definition: dict[str, Any]) -> dict[str, Any]:
    """The definition with what it refers to."""
    if "$ref" in definition:
        return schema()["$defs"][definition["$ref"].split("/")[-1]] | definition
    return definition


def paths(props: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every plain property with its dotted path, those of the items of lists included."""
    for name, definition in props.items():
        full = resolved(definition)
        inner = resolved(full.get("items", {}))
        if "properties" in full:
            yield from paths(full["properties"], f"{prefix}{name}.")
        elif "properties" in inner:
            yield from paths(inner["properties"], f"{prefix}{name}.")
        else:
            yield prefix + name, full


def format_paths(kind: Kind) -> list[str]:
    """Every path of the format's own table."""
    found = []
    for item in kind.items:
        if isinstance(item, Part) and len(item.items) > 1:
            found += [f"{item.path}.{inner.path}" for inner in item.items]
        else:
            found.append(item.path)
    return found


def descriptions(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every property of the schema with its description."""
    if isinstance(node, dict):
        for name, definition in node.get("properties", {}).items():
            yield f"{path}/{name}", definition.get("description", "")
        for key, inner in node.items():
            yield from descriptions(inner, f"{path}/{key}")


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


def test_every_property_has_a_description() -> None:
    described = dict(descriptions(schema()))
    assert len(described) > 150
    assert [path for path, words in described.items() if not words.endswith(".")] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_schema_and_table_have_the_same_fields_in_the_same_order(kind: Kind) -> None:
    assert [path for path, _ in paths(properties(kind.name))] == format_paths(kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_choices_of_the_schema_are_those_of_the_models(kind: Kind) -> None:
    found = dict(paths(properties(kind.name)))
    for item in kind.items:
        for path, field, model in _fields(kind, item):
            choices = {value for value, _ in model._meta.get_field(field.attribute).choices or () if value}
            assert set(found[path].get("enum", ())) == choices - {"withdrawn"}, path


def _fields(kind: Kind, item: Any) -> Iterator[tuple[str, Field, Any]]:
    if isinstance(item, Field) and item.path != "omits":
        yield item.path, item, kind.model
    elif isinstance(item, Part) and item.path != "added_at":
        yield from (
            (f"{item.path}.{inner.path}", inner, item.model)
            for inner in item.items
            if isinstance(inner, Field)
        )


def test_the_story_has_every_field_of_the_format() -> None:
    bundle = whole()
    for kind in KINDS:
        records = [bundle["dossier"]] if kind.name == "dossier" else bundle[kind.name]
        used = {path for one in records for path in _used(kind, one)}
        assert set(format_paths(kind)) - used == set(), kind.name


def _used(kind: Kind, one: dict[str, Any]) -> Iterator[str]:
    for path, value in flat(one):
        if isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
            yield from (f"{path}.{key}" for inner in value if isinstance(inner, dict) for key in inner)
        else:
            yield path


def test_the_stories_are_as_the_schema_says() -> None:
    validator = Draft202012Validator(schema())
    assert [
        error.message for data in (PUBLIC, WHOLE) for error in validator.iter_errors(json.loads(data))
    ] == []


def test_the_demo_is_as_the_schema_says() -> None:
    demo = json.loads((settings.BASE_DIR / "claims" / "demo" / "assad-fall.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(schema()).iter_errors(demo)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "key", "values", "reason"),
    [
        ("claims", AGROUND, {"kind": "rumour"}, "kind: 'rumour' is none of event, utterance."),
        ("claims", AGROUND, {"statement": 7}, "statement: '7' is not text in quotes."),
        ("claims", AGROUND, {"statement": ["a"]}, "statement: '[\"a\"]' is not text in quotes."),
        ("claims", AGROUND, {"statement": ""}, "statement: is empty."),
        ("claims", AGROUND, {"when": {"inferred": "yes"}}, "when.inferred: 'yes' is not true or false."),
        ("claims", AGROUND, {"colour": "red"}, "colour: is not a field of the format; there are: id, state,"),
        (
            "claims",
            AGROUND,
            {"figure": "1e400"},
            "figure: '1e400' is not as the format says: A number in digits",
        ),
        ("claims", AGROUND, {"figure": 40}, "figure: '40' is not text in quotes."),
        ("claims", AGROUND, {"figure": "1" * 16}, "figure: '1111111111111111' is not as the format says"),
        (
            "claims",
            AGROUND,
            {"added_at": "2025-02-30T00:00:00Z"},
            "added_at: '2025-02-30T00:00:00Z' is not as",
        ),
        ("claims", AGROUND, {"added_at": "2025-02-03T00:00:00"}, "added_at: '2025-02-03T00:00:00' is not as"),
        ("claims", AGROUND, {"participants": {}}, "participants: '{}' is not a list."),
        (
            "claims",
            AGROUND,
            {"said_by": {}},
            "said_by: name exactly one of person, organization, unnamed_source.",
        ),
        (
            "claims",
            AGROUND,
            {"said_by": {"person": "tom-reed", "organization": "coastguard"}},
            "said_by: name exactly one of person, organization, unnamed_source.",
        ),
        ("articles", GAZETTE, {"accessed_on": "2025-2-3"}, "accessed_on: '2025-2-3' is not as"),
        ("articles", GAZETTE, {"text": {"sha256": "x"}}, "text.length: is missing."),
        ("articles", GAZETTE, {"stub": "no"}, "stub: 'no' is not true or false."),
        ("evidence", OWN, {"omits": ["time", "time"]}, "omits: names something twice."),
        ("evidence", OWN, {"hedged": 1}, "hedged: '1' is not true or false."),
        ("discrepancies", LAMP, {"rivals": [AGROUND]}, "rivals: needs at least 2."),
    ],
)
def test_what_is_not_as_the_schema_says_is_refused_with_record_field_and_reason(
    kind: str, key: str, values: dict[str, Any], reason: str
) -> None:
    bundle = public()
    record(bundle, kind, key).update(values)
    said = refusals(bundle)
    assert any(line.startswith(f"{kind} {key}: {reason}") for line in said), said


@pytest.mark.django_db
def test_a_record_without_an_id_is_named_by_its_place() -> None:
    bundle = public()
    del bundle["claims"][2]["id"]
    bundle["claims"].append("no record at all")
    said = refusals(bundle)
    assert "claims [2]: id: is missing." in said
    assert "claims [6]: 'no record at all' is not an object." in said


@pytest.mark.django_db
def test_wrong_types_of_whole_arrays_are_refused_at_once() -> None:
    fields = ", ".join(schema()["properties"])
    assert set(refusals(public() | {"claims": {}, "people": "nobody", "extra": 1})) == {
        f"the bundle: extra: is not a field of the format; there are: {fields}.",
        "the bundle: people: 'nobody' is not a list.",
        "the bundle: claims: '{}' is not a list.",
    }


@pytest.mark.django_db
def test_arrays_may_be_left_out() -> None:
    load({"format": "sayso-bundle", "version": 1, "dossier": {"slug": "empty", "title": "Nothing yet"}})
