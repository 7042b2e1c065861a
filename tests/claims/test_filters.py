"""Tests of claims/filters.py through the page that uses it: what is read, what is refused and how it is said."""

from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client

from claims.criteria import Criteria
from claims.filters import OFFERED, ClaimFilter
from people.models import Person
from record.slugs import keep_former_slug
from tests.factories import (
    bulk_claims,
    index_words,
    make_article,
    make_claim,
    make_dossier,
    make_evidence,
    make_outlet,
    make_person,
)

pytestmark = pytest.mark.django_db


def refusal(client: Client, query: str) -> str:
    """The page that refuses this query, as text; fails if it is no refusal."""
    response = client.get(f"/claims/?{query}")
    assert response.status_code == 400, response.status_code
    return unescape(response.content.decode())


def found(client: Client, query: str) -> list[str]:
    """The statements of the claims on the page, in order."""
    index_words()
    response = client.get(f"/claims/?{query}")
    assert response.status_code == 200, response.status_code
    return [claim.statement for claim in response.context["page"].rows]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("colour=red", "Nothing here goes by this name"),
        ("page=2", "this page takes: q, dossier, outlet"),
        ("stance=maybe", "Choose one of: supports, contradicts, mentions."),
        ("sort=random", "Choose one of: newest, oldest, best."),
        (
            "from=yesterday",
            "'yesterday' is not a day. Type a day, a month or a year: 2024-12-08, 2024-12 or 2024.",
        ),
        ("to=2023-02-29", "'2023-02-29' is not a day"),
        ("from=2024-12-01/2024-12-08", "is not a day"),
        ("from=%D9%A2%D9%A0%D9%A2%D9%A4", "is not a day"),
        ("from=2024-12-08&to=2024-12-01", "It lies before `from`. Type the earlier day in `from`."),
        (
            "outlet=no-such-outlet",
            "There is no outlet 'no-such-outlet' here. Choose one from the list, or leave it out.",
        ),
        ("dossier=x", "There is no dossier 'x' here."),
        ("article=x", "There is no article 'x' here."),
        ("article=9999999999999999999999", "There is no article"),
        ("person=%ED%A0%80", "There is no person"),
        ("place=a%00b", "It holds characters that no text can hold"),
        ("q=a%00b", "It holds characters that no text can hold"),
        ("stance=supports&stance=contradicts", "It is given more than once. Give it once."),
        (f"q={'a' * 201}", "It is too long"),
        (
            "after=nonsense",
            "'nonsense' is not a place in this list. Leave it out to begin with the first page.",
        ),
        (f"after={'a' * 3000}", "It is too long"),
        ("constructor=1&__proto__=2", "Nothing here goes by this name"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(client: Client, query: str, said: str) -> None:
    page = refusal(client, query)
    assert said in page
    assert query.split("=")[0] in page


def test_every_bad_parameter_is_named_at_once(client: Client) -> None:
    page = refusal(client, "stance=maybe&from=yesterday&outlet=none")
    assert page.count("<dt>") == 3


def test_a_cursor_of_the_other_sort_is_refused(client: Client) -> None:
    bulk_claims(60)
    cursor = client.get("/claims/").context["page"].after
    assert client.get(f"/claims/?after={cursor}").status_code == 200
    assert "in another order" in refusal(client, f"sort=oldest&after={cursor}")


@pytest.mark.parametrize("kind", ["outlet", "person", "article"])
def test_a_record_the_public_may_not_know_of_is_refused_like_one_that_does_not_exist(
    client: Client, kind: str
) -> None:
    makers = {"outlet": make_outlet, "person": make_person, "article": make_article}
    private = makers[kind]("Quiet Voice", public=False)  # type: ignore[operator]
    key = private.public_id if kind == "article" else private.slug
    unknown = "bcdfghjklm" if kind == "article" else "other-voice"
    assert refusal(client, f"{kind}={key}").replace(key, unknown) == refusal(client, f"{kind}={unknown}")


def test_empty_parameters_are_ignored(client: Client) -> None:
    make_claim("It rained.", date="2024-12-08")
    assert found(client, "q=&outlet=&from=&to=+&stance=&sort=&after=&before=&colour=") == ["It rained."]


def test_a_month_or_a_year_means_all_its_days(client: Client) -> None:
    make_claim("Last of November.", date="2024-11-30")
    make_claim("Last of the year.", date="2024-12-31")
    assert found(client, "from=2024-12") == ["Last of the year."]
    assert found(client, "to=2024-11") == ["Last of November."]
    assert found(client, "from=2024&to=2024") == ["Last of the year.", "Last of November."]


def test_claims_without_a_date_come_last_either_way_and_never_within_a_period(client: Client) -> None:
    for statement, day in (("Early.", "2023"), ("Late.", "2025"), ("Undated.", "")):
        make_claim(statement, date=day)
    assert found(client, "") == ["Late.", "Early.", "Undated."]
    assert found(client, "sort=oldest") == ["Early.", "Late.", "Undated."]
    assert found(client, "from=0001") == ["Late.", "Early."]


def test_a_slug_given_up_still_filters(client: Client) -> None:
    person, claim = make_person("Old Name"), make_claim("He spoke.")
    make_evidence(claim, speakers=[person])
    former = person.slug
    Person.objects.filter(pk=person.pk).update(slug="new-name")
    person.refresh_from_db()
    keep_former_slug(person, former=former)
    assert found(client, f"person={former}") == ["He spoke."]


def test_words_must_each_occur_whatever_their_case_and_however_odd(client: Client) -> None:
    make_claim("The convoy left at 50% strength.")
    make_claim("The convoy left.")
    assert found(client, "q=CONVOY+50%25") == ["The convoy left at 50% strength."]
    assert found(client, "q=" + quote('"; DROP TABLE')) == []


def test_criteria_are_plain_values(client: Client) -> None:
    outlet, dossier = make_outlet(), make_dossier(claims=[make_claim()])
    filters = client.get(
        f"/claims/?q=two+words&outlet={outlet.slug}&dossier={dossier.slug}&stance=contradicts"
    ).context["filters"]
    assert filters.criteria == Criteria(
        words="two words", outlet=outlet.pk, dossier=dossier.pk, stance="contradicts"
    )


def test_each_chosen_filter_is_shown_and_removed_with_one_click(client: Client) -> None:
    outlet = make_outlet("The Daily")
    make_evidence(article=make_article(outlet=outlet), stance="contradicts")
    response = client.get("/claims/?outlet=the-daily&stance=contradicts&from=2024-12&sort=oldest")
    chips = response.context["filters"].chips
    assert [(chip.label, chip.value) for chip in chips] == [
        ("Outlet", "The Daily"),
        ("Stance", "contradicts"),
        ("From", "2024-12"),
    ]
    assert chips[0].without == "/claims/?stance=contradicts&sort=oldest&from=2024-12"
    page = response.content.decode()
    assert all(chip.without.replace("&", "&amp;") in page for chip in chips)


def test_removing_the_only_filter_leads_to_the_plain_list(client: Client) -> None:
    assert client.get("/claims/?stance=supports").context["filters"].chips[0].without == "/claims/"


def test_a_long_choice_is_cut_short_but_keeps_what_is_chosen(client: Client) -> None:
    people = [make_person(f"Person {number:03}") for number in range(OFFERED + 2)]
    response = client.get(f"/claims/?person={people[-1].slug}")
    choice = next(choice for choice in response.context["filters"].choices if choice.name == "person")
    assert len(choice.options) == OFFERED + 1
    assert choice.options[-1] == (people[-1].slug, "Person 101") == (choice.chosen, "Person 101")
    assert choice.more == "/people/"


def test_what_the_public_may_not_know_of_is_not_offered(client: Client) -> None:
    make_outlet("Known"), make_outlet("Unknown", public=False)
    choices = client.get("/claims/").context["filters"].choices
    assert [choice.options for choice in choices if choice.name == "outlet"] == [[("known", "Known")]]


def test_every_filter_is_declared_with_a_label() -> None:
    assert list(ClaimFilter.base_filters) == [
        "q", "dossier", "outlet", "article", "stance", "person", "organization", "place",
        "standing", "discrepancy", "sort", "from", "to",
    ]  # fmt: skip
    assert all(declared.label for declared in ClaimFilter.base_filters.values())
