"""How every record behaves in the admin: who may change it, what lists may be asked, what a save announces."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import ShowFacets
from django.core.paginator import Paginator
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Model, QuerySet
from django.forms.models import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property

from record.admin import record_filter
from record.admin.choices import LoadedFormSet, LoadsChoices, RowForm
from record.admin.guarded import CHANGED_SINCE_ASKED, ChangedSinceAsked, GuardsSaves
from record.admin.history_page import HasHistory
from record.admin.mergeable import Mergeable
from record.changes import announce
from record.visibility import changes_public, is_public

# A list is for finding, and nobody pages beyond this: counting a million rows takes longer than showing fifty.
COUNTED = 10_000

NOT_STORED = (
    "Nothing was saved: the database refused it. Two rows may not be alike, and none may name a record that is gone. "
    "What you typed is still here."
)


class CappedPaginator(Paginator):
    """Pages of a list whose length is counted no further than COUNTED."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows[:COUNTED].count())


class TextLines(forms.CharField):
    """Text as it is stored: browsers send line ends as CR LF, which would make every saved text a change."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class WebAddress(forms.URLField):
    """An address; typed without a scheme, it is taken for https."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


FIELDS: Any = {models.TextField: {"form_class": TextLines}, models.URLField: {"form_class": WebAddress}}


class RecordForm(ModelForm):
    """A form that says why its record was not saved, when saving was tried and refused."""

    refusals: tuple[str, ...] = ()

    def clean(self) -> Any:
        cleaned = super().clean()
        for refusal in self.refusals:
            self.add_error(None, refusal)
        return cleaned


class RecordAdmin(Mergeable, LoadsChoices, GuardsSaves, HasHistory, admin.ModelAdmin):
    """An admin page of one kind of record.

    What readers see is changed by Publishers alone. Lists may be asked only by their own filters: a lookup on any
    other column would tell what it holds.
    """

    form = RecordForm
    formfield_overrides = FIELDS
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 200
    menu_position = 99

    # What an autocomplete offers

    def options(self) -> "QuerySet[Any]":
        """The records to choose from, with what `option_label` needs."""
        return self.model._default_manager.order_by(*(self.ordering or self.model._meta.ordering))

    def option_label(self, obj: Any) -> str:
        """The record in one line that tells it from others of its name."""
        return str(obj)

    def search(self, rows: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        """Those of the rows that the text may mean."""
        raise NotImplementedError

    # Lists

    @property
    def media(self) -> forms.Media:
        return super().media + record_filter.media()

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows: Any = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_search_results(self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str) -> Any:
        text = search_term.strip()
        return (self.search(queryset, text) if text else queryset), False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        filters = self.get_list_filter(request) if request else self.list_filter
        return lookup in {getattr(one, "parameter_name", f"{one}__exact") for one in filters}

    # Who may change it

    def may_change(self, request: HttpRequest, obj: Any) -> bool:
        """True if this user may change this record, as far as its readers are concerned."""
        return changes_public(request.user) or not is_public(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or self.may_change(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or self.may_change(request, obj))

    # Saving

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.refusals = getattr(request, "refusals", ())  # type: ignore[attr-defined]
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show the form again, as it was filled in, with the reasons why it could not be saved."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Exception as error:
            request.refusals = self.refusals_of(error)  # type: ignore[attr-defined]
            if not request.refusals:  # type: ignore[attr-defined]
                raise
            return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list; an action on chosen rows that is refused changes none of them, and says why."""
        return self._or_back(request, partial(super().changelist_view, request, *args, **kwargs))

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete, or say why not."""
        return self._or_back(request, partial(super().delete_view, request, *args, **kwargs))

    def _or_back(self, request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
        if request.method != "POST":
            return view()
        try:
            with transaction.atomic():
                return view()
        except Exception as error:
            refusals = self.refusals_of(error)
            if not refusals:
                raise
        for refusal in refusals:
            messages.error(request, refusal)
        return HttpResponseRedirect(request.get_full_path())

    def refusals_of(self, error: Exception) -> tuple[str, ...]:
        """What to tell an editor whose save ended in this error; nothing where it is none of theirs."""
        if isinstance(error, ChangedSinceAsked):
            return (CHANGED_SINCE_ASKED,)
        return (NOT_STORED,) if isinstance(error, IntegrityError) else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Leave saving to `save_related`, which saves the record and its rows together."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        before = self.model._default_manager.filter(pk=form.instance.pk).first() if change else None
        self.save_record(request, form, change)
        super().save_related(request, form, formsets, change)
        announce(form.instance, before=before)

    def save_record(self, request: HttpRequest, form: Any, change: bool) -> None:
        """Save the record itself, unless nothing about it has changed: history tells changes only."""
        if form.has_changed() or not change:
            super().save_model(request, form.instance, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.reason = form.cleaned_data.get("reason", "")
        super().save_formset(request, form, formset, change)


class RecordInline(LoadsChoices, admin.options.InlineModelAdmin):
    """Rows of a record, open to whoever may change the record."""

    form = RowForm
    formset = LoadedFormSet
    formfield_overrides = FIELDS
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.by = request.user
        return formset

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """The rows; for a change under a lock: some have a page of their own, which locks them alone."""
        rows: Any = super().get_queryset(request)
        locks = request.method == "POST" and connection.in_atomic_block
        return rows.select_for_update(of=("self",), no_key=True) if locks else rows

    def is_open(self, request: HttpRequest, obj: Model | None) -> bool:
        """True if the rows of this record (None: of one being added) may be changed."""
        return obj is None or self.admin_site.get_model_admin(self.parent_model).may_change(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and self.is_open(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self.is_open(request, obj)


class RowsInline(RecordInline, admin.TabularInline):
    """Rows of a table, whose fields have only the heading of their column for a label: each is named besides."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field.widget, "widget", field.widget)
        widget.attrs["aria-label"] = field.label
        return field


class FormInline(RecordInline, admin.StackedInline):
    """A small form for each row."""
