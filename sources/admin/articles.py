"""Articles in the admin, with their texts and the informants they do not name."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from record.admin.records import FormInline, RecordAdmin, RowsInline
from record.dates import describe_edtf
from sources.actions import keep_addresses
from sources.admin.adding import addresses
from sources.admin.article_forms import ArticleForm, TextForm
from sources.models import Article, ArticleAddress, ArticleText, UnnamedSource


class ArticleTextInline(FormInline):
    """The stored text, for editors only."""

    model = ArticleText
    form = TextForm
    fields = ("text", ("sha256", "length", "captured_at"))
    readonly_fields = ("sha256", "length", "captured_at")
    verbose_name = verbose_name_plural = "stored text"
    classes = ("collapse",)


class UnnamedSourceInline(RowsInline):
    """Informants as this article describes them."""

    model = UnnamedSource
    fk_name = "article"
    fields = ("description", "kind")
    show_change_link = True


class ArticleAddressInline(RowsInline):
    """The other addresses by which it is recognised."""

    model = ArticleAddress
    fields = ("url",)
    classes = ("collapse",)


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    """Single reports."""

    menu_position = 1
    form = ArticleForm
    change_form_template = "admin/sources/article_form.html"
    change_list_template = "admin/sources/article_list.html"
    adding_page = "admin:sources_article_bring"
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("title", "url", "outlet", ("kind", "language"), "byline", "published")}),
        (
            "The date in detail",
            {
                "classes": ("collapse",),
                "fields": ("published_words", "published_inferred", "published_reason"),
            },
        ),
        ("Access", {"fields": (("accessed_on", "stub"), "archive_url", "note")}),
        (
            "Corrected, retracted or superseded",
            {"classes": ("collapse",), "fields": ("status", "status_note", "superseded_by")},
        ),
    )
    autocomplete_fields = ("outlet", "superseded_by")
    list_display = ("title", "outlet", "published_on", "kind", "status", "stub", "public")
    list_select_related = ("outlet",)
    list_filter = ("kind", "status", "stub")
    search_fields = ("title",)
    search_help_text = "Title, address or outlet."
    inlines = (UnnamedSourceInline, ArticleTextInline, ArticleAddressInline)
    parts = ("unnamed_sources", "stored_text", "addresses")
    restorable = True

    def onward(self, request: HttpRequest) -> tuple[str, str] | None:
        """What this user may go on to with an article just added: a button's words, and the name of the page."""
        return None

    def options(self) -> "QuerySet[Any]":
        return super().options().select_related("outlet")

    def option_label(self, obj: Article) -> str:
        where = str(obj.outlet) if obj.outlet else "outlet not known"
        return f"{obj.title} ({', '.join(filter(None, [where, obj.published]))})"

    def search(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return rows.found_by(text)  # type: ignore[attr-defined]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).select_related("outlet")

    def get_urls(self) -> list[Any]:
        return addresses(self) + super().get_urls()

    def save_record(self, request: HttpRequest, form: Any, change: bool) -> None:
        """Save it, and let an address that it gives up still lead to it."""
        super().save_record(request, form, change)
        keep_addresses(form.instance, [form.initial.get("url", ""), form.instance.archive_url])

    @admin.display(description="published on", ordering="published_earliest")
    def published_on(self, obj: Article) -> str:
        return describe_edtf(obj.published) if obj.published else ""
