"""Telling the apps above of a change they must recount for, without knowing them.

`claims` registers a plain callback at start-up; whoever changes a person, place, outlet or article through a
door (admin, action, import) announces it inside the same transaction.
"""

from collections.abc import Callable

from django.db import models

Callback = Callable[[models.Model, models.Model | None], None]

_callbacks: list[Callback] = []


def on_change(callback: Callback) -> None:
    """Call `callback(row, before)` for every announced change; `before` is the row as it was, None if it is new."""
    if callback not in _callbacks:
        _callbacks.append(callback)


def announce(row: models.Model, *, before: models.Model | None) -> None:
    """Say that the saved `row` has changed. Call it in the transaction of the change."""
    for callback in _callbacks:
        callback(row, before)
