"""Addresses that lead nowhere: a page for people, problem details for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from core.api.problems import unknown_address
from core.web import errors
from core.web.language import API_PREFIX


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer as whoever asked can read it."""
    if request.path_info.startswith(API_PREFIX):
        return unknown_address(request)
    return errors.not_found(request, exception)
