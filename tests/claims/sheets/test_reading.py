"""A row of cells: sources that line up, and everything wrong with it at once."""

import pytest

from claims.sheets.headings import header_of
from claims.sheets.mentions import Mention
from claims.sheets.problems import Unreadable
from claims.sheets.reading import Raw, read, read_raw


def reasons(*problems: object) -> list[str]:
    return [str(problem) for problem in problems]


def test_headings_are_read_whichever_way_they_are_typed() -> None:
    assert header_of(["\ufeffStatement", " Date words ", "article-key", ""]) == [
        "statement",
        "date_words",
        "article_key",
        "",
    ]


def test_unknown_columns_are_refused_by_name_all_at_once_with_what_may_be_meant() -> None:
    with pytest.raises(Unreadable) as refusal:
        header_of(["statment", "colour", "date", "Date"])
    told = reasons(*refusal.value.problems)
    assert told[0].startswith(
        "row 1: 'statment' is no column of a sheet. Did you mean statement? Columns are: claim,"
    )
    assert told[1].startswith("row 1: 'colour' is no column of a sheet. Columns are:")
    assert told[2] == "row 1, date: stands 2 times in the first row."


def test_a_first_row_without_headings_is_refused() -> None:
    with pytest.raises(Unreadable, match="the first row has no heading"):
        header_of(["", " "])


def test_a_first_row_of_hundreds_of_cells_is_refused_as_a_whole() -> None:
    with pytest.raises(Unreadable, match=r"^row 1: the first row has 201 cells\."):
        header_of(["statement"] * 201)


def test_values_of_the_claim_stand_where_the_bundle_format_has_them() -> None:
    row = read(
        2,
        {
            "statement": " It burned. ",
            "date": "1923-05",
            "kind": "Event",
            "date_inferred": "yes",
            "figure": "2.50",
        },
    )
    assert row.problems == []
    assert row.claim == {
        "statement": "It burned.",
        "when": {"date": "1923-05", "inferred": True},
        "kind": "event",
        "figure": "2.50",
    }


def test_several_sources_in_a_cell_become_one_each_in_order() -> None:
    row = read(
        2,
        {
            "statement": "It burned.",
            "url": "https://a.example/1;v=2\nhttps://b.example/",
            "stance": "supports | contradicts",
            "quotation": "it “burned; all of it” | ",
            "own_who": " | person: Ada",
        },
    )
    assert [source.article for source in row.sources] == [
        {"url": "https://a.example/1;v=2"},
        {"url": "https://b.example/"},
    ]
    assert [source.evidence for source in row.sources] == [
        {"stance": "supports", "quotation": {"exact": "it “burned; all of it”"}},
        {"stance": "contradicts", "asserts": {"*own_who": Mention(("people",), "Ada")}},
    ]


def test_a_value_keeps_its_line_breaks_and_bars() -> None:
    row = read(2, {"quotation": r"first line\nsecond \| line \\ end", "statement": "one\ntwo | three"})
    assert row.sources[0].evidence == {"quotation": {"exact": "first line\nsecond | line \\ end"}}
    assert row.claim == {"statement": "one\ntwo | three"}


def test_cells_that_do_not_line_up_are_refused_and_say_with_what() -> None:
    row = read(
        7, {"url": "https://a.example/ | https://b.example/", "stance": "supports", "quotation": "a|b|c"}
    )
    assert row.sources == []
    advice = (
        "give one for each source, divided by | or a line break, with an empty place where there is none. "
        r"(\n is a line break inside a value.)"
    )
    assert reasons(*row.problems) == [
        f"row 7, stance: holds 1 value, and url 2 values: {advice}",
        f"row 7, quotation: holds 3 values, and url 2 values: {advice}",
    ]


def test_a_cell_of_too_many_sources_is_refused() -> None:
    row = read(2, {"url": "|".join(["https://a.example/"] * 101)})
    assert reasons(*row.problems) == ["row 2, url: holds 101 values: a row has at most 100 sources."]


def test_everything_that_is_wrong_with_a_row_is_said_at_once() -> None:
    row = read(
        3,
        {
            "date": "12/08/2024",
            "kind": "rumour",
            "figure": "1,000",
            "stance": "backs | supports",
            "url": "a|b",
            "detail": "a\0b",
        },
    )
    assert [problem.column for problem in row.problems] == ["date", "kind", "figure", "detail", "stance"]


def test_cells_under_no_heading_and_cells_that_hold_no_value_are_refused() -> None:
    raw = Raw(4, ["It burned.", "x", "", "beyond"], {2: "holds a formula.", -1: "is hidden."})
    row = read_raw(["statement", "", "date"], raw)
    assert reasons(*row.problems) == [
        "row 4: has 'x' in a column without a heading.",
        "row 4, date: holds a formula.",
        "row 4: is hidden.",
    ]


def test_a_row_that_is_too_short_has_empty_cells_at_its_end() -> None:
    row = read_raw(["statement", "date", "url"], Raw(2, ["It burned."]))
    assert (row.claim, row.sources, row.problems) == ({"statement": "It burned."}, [], [])


def test_a_key_that_is_too_long_is_refused() -> None:
    assert reasons(*read(2, {"claim_key": "x" * 201}).problems) == [
        "row 2, claim_key: is too long: a key has at most 200 characters."
    ]
