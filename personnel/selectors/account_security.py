"""How safe an account is: second factor, devices, locks, and what happened lately."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum

from core.models import AuditEvent
from personnel.domain.sign_in_names import counted_name
from personnel.models import User


@dataclass(frozen=True)
class Safety:
    """What stands between a stranger and the account.

    Attributes:
        factor_since: when the app was set up; ``None`` without a second factor.
        codes_left: recovery codes not used yet.
        locked_until: until when some address may not try any more.
        linked: whether a province's sign-on opens it.
    """

    factor_since: datetime | None
    codes_left: int
    locked_until: datetime | None
    linked: bool
    devices: int
    last_seen: datetime | None


def safety_of(user: User, at: datetime) -> Safety:
    """Look at everything at once."""
    factors = {row.type: row for row in Authenticator.objects.filter(user=user)}
    app = factors.get(Authenticator.Type.TOTP)
    codes = factors.get(Authenticator.Type.RECOVERY_CODES)
    devices = UserSession.objects.filter(user=user)
    return Safety(
        factor_since=app.created_at if app else None,
        codes_left=len(RecoveryCodes(codes).get_unused_codes()) if codes else 0,
        locked_until=locked_until(user, at),
        linked=SocialAccount.objects.filter(user=user).exists(),
        devices=devices.count(),
        last_seen=devices.aggregate(last=Max("last_seen_at"))["last"],
    )


def locked_until(user: User, at: datetime) -> datetime | None:
    """The end of the longest lock in force, from whatever address."""
    wait = settings.AXES_COOLOFF_TIME
    rows = (
        AccessAttempt.objects.filter(
            username=counted_name(user.username), attempt_time__gt=at - wait
        )
        .values("ip_address")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
        .values_list("last", flat=True)
    )
    last: datetime | None = max(rows, default=None)
    return last + wait if last is not None else None


def recent_events(user: User, actions: Iterable[str], limit: int = 10) -> list[AuditEvent]:
    """The last things that happened to the account, newest first."""
    events = AuditEvent.objects.filter(
        subject_type=User._meta.label_lower, subject_id=str(user.pk), action__in=list(actions)
    )
    return list(events.order_by("-pk")[:limit])
