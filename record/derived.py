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

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        # Models rebuilt inside a migration know the column but not the rule: they keep the stored value.
        if self.derive is not None:
            setattr(model_instance, self.attname, self.derive(model_instance))
        return getattr(model_instance, self.attname)


class DerivedCharField(DerivedField, CodePointOrder, models.CharField):
    """Derived text that is compared and sorted by code point."""


class DerivedDateField(DerivedField, models.DateField):
    """A derived day."""


class DerivedBigIntegerField(DerivedField, models.BigIntegerField):
    """A derived whole number."""
