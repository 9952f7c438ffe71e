"""The language of a page: only an explicit choice counts, never that of the browser.

Offices run Windows in English; their officers expect Vietnamese all the same.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.i18n import set_language

API_PREFIX = "/api/"


class ChosenLanguageMiddleware:
    """Answer in the language chosen in this browser, else in Vietnamese."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on with its language in force."""
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if not _is_api(request):
            patch_vary_headers(response, ("Cookie",))
        return response


def language_of(request: HttpRequest) -> str:
    """Return the language chosen, if we have it; the API always speaks Vietnamese."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.LANGUAGES) and not _is_api(request):
        return chosen
    return settings.LANGUAGE_CODE


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(API_PREFIX)


choose = login_not_required(set_language)
"""Keep the choice; open to everybody, since the log-in page offers it too."""
