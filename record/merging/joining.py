"""Merging: everything that names one record comes to name the other, and every step is written down."""

from collections.abc import Collection
from copy import copy
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from record.changes import announce
from record.chunks import in_chunks
from record.derived import derive
from record.merging import journal
from record.merging.links import Link, above, alike, links_to, loops
from record.merging.rules import MergeRefused, rules_of, surrounded
from record.merging.sides import fields_of, groups
from record.models import FormerSlug, Merge, NotTheSame
from record.slugs import address_of
from record.versions import fingerprint

M = TypeVar("M", bound=Model)
GONE_MEANWHILE = "One of the two is no longer here: somebody has merged or deleted it meanwhile."
CHANGED_MEANWHILE = (
    "Somebody has changed one of the two since you saw them. Look at both again, and choose anew."
)


def merge(
    kept: M,
    gone: M,
    *,
    by: Any,
    reason: str,
    take: Collection[str] = (),
    confirmed: bool = False,
    seen: str = "",
) -> Merge:
    """Make one record of two: whatever names `gone` names `kept` from now on, and the address of `gone` redirects.

    `take` holds the first field of each group (record/merging/sides.py) of which the values of `gone` replace
    those of `kept`. Rows of which `kept` has the like already are dropped, whole, into the journal. `seen` is the
    fingerprint (record/versions.py) of both as somebody saw them. Raises MergeRefused, with nothing changed, if the
    two cannot be one or are not as seen, or if there is something to confirm and `confirmed` is not set.
    """
    model = type(kept)
    if type(gone) is not model or kept.pk == gone.pk:
        raise MergeRefused(["Choose two different records of one kind."])
    if not reason.strip():
        raise MergeRefused(
            ["Say how you know that the two are one: a colleague will want to know in a year."]
        )
    try:
        with transaction.atomic(), surrounded(model, {kept.pk, gone.pk}):
            kept, gone = _locked(model, kept.pk, gone.pk)
            if seen and fingerprint(kept, gone) != seen:
                raise MergeRefused([CHANGED_MEANWHILE])
            _refuse(kept, gone, confirmed)
            return _join(kept, gone, by, reason.strip(), take)
    except IntegrityError as error:
        raise MergeRefused([f"The database refused it, and nothing was changed: {error}"]) from error


def refusals(kept: Any, gone: Any) -> list[str]:
    """Why these two cannot become one, as far as can be told beforehand; empty if they can."""
    said = [sentence for says in rules_of(type(kept)).refuse for sentence in says(kept, gone)]
    return [*_circles(kept, gone), *said]


def questions(kept: Any, gone: Any) -> list[str]:
    """What somebody has to confirm before these two become one."""
    asked = [sentence for says in rules_of(type(kept)).ask for sentence in says(kept, gone)]
    return [*_told_apart(kept, gone), *asked]


def _told_apart(kept: Any, gone: Any) -> list[str]:
    one, two = sorted([kept.pk, gone.pk])
    said = NotTheSame.objects.filter(kind=kept._meta.label_lower, one=one, two=two)
    return [
        f"{row.said_by or 'A former editor'} said on {date_format(row.said_at, 'j F Y')} that these two are not the "
        "same: what is known now that was not known then?"
        for row in said.select_related("said_by")
    ]


def _locked(model: type[M], kept: int, gone: int) -> tuple[M, M]:
    """Both rows, locked in the order of their keys: two merges that cross wait for each other only once."""
    rows = model._default_manager.select_for_update().order_by("pk").filter(pk__in=[kept, gone])
    found = {row.pk: row for row in rows}
    if len(found) < 2:
        raise MergeRefused([GONE_MEANWHILE])
    return found[kept], found[gone]


def _refuse(kept: Model, gone: Model, confirmed: bool) -> None:
    if said := refusals(kept, gone):
        raise MergeRefused(said)
    if not confirmed and (asked := questions(kept, gone)):
        raise MergeRefused(asked, open_questions=True)


def _join(kept: M, gone: M, by: Any, reason: str, take: Collection[str]) -> Merge:
    before, went = copy(kept), copy(gone)
    joining = Joining(by, f"“{_short(gone)}” merged into “{_short(kept)}”: {reason}")
    joining.absorb(gone, kept)
    joining.take(kept, went, take)
    for finish in rules_of(type(kept)).afterwards:
        finish(joining, kept, before, went)
    announce(kept, before=before)
    return Merge.objects.create(
        kind=kept._meta.label_lower,
        kept=kept.pk,
        kept_name=str(kept),
        gone=went.pk,
        gone_name=str(went),
        gone_address=address_of(went),
        journal=joining.steps,
        reason=reason,
        merged_by=by,
        merged_at=timezone.now(),
    )


