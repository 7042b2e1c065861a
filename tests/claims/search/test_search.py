"""Searching: the same queries give the same claims in the same order on both databases."""

from collections.abc import Iterator

import pytest
from django.test import Client

from claims.models import Claim
from claims.models.claims import State
from claims.search.documents import documents
from claims.search.terms import Query, parse
from tests.factories import (
    add_participant,
    add_place,
    index_words,
    make_article,
    make_claim,
    make_evidence,
    make_outlet,
    make_person,
    make_place,
    make_staff,
)

pytestmark = pytest.mark.django_db

STATEMENTS = [
    "The convoy reached Damascus before dawn.",
    "A civilian plane left Mezzeh for Moscow at night.",
    "Fidan told Lavrov that there was no need to worry.",
    "The offensive began on the outskirts of Aleppo.",
    "Fighters entered Homs from the north, then Hama.",
    "Half of the 50,000 conscripts had fled by noon.",
    "The statement’s author wasn't named: it came from an e-mail.",
    "دخلت قوات المعارضة مدينة حلب فجر الجمعة.",
    "غادرت الطائرة دمشق إلى موسكو.",
    "قال المسؤول إن الدعم في طريقه.",
    "İstanbul'dan gelen heyet Şam'a ulaştı.",
    "Le convoi a quitté Alep à l'aube.",
]

# Words, phrases, beginnings; Latin and Arabic; odd things that people type.
QUERIES = [
    "convoy", "CONVOYS", "convoi", "damascus", "دمشق", "Dimashq", "moscow", "موسكو", "plane", "planes", "civilian plane",
    "plane civilian", '"civilian plane"', '"plane civilian"', "no need", '"no need to worry"', '"need no"', "offens*",
    "offensive", "offensives", "off*", "o*", "fid*", "المعارضة", "معارضة", "المعارضه", "قوات المعارضة", '"قوات المعارضة"',
    '"المعارضة قوات"', "معارض*", "الطائره", "طائرة", "حلب", "aleppo", "Alep", "halab", "50,000", "50000", "50", "e-mail",
    "email", "statement's", "statements", "wasn’t", "wasnt", "istanbul", "İSTANBUL", "sam", "şam", "aube", "l'aube",
    "الجولاني", "jolani", "Joulani", "al-Jolani", '"al jolani"', "herald", "هيرالد", "headline", '"secret headline"',
    "secret", "nothing-like-it", "AND", "OR NOT", "convoy OR plane", "convoy)", "(", '"', '"""', "*", "a* b*", "%", "_",
    "\\", "'; DROP TABLE claims_claim; --", "☃", "東京", "東", "the", "the the the", "quotation", "رسالة", "2024", "٥٠",
]  # fmt: skip


@pytest.fixture
def world() -> None:
    person = make_person("Ahmad al-Sharaa", aliases=["Abu Mohammad al-Jolani", "أبو محمد الجولاني"])
    city = make_place("Aleppo", aliases=["حلب", "Halab"])
    capital = make_place("Damascus", aliases=["دمشق", "Dimashq"])
    outlet = make_outlet("The Herald", aliases=["هيرالد"])
    for number, statement in enumerate(STATEMENTS * 3):
        state = State.DRAFT if number % 7 == 6 else State.PUBLISHED
        claim = make_claim(statement, date=f"2024-12-{number % 9 + 1:02}" if number % 5 else "", state=state)
        if number % 3 == 0:
            add_participant(claim, person)
        if number % 4 == 0:
            add_place(claim, city if number % 8 else capital)
        if number % 2 == 0:
            secret = number % 4 == 2
            article = make_article("Secret headline" if secret else "A headline", outlet=outlet)
            evidence_state = State.DRAFT if secret or state == State.DRAFT else State.PUBLISHED
            make_evidence(claim, article, quotation="a quotation: رسالة 東京 2024", state=evidence_state)
    index_words()


def meets(words: str, forms: str, query: Query) -> bool:
    terms = [*words.split(), *forms.split()]
    return (
        not query.nothing
        and all(stem in terms for stem in query.stems)
        and all(any(term.startswith(start) for term in terms) for start in query.prefixes)
        and all(f" {' '.join(phrase)} " in words for phrase in query.phrases)
    )


def expected(asked: str, *, editor: bool) -> list[Claim]:
    """The reference: every document read through, without any index."""
    query = parse(asked)
    found = []
    for claim, public, editors in documents(Claim.objects.values_list("pk", flat=True)):
        seen = [document for document in (public, editors if editor else None) if document]
        if any(meets(document.words, document.forms, query) for document in seen):
            found.append(claim.pk)
    return list(Claim.objects.filter(pk__in=found).newest_first())


def pages(client: Client, asked: str) -> Iterator[list[Claim]]:
    after = ""
    while True:
        page = client.get("/claims/", {"q": asked, "after": after} if after else {"q": asked}).context["page"]
        yield page.rows
        after = page.after
        if not after:
            return


def test_there_are_queries_enough() -> None:
    assert len(set(QUERIES)) >= 60


@pytest.mark.usefixtures("world")
def test_readers_and_editors_find_just_what_the_words_say_newest_first(client: Client) -> None:
    some = 0
    for editor in (False, True):
        if editor:
            client.force_login(make_staff())
        for asked in QUERIES:
            wanted = expected(asked, editor=editor)
            assert [claim for rows in pages(client, asked) for claim in rows] == wanted, (asked, editor)
            some += bool(wanted)
    assert some > len(QUERIES), "most of the queries find something"


@pytest.mark.usefixtures("world")
def test_pages_of_what_was_found_lead_both_ways(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("record.listing.PAGE_SIZE", 5, raising=False)
    whole = expected("the", editor=False)
    first = client.get("/claims/", {"q": "the"}).context["page"]
    assert first.rows == whole[: len(first.rows)]
    if first.after:
        second = client.get("/claims/", {"q": "the", "after": first.after}).context["page"]
        assert second.rows == whole[len(first.rows) :][: len(second.rows)]
        back = client.get("/claims/", {"q": "the", "before": second.before}).context["page"]
        assert back.rows == first.rows


@pytest.mark.usefixtures("world")
def test_the_best_match_says_it_in_the_statement(client: Client) -> None:
    page = client.get("/claims/", {"q": "aleppo", "sort": "best"}).context["page"]
    assert "Aleppo" in page.rows[0].statement
    assert {claim.pk for claim in page.rows} == {claim.pk for claim in expected("aleppo", editor=False)}
    assert client.get("/claims/", {"q": "aleppo", "sort": "best", "after": "x"}).status_code == 400
    assert client.get("/claims/", {"sort": "best"}).status_code == 200


def test_a_word_asked_for_is_marked_and_one_found_elsewhere_is_shown_there(client: Client) -> None:
    claim = make_claim("The <b>convoys</b> left.")
    make_evidence(claim, quotation="they left for Homs in the dark & were seen")
    index_words()
    page = client.get("/claims/", {"q": "convoy homs"}).content.decode()
    assert "The &lt;b&gt;<mark>convoys</mark>&lt;/b&gt; left." in page
    assert "they left for <mark>Homs</mark> in the dark &amp; were seen" in page
