"""Whom an article quotes without naming them."""

from typing import Any, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from simple_history.models import HistoricalRecords

from record.circles import refuse_circle
from record.derived import DerivedCharField
from record.folding import fold
from record.public_id import PublicIdField
from record.visibility import sees_drafts
from sources.models.articles import Article


class UnnamedSourceQuerySet(models.QuerySet[Any]):
    """Informants."""

    def visible_to(self, user: Any) -> Self:
        """The informants of articles this user may know of."""
        return self if sees_drafts(user) else self.filter(article__public=True)

    def found_by(self, text: str) -> Self:
        """Informants that an editor may mean by this text: part of a description, or of an article's title."""
        folded = fold(text)
        return self.filter(Q(description_folded__contains=folded) | Q(article__title_folded__contains=folded))


class UnnamedSource(models.Model):
    """An informant or group as one article describes it, so that several passages can share it.

    Two of different articles are the same only where an editor says so, with a reason.
    """

    class Kind(models.TextChoices):
        ONE = "one", "one person"
        GROUP = "group", "several people"

    public_id = PublicIdField()
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="unnamed_sources")
    description = models.CharField(
        max_length=200, help_text='As the article describes them: "an officer in the operations room".'
    )
    description_folded = DerivedCharField(max_length=400, derive=lambda row: fold(row.description))
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.ONE)
    same_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="same",
        help_text="An informant of another article who is the same. Never assumed: give the reason.",
    )
    same_as_reason = models.TextField(blank=True)

    objects = UnnamedSourceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["description_folded", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["article", "description_folded"],
                name="unnamed_source_once_an_article",
            ),
            CheckConstraint(condition=~Q(description=""), name="unnamed_source_described"),
            CheckConstraint(
                condition=Q(same_as__isnull=True, same_as_reason="")
                | (Q(same_as__isnull=False) & ~Q(same_as_reason="")),
                name="unnamed_source_same_with_reason",
                violation_error_message="Say which informant it is the same as and why, or neither.",
            ),
            CheckConstraint(condition=~Q(same_as=F("id")), name="unnamed_source_not_itself"),
        ]

    def __str__(self) -> str:
        return self.description

    def clean(self) -> None:
        super().clean()
        refuse_circle(self, "same_as", "That one is said to be the same as this one already.")

    @property
    def speaks_for_public(self) -> bool:
        """True while this informant is one of a public article, or one of those leads to it as the same."""
        found, fresh = {self.pk}, {self.pk}
        while fresh:
            fresh = set(UnnamedSource.objects.filter(same_as__in=fresh).values_list("pk", flat=True)) - found
            found |= fresh
        return UnnamedSource.objects.filter(pk__in=found, article__public=True).exists()
