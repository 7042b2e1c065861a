"""Texts as the desk shows them: every character in its place, every paragraph with the number the record gives it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.desk.paragraphs import sentences, sheet, trim

TEXTS = st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("\n\r .!?؟ “”'ABCabc "), max_size=300)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@given(TEXTS, TEXTS)
def test_paragraphs_are_cut_from_the_sheet_in_order_and_leave_out_only_space(title: str, text: str) -> None:
    laid_out = sheet(title, text)
    place = 0
    for paragraph in laid_out.paragraphs:
        assert laid_out.text[place : paragraph.start].strip() == ""
        assert (
            laid_out.text[paragraph.start : paragraph.end] == paragraph.text == paragraph.text.strip() != ""
        )
        place = paragraph.end
    assert laid_out.text[place:].strip() == ""


@given(TEXTS)
def test_sentences_follow_one_another_and_leave_out_only_space(text: str) -> None:
    place = 0
    for start, end in sentences(text):
        assert text[place:start].strip() == ""
        assert trim(text, start, end) == (start, end)
        place = end
    assert text[place:].strip() == ""


def test_every_line_that_holds_anything_is_a_paragraph_and_has_the_next_number() -> None:
    laid_out = sheet("A headline", "First.\n\n  Second. \r\n \nA caption\nThe agency")
    assert [(one.number, one.text) for one in laid_out.paragraphs] == [
        (0, "A headline"),
        (1, "First."),
        (2, "Second."),
        (3, "A caption"),
        (4, "The agency"),
    ]
    assert [one.locator for one in laid_out.paragraphs[:2]] == ["headline", "paragraph 1"]


def test_a_headline_that_the_text_repeats_is_not_shown_twice() -> None:
    laid_out = sheet("The bridge’s fall ", "The Bridge's Fall\n\nIt fell.")
    assert [one.number for one in laid_out.paragraphs] == [1, 2]
    assert laid_out.headline == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("“We left.” Nobody asked why.", ["“We left.”", "Nobody asked why."]),
        ("Brig. Gen. Mohsen called. Then he left.", ["Brig. Gen. Mohsen called.", "Then he left."]),
        ("It rose by 3.5 metres. That was it.", ["It rose by 3.5 metres.", "That was it."]),
        ("The U.S. Embassy closed at 3 p.m. and opened again.", None),
        ("ماذا حدث؟ غادر الرئيس.", ["ماذا حدث؟", "غادر الرئيس."]),
        ("橋が落ちた。誰も見なかった。", ["橋が落ちた。", "誰も見なかった。"]),
        ("No end here", ["No end here"]),
        ("Wait… what? Yes!", ["Wait… what?", "Yes!"]),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, wanted: list[str] | None) -> None:
    assert split(text) == (wanted or [text])


def test_a_paragraph_is_known_by_its_words_alone() -> None:
    one, other = sheet("", "AP\n\nNews.\nAP").paragraphs[0], sheet("Another", "Old news.\nAP").paragraphs[2]
    assert one.words_sha256 == other.words_sha256
    assert one.number != other.number


def test_a_locator_leads_to_its_paragraph_or_to_none() -> None:
    laid_out = sheet("Headline", "One.\nTwo.")
    assert laid_out.located("Paragraph 2") == laid_out.numbered(2)
    assert laid_out.located("headline") == laid_out.numbered(0)
    assert laid_out.located("page 3") is None
    assert laid_out.at(laid_out.paragraphs[2].start) == laid_out.numbered(2)
