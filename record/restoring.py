"""Going back to a former state of a record, its own rows included: what that would change, and doing it.

A former state is what the historical rows said at a moment. Restoring is an edit like any other: it is in the
history itself and can be gone back from. Rows that were removed since return with their former keys; rows added
since are removed. What no editor writes stays as it is: derived columns, public flags, states of publication,
addresses, and who made a row and when. Whoever calls `carry_out` holds the lock, and recounts what rests on it.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Field, ForeignKey, Model

from record.changes import announce
from record.derived import DerivedField
from record.models import Merge

Act = Literal["change", "return", "remove"]

# Not an editor's to write, or of another door: publishing, withdrawing, giving a record another address.
KEPT = {
    "public_id",
    "slug",
    "state",
    "published_at",
    "withdrawn_at",
    "withdrawal_reason",
    "created_at",
    "created_by",
    "updated_at",
    "public",
}
# Of a row that returns, written as they were.
SIGNED = {"created_at"}
OUT_OF_THE_WAY = 10_000
# A was merged into B, and B into C: so many steps are followed.
MERGES_FOLLOWED = 8


@dataclass(frozen=True)
class Part:
    """Rows that belong to a record, or to such rows: their model, and the column by which they do."""

    model: type[Model]
    link: str
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True)
class Step:
    """One row that restoring would change, bring back or remove. `before` is the row now, `after` as it would be."""

    act: Act
    model: type[Model]
    pk: int
    before: Any
    after: Any


@dataclass(frozen=True)
class Plan:
    """What restoring would do, in the order in which it is done; and what it cannot bring back, in sentences."""

    steps: list[Step] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """A SHA-256 of all of it: a plan that was shown is carried out as it was shown, or not at all."""
        told = [
            (step.act, step.model._meta.label, step.pk, *(_values(row) for row in (step.before, step.after)))
            for step in self.steps
        ]
        return hashlib.sha256(repr((told, self.lost)).encode()).hexdigest()


# --- what would change ---------------------------------------------------------------------------------------


def plan(record: Model, parts: Sequence[Part], moment: datetime) -> Plan:
    """What it takes to make the record and its parts what they were at the moment.

    `record` may be one that was deleted since: an instance made from its last historical row.
    Raises ValueError where the record did not exist then. The queries are a few for each kind of row.
    """
    found, root = Plan(), type(record)
    former = _states(root, [record.pk], moment, dated_from_beginning=True)
    if not former:
        raise ValueError("It did not exist then.")
    now = {row.pk: row for row in root._default_manager.filter(pk=record.pk)}
    _compare(found, root, former, now, link="")
    for part in parts:
        _plan_part(found, part, {record.pk}, {record.pk}, moment)
    removals = [step for step in found.steps if step.act == "remove"]
    rest = [step for step in found.steps if step.act != "remove"]
    return Plan(removals[::-1] + rest, found.lost)


def _plan_part(found: Plan, part: Part, parents: set[int], standing: set[int], moment: datetime) -> None:
    """Add what would change in a table. `parents` are all rows it may belong to, `standing` those that will be there."""
    link = f"{part.link}_id"
    ever = part.model.history.filter(**{f"{part.link}__in": parents}).order_by()  # type: ignore[attr-defined]
    now = {row.pk: row for row in part.model._default_manager.filter(**{f"{part.link}__in": parents})}
    states = _states(part.model, {*ever.values_list("id", flat=True), *now}, moment)
    then = {pk: row for pk, row in states.items() if getattr(row, link) in parents}
    _leave_alone(found, part.model, states, then, now)
    # What belonged to a row that does not return does not either: of that row it is said already.
    then = {pk: row for pk, row in then.items() if getattr(row, link) in standing}
    stay, frozen = _compare(found, part.model, then, now, link=part.link)
    for inner in part.parts:
        _plan_part(found, inner, {*then, *now} - frozen, stay, moment)


def _leave_alone(
    found: Plan, model: type[Model], states: dict[int, Any], then: dict[int, Any], now: dict[int, Any]
) -> None:
    """Take out of `then` and `now` the rows that are not this record's to change, and say so."""
    for pk in states.keys() & now.keys() - then.keys():
        del now[pk]
        found.lost.append(f"{_named(model, states[pk])} belonged to another record then, and stays here.")
    for pk in _never_added(model, now.keys() - states.keys()):
        named = _named(model, now.pop(pk))
        found.lost.append(f"{named} has no history that tells when it came, and stays.")
    missing = then.keys() - now.keys()
    for pk in model._default_manager.filter(pk__in=missing).values_list("pk", flat=True):
        found.lost.append(f"{_named(model, then.pop(pk))} belongs to another record now, and stays there.")


