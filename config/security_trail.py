"""From what the packages tell about log-in to the audit trail, with the network address.

Names nobody has are not recorded: the trail is for accounts, and people type passwords there.
"""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from config import sessions
from config.lockout import address_of
from core import clock
from personnel.domain.sign_in_names import counted_name
from personnel.models import User
from personnel.selectors.actors import ANONYMOUS, actor_for
from personnel.services import account_security as trail


def tell(action: str, request: HttpRequest, user: User, *, known: bool = True, **data: Any) -> None:
    """Record one event; ``known`` says that it was the person himself."""
    at = clock.now()
    by = actor_for(user, clock.day_of(at)) if known else ANONYMOUS
    trail.note(action, user=user, by=by, at=at, ip=address_of(request), **data)


@receiver(user_logged_in)
def on_signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Somebody is in, by all steps asked of him."""
    sessions.mark_seen(request)
    steps = [record["method"] for record in get_authentication_records(request, user)]
    tell(trail.SIGNED_IN, request, user, steps=steps)


@receiver(user_login_failed)
def on_sign_in_failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """A wrong password, unless the lock refused to look at it."""
    if request is None or getattr(request, "axes_locked_out", False):
        # The lock tells of it below, or refused to look at it.
        return
    user = _account(str(credentials.get("username") or ""))
    if user is not None:
        tell(trail.SIGN_IN_FAILED, request, user, known=False)


@receiver(user_locked_out)
def on_locked_out(sender: Any, request: HttpRequest, username: str, **kwargs: Any) -> None:
    """The wrong password that was one too many; axes tells of it before Django does."""
    user = None if getattr(request, "met_a_lock", False) else _account(username)
    if user is not None:
        tell(trail.SIGN_IN_FAILED, request, user, known=False)
        tell(trail.LOCKED_OUT, request, user, known=False)


@receiver(password_changed)
def on_password_changed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A new password signs the other devices out."""
    at = clock.now()
    trail.end_sessions(
        user=user,
        by=actor_for(user, clock.day_of(at)),
        at=at,
        keep=request.session.session_key or "",
        ip=address_of(request),
    )


# --- Second factor --------------------------------------------------------------------------


@receiver(mfa.authenticator_added)
def on_factor_added(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """The app was set up, or the first codes were made along with it."""
    tell(_made(authenticator), request, user)


@receiver(mfa.authenticator_reset)
def on_codes_made(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """New recovery codes in place of the old."""
    tell(trail.CODES_MADE, request, user)


@receiver(mfa.authenticator_removed)
def on_factor_removed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """The app was taken off; the codes that go with it are not worth a line of their own."""
    if authenticator.type == Authenticator.Type.TOTP:
        tell(trail.FACTOR_REMOVED, request, user)


@receiver(mfa.authenticator_used)
def on_factor_used(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """A recovery code is gone; codes of the app are part of the log-in they belong to."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        # The package marked the code in a copy of its own.
        authenticator.refresh_from_db()
        left = len(RecoveryCodes(authenticator).get_unused_codes())
        tell(trail.CODE_USED, request, user, left=left)


@receiver(mfa.authentication_failed)
def on_code_refused(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The password was right, the code was not."""
    tell(trail.CODE_REFUSED, request, user, known=False)


def _made(authenticator: Authenticator) -> str:
    app = authenticator.type == Authenticator.Type.TOTP
    return trail.FACTOR_ADDED if app else trail.CODES_MADE


def _account(username: str) -> User | None:
    return User.objects.filter(username__iexact=counted_name(username)).first()
