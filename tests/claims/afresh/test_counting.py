"""Standings counted by arrays are those that the rules give, claim for claim."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.afresh.counting import Counts, count
from claims.afresh.facts import OWN, RELAYS, UNCLEAR, Credits, Evidence, Facts, Speakers, houses
from claims.origin_records import ClaimRecord, Speaker
from claims.standing import assess
from claims.trails import not_counted
from tests.claims import origin_strategies

BASES = {"own": OWN, "relays": RELAYS, "unclear": UNCLEAR, "": UNCLEAR}
KINDS = ("person", "organization", "unnamed")


def ints(values: Any) -> Any:
    return np.array(list(values), np.int64)


def spoken(speaker: Speaker | None) -> int:
    return -1 if speaker is None else 4 * int(speaker.id) + KINDS.index(speaker.kind)


def facts_of(records: Sequence[ClaimRecord]) -> Facts:
    """The records as arrays. Each brings articles and outlets of its own: they go by numbers of their own too."""
    articles = {(n, key): None for n, record in enumerate(records) for key in record.articles}
    outlets = {(n, key): None for n, record in enumerate(records) for key in record.outlets}
    article = {key: number for number, key in enumerate(articles)}
    outlet = {key: number for number, key in enumerate(outlets, start=1)}
    owners = {
        outlet[n, key]: one.owner and outlet[n, one.owner]
        for n, record in enumerate(records)
        for key, one in record.outlets.items()
    }
    house = houses(owners)
    rows = [
        (n, row) for n, record in enumerate(records) for row in record.evidence if row.stance != "mentions"
    ]
    credits = [(at, n, credit) for at, (n, row) in enumerate(rows) for credit in row.credits]
    voices = [(at, *voice) for at, (_, row) in enumerate(rows) for voice in enumerate(row.speakers)]
    known = [(n, records[n].articles[key]) for n, key in articles]
    read = [(n, article[n, key.id]) for n, key in known if key.read]
    return Facts(
        utterer=ints(spoken(record.utterer) for record in records),
        evidence=Evidence(
            claim=ints(n for n, _ in rows),
            article=ints(article[n, row.article] for n, row in rows),
            contradicts=np.array([row.stance == "contradicts" for _, row in rows], bool),
            basis=ints(BASES[row.basis] for _, row in rows),
            aside=np.array(
                [bool(not_counted(row, records[n].articles[row.article])) for n, row in rows], bool
            ),
        ),
        credits=Credits(
            row=ints(at for at, _, _ in credits),
            article=ints(-1 if one.article is None else article[n, one.article] for _, n, one in credits),
            outlet=ints(0 if one.outlet is None else outlet[n, one.outlet] for _, n, one in credits),
        ),
        speakers=Speakers(
            row=ints(at for at, _, _ in voices),
            position=ints(position for _, position, _ in voices),
            speaker=ints(spoken(one) for _, _, one in voices),
        ),
        outlet=ints(0 if one.outlet is None else outlet[n, one.outlet] for n, one in known),
        flagged=np.array([bool(one.status) for _, one in known], bool),
        house=ints([0, *(house[number] for number in outlet.values())]),
        read_claim=ints(n for n, _ in read),
        read_article=ints(key for _, key in read),
    )


def counted(counts: Counts, number: int) -> tuple[Any, ...]:
    return counts.standing[number], *counts.low[number], *counts.high[number]


def by_the_rules(record: ClaimRecord) -> tuple[Any, ...]:
    found = assess(record)
    sides = found.supporting, found.contradicting
    return found.standing, *(side.low for side in sides), *(side.high for side in sides)


@given(st.lists(origin_strategies.claims(), max_size=5))
@settings(max_examples=1_000)
def test_every_claim_counted_has_the_standing_the_rules_give_it(records: list[ClaimRecord]) -> None:
    counts = count(facts_of(records))
    assert [
        (number, counted(counts, number)) for number in range(len(records)) if not counts.left[number]
    ] == [(number, by_the_rules(record)) for number, record in enumerate(records) if not counts.left[number]]
