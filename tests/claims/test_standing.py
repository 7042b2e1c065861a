"""The words of claims/standing.py; the standings themselves are in the examples that test_origins.py runs."""

from datetime import date

import pytest
from hypothesis import given

from claims.origin_records import Bond, ClaimRecord, Speaker, Step, Trail
from claims.standing import assess, bond_in_words, listed, not_found, number, trail_in_words
from tests.claims.origin_examples import parse
from tests.claims.origin_strategies import claims

OFFICER = Speaker("unnamed", 1, "unnamed source in the operations room")


def explanation(lines: str) -> str:
    return assess(parse(f"\n{lines}\n=> ").claim).explanation


@given(claims())
def test_no_explanation_speaks_of_independence_or_truth(claim: ClaimRecord) -> None:
    words = assess(claim).explanation.lower()
    assert "independent" not in words
    assert "true" not in words
    assert "did not report" not in words


@given(claims())
def test_every_sentence_begins_and_ends_as_sentences_do(claim: ClaimRecord) -> None:
    words = assess(claim).explanation
    assert words[0].isupper()
    assert words.endswith(".")
    assert "  " not in words
    assert " ." not in words


@given(claims())
def test_a_standing_agrees_with_its_counts(claim: ClaimRecord) -> None:
    found = assess(claim)
    both = bool(found.supporting.high and found.contradicting.high)
    assert both == (found.standing in ("disputed", "inconsistent"))
    assert (found.standing == "contradicted") == bool(found.contradicting.high and not found.supporting.high)
    assert (found.standing == "corroborated") == (found.supporting.low > 1 and not found.contradicting.high)
    if found.standing == "inconsistent":
        assert found.supporting.high == found.contradicting.high == len(found.shared) == 1


def test_reports_that_come_to_nothing_are_told_from_those_that_do_not() -> None:
    words = explanation(
        "M = Al Majalla, read 2026-11-23\nH = Herald\nK = Kurier\nT = Tribune\n"
        "H supports: own\nK supports: relays H\nT supports: relays M"
    )
    assert words.startswith(
        "Three reports say so; two of them come back to Herald. Tribune credits Al Majalla: "
    )


def test_several_reports_resting_on_a_retracted_one_are_counted_in_words() -> None:
    words = explanation(
        "M = Al Majalla, retracted\nH = Herald\nT = Tribune\n"
        "M supports: own\nH supports: relays M\nT supports: relays M\nT mentions: own"
    )
    assert "Al Majalla has been retracted: it is not counted and two reports rest on it." in words
    assert "mention" not in words


def test_reports_that_only_mention_a_claim_are_counted_apart() -> None:
    words = explanation(
        "M = Al Majalla\nT = Tribune\nK = Kurier\nM supports: own\nT mentions: own\nK mentions: own"
    )
    assert words.endswith("Two reports mention it without saying whether it is so.")


def test_many_sources_are_named_in_part() -> None:
    lines = [*(f"A{n} = Paper {n}" for n in range(1, 8)), *(f"A{n} supports: own" for n in range(1, 8))]
    assert explanation("\n".join(lines)).startswith(
        "Seven reports say so, with no known shared origin: Paper 1, Paper 2, Paper 3, Paper 4 and 3 others."
    )


@pytest.mark.parametrize(
    ("trail", "words"),
    [
        (Trail(1, 1, (), "own", ((OFFICER,),)), "own reporting ← unnamed source in the operations room"),
        (Trail(1, 1, (), "unclear"), "(unclear where from)"),
        (
            Trail(1, 1, (Step(1, 1, "Al Majalla"),), "own", ((OFFICER,),)),
            "← relays Al Majalla ← unnamed source in the operations room",
        ),
        (
            Trail(1, 1, (Step(2, 2, "Tribune"), Step(None, 3, "Reuters")), "unseen"),
            "← relays Tribune ← relays Reuters (not seen here)",
        ),
        (
            Trail(
                1,
                1,
                (Step(1, 1, "AP"),),
                "own",
                ((Speaker("person", 1, "Fidan"), Speaker("unnamed", 2, "an official")),),
            ),
            "← relays AP ← an official ← Fidan",
        ),
        (
            Trail(1, 1, (Step(1, 1, "Al Majalla"),), "not found"),
            "← relays Al Majalla (not found in the version held here)",
        ),
    ],
)
def test_a_trail_reads_from_the_report_back_to_who_speaks(trail: Trail, words: str) -> None:
    assert trail_in_words(trail) == words


def test_what_a_group_shares_is_said() -> None:
    assert bond_in_words(Bond("owner", "Media House", ())) == "the same owner: Media House"


def test_what_was_not_found_names_the_day_of_the_version_held() -> None:
    assert not_found(date(2026, 11, 23)) == "not found in the version held here (captured 23 November 2026)"
    assert not_found(None) == "not found in the version held here (capture date not recorded)"


def test_small_numbers_are_words_and_large_ones_grouped() -> None:
    assert [number(count) for count in (0, 1, 10, 11, 1234)] == ["no", "one", "ten", "11", "1,234"]


def test_names_are_listed_as_a_sentence_lists_them() -> None:
    assert listed([]) == ""
    assert listed(["A"]) == "A"
    assert listed("AB") == "A and B"
    assert listed("ABCDE") == "A, B, C, D and E"
    assert listed("ABCDEF") == "A, B, C, D and 2 others"
