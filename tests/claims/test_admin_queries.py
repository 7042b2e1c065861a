"""What the admin's pages ask of the database: as much for a thousand rows as for ten."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, EditorNote
from claims.models.claims import State
from people.models import Organization, Person, Place
from sources.models import Outlet
from tests import factories
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db


def queries(client: Client, address: str, **data: Any) -> int:
    # Once for what a process asks for and keeps: content types.
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(address, data) if data else client.get(address)
    assert answer.status_code == 200, answer
    return len(asked)


def fill(number: int) -> None:
    """A record with this many rows in every list of the admin."""
    dossier, article = factories.make_dossier(), factories.make_article()
    person, place = factories.make_person(), factories.make_place()
    claims = factories.bulk_claims(number, dossier=dossier, article=article, person=person, place=place)
    for make in (
        factories.make_person,
        factories.make_organization,
        factories.make_place,
        factories.make_outlet,
    ):
        for _ in range(number // 10):
            make(aliases=["another name", "a third"])
    for claim in claims[: number // 10]:
        factories.make_reading(factories.make_article(), factories.make_dossier(claims=[claim]))
        factories.make_discrepancy(rivals=claims[:2])
        factories.make_unnamed_source()
        EditorNote.objects.create(claim=claim, body="A note.")


LISTS = [
    "/admin/claims/claim/",
    "/admin/claims/claim/?standing=disputed",
    "/admin/claims/claim/?q=holds",
    "/admin/claims/evidence/",
    "/admin/claims/dossier/",
    "/admin/claims/discrepancy/",
    "/admin/claims/reading/",
    "/admin/claims/editornote/",
    "/admin/sources/article/",
    "/admin/sources/outlet/",
    "/admin/sources/unnamedsource/",
    "/admin/people/person/",
    "/admin/people/organization/",
    "/admin/people/place/",
    "/admin/autocomplete/?term=p&app_label=claims&model_name=participant&field_name=person",
    "/admin/autocomplete/?term=a&app_label=claims&model_name=evidence&field_name=article",
    "/admin/claims/evidence/speakers/?term=p",
    "/admin/claims/evidence/credits/?term=a",
]


def test_no_list_asks_more_of_a_thousand_claims_than_of_ten(as_editor: Client) -> None:
    fill(10)
    few = {address: queries(as_editor, address) for address in LISTS}
    fill(1000)
    assert {address: queries(as_editor, address) for address in LISTS} == few
    assert max(few.values()) <= 12, few


def laden(evidence: int, *, state: str = State.DRAFT) -> Claim:
    """A claim with this many pieces of evidence that name records of every kind, and as many other rows."""
    claim = factories.make_claim(state=state, kind="utterance", utterer_person=factories.make_person())
    seen = State.DRAFT if state == State.DRAFT else State.PUBLISHED
    for _ in range(evidence):
        article = factories.make_article()
        factories.make_evidence(
            claim,
            article,
            state=seen,
            speakers=[
                factories.make_person(),
                factories.make_organization(),
                factories.make_unnamed_source(article=article),
            ],
            crediting=[factories.make_article(), factories.make_outlet()],
            asserted_place=factories.make_place(),
            asserted_person=factories.make_person(),
        )
        factories.add_participant(claim, factories.make_person())
        factories.add_place(claim, factories.make_place())
        factories.make_dossier(claims=[claim])
        EditorNote.objects.create(claim=claim, body="A note.")
    return claim


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED, State.WITHDRAWN])
@pytest.mark.parametrize("sub_page", ["change", "history", "publish"])
def test_no_page_of_a_claim_asks_more_of_thirty_rows_than_of_three(
    as_publisher: Client, sub_page: str, state: str
) -> None:
    few, many = laden(3, state=state), laden(30, state=state)
    address = "/admin/claims/claim/{}/{}/"
    counts = [queries(as_publisher, address.format(claim.pk, sub_page)) for claim in (few, many)]
    assert counts[0] == counts[1]
    assert counts[0] <= 45


def test_a_form_sent_back_asks_as_much_for_thirty_rows_as_for_three(as_publisher: Client) -> None:
    counts = []
    for number in (3, 30):
        claim = laden(number)
        form = AdminForm.get(as_publisher, f"/admin/claims/claim/{claim.pk}/change/")
        form["date"] = "nonsense"
        counts.append(queries(as_publisher, form.address, **form.fields))
    assert counts[0] == counts[1]


def test_an_articles_page_asks_as_much_for_a_thousand_claims_as_for_ten(as_editor: Client) -> None:
    counts = []
    for number in (10, 1000):
        article = factories.make_article()
        factories.bulk_claims(number, article=article)
        counts.append(queries(as_editor, f"/admin/sources/article/{article.pk}/change/"))
    assert counts[0] == counts[1]


def test_the_publish_page_asks_as_much_for_many_claims_as_for_few(as_publisher: Client) -> None:
    counts = []
    for number in (3, 30):
        claims = [laden(1) for _ in range(number)]
        chosen = {"action": "publish_selected", "_selected_action": [claim.pk for claim in claims]}
        counts.append(queries(as_publisher, "/admin/claims/claim/", **chosen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("model", "make"),
    [
        (Person, factories.make_person),
        (Organization, factories.make_organization),
        (Place, factories.make_place),
        (Outlet, factories.make_outlet),
    ],
)
def test_a_form_asks_as_much_for_many_names_as_for_few(
    as_publisher: Client, model: Any, make: Callable[..., Any]
) -> None:
    counts = []
    for number in (2, 40):
        record = make(aliases=[f"name {index} of {number}" for index in range(number)])
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{record.pk}"
        counts.append([queries(as_publisher, f"{address}/{page}/") for page in ("change", "history")])
    assert counts[0] == counts[1]
