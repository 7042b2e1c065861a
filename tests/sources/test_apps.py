"""What no site starts with."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from sources.apps import refuse_allowance, refuse_served_captures


def test_the_allowance_of_the_tests_stops_the_start(settings: Settings) -> None:
    refuse_allowance()
    settings.FETCH_ALLOWED_IN_TESTS = frozenset()
    with pytest.raises(ImproperlyConfigured, match="would let editors reach private networks"):
        refuse_allowance()


@pytest.mark.parametrize("setting", ["STATIC_ROOT", "WHITENOISE_ROOT"])
@pytest.mark.parametrize("below", ["", "captures", "a/../captures"])
def test_a_folder_of_captures_that_is_served_stops_the_start(
    settings: Settings, tmp_path: Path, setting: str, below: str
) -> None:
    refuse_served_captures()
    setattr(settings, setting, tmp_path)
    settings.CAPTURES_DIR = tmp_path / below
    with pytest.raises(ImproperlyConfigured, match="which is served to everybody"):
        refuse_served_captures()
    settings.CAPTURES_DIR = tmp_path.parent / "elsewhere"
    refuse_served_captures()
