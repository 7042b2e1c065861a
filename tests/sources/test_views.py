from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.models import Claim
from record.slugs import keep_former_slug
from sources.models import Article, ArticleText, Outlet
from sources.templatetags.languages import language
from tests.factories import (
    bulk_claims,
    make_article,
    make_claim,
    make_evidence,
    make_outlet,
    make_person,
    make_staff,
    make_unnamed_source,
)

pytestmark = pytest.mark.django_db

SHA256 = "5" * 64


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def shown(client: Client, address: str) -> dict[str, list[tuple[Any, str]]]:
    """The rows and notes in each section of a page."""
    return {one.section.name: one.rows for one in client.get(address).context["shown"]}


def claims_in(client: Client, address: str, section: str) -> set[Claim]:
    """The claims that a list of claims at the address shows, or a section of a page."""
    return {claim for claim, _ in shown(client, address)[section]}


# The list of outlets


def test_outlets_are_listed_by_name_with_their_other_names(client: Client) -> None:
    make_outlet("Zaman al-Wasl")
    make_outlet("Al Majalla", aliases=["المجلة"])
    answer = client.get("/outlets/")
    assert [record.outlet.name for record in answer.context["records"]] == ["Al Majalla", "Zaman al-Wasl"]
    assert "<bdi>المجلة</bdi>" in answer.content.decode()


def test_outlets_are_searched_by_any_name(client: Client) -> None:
    make_outlet("Al Majalla", aliases=["المجلة"])
    make_outlet("Reuters")
    answer = client.get("/outlets/?q=المجله")
    assert [record.outlet.name for record in answer.context["records"]] == ["Al Majalla"]
    assert "No outlet goes by" in page(client, "/outlets/?q=nobody")


def test_the_numbers_of_an_outlet_count_each_claim_once_a_stance(client: Client) -> None:
    outlet = make_outlet()
    claim, articles = make_claim(), [make_article(outlet=outlet), make_article(outlet=outlet)]
    for article in articles:
        make_evidence(claim, article)
        make_evidence(claim, article, "contradicts")
    make_evidence(article=articles[0], stance="contradicts")
    make_evidence(article=articles[0], state="draft")
    make_evidence(make_claim(state="draft"), articles[0])
    make_article(outlet=outlet, public=False)
    make_evidence(crediting=[outlet, articles[0]])
    records = {record.outlet: record for record in client.get("/outlets/").context["records"]}
    record = records[outlet]
    assert (record.articles, record.credited) == (2, 1)
    assert record.claims == {"supports": 1, "contradicts": 2, "mentions": 0}


@pytest.mark.parametrize("stance", ["supports", "contradicts", "mentions"])
def test_the_numbers_of_an_outlet_lead_to_just_those_claims(client: Client, stance: str) -> None:
    article = make_article()
    outlet = article.outlet
    assert outlet
    wanted = {make_evidence(article=article, stance=stance).claim for _ in range(3)}
    for other in {"supports", "contradicts", "mentions"} - {stance}:
        make_evidence(article=article, stance=other)
    make_evidence(stance=stance)
    address = f"/claims/?outlet={outlet.slug}&stance={stance}"
    for where in ("/outlets/", outlet.get_absolute_url()):
        assert f'href="{address.replace("&", "&amp;")}"' in page(client, where)
    assert set(client.get(address).context["page"].rows) == wanted


@pytest.mark.parametrize("query", ["page=2", "q=a&q=b", "after=nonsense", "q=%00"])
def test_the_list_of_outlets_refuses_parameters_it_cannot_read(client: Client, query: str) -> None:
    page(client, f"/outlets/?{query}", status=400)


# An outlet


def test_an_outlet_says_what_is_known_and_what_is_not(client: Client) -> None:
    owner = make_outlet("The Group")
    known = make_outlet("Known", home_page="https://known.example/", country="SA", language="ar", owner=owner)
    body = page(client, known.get_absolute_url())
    assert '<a href="https://known.example/" rel="nofollow noopener">' in body
    for said in ("<dd>SA</dd>", "<dd>Arabic</dd>", "<bdi>The Group</bdi>"):
        assert said in body
    body = page(client, owner.get_absolute_url())
    assert "<bdi>Known</bdi>" in body
    assert body.count('<span class="unknown">not known</span>') == 3
    assert '<span class="unknown">owner not known</span>' in body


