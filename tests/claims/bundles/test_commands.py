"""The two commands: what they print, where, and how they end."""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from claims.management.commands import import_bundle
from claims.models import Claim, ClaimStanding
from tests import factories
from tests.claims.bundles.story import AGROUND, FOLDER, PUBLIC, WHOLE, load, record, whole

STORY = str(FOLDER / "marigold.json")


def run_import(*arguments: str) -> str:
    """What import_bundle prints."""
    out = io.StringIO()
    call_command("import_bundle", *arguments, stdout=out)
    return out.getvalue()


def run_export(capfdbinary: Any, *arguments: str) -> bytes:
    """What export_bundle writes to standard output."""
    call_command("export_bundle", *arguments)
    return bytes(capfdbinary.readouterr().out)


@pytest.mark.django_db
def test_an_import_says_what_was_added_and_what_was_here() -> None:
    assert run_import(STORY) == (
        "marigold.json: added 1 dossier, 4 outlets, 5 articles, 3 unnamed sources, 2 people, 2 organizations, "
        "2 places, 6 claims, 9 evidence, 2 readings, 2 discrepancies; 0 records were here already.\n"
    )
    assert run_import(STORY) == "marigold.json: nothing to do; 38 records were here already.\n"


@pytest.mark.django_db
def test_a_short_import_shows_no_progress(capfd: Any) -> None:
    run_import(STORY)
    assert capfd.readouterr().err == ""


def test_a_long_one_does_and_so_does_a_terminal(capfd: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    list(import_bundle.shown(range(import_bundle.LONG + 1), "Writing"))
    assert "Writing" in capfd.readouterr().err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    list(import_bundle.shown(range(3), "Checking"))
    assert "Checking" in capfd.readouterr().err


@pytest.mark.django_db
def test_a_refusal_counts_and_lists_every_reason() -> None:
    load(PUBLIC)
    Claim.objects.filter(public_id=AGROUND).update(statement="The ferry struck a rock")
    with pytest.raises(CommandError) as error:
        run_import(STORY)
    assert str(error.value) == (
        "marigold.json was not imported, 1 reason:\n"
        f"- claims {AGROUND}: statement: differs from the record here.\n"
        "  here: 'The ferry struck a rock'\n"
        "  file: 'The ferry Marigold ran aground'\n"
        "Where the file is right, import it again with --overwrite."
    )
    assert run_import(STORY, "--overwrite").startswith("marigold.json: changed 1 claims; 37 records")


@pytest.mark.django_db
def test_claims_too_many_to_recount_at_once_are_left_to_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("claims.standings", "claims.bundles.load"):
        monkeypatch.setattr(f"{module}.AT_ONCE", 5)
    assert run_import(STORY).endswith(
        "\n6 claims are being recounted: manage.py standings --stale finishes them.\n"
    )
    assert not ClaimStanding.objects.exists()
    assert "recounted" not in run_import(STORY)


@pytest.mark.django_db
def test_the_importer_is_named_in_the_history() -> None:
    importer = User.objects.create_user("ada")
    run_import(STORY, "--by", "ada")
    assert Claim.objects.get(public_id=AGROUND).history.get().history_user == importer


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nowhere.json"], "nowhere.json cannot be read: No such file or directory."),
        (["."], ". cannot be read: Is a directory."),
        ([STORY, "--by", "nobody"], "There is no user 'nobody'."),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(arguments: list[str], reason: str) -> None:
    with pytest.raises(CommandError) as error:
        run_import(*arguments)
    assert str(error.value) == reason


def test_a_refused_file_ends_with_exit_code_1_its_reasons_on_stderr_and_no_traceback(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_bytes(b"\xff")
    command = [sys.executable, "manage.py", "import_bundle", "--settings", "tests.settings", str(bad)]
    ended = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "CommandError: bad.json was not imported, 1 reason:\n- the file: is not UTF-8: byte 1 cannot be read.\n"
    )


@pytest.mark.django_db
def test_an_export_goes_to_standard_output_as_it_is(capfdbinary: Any) -> None:
    load(WHOLE)
    assert run_export(capfdbinary, "marigold") == PUBLIC
    assert run_export(capfdbinary, "marigold", "--with-drafts", "--with-notes", "--with-texts") == WHOLE


@pytest.mark.django_db
def test_an_export_goes_to_a_file_whole(tmp_path: Path) -> None:
    load(PUBLIC)
    call_command("export_bundle", "marigold", "-o", str(tmp_path / "out.json"))
    assert (tmp_path / "out.json").read_bytes() == PUBLIC
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command("export_bundle", "marigold", "-o", str(tmp_path / "no" / "out.json"))


@pytest.mark.django_db
def test_a_dossier_that_is_not_there_or_not_public_is_said(capfdbinary: Any) -> None:
    factories.make_dossier("Secret", claims=[factories.make_claim(state="draft")])
    with pytest.raises(CommandError, match="There is no dossier 'other'"):
        run_export(capfdbinary, "other")
    with pytest.raises(CommandError, match="'secret' has no published claim"):
        run_export(capfdbinary, "secret")
    assert b"secret" in run_export(capfdbinary, "secret", "--with-drafts")


@pytest.mark.django_db
def test_standard_input_is_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PUBLIC)))
    assert run_import("-").startswith("standard input: added")


@pytest.mark.django_db
def test_what_is_private_in_a_whole_bundle_comes_only_when_it_is_in_the_file() -> None:
    bundle = whole()
    record(bundle, "claims", AGROUND)["detail"] = "Her last run."
    load(bundle)
    assert Claim.objects.drafts().count() == 2
