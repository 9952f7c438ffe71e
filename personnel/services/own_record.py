"""What is written down when guarded data leaves the system as a file."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import NotVisible
from core.scope import Actor
from personnel import permissions
from personnel.models import Staff, User

DOWNLOADED = "personnel.own_data_downloaded"
LOG_EXPORTED = "personnel.looks_exported"


def own_staff(by: Actor) -> Staff:
    """The actor's own record.

    Raises:
        NotVisible: the account belongs to nobody on a staff list, or acts for somebody else.
    """
    staff = Staff.objects.select_related("unit", "spouse").filter(pk=by.staff_id or 0).first()
    if staff is None:
        raise NotVisible(_("Tài khoản này không gắn với hồ sơ nhân sự nào."))
    return staff


@transaction.atomic
def note_download(*, kind: str, by: Actor, at: datetime) -> Staff:
    """Write down that a person took his own data away, and return his record."""
    staff = own_staff(by)
    audit.record(action=DOWNLOADED, subject=staff, by=by, at=at, data={"kind": kind})
    return staff


@transaction.atomic
def note_log_export(*, rows: int, by: Actor, at: datetime) -> None:
    """Write down that somebody took the log of looks away."""
    permissions.require_somewhere(by, permissions.VIEW_LOOKS)
    user = User.objects.get(pk=by.user_id or 0)
    audit.record(action=LOG_EXPORTED, subject=user, by=by, at=at, data={"rows": rows})