class Joining:
    """The work of one merge. Each method does a step and writes it down in `steps`."""

    def __init__(self, by: Any, reason: str) -> None:
        self.by, self.reason = by, reason
        self.steps: list[journal.Json] = []

    def absorb(self, gone: Any, kept: Any) -> None:
        """Let everything that names one row name the other, and remove the row."""
        if circles := _circles(kept, gone):
            raise MergeRefused(circles)
        for link in links_to(type(gone)):
            self._move(link, gone.pk, kept.pk)
        self.drop(gone, kept)

    def _move(self, link: Link, gone: int, kept: int) -> None:
        if link.field.primary_key:
            # Such a row holds what follows from the record: the apps work it out anew for either.
            link.rows(gone).delete()
            return
        likes = alike(link, gone, kept)
        rows = link.model._default_manager.in_bulk({*likes, *likes.values()})
        for row, like in likes.items():
            self.absorb(rows[row], rows[like])
        self._repoint(link, gone, kept)

    def _repoint(self, link: Link, gone: int, kept: int) -> None:
        rows = list(link.rows(gone))
        if not rows:
            return
        keys = [row.pk for row in rows]
        repoint(rows, link.field.attname, kept, self.by, self.reason)
        self.steps.append(journal.moved(link.model, link.field.attname, keys, was=gone, now=kept))

    def drop(self, row: Model, like: Model | None) -> None:
        """Remove a row; its addresses lead to its like from now on."""
        step = {"did": "dropped", "key": row.pk, "like": like and like.pk, "values": journal.written(row)}
        self.steps.append({"model": row._meta.label_lower} | step)
        former, kind, address = row.pk, row._meta.label_lower, address_of(row)
        sign(row, self.by, self.reason)
        row.delete()
        if like is not None and address:
            self._redirect(kind, former, address, like.pk)

    def _redirect(self, kind: str, gone: int, address: str, kept: int) -> None:
        """Let the addresses that led to the one row lead to the other: chains stay one step long."""
        known = FormerSlug.objects.filter(kind=kind)
        for row in known.filter(slug=address):
            self.drop(row, None)
        if keys := list(known.filter(target=gone).order_by("pk").values_list("pk", flat=True)):
            known.filter(pk__in=keys).update(target=kept)
            self.steps.append(journal.moved(FormerSlug, "target", keys, was=gone, now=kept))
        self.make(FormerSlug(kind=kind, slug=address, target=kept))

    def take(self, kept: Model, gone: Model, chosen: Collection[str]) -> None:
        """Give the record that is kept the chosen values, and tell of the merge in its history in any case."""
        columns = [name for group in groups(type(kept)) if group[0] in chosen for name in group]
        before = journal.written(kept, columns)
        for field in fields_of(type(kept), columns):
            setattr(kept, field.attname, getattr(gone, field.attname))
        if columns:
            self._check(kept, columns)
        after = journal.written(kept, columns)
        step = {"did": "taken", "key": kept.pk, "before": before, "after": after}
        self.steps.append({"model": kept._meta.label_lower} | step)
        sign(kept, self.by, self.reason)
        kept.save()

    def _check(self, kept: Model, columns: list[str]) -> None:
        """Refuse values that do not go with what else the record holds; what was wrong before is no concern here."""
        derive(kept)
        try:
            kept.clean_fields(exclude={field.name for field in kept._meta.fields} - set(columns))
            kept.clean()
            kept.validate_constraints()
        except ValidationError as error:
            raise MergeRefused(error.messages) from error

    def make(self, row: Model) -> None:
        """Add a row, and remember how it was."""
        sign(row, self.by, self.reason)
        row.save()
        step = {"did": "made", "key": row.pk, "values": journal.written(row)}
        self.steps.append({"model": row._meta.label_lower} | step)


def sign(row: Any, by: Any, reason: str) -> None:
    """Say in the row's history who changes it and why."""
    row._history_user, row._change_reason = by, reason


def repoint(rows: list[Any], column: str, key: int, by: Any, reason: str) -> None:
    """Let all these rows of one model name the record with this key; one query a thousand, history included."""
    model = type(rows[0])
    for some in in_chunks(rows):
        model._default_manager.filter(pk__in=[row.pk for row in some]).update(**{column: key})
        for row in some:
            setattr(row, column, key)
        record_history(some, "~", by, reason)


def record_history(rows: list[Any], how: str, by: Any, reason: str) -> None:
    """Write what happened to rows that were not saved one by one: `+` added, `~` changed."""
    history = getattr(type(rows[0]), "history", None) if rows else None
    if history is not None:
        history.bulk_history_create(rows, update=how == "~", default_user=by, default_change_reason=reason)


def _circles(kept: Any, gone: Any) -> list[str]:
    """Why the one cannot take the other's place: following its own links it would come back to itself."""
    return [
        f"“{_short(kept)}” names “{_short(gone)}” as its {link.field.verbose_name}, directly or through others: "
        "merged, it would lead back to itself. Swap the two, or change that first."
        for link in loops(type(kept))
        if gone.pk in above(kept, link.field)
    ]


def _short(row: Any) -> str:
    return Truncator(str(row)).chars(80)
