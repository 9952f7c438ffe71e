"""What an administrator does for the safety of somebody's account."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from core import clock
from core.scope import actor_of
from core.web.messages import confirm
from core.web.parts import Crumb
from personnel import permissions
from personnel.models import User
from personnel.selectors.account_security import safety_of
from personnel.services import account_security as services
from personnel.web import steps
from personnel.web.confirming import after_confirmation
from personnel.web.my_account import event_rows


class ResetForm(forms.Form):
    """Why the second factor is taken off, and how one knows who asks."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Ví dụ: mất điện thoại; đã gặp trực tiếp và đối chiếu thẻ công chức. Lý do được lưu "
            "trong nhật ký."
        ),
    )


def context_of(user: User) -> dict[str, Any]:
    """What the page of an account tells about its safety; a machine has none to tell of."""
    if user.is_service:
        return {}
    return {"safety": safety_of(user, clock.now()), "events": event_rows(user)}


@require_POST
def account_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody try again who mistyped his password too often."""
    user = _account(request, pk)
    services.unlock(user=user, by=actor_of(request), at=clock.now())
    _forget_guesses(request, user)
    confirm(request, _("%s đăng nhập lại được ngay.") % user.username)
    return redirect(_page_of(user))


@require_POST
def account_sign_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign somebody out everywhere."""
    user = _account(request, pk)
    ended = services.end_sessions(user=user, by=actor_of(request), at=clock.now())
    told = _("Đã đăng xuất %(user)s khỏi %(count)d thiết bị.")
    confirm(request, told % {"user": user.username, "count": ended})
    return redirect(_page_of(user))


@require_POST
def account_unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget which identity of the province's sign-on opens the account."""
    user = _account(request, pk)
    services.unlink_sign_on(user=user, by=actor_of(request), at=clock.now())
    confirm(request, _("Đã gỡ liên kết đăng nhập một lần của %s.") % user.username)
    return redirect(_page_of(user))


@require_http_methods(["GET", "HEAD", "POST"])
@after_confirmation
def account_factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the second factor off for somebody who lost the phone."""
    user = _account(request, pk)
    title = _("Gỡ xác thực hai bước")

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.reset_second_factor(user=user, **values, by=actor_of(request), at=clock.now())
        told = _("Đã gỡ xác thực hai bước của %s; người này đăng nhập lại bằng mật khẩu.")
        return _page_of(user), told % user.username

    step = steps.Step(
        title=title,
        submit=_("Gỡ"),
        cancel_url=_page_of(user),
        act=act,
        crumbs=[
            Crumb(_("Tài khoản"), reverse("personnel:account_list")),
            Crumb(user.full_name, _page_of(user)),
            Crumb(title),
        ],
        lead=f"{user.full_name} · {user.username}",
        nav="accounts",
    )
    return steps.run(request, ResetForm(request.POST or None), step)


def _forget_guesses(request: HttpRequest, user: User) -> None:
    """Also the limits that the log-in page keeps by itself, in the cache."""
    for key in (f"{request.get_host()}:{user.username.lower()}", f"mfa-auth-user-{user.pk}"):
        ratelimit.clear(request, action="login_failed", key=key)


def _account(request: HttpRequest, pk: int) -> User:
    return permissions.visible_account(actor_of(request), pk)


def _page_of(user: User) -> str:
    return reverse("personnel:account_detail", args=[user.pk])
