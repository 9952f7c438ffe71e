"""When a signed-in browser was last seen, without a write for every page."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

SEEN = "seen_at"
_EVERY_SECONDS = 300


class LastSeenMiddleware:
    """Writes time and address of a session again after five minutes of use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            seen = request.session.get(SEEN)
            if seen is not None and time.time() - seen > _EVERY_SECONDS:
                mark_seen(request)
                UserSession.objects.create_from_request(request)
        return self.get_response(request)


def mark_seen(request: HttpRequest) -> None:
    """Keep the moment in the session; only a real log-in starts it."""
    request.session[SEEN] = int(time.time())
