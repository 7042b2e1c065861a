"""What was typed into a form whose record is gone or closed by now, ready to be saved as a new record."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst

from record.admin.conflict_page import Line, Part, typed_inputs
from record.admin.form_rows import all_as_new, row_numbers
from record.admin.form_values import typed, words
from record.admin.opened import compared
from record.versions import Who


def typed_as_new(model_admin: Any, request: HttpRequest) -> tuple[list[Part], list[tuple[str, str]]]:
    """What was typed, in words; and the inputs with which the form that adds would send it."""
    data = request.POST.copy()
    request.POST = data  # type: ignore[assignment]
    for formset, _ in model_admin.get_formsets_with_inlines(request):
        prefix = formset.get_default_prefix()
        all_as_new(data, prefix, formset.model._meta.pk.name)
        for number in row_numbers(data, prefix):
            data.pop(f"{prefix}-{number}-{formset.fk.name}", None)
    form = model_admin.get_form(request, None)(data, request.FILES)
    formsets, _ = model_admin._create_formsets(request, form.instance, change=False)
    parts = [_part(capfirst(model_admin.opts.verbose_name), form)]
    parts += [part for formset in formsets for part in _row_parts(formset)]
    return [part for part in parts if part.lines], list(typed_inputs(data))


def _row_parts(formset: Any) -> Iterator[Part]:
    for form in formset.forms:
        yield _part(capfirst(formset.model._meta.verbose_name), form)


def _part(title: str, form: Any) -> Part:
    values = typed(form, compared(form))
    lines = [
        Line(
            str(form.fields[name].label or capfirst(name)),
            "",
            Who.I,
            None,
            "",
            words(form.fields[name], value),
        )
        for name, value in values.items()
    ]
    return Part(title, "", lines=lines)
