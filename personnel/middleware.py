"""Gives every request its actor, and keeps the mode in which somebody works for another.

Pages keep the mode in the session.  It is looked at before anything else happens: when what allows
it has ended, the mode ends too, and a form sent in it does nothing, for its sender meant to act for
another and not in his own name.  The API has no mode; each request says for itself, in the header
``X-On-Behalf-Of``, under which delegation it is made.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from core import clock
from core.errors import Forbidden
from core.scope import Actor
from core.web.language import API_PREFIX
from personnel.models import Delegation
from personnel.selectors import delegations
from personnel.selectors.actors import actor_for

HEADER = "X-On-Behalf-Of"
SESSION_KEY = "acting_under"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class ActorMiddleware:
    """Sets ``request.actor``: who acts, for whom, and where he may do what, today.

    It is worked out on first use, so pages that ask nothing cost nothing, and API requests get the
    actor of the account that their own authentication found.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Pass the request on with its actor."""
        if request.path.startswith(API_PREFIX):
            request.actor = SimpleLazyObject(lambda: _actor_of_call(request))
            response = self.get_response(request)
            patch_vary_headers(response, [HEADER])
            return response
        under = delegation_of(request)
        if under is None and _had_mode(request):
            _end_mode(request)
            if request.method not in _SAFE:
                return redirect(settings.LOGIN_REDIRECT_URL)
        request.acting_under = under
        request.actor = SimpleLazyObject(lambda: actor_for(request.user, clock.today(), under))
        return self.get_response(request)


def delegation_of(request: Any) -> Delegation | None:
    """The delegation under which the pages of this session are worked on, if it still holds."""
    if not _had_mode(request) or not request.user.is_authenticated:
        return None
    return delegations.chosen(request.user.pk, request.session[SESSION_KEY], clock.today())


def _had_mode(request: Any) -> bool:
    # Without a cookie there is no session to ask, and asking would make the answer depend on one.
    return settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session


def _end_mode(request: Any) -> None:
    del request.session[SESSION_KEY]
    told = _("Thời gian thay mặt đã hết hoặc ủy quyền đã chấm dứt. Bạn trở lại làm việc của mình.")
    if request.method not in _SAFE:
        told += " " + _("Việc vừa gửi chưa được ghi.")
    messages.warning(request, told)


def _actor_of_call(request: Any) -> Actor:
    """The actor of a call of the API: in his own name, or under the delegation it names."""
    said = request.headers.get(HEADER, "").strip()
    if not said:
        return actor_for(request.user, clock.today())
    under = delegations.chosen(request.user.pk or 0, said, clock.today())
    if under is None:
        raise Forbidden(
            _("Tài khoản này không có ủy quyền số “%(id)s” đang hiệu lực.") % {"id": said[:20]}
        )
    return actor_for(request.user, clock.today(), under)
