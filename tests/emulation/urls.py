"""Only the addresses that notices link to."""

from django.urls import include, path

urlpatterns = [path("", include("emulation.web.urls"))]
