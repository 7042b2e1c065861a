"""The whole record as plain data, to tell whether anything in it has changed."""

from typing import Any

from django.apps import apps

from record.merging.journal import written
from record.models import Merge

APPS = ("claims", "sources", "people", "record")
# When a claim was last saved, which undoing is too.
NOT_COMPARED = {"updated_at"}


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours but merges and histories, by the label of its model."""
    models = (model for app in APPS for model in apps.get_app_config(app).get_models())
    return {
        model._meta.label_lower: [
            {name: value for name, value in written(row).items() if name not in NOT_COMPARED}
            for row in model._default_manager.order_by("pk")
        ]
        for model in models
        if model._meta.managed and not hasattr(model, "instance_type") and model is not Merge
    }


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The rows that only one of two dumps has, for a message one can read."""
    return [
        f"{sign} {label} {row}"
        for label in before
        for sign, one, other in (("-", before, after), ("+", after, before))
        for row in one[label]
        if row not in other[label]
    ]
