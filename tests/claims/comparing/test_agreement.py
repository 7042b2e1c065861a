"""Where two reports of one claim agree, and in what words they differ."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from claims.comparing.agreement import between
from claims.origin_records import Speaker
from claims.passages import Figure, Passage, Text
from tests.claims.drift_strategies import passages

NAMES = ("Herald", "Tribune")


def plain(evidence: int, stance: str = "supports", **fields: object) -> Passage:
    return Passage(evidence, stance, **fields)


def words(ours: list[Passage], theirs: list[Passage], names: tuple[str, str] = NAMES) -> list[str]:
    return [difference.words for difference in between(ours, theirs, names)]


def differences(ours: Passage, theirs: Passage) -> list[str]:
    return words([ours], [theirs])


def conflicts(ours: Passage, theirs: Passage) -> list[bool]:
    return [difference.conflict for difference in between([ours], [theirs], NAMES)]


def test_reports_that_say_the_same_agree() -> None:
    assert differences(plain(1), plain(2)) == []


def test_opposite_stances_are_a_difference() -> None:
    assert differences(plain(1), plain(2, "contradicts")) == ["Stance: Herald supports, Tribune contradicts"]


def test_a_value_of_each_report_is_named() -> None:
    ours, theirs = plain(1, values={"role": Text("head")}), plain(2, values={"role": Text("deputy")})
    assert differences(ours, theirs) == ["Role: head in Herald; deputy in Tribune"]


def test_a_value_that_one_report_gives_alone_is_named_from_both_sides() -> None:
    ours, theirs = plain(1, values={"role": Text("head")}), plain(2)
    assert differences(ours, theirs) == ["Role: only Herald gives head"]
    assert words([theirs], [ours], ("Tribune", "Herald")) == ["Role: only Herald gives head"]


def test_who_speaks_is_a_difference() -> None:
    ours = plain(1, speakers=(Speaker("person", 1, "Fidan"),))
    theirs = plain(2, speakers=(Speaker("person", 2, "Lavrov"),))
    assert differences(ours, theirs) == ["Speaker: Fidan in Herald; Lavrov in Tribune"]


def test_a_hedge_and_distance_are_differences_where_both_were_assessed() -> None:
    ours = plain(1, hedged=True, endorsement="adopts")
    theirs = plain(2, hedged=False, endorsement="distances")
    assert differences(ours, theirs) == [
        "Hedge: only Herald hedges",
        "Distance: only Tribune keeps its distance",
    ]
    assert differences(ours, plain(2)) == []


def test_an_altered_quotation_is_a_difference_and_a_paraphrase_is_none() -> None:
    theirs = plain(2, quotation="He said: “there is no need to worry, support is on its way”")
    altered = plain(1, quotation="He said “there is no need to worry, help is on its way”")
    assert differences(altered, theirs) == [
        (
            "Quotation: “there is no need to worry, help is on its way” in Herald; "
            "“there is no need to worry, support is on its way” in Tribune"
        )
    ]
    assert differences(plain(1, paraphrase="He told them not to worry."), theirs) == []


def test_of_several_passages_the_nearest_are_compared() -> None:
    ours = [plain(1, hedged=True), plain(2, hedged=False)]
    assert between(ours, [plain(3, hedged=False)], NAMES) == []


def test_a_version_that_only_one_report_gives_is_a_difference() -> None:
    both = [plain(2), plain(3, "contradicts")]
    left_out = "Herald matches one of Tribune’s two versions; another passage there contradicts it"
    assert words([plain(1)], both) == [left_out]
    assert words(both, [plain(1)], ("Tribune", "Herald")) == [left_out]
    assert [one.conflict for one in between([plain(1)], both, NAMES)] == [True]


def test_only_what_cannot_both_be_right_is_a_conflict() -> None:
    deputy = plain(1, values={"role": Text("deputy")})
    assert conflicts(plain(1), plain(2, "contradicts")) == [True]
    assert conflicts(deputy, plain(2, values={"role": Text("head")})) == [True]
    assert conflicts(plain(1), plain(2, "mentions")) == [False]
    assert conflicts(deputy, plain(2)) == [False]
    fidan, lavrov = (Speaker("person", number, name) for number, name in ((1, "Fidan"), (2, "Lavrov")))
    assert conflicts(plain(1, speakers=(fidan,)), plain(2, speakers=(lavrov,))) == [False]
    assert conflicts(plain(1, hedged=True), plain(2, hedged=False)) == [False]


def test_conflicts_come_first() -> None:
    ours = plain(1, values={"figure": Figure(Decimal(5), "tanks", "5 tanks")}, hedged=True)
    theirs = plain(
        2, values={"role": Text("head"), "figure": Figure(Decimal(6), "tanks", "6 tanks")}, hedged=False
    )
    found = conflicts(ours, theirs)
    assert found == sorted(found, reverse=True)
    assert set(found) == {True, False}


@given(st.lists(passages(1), min_size=1, max_size=3), st.lists(passages(2), min_size=1, max_size=3))
def test_nothing_is_said_twice_and_a_report_agrees_with_itself(
    ours: list[Passage], theirs: list[Passage]
) -> None:
    found = between(ours, theirs, NAMES)
    assert len(found) == len(set(found))
    assert between(ours[:1], ours[:1], NAMES) == []
