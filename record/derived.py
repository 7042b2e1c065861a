"""Columns computed in Python from other fields of the same row.

`pre_save` runs for `save()`, `bulk_create()` and `bulk_update()`; only `QuerySet.update()` passes it by, and
`manage.py check_record` finds what that left behind. A derived column has no setter: it is what its source says.
"""

from collections.abc import Callable
from typing import Any

from django.db import models

from record.ordering import CodePointOrder


class DerivedField:
    """Mixin: before each write the column takes the value `derive(instance)`."""

    attname: str

    def __init__(self, *args: Any, derive: Callable[[Any], Any] | None = None, **kwargs: Any) -> None:
        self.derive = derive
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def value_for(self, model_instance: models.Model) -> Any:
        """What the column should hold. Models rebuilt inside a migration know no rule: they keep what is stored."""
        if self.derive is None:
            return getattr(model_instance, self.attname)
        return self.derive(model_instance)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        setattr(model_instance, self.attname, self.value_for(model_instance))
        return getattr(model_instance, self.attname)


def derive(row: models.Model) -> None:
    """Work out every derived column of the row, as saving will."""
    for field in row._meta.concrete_fields:
        if isinstance(field, DerivedField):
            field.pre_save(row, add=True)


class DerivedCharField(DerivedField, CodePointOrder, models.CharField):
    """Derived text that is compared and sorted by code point, cut to the column's length.

    Folding can lengthen a text many times over (one sign may stand for a whole phrase).
    """

    def value_for(self, model_instance: models.Model) -> Any:
        value = super().value_for(model_instance)
        return value[: self.max_length] if value else value


class DerivedDateField(DerivedField, models.DateField):
    """A derived day."""


class DerivedBigIntegerField(DerivedField, models.BigIntegerField):
    """A derived whole number."""
