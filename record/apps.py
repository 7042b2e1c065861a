from django.apps import AppConfig


class RecordConfig(AppConfig):
    """What every record has; see the package's docstring."""

    name = "record"
    default_auto_field = "django.db.models.BigAutoField"
