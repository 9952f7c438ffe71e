"""The second factor: where its secrets are kept, and who must have one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.stages import LoginStage
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.internal.constants import LoginStageKey
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import ciphers, clock
from core.api.problems import plain_problem
from core.errors import Forbidden
from core.scope import Actor, actor_of
from core.web.language import API_PREFIX
from personnel.models import User
from personnel.selectors.actors import actor_for


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are kept encrypted, so that a copy of the database alone opens no account."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "Mã chưa đúng. Hãy nhập mã ứng dụng đang hiện, hoặc một mã dự phòng chưa dùng."
        ),
        "code_used": gettext_lazy("Mã này đã dùng. Hãy chờ ứng dụng hiện mã mới."),
        "cannot_delete_authenticator": gettext_lazy(
            "Vai trò của bạn bắt buộc xác thực hai bước nên không tắt được."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Hãy bật xác thực hai bước trước khi lấy mã dự phòng."
        ),
        "unverified_email": gettext_lazy("Thư điện tử của tài khoản chưa được xác nhận."),
    }

    def get_totp_label(self, user: Any) -> str:
        """The account as the app on the phone lists it."""
        name: str = user.get_username()
        return name

    def build_totp_svg(self, url: str) -> str:
        """The picture for the phone, dark on white in the dark theme too."""
        import qrcode  # noqa: PLC0415 (only who sets up a phone needs it)
        from qrcode.image.svg import SvgPathFillImage  # noqa: PLC0415

        drawn: bytes = qrcode.make(url, image_factory=SvgPathFillImage).to_string()
        return drawn.decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Nobody takes off what his role asks for."""
        return not _asked_of(actor_for(authenticator.user, clock.today()))

    def encrypt(self, text: str) -> str:
        """Keep a secret like every other field that is enciphered."""
        return ciphers.encipher(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again, with whichever key of the installation it was written."""
        return ciphers.decipher(encrypted_text.encode())


class CodeStage(LoginStage):
    """The step after the password, or after the sign-on, for whoever has a second factor."""

    key = LoginStageKey.MFA_AUTHENTICATE.value
    urlname = "mfa_authenticate"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Send to the page that asks for the code, or go on."""
        user = self.login.user
        if user is None or not has_factor(user):
            return None, True
        return redirect(self.urlname), True


def has_factor(user: Any) -> bool:
    """Whether the account has the app of a phone."""
    found: bool = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return found


# --- Who must have one ----------------------------------------------------------------------

# What somebody reaches who still has to set it up: the set-up itself, and the way out.
_OPEN = frozenset(
    {
        "mfa_activate_totp",
        "account_reauthenticate",
        "account_change_password",
        "account_logout",
        "set_language",
    }
)


class RequiredSecondFactorMiddleware:
    """Leads people whose role asks for a second factor to its set-up, whatever they open.

    Which roles, the installation says (``MFA_REQUIRED_ROLES``); none unless it does. Machine clients
    have no second factor: their tokens are their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Stop the request before its view when the set-up is still to come."""
        try:
            if not settings.MFA_REQUIRED_ROLES or not _must_set_up(request):
                return None
        except Forbidden:
            # A call for another that nothing allows: its own answer says so, at every address.
            return None
        match = request.resolver_match
        if match is not None and match.url_name in _OPEN:
            return None
        told = _(
            "Vai trò của bạn bắt buộc xác thực hai bước. Hãy thiết lập ngay bây giờ để tiếp tục."
        )
        if request.path_info.startswith(API_PREFIX):
            return plain_problem(request, 403, "second-factor-required", told)
        if request.method == "GET" and "HX-Request" not in request.headers:
            messages.warning(request, told)
        return redirect("mfa_activate_totp")


def is_asked(request: HttpRequest) -> bool:
    """Whether a role of the signed-in person asks for a second factor."""
    user = request.user
    return isinstance(user, User) and not user.is_service and _asked_of(actor_of(request))


def _must_set_up(request: HttpRequest) -> bool:
    if not is_asked(request):
        return False
    return not has_factor(request.user)


def _asked_of(actor: Actor) -> bool:
    return not actor.roles.isdisjoint(settings.MFA_REQUIRED_ROLES)
