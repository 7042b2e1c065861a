"""The rows of a form set in the data that a browser sent: dropping some, and making new ones of saved ones."""

import re
from collections import defaultdict
from collections.abc import Sequence

from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict

from record.admin.row_ids import readable_ids


def arrange(data: QueryDict, prefix: str, kept: Sequence[int], new: Sequence[int], key: str) -> None:
    """Number the rows anew: those `kept` first, as saved ones, then those that are `new`; all others are dropped.

    Rows are named by the numbers they were sent with. `key` is the field that holds the id of a saved row.
    """
    rows = _take_rows(data, prefix)
    for place, number in enumerate([*kept, *new]):
        for field, values in rows[number].items():
            data.setlist(f"{prefix}-{place}-{field}", values)
        if place >= len(kept):
            data[f"{prefix}-{place}-{key}"] = ""
    data[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(len(kept))
    data[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(len(kept) + len(new))


def all_as_new(data: QueryDict, prefix: str, key: str) -> None:
    """Make new rows of all that were not to be removed, as if nothing had been saved yet."""
    wanted = [row for row in row_numbers(data, prefix) if f"{prefix}-{row}-{DELETION_FIELD_NAME}" not in data]
    arrange(data, prefix, [], wanted, key)


def drop_rows(data: QueryDict, names: Sequence[str], key: str) -> None:
    """Take out the rows of these names (`evidence-3`), and number the others anew."""
    dropped = defaultdict[str, set[int]](set)
    for name in names:
        prefix, _, number = name.rpartition("-")
        dropped[prefix] |= set(map(int, readable_ids([number])))
    for prefix, numbers in dropped.items():
        [initial] = readable_ids([data.get(f"{prefix}-{INITIAL_FORM_COUNT}")]) or {"0"}
        rows = [row for row in row_numbers(data, prefix) if row not in numbers]
        saved = [row for row in rows if row < int(initial)]
        arrange(data, prefix, saved, rows[len(saved) :], key)


def row_numbers(data: QueryDict, prefix: str) -> list[int]:
    """The numbers of the rows that were sent, in order."""
    names = _names(prefix)
    return sorted({int(found[1]) for name in data if (found := names.fullmatch(name))})


def _take_rows(data: QueryDict, prefix: str) -> dict[int, dict[str, list[str]]]:
    names, rows = _names(prefix), defaultdict[int, dict[str, list[str]]](dict)
    for name in list(data):
        if found := names.fullmatch(name):
            rows[int(found[1])][found[2]] = data.getlist(name)
            del data[name]
    return rows


def _names(prefix: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(prefix)}-([0-9]{{1,6}})-(.+)")
