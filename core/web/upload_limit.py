"""Uploads that are far too large are refused before anything of them is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.imports.reading import LARGEST_FILE

# The form around the file: its other fields and the marks between the parts.
_AROUND_THE_FILE = 1024 * 1024
LARGEST_BODY = LARGEST_FILE + _AROUND_THE_FILE
# A browser shows the answer only once it has sent everything; more than this it may not send.
_READ_AWAY = 512 * 1024 * 1024
_CHUNK = 1024 * 1024


class UploadLimitMiddleware:
    """Answers 413 to a request whose body is larger than any file we take.

    It stands before everything that reads the form, such as the check of the form's token, and goes
    by the length the request declares: a body without one is not read at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or refuse it."""
        length = declared_length(request)
        if length <= LARGEST_BODY:
            return self.get_response(request)
        if length <= _READ_AWAY:
            _read_away(request, length)
        message = _("Tệp lớn hơn %(limit)d MB nên không được nhận.") % {
            "limit": LARGEST_FILE // 1024 // 1024
        }
        response: HttpResponse
        if request.content_type == "application/json":
            problem = {"type": "about:blank", "status": 413, "title": message, "code": "too-large"}
            response = JsonResponse(problem, status=413, content_type="application/problem+json")
        else:
            response = render(request, "errors/413.html", {"message": message}, status=413)
        response["Connection"] = "close"
        return response


def declared_length(request: HttpRequest) -> int:
    """Return the length of the body as the request declares it; 0 when it does not."""
    declared = request.META.get("CONTENT_LENGTH") or ""
    return int(declared) if declared.isascii() and declared.isdigit() else 0


def _read_away(request: HttpRequest, length: int) -> None:
    """Take the body off the line in pieces and throw them away."""
    stream: Any = request.META.get("wsgi.input")
    left = length if stream is not None else 0
    while left > 0:
        piece = stream.read(min(_CHUNK, left))
        if not piece:
            return
        left -= len(piece)
