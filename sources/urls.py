"""Addresses of outlets and articles."""

from django.urls import path

from sources import views

app_name = "sources"

urlpatterns = [
    path("outlets/", views.outlet_list, name="outlet_list"),
    path("outlets/<slug:slug>/", views.outlet, name="outlet"),
    path("articles/<public_id:public_id>/", views.article, name="article"),
]
