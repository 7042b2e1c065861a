"""Tests of claims/wording.py and of the template tags made from it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags

from claims import wording
from claims.templatetags.wording import linked, origins, publisher, voice
from tests.factories import make_article, make_evidence, make_outlet, make_person, make_unnamed_source


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        (Decimal("1500.0000"), "fighters", "1,500 fighters"),
        (Decimal("2.5000"), "km", "2.5 km"),
        (Decimal("0"), "", "0"),
        (Decimal("100"), "", "100"),
        (Decimal("1234567.0001"), "", "1,234,567.0001"),
        (None, "km", ""),
    ],
)
def test_a_figure_reads_as_people_write_it(number: Decimal | None, unit: str, words: str) -> None:
    assert wording.figure(number, unit) == words


def test_a_date_takes_its_time_and_zone_along() -> None:
    assert (
        wording.when("2024-12-08", "~21:30", "Asia/Damascus")
        == "8 December 2024, about 21:30 (Asia/Damascus)"
    )
    assert wording.when("2024-12") == "December 2024"
    assert wording.when("") == ""


def test_a_day_is_a_day_whether_of_a_date_or_of_a_moment() -> None:
    assert (
        wording.day(date(2024, 12, 8))
        == wording.day(datetime(2024, 12, 8, 23, 59, tzinfo=UTC))
        == "8 December 2024"
    )
    assert wording.day(None) == ""


def test_a_count_agrees_with_its_noun() -> None:
    assert [wording.counted(number, "report") for number in (0, 1, 2, 1200)] == [
        "0 reports",
        "1 report",
        "2 reports",
        "1,200 reports",
    ]
    assert wording.counted(2, "reply", "replies") == "2 replies"


def test_an_enumeration_ends_with_and() -> None:
    assert wording.enumerated(["date"]) == "date"
    assert wording.enumerated(["date", "time", "place"]) == "date, time and place"


def test_origins_are_a_number_or_a_range() -> None:
    assert origins(1, 1) == "1 known origin"
    assert origins(2, 3) == "2 to 3 origins"


def test_words_of_a_template_are_escaped_and_empty_values_stay_empty() -> None:
    template = Template(
        "{% load wording %}[{{ nothing|edtf }}{{ nothing|clock }}{{ nothing|day }}{{ none|enumerated }}]{{ n|noun:'reply,replies' }}"
    )
    assert template.render(Context({"nothing": None, "none": [], "n": 2})) == "[]replies"


@pytest.mark.django_db
def test_a_passage_speaks_in_the_voice_of_its_speakers_each_quoted_by_the_next() -> None:
    article = make_article(outlet=make_outlet("Al Majalla"))
    officer = make_unnamed_source("an officer", article=article)
    evidence = make_evidence(article=article, speakers=[make_person("Hakan <b>"), officer])
    assert voice(evidence) == (
        '<a href="/people/hakan-b/"><bdi>Hakan &lt;b&gt;</bdi></a>, quoted by “<bdi>an officer</bdi>”, '
        'quoted by <a href="/outlets/al-majalla/"><bdi>Al Majalla</bdi></a>'
    )


@pytest.mark.django_db
def test_an_outlet_speaks_for_itself_only_where_nobody_else_does() -> None:
    evidence = make_evidence(article=make_article(outlet=make_outlet("The Daily")))
    assert "The Daily</bdi></a>, in the report’s own voice" in voice(evidence)
    assert publisher(None) == '<span class="unknown">an outlet not known</span>'
    assert linked(evidence.article.outlet) in voice(evidence)


@pytest.mark.django_db
def test_a_relay_without_a_speaker_names_whom_it_relays_and_not_itself_alone() -> None:
    agency, majalla = make_outlet("AFP"), make_outlet("Al Majalla")
    items = [make_article(outlet=agency), make_article(outlet=agency), majalla]
    relay = make_evidence(article=make_article(outlet=None), crediting=items)
    assert strip_tags(voice(relay)) == "an outlet not known, relaying AFP and Al Majalla"
    nameless = make_evidence(article=make_article(outlet=majalla), basis="relays")
    assert strip_tags(voice(nameless)) == "Al Majalla, relaying another report"
