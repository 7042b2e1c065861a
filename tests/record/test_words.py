"""Words of a text stand where they are said to, and are read without what a language writes on to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from record.words import first_readings, phrases, words_of


def test_words_are_told_apart_as_folding_does() -> None:
    words = words_of("Al-Assad’s army, in Dar'a.")
    assert [word.folded for word in words] == ["al", "assads", "army", "in", "dara"]


def test_a_word_opens_after_what_ends_a_sentence() -> None:
    words = words_of("He left. H. Fidan stayed! Why?\nNobody knew, says Reuters")
    assert [word.written for word in words if word.opens] == ["He", "H", "Why", "Nobody"]


@pytest.mark.parametrize(
    ("written", "readings"),
    [
        ("وللشرع", {"الشرع"}),
        ("للجولاني", {"الجولاني"}),
        ("بحلب", {"حلب"}),
        ("وبحلب", {"حلب"}),
        ("فالأسد", {"الاسد"}),
        ("لأبي", {"ابو"}),
        ("Assad’s", {"assad"}),
        ("Esad'ın", {"esad"}),
        ("Dar'a", {"dar"}),
    ],
)
def test_a_word_is_read_without_its_prefixes_and_possessives(written: str, readings: set[str]) -> None:
    assert readings <= set(first_readings(words_of(written)[0]))


@pytest.mark.parametrize("written", ["بيت", "وليد"[:3], "Basil", "de"])
def test_what_is_no_prefix_stays(written: str) -> None:
    assert first_readings(words_of(written)[0]) == [words_of(written)[0].folded]


def test_a_phrase_begins_where_its_bare_word_does() -> None:
    text = "من وبِحلب القديمة"
    [whole, *bare] = phrases(words_of(text)[1:])
    assert text[whole.start : whole.end] == "وبِحلب القديمة"
    assert "حلب القديمة" in {text[phrase.start : phrase.end] for phrase in bare}


@given(st.text(alphabet=st.sampled_from("abوبلكف ’'.\u064b\u0640شرعX-")))
def test_words_and_phrases_stand_in_the_text(text: str) -> None:
    for number, word in enumerate(words_of(text)):
        assert text[word.start : word.end] == word.written
        for phrase in phrases(words_of(text)[number : number + 2]):
            assert word.start <= phrase.start <= phrase.end <= len(text)


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    assert all(word.written in text for word in words_of(text))
