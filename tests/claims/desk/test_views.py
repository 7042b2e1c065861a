"""The desk's pages: who is let in, what they are answered, and what a page costs."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, DeskStep, Evidence
from sources.models import ArticleText
from tests import factories as make
from tests.claims.desk.workplace import TEXT, Workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(editor: User) -> Workplace:
    return Workplace.make(editor=editor)


def questions(at: Workplace) -> list[str]:
    """Every address that the script asks."""
    dossier = f"?dossier={at.dossier.pk}"
    return [
        f"{at.address}now/{dossier}",
        f"{at.address}left/{dossier}",
        f"{at.address}likely/{dossier}&q=bridge",
        f"{at.address}passage/{dossier}&start=0&end=5",
    ]


def test_the_desk_shows_the_text_and_is_reached_from_the_article(at: Workplace, as_editor: Client) -> None:
    for listed in (f"/admin/sources/article/{at.article.pk}/change/", "/admin/sources/article/"):
        assert f'href="{at.address}"' in as_editor.get(listed).content.decode()
    page = as_editor.get(at.page).content.decode()
    assert "Tomas Varga" in page
    assert 'id="p4" value="4"' in page


def test_with_one_dossier_there_is_nothing_to_choose_and_with_more_the_last_used_comes_first(
    at: Workplace, as_editor: Client
) -> None:
    assert as_editor.get(at.address).headers["Location"] == at.page
    other = make.make_dossier("Another story")
    at.log()
    page = as_editor.get(at.address).content.decode()
    assert page.index("Go on with <bdi>Port Ellery") < page.index(other.title)
    found = as_editor.get(f"{at.address}?q=another").content.decode()
    assert f"?dossier={other.slug}" in found
    assert f"?dossier={at.dossier.slug}" not in found


def test_an_article_without_a_text_says_what_to_do(at: Workplace, as_editor: Client) -> None:
    ArticleText.objects.all().delete()
    page = as_editor.get(at.page).content.decode()
    assert "No text of this article is stored" in page
    assert as_editor.get(questions(at)[0]).status_code == 200


@pytest.mark.parametrize("who", ["nobody", "reader", "clerk", "viewer"])
def test_the_text_is_for_those_who_log(at: Workplace, who: str) -> None:
    client = Client()
    if who != "nobody":
        client.force_login(
            make.make_staff("viewer")
            if who == "viewer"
            else User.objects.create(username=who, is_staff=who == "clerk")
        )
    for address in (at.page, at.address):
        response = client.get(address)
        assert response.status_code in (302, 403)
        assert "Varga" not in response.content.decode()
    for address in questions(at):
        response = client.get(address)
        assert response.status_code in (401, 403)
        assert set(response.json()) == {"refusal", "fields"}
    step = client.post(f"{at.address}steps/", at.log_step(), content_type="application/json")
    assert step.status_code in (401, 403)
    assert not DeskStep.objects.exists()


def test_whoever_may_log_and_add_no_claims_logs_for_those_that_are_there(at: Workplace) -> None:
    helper = make.make_staff("helper", "add_evidence")
    theirs = at.beside(helper)
    claim = make.make_claim(state="draft")
    theirs.log("He ran.", claim=claim.pk)
    assert "add no claims" in theirs.send(theirs.log_step("We lost nobody,” the"), status=403)["refusal"][0]
    finish = at.step("finish", silent=[], sha256=at.article.stored_text.sha256) | {"editor": helper.pk}
    assert "no readings" in theirs.send(finish, status=403)["refusal"][0]


def test_a_step_without_its_token_goes_no_further(at: Workplace) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(at.editor)
    response = client.post(f"{at.address}steps/", at.log_step(), content_type="application/json")
    assert response.status_code == 403
    assert not Evidence.objects.exists()


def test_steps_are_posted_and_questions_are_not(at: Workplace, as_editor: Client) -> None:
    assert as_editor.get(f"{at.address}steps/").status_code == 405
    assert as_editor.post(questions(at)[0]).status_code == 405


@pytest.mark.parametrize(
    "query",
    [
        "",
        "dossier=",
        "dossier=x",
        "dossier=999999",
        f"dossier={10**20}",
        "dossier=1&surprise=1",
        "dossier=%00",
    ],
)
def test_a_question_that_cannot_be_read_is_refused_in_words(
    at: Workplace, as_editor: Client, query: str
) -> None:
    for name in ("now", "left"):
        response = as_editor.get(f"{at.address}{name}/?{query}")
        assert 400 <= response.status_code < 500, (name, response.status_code)


@pytest.mark.parametrize(
    ("start", "end"), [("5", "5"), ("5", "4"), ("x", "4"), ("0", "999999"), ("-1", "3"), ("0", "9" * 18)]
)
def test_a_passage_that_is_not_in_the_text_is_refused(
    at: Workplace, as_editor: Client, start: str, end: str
) -> None:
    response = as_editor.get(f"{at.address}passage/?dossier={at.dossier.pk}&start={start}&end={end}")
    assert response.status_code in (400, 404)
    assert response.json()["refusal"]


def test_what_is_not_there_is_said_to_be_gone(at: Workplace, as_editor: Client) -> None:
    assert as_editor.get("/admin/claims/desk/999999/").status_code == 404
    assert as_editor.get("/admin/claims/desk/999999/now/?dossier=1").json()["refusal"]


def test_a_passage_is_read_for_dates_names_and_claims(at: Workplace, as_editor: Client) -> None:
    make.make_place("Port Ellery", public=False)
    claim = make.make_claim("The harbour bridge fell into the water.", state="draft")
    place = at.place("The harbour bridge of Port Ellery fell into the water on the night of 7 March 2021.")
    found = as_editor.get(
        f"{at.address}passage/?dossier={at.dossier.pk}&start={place['start']}&end={place['end']}"
    ).json()
    assert (found["locator"], found["part"]) == ("paragraph 1", "body")
    assert [name["name"] for name in found["names"]] == ["Port Ellery"]
    assert found["dates"][0]["edtf"].startswith("2021-03-07")
    assert found["likely"][0]["claim"] == claim.pk


def test_what_relates_to_the_day_of_publication_is_an_inference(at: Workplace, as_editor: Client) -> None:
    place = at.place("“We lost nobody,” she said again on Monday.")
    found = as_editor.get(
        f"{at.address}passage/?dossier={at.dossier.pk}&start={place['start']}&end={place['end']}"
    ).json()
    [monday] = [date for date in found["dates"] if "Monday" in date["words"]]
    assert (monday["edtf"], monday["inferred"]) == ("2021-03-08", True)


def test_nothing_is_reckoned_from_a_day_of_publication_that_is_not_known(editor: User) -> None:
    at = Workplace.make(editor=editor, published="2021-03")
    place = at.place("“We lost nobody,” she said again on Monday.")
    found = at.client.get(
        f"{at.address}passage/?dossier={at.dossier.pk}&start={place['start']}&end={place['end']}"
    ).json()
    assert [date["edtf"] for date in found["dates"] if date["edtf"]] == []


def test_withdrawn_claims_are_not_offered(at: Workplace, as_editor: Client) -> None:
    make.make_claim("The harbour bridge fell.", state="withdrawn")
    assert as_editor.get(f"{at.address}likely/?dossier={at.dossier.pk}&q=The harbour bridge fell").json() == {
        "likely": []
    }


def test_passages_that_the_text_does_not_show_are_listed_with_the_reason(
    at: Workplace, as_editor: Client
) -> None:
    claim = make.make_claim(state="draft")
    for passage in (
        {"quotation": "He walked."},
        {"quotation": "We lost nobody"},
        {"paraphrase": "In short."},
    ):
        make.make_evidence(claim, at.article, state="draft", **passage)
    page = as_editor.get(at.page).content.decode()
    for reason in ("not in the text held here", "stand here more than once", "a paraphrase"):
        assert reason in page
    assert "<mark" not in page


def test_what_is_logged_is_escaped_wherever_it_is_shown(at: Workplace, as_editor: Client) -> None:
    ArticleText.objects.update(text='<script>alert("x")</script> He ran.')
    at.log("He ran.", new={"statement": '"><img src=x onerror=alert(1)>'})
    for address in (at.page, questions(at)[0]):
        answer = as_editor.get(address)
        html = answer.content.decode() if address == at.page else answer.json()["paragraphs"]["1"]["html"]
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_overlapping_passages_are_each_marked(at: Workplace) -> None:
    at.log("had heard a crack at about three")
    answer = at.send(at.log_step("a crack at about three. He ran.", evidence={"stance": "contradicts"}))
    html = answer["paragraphs"]["2"]["html"]
    assert 'said-supports said-contradicts" data-under' in html
    assert html.count("<mark") == 3
    assert html.count('class="ref') == 2


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_desk_asks_the_same_however_much_is_logged(editor: User) -> None:
    at = Workplace.make(
        TEXT + "\n".join(f"Sentence number {number} stands." for number in range(100)), editor=editor
    )
    client = at.client
    client.get(at.page)
    addresses = [at.page, questions(at)[0], questions(at)[1]]
    before = [cost(client, address) for address in addresses]
    for number in range(30):
        claim = make.make_claim(state="draft")
        make.add_to_dossier(claim, at.dossier)
        make.make_evidence(claim, at.article, state="draft", quotation=f"Sentence number {number} stands.")
    assert [cost(client, address) for address in addresses] == before


def test_no_step_can_be_changed_into_another(at: Workplace) -> None:
    step: dict[str, Any] = at.log()
    at.send(step | {"new": {"statement": "Other words."}}, status=409)
    assert Claim.objects.get().statement == "That He ran."
