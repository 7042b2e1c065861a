"""The table of columns, the format it fills, and the page that explains it."""

import re

from django.conf import settings

from claims.bundles.items import Part
from claims.sheets import columns
from claims.sheets.columns import BY_NAME, COLUMNS, column_of
from claims.sheets.finding import SAID
from claims.sheets.reading import read

PAGE = settings.BASE_DIR / "docs" / "sheets.md"
# Keys of the format that a row says in another way, or never: state and time of publication are not a sheet's to say.
ELSEWHERE = {
    "claims": {"state", "published_at"},
    "articles": {"superseded_by"},
    "evidence": {"state", "published_at", "claim", "article"},
}
ABOUT = {
    "claims": "Of the claim",
    "articles": "Of each source: the article",
    "evidence": "Of each source: what it says",
}


def table(about: str) -> list[str]:
    """The lines of the page that document these columns."""
    rows = [f"| `{column.name}` | {column.doc} |" for column in COLUMNS if column.about == about]
    return [f"### {ABOUT[about]}", "", "| column | what stands there |", "|---|---|", *rows, ""]


def test_the_page_documents_every_column_as_the_table_does() -> None:
    lines = [line for about in ABOUT for line in table(about)]
    _, _, documented = PAGE.read_text("utf-8").partition("## Columns\n\n")
    assert documented.splitlines() == lines[:-1]


def test_every_key_of_the_format_has_a_column() -> None:
    for about, kind in SAID.items():
        paths = {item.path for item in kind.items if not isinstance(item, Part)} - ELSEWHERE[about]
        parts = {item.path for item in kind.items if isinstance(item, Part)}
        missing = {path for path in paths | parts if not column_of(about, path)}
        assert missing == set(), about


def test_every_column_with_a_path_leads_to_a_key_of_the_format() -> None:
    for column in COLUMNS:
        if column.path:
            paths = {item.path for item in SAID[column.about].items}
            assert column.path in paths, column.name


def test_no_two_columns_have_one_name() -> None:
    assert len(BY_NAME) == len(COLUMNS)


def test_names_are_words_that_a_heading_can_be_typed_as() -> None:
    assert [name for name in BY_NAME if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)] == []


def test_the_examples_are_a_row_that_can_be_read() -> None:
    examples = {column.name: column.example for column in COLUMNS if column.example}
    row = read(2, examples)
    assert row.problems == []
    assert len(row.sources) == 1


def test_the_help_of_a_column_has_no_marks() -> None:
    assert columns.BY_NAME["date"].help.startswith("When, in the forms of docs/dates.md.")


def test_a_problem_with_an_actor_is_told_by_the_column_of_actors() -> None:
    assert column_of("claims", "said_by.unnamed_source") == "said_by"
    assert column_of("evidence", "asserts.organization") == "own_who"
    assert column_of("evidence", "speakers.0") == "speakers"
