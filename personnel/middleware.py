"""Gives every request its actor."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from core import clock
from core.scope import Actor
from personnel.selectors.actors import actor_for


class ActorMiddleware:
    """Sets ``request.actor``: who acts, and where he may do what, today.

    It is worked out on first use, so pages that ask nothing cost nothing, and API requests get the
    actor of the account that their own authentication found.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on with its actor."""
        request.actor = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: actor_for(request.user, clock.today())
        )
        return self.get_response(request)


def actor_of(request: Any) -> Actor:
    """The actor of a request, of a page as well as of the API."""
    actor: Actor = request.actor
    return actor
