"""Tài khoản của tôi: one's own password, second factor and devices."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.scope import actor_of
from core.web.messages import confirm
from personnel.models import User
from personnel.selectors.account_security import recent_events, safety_of
from personnel.services import account_security as services
from personnel.web.devices import device_name


@never_cache
@require_safe
def my_account(request: HttpRequest) -> HttpResponse:
    """How I sign in, and where I am signed in."""
    user: Any = request.user
    context = {
        "nav": "my-account",
        "page_title": _("Tài khoản của tôi"),
        "page_lead": user.username,
        "safety": safety_of(user, clock.now()),
        "has_password": user.has_usable_password(),
        "required": not actor_of(request).roles.isdisjoint(settings.MFA_REQUIRED_ROLES),
        "sign_on": settings.SIGN_ON,
        "devices": _devices(request, user),
        "events": event_rows(user),
    }
    return render(request, "personnel/my_account.html", context)


@require_POST
def end_other_devices(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    user: Any = request.user
    ended = services.end_sessions(
        user=user,
        by=actor_of(request),
        at=clock.now(),
        keep=request.session.session_key or "",
        ip=get_client_ip(request),
    )
    told = (
        _("Đã đăng xuất %d thiết bị khác.") % ended if ended else _("Không còn thiết bị nào khác.")
    )
    confirm(request, told)
    return redirect("personnel:my_account")


@require_POST
def end_device(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one device out."""
    user: Any = request.user
    services.end_session(
        user=user, session=pk, by=actor_of(request), at=clock.now(), ip=get_client_ip(request)
    )
    confirm(request, _("Đã đăng xuất thiết bị đó."))
    return redirect("personnel:my_account")


def event_rows(user: User) -> list[dict[str, Any]]:
    """The last events of the account, made ready for a table."""
    return [
        {
            "at": event.at,
            "label": services.LABELS[event.action],
            "by": event.actor_name,
            "ip": event.data.get("ip", ""),
        }
        for event in recent_events(user, services.LABELS)
    ]


def _devices(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """The signed-in devices, this one first, then the one seen last."""
    here = request.session.session_key
    rows = [
        {
            "pk": row.pk,
            "name": device_name(row.user_agent),
            "ip": row.ip,
            "since": row.created_at,
            "seen": row.last_seen_at,
            "here": row.session_key == here,
        }
        for row in UserSession.objects.purge_and_list(user)
    ]
    return sorted(rows, key=lambda row: (not row["here"], -row["seen"].timestamp()))
