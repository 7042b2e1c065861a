"""Standings counted by arrays are those that the rules give, claim for claim."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.afresh.counting import Counts, count
from claims.afresh.facts import OWN, RELAYS, UNCLEAR, Credits, Evidence, Facts, Speakers, houses
from claims.origin_records import ClaimRecord
from claims.standing import assess
from claims.trails import not_counted
from tests.claims import origin_strategies
from tests.claims.origin_examples import examples

BASES = {"own": OWN, "relays": RELAYS, "unclear": UNCLEAR, "": UNCLEAR}


def ints(values: Any) -> Any:
    return np.array(list(values), np.int64)


class Numbers(dict[Any, int]):
    """A number for every thing asked for, from 0."""

    def __missing__(self, thing: Any) -> int:
        return self.setdefault(thing, len(self))


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
    house, speaker = houses(owners), Numbers()
    rows = [
        (n, row) for n, record in enumerate(records) for row in record.evidence if row.stance != "mentions"
    ]
    credits = [(at, n, credit) for at, (n, row) in enumerate(rows) for credit in row.credits]
    voices = [(at, *voice) for at, (_, row) in enumerate(rows) for voice in enumerate(row.speakers)]
    known = [(n, records[n].articles[key]) for n, key in articles]
    read = [(n, article[n, key.id]) for n, key in known if key.read]
    return Facts(
        utterer=ints(-1 if record.utterer is None else speaker[record.utterer] for record in records),
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
            speaker=ints(speaker[one] for _, _, one in voices),
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
@settings(max_examples=300)
def test_every_claim_counted_has_the_standing_the_rules_give_it(records: list[ClaimRecord]) -> None:
    counts = count(facts_of(records))
    assert [
        (number, counted(counts, number)) for number in range(len(records)) if not counts.left[number]
    ] == [(number, by_the_rules(record)) for number, record in enumerate(records) if not counts.left[number]]


def test_every_worked_example_is_counted_but_circles_and_rival_sets_of_unseen_sources() -> None:
    every = examples()
    counts = count(facts_of([example.claim for example in every]))
    left = {example.title for example, is_left in zip(every, counts.left, strict=True) if is_left}
    assert [
        (example.title, counted(counts, number))
        for number, example in enumerate(every)
        if example.title not in left
    ] == [(example.title, by_the_rules(example.claim)) for example in every if example.title not in left]
    assert left == {
        "Two reports that credit each other",
        "A report that credits its own outlet comes back to itself",
        "A loop through outlets",
        "A loop with a way out ends there",
        "A loop joins no groups either: its reports are relays",
        "A report that leads to two loops",
        "... nor does that of a relay within a loop",
        "Two reports with nothing in common, each naming two unseen sources",
        "... and one that repeats them both",
        "A loop that runs through the outlets of two such sources makes neither certain",
    }


@given(st.dictionaries(st.integers(1, 8), st.none() | st.integers(1, 8)))
def test_outlets_are_of_one_house_where_their_chains_of_owners_meet(owners: dict[int, int | None]) -> None:
    owners |= {owner: None for owner in owners.values() if owner and owner not in owners}
    house = houses(owners)
    chains = {outlet: {outlet} for outlet in owners}
    for outlet, chain in chains.items():
        above = owners[outlet]
        while above and above not in chain:
            chain.add(above)
            above = owners[above]
    for one, other in product(owners, repeat=2):
        assert (house[one] == house[other]) == bool(chains[one] & chains[other])


def test_no_claims_are_counted_as_none() -> None:
    assert count(facts_of([])).standing.tolist() == []