def _states(
    model: Any, ids: Collection[int], moment: datetime, *, dated_from_beginning: bool = False
) -> dict[int, Any]:
    """The rows with these ids as they were at the moment, without those that did not exist then.

    Where a deletion is dated from its beginning, what was deleted at the moment itself was still there.
    """
    rows = model.history.filter(id__in=ids, history_date__lte=moment).order_by("history_date", "history_id")
    latest = {row.id: row for row in rows}
    return {
        pk: row
        for pk, row in latest.items()
        if row.history_type != "-" or (dated_from_beginning and row.history_date == moment)
    }


def _never_added(model: Any, later: Collection[int]) -> set[int]:
    """Those of the rows of whose addition nothing is known: only a bare write makes one. None of them is removed."""
    added = model.history.filter(id__in=later, history_type="+").values_list("id", flat=True)
    return set(later) - set(added) if later else set()


def _compare(
    found: Plan, model: type[Model], then: dict[int, Any], now: dict[int, Any], *, link: str
) -> tuple[set[int], set[int]]:
    """Add the steps from the rows as they are to what they were.

    Returns the keys of those that will be there, and of those that stay as they are for want of what is gone.
    """
    named = _Named(model, then.values(), link)
    last = _last_states(model, then.keys() - now.keys())
    stay, frozen = set(now) & set(then), set()
    for pk, former in then.items():
        row = now.get(pk)
        after = _as_it_would_be(found, model, former, row or last[pk], named, returns=row is None)
        if after is None:
            frozen.add(pk)
        elif row is None or _values(row) != _values(after):
            stay.add(pk)
            found.steps.append(Step("change" if row else "return", model, pk, row, after))
    found.steps.extend(Step("remove", model, pk, row, None) for pk, row in now.items() if pk not in then)
    return stay, frozen


def _last_states(model: Any, ids: Collection[int]) -> dict[int, Any]:
    """The rows with these ids as they were last."""
    rows = model.history.filter(id__in=ids).order_by("history_date", "history_id")
    return {row.id: row for row in rows}


def _as_it_would_be(
    found: Plan, model: type[Model], former: Any, kept_from: Any, named: "_Named", *, returns: bool
) -> Any:
    """The row with its former values, unsaved; None where it cannot be without what is gone, which is said."""
    after = model() if returns else copy(kept_from)
    lost = []
    for one in _fields(model):
        if _is_kept(one):
            setattr(after, one.attname, getattr(kept_from, one.attname))
            continue
        value = getattr(former, one.attname)
        if named.is_gone(one, value):
            lost.append(f"{_named(model, former)}: its {one.verbose_name} is no longer in the record.")
        setattr(after, one.attname, named.today(one, value))
    if lost and not _is_whole(after):
        lost = [f"{said} So it stays {'away' if returns else 'as it is'}." for said in lost]
        after = None
    found.lost.extend(lost)
    return after


def _is_whole(row: Any) -> bool:
    """True if no rule of its own refuses the row."""
    if any(not one.null and getattr(row, one.attname) is None for one in _fields(type(row))):
        return False
    try:
        row.validate_constraints()
    except ValidationError:
        return False
    return True


class _Named:
    """What former rows name, as it is today: what was merged into another since is that other; what is gone is None."""

    def __init__(self, model: type[Model], rows: Collection[Any], link: str) -> None:
        self.known: dict[str, dict[Any, Any]] = {}
        for one in _fields(model):
            if isinstance(one, ForeignKey) and one.name != link:
                ids = {getattr(row, one.attname) for row in rows} - {None}
                self.known[one.name] = _today(one.related_model, ids)

    def today(self, one: "Field[Any, Any]", value: Any) -> Any:
        known = self.known.get(one.name)
        return value if known is None else known.get(value)

    def is_gone(self, one: "Field[Any, Any]", value: Any) -> bool:
        return value is not None and self.today(one, value) is None


