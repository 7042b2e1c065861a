"""Steps at the desk: each is taken once, whole or not at all, and kept with the key that the browser gave it.

An answer may be lost on its way. The browser then sends the same step again, with the same key, and gets the answer
that it missed: the key is a unique column, so that no step is ever made twice.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.completeness import NotReady
from claims.desk import asked as read
from claims.desk.asked import Asked
from claims.desk.finishing import finish, sha256_of
from claims.desk.paragraphs import Paragraph, sheet
from claims.desk.passages import log
from claims.desk.refusals import Gone, NotAllowed, Overtaken
from claims.desk.undoing import digest, undo, undoable
from claims.models import DeskStep, Dossier, NothingToLog
from claims.permissions import may_log
from sources.models import Article, ArticleText

ANOTHER_EDITOR = "These steps are another editor’s: log in again under the name you had when you took them, and they will be saved."


@dataclass(frozen=True)
class Taken:
    """A step on record; `repeated` if it had been taken before, and now was only answered again."""

    step: DeskStep
    repeated: bool


def take(asked: Asked, *, article: Article, by: AbstractBaseUser) -> Taken:
    """Take a step at this article, or find that it was taken. Raises Refused, having changed nothing."""
    if asked.editor != by.pk:
        raise NotAllowed(ANOTHER_EDITOR)
    if not may_log(by):
        raise NotAllowed("You may not log passages any more. Ask whoever runs this site.")
    if known := _known(asked, article, by):
        return Taken(known, repeated=True)
    try:
        return Taken(_take(asked, article, by), repeated=False)
    except NotReady as refusal:
        raise Overtaken(*refusal.missing) from refusal
    except IntegrityError as error:
        # The same step on its way twice at once: the other one was first.
        if known := _known(asked, article, by):
            return Taken(known, repeated=True)
        raise Overtaken("The record changed at the same moment. Try again.") from error


@transaction.atomic
def _take(asked: Asked, article: Article, by: Any) -> DeskStep:
    step = DeskStep(
        key=asked.key,
        kind=asked.kind,
        article=article,
        dossier=_dossier(asked),
        editor=by,
        made_at=timezone.now(),
        asked=asked.body,
    )
    if step.kind == DeskStep.Kind.UNDO:
        step.undoes = undoable(step, asked, by=by)
    step.save()  # takes the key, before anything else is done
    _ACTS[step.kind](step, asked, by=by)
    if step.kind != DeskStep.Kind.UNDO:
        step.seen = digest(step)
    step.save()
    step.refresh_from_db()  # what was undone is gone from its step, too
    return step


def _known(asked: Asked, article: Article, by: Any) -> DeskStep | None:
    """The step that was taken under this key. Raises Overtaken if it was another one."""
    known = DeskStep.objects.filter(key=asked.key).first()
    if known and (known.editor_id, known.article_id, known.asked) != (by.pk, article.pk, asked.body):
        raise Overtaken("This key was given to another step before.")
    return known


def _dossier(asked: Asked) -> Dossier:
    dossier = Dossier.objects.filter(pk=asked.dossier).first()
    if dossier is None:
        raise Gone("This dossier is not in the record any more. Choose another.")
    return dossier


# --- nothing to log ----------------------------------------------------------------------------------------


def _dismiss(step: DeskStep, asked: Asked, *, by: Any) -> None:
    """Say of paragraphs that they hold nothing to log for the dossier."""
    assert step.dossier is not None, "a step is made with its dossier"
    words = {paragraph.words_sha256 for paragraph in _paragraphs(step, asked)}
    known = NothingToLog.objects.names(step.article, step.dossier)
    rows = [
        NothingToLog.objects.create(
            article=step.article,
            dossier=step.dossier,
            words_sha256=one,
            dismissed_by=by,
            dismissed_at=step.made_at,
        )
        for one in sorted(words - known.keys())
    ]
    step.made["dismissals"] = [row.pk for row in rows]


def _reopen(step: DeskStep, asked: Asked, *, by: Any) -> None:
    """Take dismissals back, whoever made them."""
    words = sorted({paragraph.words_sha256 for paragraph in _paragraphs(step, asked)})
    rows = NothingToLog.objects.filter(article=step.article, dossier=step.dossier, words_sha256__in=words)
    step.made["reopened"] = [row | {"dismissed_at": row["dismissed_at"].isoformat()} for row in rows.values()]
    rows.delete()


def _paragraphs(step: DeskStep, asked: Asked) -> list[Paragraph]:
    if read.read_text(asked.fields["sha256"], "text's hash") != sha256_of(step.article):
        raise Overtaken("The stored text has changed since this page was opened. Reload the page.")
    held = ArticleText.objects.filter(article=step.article).first()
    laid_out = sheet(step.article.title, held.text if held else "")
    numbers = read.read_ids(asked.fields["paragraphs"], "paragraphs")
    found = [paragraph for number in numbers if (paragraph := laid_out.numbered(number))]
    if len(found) < len(numbers) or not found:
        raise Gone("There is no such paragraph in the text.")
    return found


_ACTS: dict[str, Any] = {
    DeskStep.Kind.LOG: log,
    DeskStep.Kind.DISMISS: _dismiss,
    DeskStep.Kind.REOPEN: _reopen,
    DeskStep.Kind.FINISH: finish,
    DeskStep.Kind.UNDO: undo,
}
