import pytest
from hypothesis import given
from hypothesis import strategies as st

from record.refusals import as_typed


def test_what_was_typed_is_quoted() -> None:
    assert as_typed("29/11/2024") == "'29/11/2024'"


def test_other_scripts_are_quoted_as_they_are() -> None:
    assert as_typed("٢٩ تشرين الثاني") == "'٢٩ تشرين الثاني'"


def test_a_long_text_is_shortened() -> None:
    assert as_typed("x" * 61) == "'" + "x" * 60 + "…'"
    assert as_typed("x" * 60) == "'" + "x" * 60 + "'"


@pytest.mark.parametrize("char", ["\x00", "\n", "\ud800", "\u202e"])
def test_a_character_that_could_break_the_message_is_replaced(char: str) -> None:
    assert as_typed(f"a{char}b") == "'a\ufffdb'"


@given(st.text(st.characters(codec=None)))
def test_every_quotation_can_be_sent(text: str) -> None:
    assert as_typed(text).encode("utf-8")
    assert as_typed(text).isprintable()
