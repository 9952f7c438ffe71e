"""Business steps about the safety of accounts, and the trail of what happens at log-in.

Each step says who may take it: a person for himself, or an administrator who looks after the whole
account (``permissions.require_account``).
"""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from axes.utils import reset as forget_attempts
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, ciphers
from core.clock import day_of
from core.db.doubles import doubles_refused
from core.errors import Forbidden, NotVisible
from core.scope import Actor
from personnel import permissions
from personnel.domain.sign_in_names import counted_name
from personnel.models import User
from personnel.services.checks import Checks

SIGNED_IN = "personnel.signed_in"
SIGNED_OUT = "personnel.signed_out"
SIGN_IN_FAILED = "personnel.sign_in_failed"
LOCKED_OUT = "personnel.locked_out"
UNLOCKED = "personnel.unlocked"
CODE_REFUSED = "personnel.second_factor_refused"
FACTOR_ADDED = "personnel.second_factor_added"
FACTOR_REMOVED = "personnel.second_factor_removed"
FACTOR_RESET = "personnel.second_factor_reset"
CODES_MADE = "personnel.recovery_codes_made"
CODE_USED = "personnel.recovery_code_used"
SESSIONS_ENDED = "personnel.sessions_ended"
SIGN_ON_LINKED = "personnel.sign_on_linked"
SIGN_ON_UNLINKED = "personnel.sign_on_unlinked"
SIGN_ON_REFUSED = "personnel.sign_on_refused"

LABELS = {
    SIGNED_IN: gettext_lazy("Đăng nhập"),
    SIGNED_OUT: gettext_lazy("Đăng xuất"),
    SIGN_IN_FAILED: gettext_lazy("Đăng nhập sai"),
    LOCKED_OUT: gettext_lazy("Tạm khóa vì nhập sai nhiều lần"),
    UNLOCKED: gettext_lazy("Gỡ tạm khóa"),
    CODE_REFUSED: gettext_lazy("Nhập sai mã xác thực"),
    FACTOR_ADDED: gettext_lazy("Bật xác thực hai bước"),
    FACTOR_REMOVED: gettext_lazy("Tắt xác thực hai bước"),
    FACTOR_RESET: gettext_lazy("Quản trị gỡ xác thực hai bước"),
    CODES_MADE: gettext_lazy("Lập mã dự phòng"),
    CODE_USED: gettext_lazy("Dùng một mã dự phòng"),
    SESSIONS_ENDED: gettext_lazy("Đăng xuất thiết bị"),
    SIGN_ON_LINKED: gettext_lazy("Liên kết đăng nhập một lần"),
    SIGN_ON_UNLINKED: gettext_lazy("Gỡ liên kết đăng nhập một lần"),
    SIGN_ON_REFUSED: gettext_lazy("Từ chối đăng nhập một lần"),
    "personnel.password_set": gettext_lazy("Quản trị đặt mật khẩu"),
    "personnel.password_changed": gettext_lazy("Đổi mật khẩu"),
    "personnel.account_switched_off": gettext_lazy("Khóa tài khoản"),
    "personnel.account_switched_on": gettext_lazy("Mở lại tài khoản"),
}

# Where the app's secret, and what recovery codes are made from, lie enciphered.
_SECRETS = {"secret", "seed"}


def note(
    action: str, *, user: User, by: Actor, at: datetime, ip: str | None, **data: object
) -> None:
    """Write into the trail what happened at log-in; it was the package's step, not ours."""
    audit.record(action=action, subject=user, by=by, at=at, data={"ip": ip or "", **data})


# --- Sessions -------------------------------------------------------------------------------


@transaction.atomic
def end_sessions(
    *, user: User, by: Actor, at: datetime, keep: str = "", ip: str | None = None
) -> int:
    """Sign the account out everywhere, but for the session ``keep``; return how many ended."""
    _require_own_or_reach(by, user, at)
    ended = drop_sessions(user, keep=keep)
    if ended:
        note(SESSIONS_ENDED, user=user, by=by, at=at, ip=ip, count=ended)
    return ended


@transaction.atomic
def end_session(
    *, user: User, session: int, by: Actor, at: datetime, ip: str | None = None
) -> None:
    """Sign one device of the account out."""
    _require_own_or_reach(by, user, at)
    found = UserSession.objects.filter(user=user, pk=session).first()
    if found is None:
        raise NotVisible(_("Thiết bị này không còn đăng nhập."))
    found.end()
    note(SESSIONS_ENDED, user=user, by=by, at=at, ip=ip, count=1, device=found.user_agent)


