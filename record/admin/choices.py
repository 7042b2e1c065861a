"""Foreign keys in the admin: autocompletes that show what the form has loaded, so that no row costs a query."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Field, Model, QuerySet
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.functional import cached_property

from record.admin.site import ROW_ID, readable_ids

ById = Mapping[str, Model]


def load(rows: "QuerySet[Any]", ids: set[str]) -> dict[str, Model]:
    """The rows with these ids, by id as text; one query, none for no ids."""
    return {str(row.pk): row for row in rows.filter(pk__in=ids)} if ids else {}


class LoadedChoiceField(forms.ModelChoiceField):
    """The choice of one record. What is in `loaded` needs no query, neither to check nor to show."""

    queryset: QuerySet[Any]
    loaded: ById = {}
    option_label: Callable[[Model], str] = staticmethod(str)

    def label_from_instance(self, obj: Model) -> str:
        return self.option_label(obj)

    def find(self, value: Any) -> Model | None:
        """The record with this id, if there is one."""
        if not ROW_ID.fullmatch(str(value)):
            return None
        return self.loaded.get(str(value)) or self.queryset.filter(pk=value).first()

    def to_python(self, value: Any) -> Any:
        return self.loaded.get(str(value)) or super().to_python(value)


class LoadedSelect(AutocompleteSelect):
    """An autocomplete whose one option is the record chosen, as its LoadedChoiceField finds it."""

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["admin/js/autocomplete.js", "sayso/admin_choices.js"])

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        field = self.choices.field
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for chosen in filter(None, map(field.find, filter(None, value))):
            label = field.label_from_instance(chosen)
            options.append(self.create_option(name, chosen.pk, label, True, len(options)))
        return [(None, options, 0)]


class LoadsChoices:
    """Mixin for admin classes and inlines: every autocomplete is of this kind, named as the record's own admin says."""

    admin_site: Any

    def formfield_for_foreignkey(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name not in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        related = self.admin_site.get_model_admin(db_field.related_model)
        kwargs |= {
            "form_class": LoadedChoiceField,
            "widget": LoadedSelect(db_field, self.admin_site),
            "queryset": related.options(),
        }
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        field.option_label = related.option_label
        return field

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(field, LoadedChoiceField):
            # Beside a choice, only what logging needs: add one that is missing, open the one chosen.
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field


class RowForm(forms.ModelForm):
    """A row of an inline. One that was not touched has passed the model's checks: each would be a query."""

    def _post_clean(self) -> None:
        if self.has_changed() or self.instance._state.adding:
            super()._post_clean()  # type: ignore[misc]


class LoadedFormSet(BaseInlineFormSet):
    """Inline rows that load every record they name at once: a query a kind, however many rows.

    `by` is who edits them, and `reason` what their history says of this save.
    """

    reason = ""
    by: Any = None
    data: Any
    form: Any

    @cached_property
    def loaded(self) -> dict[type[Model], ById]:
        """The records that the rows name, stored or as typed, by their kind and id."""
        named: dict[type[Model], set[str]] = defaultdict(set)
        rows: dict[type[Model], QuerySet[Any]] = {}
        for name, field in self.choice_fields.items():
            rows[field.queryset.model] = field.queryset
            named[field.queryset.model] |= self._ids(name)
        return {kind: load(rows[kind], ids) for kind, ids in named.items()}

    @property
    def choice_fields(self) -> dict[str, LoadedChoiceField]:
        fields = self.form.base_fields
        return {name: field for name, field in fields.items() if isinstance(field, LoadedChoiceField)}

    def _ids(self, name: str) -> set[str]:
        stored = [getattr(row, f"{name}_id") for row in self.get_queryset()]
        return readable_ids([*stored, *self.typed(name)])

    def typed(self, name: str) -> list[str]:
        """What the rows of a posted form hold under this name, repeated values included."""
        if not self.is_bound:
            return []
        keys = (f"{self.prefix}-{index}-{name}" for index in range(self.total_form_count()))
        return [value for key in keys for value in self.data.getlist(key)]

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        self._load_key(form)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].widget.attrs["aria-label"] = "Delete this row"
        for name in self.choice_fields.keys() & form.fields.keys():
            records = self.loaded[form.fields[name].queryset.model]
            form.fields[name].loaded = records
            self._attach(form.instance, name, records)

        if form.instance.pk and self.is_locked(form.instance):
            self._lock(form)

    def _load_key(self, form: Any) -> None:
        """Let the row's hidden id be looked up among the rows at hand: the stock field asks for each."""
        name = self.form._meta.model._meta.pk.name
        stock = form.fields[name]
        key = LoadedChoiceField(
            queryset=stock.queryset, initial=stock.initial, required=False, widget=forms.HiddenInput
        )
        key.loaded = {str(row.pk): row for row in self.get_queryset()}
        form.fields[name] = key

    def is_locked(self, row: Any) -> bool:
        """True for a stored row that this user may read only."""
        return False

    def _lock(self, form: Any) -> None:
        # Its hidden id stays: it is how the form set knows the row.
        for name in {*self.form.base_fields, DELETION_FIELD_NAME} & form.fields.keys():
            form.fields[name].disabled = True

    def _attach(self, row: Model, name: str, records: ById) -> None:
        # So that the row's own words ("at Damascus") ask the database nothing.
        if record := records.get(str(getattr(row, f"{name}_id", None))):
            setattr(row, name, record)

    def kept_forms(self) -> list[Any]:
        """The rows that are filled in as they should be, and are not to be deleted."""
        deleted = self._should_delete_form  # type: ignore[attr-defined]
        return [form for form in self.forms if form.is_bound and form.cleaned_data and not deleted(form)]

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance._change_reason = self.reason or None
        return super().save_new(form, commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        form.instance._change_reason = self.reason or None
        return super().save_existing(form, obj, commit)

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        obj._change_reason = self.reason or None
        super().delete_existing(obj, commit)
