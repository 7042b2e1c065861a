"""The way of each piece of evidence to where it ends, as a page draws it."""

import pytest

from claims.origin_records import ArticleRecord, ClaimRecord, Step, Trail
from claims.origins import side
from claims.trails import Net, name_of_article, part_of, walk
from tests.claims.origin_examples import examples, parse


def claim(lines: str) -> ClaimRecord:
    """A claim written as docs/origins.md writes them."""
    return parse(f"\n{lines}\n=> ").claim


def trails(record: ClaimRecord) -> dict[tuple[object, tuple[str, ...]], Trail]:
    """The trails of the supporting side, by the evidence they begin at and the names they pass."""
    found = side(record, "supports")
    listed = [*found.groups, *found.not_borne_out, *found.uncounted]
    every = [trail for listing in listed for trail in listing.trails]
    return {(trail.evidence, tuple(step.label for step in trail.steps)): trail for trail in every}


def test_a_trail_passes_every_article_and_ends_with_the_speakers() -> None:
    record = claim(
        "M = Al Majalla\nT = Tribune\nH = Herald\n"
        "M supports: own, Fidan > an Arab official\nT supports: relays M\nH supports: relays T"
    )
    found = trails(record)
    assert list(found) == [(1, ()), (2, ("Al Majalla",)), (3, ("Tribune", "Al Majalla"))]
    last = found[3, ("Tribune", "Al Majalla")]
    assert last.steps == (Step("T", "Tribune", "Tribune"), Step("M", "Al Majalla", "Al Majalla"))
    assert last.ending == "own"
    assert [[speaker.label for speaker in chain] for chain in last.voices] == [["Fidan", "an Arab official"]]


def test_a_credited_outlet_that_led_on_to_its_article_is_drawn_as_that_article() -> None:
    record = claim("R = Reuters\nT = Tribune\nT supports: relays Reuters\nR supports: relays ISNA")
    found = trails(record)
    assert found[1, ("Reuters", "ISNA")].steps == (
        Step("R", "Reuters", "Reuters"),
        Step(None, "ISNA", "ISNA"),
    )
    assert found[1, ("Reuters", "ISNA")].ending == "unseen"


def test_a_relay_of_two_origins_has_a_trail_to_each() -> None:
    record = claim(
        "M = Al Majalla\nT = Tribune\nH = Herald\nM supports: own\nT supports: own\nH supports: relays M + T"
    )
    assert {(3, ("Al Majalla",)), (3, ("Tribune",))} <= trails(record).keys()
    assert [group.reports for group in side(record, "supports").groups] == [{"M", "H"}, {"T", "H"}]


def test_the_shortest_way_is_drawn() -> None:
    record = claim(
        "M = Al Majalla\nT = Tribune\nH = Herald\nM supports: own\nT supports: relays M\nH supports: relays T + M"
    )
    assert {(3, ("Al Majalla",)), (3, ("Tribune", "Al Majalla"))} <= trails(record).keys()


def test_a_circle_of_credits_is_drawn_once_round() -> None:
    record = claim("H = Herald\nT = Tribune\nH supports: relays T\nT supports: relays H")
    assert {key: trail.ending for key, trail in trails(record).items()} == {
        (1, ("Tribune",)): "loop",
        (2, ("Herald",)): "loop",
    }


def test_what_is_not_borne_out_or_not_counted_keeps_its_trail() -> None:
    record = claim(
        "M = Al Majalla, read 2026-11-23\nR = Reuters, retracted\nT = Tribune\n"
        "R supports: own\nT supports: relays M + R"
    )
    found = side(record, "supports")
    assert [(dead.kind, dead.article, len(dead.trails)) for dead in found.not_borne_out] == [
        ("not found", "M", 1)
    ]
    assert [(dead.kind, dead.article, len(dead.trails)) for dead in found.uncounted] == [
        ("retracted", "R", 2)
    ]
    assert trails(record)[2, ("Al Majalla",)].ending == "not found"
    assert trails(record)[1, ()].ending == "retracted"


def test_several_passages_behind_one_end_give_all_their_speakers() -> None:
    record = claim(
        "M = Al Majalla\nT = Tribune\nM supports: own, Assad\nM supports: own, Azzam\nT supports: relays M"
    )
    voices = trails(record)[3, ("Al Majalla",)].voices
    assert [chain[0].label for chain in voices] == ["Assad", "Azzam"]


def test_a_row_lies_in_the_part_of_its_basis() -> None:
    by_title = {example.title: example.claim for example in examples()}
    rows = by_title["A relay that credits nobody is unclear"].evidence
    assert [part_of(row) for row in rows] == ["own", "unclear"]


def test_a_walk_finds_everything_once_and_remembers_the_way() -> None:
    steps = {("a", 1): {("a", 2), ("a", 3)}, ("a", 2): {("a", 4)}, ("a", 3): {("a", 4)}, ("a", 4): {("a", 1)}}
    assert walk([("a", 1)], steps) == {
        ("a", 1): ("a", 1),
        ("a", 2): ("a", 1),
        ("a", 3): ("a", 1),
        ("a", 4): ("a", 2),
    }


def test_only_circles_without_a_way_out_are_closed_loops() -> None:
    closed = claim("H = Herald\nT = Tribune\nH supports: relays T\nT supports: relays H")
    assert len(Net(closed, "supports").closed_loops()) == 1
    with_way_out = claim(
        "M = Al Majalla\nH = Herald\nT = Tribune\nM supports: own\nH supports: relays T + M\nT supports: relays H"
    )
    assert Net(with_way_out, "supports").closed_loops() == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The last days", "“The last days”"),
        ("A title of many words " * 5, "“A title of many words A title of many words A title of many…”"),
        ("", "an untitled report"),
    ],
)
def test_a_report_of_unknown_outlet_is_known_by_its_title(title: str, name: str) -> None:
    record = ClaimRecord((), {1: ArticleRecord(1, title)}, {})
    assert name_of_article(record, 1) == name
