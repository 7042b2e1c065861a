from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who and where: people, organizations, places, and their names."""

    name = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from people import merging

        merging.register()
