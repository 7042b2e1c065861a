"""The values of form fields as plain data: as the form shows them, as a browser sends them, and in words.

A value is text, or a list where a field takes several. What a form shows untouched and what it then sends read the
same, however either is written: line ends, zeros after a decimal point, the order of ticked boxes.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseForm

from record.admin.row_ids import readable_ids
from record.versions import Value

NOTHING: tuple[Value, Value] = ("", [])


class OwnValues:
    """Mixin for a form field whose value is no text, and which knows itself how to write and to tell it."""

    def canonical(self, value: Any) -> Value:
        """The field's value as plain data."""
        raise NotImplementedError

    def sent(self, name: str, value: Any) -> dict[str, list[str]]:
        """The inputs that send this plain value, by their names."""
        raise NotImplementedError

    def words(self, value: Any) -> str:
        """The plain value as an editor reads it."""
        raise NotImplementedError

    def last_change(self, row: Any) -> Any:
        """The historical row of the last change of this field of a stored row, or None."""
        raise NotImplementedError


def shown(form: BaseForm, names: Iterable[str]) -> dict[str, Value]:
    """What these fields of a form show before anybody types, without those that are empty."""
    fields = {name: form.fields[name] for name in names}
    found = {
        name: canonical(field, form.get_initial_for_field(field, name)) for name, field in fields.items()
    }
    return {name: value for name, value in found.items() if value not in NOTHING}


def typed(form: BaseForm, names: Iterable[str]) -> dict[str, Value]:
    """What was sent for these fields of a bound form, whether or not it may be saved, without those left empty."""
    found = {name: _typed(form, name) for name in names}
    return {name: value for name, value in found.items() if value not in NOTHING}


def _typed(form: BaseForm, name: str) -> Value:
    field = form.fields[name]
    value = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    if not isinstance(field, forms.ModelChoiceField):  # that one would ask the database for the record
        try:
            value = field.to_python(value)
        except ValidationError:
            return str(value)
    return canonical(field, value)


def canonical(field: forms.Field, value: Any) -> Value:
    """A field's value as plain data."""
    if isinstance(field, OwnValues):
        return field.canonical(value)
    if isinstance(value, Decimal) and value.is_finite():
        return f"{value.normalize():f}"
    written = _widget(field).format_value(field.prepare_value(value))
    if isinstance(written, list | tuple):
        several = [str(one) for one in written if one not in (None, "")]
        return sorted(several) if _takes_several(field) else "".join(several[:1])
    if isinstance(_widget(field), forms.CheckboxInput):
        return "on" if value else ""
    if isinstance(_widget(field), forms.NullBooleanSelect):
        return "" if value is None else str(written)
    return "" if written is None else str(written)


def sent(field: forms.Field, name: str, value: Value) -> dict[str, list[str]]:
    """The inputs that send this plain value, by their names."""
    if isinstance(field, OwnValues):
        return field.sent(name, value)
    if _takes_several(field):
        return {name: list(value)} if value else {}
    if isinstance(_widget(field), forms.CheckboxInput):
        return {name: ["on"]} if value else {}
    if isinstance(_widget(field), forms.NullBooleanSelect):
        return {name: [str(value) or "unknown"]}
    return {name: [str(value)]}


def words(field: forms.Field, value: Value) -> str:
    """A plain value as an editor reads it; empty for nothing."""
    if isinstance(field, OwnValues):
        return field.words(value)
    if value in NOTHING:
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return _name(field, str(value))
    if isinstance(_widget(field), forms.CheckboxInput):
        return "yes"
    labels = {str(key): str(label) for key, label in _choices(field)}
    return ", ".join(labels.get(one, one) for one in (value if isinstance(value, list) else [value]))


def _name(field: Any, pk: str) -> str:
    find = getattr(field, "find", lambda pk: field.queryset.filter(pk__in=readable_ids([pk])).first())
    record = find(pk)
    return field.label_from_instance(record) if record else "a record that is gone"


def _choices(field: Any) -> Iterable[tuple[Any, Any]]:
    return getattr(field, "choices", ()) or getattr(_widget(field), "choices", ())


def _takes_several(field: forms.Field) -> bool:
    return isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)


def _widget(field: Any) -> Any:
    # The admin wraps the widget of a foreign key in one that adds links beside it.
    return getattr(field.widget, "widget", field.widget)
