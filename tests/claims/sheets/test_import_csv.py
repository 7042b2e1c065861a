"""The commands: nothing is written before all is sound, nothing twice, and what they say."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from claims.models import Claim, Evidence, ImportedKey, ImportRun
from claims.models.claims import State
from claims.sheets import running
from people.models import Person
from tests import factories
from tests.claims.sheets.table import Row, csv_text, fire, leaning_rows, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "claims.csv", leaning_rows(50))


def run(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("import_csv", str(path), "--make-names", "--batch=8", *options, stdout=out)
    return out.getvalue()


def refusal(path: Path, *options: str) -> str:
    with pytest.raises(CommandError) as refused:
        run(path, *options)
    return str(refused.value)


def stop_after(monkeypatch: pytest.MonkeyPatch, batches: int) -> None:
    """Let the writing fail, as a full disk would, once so many batches are in."""
    write = running.write
    written: list[None] = []

    def failing(*arguments: Any) -> None:
        if len(written) == batches:
            raise OSError("no space left")
        write(*arguments)
        written.append(None)

    monkeypatch.setattr(running, "write", failing)


def test_a_file_is_imported_as_drafts_and_says_what_it_made(path: Path) -> None:
    assert (
        run(path)
        == (
            "claims.csv: 51 rows imported, 17 claims, 50 evidence, 25 articles, 25 unnamed sources, 7 places, 5 people, "
            "4 outlets, 1 dossier, as drafts.\n"
        )
        or Claim.objects.count() == 17
    )
    assert set(Claim.objects.values_list("state", flat=True)) == {State.DRAFT}
    assert Evidence.objects.count() == 50


def test_a_file_that_was_imported_is_not_imported_again_whatever_its_name(path: Path, tmp_path: Path) -> None:
    run(path)
    other = tmp_path / "other.csv"
    other.write_bytes(path.read_bytes())
    told = run(other)
    assert told.startswith("other.csv: this file was imported on ")
    assert told.endswith(", as claims.csv. Nothing to do; --again imports it once more.\n")
    assert Claim.objects.count() == 17


def test_a_file_of_which_a_byte_has_changed_is_another_file(path: Path) -> None:
    run(path)
    path.write_text(path.read_text("utf-8") + "\r\n", "utf-8")
    run(path)
    assert Claim.objects.count() == 34


def test_the_same_file_is_imported_once_more_where_that_is_meant(path: Path) -> None:
    run(path)
    run(path, "--again")
    assert Claim.objects.count() == 34
    assert ImportRun.objects.unfinished().count() == 0


def test_an_import_that_failed_half_way_goes_on_where_it_stopped(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        stop_after(broken, 3)
        with pytest.raises(OSError, match="no space left"):
            run(path)
    run_before = ImportRun.objects.get()
    assert (run_before.rows_done, run_before.state, Evidence.objects.count()) == (25, "importing", 24)
    assert ImportedKey.objects.exists()
    assert run(path).startswith("claims.csv: going on after row 25.\nclaims.csv: 51 rows imported, ")
    assert (Claim.objects.count(), Evidence.objects.count()) == (17, 50)
    assert not ImportedKey.objects.exists()


def test_an_import_goes_on_only_with_the_options_it_was_begun_with(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.make_dossier("The fire")
    with monkeypatch.context() as broken:
        stop_after(broken, 1)
        with pytest.raises(OSError, match="no space left"):
            run(path)
    told = refusal(path, "--dossier", "the-fire")
    assert "was begun on" in told
    assert "Run it again with the same options." in told
    assert Evidence.objects.count() == 8


def test_a_second_process_on_the_same_file_stops(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = running.write

    def overtaken(*arguments: Any) -> None:
        write(*arguments)
        monkeypatch.setattr(running, "write", write)

    def claim_turn(run: ImportRun) -> None:
        ImportRun.objects.filter(pk=run.pk).update(rows_done=9)
        monkeypatch.setattr(running, "_claim_turn", original)
        original(run)

    original = running._claim_turn
    monkeypatch.setattr(running, "write", overtaken)
    monkeypatch.setattr(running, "_claim_turn", claim_turn)
    assert "Another process is importing this file." in refusal(path)
    assert Claim.objects.count() == 0


def test_a_record_that_changed_after_the_check_stops_the_import_and_it_goes_on_once_mended(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = running.write

    def with_a_namesake(*arguments: Any) -> None:
        write(*arguments)
        if Person.objects.filter(name="Person 4").count() == 1:
            factories.make_person("Person 4")

    monkeypatch.setattr(running, "write", with_a_namesake)
    told = refusal(path)
    assert "stopped after row 9. The record has changed since the file was checked:" in told
    assert "'Person 4' may be any of several here" in told
    monkeypatch.setattr(running, "write", write)
    Person.objects.filter(name="Person 4").last().delete()
    run(path)
    assert (Claim.objects.count(), Evidence.objects.count()) == (17, 50)


def test_nothing_is_written_unless_every_row_is_sound(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "last,It burned.,12/08/2024\r\n", "utf-8")
    told = refusal(path)
    assert told.startswith(
        "claims.csv was not imported, 1 problem:\n- row 52, date: '12/08/2024' could be read in more"
    )
    assert (Claim.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_problems_beyond_those_shown_go_into_a_file(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "claims.csv", [fire(figure=f"=x{index}") for index in range(60)])
    told = refusal(path, "--problems", str(tmp_path / "problems.csv"))
    assert told.count("\n- ") == 50
    assert told.endswith("\nand 10 more: --problems FILE writes all.")
    with (tmp_path / "problems.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert (rows[0], len(rows), rows[1][:2]) == (["row", "column", "reason"], 61, ["2", "figure"])


def test_a_dry_run_checks_and_writes_nothing(path: Path) -> None:
    told = run(path, "--dry-run")
    assert told.startswith("claims.csv: 51 rows are sound. They would make ")
    assert "17 claims" in told
    assert "50 evidence" in told
    assert "5 people" in told
    assert (Claim.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_every_claim_of_the_file_joins_the_dossier_that_is_named(path: Path) -> None:
    dossier = factories.make_dossier("Everything")
    run(path, "--dossier", dossier.slug)
    assert dossier.claims.count() == 17
    assert refusal(path, "--dossier", "nothing") == "There is no dossier 'nothing'."


def test_the_user_who_is_named_stands_in_the_history(path: Path, editor: User) -> None:
    run(path, "--by", editor.username)
    claim = Claim.objects.first()
    assert (claim.created_by, claim.history.get().history_user) == (editor, editor)
    assert claim.history.get().history_change_reason == "imported from claims.csv"
    assert ImportRun.objects.get().started_by == editor


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "the first row has no heading"),
        ([{"statement": ""}], "the file holds no row below its headings."),
        ([{"colour": "red"}], "row 1: 'colour' is no column of a sheet."),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(tmp_path: Path, rows: list[Row], told: str) -> None:
    assert told in refusal(write_csv(tmp_path / "claims.csv", rows))


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv").endswith("none.csv cannot be read: No such file or directory.")


def test_how_to_read_the_file_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes(csv_text([fire(statement="Café – brûlé.")], delimiter="\t").encode("cp1252"))
    assert "is not in UTF-8" in refusal(path)
    run(path, "--encoding", "cp1252", "--delimiter", "tab")
    assert Claim.objects.get().statement == "Café – brûlé."
    assert refusal(path, "--delimiter", "ab") == "The delimiter is one character, or `tab`."


def test_an_empty_row_and_a_long_gap_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(csv_text([fire()]) + "\r\n" * 30 + "It fell.,,,,\r\n", "utf-8")
    run(path)
    assert ImportRun.objects.get().rows_done == 33


def test_an_export_goes_to_a_file_whole_and_comes_back(path: Path, tmp_path: Path, capfdbinary: Any) -> None:
    run(path)
    out = tmp_path / "out.csv"
    call_command("export_csv", "--excel", "-o", str(out))
    assert out.read_bytes().startswith(b"\xef\xbb\xbfclaim,claim_key,statement")
    assert "nothing new; 50 pieces of evidence are here already" in run(out, "--dry-run")
    call_command("export_csv", "--dossier", "the-fire")
    assert capfdbinary.readouterr().out == out.read_bytes()[3:]


def test_an_export_of_nothing_known_or_to_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no dossier 'nothing'"):
        call_command("export_csv", "--dossier", "nothing")
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command("export_csv", "-o", str(tmp_path / "none" / "out.csv"))
