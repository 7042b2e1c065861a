"""The editors' lists: each filter answers a question, and no address makes a page fail or tell what it may not."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from claims import actions
from claims.models import Claim, Evidence
from claims.models.claims import State
from tests import factories

pytestmark = pytest.mark.django_db

CLAIMS = "/admin/claims/claim/"
HUGE = "9" * 30
LISTS = [
    f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    for model in admin.site._registry
    if model._meta.app_label in ("claims", "sources", "people")
]
HOSTILE = [
    ("q", "a\0b"),
    ("p", HUGE),
    ("p", "٣"),
    ("o", HUGE),
    ("o", "1.2.-999"),
    ("all", ""),
    ("_to_field", "password"),
    ("_facets", "True"),
    ("article", "\0"),
    ("article", HUGE),
    ("article", "nonsense"),
    ("dossier", "-1"),
    ("dossier", "١"),
    ("state__exact", "x\0y"),
    ("todo", HUGE),
    ("standing", "💩"),
]


def listed(client: Client, **asked: Any) -> set[str]:
    factories.index_words()
    response = client.get(CLAIMS, asked)
    assert response.status_code == 200, response
    return {str(claim) for claim in response.context["cl"].result_list}


def count(claims: Iterable[Claim]) -> None:
    with actions.changing([claim.pk for claim in claims]):
        pass


def test_claims_are_found_by_what_is_to_be_done(as_editor: Client, editor: User) -> None:
    mine = factories.make_claim("Mine.", state=State.DRAFT, created_by=editor)
    factories.make_evidence(mine, state=State.DRAFT)
    factories.make_claim("Bare.", state=State.DRAFT)
    waiting = factories.make_claim("Waiting.")
    factories.make_evidence(waiting)
    factories.make_evidence(waiting, state=State.DRAFT)
    assert listed(as_editor, todo="mine") == {"Mine."}
    assert listed(as_editor, todo="no-evidence") == {"Bare."}
    assert listed(as_editor, todo="draft-evidence") == {"Waiting."}
    assert listed(as_editor, state__exact="draft") == {"Mine.", "Bare."}


def test_claims_are_found_by_their_standing(as_editor: Client) -> None:
    disputed, plain = factories.make_claim("Disputed."), factories.make_claim("Plain.")
    factories.make_evidence(disputed)
    factories.make_evidence(disputed, stance="contradicts")
    factories.make_evidence(plain)
    count([disputed, plain])
    assert listed(as_editor, standing="disputed") == {"Disputed."}


def test_claims_are_found_by_the_records_they_are_tied_to(as_editor: Client) -> None:
    claim, person = factories.make_claim("Tied."), factories.make_person()
    factories.make_claim("Loose.")
    organization, place = factories.make_organization(), factories.make_place()
    evidence = factories.make_evidence(claim, speakers=[organization])
    factories.add_participant(claim, person)
    factories.add_place(claim, place)
    tied = {
        "dossier": factories.make_dossier(claims=[claim]),
        "outlet": evidence.article.outlet,
        "article": evidence.article,
        "person": person,
        "organization": organization,
        "place": place,
    }
    for name, record in tied.items():
        assert listed(as_editor, **{name: record.pk}) == {"Tied."}, name
        assert listed(as_editor, **{name: record.pk + 1000}) == set(), name
        page = as_editor.get(CLAIMS, {name: record.pk}).content.decode()
        assert f'<option value="{record.pk}" selected>' in page, name


def test_claims_are_found_by_words_and_by_public_id(as_editor: Client) -> None:
    claim = factories.make_claim("The city fell at dawn.")
    factories.make_claim("The city held.")
    assert listed(as_editor, q="dawn city") == {"The city fell at dawn."}
    assert listed(as_editor, q=claim.public_id) == {"The city fell at dawn."}


def test_the_list_counts_evidence_on_either_side_without_multiplying_it(as_editor: Client) -> None:
    claim = factories.make_claim()
    for stance in ("supports", "supports", "contradicts", "mentions"):
        factories.make_evidence(
            claim, stance=stance, speakers=[factories.make_person(), factories.make_person()]
        )
    row = as_editor.get(CLAIMS).context["cl"].result_list[0]
    assert (row.supporting, row.contradicting) == (2, 1)


@pytest.mark.parametrize(
    "lookup",
    [
        "statement__regex",
        "statement__startswith",
        "created_by__password__startswith",
        "evidence__quotation__contains",
        "editornote__body__contains",
        "utterer_person__name",
        "state",
        "state__in",
        "pk",
        "nonsense",
    ],
)
def test_lists_answer_no_lookup_but_their_own_filters(as_editor: Client, lookup: str) -> None:
    assert as_editor.get(CLAIMS, {lookup: "a"}).status_code == 400


@pytest.mark.parametrize("address", LISTS)
def test_no_list_answers_lookups_on_its_columns(as_publisher: Client, address: str) -> None:
    for name in ("public__exact", "slug__startswith", "id__in", "created_by__password__regex"):
        assert as_publisher.get(address, {name: "1"}).status_code == 400, name


@pytest.mark.parametrize("address", LISTS)
def test_no_query_makes_a_list_fail(as_publisher: Client, address: str) -> None:
    for name, value in HOSTILE:
        assert as_publisher.get(address, {name: value}).status_code in (200, 302, 400), (name, value)


@pytest.mark.parametrize("chosen", [HUGE, "abc", "1\0", "-1", ""])
def test_no_choice_of_rows_makes_an_action_fail(as_publisher: Client, chosen: str) -> None:
    data = {"action": "delete_selected", "_selected_action": [chosen]}
    assert as_publisher.post(CLAIMS, data).status_code in (302, 400)


@pytest.mark.parametrize("asked", [HUGE, "1\0", "-1", "abc", "_5F"])
@pytest.mark.parametrize("sub_page", ["change", "history", "delete", "publish"])
def test_no_id_makes_a_page_fail(as_publisher: Client, asked: str, sub_page: str) -> None:
    address = f"{CLAIMS}{asked}/{sub_page}/".replace("\0", "%00")
    assert as_publisher.get(address).status_code in (200, 302, 400, 404)


@pytest.mark.parametrize("term", ["a\0b", "%", "\\", "'", HUGE, "x" * 5000])
def test_no_term_makes_a_search_fail(as_publisher: Client, term: str) -> None:
    factories.make_person(), factories.make_article()
    for address in ("/admin/claims/evidence/speakers/", "/admin/claims/evidence/credits/"):
        assert as_publisher.get(address, {"term": term, "article": term}).status_code in (200, 400)
    asked = {"term": term, "app_label": "claims", "model_name": "participant", "field_name": "person"}
    assert as_publisher.get("/admin/autocomplete/", asked).status_code in (200, 400)


def test_speakers_are_found_by_any_name_and_informants_in_their_article_only(as_editor: Client) -> None:
    person = factories.make_person("Ahmed al-Sharaa", aliases=["أبو محمد الجولاني"])
    here, elsewhere = factories.make_article(), factories.make_article()
    informant = factories.make_unnamed_source("a Jolani aide", article=here)
    factories.make_unnamed_source("another Jolani aide", article=elsewhere)

    def found(term: str) -> list[str]:
        asked = {"term": term, "article": here.pk}
        groups = as_editor.get("/admin/claims/evidence/speakers/", asked).json()["results"]
        return [child["id"] for group in groups for child in group["children"]]

    assert found("ابو محمد الجولانى") == [f"person:{person.pk}"]
    assert found("jolani") == [f"person:{person.pk}", f"unnamed_source:{informant.pk}"]


def test_the_first_page_lists_claims_first_and_hides_the_machinery(as_publisher: Client) -> None:
    page = as_publisher.get("/admin/")
    assert [app["app_label"] for app in page.context["app_list"]] == ["claims", "sources", "people", "record"]
    names = [model["object_name"] for model in page.context["app_list"][0]["models"]]
    assert names == ["Claim", "Evidence", "Dossier", "Discrepancy", "Reading", "EditorNote"]
    assert "Sayso" in page.content.decode()


def test_evidence_is_edited_in_the_form_of_its_claim(as_editor: Client) -> None:
    claim = factories.make_claim()
    factories.make_evidence(claim)
    second = factories.make_evidence(claim)
    answer = as_editor.get(f"/admin/claims/evidence/{second.pk}/change/")
    assert answer["Location"] == f"{CLAIMS}{claim.pk}/change/?evidence=1#evidence-1"


def test_evidence_is_found_by_article_and_by_what_waits(as_editor: Client) -> None:
    claim, article = factories.make_claim(), factories.make_article()
    here = factories.make_evidence(claim, article)
    waiting = factories.make_evidence(claim, state=State.DRAFT)

    def found(**asked: Any) -> list[Evidence]:
        return list(as_editor.get("/admin/claims/evidence/", asked).context["cl"].result_list)

    assert found(article=article.pk) == [here]
    assert found(todo="publish") == [waiting]
    assert found(q=here.paraphrase[-12:]) == [here]
