"""The checks the suite relies on do check, and the house keeps its own measures."""

import re
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ("config", "claims", "sources", "people", "record", "tests")
# About 400: a module a few lines over is no worse for it, one that grows is split in time.
MOST_LINES = 440
# Names that say nothing about what is inside.
EMPTY_NAMES = {"utils", "util", "core", "common", "helpers", "misc"}

# The file of [words](file.md#part): an address elsewhere has a colon.
LOCAL_LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")

PAGE = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Sayso</title></head><body>{}</body></html>'


def modules() -> list[Path]:
    """Return every module of ours; a migration is written by Django."""
    return [
        path
        for package in PACKAGES
        for path in (PROJECT / package).rglob("*.py")
        if "migrations" not in path.parts
    ]


def test_no_module_is_longer_than_a_sitting() -> None:
    lengths = {
        str(path.relative_to(PROJECT)): len(path.read_text("utf-8").splitlines()) for path in modules()
    }
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_every_name_says_what_is_inside() -> None:
    assert [path for path in modules() if EMPTY_NAMES & {path.stem, path.parent.name}] == []


def test_requirements_name_no_registry() -> None:
    for path in PROJECT.glob("requirements*.txt"):
        assert "://" not in path.read_text("utf-8"), path.name


def test_every_link_in_the_docs_leads_to_a_file() -> None:
    pages = [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")]
    links = [(page, target) for page in pages for target in LOCAL_LINK.findall(page.read_text("utf-8"))]
    assert [f"{page.name}: {target}" for page, target in links if not (page.parent / target).exists()] == []


def test_the_suite_reaches_no_other_machine() -> None:
    # 192.0.2.0/24 is set aside for documentation: nobody answers there.
    with socket.socket() as wayfarer, pytest.raises(AssertionError, match="stays on this machine"):
        wayfarer.connect(("192.0.2.1", 80))


def test_the_html_checker_passes_a_valid_page_and_names_what_is_wrong_with_another(
    html_problems: Callable[[Mapping[str, str]], list[str]],
) -> None:
    valid, invalid = PAGE.format("<p>Sound.</p>"), PAGE.format("<p><div>Not sound.</p>")
    assert html_problems({"sound": valid}) == []
    assert any(
        problem.startswith("unsound:1: No “p” element")
        for problem in html_problems({"sound": valid, "unsound": invalid})
    )
