"""The forms of log-in, passwords and codes, in our words.

The packages' own have place-holders for labels and sentences without a Vietnamese translation.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.db import transaction
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

PERIOD = 30


def _labelled(form: forms.BaseForm, name: str, label: Any, help_text: Any = "") -> None:
    field = form.fields[name]
    field.label = label
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)


def password_rules() -> Any:
    """What a password must be, a line for each rule."""
    lines = ((text,) for text in password_validators_help_texts())
    return format_html_join(" ", "{}", lines)


class PlainLoginForm(LoginForm):
    """Name and password; what to do about a forgotten one is said by the page itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class PlainReauthenticateForm(ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _labelled(self, "password", _("Mật khẩu hiện nay"))


class PlainChangePasswordForm(ChangePasswordForm):
    """The old password and the new one twice, with the rules below it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _labelled(self, "oldpassword", _("Mật khẩu hiện nay"))
        _labelled(self, "password1", _("Mật khẩu mới"), password_rules())
        _labelled(self, "password2", _("Nhập lại mật khẩu mới"))


# --- Codes ----------------------------------------------------------------------------------


class _EachCodeOnce:
    """Refuses a code of the app that was used before, or one older than it.

    The package remembers a used code in the cache, for half a minute and maybe in one process only;
    the number of the half minute last used is kept with the factor itself.
    """

    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            _use_up(self.authenticator, code)
        return code


@transaction.atomic
def _use_up(authenticator: Authenticator, code: str) -> None:
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    counter = _counter_of(row, code)
    if counter <= row.data.get("last_counter", 0):
        raise get_adapter().validation_error("code_used")
    row.data["last_counter"] = counter
    row.save(update_fields=["data"])
    authenticator.data = row.data


def _counter_of(authenticator: Authenticator, code: str) -> int:
    secret = get_adapter().decrypt(authenticator.data["secret"])
    now = int(time.time()) // PERIOD
    typed = "".join(filter(str.isdigit, code))
    for counter in range(now + settings.MFA_TOTP_TOLERANCE, now - settings.MFA_TOTP_TOLERANCE, -1):
        if format_hotp_value(hotp_value(secret, counter)) == typed:
            return counter
    return now - settings.MFA_TOTP_TOLERANCE


class CodeForm(_EachCodeOnce, AuthenticateForm):
    """The code of the app, or a recovery code, after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _labelled(
            self,
            "code",
            _("Mã xác thực"),
            _("Sáu chữ số trong ứng dụng trên điện thoại, hoặc một mã dự phòng tám chữ số."),
        )


class CodeAgainForm(_EachCodeOnce, CodeReauthenticateForm):
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _labelled(
            self,
            "code",
            _("Mã xác thực"),
            _("Sáu chữ số trong ứng dụng trên điện thoại, hoặc một mã dự phòng tám chữ số."),
        )


class FirstCodeForm(ActivateTOTPForm):
    """The first code of the app: it proves that the app holds the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _labelled(self, "code", _("Mã ứng dụng đang hiện"), _("Sáu chữ số, đổi mỗi 30 giây."))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
