"""Tests of claims/matrix/: what a cell says, who sees it, and what a page costs."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.matrix.cells import MOST_PASSAGES, Cell
from claims.matrix.page import COLUMNS, ROWS
from claims.models import Claim, Dossier, ReadingCheck
from claims.models.claims import State
from claims.standings import recount
from record.slugs import keep_former_slug
from sources.models import Article
from tests.exhibit import Exhibit
from tests.factories import (
    NOON,
    add_credit,
    add_place,
    add_to_dossier,
    bulk_claims,
    bulk_evidence,
    make_article,
    make_claim,
    make_discrepancy,
    make_dossier,
    make_evidence,
    make_outlet,
    make_place,
    make_reading,
    make_staff,
)

pytestmark = pytest.mark.django_db


# The page


@pytest.fixture
def source() -> Article:
    return make_article("The long report", outlet=make_outlet("Majalla"))


def matrix(client: Client, dossier: Dossier, query: str = "") -> Any:
    response = client.get(f"/dossiers/{dossier.slug}/matrix/{query}")
    assert response.status_code == 200
    return response.context


def cells(client: Client, dossier: Dossier, query: str = "") -> dict[tuple[str, str], Cell]:
    """The cells by claim and article."""
    rows = matrix(client, dossier, query)["rows"]
    titles = dict(Article.objects.values_list("pk", "title"))
    return {
        (row.claim.statement, titles[cell.column.report.article]): cell for row in rows for cell in row.cells
    }


def statements(client: Client, dossier: Dossier, query: str = "") -> list[str]:
    return [row.claim.statement for row in matrix(client, dossier, query)["rows"]]


def test_a_cell_holds_supporting_and_contradicting_passages_of_one_article(
    client: Client, source: Article
) -> None:
    claim = make_claim("It rained.")
    make_evidence(claim, source, "contradicts", quotation="not a drop")
    make_evidence(claim, source, "supports", quotation="it poured")
    dossier = make_dossier(claims=[claim])
    cell = cells(client, dossier)["It rained.", "The long report"]
    assert [(one.stance, one.quotation) for one in cell.passages] == [
        ("supports", "it poured"),
        ("contradicts", "not a drop"),
    ]
    body = client.get(f"/dossiers/{dossier.slug}/matrix/").content.decode()
    assert "it poured" in body
    assert "not a drop" in body


def test_silent_is_said_only_of_claims_that_the_reading_covers(client: Client, source: Article) -> None:
    early, late, checked, said = (make_claim(name) for name in ("Early.", "Late.", "Checked.", "Said."))
    dossier = make_dossier(claims=[early, said])
    make_evidence(said, source)
    reading = make_reading(source, dossier)
    for claim in (late, checked):
        add_to_dossier(claim, dossier, NOON + timedelta(days=1))
    ReadingCheck.objects.create(reading=reading, claim=checked, checked_at=NOON + timedelta(days=2))
    kinds = {claim: cell.kind for (claim, _), cell in cells(client, dossier).items()}
    assert kinds == {"Early.": "silent", "Late.": "unchecked", "Checked.": "silent", "Said.": "said"}
    body = client.get(f"/dossiers/{dossier.slug}/matrix/").content.decode()
    table = body[body.index("<tbody>") :]
    assert (table.count(">silent<"), table.count(">not yet checked<")) == (2, 1)


def test_only_values_that_the_claim_does_not_give_are_a_passages_own(client: Client, source: Article) -> None:
    homs, hama = make_place("Homs"), make_place("Hama")
    claim = make_claim("It fell.", date="2024-12-08", figure=5, unit="tanks")
    add_place(claim, homs)
    make_evidence(
        claim,
        source,
        asserted_date="2024-12-08",
        asserted_place=homs,
        asserted_figure=5,
        asserted_unit="tanks",
    )
    make_evidence(
        claim,
        source,
        asserted_date="2024-12-09",
        asserted_place=hama,
        asserted_figure=6,
        asserted_unit="tanks",
    )
    same, other = cells(client, make_dossier(claims=[claim]))["It fell.", "The long report"].passages
    assert (same.own_date, same.own_place, same.own_figure) == (False, False, False)
    assert (other.own_date, other.own_place, other.own_figure) == (True, True, True)


def test_own_values_hedges_and_relays_are_said_in_words(client: Client, source: Article) -> None:
    claim = make_claim("It fell.", date="2024-12-08")
    make_evidence(claim, source)
    relay = make_article("The short report", outlet=None)
    make_evidence(
        claim, relay, crediting=[source], hedged=True, asserted_date="2024-12-09", asserted_figure=7
    )
    body = client.get(f"/dossiers/{make_dossier(claims=[claim]).slug}/matrix/").content.decode()
    for words in (
        "9 December 2024",
        "its own figure",
        "hedged",
        "relays <bdi>Majalla</bdi>",
        "own reporting",
    ):
        assert words in body, words
    assert "1 of its 1 passage credits <bdi>Majalla</bdi>" in body
    assert "Only 1 of the 2 is" in body


def test_an_article_that_was_only_read_has_a_column_too(client: Client, source: Article) -> None:
    dossier = make_dossier(claims=[make_claim("It rained.")])
    make_reading(source, dossier)
    assert cells(client, dossier)["It rained.", "The long report"].kind == "silent"


def test_collapsed_relays_are_counted_in_the_column_they_come_back_to(
    client: Client, source: Article
) -> None:
    claim = make_claim("It rained.")
    make_evidence(claim, source)
    for stance, fields in (("supports", {}), ("supports", {}), ("contradicts", {"asserted_figure": 3})):
        make_evidence(claim, make_article(), stance, crediting=[source], **fields)
    context = matrix(client, make_dossier(claims=[claim]), "?relays=collapse")
    (cell,) = context["rows"][0].cells
    assert [(one.number, one.stance, one.relayed, one.differing) for one in cell.folded] == [
        (2, "supports", True, False),
        (1, "contradicts", True, True),
    ]
    assert len(cell.column.folded) == 3


def test_only_disagreements_leaves_disputes_own_values_and_rivals(client: Client, source: Article) -> None:
    plain, disputed, valued, rival, other = (
        make_claim(name) for name in ("Plain.", "Disputed.", "Valued.", "Rival.", "Elsewhere.")
    )
    for claim in (plain, disputed, rival):
        make_evidence(claim, source)
    make_evidence(disputed, make_article(), "contradicts")
    make_evidence(valued, source, asserted_role="pilot")
    make_discrepancy(rivals=[rival, other])
    recount([claim.pk for claim in (plain, disputed, valued, rival)])
    dossier = make_dossier(claims=[plain, disputed, valued, rival])
    assert set(statements(client, dossier, "?only=disagreements")) == {"Disputed.", "Valued.", "Rival."}
    assert len(statements(client, dossier)) == 4


def test_a_discrepancy_that_readers_do_not_see_makes_no_rival_for_them(
    client: Client, source: Article
) -> None:
    claim = make_claim("Alone.")
    make_evidence(claim, source)
    make_discrepancy(rivals=[claim, make_claim("Hidden.", state=State.DRAFT)])
    dossier = make_dossier(claims=[claim])
    assert statements(client, dossier, "?only=disagreements") == []
    client.force_login(make_staff())
    assert statements(client, dossier, "?only=disagreements") == ["Alone."]


def test_drafts_are_for_those_who_work_on_the_record(client: Client, source: Article) -> None:
    shown, hidden = make_claim("Shown."), make_claim("Hidden.", state=State.DRAFT)
    make_evidence(shown, source)
    secret = make_article("A secret report", public=False)
    make_evidence(shown, secret, state=State.DRAFT, asserted_role="spy", quotation="not yet to be read")
    make_evidence(shown, source, state=State.DRAFT, quotation="a passage in waiting")
    make_evidence(hidden, source, state=State.DRAFT)
    dossier = make_dossier(claims=[shown, hidden])
    make_reading(secret, dossier)
    address = f"/dossiers/{dossier.slug}/matrix/"
    for query in ("", "?relays=collapse", "?only=disagreements"):
        body = client.get(address + query).content.decode()
        assert not any(word in body for word in ("Hidden.", "A secret report", "not yet to be read", "spy"))
        assert "in waiting" not in body
        assert "2 passages" not in body
    assert statements(client, dossier, "?only=disagreements") == []
    client.force_login(make_staff())
    assert set(cells(client, dossier)) == {
        (claim, article)
        for claim in ("Shown.", "Hidden.")
        for article in ("The long report", "A secret report")
    }


def test_a_dossier_without_a_public_claim_has_no_matrix(client: Client) -> None:
    dossier = make_dossier(claims=[make_claim(state=State.DRAFT)])
    assert client.get(f"/dossiers/{dossier.slug}/matrix/").status_code == 404


def test_a_former_address_leads_to_the_matrix(client: Client) -> None:
    dossier = make_dossier(claims=[make_claim()])
    keep_former_slug(dossier, former="old-name")
    response = client.get("/dossiers/old-name/matrix/")
    assert (response.status_code, response["Location"]) == (301, f"/dossiers/{dossier.slug}/matrix/")


@pytest.mark.parametrize(
    "query",
    [
        "colour=red",
        "relays=fold",
        "only=all",
        "after=x",
        "columns_after=x",
        "columns_before=%00",
        "after=a&before=b",
    ],
)
def test_what_the_page_does_not_take_is_refused_by_name(client: Client, query: str) -> None:
    dossier = make_dossier(claims=[make_claim()])
    response = client.get(f"/dossiers/{dossier.slug}/matrix/?{query}")
    assert response.status_code == 400
    assert query.split("=")[0] in response.content.decode() or "before" in response.content.decode()


def test_rows_and_columns_are_paged_apart(client: Client) -> None:
    dossier = make_dossier()
    claims = bulk_claims(ROWS + 5, dossier=dossier, stances=("supports",))
    for _ in range(COLUMNS + 2):
        bulk_evidence(claims[:3], article=make_article())
    first = matrix(client, dossier)
    assert (len(first["rows"]), len(first["rows"][0].cells)) == (ROWS, COLUMNS)
    corner = matrix(client, dossier, f"?after={first['page'].after}&columns_after={first['columns'].after}")
    assert (len(corner["rows"]), len(corner["rows"][0].cells)) == (5, 3)
    assert corner["columns"].total == COLUMNS + 3
    back = matrix(
        client, dossier, f"?before={corner['page'].before}&columns_before={corner['columns'].before}"
    )
    assert back["rows"] == first["rows"]


def test_an_overfull_cell_shows_the_first_passages_of_each_stance_and_counts_the_rest(
    client: Client, source: Article
) -> None:
    claim = make_claim("It rained.")
    bulk_evidence([claim] * 20, article=source, stances=("supports", "contradicts"))
    dossier = make_dossier(claims=[claim])
    cell = cells(client, dossier)["It rained.", "The long report"]
    assert [one.stance for one in cell.passages] == ["supports"] * MOST_PASSAGES + [
        "contradicts"
    ] * MOST_PASSAGES
    assert cell.more == 40 - 2 * MOST_PASSAGES


# What it costs


@contextmanager
def rows_fetched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many rows each fetch brought from the database."""
    fetched: list[int] = []

    def counting(self: CursorWrapper, *sizes: int) -> Any:
        rows = self.cursor.fetchmany(*sizes)
        fetched.append(len(rows))
        return rows

    with monkeypatch.context() as patch:
        patch.setattr(CursorWrapper, "fetchmany", counting, raising=False)
        yield fetched


