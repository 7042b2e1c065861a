"""Sheets that are exported: imported into an empty record they make the same claims, and nothing in the same one."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Claim, Evidence
from claims.models.claims import State
from claims.models.evidence import OMISSIBLE
from claims.sheets.columns import COLUMNS
from claims.sheets.exporting import HEADER, exported
from tests import factories
from tests.claims.sheets.table import imported, leaning_rows, planned, refusals

pytestmark = pytest.mark.django_db

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
TYPED = TEXT.map(str.strip)
WORDS = st.text(st.sampled_from("abآ“;|()[]\\=+-@' :"), max_size=12).map(str.strip)


def rows_of(claims: Any = None) -> list[dict[str, str]]:
    """The exported rows by column, without empty cells."""
    header, *rows = exported(Claim.objects.all() if claims is None else claims)
    return [{name: cell for name, cell in zip(header, row, strict=True) if cell} for row in rows]


def brought_over(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """What an export gives after these rows were imported into an empty record."""
    imported(*rows, make_names=True)
    return rows_of()


def test_the_headings_are_all_columns() -> None:
    assert list(exported(Claim.objects.none())) == [[column.name for column in COLUMNS]]
    assert HEADER[0] == "claim"


def test_the_demo_comes_over_whole_and_imports_nothing_where_it_came_from() -> None:
    moment = transaction.savepoint()
    call_command("load_demo")
    rows = rows_of()
    assert len(rows) > 350
    assert refusals(*rows) == []
    assert planned(*rows).entries == []
    transaction.savepoint_rollback(moment)
    assert Claim.objects.count() == 0
    assert brought_over(rows) == rows


def test_rows_that_lean_on_each_other_come_over_whole() -> None:
    moment = transaction.savepoint()
    imported(*leaning_rows(60), make_names=True)
    rows = rows_of()
    transaction.savepoint_rollback(moment)
    assert brought_over(rows) == rows


@st.composite
def claims(draw: Any) -> dict[str, Any]:
    """The columns of a claim, with any text in them."""
    date = draw(st.sampled_from(["", "2024", "2024-12~", "../2024-12-07", "2024-12-07/2024-12-08"]))
    inferred = bool(date) and draw(st.booleans())
    return {
        "statement": draw(TYPED.filter(bool)),
        "detail": draw(TYPED),
        "date": date,
        "date_words": draw(TYPED),
        "date_inferred": inferred,
        "date_reason": "so it seems" if inferred else draw(TYPED),
        "time": draw(st.sampled_from(["", "~21:30", "dawn"])) if date else "",
        "figure": draw(st.sampled_from([None, -5, "2.5", 1200])),
    }


@st.composite
def passages(draw: Any) -> dict[str, Any]:
    """The columns of a piece of evidence, with any text in them."""
    quoted = draw(st.booleans())
    return {
        "stance": draw(st.sampled_from(["", *Evidence.Stance.values])),
        "endorsement": draw(st.sampled_from(["", *Evidence.Endorsement.values])),
        "quotation": draw(TEXT.filter(bool)) if quoted else "",
        "quotation_prefix": draw(TEXT) if quoted else "",
        "translation": draw(TYPED) if quoted else "",
        "paraphrase": "" if quoted else draw(TYPED),
        "locator": draw(WORDS),
        "basis": draw(st.sampled_from(["", *Evidence.Basis.values])),
        "hedged": draw(st.sampled_from([None, True, False])),
        "omits": draw(st.lists(st.sampled_from(OMISSIBLE), unique=True)),
        "note": draw(TYPED),
    }


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(st.tuples(claims(), st.lists(passages(), max_size=3)), min_size=1, max_size=3),
    WORDS.filter(bool),
    WORDS,
)
def test_any_claims_come_over_whole(made: list[Any], name: str, role: str) -> None:
    with transaction.atomic():
        person = factories.make_person(name) if name.strip() else factories.make_person()
        outlet = factories.make_outlet(name)
        for fields, evidence in made:
            claim = factories.make_claim(**fields, state=State.DRAFT, published_at=None)
            factories.add_participant(claim, person, role)
            article = factories.make_article(name, outlet=outlet, url="")
            informant = factories.make_unnamed_source(name, article=article)
            for passage in evidence:
                piece = Evidence.objects.create(claim=claim, article=article, **passage)
                factories.add_speaker(piece, informant)
                factories.add_speaker(piece, person)
                if piece.basis == "relays":
                    factories.add_credit(piece, outlet, wording=role)
        rows = rows_of()
        assert planned(*rows).entries == []
        transaction.set_rollback(True)
    with transaction.atomic():
        assert brought_over(rows) == rows
        transaction.set_rollback(True)


def test_withdrawn_claims_are_left_out() -> None:
    factories.make_claim("Kept.")
    factories.make_claim("Gone.", state=State.WITHDRAWN)
    assert [row["statement"] for row in rows_of()] == ["Kept."]


def test_a_text_that_a_spreadsheet_would_run_is_made_harmless_in_every_column() -> None:
    evil = '=HYPERLINK("https://evil.example")'
    claim = factories.make_claim(evil, detail="@SUM(1)", unit="", date_words="-1+1")
    factories.make_evidence(
        claim, factories.make_article(evil, outlet=factories.make_outlet("=AP")), quotation="+1+1"
    )
    [row] = rows_of()
    assert [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))] == []
    assert (row["statement"], row["headline"], row["outlet"]) == (f"'{evil}", f"'{evil}", "'=AP")


def test_a_claim_that_another_is_about_stands_above_it() -> None:
    said = factories.make_claim("She said so.", kind="utterance", state=State.DRAFT, published_at=None)
    said.asserts = factories.make_claim("It burned.")
    said.save()
    assert [row["statement"] for row in rows_of()] == ["It burned.", "She said so."]
    assert rows_of()[1]["asserts"] == said.asserts.public_id
    assert "asserts" not in rows_of(Claim.objects.filter(pk=said.pk))[0]


def test_an_article_that_is_credited_stands_above_the_passage() -> None:
    credited = factories.make_article("First")
    factories.make_evidence(factories.make_claim(), factories.make_article("Relay"), crediting=[credited])
    first, second = rows_of()
    assert (first["article"], "claim" in first) == (credited.public_id, False)
    assert second["credits"].startswith(f"article: {credited.public_id} (")


def test_a_name_that_several_go_by_has_its_slug() -> None:
    one, other = factories.make_person("Ali"), factories.make_person("Hassan", aliases=["ALI"])
    claim = factories.make_claim()
    for who in (one, other):
        factories.add_participant(claim, who)
    assert rows_of()[0]["participants"] == f"person: Ali [{one.slug}]; person: Hassan"


def test_an_utterer_without_a_name_stands_with_the_article_that_describes_them() -> None:
    informant = factories.make_unnamed_source("a man", article=factories.make_article("Second"))
    claim = factories.make_claim(kind="utterance", utterer_unnamed=informant)
    factories.make_evidence(claim, factories.make_article("First"))
    assert "said_by" not in rows_of()[0]
    factories.make_evidence(claim, informant.article)
    assert [(row["headline"], row.get("said_by")) for row in rows_of()] == [
        ("Second", "unnamed: a man"),
        ("First", None),
    ]


def test_an_export_of_many_claims_takes_as_many_queries_as_one_of_few() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            rows_of()
        return len(captured)

    imported(*leaning_rows(12), make_names=True)
    few = queries()
    imported(*leaning_rows(90), make_names=True, digest="e" * 64)
    assert queries() == few
