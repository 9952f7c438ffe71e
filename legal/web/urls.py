"""Addresses of the legal pages."""

from django.urls import path

from legal.web import views

app_name = "legal"

urlpatterns = [
    path("phap-luat/", views.catalogue, name="catalogue"),
    path("phap-luat/them-hinh-thuc/", views.add_form, name="add_form"),
    path("phap-luat/<str:code>/", views.award_type, name="award_type"),
]
