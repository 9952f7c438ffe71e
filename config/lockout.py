"""The lock after wrong passwords: what django-axes counts by, and what it shows."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from axes.backends import AxesStandaloneBackend
from axes.exceptions import AxesBackendPermissionDenied
from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from personnel.domain.sign_in_names import counted_name

TOO_MANY_REQUESTS = 429


class LockoutBackend(AxesStandaloneBackend):
    """Refuses a locked name before its password is looked at.

    Whoever asks without a request is a program on this machine, not a visitor; axes would fail.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Let the next backend try, or end the attempt."""
        if request is None:
            return
        try:
            super().authenticate(request, username=username, password=password, **kwargs)
        except AxesBackendPermissionDenied:
            # Whoever keeps the trail must not tell of the same lock at every further attempt.
            request.met_a_lock = True  # type: ignore[attr-defined]
            raise


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The log-in name as it is counted."""
    given = (credentials or {}).get("username") or ""
    return counted_name(str(given))


def address_of(request: HttpRequest) -> str | None:
    """The visitor's network address, by the same rule as every other limit."""
    return get_client_ip(request)


def locked_page(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """Tell how long to wait and whom to ask."""
    wait = get_cool_off(request)
    minutes = int(wait.total_seconds() // 60) if wait else 0
    context = {"minutes": minutes}
    return render(request, "account/locked.html", context, status=TOO_MANY_REQUESTS)
