"""Names are found in a text whichever way they are written there, and nothing else is."""

import time
from collections.abc import Iterable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from people.models import PersonAlias
from people.recognising import CANDIDATES, Entry, Mention, Names
from record.folding import fold
from record.skeleton import skeleton
from tests import factories


def names_of(*people: str, places: Iterable[str] = (), organizations: Iterable[str] = ()) -> Names:
    """Names without a database: each text is a record's name and its aliases, parted by bars."""
    named = []
    kinds = {"person": people, "place": places, "organization": organizations}
    for kind, records in kinds.items():
        for pk, record in enumerate(records, start=1):
            shown, *others = record.split("|")
            for name in (shown, *others):
                entry = Entry(kind, pk, shown, name, "name" if name is shown else "alias")
                named.append((entry, fold(name), skeleton(name)))
    return Names(named)


def found(names: Names, text: str) -> list[tuple[str, str, str]]:
    """The words found, whom they are said to name and how."""
    mentions = names.find(text)
    assert all(text[one.start : one.end] == one.words for one in mentions)
    return [(one.words, one.name, one.how) for one in mentions]


SHARAA = "Ahmad al-Sharaa|Abu Mohammad al-Joulani|أحمد الشرع"


@pytest.mark.parametrize(
    ("text", "words", "how"),
    [
        ("Then Ahmad al-Sharaa spoke.", "Ahmad al-Sharaa", "name"),
        ("THEN AHMAD AL-SHARAA SPOKE.", "AHMAD AL-SHARAA", "name"),
        ("what Abu Mohammad al-Joulani’s men did", "Abu Mohammad al-Joulani", "alias"),
        ("قال أحمد الشرع أمس", "أحمد الشرع", "alias"),
        ("قال أَحمَد الشرع أمس", "أَحمَد الشرع", "alias"),
        ("وأحمد الشرع", "أحمد الشرع", "alias"),
        ("what Sharaa’s men did", "Sharaa", "surname"),
        ("قيل للشرع", "للشرع", "surname"),
        ("والشرع", "الشرع", "surname"),
        ("what Jolani did", "Jolani", "transliteration"),
        ("what Abou Mohammed al-Jawlani did", "Abou Mohammed al-Jawlani", "transliteration"),
        ("قال أبو محمد الجولاني", "أبو محمد الجولاني", "transliteration"),
        ("عن أبي محمد الجولاني", "أبي محمد الجولاني", "transliteration"),
        ("что Ахмад аш-Шараа сказал", "Ахмад аш-Шараа", "transliteration"),
    ],
)
def test_a_person_is_found_by_any_name_in_any_script(text: str, words: str, how: str) -> None:
    assert found(names_of(SHARAA), text) == [(words, "Ahmad al-Sharaa", how)]


@pytest.mark.parametrize(
    "text",
    [
        "Ahmad. Al-Nusra followed",
        "a sharaa of no one",
        "he Jolaniesque",
        "Joel said so",
        "in March, on Friday",
        "their Saraha desert",
    ],
)
def test_what_names_nobody_is_left_alone(text: str) -> None:
    assert found(names_of(SHARAA, places=["Marash", "Freddy"]), text) == []


def test_of_names_that_overlap_the_longest_is_found() -> None:
    names = names_of(places=["Aleppo", "Aleppo International Airport", "Airport"])
    assert found(names, "at Aleppo International Airport, in Aleppo") == [
        ("Aleppo International Airport", "Aleppo International Airport", "name"),
        ("Aleppo", "Aleppo", "name"),
    ]


def test_names_do_not_reach_across_sentences() -> None:
    names = names_of(places=["Aleppo Citadel"])
    assert found(names, "They left Aleppo. Citadel Street was empty.") == []
    assert found(names, "They left\nAleppo Citadel") == [("Aleppo Citadel", "Aleppo Citadel", "name")]


def test_capitals_tell_names_from_words() -> None:
    names = names_of("Basil", organizations=["Government of the United States|US", "Syrian army|army"])
    text = "Basil grew basil, US envoys told us; the army left."
    assert [words for words, *_ in found(names, text)] == ["Basil", "US", "army"]


