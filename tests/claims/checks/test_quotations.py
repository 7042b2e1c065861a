"""Tests of the two rules on exact words."""

from datetime import UTC, datetime
from typing import Any

import pytest

from claims.checks.quotations import stands_in
from claims.models import ClaimStanding
from sources.models import Article, ArticleText
from tests.claims.checks.suggestions import follow_first, found, names, relay, store_text
from tests.factories import (
    make_article,
    make_claim,
    make_evidence,
    make_outlet,
)

pytestmark = pytest.mark.django_db

WORDS = "the plane left before dawn with its lights out"


def test_the_same_words_in_two_articles_without_a_credit_are_found(publisher: Any) -> None:
    claim = make_claim()
    late = make_evidence(claim, make_article(published="2024-12-11"), quotation=f"“{WORDS.capitalize()}.”")
    early = make_evidence(claim, make_article(published="2024-12-08"), quotation=WORDS)
    [finding] = found(claim)
    assert finding.check.name == "shared-quotation"
    assert [fix.evidence for fix in finding.fixes] == [late]
    follow_first(claim, publisher)
    late.refresh_from_db()
    credit = late.credits.get()
    assert (late.basis, credit.article, credit.how) == ("relays", early.article, "inferred")
    assert ClaimStanding.objects.get(claim=claim).supporting_high == 1


def test_where_it_is_not_certain_who_was_first_either_may_be_credited() -> None:
    claim = make_claim()
    pieces = [make_evidence(claim, quotation=WORDS) for _ in range(2)]
    [finding] = found(claim)
    assert {fix.evidence for fix in finding.fixes} == set(pieces)


def test_nobody_is_offered_to_credit_what_certainly_came_later() -> None:
    claim = make_claim()
    early = make_evidence(claim, make_article(published="../2024-12-01"), quotation=WORDS)
    late = make_evidence(claim, make_article(published="2024-12-08"), quotation=WORDS)
    assert [fix.evidence for fix in found(claim)[0].fixes] == [late]
    assert early.article in found(claim)[0].places


def test_a_credit_a_common_source_and_a_common_outlet_explain_the_same_words() -> None:
    credited, outlet = make_article(), make_outlet()
    direct, shared, house, through = (make_claim() for _ in range(4))
    make_evidence(direct, credited, quotation=WORDS)
    relay(direct, make_article(), credited, quotation=WORDS)
    for _ in range(2):
        relay(shared, make_article(), credited, quotation=WORDS)
        make_evidence(house, make_article(outlet=outlet), quotation=WORDS)
    between = make_article()
    make_evidence(through, credited, quotation=WORDS)
    relay(through, between, credited)
    relay(through, make_article(), between, quotation=WORDS)
    assert [names(claim) for claim in (direct, shared, house, through)] == [[], [], [], []]


def test_a_third_report_that_credits_both_does_not_explain_them() -> None:
    claim = make_claim()
    two = [make_evidence(claim, quotation=WORDS).article for _ in range(2)]
    make_evidence(claim, crediting=two, quotation=WORDS)
    [finding] = found(claim)
    assert {record for record in finding.places if isinstance(record, Article)} == set(two)


def test_a_few_words_other_words_and_one_article_twice_are_nothing() -> None:
    claim, article = make_claim(), make_article()
    for quotation in ("he had left", "he had left", WORDS, f"{WORDS} again"):
        make_evidence(claim, quotation=quotation)
    for _ in range(2):
        make_evidence(claim, article, quotation="the very same words said twice over")
    assert found(claim) == []


# The stored text


def test_a_quotation_that_is_not_in_the_stored_text_is_found() -> None:
    piece = make_evidence(quotation="he left at dusk")
    store_text(piece.article, "It says that he left at dawn.")
    [finding] = found(piece.claim)
    assert finding.check.name == "quotation-not-found"
    assert finding.fixes == ()
    assert piece in finding.places
    assert "captured 2025-01-05" in finding.what
    assert "punctuation" not in finding.what


def test_words_that_differ_only_in_marks_are_not_found_either_and_the_editor_is_told() -> None:
    piece = make_evidence(quotation="He left at “dusk”")
    store_text(piece.article, 'They said: he left at "dusk".')
    assert "other capitals, marks or punctuation" in found(piece.claim)[0].what


def test_where_no_text_is_stored_nothing_is_suggested() -> None:
    claim = make_claim()
    pieces = [make_evidence(claim, quotation=f"words {number}") for number in range(2)]
    ArticleText.objects.create(
        article=pieces[1].article, sha256="0" * 64, length=9, captured_at=datetime.now(UTC)
    )
    assert found(claim) == []


def test_headlines_words_in_pictures_and_paraphrases_are_not_looked_for_in_the_text() -> None:
    claim, article = make_claim(), make_article("He fled at dusk")
    store_text(article, "Nothing of the kind.")
    make_evidence(claim, article, quotation="He fled")
    make_evidence(claim, article, quotation="Exit", part="embedded_image")
    make_evidence(claim, article, paraphrase="It says so.")
    assert found(claim) == []


@pytest.mark.parametrize(
    ("quotation", "text", "stands"),
    [
        ("he left", "then he\n  left", True),
        ("cafe\u0301", "a café", True),
        ("he […] dawn", "he left at dawn", True),
        ("dawn [...] he", "he left at dawn", False),
        ("he left", "He left", False),
        ("he leaft", "he left", False),
    ],
)
def test_words_stand_in_a_text_exactly_or_not_at_all(quotation: str, text: str, stands: bool) -> None:
    assert stands_in(quotation, " ".join(text.split())) is stands
