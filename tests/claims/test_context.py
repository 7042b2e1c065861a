"""Tests of claims/context.py: a quotation in its paragraph."""

from claims.context import FARTHEST, in_paragraph

TEXT = "First paragraph.\n\nHe said that he left. Then he left again.\n\nLast one."


def test_a_quotation_is_shown_in_its_own_paragraph() -> None:
    assert in_paragraph(TEXT, "he left") == ("He said that ", "he left", ". Then he left again.")


def test_the_words_before_it_tell_which_place_is_meant() -> None:
    found = in_paragraph(TEXT, "he left", "Then ")
    assert found == ("He said that he left. Then ", "he left", " again.")


def test_words_before_it_that_are_not_there_do_no_harm() -> None:
    assert in_paragraph(TEXT, "Last", "Never ") == ("", "Last", " one.")


def test_the_first_and_the_last_paragraph_end_with_the_text() -> None:
    assert in_paragraph(TEXT, "paragraph") == ("First ", "paragraph", ".")
    assert in_paragraph(TEXT, "one.") == ("Last ", "one.", "")


def test_what_is_not_in_the_text_has_no_context() -> None:
    assert in_paragraph(TEXT, "she left") is None
    assert in_paragraph(TEXT, "") is None


def test_a_quotation_of_several_paragraphs_is_whole() -> None:
    assert in_paragraph(TEXT, "again.\n\nLast") == (
        "He said that he left. Then he left ",
        "again.\n\nLast",
        " one.",
    )


def test_an_endless_paragraph_is_cut_at_words() -> None:
    before, words, after = in_paragraph("aa " * 5_000 + "HERE" + " bb" * 5_000, "HERE") or ("", "", "")
    assert words == "HERE"
    assert before.startswith("… aa")
    assert after.endswith("bb …")
    assert len(before) <= FARTHEST + 2
