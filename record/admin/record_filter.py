"""Filtering a list by another record: found by typing, since no list of choices holds thousands."""

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib.admin import ModelAdmin, SimpleListFilter, site
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import Field, QuerySet
from django.http import HttpRequest

from record.admin.choices import LoadedChoiceField, LoadedSelect
from record.admin.site import ROW_ID


def media() -> forms.Media:
    """What a list with such filters loads."""
    own = forms.Media(js=["admin/js/jquery.init.js", "sayso/admin_lists.js"])
    return LoadedSelect(None, site).media + own


class RecordFilter(SimpleListFilter):
    """Rows tied to one record. Say in `source` a foreign key to records of that kind, and in `rows` which rows."""

    template = "admin/record_filter.html"
    source: ClassVar[Any]

    def rows(self, request: HttpRequest, rows: "QuerySet[Any]", pk: int) -> "QuerySet[Any]":
        """Those of the rows that are tied to the record with this id."""
        return rows.filter(**{str(self.parameter_name): pk})

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: "ModelAdmin[Any]") -> None:
        super().__init__(request, params, model, model_admin)
        self.admin_site = model_admin.admin_site

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return []

    def has_output(self) -> bool:
        return True

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        chosen = self.value()
        if not chosen:
            return queryset
        if not ROW_ID.fullmatch(chosen):
            raise IncorrectLookupParameters(f"{self.parameter_name} is not the number of a record.")
        return self.rows(request, queryset, int(chosen))

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        kept = {
            name: values for name, values in changelist.filter_params.items() if name != self.parameter_name
        }
        yield {
            "field": self._field(),
            "kept": [(name, value) for name, values in kept.items() for value in values],
            "without": f"?{urlencode(kept, doseq=True)}",
            "chosen": bool(self.value()),
        }

    def _field(self) -> str:
        source: Field[Any, Any] = self.source
        related: Any = self.admin_site.get_model_admin(source.related_model)  # type: ignore[arg-type]
        field = LoadedChoiceField(
            queryset=related.options(), required=False, widget=LoadedSelect(source, self.admin_site)
        )
        field.option_label = related.option_label
        name = self.parameter_name or ""
        return field.widget.render(name, self.value(), {"id": f"filter-{name}", "aria-label": self.title})