def test_an_outlet_owns_nothing_that_is_not_public(client: Client) -> None:
    outlet = make_outlet()
    make_outlet("Hidden", owner=outlet, public=False)
    assert "Hidden" not in page(client, outlet.get_absolute_url())


def test_the_articles_of_an_outlet_come_latest_first_the_undated_last(client: Client) -> None:
    outlet = make_outlet()
    for title, published in (("Undated", ""), ("Old", "2024-11"), ("New", "2024-12")):
        make_article(title, outlet=outlet, published=published)
    make_article("Hidden", outlet=outlet, public=False)
    rows = shown(client, outlet.get_absolute_url())["articles"]
    assert [article.title for article, _ in rows] == ["New", "Old", "Undated"]


def test_what_rests_on_an_outlet_is_what_it_supports_and_what_others_credit_to_it(client: Client) -> None:
    article = make_article()
    outlet, relay = article.outlet, make_article(outlet=make_outlet("Relay"))
    assert outlet
    own = make_evidence(make_claim("Own.", date="2024"), article)
    credited = make_evidence(make_claim("Credited."), relay, crediting=[outlet])
    make_evidence(own.claim, make_article(outlet=None), crediting=[article])
    make_evidence(article=article, stance="contradicts")
    make_evidence(crediting=[outlet], state="draft")
    make_evidence()
    assert shown(client, outlet.get_absolute_url())["rests"] == [
        (own.claim, "in its own report; credited by an outlet not known"),
        (credited.claim, "credited by Relay"),
    ]


def test_what_others_credit_to_an_outlet_is_counted_on_its_page_and_listed_alone(client: Client) -> None:
    article = make_article()
    outlet = article.outlet
    assert outlet
    relay = make_evidence(article=make_article(outlet=make_outlet("Relay")), crediting=[article])
    make_evidence(relay.claim, make_article(outlet=None), "contradicts", crediting=[outlet])
    make_evidence(article=article)
    make_evidence(crediting=[article], state="draft")
    assert shown(client, outlet.get_absolute_url())["credited"] == []
    assert '<a href="?show=credited">All 1' in page(client, outlet.get_absolute_url())
    assert shown(client, f"{outlet.get_absolute_url()}?show=credited")["credited"] == [
        (relay.claim, "credited by Relay; credited by an outlet not known")
    ]
    assert f'href="{outlet.get_absolute_url()}?show=credited">1<' in page(client, "/outlets/")


def test_a_former_address_of_an_outlet_leads_to_the_present_one(client: Client) -> None:
    keep_former_slug(make_outlet("Later Name"), former="earlier-name")
    answer = client.get("/outlets/earlier-name/")
    assert (answer.status_code, answer["Location"]) == (301, "/outlets/later-name/")


def test_an_outlet_that_is_not_public_is_seen_by_editors_alone(client: Client) -> None:
    outlet = make_outlet(public=False)
    page(client, outlet.get_absolute_url(), status=404)
    client.force_login(make_staff())
    page(client, outlet.get_absolute_url())


# An article


def test_an_article_of_which_nothing_is_known_says_so_line_by_line(client: Client) -> None:
    body = page(client, make_article("A report", outlet=None).get_absolute_url())
    for said in (
        "an outlet not known",
        "no byline recorded",
        "no archived copy known",
        "no copy of the text was captured here",
        "No claim here rests on this article.",
    ):
        assert said in body
    assert body.count('<span class="unknown">not known</span>') == 5


