"""Who follows and dismisses suggestions in these tests."""

from typing import Any

import pytest

from tests.factories import make_member


@pytest.fixture
def publisher() -> Any:
    return make_member("Publishers")
