"""How log-in behaves here: accounts are given by an administrator, nobody signs up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.security_trail import tell
from core import clock
from personnel.models import User
from personnel.selectors.actors import actor_for
from personnel.services import account_security, accounts


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Log-in without sign-up; a password changes through the service, which leaves a trace."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Đã nhập sai quá nhiều lần. Hãy chờ ít phút rồi thử lại, hoặc liên hệ quản trị hệ thống "
            "của cơ quan."
        ),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "enter_current_password": _("Mật khẩu hiện nay chưa đúng."),
        "incorrect_code": _("Mã chưa đúng. Hãy nhập mã ứng dụng đang hiện."),
        "rate_limited": _("Đã thử quá nhiều lần. Hãy chờ ít phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """Ask for the code with our own step; that of the package loads security keys along."""
        ours = "config.second_factor.CodeStage"
        theirs = "allauth.mfa.stages.AuthenticateStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def logout(self, request: HttpRequest) -> None:
        """Leave, with a line in the trail, and forget the device."""
        if isinstance(request.user, User):
            tell(account_security.SIGNED_OUT, request, request.user)
            UserSession.objects.filter(session_key=request.session.session_key or "").delete()
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        at = clock.now()
        by = actor_for(user, clock.day_of(at))
        accounts.change_own_password(user=user, password=password, by=by, at=at)
