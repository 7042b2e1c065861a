"""Undoing a merge: its journal walked backwards. What was changed meanwhile is left as it is, and told."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model
from django.utils import timezone
from django.utils.formats import date_format

from record.changes import announce
from record.chunks import in_chunks
from record.merging import journal
from record.merging.joining import record_history, repoint, sign
from record.merging.journal import Json, model_of
from record.merging.rules import MergeRefused, rules_of, surrounded
from record.models import Merge
from record.slugs import AutoSlugField, unused_slug


def undo(merged: Merge, *, by: Any, reason: str = "") -> Merge:
    """Part two records again: the one that went has its key, its address, its values and its links back.

    A link, value or row that was changed since stays as it is; the returned merge tells of each in `left`. What
    another merge has moved since goes where that one led, and back when that one is undone. Raises MergeRefused,
    with nothing changed, if a later merge built on this one, if this one has been undone already, or if an app says
    no (record/merging/rules.py).
    """
    model = model_of({"model": merged.kind})
    try:
        with transaction.atomic(), surrounded(model, {merged.kept, merged.gone}):
            merged = Merge.objects.select_for_update().get(pk=merged.pk)
            if said := obstacles(merged):
                raise MergeRefused(said)
            return _part(model, merged, by, reason.strip())
    except IntegrityError as error:
        raise MergeRefused([f"The database refused it, and nothing was changed: {error}"]) from error


def obstacles(merged: Merge) -> list[str]:
    """Why the merge cannot be undone as things are; empty if it can."""
    if merged.is_undone:
        return ["It has been undone already."]
    built = [
        _undo_first(later)
        for later in Merge.objects.standing().filter(pk__gt=merged.pk)
        if _builds_on(later, merged)
    ]
    keeps = rules_of(model_of({"model": merged.kind})).keep
    return [*built, *(sentence for says in keeps for sentence in says(merged))]


def _builds_on(later: Merge, earlier: Merge) -> bool:
    """True if the later merge made its choices among what the earlier one had brought together."""
    if later.kind == earlier.kind and earlier.kept in (later.kept, later.gone):
        return True
    return not journal.needed(earlier.journal).isdisjoint(journal.removed(later.journal))


def _undo_first(later: Merge) -> str:
    return f"Undo the later merge of {later} ({date_format(later.merged_at, 'j F Y, H:i')}) first: it built on this one."


def _part(model: type[Model], merged: Merge, by: Any, reason: str) -> Merge:
    before = model._default_manager.filter(pk=merged.kept).first()
    why = f"merge of {merged} undone{f': {reason}' if reason else ''}"
    parting = Parting(merged, by, why)
    for step in reversed(merged.journal):
        parting.take_back(step)
    kept = model._default_manager.filter(pk=merged.kept).first()
    if kept is not None:
        announce(kept, before=before)
    announce(model._default_manager.get(pk=merged.gone), before=None)
    merged.undone_at, merged.undone_by, merged.left = timezone.now(), by, parting.left
    merged.save()
    return merged


class Parting:
    """The work of undoing one merge. `left` tells, a sentence each, what was not as the merge had left it."""

    def __init__(self, merged: Merge, by: Any, reason: str) -> None:
        self.merged, self.by, self.reason = merged, by, reason
        self.left: list[str] = []
        self.later = {
            row: (later, like)
            for later in Merge.objects.standing().filter(pk__gt=merged.pk).order_by("pk")
            for row, like in journal.removed(later.journal).items()
        }
        self.led_by: set[Merge] = set()

    def take_back(self, step: Json) -> None:
        """Undo one step."""
        {"moved": self._move, "dropped": self._restore, "made": self._remove, "taken": self._give_back}[
            step["did"]
        ](step)

    def _move(self, step: Json) -> None:
        """Let the rows that moved name the record again that they named before."""
        model, column = model_of(step), step["column"]
        for keys in in_chunks(step["rows"]):
            rows = list(model._default_manager.filter(pk__in=keys, **{column: step["to"]}).order_by("pk"))
            self._tell_changed(model, set(keys) - {row.pk for row in rows})
            try:
                with transaction.atomic():
                    self._repoint(rows, column, step["from"])
            except IntegrityError:
                self._refuse_if_led()
                self._move_one_by_one(rows, column, step["from"])

    def _move_one_by_one(self, rows: list[Any], column: str, key: int) -> None:
        for row in rows:
            try:
                with transaction.atomic():
                    self._repoint([row], column, key)
            except IntegrityError:
                self._tell(row, "stays: beside what was added since it would stand there twice")

    def _repoint(self, rows: list[Any], column: str, key: int) -> None:
        if rows:
            repoint(rows, column, key, self.by, self.reason)

    def _tell_changed(self, model: type[Model], keys: set[int]) -> None:
        there = model._default_manager.in_bulk(keys)
        for key in sorted(keys):
            what = f"“{there[key]}”" if key in there else f"number {key}"
            how = "names another record since, and was left" if key in there else "was deleted since"
            self.left.append(f"{_kind(model)} {what} {how}.")

    def _restore(self, step: Json) -> None:
        """Put a dropped row back as it was."""
        row = journal.read(step)
        is_the_one = step["model"] == self.merged.kind and step["key"] == self.merged.gone
        if not self._names_what_is_here(row):
            if is_the_one:
                raise MergeRefused(self.left)
            return
        if is_the_one:
            self._make_room(row)
        try:
            with transaction.atomic():
                # Raw: the row is to be what it was, down to the time of its making.
                row.save_base(raw=True, force_insert=True)
        except IntegrityError:
            if is_the_one:
                raise
            self._refuse_if_led()
            self._tell(row, "was not restored: its like was added since, or what it rests on is gone")
        else:
            record_history([row], "+", self.by, self.reason)

    def _names_what_is_here(self, row: Any) -> bool:
        """Give up links to records deleted since; False if the row cannot be without one of them."""
        for field in row._meta.concrete_fields:
            key = getattr(row, field.attname)
            if not isinstance(field, ForeignKey) or key is None:
                continue
            there = self._led(row, field, key)
            if there is None and not field.null:
                self._tell(row, f"was not restored: its {field.verbose_name} was deleted since")
                return False
            if there is None:
                self._tell(row, f"has lost its {field.verbose_name}, deleted since")
            setattr(row, field.attname, there)
        return True

    def _led(self, row: Model, field: Any, key: int) -> int | None:
        """Where later merges led what names this record, each of them told of the row; None if it was deleted."""
        target = field.related_model
        while found := self.later.get((target._meta.label_lower, key)):
            later, like = found
            if like is None:
                return None
            # Its first step, and so the last one when that merge is undone in its turn.
            step = journal.moved(type(row), field.attname, [row.pk], was=key, now=like)
            later.journal.insert(0, step)
            later.save()
            self.led_by.add(later)
            key = like
        return key if target._base_manager.filter(pk=key).exists() else None

    def _refuse_if_led(self) -> None:
        """Two rows became alike by later merges: only without these can both be again."""
        if self.led_by:
            raise MergeRefused(_undo_first(later) for later in sorted(self.led_by, key=lambda one: -one.pk))

    def _make_room(self, row: Any) -> None:
        """Give up an address or a unique id that another record has taken since."""
        for field in row._meta.concrete_fields:
            value = getattr(row, field.attname)
            if not field.unique or field.primary_key or value is None or not _is_taken(row, field, value):
                continue
            if isinstance(field, AutoSlugField):
                setattr(row, field.attname, unused_slug(type(row), getattr(row, field.made_from)))
            elif field.null and field.editable:
                setattr(row, field.attname, None)
            else:
                raise MergeRefused(
                    [f"Another record has its {field.verbose_name} now ({value}): change that first."]
                )
            self._tell(row, f"has another {field.verbose_name} than before, {value}: that is in use now")

    def _remove(self, step: Json) -> None:
        """Remove a row that the merge added, unless somebody has changed it since."""
        row = model_of(step)._default_manager.filter(pk=step["key"]).first()
        if row is None:
            return
        if journal.written(row) != step["values"]:
            self._tell(row, "was changed since it was added, and was left")
            return
        sign(row, self.by, self.reason)
        row.delete()

    def _give_back(self, step: Json) -> None:
        """Give the record that was kept its own values back, where it still has those it took."""
        model = model_of(step)
        kept: Any = model._default_manager.filter(pk=step["key"]).first()
        if kept is None:
            return
        now = journal.written(kept)
        for name, before in step["before"].items():
            if now[name] == step["after"][name]:
                setattr(kept, name, journal.value(model, name, before))
            else:
                field = next(field for field in model._meta.concrete_fields if field.attname == name)
                self._tell(kept, f"keeps its {field.verbose_name}, which was changed since")
        sign(kept, self.by, self.reason)
        kept.save()

    def _tell(self, row: Model, what: str) -> None:
        self.left.append(f"{_kind(type(row))} “{row}” {what}.")


def _kind(model: type[Model]) -> str:
    return str(model._meta.verbose_name).capitalize()


def _is_taken(row: Model, field: Any, value: Any) -> bool:
    return bool(type(row)._default_manager.filter(**{field.attname: value}).exists())
