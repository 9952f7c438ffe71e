"""Error pages: what happened, why, and what to do next, in the words of the business error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from core.errors import BusinessError

TEMPLATES = {
    400: "errors/400.html",
    403: "errors/403.html",
    404: "errors/404.html",
    409: "errors/409.html",
}


class BusinessErrorMiddleware:
    """Shows a refused business step of a page as the error page of its class.

    API views never reach this: their own handler answers before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a business error; everything else is left to the framework."""
        return error_page(request, error) if isinstance(error, BusinessError) else None


def error_page(request: HttpRequest, error: BusinessError) -> HttpResponse:
    """Page of a business error with its message, problems and changes."""
    context = {
        "message": error.message,
        "problems": error.problems,
        "changes": getattr(error, "changes", ()),
        "error": error,
        "back_url": _way_back(request),
    }
    template = TEMPLATES.get(error.status, TEMPLATES[400])
    return render(request, template, context, status=error.status)


def _way_back(request: HttpRequest) -> str:
    """Page to load again: after a form, the page it was sent from, if that is ours."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return came_from if request.method == "POST" and ours else request.get_full_path()


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood."""
    return render(request, TEMPLATES[400], {"message": ""}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request the user may not make, with the reason where one was given."""
    return render(request, TEMPLATES[403], {"message": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere for this user."""
    return render(request, TEMPLATES[404], {"message": ""}, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose security token is missing or old."""
    return render(request, "errors/403_csrf.html", {}, status=403)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """Answer a fault of ours; needs neither database nor session."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)
