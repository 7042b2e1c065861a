"""Rules that span records, and the promise that a refusal lists every reason at once."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.claims.bundles.story import (
    AGROUND,
    DARK,
    DECKHAND,
    FORTY,
    GAZETTE,
    NOTICE,
    OWN,
    PROMISED,
    RADIO,
    RELAY,
    SAID,
    database,
    load,
    public,
    record,
    refusals,
    whole,
)

pytestmark = pytest.mark.django_db

Bundle = dict[str, Any]


def setting(kind: str, key: str, /, **values: Any) -> Callable[[Bundle], None]:
    """A change that sets values of one record."""
    return lambda bundle: record(bundle, kind, key).update(values)


def dropping(kind: str, key: str, *names: str) -> Callable[[Bundle], None]:
    """A change that takes values out of one record."""

    def change(bundle: Bundle) -> None:
        for name in names:
            del record(bundle, kind, key)[name]

    return change


def repeating(kind: str, key: str) -> Callable[[Bundle], None]:
    """A change that makes a record stand twice."""
    return lambda bundle: bundle[kind].append(record(bundle, kind, key))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            setting("evidence", OWN, credits=[{"article": NOTICE}]),
            f"evidence {OWN}: credits: only evidence that relays has credits: set its basis to relays, or leave",
        ),
        (
            setting("evidence", RELAY, credits=[{"article": RADIO}]),
            f"evidence {RELAY}: credits.0.article: no article credits itself.",
        ),
        (
            setting("evidence", RELAY, credits=[]),
            f"claims {AGROUND}: Evidence 2 (Morning news, 7:00): it relays another report: say which, in its credits",
        ),
        (
            setting("evidence", RELAY, credits=[{"article": GAZETTE, "outlet": "lowen-gazette"}]),
            f"evidence {RELAY}: credits.0: Constraint “credit_is_one” is violated.",
        ),
        (
            setting("evidence", RELAY, speakers=[{"unnamed_source": DECKHAND}]),
            f"evidence {RELAY}: speakers.0.unnamed_source: {DECKHAND} is an informant of another article, {GAZETTE}.",
        ),
        (
            setting("evidence", OWN, article="b" * 10),
            f"evidence {OWN}: article: names 'bbbbbbbbbb', but the bundle",
        ),
        (
            setting("claims", SAID, asserts="b" * 10),
            f"claims {SAID}: asserts: names 'bbbbbbbbbb', but the bundle",
        ),
        (
            setting("claims", AGROUND, participants=[{"person": "nobody"}]),
            f"claims {AGROUND}: participants.0.person: names 'nobody', but the bundle has none such among its people.",
        ),
        (
            setting("claims", AGROUND, participants=[{"role": "owner"}]),
            f"claims {AGROUND}: participants.0: Choose a person or an organization, not both.",
        ),
        (setting("claims", SAID, asserts=SAID), f"claims {SAID}: asserts: leads back to the record itself"),
        (setting("claims", DARK, kind="utterance", asserts=SAID), f"claims {SAID}: asserts: leads back"),
        (
            setting("places", "lowen", parent="gull-rock"),
            "places lowen: parent: leads back to the record itself",
        ),
        (
            setting("outlets", "coast-press", owner="lowen-gazette"),
            "outlets lowen-gazette: owner: leads back",
        ),
        (repeating("claims", AGROUND), f"claims {AGROUND}: id: stands 2 times in the file."),
        (repeating("people", "tom-reed"), "people tom-reed: slug: stands 2 times in the file."),
        (
            setting("people", "tom-reed", wikidata="Q999999991"),
            "people tom-reed: has the same wikidata id as people",
        ),
        (
            setting("articles", NOTICE, url="http://gazette.example/2025/03/marigold/#top"),
            f"articles {NOTICE}: has the same url normalized as articles {GAZETTE}.",
        ),
        (
            setting("people", "tom-reed", aliases=[{"name": "Tommy"}, {"name": "TOMMY"}]),
            "people tom-reed: aliases.1: has the same person and folded as aliases.0.",
        ),
        (
            setting("claims", AGROUND, places=[{"place": "lowen", "role": "at"}] * 2),
            f"claims {AGROUND}: places.1: has the same claim and place and role as places.0.",
        ),
        (
            setting("claims", AGROUND, when={"date": "2025-13"}),
            f"claims {AGROUND}: when.date: '2025-13' is not a date",
        ),
        (
            setting("claims", AGROUND, when={"date": "2025", "time": "25:00"}),
            f"claims {AGROUND}: when.time: '25:00'",
        ),
        (
            setting("claims", AGROUND, when={"time": "15:00"}),
            f"claims {AGROUND}: A time of day needs a date.",
        ),
        (setting("claims", AGROUND, unit="ferries"), f"claims {AGROUND}: A unit needs a figure."),
        (
            setting("claims", AGROUND, said_by={"person": "tom-reed"}),
            f"claims {AGROUND}: An event is not said by anybody",
        ),
        (dropping("claims", SAID, "said_by"), f"claims {SAID}: It is an utterance: say who said it."),
        (dropping("claims", AGROUND, "statement"), f"claims {AGROUND}: It has no statement."),
        (dropping("evidence", OWN, "stance"), f"claims {AGROUND}: Evidence 1 (Ferry aground"),
        (dropping("evidence", OWN, "quotation"), "give the passage: its exact words, or a paraphrase."),
        (setting("evidence", OWN, paraphrase="So."), f"evidence {OWN}: Give the exact words or a paraphrase"),
        (
            setting("evidence", OWN, hedge_words="reportedly"),
            f"evidence {OWN}: Words that hedge make the passage hedged.",
        ),
        (
            dropping("discrepancies", "fjtmvmsssf", "explanation"),
            "discrepancies fjtmvmsssf: Say how it was explained",
        ),
        (
            setting("people", "tom-reed", name="x" * 201),
            "people tom-reed: name: Ensure this value has at most 200",
        ),
        (
            setting("outlets", "coast-press", home_page="javascript:1"),
            "outlets coast-press: home_page: Enter a valid URL.",
        ),
        (
            setting("articles", GAZETTE, url="gazette"),
            f"articles {GAZETTE}: url: 'gazette' is not a web address.",
        ),
        (
            setting("places", "lowen", latitude="91"),
            "places lowen: latitude: Ensure this value is less than or equal",
        ),
        (
            setting("claims", AGROUND, figure="1.00001"),
            "figure: Ensure that there are no more than 4 decimal places.",
        ),
        (
            lambda bundle: record(bundle, "articles", GAZETTE)["text"].update(text="Not the text."),
            f"articles {GAZETTE}: text.sha256: is not the SHA-256 of the text that comes with it.",
        ),
    ],
)
def test_a_broken_rule_is_refused_with_record_field_and_reason(
    change: Callable[[Bundle], None], reason: str
) -> None:
    before = database()
    bundle = public()
    change(bundle)
    said = refusals(bundle)
    assert any(reason in line for line in said), said
    assert database() == before


def test_a_published_claim_without_published_evidence_is_refused() -> None:
    bundle = public()
    bundle["evidence"] = [one for one in bundle["evidence"] if one["claim"] != SAID]
    assert refusals(bundle) == [
        f"claims {SAID}: It has no evidence: link at least one passage of an article."
    ]


def test_drafts_may_lack_everything() -> None:
    bundle = whole()
    del record(bundle, "claims", PROMISED)["said_by"]
    load(bundle)


def test_all_reasons_are_listed_at_once_in_the_order_of_the_file() -> None:
    bundle = public()
    record(bundle, "outlets", "coast-press")["country"] = "Britain"
    record(bundle, "articles", NOTICE)["status"] = "corrected"
    record(bundle, "people", "tom-reed")["name"] = "x" * 300
    record(bundle, "claims", AGROUND)["when"]["date"] = "yesterday?"
    record(bundle, "claims", FORTY)["unit"] = "u" * 41
    record(bundle, "claims", FORTY)["places"] = [{"place": "atlantis", "role": "at"}]
    record(bundle, "evidence", OWN)["basis"] = "hearsay"
    record(bundle, "evidence", RELAY)["credits"][0]["article"] = RADIO
    said = refusals(bundle)
    assert [line.split(": ")[:2] for line in said] == [
        ["outlets coast-press", "country"],
        ["articles rcxfkxcxxq", "Only an article whose status is superseded has a successor."],
        ["people tom-reed", "name"],
        ["claims grwlrpqkgd", "when.date"],
        ["claims hgkkbtxhlm", "places.0.place"],
        ["claims hgkkbtxhlm", "unit"],
        ["evidence kwwvnkzjkq", "basis"],
        ["evidence tjnjtzzbtp", "credits.0.article"],
    ]


def test_a_reference_to_a_record_that_is_itself_refused_is_not_refused_too() -> None:
    bundle = public()
    record(bundle, "people", "ines-marlow")["name"] = 7
    assert refusals(bundle) == ["people ines-marlow: name: '7' is not text in quotes."]
