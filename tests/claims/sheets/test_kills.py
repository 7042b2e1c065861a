"""kill -9 at any moment, and the same command again: the data of one clean run, on both databases."""

import random
import time
from pathlib import Path

import pytest

from tests.claims.sheets import another_database as other
from tests.claims.sheets.table import leaning_rows, write_csv

ROWS = 1_800
KILLS = 22
MODULE = "tests.claims.sheets.another_database"


def command(path: Path) -> list[str]:
    return ["manage.py", "import_csv", str(path), "--make-names", "--batch=20"]


def all_data(url: str) -> list[str]:
    code, said = other.finished(other.start(url, "-m", MODULE, "dump"))
    assert code == 0, said
    return said.splitlines()


def killed_at_a_statement(url: str, path: Path, chance: random.Random) -> int:
    """Die within one of the transactions, or between two of them; the exit code."""
    last = chance.randrange(20, 200)
    return other.finished(other.start(url, "-m", MODULE, "import", str(path), str(last)))[0]


def killed_by_the_clock(url: str, path: Path, chance: random.Random) -> int:
    """Die wherever the process happens to be, in the database's own code too."""
    before, process = other.rows_done(url), other.start(url, *command(path))
    while process.poll() is None and other.rows_done(url) == before:
        time.sleep(0.02)
    time.sleep(chance.uniform(0, 0.15))
    process.kill()
    return other.finished(process)[0]


@pytest.mark.django_db(transaction=True)
def test_an_import_killed_again_and_again_ends_with_the_data_of_a_clean_one(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "claims.csv", leaning_rows(ROWS))
    chance = random.Random(20241208)
    with (
        other.copy_of_test_database("clean", tmp_path) as clean,
        other.copy_of_test_database("killed", tmp_path) as killed,
    ):
        code, said = other.finished(other.start(clean, *command(path)))
        assert code == 0, said
        codes, places = [], set()
        for number in range(KILLS):
            kill = killed_at_a_statement if number % 3 else killed_by_the_clock
            codes.append(kill(killed, path, chance))
            places.add(other.rows_done(killed))
        assert codes.count(-9) >= 20, (
            "the file is too short for this machine: it was imported before it was killed"
        )
        assert len(places - {0, ROWS + 1}) >= 5
        code, said = other.finished(other.start(killed, *command(path)))
        assert code == 0, said
        assert all_data(killed) == all_data(clean)
        assert other.rows_done(killed) == ROWS + 1
