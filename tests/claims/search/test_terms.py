"""Words as they are indexed and asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.search.terms import LONGEST_TERM, Query, parse, stem, words


@pytest.mark.parametrize(
    ("asked", "stems"),
    [
        ("Assad fled", ("assad", "fled")),
        ("flights FLIGHT", ("flight",)),
        ("المعارضة معارضه", ("معارض",)),
        ("إدلب", ("ادلب",)),
        ("Kommersant’s", ("kommers",)),
        ("٢٠٢٤", ("2024",)),
        ("東京", ("東京",)),
    ],
)
def test_words_become_stems_whatever_their_case_marks_and_script(asked: str, stems: tuple[str, ...]) -> None:
    assert parse(asked) == Query(stems=stems)


def test_an_arabic_word_is_found_with_and_without_its_article_and_ending() -> None:
    for forms in (
        ("المعارضة", "معارضة", "والمعارضة"),
        ("الطائرة", "طائرة"),
        ("السورية", "سورية"),
        ("حلب", "بحلب"),
    ):
        assert len({parse(form).stems for form in forms}) == 1, forms


def test_a_phrase_is_its_stems_in_a_row_whichever_the_quotes() -> None:
    for asked in ('"no need to worry"', "“no need to worry”", "«no need to worry»"):
        assert parse(asked).phrases == (("no", "need", "to", "worri"),)
    assert parse('"alone"').phrases == ()


def test_what_is_written_in_one_piece_belongs_together() -> None:
    assert parse("al-Sharaa").phrases == (("al", "sharaa"),)


def test_a_star_asks_for_beginnings() -> None:
    assert parse("offens* moscow") == Query(stems=("moscow",), prefixes=("offens",))
    assert parse("al-Shar*") == Query(stems=("al",), prefixes=("shar",))


def test_while_somebody_types_the_last_word_is_a_beginning() -> None:
    assert parse("moscow fli", typing=True) == Query(stems=("moscow",), prefixes=("fli",))
    assert parse("moscow fli ", typing=True) == Query(stems=("moscow", "fli"))


def test_what_holds_no_word_asks_for_nothing_that_exists() -> None:
    for asked in ("***", '"', "…", "☃"):
        assert parse(asked).nothing
        assert parse(asked)
    assert not parse("")
    assert not parse("  ")


def test_what_looks_like_the_language_of_a_database_is_words() -> None:
    assert parse("a AND NOT b").stems == ("a", "and", "not", "b")
    assert parse("NEAR(x)").stems == ("near", "x")
    assert parse("statement:x | !y & ''z").stems == ("statement", "x", "y", "z")


@given(st.text(max_size=200))
def test_any_text_is_a_query_of_plain_terms(text: str) -> None:
    query = parse(text)
    for term in (*query.stems, *query.prefixes, *(one for phrase in query.phrases for one in phrase)):
        assert term
        assert len(term) <= LONGEST_TERM
        assert not set(term) & set("\"'\\ \0|*:&!()")


@given(st.text(max_size=200))
def test_words_are_stemmed_alike_in_a_text_and_in_a_query(text: str) -> None:
    plain = " ".join(words(text))
    assert set(parse(plain).stems) <= {stem(word) for word in words(text)}
