"""Addresses of people, organizations and places."""

from django.urls import path

from people import views

app_name = "people"

urlpatterns = [
    path("people/", views.person_list, name="person_list"),
    path("people/<slug:slug>/", views.person, name="person"),
    path("organizations/", views.organization_list, name="organization_list"),
    path("organizations/<slug:slug>/", views.organization, name="organization"),
    path("places/", views.place_list, name="place_list"),
    path("places/<slug:slug>/", views.place, name="place"),
]
