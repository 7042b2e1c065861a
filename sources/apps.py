from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class SourcesConfig(AppConfig):
    """Outlets and articles, and the informants they do not name."""

    name = "sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        refuse_allowance()
        refuse_served_captures()

        from sources import merging

        merging.register()


def refuse_allowance() -> None:
    """The suite sets it while it runs, for its own servers: no site ever starts with it."""
    if hasattr(settings, "FETCH_ALLOWED_IN_TESTS"):
        raise ImproperlyConfigured(
            "FETCH_ALLOWED_IN_TESTS would let editors reach private networks through this server. Remove it."
        )


def refuse_served_captures() -> None:
    """Raw captures are nobody's but the editors'."""
    captures = Path(settings.CAPTURES_DIR).resolve()
    for folder in (settings.STATIC_ROOT, settings.WHITENOISE_ROOT, *settings.STATICFILES_DIRS):
        served = Path(folder).resolve()
        if captures.is_relative_to(served):
            raise ImproperlyConfigured(
                f"CAPTURES_DIR lies in {served}, which is served to everybody. Set it to a private folder."
            )
