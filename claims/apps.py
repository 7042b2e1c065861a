from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """The product: claims, evidence, origins, discrepancies, dossiers."""

    name = "claims"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from claims import merging
        from claims.resting import recount_after
        from claims.search.naming import refresh_after
        from record.changes import on_change

        on_change(recount_after)
        on_change(refresh_after)
        merging.register()