def _today(model: Any, ids: set[Any]) -> dict[Any, Any]:
    """Which row each of these rows is now: itself, the one it was merged into, or None."""
    now = {pk: pk for pk in ids}
    for _ in range(MERGES_FOLLOWED):
        there = set(model._default_manager.filter(pk__in=set(now.values())).values_list("pk", flat=True))
        missing = set(now.values()) - there - {None}
        if not missing:
            break
        merges = Merge.objects.filter(kind=model._meta.label_lower, gone__in=missing, undone_at=None)
        kept = dict(merges.values_list("gone", "kept"))
        now = {pk: current if current in there else kept.get(current) for pk, current in now.items()}
    return now


def _fields(model: Any) -> "Iterator[Field[Any, Any]]":
    """The columns of a model that its history holds, without those computed from others."""
    return (one for one in model.history.model.tracked_fields if not isinstance(one, DerivedField))


def _is_kept(one: "Field[Any, Any]") -> bool:
    return one.name in KEPT or one.primary_key


def _values(row: Any) -> list[Any]:
    """What restoring compares: nothing that it keeps."""
    if row is None:
        return []
    return [getattr(row, one.attname) for one in _fields(type(row)) if not _is_kept(one)]


def _named(model: Any, row: Any) -> str:
    """A row or a historical row in words: `str()` of what it is or was."""
    kind = str(model._meta.verbose_name).capitalize()
    try:
        return f"{kind} “{getattr(row, 'instance', row)}”"
    except ObjectDoesNotExist:  # its own words may name what is gone
        return f"{kind} number {row.id}"


# --- doing it ------------------------------------------------------------------------------------------------


def carry_out(planned: Plan, *, by: Any, reason: str) -> None:
    """Do what the plan says, with who and why in the history of every row. Call it in a transaction.

    Raises what saving and deleting raise: IntegrityError, ProtectedError.
    """
    for step in planned.steps:
        if step.act == "remove":
            _sign(step.before, by, reason)
            step.before.delete()
    _make_room([step for step in planned.steps if step.act == "change"])
    for step in planned.steps:
        if step.act != "remove":
            _write(step, by, reason)


class Changed(Exception):
    """What restoring would do is no longer what was shown: the record has changed since."""


def restore(
    record: Model, parts: Sequence[Part], moment: datetime, *, by: Any, reason: str, shown: str
) -> Plan:
    """Carry out the plan that was shown with this digest, and tell the apps above. Call it in a transaction.

    The history says of every row that it was restored, as of when, and the reason.
    Raises Changed where the plan is another by now.
    """
    rows = type(record)._default_manager
    before = rows.select_for_update().filter(pk=record.pk).first()
    planned = plan(record, parts, moment)
    if planned.digest != shown:
        raise Changed
    carry_out(
        planned, by=by, reason=f"Restored as of {moment.astimezone(UTC):%Y-%m-%d %H:%M} (UTC): {reason}"
    )
    for step in planned.steps:
        if step.act != "remove" and step.model is not type(record):
            announce(step.after, before=step.before)
    # Whatever of it went back, as after a save of its form.
    announce(rows.get(pk=record.pk), before=before)
    return planned


def _write(step: Step, by: Any, reason: str) -> None:
    row = step.after
    _sign(row, by, reason)
    signed = {one.name: getattr(row, one.attname) for one in _fields(step.model) if one.name in SIGNED}
    row.save(force_insert=step.act == "return", force_update=step.act == "change")
    if step.act == "return" and signed:
        # Django dates a row that it inserts; this one was made long ago. No editor's change, so past history.
        step.model._default_manager.filter(pk=row.pk).update(**signed)


def _make_room(steps: Sequence[Step]) -> None:
    """Move ordered rows out of the way of each other: a position belongs to one row at every moment.

    Past history on purpose: only where they end up is a change.
    """
    for step in steps:
        if hasattr(step.after, "position") and step.before.position != step.after.position:
            moved = step.model._default_manager.filter(pk=step.pk)
            moved.update(position=OUT_OF_THE_WAY + step.before.position)


def _sign(row: Any, by: Any, reason: str) -> None:
    row._history_user, row._change_reason = by, reason
