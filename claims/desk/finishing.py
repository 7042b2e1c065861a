"""Finishing an article: every claim of the dossier without evidence from it is confirmed as silent, then it is read.

An article that was read before, in the same version, is read no second time: what came to the dossier since is
checked (`ReadingCheck`). Called by claims/desk/steps.py, inside the transaction of the step.
"""

from typing import Any

from django.utils import timezone

from claims.actions import changing
from claims.desk import asked as read
from claims.desk.asked import Asked
from claims.desk.refusals import NotAllowed, Overtaken
from claims.models import Claim, DeskStep, Dossier, Evidence, Reading, ReadingCheck
from claims.models.claims import ClaimQuerySet, State
from sources.models import Article, ArticleText


def reading_of(article: Article, dossier: Dossier) -> Reading | None:
    """The latest reading of the text as it is now, if there is one."""
    readings = Reading.objects.filter(article=article, dossier=dossier, text_sha256=sha256_of(article))
    return readings.order_by("-read_at", "-pk").first()


def left_to_check(article: Article, dossier: Dossier) -> ClaimQuerySet:
    """The claims on whose silence an editor must pronounce: those of the dossier without evidence from the article.

    Of an article read already, only those that came since and were not checked.
    """
    claims = Claim.objects.of(dossier).exclude(state=State.WITHDRAWN)
    left = claims.exclude(pk__in=Evidence.objects.citing(article).order_by().values("claim"))
    if reading := reading_of(article, dossier):
        since = dossier.dossier_claims.filter(added_at__gt=reading.read_at)
        left = left.filter(pk__in=since.values("claim")).exclude(pk__in=reading.checks.values("claim"))
    return left.by_date()


def finish(step: DeskStep, asked: Asked, *, by: Any) -> None:
    """Record that the editor read the text, once they have pronounced on every claim. Raises Refused."""
    if not (by.has_perm("claims.add_reading") and by.has_perm("claims.add_readingcheck")):
        raise NotAllowed("You may log passages, and record no readings.")
    dossier, article = step.dossier, step.article
    assert dossier is not None, "a step is made with its dossier"
    with changing(_sorted_claims(dossier)) as touched:
        _refuse_another_text(article, read.read_text(asked.fields["sha256"], "text's hash"))
        silent = set(read.read_ids(asked.fields["silent"], "claims"))
        left = list(left_to_check(article, dossier))
        if unheard := [claim for claim in left if claim.pk not in silent]:
            raise Overtaken(*(f"Not yet confirmed as silent: {claim}" for claim in unheard[:5]))
        step.reading = reading_of(article, dossier)
        if step.reading is None:
            step.reading = _read(article, dossier, by)
            step.made["reading"] = step.reading.pk
        else:
            step.made["checks"] = [_check(step.reading, claim, by).pk for claim in left]
        touched.update(Reading.objects.filter(pk=step.reading.pk).bearing_on())


def sha256_of(article: Article) -> str:
    """The hash of the text that is held, "" where none is."""
    held = ArticleText.objects.filter(article=article).only("sha256", "article").first()
    return held.sha256 if held else ""


def _sorted_claims(dossier: Dossier) -> list[int]:
    return list(dossier.dossier_claims.order_by("claim").values_list("claim", flat=True))


def _refuse_another_text(article: Article, sha256: str) -> None:
    if sha256 != sha256_of(article):
        raise Overtaken(
            "The stored text has changed since this page was opened. Reload it, and read what is new."
        )


def _read(article: Article, dossier: Dossier, by: Any) -> Reading:
    reading = Reading(
        article=article,
        dossier=dossier,
        text_sha256=sha256_of(article),
        read_at=timezone.now(),
        read_by=by,
    )
    reading._history_user = by  # type: ignore[attr-defined]
    reading.save()
    return reading


def _check(reading: Reading, claim: Any, by: Any) -> ReadingCheck:
    check = ReadingCheck(reading=reading, claim=claim, checked_at=timezone.now(), checked_by=by)
    check._history_user = by  # type: ignore[attr-defined]
    check.save()
    return check
