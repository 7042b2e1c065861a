from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """The product: claims, evidence, origins, discrepancies, dossiers."""

    name = "claims"
    default_auto_field = "django.db.models.BigAutoField"