def test_an_article_says_all_that_is_known_of_it(client: Client) -> None:
    article = make_article(
        "A report",
        outlet=make_outlet("Al Majalla"),
        url="https://news.example/a",
        archive_url="https://archive.example/a",
        byline="A. Reporter",
        language="en-GB",
        kind="statement",
        published="2024-12-16/2024-12-22",
        published_words="last week",
        published_inferred=True,
        published_reason="It says so.",
        accessed_on=date(2026, 11, 23),
        note="The day is not printed.",
    )
    body = page(client, article.get_absolute_url())
    for said in (
        '<a class="address" href="https://news.example/a" rel="nofollow noopener">',
        '<a class="address" href="https://archive.example/a" rel="nofollow noopener">',
        "A. Reporter",
        "English (en-GB)",
        "<dd>statement</dd>",
        "16–22 December 2024",
        "last week",
        "inferred by the editors",
        "It says so.",
        "23 November 2026",
        "The day is not printed.",
    ):
        assert said in body
    assert '<h1 lang="en-GB" dir="auto">A report</h1>' in body


def test_an_article_shows_the_measure_of_its_text_and_never_the_text(client: Client) -> None:
    article = make_article()
    ArticleText.objects.create(
        article=article,
        text="The whole text.",
        sha256=SHA256,
        length=24130,
        captured_at=datetime(2026, 11, 23, tzinfo=UTC),
    )
    for _ in range(2):
        body = page(client, article.get_absolute_url())
        assert "24,130 characters, captured on 23 November 2026" in body
        assert SHA256 in body
        assert "The whole text." not in body
        client.force_login(make_staff())


def test_a_stub_says_that_nobody_here_has_seen_it(client: Client) -> None:
    assert "Nobody here has seen this article" in page(client, make_article(stub=True).get_absolute_url())


def test_an_article_says_what_became_of_it_and_names_its_successor_if_that_is_public(client: Client) -> None:
    later = make_article("The later report")
    article = make_article(status="superseded", status_note="Replaced on 3 January.", superseded_by=later)
    body = page(client, article.get_absolute_url())
    assert "superseded" in body
    assert "Replaced on 3 January." in body
    assert "The later report" in body
    assert article.title in page(client, later.get_absolute_url())
    Article.objects.filter(pk=later.pk).update(public=False)
    assert "The later report" not in page(client, article.get_absolute_url())


def test_an_article_shows_its_claims_by_stance_each_with_its_own_passages(client: Client) -> None:
    article, claim = make_article(), make_claim("Both.")
    made = {
        stance: make_evidence(claim, article, stance) for stance in ("supports", "contradicts", "mentions")
    }
    made["again"] = make_evidence(claim, article, "supports")
    make_evidence(claim)
    make_evidence(claim, article, state="draft")
    sections = shown(client, article.get_absolute_url())
    assert {name: [row.parts for row, _ in rows] for name, rows in sections.items()} == {
        "supports": [[made["supports"], made["again"]]],
        "contradicts": [[made["contradicts"]]],
        "mentions": [[made["mentions"]]],
    }


def test_an_article_begins_with_the_numbers_of_its_claims(client: Client) -> None:
    article = make_article()
    for stance, number in (("supports", 3), ("contradicts", 2)):
        for _ in range(number):
            make_evidence(article=article, stance=stance)
    body = page(client, article.get_absolute_url())
    contents = body[body.index('class="contents"') : body.index('class="facts"')]
    assert '<a href="#supports">Supports</a> <span class="count">3</span>' in contents
    assert '<a href="#contradicts">Contradicts</a> <span class="count">2</span>' in contents
    assert "mentions" not in contents


def test_a_passage_is_shown_with_who_speaks_where_it_stands_and_where_it_comes_from(client: Client) -> None:
    article, credited = make_article(), make_article("The first report", outlet=make_outlet("Al Majalla"))
    make_evidence(
        make_claim("It happened."),
        article,
        quotation="it did happen",
        locator="paragraph 6",
        part="photo_caption",
        speakers=[make_person("Fidan"), make_unnamed_source("an officer", article=article)],
        crediting=[credited],
        hedged=True,
        hedge_words="reportedly",
    )
    body = page(client, article.get_absolute_url())
    for said in (
        "It happened.",
        "it did happen",
        'photo caption, <span dir="auto">paragraph 6</span>',
        "<bdi>Fidan</bdi></a>, quoted by “<bdi>an officer</bdi>”, quoted here",
        "The first report",
        "reportedly",
    ):
        assert said in body


