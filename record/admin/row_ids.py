"""Which text can be the id of a row."""

import re
from collections.abc import Iterable
from typing import Any

ROW_ID = re.compile(r"[0-9]{1,18}")


def readable_ids(values: Iterable[Any]) -> set[str]:
    """Those of the values that can be the id of a row, as text."""
    return {str(value) for value in values if ROW_ID.fullmatch(str(value))}
