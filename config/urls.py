"""Every address: the admin, then each app's own."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("people.urls")),
    path("", include("sources.urls")),
    path("", include("claims.urls")),
]

handler400 = "config.errors.bad_request"
