"""Calls made on behalf of another: the header says under which delegation."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from core.scope import actor_of
from personnel.middleware import HEADER


class ActsAsSaid(BasePermission):
    """Refuses a call that says it is made for another without a delegation that allows it.

    Not every address asks who acts; a wrong word in the header is refused at all of them.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        """Work out the actor now; what the header says is judged there."""
        if HEADER in request.headers:
            bool(actor_of(request))
        return True
