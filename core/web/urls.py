"""Addresses of the pages core itself has."""

from django.urls import path

from core.web import styleguide

app_name = "core"

urlpatterns = [
    path("style-guide/", styleguide.index, name="style_guide"),
    path("style-guide/cho-don/", styleguide.pick_results, name="style_guide_pick"),
]