def drop_sessions(user: User, *, keep: str = "") -> int:
    """End the sessions as part of another step, which leaves the trace."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=keep)
    for session in (found := list(sessions)):
        session.end()
    return len(found)


@transaction.atomic
def forget_expired(*, at: datetime) -> int:
    """Let go of sessions that have run out and of wrong passwords no lock counts any more."""
    Session.objects.filter(expire_date__lt=at).delete()
    alive = Session.objects.values("session_key")
    devices, _rows = UserSession.objects.exclude(session_key__in=alive).delete()
    AccessAttempt.objects.filter(attempt_time__lt=at - settings.AXES_COOLOFF_TIME).delete()
    return devices


# --- What an administrator does for somebody ------------------------------------------------


@transaction.atomic
def unlock(*, user: User, by: Actor, at: datetime) -> None:
    """Let the account try again at once, after too many wrong passwords."""
    permissions.require_account(by, user, day_of(at))
    forgotten = forget_attempts(username=counted_name(user.username))
    note(UNLOCKED, user=user, by=by, at=at, ip=None, count=forgotten)


@transaction.atomic
def reset_second_factor(*, user: User, reason: str, by: Actor, at: datetime) -> None:
    """Take the second factor off for somebody who lost phone and codes; he is signed out too.

    Raises:
        Forbidden: the account is not his to look after, or it is his own.
        InvalidInput: no reason is given, or there is no second factor.
    """
    permissions.require_account(by, user, day_of(at))
    if by.user_id == user.pk:
        raise Forbidden(_("Xác thực hai bước của chính mình được tắt ở trang “Tài khoản của tôi”."))
    checks = Checks()
    reason = checks.text("reason", _("Lý do"), reason, limit=500)
    factors = Authenticator.objects.filter(user=user)
    if not factors.exists():
        checks.add(
            "reason",
            _("tài khoản này không bật xác thực hai bước."),
            _("Không cần làm gì thêm."),
            _("Lý do"),
        )
    checks.done()
    factors.delete()
    ended = drop_sessions(user)
    note(FACTOR_RESET, user=user, by=by, at=at, ip=None, reason=reason, sessions=ended)


@transaction.atomic
def rotate_factors() -> int:
    """Write the secrets of all second factors anew by the newest key; return of how many.

    Raises:
        ciphers.Unreadable: one was written by a key that is gone; nothing is changed then.
    """
    rows = list(Authenticator.objects.select_for_update().order_by("pk"))
    for row in rows:
        for name in _SECRETS & row.data.keys():
            secret = ciphers.decipher(row.data[name].encode())
            row.data[name] = ciphers.encipher(secret).decode()
    Authenticator.objects.bulk_update(rows, ["data"], batch_size=500)
    return len(rows)


# --- A province's own sign-on ---------------------------------------------------------------


@transaction.atomic
def link_sign_on(
    *, user: User, provider: str, subject: str, by: Actor, at: datetime, ip: str | None
) -> SocialAccount:
    """Remember which identity of the sign-on opens the account; none but the identifier is kept.

    Raises:
        Forbidden: the account is a machine's, is switched off, belongs to the back office, or is
            linked to another identity already.
    """
    if not user.is_active or user.is_service or user.is_staff or user.is_superuser:
        raise Forbidden(_("Tài khoản này không dùng được đăng nhập một lần."))
    if SocialAccount.objects.filter(user=user).exists():
        raise Forbidden(
            _("Tài khoản này đã liên kết với một danh tính khác. Hãy liên hệ quản trị hệ thống.")
        )
    with doubles_refused():
        linked = SocialAccount.objects.create(user=user, provider=provider, uid=subject)
    note(SIGN_ON_LINKED, user=user, by=by, at=at, ip=ip, subject=subject)
    return linked


@transaction.atomic
def unlink_sign_on(*, user: User, by: Actor, at: datetime) -> None:
    """Forget the identity, so that the next sign-in is matched anew; sessions end."""
    permissions.require_account(by, user, day_of(at))
    links = SocialAccount.objects.filter(user=user)
    subjects = list(links.values_list("uid", flat=True))
    if not subjects:
        return
    links.delete()
    ended = drop_sessions(user)
    note(SIGN_ON_UNLINKED, user=user, by=by, at=at, ip=None, subjects=subjects, sessions=ended)


def _require_own_or_reach(by: Actor, user: User, at: datetime) -> None:
    if by.user_id != user.pk:
        permissions.require_account(by, user, day_of(at))
