"""The page of a conflict: two versions of a record field by field, what is to be chosen, and what the page sends back.

It holds all that was typed, in hidden fields of the form's own names, and beside them `_choice|statement` with what to
do about each difference. `resolved` makes of that what the form would have sent, and it is saved as any form is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.forms import CharField, Textarea
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest, QueryDict
from django.utils.text import Truncator, capfirst

from record.admin.authorship import Authorship, authorship, last_changes
from record.admin.conflicts import Compared, Conflict
from record.admin.form_rows import arrange, drop_rows, row_numbers
from record.admin.form_values import OwnValues, sent, typed, words
from record.admin.opened import FIELD, compared, stored
from record.admin.row_ids import readable_ids
from record.versions import Difference, Fate, Fields, Who, is_digest, merge_texts

CHOICE, THEIRS, TEXT, ASKED = "_choice|", "_theirs|", "_text|", "_asked"
# The form's memory of its opening, before the page: what is compared again if not everything was chosen.
BEFORE = "_opened_before"
# What a form sends that is none of what was typed.
BUTTONS = ("_save", "_continue", "_addanother", "_publish", "_edit")
MACHINERY = {"csrfmiddlewaretoken", FIELD, BEFORE, ASKED, *BUTTONS}
TITLE_LENGTH = 120


@dataclass
class Line:
    """One field as the page shows it; `name` is that of its inputs, and empty for what the form does not offer."""

    label: str
    name: str
    who: Who
    base: str | None
    theirs: str
    mine: str
    by: Authorship | None = None
    text: str | None = None
    text_is_merged: bool = False
    sent: list[tuple[str, str]] = field(default_factory=list)

    @property
    def chosen(self) -> str:
        """What is chosen beforehand; nothing where both changed it, unless the two changes go together."""
        if self.who is Who.BOTH:
            return "text" if self.text_is_merged else ""
        return "theirs" if self.who is Who.THEY else "mine"


@dataclass
class Part:
    """The record itself, or one of its rows, as the page shows it."""

    title: str
    name: str
    fate: Fate = Fate.KEPT
    lines: list[Line] = field(default_factory=list)
    by: Authorship | None = None
    locked: bool = False
    sent: list[tuple[str, str]] = field(default_factory=list)

    @property
    def to_choose(self) -> int:
        """How many choices nobody can make beforehand."""
        contested = self.fate in (Fate.REMOVED_UNDER_ME, Fate.CHANGED_UNDER_ME)
        return contested + sum(bool(line.name) and not line.chosen for line in self.lines)


def page(conflict: Conflict, request: HttpRequest) -> dict[str, Any]:
    """What the page shows, and the hidden fields that hold all that was typed."""
    data = request.POST.copy()
    numbers = {formset.prefix: _arrange(conflict, data, formset) for formset in conflict.formsets}
    parts = [_record_part(conflict, request.user)]
    parts += [_row_part(row, numbers[row.formset.prefix], request.user) for row in conflict.rows]
    return {
        "parts": [part for part in parts if part.lines or part.fate is not Fate.KEPT],
        "typed": list(typed_inputs(data)),
        "before": request.POST.get(FIELD, ""),
        "to_choose": sum(part.to_choose for part in parts),
    }


def _arrange(conflict: Conflict, data: QueryDict, formset: Any) -> dict[int, int]:
    """Take the rows out of the data that are no longer there, and put those that may come back behind the others.

    Returns where each row went, by its former number.
    """
    mine = [row for row in conflict.rows if row.formset is formset]
    gone = [row.number for row in mine if row.difference.fate is Fate.REMOVED_BY_THEM]
    back = [row.number for row in mine if row.difference.fate is Fate.REMOVED_UNDER_ME]
    if not gone and not back:
        return {row.number: row.number for row in mine}
    initial, all_rows = formset.initial_form_count(), row_numbers(data, formset.prefix)
    kept = [number for number in all_rows if number < initial and number not in {*gone, *back}]
    new = [*back, *(number for number in all_rows if number >= initial)]
    for number in back:
        data.pop(f"{formset.prefix}-{number}-{DELETION_FIELD_NAME}", None)
    arrange(data, formset.prefix, kept, new, formset.model._meta.pk.name)
    return {number: place for place, number in enumerate([*kept, *new])}


def _record_part(conflict: Conflict, reader: Any) -> Part:
    row = conflict.form.instance
    authors = last_changes(type(row), [row.pk])
    lines = [_line(one, conflict.form, authors, reader) for one in conflict.fields]
    return Part(Truncator(str(row)).chars(TITLE_LENGTH), "", lines=lines)


def _row_part(row: Compared, places: dict[int, int], reader: Any) -> Part:
    prefix = f"{row.formset.prefix}-{places.get(row.number, row.number)}"
    model, pk = type(row.form.instance), row.difference.key
    authors = last_changes(model, readable_ids([pk]))
    part = Part(
        _title(row),
        prefix,
        row.difference.fate,
        locked=row.locked,
        by=authorship(authors.get((pk, "")), reader),
    )
    if part.fate is Fate.KEPT:
        part.lines = [_line(one, row.form, authors, reader, prefix) for one in row.difference.fields]
    elif part.fate is Fate.CHANGED_UNDER_ME:
        part.lines = list(_told(row, stored(row.form), {}))
        part.sent = _sent_fields(row.form, prefix)
    elif part.fate is Fate.REMOVED_UNDER_ME:
        part.lines = list(_told(row, {}, typed(row.form, compared(row.form))))
    return part


def _title(row: Compared) -> str:
    kind = capfirst(row.formset.model._meta.verbose_name)
    if row.form.instance.pk:
        return Truncator(f"{kind}: {row.form.instance}").chars(TITLE_LENGTH)
    # It is gone: what was typed tells which it was.
    values = typed(row.form, compared(row.form)).items()
    longest = max((words(row.form.fields[name], value) for name, value in values), key=len, default="")
    return Truncator(f"{kind}: {longest}" if longest else kind).chars(TITLE_LENGTH)


def _told(row: Compared, theirs: Fields, mine: Fields) -> Iterator[Line]:
    """Each value of a row that stands or falls as a whole."""
    form, known = row.form, row.known
    for name in dict.fromkeys([*theirs, *mine]):
        if not name.startswith("="):
            base = None if known is None else known.get(name, "")
            now, typed_now = (words(form.fields[name], version.get(name, "")) for version in (theirs, mine))
            was = None if base is None or is_digest(base) else words(form.fields[name], base)
            yield Line(_label(form, name), "", Who.THEY if theirs else Who.I, was, now, typed_now)


def _sent_fields(form: Any, prefix: str) -> list[tuple[str, str]]:
    values = stored(form)
    inputs: dict[str, list[str]] = {}
    for name in compared(form):
        inputs |= _sent(form, name, values.get(name, ""), prefix)
    return [(key, value) for key, several in inputs.items() for value in several]


def _line(one: Difference, form: Any, authors: Any, reader: Any, prefix: str = "") -> Line:
    if one.name.startswith("="):
        return _watched_line(one, form, authors, reader)
    asked = form.fields[one.name]
    line = Line(
        _label(form, one.name),
        _input_name(prefix, one.name),
        one.who,
        None if one.base is None or is_digest(one.base) else words(asked, one.base),
        words(asked, one.theirs),
        words(asked, one.mine),
        by=_author(one, form, authors, reader),
    )
    line.sent = [
        (key, value)
        for key, several in _sent(form, one.name, one.theirs, prefix).items()
        for value in several
    ]
    if one.is_conflict and isinstance(asked, CharField):
        _offer_text(line, one, asked)
    return line


def _watched_line(one: Difference, form: Any, authors: Any, reader: Any) -> Line:
    name = one.name.removeprefix("=")
    column = form.instance._meta.get_field(name)
    labels = {str(key): str(label) for key, label in column.flatchoices or ()}
    base, theirs = (labels.get(str(value), str(value)) for value in (one.base or "", one.theirs))
    by = authorship(authors.get((str(form.instance.pk), name)), reader)
    return Line(str(capfirst(column.verbose_name)), "", one.who, base, theirs, base, by)


def _offer_text(line: Line, one: Difference, asked: Any) -> None:
    """Offer a text of both sides' words, where their changes go together; otherwise mine, to be worked on."""
    base, theirs, mine = str(one.base or ""), str(one.theirs), str(one.mine)
    known = one.base is not None and not is_digest(base)
    merged = merge_texts(base, theirs, mine) if known and isinstance(asked.widget, Textarea) else None
    line.text, line.text_is_merged = mine if merged is None else merged, merged is not None


