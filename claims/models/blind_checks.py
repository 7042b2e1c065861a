"""Blind checks: what a second editor makes of a passage without knowing which stance was recorded for it."""

import hashlib
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q, UniqueConstraint
from django.utils import timezone
from simple_history.models import HistoricalRecords

from claims.models.claims import State
from claims.models.evidence import Evidence, EvidenceQuerySet
from record.derived import DerivedCharField

# What a checker judges: of the claim its statement, of the evidence its passage.
WORDS = {
    "statement": "claim__statement",
    "quotation": "quotation",
    "paraphrase": "paraphrase",
    "translation": "translation",
}


def words_of(evidence: Evidence) -> dict[str, str]:
    """The words that a check of this evidence judges, as they are now."""
    own = {name: getattr(evidence, name) for name in ("quotation", "paraphrase", "translation")}
    return {"statement": evidence.claim.statement} | own


def digest_of(words: Any) -> str:
    """A SHA-256 in hexadecimal of the words judged, which tells one version of them from another."""
    return hashlib.sha256("\0".join(words[name] for name in WORDS).encode()).hexdigest()


class BlindCheckQuerySet(models.QuerySet[Any]):
    """Blind checks."""

    def current(self) -> Self:
        """Those that judged the words as they are now."""
        return self.filter(**{name: F(f"evidence__{path}") for name, path in WORDS.items()})

    def disagreeing(self) -> Self:
        """Those that came to another stance than the one recorded when they were made."""
        return self.exclude(stance=F("recorded"))

    def to_settle(self) -> Self:
        """Disagreements that wait for a Publisher: of words and a stance that are still the ones compared."""
        unsettled = self.current().disagreeing().filter(outcome="", recorded=F("evidence__stance"))
        return unsettled.exclude(evidence__claim__state=State.WITHDRAWN)

    def settled(self) -> Self:
        return self.exclude(outcome="")

    def concerning(self, user: Any) -> Self:
        """Those this user made, or that were made of evidence this user logged."""
        logged = Evidence.objects.filter(pk=OuterRef("evidence"), created_by=user)
        return self.filter(Q(by=user) | Exists(logged))

    def of_dossier(self, dossier: Any) -> Self:
        """Those of evidence on claims of the dossier."""
        return self.filter(evidence__claim__dossiers=dossier)

    def with_both_sides(self) -> Self:
        """Each with who checked, who logged, and what both saw, in one query."""
        return self.select_related(
            "by", "settled_by", "evidence__created_by", "evidence__claim", "evidence__article__outlet"
        )


class BlindCheck(models.Model):
    """One editor's own reading of a passage, made without seeing the stance recorded or who recorded it.

    `recorded` is the stance it is compared with: the one recorded when the check was made. The words judged are
    kept with it: once the evidence reads otherwise, the check is out of date. One check an editor of each version
    of the words. A disagreement is settled by a Publisher: the stance was kept, or changed, or the case is hard.
    """

    class Stance(models.TextChoices):
        SUPPORTS = "supports", "supports"
        CONTRADICTS = "contradicts", "contradicts"
        MENTIONS = "mentions", "mentions"
        CANNOT_TELL = "cannot_tell", "cannot tell"

    class Outcome(models.TextChoices):
        KEPT = "kept", "the stance was kept"
        CHANGED = "changed", "the stance was changed"
        HARD = "hard", "marked as a hard case"

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="blind_checks")
    stance = models.CharField(max_length=11, choices=Stance.choices)
    recorded = models.CharField(max_length=11, choices=Evidence.Stance.choices)
    statement = models.TextField(blank=True)
    quotation = models.TextField(blank=True)
    paraphrase = models.TextField(blank=True)
    translation = models.TextField(blank=True)
    words_sha256 = DerivedCharField(max_length=64, derive=lambda row: digest_of(vars(row)))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True)
    reason = models.TextField(blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    objects = BlindCheckQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            UniqueConstraint(fields=["evidence", "by", "words_sha256"], name="blind_check_once_a_version"),
            CheckConstraint(
                condition=Q(stance__in=["supports", "contradicts", "mentions", "cannot_tell"]),
                name="blind_check_has_stance",
            ),
            CheckConstraint(condition=~Q(recorded=""), name="blind_check_compares"),
            CheckConstraint(
                condition=Q(outcome="", reason="", settled_at__isnull=True)
                | (~Q(outcome="") & ~Q(reason="") & Q(settled_at__isnull=False)),
                name="blind_check_settled_with_reason",
                violation_error_message="Give the reason: whoever logged the passage and whoever checked it will see it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.quotation or self.paraphrase}"

    @property
    def agrees(self) -> bool:
        """True if it came to the stance that was recorded when it was made."""
        return self.stance == self.recorded

    @property
    def is_out_of_date(self) -> bool:
        """True if the words it judged read otherwise now; it says nothing about the evidence any more."""
        return self.words_sha256 != digest_of(words_of(self.evidence))


def to_check(user: Any) -> EvidenceQuerySet:
    """Evidence for this user to check blind: nobody has yet as it reads now, and the user knows no stance of it.

    Neither logged nor ever changed by the user, nor settled by or for them. Newest first: an order that tells
    nothing of any stance.
    """
    checked = BlindCheck.objects.current().filter(evidence=OuterRef("pk"))
    touched = Evidence.history.filter(id=OuterRef("pk"), history_user=user)
    told = BlindCheck.objects.settled().filter(Q(by=user) | Q(settled_by=user), evidence=OuterRef("pk"))
    rows = checkable().exclude(created_by=user).filter(~Exists(checked), ~Exists(touched), ~Exists(told))
    return rows.order_by("-pk")


def checkable() -> EvidenceQuerySet:
    """Evidence with a stance and a passage to compare it with, of claims that are not withdrawn."""
    rows: EvidenceQuerySet = Evidence.objects.exclude(stance="").exclude(quotation="", paraphrase="")
    return rows.exclude(claim__state=State.WITHDRAWN).exclude(claim__statement="")
