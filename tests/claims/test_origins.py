"""The rules of claims/origins.py: the worked examples of docs/origins.md, and what holds for any claim at all."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claims.origin_records import (
    ArticleRecord,
    Bond,
    ClaimRecord,
    Credit,
    EvidenceRecord,
    Key,
    OutletRecord,
    Side,
    Stance,
)
from claims.origins import side
from claims.standing import assess
from tests.claims.origin_examples import Example, examples
from tests.claims.origin_reference import Count, Reference
from tests.claims.origin_strategies import claims

SIDES: list[Stance] = ["supports", "contradicts"]


def counts(one_side: Side) -> Count:
    return Count(one_side.low, one_side.high)


def shown(one_side: Side) -> str:
    low, high = one_side.low, one_side.high
    return str(low) if low == high else f"{low}-{high}"


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_every_worked_example_holds(example: Example) -> None:
    found = assess(example.claim)
    line = f"{found.standing}, for {shown(found.supporting)}, against {shown(found.contradicting)}"
    assert line == example.counts
    assert example.explanation in ("", found.explanation)


def test_the_page_has_its_examples() -> None:
    assert len(examples()) >= 50


# --- what holds for any claim ------------------------------------------------------------------------------


@given(claims())
def test_the_counts_are_those_of_the_slow_and_simple_way(claim: ClaimRecord) -> None:
    for stance in SIDES:
        assert counts(side(claim, stance)) == Reference(claim, stance).count()


@given(claims(), st.randoms(use_true_random=False))
def test_the_order_of_evidence_and_of_credits_does_not_matter(claim: ClaimRecord, random: Random) -> None:
    rows = [
        replace(row, credits=tuple(random.sample(row.credits, len(row.credits)))) for row in claim.evidence
    ]
    random.shuffle(rows)
    shuffled = assess(replace(claim, evidence=tuple(rows)))
    original = assess(claim)
    assert shuffled.explanation == original.explanation
    for one, other in [
        (shuffled.supporting, original.supporting),
        (shuffled.contradicting, original.contradicting),
    ]:
        assert counts(one) == counts(other)
        assert [group.ends for group in one.groups] == [group.ends for group in other.groups]


@given(claims())
def test_low_never_exceeds_high_nor_high_the_pieces_of_evidence(claim: ClaimRecord) -> None:
    for stance in SIDES:
        found = side(claim, stance)
        rows = [row for row in claim.evidence if row.stance == stance]
        pieces = sum(len(row.credits) or 1 if row.basis == "relays" else 1 for row in rows)
        assert min(1, found.high) <= found.low <= found.high <= pieces


@given(claims())
def test_every_piece_of_evidence_is_shown_somewhere(claim: ClaimRecord) -> None:
    for stance in SIDES:
        found = side(claim, stance)
        shown_under = [*found.groups, *found.not_borne_out, *found.uncounted]
        trails = {trail.evidence for listed in shown_under for trail in listed.trails}
        assert trails == {row.id for row in claim.evidence if row.stance == stance}


@given(claims(), st.data())
def test_a_report_that_only_repeats_what_is_on_record_changes_no_count(
    claim: ClaimRecord, data: st.DataObject
) -> None:
    stance = data.draw(st.sampled_from(SIDES))
    before = side(claim, stance)
    assume(before.reports)
    repeated = data.draw(st.lists(st.sampled_from(before.reports), min_size=1, max_size=3, unique=True))
    outlet = data.draw(st.sampled_from([None, 99]))
    row = EvidenceRecord(99, 99, stance, "relays", tuple(Credit(article=key) for key in repeated))
    assert counts(side(with_report(claim, row, outlet), stance)) == counts(before)


@given(claims(), st.data())
def test_another_report_that_rests_on_the_same_unseen_source_changes_no_count(
    claim: ClaimRecord, data: st.DataObject
) -> None:
    resting = EvidenceRecord(98, 98, "supports", "relays", (data.draw(st.sampled_from(ANY_CREDIT)),))
    claim = with_report(claim, resting, 98)
    again = with_report(claim, replace(resting, id=99, article=99), 99)
    assert counts(side(again, "supports")) == counts(side(claim, "supports"))


ANY_CREDIT = [Credit(article=1), Credit(article=2), Credit(outlet=1), Credit(outlet=2)]


@given(claims())
def test_own_reporting_connected_to_nothing_is_one_origin_more(claim: ClaimRecord) -> None:
    before = side(claim, "supports")
    after = side(with_report(claim, EvidenceRecord(99, 99, "supports", "own"), 99), "supports")
    only_unclear = before.groups and all(group.weight == "possible" for group in before.groups)
    assert after.high == before.high + 1
    assert after.low == before.low + (0 if only_unclear else 1)


@given(claims(), st.sampled_from([1, 2, 3]), st.sampled_from([4, 5]))
def test_merging_outlets_never_raises_the_high_count(claim: ClaimRecord, kept: int, gone: int) -> None:
    for stance in SIDES:
        assert side(merged(claim, kept, gone), stance).high <= side(claim, stance).high


@given(claims(dead_ends=False), st.sampled_from([1, 2, 3]), st.sampled_from([4, 5]))
def test_merging_outlets_never_raises_the_low_count(claim: ClaimRecord, kept: int, gone: int) -> None:
    for stance in SIDES:
        assert side(merged(claim, kept, gone), stance).low <= side(claim, stance).low


@given(claims())
def test_a_relay_joins_no_groups(claim: ClaimRecord) -> None:
    """Whatever the relays say of their speakers and outlets, the ends are grouped as they are without."""
    silent = tuple(
        replace(row, speakers=()) if row.basis == "relays" and row.credits else row for row in claim.evidence
    )
    for stance in SIDES:
        assert counts(side(replace(claim, evidence=silent), stance)) == counts(side(claim, stance))


@settings(max_examples=5, deadline=None)
@given(st.integers(min_value=2, max_value=400))
def test_a_long_circle_of_credits_ends(length: int) -> None:
    articles = {key: ArticleRecord(key, f"Article {key}", key) for key in range(length)}
    outlets = {key: OutletRecord(key, f"Outlet {key}") for key in range(length)}
    circle = tuple(
        EvidenceRecord(key, key, "supports", "relays", (Credit(article=(key + 1) % length),))
        for key in range(length)
    )
    found = side(ClaimRecord(circle, articles, outlets), "supports")
    assert counts(found) == Count(1, 1)
    assert found.groups[0].kinds == {"loop"}
    assert len(found.groups[0].reports) == length


def test_two_outlets_that_own_each_other_end() -> None:
    outlets = {1: OutletRecord(1, "Post", owner=2), 2: OutletRecord(2, "Star", owner=1)}
    articles = {1: ArticleRecord(1, "P", 1), 2: ArticleRecord(2, "S", 2)}
    rows = (EvidenceRecord(1, 1, "supports", "own"), EvidenceRecord(2, 2, "supports", "own"))
    assert side(ClaimRecord(rows, articles, outlets), "supports").high == 1


def test_a_credit_that_names_nothing_is_refused() -> None:
    row = EvidenceRecord(1, 1, "supports", "relays", (Credit(),))
    with pytest.raises(ValueError, match="names an article or an outlet"):
        side(ClaimRecord((row,), {1: ArticleRecord(1, "A")}, {}), "supports")


# --- what a page is told -----------------------------------------------------------------------------------


def bonds(example_title: str) -> list[Bond]:
    claim = next(example.claim for example in examples() if example.title == example_title)
    return [bond for group in side(claim, "supports").groups for bond in group.bonds]


@pytest.mark.parametrize(
    ("title", "kind", "label"),
    [
        ("One owner", "owner", "Media House"),
        ("One speaker", "speaker", "Assad"),
        ("Two reports have it from one witness", "speaker", "Fidan"),
        ("Unclear evidence in the outlet of a group belongs to that group", "outlet", "Al Majalla"),
    ],
)
def test_a_group_says_why_its_ends_belong_together(title: str, kind: str, label: str) -> None:
    found = bonds(title)
    assert [(bond.kind, bond.label, len(bond.ends)) for bond in found] == [(kind, label, 2)]


def test_an_owner_is_named_only_where_it_joins_more_than_one_outlet() -> None:
    outlets = {1: OutletRecord(1, "Post", 3), 2: OutletRecord(2, "Star", 3), 3: OutletRecord(3, "House")}
    articles = {key: ArticleRecord(key, f"A{key}", outlet) for key, outlet in {1: 1, 2: 1, 3: 2}.items()}
    rows = tuple(EvidenceRecord(key, key, "supports", "own") for key in articles)
    group = side(ClaimRecord(rows, articles, outlets), "supports").groups[0]
    assert {(bond.kind, bond.label, len(bond.ends)) for bond in group.bonds} == {
        ("outlet", "Post", 2),
        ("owner", "House", 3),
    }
    assert group.label == "House"


def test_evidence_of_one_article_is_bound_by_the_article() -> None:
    rows = (EvidenceRecord(1, 1, "supports", "own"), EvidenceRecord(2, 1, "supports", "unclear"))
    claim = ClaimRecord(rows, {1: ArticleRecord(1, "A", 1)}, {1: OutletRecord(1, "Post")})
    group = side(claim, "supports").groups[0]
    assert [(bond.kind, bond.label) for bond in group.bonds] == [("article", "A")]
    assert [(end.kind, end.doubtful) for end in group.ends] == [("own", False), ("unclear", True)]


def test_groups_say_how_they_count() -> None:
    weights = {
        "One report names three sources, none of them seen": ["together", "together", "together"],
        "A report that names one source seen and one unseen": ["certain", "possible"],
        "Only unclear evidence: one at least": ["possible", "possible", "possible"],
        "Two reports that credit each other": ["certain"],
    }
    for title, expected in weights.items():
        claim = next(example.claim for example in examples() if example.title == title)
        assert [group.weight for group in side(claim, "supports").groups] == expected


# --- making other claims of a claim ------------------------------------------------------------------------


def with_report(claim: ClaimRecord, row: EvidenceRecord, outlet: int | None) -> ClaimRecord:
    """The claim with one more report, of an outlet of its own or an unknown one."""
    article = ArticleRecord(row.article, f"Article {row.article}", outlet)
    outlets = {**claim.outlets, 98: OutletRecord(98, "Outlet 98"), 99: OutletRecord(99, "Outlet 99")}
    return replace(
        claim,
        evidence=(*claim.evidence, row),
        articles={**claim.articles, row.article: article},
        outlets=outlets,
    )


def merged(claim: ClaimRecord, kept: int, gone: int) -> ClaimRecord:
    """The claim with one outlet merged into another, which keeps the owner that either has."""
    owners = {claim.outlets[kept].owner, claim.outlets[gone].owner} - {None, kept, gone}
    assume(len(owners) < 2)

    def instead(outlet: Key | None) -> Key | None:
        return kept if outlet == gone else outlet

    evidence = tuple(
        replace(row, credits=tuple(replace(credit, outlet=instead(credit.outlet)) for credit in row.credits))
        for row in claim.evidence
    )
    articles = {key: replace(row, outlet=instead(row.outlet)) for key, row in claim.articles.items()}
    outlets = {key: replace(row, owner=instead(row.owner)) for key, row in claim.outlets.items()}
    outlets[kept] = replace(outlets[kept], owner=next(iter(owners), None))
    return replace(claim, evidence=evidence, articles=articles, outlets=outlets)