def crowd(claims: int, articles: int) -> Dossier:
    """A dossier whose every claim is in one article, and some in many others, half of which take from it."""
    dossier, source = make_dossier(), make_article()
    made = bulk_claims(claims, dossier=dossier, article=source)
    make_reading(source, dossier)
    for number in range(articles - 1):
        evidence = bulk_evidence(made[:8], article=make_article())
        if number % 2 == 0:
            type(evidence[0]).objects.filter(pk__in=[one.pk for one in evidence]).update(basis="relays")
            for one in evidence:
                add_credit(one, source)
    make_discrepancy(rivals=made[:2])
    recount([claim.pk for claim in made])
    return dossier


def cost(client: Client, dossier: Dossier, query: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """How many queries a page takes, and how many rows they bring."""
    with CaptureQueriesContext(connection) as queries, rows_fetched(monkeypatch) as fetched:
        assert client.get(f"/dossiers/{dossier.slug}/matrix/{query}").status_code == 200
    return len(queries), sum(fetched)


@pytest.mark.parametrize("query", ["", "?relays=collapse", "?only=disagreements"])
def test_a_page_takes_as_many_queries_whatever_the_dossier_holds(
    client: Client, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, many, wide = crowd(10, 2), crowd(1000, 2), crowd(10, 100)
    costs = {cost(client, dossier, query, monkeypatch)[0] for dossier in (small, many, wide)}
    assert len(costs) == 1
    assert costs.pop() <= 20


def test_no_more_rows_are_loaded_than_a_page_shows(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    hundred, thousand, wide = crowd(100, 2), crowd(1000, 2), crowd(100, 100)
    _, few = cost(client, hundred, "", monkeypatch)
    assert few >= ROWS, "the fetches were counted at all"
    assert abs(cost(client, thousand, "", monkeypatch)[1] - few) <= ROWS, "their first claims differ a little"
    # A wide dossier costs three narrow rows a report beside what its columns on this page show.
    shown = ROWS * 4 + 8 * COLUMNS * 3
    assert cost(client, wide, "", monkeypatch)[1] <= 3 * 100 + shown
    claim = Claim.objects.filter(dossiers=hundred).by_date()[0]
    bulk_evidence([claim] * 500, article=Article.objects.filter(evidence__claim=claim)[0])
    assert cost(client, hundred, "", monkeypatch)[1] <= few + MOST_PASSAGES


def test_the_page_is_valid_html(
    client: Client, html_problems: Callable[[Mapping[str, str]], list[str]]
) -> None:
    exhibit, wide = Exhibit(), crowd(60, COLUMNS + 3)
    addresses = [
        f"/dossiers/{dossier.slug}/matrix/{query}"
        for dossier in (exhibit.dossier, wide, make_dossier(claims=[make_claim()]))
        for query in ("", "?relays=collapse", "?only=disagreements")
    ]
    assert html_problems({address: client.get(address).content.decode() for address in addresses}) == []
