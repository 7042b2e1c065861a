from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class RecordConfig(AppConfig):
    """What every record has; see the package's docstring."""

    name = "record"
    default_auto_field = "django.db.models.BigAutoField"


class SaysoAdminConfig(admin_apps.AdminConfig):
    """The stock admin with Sayso's site: its order, its titles, its refusals."""

    default = False  # this module's own app is `record`
    default_site = "record.admin.site.SaysoAdminSite"
