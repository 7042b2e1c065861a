"""The history of a record in words: who changed what, when and why, the rows that belong to it included.

What one save wrote is one entry. Nothing is stored for this: it is read from the historical rows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import CASCADE, Field, ForeignKey, Model, QuerySet, TextField
from django.utils import timezone
from django.utils.text import Truncator, capfirst

from record.dates import describe_edtf, validate_edtf
from record.derived import DerivedField
from record.differences import Span, differences, in_brief
from record.models import Merge
from record.times import describe_time, validate_time

VERBS = {"+": "added", "~": "changed", "-": "removed"}
# Columns that say nothing of what an editor did.
TECHNICAL = {"id", "public_id", "created_at", "updated_at", "created_by", "written_at", "written_by"}
LONGEST_VALUE = 300
# Texts from this length on are compared word by word.
COMPARED_BY_WORDS = 40
# The rows of one save are written one after the other.
ONE_SAVE = timedelta(seconds=2)

Named = dict[tuple[type[Model], Any], Model]
# In words, what a historical row is: "evidence from Al Majalla (supports)". Given the row, and what it names.
Subject = Callable[[Any, Named], str]
DESCRIBE: Mapping[Any, Callable[[str], str]] = {validate_edtf: describe_edtf, validate_time: describe_time}


@dataclass(frozen=True)
class Difference:
    """One field of a change; `before` is empty for a row added, `after` for a row removed."""

    label: str
    before: str
    after: str
    by_words: bool = False

    @property
    def spans(self) -> list[Span]:
        """The two texts as one, where both are long enough to be compared word by word."""
        return in_brief(differences(self.before, self.after)) if self.by_words else []

    @property
    def name(self) -> str:
        """The label within a sentence."""
        return self.label if self.label[:2].isupper() else f"{self.label[:1].lower()}{self.label[1:]}"


@dataclass(frozen=True)
class Change:
    """One row added, changed or removed. `subject` says in words which; empty for the record itself."""

    at: datetime
    by: Any
    what: str
    verb: str
    differences: list[Difference]
    reason: str
    subject: str = ""


@dataclass(frozen=True)
class Entry:
    """What one editor changed at one time, the first change first. `latest` where nothing changed since."""

    at: datetime
    by: Any
    reason: str
    changes: list[Change] = field(default_factory=list)
    latest: bool = False

    @property
    def moment(self) -> str:
        """The state that this entry left, as addresses name it."""
        return self.at.isoformat()


def entries(changes: Sequence[Change]) -> list[Entry]:
    """The changes, which come newest first, by what was saved together."""
    groups: list[list[Change]] = []
    for change in changes:
        if groups and _of_one_save(groups[-1], change):
            groups[-1].append(change)
        else:
            groups.append([change])
    return [_entry(group, latest=place == 0) for place, group in enumerate(groups)]


def _of_one_save(later: list[Change], change: Change) -> bool:
    """True if the change was written with the later ones: by the same editor, at once, for no other reason."""
    reasons = {one.reason for one in (*later, change) if one.reason}
    return later[-1].by == change.by and later[-1].at - change.at <= ONE_SAVE and len(reasons) < 2


def _entry(group: list[Change], *, latest: bool) -> Entry:
    reason = next((change.reason for change in group if change.reason), "")
    return Entry(group[0].at, group[0].by, reason, group[::-1], latest)


def narrowed(entries: Iterable[Entry], *, by: str = "", kind: str = "") -> list[Entry]:
    """Of the entries, what this editor (by id; `none` for nobody known) did to rows of this kind."""
    found = []
    for entry in entries:
        changes = [change for change in entry.changes if not kind or change.what == kind]
        if changes and (not by or by == str(entry.by.pk if entry.by else "none")):
            found.append(Entry(entry.at, entry.by, entry.reason, changes, entry.latest))
    return found


def changes(
    record: Model,
    histories: "Iterable[QuerySet[Any]]",
    subjects: Mapping[type[Model], Subject] | None = None,
) -> list[Change]:
    """Every change of the record that these tables of historical rows hold, newest first.

    Give each narrowed down to the rows that belong to it: `[person.history.all(), aliases, ...]`.
    Takes one query a table, and one for each kind of record that the rows name.
    """
    pairs = [pair for history in histories for pair in _pairs(history)]
    names = load_named(row for _, row in pairs)
    found = [_change(record, old, new, names, subjects or {}) for old, new in pairs]
    told = [change for change in found if change.differences or change.verb != "changed"]
    return sorted(told, key=lambda change: change.at, reverse=True)


def with_merges(record: Model, changes: Iterable[Change]) -> list[Change]:
    """The changes and what was merged into the record, newest first. One query."""
    merges = Merge.objects.of(type(record)).filter(kept=record.pk).select_related("merged_by", "undone_by")
    told = [*changes, *(change for merge in merges for change in _merged(merge))]
    return sorted(told, key=lambda change: change.at, reverse=True)


def _merged(merge: Merge) -> Iterator[Change]:
    gone = f"“{Truncator(merge.gone_name).chars(LONGEST_VALUE)}”"
    yield Change(merge.merged_at, merge.merged_by, "Merge", "merged", [], merge.reason, f"{gone} into it")
    if merge.undone_at:
        yield Change(merge.undone_at, merge.undone_by, "Merge", "undid the merge of", [], "", gone)


def _pairs(history: "QuerySet[Any]") -> Iterator[tuple[Any, Any]]:
    """Each historical row with the one before it of the same row, or None."""
    last: dict[Any, Any] = {}
    for row in history.select_related("history_user").order_by("history_date", "history_id"):
        yield last.get(row.id), row
        last[row.id] = row


def _change(
    record: Model, old: Any, new: Any, names: Named, subjects: Mapping[type[Model], Subject]
) -> Change:
    removed = new.history_type == "-"
    before, after = (new, None) if removed else (None if new.history_type == "+" else old, new)
    model = new.instance_type
    itself = model is type(record) and new.id == record.pk
    return Change(
        at=new.history_date,
        by=new.history_user,
        what=str(capfirst(model._meta.verbose_name)),
        verb=VERBS[new.history_type],
        differences=list(told_differences(before, after, names, apart_from=record)),
        reason=new.history_change_reason or "",
        subject="" if itself else subjects.get(model, by_its_kind)(new, names),
    )


def by_its_kind(row: Any, names: Named) -> str:
    """A row that nobody has better words for: its kind, and what it holds first."""
    model = _model_of(row)
    shown = (words(one, row, names) for one in told_fields(model) if not _is_parent(one))
    return f"{model._meta.verbose_name} “{next(filter(None, shown), '')}”"


def _is_parent(one: "Field[Any, Any]") -> bool:
    """True for the column by which a part names what it belongs to, and goes with."""
    return isinstance(one, ForeignKey) and one.remote_field.on_delete is CASCADE


def told_differences(
    before: Any, after: Any, names: Named, *, apart_from: Model | None = None
) -> Iterator[Difference]:
    """The fields in which two states of a row differ, in words; either may be None. Both of one model."""
    if before is None and after is None:
        return
    for one in told_fields(_model_of(after if after is not None else before)):
        if apart_from is not None and _names_only(one, before, after, apart_from):
            continue  # that its own rows belong to it goes without saying
        old, new = words(one, before, names), words(one, after, names)
        if old != new:
            yield _difference(one, before, after, old, new)


def _names_only(one: "Field[Any, Any]", before: Any, after: Any, record: Model) -> bool:
    if not isinstance(one, ForeignKey) or one.related_model is not type(record):
        return False
    return {getattr(row, one.attname) for row in (before, after) if row is not None} == {record.pk}


def _difference(one: "Field[Any, Any]", before: Any, after: Any, old: str, new: str) -> Difference:
    label = str(capfirst(one.verbose_name))
    if isinstance(one, TextField) and old and new and max(len(old), len(new)) >= COMPARED_BY_WORDS:
        return Difference(label, getattr(before, one.attname), getattr(after, one.attname), by_words=True)
    return Difference(label, old, new)


def _model_of(row: Any) -> Any:
    """The model of a row or of a historical row."""
    return getattr(row, "instance_type", type(row))


def told_fields(model: Any) -> "Iterator[Field[Any, Any]]":
    """The fields of a model with history that say what an editor did."""
    for one in model.history.model.tracked_fields:
        if one.name not in TECHNICAL and not isinstance(one, DerivedField):
            yield one


def words(one: "Field[Any, Any]", row: Any, names: Named) -> str:
    """The value of a field in words; empty for an empty one, and where there is no row."""
    value = None if row is None else getattr(row, one.attname)
    if value is None or value is False or value in ("", []):
        return ""
    if isinstance(one, ForeignKey):
        named = names.get((one.related_model, value))
        return f"number {value}, since removed" if named is None else str(named)
    if one.flatchoices:
        return str(dict(one.flatchoices).get(value, value))
    return Truncator(_plain(one, value)).chars(LONGEST_VALUE)


def _plain(one: "Field[Any, Any]", value: Any) -> str:
    # Django's own validators cannot be looked up: they have no hash.
    describe = next((told for check, told in DESCRIBE.items() if check in one.validators), None)
    if describe:
        return _described(describe, value)
    if value is True:
        return "yes"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _described(describe: Callable[[str], str], value: str) -> str:
    try:
        return describe(value)
    except ValueError:  # a former value need not be one by the rules of today
        return value


def load_named(rows: Iterable[Any]) -> Named:
    """The records that the foreign keys of these rows name; a query for each kind of them."""
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for row in rows:
        for one in told_fields(_model_of(row)):
            if isinstance(one, ForeignKey):
                wanted[one.related_model].add(getattr(row, one.attname))
    return {
        (model, pk): named
        for model, ids in wanted.items()
        for pk, named in _rows_of(model).in_bulk(ids - {None}).items()
    }


def _rows_of(model: type[Model]) -> "QuerySet[Any]":
    """The rows of a model, with what it takes to name each where the admin knows."""
    if model in admin.site._registry:
        options = getattr(admin.site._registry[model], "options", None)
        if options is not None:
            return options().order_by()
    return model._default_manager.all()
