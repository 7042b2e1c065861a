"""Raw captures stay whole, and what nothing came of goes."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from sources.models import Capture
from sources.reading import read_pasted
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def capture(captures: Path, editor: User) -> Capture:
    return read_pasted("A title.\n\nA text.", html=False, url="", by=editor)


def age(path: Path, days: int) -> None:
    then = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))


def test_a_capture_that_is_whole_is_not_complained_of(
    capture: Capture, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("captures", check=True)
    assert capsys.readouterr().out == "Every capture is there, and whole.\n"


@pytest.mark.parametrize(
    ("damage", "said"), [("gone", "is missing"), ("altered", "is not what was captured")]
)
def test_a_damaged_capture_is_named(
    capture: Capture, captures: Path, capsys: pytest.CaptureFixture[str], damage: str, said: str
) -> None:
    path = captures / capture.file
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(CommandError, match="1 captures are not as they were"):
        call_command("captures", check=True)
    assert f"Capture {capture.public_id}: {capture.file} {said}" in capsys.readouterr().out


def test_what_nothing_came_of_is_dropped_with_its_file(
    capture: Capture, captures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Capture.objects.update(captured_at=timezone.now() - timedelta(days=31))
    age(captures / capture.file, 31)
    call_command("captures", drop_unused=30)
    assert capsys.readouterr().out == "1 captures and 1 files dropped.\n"
    assert not Capture.objects.exists()
    assert not (captures / capture.file).exists()


def test_what_an_article_was_made_of_or_is_young_stays(captures: Path, editor: User) -> None:
    young, used = (
        read_pasted(f"{word}.\n\nText.", html=False, url="", by=editor) for word in ("Young", "Used")
    )
    Capture.objects.filter(pk=used.pk).update(
        article=factories.make_article(), captured_at=timezone.now() - timedelta(days=99)
    )
    age(captures / used.file, 99)
    call_command("captures", drop_unused=30)
    assert Capture.objects.count() == 2
    assert all((captures / one.file).exists() for one in (young, used))


@pytest.mark.parametrize("days", [0, -1, 10**9])
def test_nobody_s_work_of_today_is_dropped(capture: Capture, days: int) -> None:
    with pytest.raises(CommandError, match="at least 1"):
        call_command("captures", drop_unused=days)
    assert Capture.objects.exists()
