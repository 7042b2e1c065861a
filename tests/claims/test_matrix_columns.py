"""Tests of claims/matrix/columns.py: plain data in, columns in their order out."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.matrix.columns import Column, Credited, Report, arrange, column_page, fold
from claims.origin_records import OutletRecord


def report(article: int, own: int = 0, outlet: int | None = None, *credits: Credited) -> Report:
    relayed = sum(credited.passages for credited in credits)
    return Report(article, f"id{article:08}", f"Report {article}", outlet, own, relayed, credits=credits)


def taken(article: int | None = None, outlet: int | None = None, passages: int = 1) -> Credited:
    return Credited(article, outlet, f"Credited {article or outlet}", passages)


def outlets(*owners: tuple[int, int | None]) -> dict[Any, OutletRecord]:
    return {pk: OutletRecord(pk, f"Outlet {pk}", owner) for pk, owner in owners}


def order(columns: list[Column]) -> list[int]:
    return [column.report.article for column in columns]


def test_a_report_that_takes_from_another_stands_beside_it() -> None:
    columns = arrange([report(1, 9), report(2, 5), report(3, 0, None, taken(2))], {})
    assert order(columns) == [1, 2, 3]
    assert [column.home for column in columns] == [None, None, 2]
    assert [column.group.label for column in columns] == ["Report 1", "Report 2", "Report 2"]
    assert (columns[1].group.reports, columns[1].group.taking) == (2, 1)


def test_a_report_with_any_reporting_of_its_own_stands_by_itself() -> None:
    columns = arrange([report(1, 9), report(2, 1, None, taken(1, passages=5))], {})
    assert [column.home for column in columns] == [None, None]
    assert len({column.group for column in columns}) == 2


def test_it_is_what_a_report_credits_most_often_that_counts() -> None:
    columns = arrange([report(1, 9), report(2, 8), report(3, 0, None, taken(2, passages=4), taken(1))], {})
    assert order(columns) == [2, 3, 1]


def test_a_chain_of_relays_comes_back_to_its_end() -> None:
    columns = arrange([report(1, 3), report(2, 0, None, taken(1)), report(3, 0, None, taken(2))], {})
    assert [column.home for column in columns] == [None, 1, 1]


def test_a_circle_of_relays_comes_back_to_the_one_that_says_most() -> None:
    columns = arrange([report(1, 0, None, taken(2)), report(2, 0, None, taken(1, passages=7))], {})
    assert [(column.report.article, column.home) for column in columns] == [(2, None), (1, 2)]


def test_reports_of_one_outlet_or_owner_stand_together_under_its_name() -> None:
    known = outlets((1, 9), (2, 9), (3, None), (9, None))
    columns = arrange([report(1, 5, 1), report(2, 8, 3), report(3, 4, 2)], known)
    assert order(columns) == [1, 3, 2]
    assert [column.group.label for column in columns] == ["Outlet 9", "Outlet 9", "Report 2"]


def test_reports_of_unknown_outlets_never_stand_together() -> None:
    columns = arrange([report(1, 1), report(2, 1)], {})
    assert len({column.group for column in columns}) == 2


def test_relays_of_an_outlet_that_has_no_column_stand_together_under_its_name() -> None:
    agency = outlets((7, None))
    columns = arrange([report(1, 0, None, taken(None, 7)), report(2, 0, None, taken(99, 7))], agency)
    assert {column.group.label for column in columns} == {"Credited 7"}
    assert [column.home for column in columns] == [None, None]


def test_folding_leaves_the_columns_that_others_come_back_to() -> None:
    columns = fold(arrange([report(1, 3), report(2, 0, None, taken(1)), report(4, 1)], {}))
    assert order(columns) == [1, 4]
    assert [[one.article for one in column.folded] for column in columns] == [[2], []]


credit_lists = st.lists(st.builds(taken, st.integers(1, 6), passages=st.integers(1, 3)), max_size=3)
any_reports = st.lists(
    st.tuples(st.integers(1, 6), st.integers(0, 2), credit_lists), max_size=6, unique_by=lambda row: row[0]
).map(lambda rows: [report(article, own, None, *credits) for article, own, credits in rows])


@given(any_reports, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_of_what_came_in(reports: list[Report], random: Any) -> None:
    shuffled = random.sample(reports, len(reports))
    assert arrange(shuffled, {}) == arrange(reports, {})


@given(any_reports)
def test_every_report_has_one_column_and_those_of_a_group_are_neighbours(reports: list[Report]) -> None:
    columns = arrange(reports, {})
    assert sorted(order(columns)) == sorted(one.article for one in reports)
    groups = [column.group for column in columns]
    changes = sum(one != other for one, other in pairwise(groups))
    assert changes == max(0, len(set(groups)) - 1)


@given(any_reports, st.integers(1, 3))
def test_paging_goes_through_all_columns_once_and_back(reports: list[Report], size: int) -> None:
    columns = arrange(reports, {})
    page, seen = column_page(columns, size=size), []
    for _ in range(len(columns) + 1):  # a page each at the most: no cursor may lead round in a circle
        seen += page.columns
        if not page.after:
            break
        following = column_page(columns, after=page.after, size=size)
        assert column_page(columns, before=following.before, size=size) == page
        page = following
    assert seen == columns
