from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Outlets and articles, and the informants they do not name."""

    name = "sources"
    default_auto_field = "django.db.models.BigAutoField"