def test_a_surname_that_several_share_offers_each() -> None:
    names = names_of("Maher al-Assad", "Hafez al-Assad", "Rim Haddad")
    assert found(names, "what al-Assad said") == [
        ("Assad", "Hafez al-Assad", "surname"),
        ("Assad", "Maher al-Assad", "surname"),
    ]


def test_whom_the_text_named_in_full_comes_first() -> None:
    names = names_of("Maher al-Assad", "Hafez al-Assad")
    surname = found(names, "Maher al-Assad came. Then Assad left.")[1:]
    assert [name for _, name, _ in surname] == ["Maher al-Assad", "Hafez al-Assad"]


@pytest.mark.parametrize("surname", ["Assad", "الأسد"])
def test_who_goes_by_a_surname_alone_is_meant_by_it(surname: str) -> None:
    names = names_of("Maher al-Assad|ماهر الأسد", "Bashar al-Assad|Assad|بشار الأسد")
    assert [name for _, name, _ in found(names, f"x {surname} x")] == ["Bashar al-Assad"]


def test_a_kunya_and_a_number_are_no_surnames() -> None:
    names = names_of("Karim Saleh|Abu Mohammad", "Abdullah II", "Hafez (son of Bashar)")
    assert found(names, "a Mohammad, Elizabeth II and Bashar") == []


def test_one_name_of_two_kinds_offers_both() -> None:
    names = names_of(places=["Moscow"], organizations=["Government of Russia|Moscow"])
    assert {(one.kind, one.how) for one in names.find("Moscow said")} == {
        ("place", "name"),
        ("organization", "alias"),
    }


def test_no_more_are_offered_than_anybody_reads() -> None:
    names = names_of(*(f"Given{chr(97 + number)} Hassan" for number in range(20)))
    assert len(names.find("what Hassan said")) == CANDIDATES


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    for mention in names_of(SHARAA, places=["x", "ا", "الله"]).find(text):
        assert text[mention.start : mention.end] == mention.words


def test_a_text_costs_its_own_length_and_not_the_number_of_names() -> None:
    # Twenty thousand names of letters that go round; the text holds one in ten of its words.
    def numbered(number: int) -> str:
        return "".join(
            "bdfklmnrstz"[int(digit)] + "aiu"[int(digit) % 3] for digit in str(number)
        ).capitalize()

    names = names_of(*(f"{numbered(one)} al-{numbered(one * 7)}" for one in range(1, 20_001)))
    text = " ".join(f"{numbered(one)} and then he went to see the others there" for one in range(300))
    began = time.perf_counter()
    mentions = names.find(text)
    assert len(mentions) >= 30
    assert time.perf_counter() - began < 2


# With the database


def whom(user: Any, text: str) -> list[Mention]:
    return Names.known(user).find(text)


@pytest.mark.django_db
def test_editors_know_drafts_and_readers_do_not(editor: User) -> None:
    factories.make_person("Hakan Fidan", aliases=["هاكان فيدان"], public=False)
    place = factories.make_place("Doha")
    text = "Fidan flew to Doha; هاكان فيدان"
    assert [one.name for one in whom(editor, text)] == ["Hakan Fidan", "Doha", "Hakan Fidan"]
    assert [(one.kind, one.pk) for one in whom(AnonymousUser(), text)] == [("place", place.pk)]


@pytest.mark.django_db
def test_names_are_read_in_six_queries_and_kept_until_one_changes(editor: User) -> None:
    person = factories.make_person("Hakan Fidan")
    editor.has_perm("claims.view_claim")
    with CaptureQueriesContext(connection) as first:
        assert len(whom(editor, "Fidan")) == 1
    with CaptureQueriesContext(connection) as second:
        assert whom(editor, "the Spymaster") == []
    assert (len(first), len(second)) == (7, 1)
    alias = PersonAlias.objects.create(person=person, name="the Spymaster")
    assert len(whom(editor, "the Spymaster")) == 1
    alias.delete()
    assert whom(editor, "the Spymaster") == []
    person.name = "Hakan Kara"
    person.save()
    assert [one.name for one in whom(editor, "Kara, once Fidan")] == ["Hakan Kara"]
