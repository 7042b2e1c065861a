"""Readings in the admin: that somebody went through a whole text for a dossier."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from claims.actions import changing
from claims.admin.list_filters import ReadForDossier
from claims.admin.refusals import ClaimsAdmin
from claims.models import Reading, ReadingCheck
from record.admin.choices import LoadedFormSet
from record.admin.records import RowsInline
from sources.models import Article, ArticleText


class CheckFormSet(LoadedFormSet):
    """Checks are signed and dated when they are made."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.checked_by, form.instance.checked_at = self.by, timezone.now()
        return super().save_new(form, commit)


class CheckInline(RowsInline):
    """Claims that came to the dossier later, for which the text was gone through again."""

    model = ReadingCheck
    formset = CheckFormSet
    fields = ("claim",)
    autocomplete_fields = ("claim",)
    verbose_name = "claim checked since"
    verbose_name_plural = "claims of the dossier checked since"


@admin.register(Reading)
class ReadingAdmin(ClaimsAdmin):
    """That an article was read in full for a dossier, and checked against its claims as they then stood."""

    menu_position = 5
    fields = ("article", "dossier")
    autocomplete_fields = ("article", "dossier")
    list_display = ("article", "dossier", "read_at", "read_by")
    list_select_related = ("article", "dossier", "read_by")
    list_filter = (ReadForDossier,)
    ordering = ("-pk",)
    inlines = (CheckInline,)
    search_fields = ("article__title",)
    search_help_text = "Words of the article’s title."
    parts = ("checks",)

    def search(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return rows.filter(article__in=Article.objects.titled(text).order_by())

    def may_change(self, request: HttpRequest, obj: Reading) -> bool:
        """A reading says what its editor did, so that editor may mend it even where readers see the article."""
        return obj.read_by_id == request.user.pk or super().may_change(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What was read, for what, when and by whom stays as it was: another reading is another record."""
        return ("article", "dossier", "read_at", "read_by", "text_sha256") if obj else ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_readonly_fields(request, obj) or self.fields

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        reading = form.instance
        if not change:
            self._sign(reading, request.user)
        with changing(list(reading.dossier.claims.values_list("pk", flat=True))) as touched:
            super().save_related(request, form, formsets, change)
            touched.update(Reading.objects.filter(pk=reading.pk).bearing_on())

    def _sign(self, reading: Reading, by: Any) -> None:
        held = ArticleText.objects.filter(article=reading.article_id).only("sha256").first()
        reading.read_by, reading.read_at = by, timezone.now()
        reading.text_sha256 = held.sha256 if held else ""

    def delete_model(self, request: HttpRequest, obj: Reading) -> None:
        self.delete_queryset(request, Reading.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        readings = list(queryset.values_list("pk", flat=True))
        with changing(Reading.objects.filter(pk__in=readings).bearing_on()):
            Reading.objects.filter(pk__in=readings).delete()
