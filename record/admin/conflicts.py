"""Whether saving a form would pass over what others saved since it was opened: three versions of it, compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms.formsets import DELETION_FIELD_NAME

from record.admin.form_values import typed
from record.admin.opened import Opened, Version, compared, may_be_typed, sent_rows, stored, version_shown
from record.versions import Difference, Fate, RowDifference, Who, compare, compare_rows


@dataclass
class Compared:
    """A row that was sent as a saved one: its number in its form set, its form, what became of it."""

    formset: Any
    number: int
    form: Any
    locked: bool
    known: Any
    difference: RowDifference


class Conflict:
    """A posted form, and a record that others have changed since it was opened."""

    def __init__(self, opened: Opened | None, form: Any, formsets: Iterable[Any]) -> None:
        self.form, self.formsets = form, list(formsets)
        seen = opened.version if opened else None
        self.fields = _compare_fields(seen, form)
        self.rows = [row for formset in self.formsets for row in _compare_rows(seen, formset)]

    def __bool__(self) -> bool:
        """True if saving would pass over what somebody else did."""
        theirs = any(one.who in (Who.THEY, Who.BOTH) for one in self.fields)
        return theirs or any(_is_theirs(row.difference) for row in self.rows)

    @property
    def version(self) -> Version:
        """What is stored now: what the page's answer will have been made upon."""
        return version_shown(self.form, self.formsets)


def _is_theirs(row: RowDifference) -> bool:
    if row.fate is not Fate.KEPT:
        return row.fate is not Fate.REMOVED_BY_ME
    # What the form does not offer concerns nobody who left the row as it was.
    if all(one.name.startswith("=") for one in row.fields):
        return False
    return any(one.who in (Who.THEY, Who.BOTH) for one in row.fields)


def _compare_fields(seen: Version | None, form: Any) -> tuple[Difference, ...]:
    base = None if seen is None else _offered(seen.get("", {}), form)
    theirs = stored(form)
    return compare(base, theirs, typed(form, compared(form)) | _watched(base, theirs))


def _offered(base: dict[str, Any], form: Any) -> dict[str, Any]:
    """What was seen, without fields that the form has no more (the site was updated meanwhile)."""
    return {name: value for name, value in base.items() if name in form.fields or name.startswith("=")}


def _watched(base: Any, theirs: Any) -> dict[str, Any]:
    """What the form does not offer stays as it was seen, for whoever typed."""
    seen = theirs if base is None else base
    return {name: value for name, value in seen.items() if name.startswith("=")}


def _compare_rows(seen: Version | None, formset: Any) -> Iterator[Compared]:
    base = None if seen is None else seen.get(formset.prefix, {})
    for number, pk, form in sent_rows(formset):
        known = None if base is None or pk not in base else _offered(base[pk], form)
        now = stored(form) if form.instance.pk else None
        mine = _typed_row(form, known, now or {})
        locked = now is not None and not may_be_typed(form)
        if locked and (known is None or mine == known):
            continue  # it cannot be changed, and nobody tried
        theirs = {} if now is None or locked else {pk: now}
        for difference in compare_rows(None if known is None else {pk: known}, theirs, {pk: mine}):
            yield Compared(formset, number, form, locked, known, difference)


def _typed_row(form: Any, known: Any, now: Any) -> dict[str, Any] | None:
    """What was typed into a saved row; None for one to be removed."""
    if f"{form.prefix}-{DELETION_FIELD_NAME}" in form.data:
        return None
    return typed(form, compared(form)) | _watched(known, now)
