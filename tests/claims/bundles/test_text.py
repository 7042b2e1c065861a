"""Files that are no bundles, and bundles that no database could hold: refused in words, never with a traceback."""

import json

import pytest

from tests.claims.bundles.story import AGROUND, PUBLIC, export, load, public, record, refusals

pytestmark = pytest.mark.django_db


def test_a_byte_order_mark_is_no_obstacle() -> None:
    load(b"\xef\xbb\xbf" + PUBLIC)
    assert export() == PUBLIC


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file: is not JSON: Expecting value in line 1, column 1."),
        (
            b"{\n  12",
            "the file: is not JSON: Expecting property name enclosed in double quotes in line 2, column 3.",
        ),
        (PUBLIC[:-40], "the file: is not JSON: "),
        (b'{"title": "\xe9t\xe9"}', "the file: is not UTF-8: byte 12 cannot be read."),
        (PUBLIC.decode().encode("utf-16"), "the file: is in UTF-16: save it as UTF-8."),
        (b"[]", "the file: is not a bundle: its top level is not an object."),
        (b"null", "the file: is not a bundle: its top level is not an object."),
        (b'"bundle"', "the file: is not a bundle: its top level is not an object."),
        (b"{}", "the file: format: is not a bundle: its format is not 'sayso-bundle'."),
        (b'{"format": "zip"}', "the file: format: is not a bundle: its format is not 'sayso-bundle'."),
        (b'{"format": "sayso-bundle"}', "the file: version: is 'None'; this Sayso reads version 1."),
        (
            b'{"format": "sayso-bundle", "version": 2}',
            "the file: version: is '2'; this Sayso reads version 1.",
        ),
        (b'{"format": "sayso-bundle", "version": true}', "the file: version: is 'True'; "),
        (b'{"format": "sayso-bundle", "version": 1.0}', "the file: version: is '1.0'; "),
        (b'{"a": 1, "b": 2, "a": 3}', "the file: has an object in which the key 'a' stands twice."),
        (b'{"a": NaN}', "the file: holds NaN, which is no number in JSON."),
        (b'{"a": -Infinity}', "the file: holds -Infinity, which is no number in JSON."),
        (b'{"a": ' + b"9" * 5_000 + b"}", "the file: Exceeds the limit"),
        (b"[" * 200_000, "the file: is nested more than 12 levels deep."),
        (b'{"a":' * 900 + b"1" + b"}" * 900, "nested more than 12 levels deep."),
    ],
)
def test_what_is_no_bundle_is_refused_in_words(data: bytes, reason: str) -> None:
    [said] = refusals(data)
    assert reason in said


@pytest.mark.parametrize("character", [chr(0), chr(0xD800), chr(0xDFFF)])
def test_characters_that_no_database_holds_are_refused_where_they_stand(character: str) -> None:
    bundle = public()
    record(bundle, "claims", AGROUND)["statement"] = f"The ferry{character} ran aground"
    bundle["dossier"]["title"] = character
    assert refusals(bundle) == [
        "dossier: title: holds a character that cannot be stored (NUL or half a surrogate pair).",
        f"claims {AGROUND}: statement: holds a character that cannot be stored (NUL or half a surrogate pair).",
    ]


def test_a_key_may_not_hold_them_either() -> None:
    [said] = refusals(
        b'{"format": "sayso-bundle", "version": 1, "dossier": {"slug": "a", "title": "A", "\\u0000": 1}}'
    )
    assert "holds a character that cannot be stored" in said


def test_a_pair_of_surrogates_is_one_character() -> None:
    bundle = public()
    bundle["dossier"]["title"] = "The Marigold 🛳"
    load(json.dumps(bundle).encode())
    assert "The Marigold 🛳" in export().decode()


def test_nesting_within_a_record_is_refused_there() -> None:
    bundle = public()
    deep: object = "deep"
    for _ in range(20):
        deep = [deep]
    record(bundle, "claims", AGROUND)["statement"] = deep
    [said] = refusals(bundle)
    assert said == f"claims {AGROUND}: statement: is nested more than 12 levels deep."


def test_a_refusal_can_be_printed_on_any_terminal() -> None:
    bundle = public()
    record(bundle, "claims", AGROUND)["when"]["date"] = "\x1b[31m\u202e2024\r\x07"
    for said in refusals(bundle):
        assert all(line.isprintable() for line in said.split("\n"))