def test_own_reporting_and_unclear_basis_are_told_apart(client: Client) -> None:
    article = make_article()
    make_evidence(article=article, basis="own")
    assert "own reporting" in page(client, article.get_absolute_url())
    other = make_evidence(basis="").article
    assert "not clear whether it is its own reporting" in page(client, other.get_absolute_url())


def test_an_article_shows_which_articles_credit_it_and_on_how_many_claims(client: Client) -> None:
    article, relay = make_article(), make_article("Relay", published="2024-12")
    claim = make_claim()
    for _ in range(2):
        make_evidence(claim, relay, crediting=[article])
    make_evidence(article=relay, crediting=[article])
    other = make_evidence(crediting=[article]).article
    make_evidence(article=relay, crediting=[article], state="draft")
    make_evidence(crediting=[article], state="draft")
    rows = shown(client, article.get_absolute_url())["credited"]
    assert [(row, row.claim_count) for row, _ in rows] == [(relay, 2), (other, 1)]


def test_a_section_of_an_article_is_shown_alone_page_by_page(client: Client) -> None:
    article = make_article()
    bulk_claims(60, article=article)
    first = client.get(f"{article.get_absolute_url()}?show=contradicts").context["shown"][0].page
    rest = shown(client, f"{article.get_absolute_url()}?show=contradicts&after={first.after}")
    assert (len(first.rows), len(rest["contradicts"])) == (50, 10)


def test_a_draft_on_a_public_article_is_marked_for_editors_and_unseen_by_readers(client: Client) -> None:
    article = make_article()
    make_evidence(
        make_claim("Still a draft.", state="draft"), article, state="draft", paraphrase="Draft passage."
    )
    assert "raft" not in page(client, article.get_absolute_url())
    client.force_login(make_staff())
    body = page(client, article.get_absolute_url())
    assert "Draft passage." in body
    assert '<strong class="mark">draft</strong>' in body


@pytest.mark.parametrize("query", ["show=everything", "after=x", "show=supports&after=x", "page=1"])
def test_an_article_refuses_parameters_it_cannot_read(client: Client, query: str) -> None:
    page(client, f"{make_article().get_absolute_url()}?{query}", status=400)


def test_an_article_that_is_not_public_is_seen_by_editors_alone(client: Client) -> None:
    article = make_article(public=False)
    page(client, article.get_absolute_url(), status=404)
    client.force_login(make_staff())
    page(client, article.get_absolute_url())


@pytest.mark.parametrize("address", ["bcdfghjklm", "BCDFGHJKLM", "1", "bcdfghjkl", "aeiouaeiou"])
def test_an_address_that_no_article_has_is_not_found(client: Client, address: str) -> None:
    page(client, f"/articles/{address}/", status=404)


# Words and costs


@pytest.mark.parametrize(
    ("tag", "name"), [("ar", "Arabic"), ("EN-gb", "British English (EN-gb)"), ("ps", "ps"), ("x-y", "x-y")]
)
def test_languages_are_named_in_words_where_the_words_are_known(tag: str, name: str) -> None:
    assert language(tag) == name


@pytest.mark.parametrize("number", [10, 1000])
def test_pages_take_as_many_queries_with_many_claims_as_with_few(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    article = make_article()
    bulk_claims(number, article=article, stances=("supports", "contradicts", "mentions"))
    make_evidence(crediting=[article], speakers=[make_person()])
    outlet = article.outlet
    assert isinstance(outlet, Outlet)
    for address, queries in {
        "/outlets/": 7,
        outlet.get_absolute_url(): 15,
        article.get_absolute_url(): 21,
        f"{article.get_absolute_url()}?show=supports": 11,
    }.items():
        with django_assert_num_queries(queries, info=address):
            page(client, address)


@pytest.mark.parametrize("number", [10, 45])
def test_the_list_of_outlets_takes_as_many_queries_with_many_rows_as_with_few(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        make_evidence(article=make_article(outlet=make_outlet(aliases=["Another name"])))
    with django_assert_num_queries(7):
        page(client, "/outlets/")