def _author(one: Difference, form: Any, authors: Any, reader: Any) -> Authorship | None:
    if one.who not in (Who.THEY, Who.BOTH, Who.BOTH_ALIKE):
        return None
    asked = form.fields[one.name]
    if isinstance(asked, OwnValues):
        return authorship(asked.last_change(form.instance), reader)
    return authorship(authors.get((str(form.instance.pk), one.name)), reader)


def _label(form: Any, name: str) -> str:
    return str(form.fields[name].label or capfirst(name.replace("_", " ")))


def _input_name(prefix: str, name: str) -> str:
    return f"{prefix}-{name}" if prefix else name


def _sent(form: Any, name: str, value: Any, prefix: str) -> dict[str, list[str]]:
    """The hidden inputs that hold their value of a field, beside mine under the field's own name."""
    inputs = sent(form.fields[name], _input_name(prefix, name), value)
    return {f"{THEIRS}{key}": values for key, values in inputs.items()}


def typed_inputs(data: QueryDict) -> Iterator[tuple[str, str]]:
    """All that was typed, as hidden fields hold it."""
    for name, values in data.lists():
        if name not in MACHINERY and not name.startswith((CHOICE, THEIRS, TEXT)):
            yield from ((name, value) for value in values)


def is_answer(data: QueryDict) -> bool:
    """True for what the page of a conflict sends."""
    return BEFORE in data


