"""Undoing a step of the desk: what it brought in goes again, unless anybody has changed it since.

A step keeps a digest of what it made, with all that leads to it (`digest`): another editor's evidence on a claim
made here, a rival, a note, a publication, a blind check. Where it differs now, undoing would take somebody's work
away, and is refused. Called by claims/desk/steps.py, inside the transaction of the undoing step.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db.models import ForeignObjectRel, Model

from claims.actions import changing
from claims.desk import asked as read
from claims.desk.asked import Asked
from claims.desk.refusals import Gone, Overtaken
from claims.models import DeskStep, DossierClaim, NothingToLog, Reading, ReadingCheck
from sources.models import UnnamedSource

REASON = "undone at the desk"
# Written at every change, whatever was changed.
_NOT_COLUMNS = {"updated_at"}


def undoable(step: DeskStep, asked: Asked, *, by: Any) -> DeskStep:
    """The step of the same editor at the same article that is to be undone. Raises Refused."""
    key = read.read_key(asked.fields["step"])
    done: DeskStep | None = DeskStep.objects.of(by, step.article).filter(key=key).first()
    if done is None or done.kind == DeskStep.Kind.UNDO:
        raise Gone("There is no such step of yours here: nothing was undone.")
    if DeskStep.objects.filter(undoes=done).exists():
        raise Overtaken("This step was undone already.")
    return done


def undo(step: DeskStep, asked: Asked, *, by: Any) -> None:
    """Undo the step that this one undoes. Raises Overtaken."""
    done = step.undoes
    assert done is not None, "an undoing names what it undoes"
    claims = [done.claim_id] if done.claim_id else _claims_read(done)
    with changing(claims):
        done = DeskStep.objects.get(pk=done.pk)
        if done.seen != digest(done):
            raise Overtaken(_why_not(done))
        _UNDO[done.kind](done)


def digest(step: DeskStep) -> str:
    """A digest of all that the step made and of what leads to it."""
    rows = [list(_row(record)) for record in _made(step)]
    return sha256(json.dumps([*rows, step.made], default=str, sort_keys=True).encode()).hexdigest()


# --- what a step made --------------------------------------------------------------------------------------


def _made(step: DeskStep) -> Iterator[Model | None]:
    made = step.made
    if step.kind == DeskStep.Kind.LOG:
        yield step.evidence
        yield step.claim if made.get("claim") else None
        yield from DossierClaim.objects.filter(pk=made.get("dossier_claim")).order_by("pk")
    yield from Reading.objects.filter(pk=made.get("reading"))
    yield from ReadingCheck.objects.filter(pk__in=made.get("checks", [])).order_by("pk")
    yield from NothingToLog.objects.filter(pk__in=made.get("dismissals", [])).order_by("pk")


def _row(record: Model | None) -> Iterator[Any]:
    """The columns of a row, and of every row that leads to it."""
    if record is not None:
        yield _columns(type(record)._default_manager.filter(pk=record.pk))
        for rows in _leading_to(record):
            yield rows.model._meta.label, _columns(rows)


def _leading_to(record: Model) -> Iterator[Any]:
    """The rows that lead to this one and are somebody's work: such tables keep their history."""
    for relation in record._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many:
            model: Any = relation.related_model
            if hasattr(model, "history"):
                yield model._default_manager.filter(**{relation.field.name: record.pk})


def _columns(rows: Any) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if name not in _NOT_COLUMNS}
        for row in rows.order_by("pk").values()
    ]


def _claims_read(done: DeskStep) -> list[int]:
    return Reading.objects.filter(pk=done.reading_id).bearing_on() if done.reading_id else []


# --- why not -------------------------------------------------------------------------------------------------


def _why_not(done: DeskStep) -> str:
    """Who changed what the step made since, as far as history says."""
    if done.kind == DeskStep.Kind.LOG and done.evidence is None:
        return "This step cannot be undone here: the passage it logged was deleted since."
    if done.evidence and done.evidence.is_published:
        return "This step cannot be undone here: a Publisher has published the passage since."
    who = _last_to_change(done)
    return f"This step cannot be undone here: {who} changed what it made since. Open the claim to change it there."


def _last_to_change(done: DeskStep) -> str:
    rows: list[Any] = [
        row
        for record in (done.evidence, done.claim)
        if record is not None
        for row in record.history.filter(history_date__gt=done.made_at).select_related("history_user")[:1]
    ]
    latest = max(rows, key=lambda row: row.history_date, default=None)
    return str(latest.history_user) if latest and latest.history_user else "somebody"


# --- taking back -------------------------------------------------------------------------------------------


def _unlog(done: DeskStep) -> None:
    claim, evidence = done.claim, done.evidence
    for row in (evidence, DossierClaim.objects.filter(pk=done.made.get("dossier_claim")).first()):
        _delete(row)
    if done.made.get("claim"):
        _delete(claim)
    for informant in UnnamedSource.objects.filter(pk__in=done.made.get("informants", [])):
        if not _is_taken_up(informant):
            _delete(informant)


def _is_taken_up(informant: UnnamedSource) -> bool:
    """True where somebody has worked on it since it was made, or something else leads to it."""
    changed = informant.history.exclude(history_type="+").exists()
    return changed or any(rows.exists() for rows in _leading_to(informant))


def _unfinish(done: DeskStep) -> None:
    for check in ReadingCheck.objects.filter(pk__in=done.made.get("checks", [])):
        _delete(check)
    if "reading" in done.made:
        _delete(Reading.objects.filter(pk=done.made["reading"]).first())


def _undismiss(done: DeskStep) -> None:
    NothingToLog.objects.filter(pk__in=done.made["dismissals"]).delete()


def _dismiss_again(done: DeskStep) -> None:
    """Put the dismissals back as they were, ids included: the steps that made them may be undone yet."""
    if done.dossier is None:
        return  # deleted since, and its dismissals with it
    known = NothingToLog.objects.names(done.article, done.dossier)
    NothingToLog.objects.bulk_create(
        NothingToLog(**row) for row in done.made["reopened"] if row["words_sha256"] not in known
    )


def _delete(row: Any) -> None:
    if row is not None:
        row._change_reason = REASON
        row.delete()


_UNDO: dict[str, Any] = {
    DeskStep.Kind.LOG: _unlog,
    DeskStep.Kind.FINISH: _unfinish,
    DeskStep.Kind.DISMISS: _undismiss,
    DeskStep.Kind.REOPEN: _dismiss_again,
}
