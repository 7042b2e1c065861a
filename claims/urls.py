"""Addresses of the product: claims, dossiers, discrepancies and the front page. Fixed words come before ids."""

from django.urls import path

from claims import views, without
from claims.comparing.articles import compare
from claims.comparing.drifting import article_drift, dossier_drift
from claims.matrix.page import dossier_matrix

app_name = "claims"

urlpatterns = [
    path("", views.home, name="home"),
    path("claims/", views.claim_list, name="claim_list"),
    path("claims/<public_id:public_id>/", views.claim, name="claim"),
    path("claims/<public_id:public_id>-<slug:slug>/", views.claim_with_words, name="claim_with_words"),
    path("dossiers/", views.dossier_list, name="dossier_list"),
    path("dossiers/<slug:slug>/", views.dossier, name="dossier"),
    path("dossiers/<slug:slug>/matrix/", dossier_matrix, name="dossier_matrix"),
    path("dossiers/<slug:slug>/drift/", dossier_drift, name="dossier_drift"),
    path("articles/compare/", compare, name="compare"),
    path("articles/<public_id:public_id>/drift/", article_drift, name="article_drift"),
    path("articles/<public_id:public_id>/without/", without.without_article, name="without_article"),
    path("outlets/<slug:slug>/without/", without.without_outlet, name="without_outlet"),
    path("discrepancies/", views.discrepancy_list, name="discrepancy_list"),
    path("discrepancies/<public_id:public_id>/", views.discrepancy, name="discrepancy"),
]
