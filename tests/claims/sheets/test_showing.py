"""What a preview tells: lines in words for the rows, and quotations that are not in the texts held."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.sheets import showing
from claims.sheets.showing import Made, Unfound, counts_told, made_by_rows, unfound_quotations
from sources.models import Article
from tests import factories
from tests.claims.sheets.table import Row, fire, hold_text, planned

pytestmark = pytest.mark.django_db


def article_here(**fields: Any) -> Article:
    """The article of which the rows speak."""
    return factories.make_article(url="https://example.org/fire", title="Lighthouse burns down", **fields)


def quoting(*quotations: str, **cells: str) -> list[Row]:
    """A row for each quotation, all from the one article."""
    return [fire(statement=f"Claim {at}.", quotation=words, **cells) for at, words in enumerate(quotations)]


def test_a_new_claim_and_its_passage_are_told_in_words() -> None:
    plan = planned(
        fire(date="2024-12-08", outlet="The Skerry Post", paraphrase="It burned."), make_names=True
    )
    [line], number = made_by_rows(plan, 10)
    assert number == 1
    assert line == Made(
        row=2,
        is_new=True,
        statement="The lighthouse burned down.",
        date="8 December 2024",
        stance="supports",
        headline="Lighthouse burns down",
        outlet="The Skerry Post",
        quotation="nothing is left of the tower",
        paraphrase="It burned.",
    )


def test_claims_articles_and_outlets_that_are_here_are_told_too() -> None:
    claim = factories.make_claim("It fell.", date="2024-12")
    article_here(outlet=factories.make_outlet("The Post"))
    [line], _ = made_by_rows(planned(fire(claim=claim.public_id, statement="")), 10)
    assert (line.is_new, line.statement, line.date) == (False, "It fell.", "December 2024")
    assert (line.headline, line.outlet) == ("Lighthouse burns down", "The Post")


def test_long_passages_are_cut_short_and_a_claim_alone_has_a_line() -> None:
    lines, number = made_by_rows(planned(fire(quotation="word " * 99), {"statement": "Alone."}), 10)
    assert number == 2
    assert lines[0].quotation.endswith("word …")
    assert len(lines[0].quotation) <= showing.PASSAGE_SHOWN
    assert (lines[1].statement, lines[1].stance) == ("Alone.", "")


def test_rows_that_are_refused_leave_lines_that_can_be_told() -> None:
    plan = planned(
        fire(claim_key="a", date="12/08/2024"), fire(claim_key="a", statement=""), fire(stance="x")
    )
    assert plan.problems
    assert all(line.row in (2, 3, 4) for line in made_by_rows(plan, 10)[0])
    assert unfound_quotations(plan) == ([], 0)


def test_numbers_are_told_with_the_right_noun() -> None:
    assert set(counts_told(planned(fire()))) == {"1 claim", "1 article", "1 piece of evidence"}
    two = counts_told(
        planned(fire(), fire(statement="It rained.", participants="person: Ada; person: Bo"), make_names=True)
    )
    assert set(two) == {"2 claims", "1 article", "2 pieces of evidence", "2 people"}


def test_quotations_are_looked_for_in_the_text_held_and_its_headline() -> None:
    hold_text(article_here(), "The keeper\nwas away. The lamp was out.")
    rows = quoting("keeper was away", "burns down", "THE KEEPER", "the cook", "The keeper […] was out")
    found, unchecked = unfound_quotations(planned(*rows))
    assert found == [Unfound(4, "THE KEEPER", alike=True), Unfound(5, "the cook", alike=False)]
    assert unchecked == 0


def test_where_no_text_is_held_nothing_is_said() -> None:
    assert unfound_quotations(planned(*quoting("the cook"))) == ([], 0)
    article_here()
    assert unfound_quotations(planned(*quoting("the cook"))) == ([], 0)


def test_words_inside_a_picture_are_not_looked_for() -> None:
    hold_text(article_here(), "The keeper was away.")
    assert unfound_quotations(planned(*quoting("the cook", part="embedded_image"))) == ([], 0)


def test_so_many_are_checked_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "MOST_CHECKED", 2)
    hold_text(article_here(), "The keeper was away.")
    found, unchecked = unfound_quotations(planned(*quoting("the cook", "a boat", "the sea")))
    assert [one.row for one in found] == [2, 3]
    assert unchecked == 1


def test_the_number_of_queries_does_not_grow() -> None:
    articles = [factories.make_article(outlet=factories.make_outlet(f"Outlet {at}")) for at in range(6)]
    for article in articles:
        hold_text(article, "The keeper was away.")
    rows = [
        fire(statement=f"Claim {one.pk}.", article=one.public_id, url="", headline="") for one in articles
    ]
    plan = planned(*rows)
    with CaptureQueriesContext(connection) as queries:
        assert len(made_by_rows(plan, 10)[0]) == len(unfound_quotations(plan)[0]) == 6
    assert len(queries) == 2
