from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class SourcesConfig(AppConfig):
    """Outlets and articles, and the informants they do not name."""

    name = "sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The suite sets it while it runs, for its own servers: no site ever starts with it.
        if hasattr(settings, "FETCH_ALLOWED_IN_TESTS"):
            raise ImproperlyConfigured(
                "FETCH_ALLOWED_IN_TESTS would let editors reach private networks through this server. Remove it."
            )

        from sources import merging

        merging.register()
