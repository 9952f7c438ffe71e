"""The REST interface: the addresses of every app under one version, with its description."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

app_name = "api"

urlpatterns = [
    path("", include("personnel.api.urls")),
    path("", include("emulation.api.urls")),
    path("", include("awards.api.urls")),
    path("", include("legal.api.urls")),
    path("openapi.yaml", SpectacularAPIView.as_view(), name="openapi"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:openapi"), name="docs"),
]
