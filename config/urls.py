"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from config import api, back_office, health
from core.web import language

urlpatterns = [
    path("", include("core.web.urls")),
    path("nap-du-lieu/", include("core.web.load_urls")),
    path("", include("awards.web.urls")),
    path("", include("emulation.web.urls")),
    path("", include("personnel.web.urls")),
    path("", include("legal.web.urls")),
    path("i18n/setlang/", language.choose, name="set_language"),
    path("accounts/", include("config.account_urls")),
    path("", include("allauth.idp.urls")),
    path("api/v1/", include(api)),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/", back_office.closed(admin.site).urls),
]

handler400 = "core.web.errors.bad_request"
handler403 = "core.web.errors.forbidden"
handler404 = "config.refusals.not_found"
handler500 = "core.web.errors.server_error"
