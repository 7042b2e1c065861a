"""Tests of claims/as_of.py and of the pages as known on a day."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from claims import as_of
from claims.models import Claim
from claims.standings import fresh
from record.parameters import BadParameters
from sources.models import Article
from tests.factories import (
    bulk_claims,
    bulk_evidence,
    make_article,
    make_claim,
    make_discrepancy,
    make_dossier,
    make_evidence,
    make_person,
    make_staff,
)

pytestmark = pytest.mark.django_db

DAY = date(2024, 12, 8)
BY_THEN = ("2024-12-08", "2024-12-01/2024-12-08", "../2024-12-07", "2024-11")
UNCLEAR = ("", "2024-12", "2024-12-08/2024-12-09", "../2024-12-09", "2024-12-08/..")
LATER = ("2024-12-09", "2025", "2024-12-09/..")


def then(claim: Claim, day: date = DAY) -> str:
    return str(as_of.assessments([claim.pk], day)[claim.pk].standing)


def get(client: Client, subject: Any, day: str = "2024-12-08", status: int = 200) -> Any:
    answer = client.get(f"{subject.get_absolute_url()}?as_of={day}")
    assert answer.status_code == status
    return answer


# What was known


@pytest.mark.parametrize(
    ("published", "when"),
    [(text, "out_by") for text in BY_THEN]
    + [(text, "perhaps_out_by") for text in UNCLEAR]
    + [(text, "out_after") for text in LATER],
)
def test_an_article_is_out_by_a_day_or_perhaps_or_later_and_never_two_of_these(
    published: str, when: str
) -> None:
    make_article(published=published)
    found = {
        name: getattr(Article.objects, name)(DAY).count()
        for name in ("out_by", "perhaps_out_by", "out_after")
    }
    assert found == {"out_by": 0, "perhaps_out_by": 0, "out_after": 0} | {when: 1}


def test_a_standing_counts_only_reports_certainly_out_by_the_day() -> None:
    claim = make_claim()
    make_evidence(claim, make_article(published="2024-12-08"))
    for published in ("2024-12", "", "2024-12-09"):
        make_evidence(claim, make_article(published=published))
    make_evidence(claim, make_article(published="2024-12-10"), "contradicts")
    assert then(claim) == "single-origin"
    assert then(claim, date(2024, 12, 7)) == "unsupported"
    assert then(claim, date(2024, 12, 10)) == "disputed"


def test_a_relay_of_a_later_report_rests_on_something_not_seen_by_then() -> None:
    later = make_article("Later", published="2024-12-20")
    claim = make_evidence(article=make_article(published="2024-12-01"), crediting=[later]).claim
    make_evidence(claim, later)
    assessment = as_of.assessments([claim.pk], DAY)[claim.pk]
    assert assessment.standing == "single-origin"
    assert "not seen here" in assessment.explanation


def test_drafts_are_no_part_of_the_past() -> None:
    claim = make_claim()
    make_evidence(claim, make_article(published="2024"), state="draft")
    assert then(claim, date(2025, 1, 1)) == "unsupported"
    assert not as_of.known(Claim.objects.all(), date(2025, 1, 1)).exists()


class AfterEverything(TestCase):
    """On a day after every article, all of known dates, nothing is different from today."""

    @given(
        st.lists(
            st.tuples(
                st.integers(0, 3), st.sampled_from(["supports", "contradicts"]), st.none() | st.integers(0, 3)
            ),
            max_size=8,
        )
    )
    def test_the_standing_is_todays(self, passages: list[tuple[int, str, int | None]]) -> None:
        articles = [make_article(published=f"2024-12-0{1 + number}") for number in range(4)]
        claim = make_claim()
        for article, stance, credited in passages:
            crediting = [] if credited in (None, article) else [articles[credited or 0]]
            make_evidence(claim, articles[article], stance, crediting=crediting)
        [today] = fresh([claim.pk])
        assert then(claim, date(2024, 12, 4)) == today.standing


# The day


@pytest.mark.parametrize(
    "text", ["2024-12", "20241208", "2024-13-01", "2024-W49-7", "yesterday", "٢٠٢٤-١٢-٠٨"]
)
def test_what_is_no_day_is_refused_by_name(client: Client, text: str) -> None:
    with pytest.raises(BadParameters) as refused:
        as_of.asked_day(text)
    assert list(refused.value.refusals) == ["as_of"]
    claim = make_evidence().claim
    for subject in (claim, make_dossier(claims=[claim])):
        assert "as_of" in get(client, subject, text, 400).content.decode()


def test_without_a_day_the_page_is_todays_and_asks_for_one(client: Client) -> None:
    claim = make_evidence().claim
    for subject in (claim, make_dossier(claims=[claim])):
        answer = get(client, subject, "")
        assert "X-Robots-Tag" not in answer.headers
        assert 'name="as_of"' in answer.content.decode()


# The claim page


def test_a_claim_page_shows_what_was_out_and_apart_what_perhaps_was(client: Client) -> None:
    claim = make_claim()
    for published, words in (("2024-12-01", "Early."), ("2024-12", "Perhaps."), ("2025", "Late.")):
        make_evidence(claim, make_article(published=published), paraphrase=words)
    answer = get(client, claim)
    body = answer.content.decode()
    assert body.index("Early.") < body.index("Perhaps published by then") < body.index("Perhaps.<")
    assert "Late." not in body
    assert "1 later report is left out" in body
    assert answer.context["standing"].standing == "single-origin"


def test_where_no_report_was_certainly_out_the_page_does_not_say_that_none_was(client: Client) -> None:
    claim = make_evidence(article=make_article(published="2024-12")).claim
    page = get(client, claim).content.decode()
    assert "Of no report that says anything of it is it certain that it was out by then." in page
    assert "No report says so" not in page


def test_a_page_of_the_past_says_so_leads_back_and_stays_out_of_search_engines(client: Client) -> None:
    claim = make_evidence().claim
    for subject in (claim, make_dossier(claims=[claim])):
        answer = get(client, subject)
        body = answer.content.decode()
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in body
        assert "As known on 8 December 2024." in body
        assert f'<a href="{subject.get_absolute_url()}">Back to this page' in body


def test_rivals_are_shown_only_as_far_as_they_were_known(client: Client) -> None:
    early = make_article(published="2024-12-01")
    claim, rival, later = make_claim(), make_claim("It was Monday."), make_claim("It was Sunday.")
    for of in (claim, rival):
        make_evidence(of, early)
    make_evidence(rival, make_article("Too late", published="2025"), "contradicts")
    make_evidence(later, make_article(published="2025"))
    make_discrepancy(rivals=[claim, rival, later])
    make_discrepancy("Hidden by then", rivals=[claim, later])
    answer = get(client, claim)
    [shown] = answer.context["discrepancies"]
    assert [one.claim for one in shown.shown_rivals] == [claim, rival]
    assert shown.shown_rivals[1].claim.standing.standing == "single-origin"
    assert "Hidden by then" not in answer.content.decode()
    assert "contradicts:" not in answer.content.decode()


def test_nothing_appears_that_is_not_public_today_not_even_to_editors(client: Client) -> None:
    claim, article = make_claim(), make_article(published="2024-12-01")
    make_evidence(claim, article)
    make_evidence(claim, article, state="draft", paraphrase="A draft passage.")
    draft = make_claim("A draft claim.", state="draft")
    make_evidence(draft, article, state="draft")
    dossier = make_dossier(claims=[claim, draft])
    client.force_login(make_staff())
    assert "A draft passage." not in get(client, claim).content.decode()
    assert "A draft claim." not in get(client, dossier).content.decode()
    get(client, draft, status=404)


def test_a_withdrawn_claim_has_no_past(client: Client) -> None:
    assert "logged twice" in get(client, make_claim(state="withdrawn"), status=410).content.decode()


# The dossier page


def test_a_dossier_lists_what_was_known_by_then_with_the_standing_then(client: Client) -> None:
    early, late = make_article(published="2024-12-01"), make_article("Late", published="2025")
    known, unknown, perhaps = (
        make_claim("Known.", date="2024-11"),
        make_claim("Unknown."),
        make_claim("Perhaps."),
    )
    make_evidence(known, early)
    make_evidence(known, late, "contradicts")
    make_evidence(unknown, late)
    make_evidence(perhaps, make_article("Undated", published=""))
    answer = get(client, make_dossier(claims=[known, unknown, perhaps]))
    [row] = answer.context["page"].rows
    assert (row, row.standing.standing) == (known, "single-origin")
    assert [report.article for report in row.reports] == [early]
    assert [article.title for article in answer.context["unclear"]] == ["Undated"]
    assert [answer.context[name] for name in ("number", "by_then", "unclear_number", "later")] == [1, 1, 1, 1]
    assert f"{known.get_absolute_url()}?as_of=2024-12-08" in answer.content.decode()


def test_the_pages_of_a_dossier_keep_the_day(client: Client) -> None:
    dossier = make_dossier()
    bulk_claims(60, dossier=dossier, article=make_article(published="2024-12-01"))
    answer = get(client, dossier)
    after = answer.context["page"].after
    assert f"as_of=2024-12-08&amp;after={after}" in answer.content.decode()
    second = client.get(f"{dossier.get_absolute_url()}?as_of=2024-12-08&after={after}")
    assert len(second.context["page"].rows) == 10


def test_a_day_before_every_report_knows_nothing(client: Client) -> None:
    claim = make_evidence(article=make_article(published="2024-12-09")).claim
    assert (
        "No report that was certainly published" in get(client, make_dossier(claims=[claim])).content.decode()
    )
    assert get(client, claim).context["standing"].standing == "unsupported"


# What they cost


def queries(client: Client, subject: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        get(client, subject)
    return len(captured)


def test_a_dossier_costs_the_same_for_three_claims_and_for_three_hundred(client: Client) -> None:
    numbers = []
    for number in (3, 300):
        dossier, early = make_dossier(), make_article(published="2024-12-01")
        claims = bulk_claims(number, dossier=dossier, article=early)
        bulk_evidence(claims, article=make_article(published=""))
        make_evidence(claims[0], early, crediting=[make_article()], speakers=[make_person()])
        numbers.append(queries(client, dossier))
    assert numbers[0] == numbers[1] <= 20


def test_a_claim_costs_the_same_with_three_reports_and_with_sixty(client: Client) -> None:
    numbers = []
    for number in (3, 60):
        claim, rival = make_claim(), make_claim()
        for _ in range(number):
            credited, person = make_article(), make_person()
            article = make_article(published="2024-12-01")
            make_evidence(claim, article, crediting=[credited], speakers=[person])
        make_evidence(rival, article)
        make_discrepancy(rivals=[claim, rival])
        numbers.append(queries(client, claim))
    assert numbers[0] == numbers[1] <= 36


def test_the_pages_are_valid_html(client: Client, html_problems: Any) -> None:
    claim, rival = make_claim(date="2024-12-08"), make_claim()
    for published in ("2024-12-01", "", "2025"):
        make_evidence(claim, make_article(published=published))
    make_evidence(rival, make_article(published="2024"), "contradicts")
    make_evidence(rival, make_article(published="2023"))
    make_discrepancy(rivals=[claim, rival])
    dossier = make_dossier(claims=[claim, rival])
    subjects = {"claim": claim, "rival": rival, "dossier": dossier}
    pages = {name: get(client, subject).content.decode() for name, subject in subjects.items()}
    today = {f"{name} today": get(client, subject, "").content.decode() for name, subject in subjects.items()}
    assert html_problems(pages | today) == []