def resolved(data: QueryDict) -> QueryDict:
    """What the form would have sent if everything had been typed as it was chosen.

    Unless something was not chosen that had to be: then it is the form as it was typed, and is compared anew.
    """
    result = data.copy()
    if any(f"{CHOICE}{name}" not in data for name in data.getlist(ASKED)):
        result[FIELD] = data.get(BEFORE, "")
    else:
        _carry_out(result)
    for name in list(result):
        if name in (ASKED, BEFORE) or name.startswith((CHOICE, THEIRS, TEXT)):
            del result[name]
    return result


def _carry_out(data: QueryDict) -> None:
    chosen = [(name.removeprefix(CHOICE), data[name]) for name in data if name.startswith(CHOICE)]
    for name, choice in chosen:
        if choice in ("theirs", "stay"):
            _take_theirs(data, name)
        elif choice == "text":
            data[name] = data.get(f"{TEXT}{name}", "")
    drop_rows(data, [name for name, choice in chosen if choice == "drop"], key="id")


def _take_theirs(data: QueryDict, name: str) -> None:
    """Put their value of a field, or of all fields of a row, in the place of mine."""
    # A chain sends several inputs of one name: speakers, speakers-how.
    is_row = re.search(r"-\d+$", name)
    own = re.compile(rf"{re.escape(name)}-(?!id$).+" if is_row else rf"{re.escape(name)}(-[a-z]+)?")
    for key in [key for key in data if own.fullmatch(key)]:
        del data[key]
    for key in [key for key in data if key.startswith(THEIRS) and own.fullmatch(key.removeprefix(THEIRS))]:
        data.setlist(key.removeprefix(THEIRS), data.getlist(key))
