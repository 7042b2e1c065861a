"""The desk's own tables: what an editor did there step by step, and which paragraphs hold nothing to log."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from claims.models.claims import Claim
from claims.models.dossiers import Dossier
from claims.models.evidence import Evidence
from claims.models.readings import Reading
from sources.models import Article


class NothingToLogQuerySet(models.QuerySet[Any]):
    """Dismissed paragraphs."""

    def names(self, article: Article, dossier: Dossier) -> dict[str, str]:
        """Who dismissed which paragraph of the article for the dossier, by the digest of its words."""
        rows = self.filter(article=article, dossier=dossier).select_related("dismissed_by")
        return {row.words_sha256: str(row.dismissed_by or "a former editor") for row in rows}


class NothingToLog(models.Model):
    """An editor found nothing in a paragraph that bears on a dossier.

    The paragraph is known by its words (`words_sha256`, of the text in UTF-8), so that it stays dismissed in a
    newer capture of the article, and every repetition of it with it.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="dismissed_paragraphs")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="dismissed_paragraphs")
    words_sha256 = models.CharField("SHA-256 of its words", max_length=64)
    dismissed_at = models.DateTimeField()
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="dismissed_paragraphs"
    )

    objects = NothingToLogQuerySet.as_manager()

    class Meta:
        verbose_name = "dismissed paragraph"
        constraints = [
            UniqueConstraint(fields=["article", "dossier", "words_sha256"], name="nothing_to_log_once"),
            CheckConstraint(condition=Q(words_sha256__length=64), name="nothing_to_log_sha256_whole"),
        ]

    def __str__(self) -> str:
        return f"Nothing to log in a paragraph of {self.article_id}"


class DeskStepQuerySet(models.QuerySet[Any]):
    """Steps."""

    def standing(self) -> Self:
        """Steps that were not undone, other than the undoing itself."""
        return self.exclude(kind=DeskStep.Kind.UNDO).filter(undone_by__isnull=True)

    def of(self, editor: Any, article: Article) -> Self:
        """What this editor did at this article, the latest first."""
        return self.filter(editor=editor, article=article).order_by("-pk")

    def latest_with_dossier(self, editor: Any) -> Any:
        """This editor's latest step for a dossier that is still there, or None."""
        steps = self.filter(editor=editor, dossier__isnull=False).select_related("dossier")
        return steps.order_by("-pk").first()


class DeskStep(models.Model):
    """One step of an editor at the desk: never changed, never deleted while its article is here.

    `key` is made by the browser before it sends the step, so that a step sent twice is made once. `asked` is what
    was sent, for the panel to take up again when the step is undone. `made` names what the step brought in or took
    away, and `seen` is a digest of it as the step left it: what was changed since cannot be undone here.
    """

    class Kind(models.TextChoices):
        LOG = "log", "logged a passage"
        DISMISS = "dismiss", "found nothing to log"
        REOPEN = "reopen", "took a dismissal back"
        FINISH = "finish", "finished reading"
        UNDO = "undo", "undid a step"

    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="desk_steps")
    dossier = models.ForeignKey(Dossier, on_delete=models.SET_NULL, null=True, related_name="desk_steps")
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="desk_steps"
    )
    made_at = models.DateTimeField()
    asked = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    seen = models.CharField(max_length=64, blank=True)
    claim = models.ForeignKey(Claim, on_delete=models.SET_NULL, null=True, related_name="desk_steps")
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, related_name="desk_steps")
    reading = models.ForeignKey(Reading, on_delete=models.SET_NULL, null=True, related_name="desk_steps")
    undoes = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="undone_by")

    objects = DeskStepQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["article", "editor", "id"], name="desk_step_latest")]
        constraints = [
            CheckConstraint(
                condition=Q(kind="undo", undoes__isnull=False) | (~Q(kind="undo") & Q(undoes__isnull=True)),
                name="desk_step_undoes_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} at {self.made_at:%Y-%m-%d %H:%M}"
