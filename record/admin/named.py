"""Admin pages of what has a name: slugs whose former addresses redirect, and other names."""

from typing import Any

from django.contrib.admin.views.main import ORDER_VAR
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from record.admin.choices import LoadedFormSet
from record.admin.records import RecordAdmin, RecordForm, RowsInline
from record.folding import fold
from record.models import FormerSlug
from record.slugs import keep_former_slug


class SluggedForm(RecordForm):
    """A form that gives away no address which still leads to another record."""

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        kind = self._meta.model._meta.label_lower
        former = FormerSlug.objects.filter(kind=kind, slug=slug).exclude(target=self.instance.pk or 0)
        if slug and former.exists():
            raise ValidationError(
                "This address once led to another record, and redirects there. Choose another."
            )
        return slug


class SluggedAdmin(RecordAdmin):
    """Keeps the address that an editor gives up, so that it redirects."""

    form = SluggedForm

    def save_record(self, request: HttpRequest, form: Any, change: bool) -> None:
        super().save_record(request, form, change)
        if "slug" in form.changed_data:
            keep_former_slug(form.instance, former=form.initial.get("slug", ""))


class NamedAdmin(SluggedAdmin):
    """A person, organization, place or outlet: found by any of its names."""

    search_fields = ("name",)
    search_help_text = "Any name, in any script or transliteration."
    parts = ("aliases",)
    restorable = True

    def search(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return rows.named(text)  # type: ignore[attr-defined]

    def get_search_results(self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str) -> Any:
        """What the text may name, the likeliest first, unless a column's order was asked for."""
        found, repeats = super().get_search_results(request, queryset, search_term)
        ordered = search_term.strip() and ORDER_VAR not in request.GET
        return (found.as_found() if ordered else found), repeats

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).with_aliases()  # type: ignore[attr-defined]

    def other_names(self, obj: Any) -> str:
        return " · ".join(alias.name for alias in obj.aliases.all())


class AliasFormSet(LoadedFormSet):
    """Other names: each once, however it is written."""

    def clean(self) -> None:
        super().clean()
        seen: dict[str, str] = {}
        for form in self.kept_forms():
            name = form.cleaned_data.get("name", "")
            if (twin := seen.get(fold(name))) is not None:
                form.add_error(
                    "name", f"This is “{twin}” again, once accents, case and letter forms are set aside."
                )
            seen.setdefault(fold(name), name)


class AliasInline(RowsInline):
    """Other names, edited with what they name."""

    formset = AliasFormSet
    fields = ("name", "language")
