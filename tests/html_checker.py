"""The Nu HTML checker, run once over any number of pages."""

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests import machine


def problems(pages: Mapping[str, str]) -> list[str]:
    """Return every error and warning in `pages`, {name: html}, as "name:line: message"; empty when all are valid."""
    command = machine.html_checker()
    assert command, "no Java, or no jar: these tests are left out then"
    with tempfile.TemporaryDirectory() as folder:
        names = write_pages(pages, Path(folder))
        finished = subprocess.run(
            [*command, "--format", "json", "--exit-zero-always", *names],
            capture_output=True,
            text=True,
            check=True,
        )
    return [
        describe(message, names) for message in json.loads(finished.stderr)["messages"] if is_fault(message)
    ]


def write_pages(pages: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Write each page into a file of its own; return {path: name}."""
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_text(html, encoding="utf-8")
        names[str(path)] = name
    return names


def is_fault(message: Mapping[str, str]) -> bool:
    """Say whether a message is an error or a warning: a mere remark is "info" without a subtype."""
    return message["type"] != "info" or message.get("subType") == "warning"


def describe(message: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return one message in a line: which page, where, what."""
    name = names.get(message.get("url", "").removeprefix("file:"), "?")
    return f"{name}:{message.get('lastLine', '?')}: {message['message']} {message.get('extract', '')}".strip()
