"""Admin pages of what has a name: slugs whose former addresses redirect, and other names."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.views.main import ORDER_VAR
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from record.admin import duplicates, pages
from record.admin.choices import LoadedFormSet
from record.admin.duplicates import looks_like, suggested
from record.admin.records import RecordAdmin, RecordForm, RowsInline
from record.duplicates import names_of, suggestions
from record.folding import fold
from record.models import FormerSlug
from record.slugs import keep_former_slug

pages.add(duplicates.addresses)


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


class NamedForm(SluggedForm):
    """A form that adds no second record for what is here already, unless told that it is another one."""

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        is_another = self.data.get("another") == fold(name)
        if self.instance.pk is None and not is_another and (found := suggestions(self._meta.model, [name])):
            raise ValidationError(looks_like(found, name))
        return name


class NamedAdmin(SluggedAdmin):
    """A person, organization, place or outlet: found by any of its names, and compared with those it looks like."""

    form = NamedForm
    change_form_template = "admin/named_form.html"
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

    @property
    def media(self) -> forms.Media:
        own = forms.Media(css={"all": ["sayso/admin_likely.css"]}, js=["sayso/admin_likely.js"])
        return super().media + own

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if name := form.base_fields.get("name"):
            asked = {"kind": self.opts.label_lower} | ({"of": obj.pk} if obj else {})
            name.widget.attrs["data-likely"] = f"{reverse('admin:record_typed')}?{urlencode(asked)}"
        return form

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        record = context.get("original")
        if record and self.has_change_permission(request):
            found = suggestions(self.model, names_of(record), of=record.pk)
            context["likely"] = suggested(request, record, found)
        return super().render_change_form(request, context, *args, **kwargs)

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
