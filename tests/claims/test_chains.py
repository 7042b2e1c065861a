"""Speakers and credits: written in order, and only where they change."""

from typing import Any

import pytest

from claims import chains
from claims.chains import Link
from claims.models import Credit, Speaker
from tests import factories

pytestmark = pytest.mark.django_db


def links(*records: Any, **extra: Any) -> list[Link]:
    return [Link(factories._kind(record), record.pk, **extra) for record in records]


def in_order(evidence: Any, name: str = "speakers") -> list[tuple[int, str]]:
    return [(row.position, str(row)) for row in getattr(evidence, name).all()]


@pytest.fixture
def people() -> list[Any]:
    return [factories.make_person(name) for name in "ABCDE"]


def test_speakers_are_written_in_order(people: list[Any]) -> None:
    evidence = factories.make_evidence()
    chains.write(evidence, Speaker, links(*people[:3]))
    assert in_order(evidence) == [(0, "A"), (1, "B"), (2, "C")]


def test_a_chain_that_stays_as_it_is_writes_no_history(people: list[Any]) -> None:
    evidence = factories.make_evidence(speakers=people[:3])
    before = Speaker.history.count()
    chains.write(evidence, Speaker, links(*people[:3]))
    assert Speaker.history.count() == before


@pytest.mark.parametrize("wanted", ["CBA", "BCA", "DABC", "C", "", "EDCBA", "DEB", "ADBEC"])
def test_rows_move_without_being_made_anew(people: list[Any], wanted: str) -> None:
    evidence = factories.make_evidence(speakers=people[:3])
    ids = {str(row): row.pk for row in evidence.speakers.all()}
    by_name = {person.name: person for person in people}
    chains.write(evidence, Speaker, links(*(by_name[name] for name in wanted)))
    assert in_order(evidence) == list(enumerate(wanted))
    kept = {str(row): row.pk for row in evidence.speakers.all() if str(row) in ids}
    assert kept == {name: ids[name] for name in wanted if name in ids}


def test_each_row_that_moves_changes_once_in_history(people: list[Any]) -> None:
    evidence = factories.make_evidence(speakers=people[:2])
    before = Speaker.history.count()
    chains.write(evidence, Speaker, links(people[1], people[0]), reason="the other way round")
    fresh = Speaker.history.order_by("-history_id")[: Speaker.history.count() - before]
    assert sorted((row.history_type, row.position, row.history_change_reason) for row in fresh) == [
        ("~", 0, "the other way round"),
        ("~", 1, "the other way round"),
    ]


def test_rewording_a_credit_changes_its_row() -> None:
    outlet = factories.make_outlet("AFP")
    evidence = factories.make_evidence(crediting=[outlet])
    row = evidence.credits.get()
    chains.write(evidence, Credit, links(outlet, how="linked", wording="reports AFP"))
    evidence.credits.get(pk=row.pk, how="linked", wording="reports AFP")
    assert Credit.history.filter(id=row.pk).count() == 2
