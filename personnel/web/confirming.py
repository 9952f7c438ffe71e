"""Steps that ask for one's own password first, whoever left the browser open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

_APP = "personnel"


def after_confirmation(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the view run once the person has confirmed that it is he, some minutes ago at most.

    The package would keep what was posted in the session meanwhile; a password does not belong
    there, so a form sent too late is shown again instead.
    """
    guarded = reauthentication_required(app=_APP)(view)

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and is_reauthentication_required(request, app=_APP):
            return redirect(request.path)
        answer: HttpResponse = guarded(request, *args, **kwargs)
        return answer

    return run
