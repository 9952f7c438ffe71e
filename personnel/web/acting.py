"""Working on behalf of another (thay mặt) is a mode: chosen, always in sight, and left again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import clock
from core.errors import NotVisible
from core.web.messages import confirm
from core.web.navigation import Acting, Capacity
from core.web.tags.filters import ngay
from personnel.middleware import SESSION_KEY
from personnel.models import Delegation
from personnel.selectors import delegations


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to work on behalf of somebody, on the page that asked for it."""
    user: Any = request.user
    under = delegations.chosen(user.pk, pk, clock.today())
    if under is None:
        raise NotVisible(_("Ủy quyền này không có, hoặc không còn hiệu lực."))
    request.session[SESSION_KEY] = under.pk
    # A form still open in another window was begun in another name; it must not be sent in this.
    rotate_token(request)
    confirm(request, _("Bạn đang làm việc thay mặt %s.") % under.principal)
    return redirect(_next(request))


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Work in one's own name again."""
    if request.session.pop(SESSION_KEY, None) is not None:
        rotate_token(request)
        confirm(request, _("Bạn đã trở lại làm việc của mình."))
    return redirect(settings.LOGIN_REDIRECT_URL)


def acting_of(request: HttpRequest) -> Acting:
    """In whose name the person works, and in whose names else he may; one query for a request."""
    known: Acting | None = getattr(request, "acting_shown", None)
    if known is None:
        known = _acting_of(request)
        request.acting_shown = known  # type: ignore[attr-defined]
    return known


def _acting_of(request: HttpRequest) -> Acting:
    user: Any = request.user
    under: Delegation | None = getattr(request, "acting_under", None)
    held = delegations.held_by(user.pk, clock.today())
    return Acting(
        current=_capacity(under, reverse("personnel:acting_stop")) if under else None,
        offers=tuple(
            _capacity(one, reverse("personnel:acting_start", args=[one.pk]))
            for one in held
            if under is None or one.pk != under.pk
        ),
        list_url=reverse("personnel:delegation_list"),
    )


def _capacity(delegation: Delegation, url: str) -> Capacity:
    detail = _("%(role)s · %(unit)s · đến trước ngày %(end)s") % {
        "role": delegation.get_role_display(),
        "unit": delegation.unit.label,
        "end": ngay(delegation.valid_to),
    }
    return Capacity(delegation.principal.get_full_name(), detail, url)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else settings.LOGIN_REDIRECT_URL
