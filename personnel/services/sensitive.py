"""Dữ liệu cá nhân nhạy cảm: ethnicity, religion, Party date, kept only where switched on.

The trail says which of them were written or looked at, never what they say: it cannot be emptied
when the installation decides to keep them no longer.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.clock import day_of
from core.errors import NotVisible
from core.scope import Actor
from personnel import permissions
from personnel.domain import looks
from personnel.models import PrivacySettings, SensitiveFacts, Staff
from personnel.selectors import privacy as reads
from personnel.services import own_case, purposes
from personnel.services.checks import Checks, vn_date

SET = "personnel.sensitive_set"
VIEWED = looks.SENSITIVE_VIEWED
FIELDS = ("ethnicity", "religion", "party_joined_on")
_LENGTH = 60


@transaction.atomic
def set_facts(
    *,
    staff: Staff,
    ethnicity: str = "",
    religion: str = "",
    party_joined_on: date | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Record the person's sensitive facts; all empty takes the row away."""
    # Whoever switches them off waits, or nothing is written: no row outlives the switch.
    PrivacySettings.objects.select_for_update().filter(pk=1).first()
    _require_switched_on()
    permissions.require(by, permissions.CHANGE_SENSITIVE, staff)
    own_case.refuse_own(by, staff)
    values = _clean(staff, ethnicity, religion, party_joined_on, day_of(at))
    row = SensitiveFacts.objects.select_for_update().filter(staff=staff).first()
    before = row or SensitiveFacts(staff=staff)
    changed = [name for name in FIELDS if getattr(before, name) != values[name]]
    if not changed:
        return
    if any(values.values()):
        SensitiveFacts.objects.update_or_create(staff=staff, defaults=values)
    else:
        SensitiveFacts.objects.filter(staff=staff).delete()
    audit.record(action=SET, subject=staff, by=by, at=at, data={"fields": changed})


@transaction.atomic
def look(
    *, staff: Staff, purpose: str = "", note: str = "", by: Actor, at: datetime
) -> SensitiveFacts:
    """Tell what is kept, empty where nothing is; the look is written down before it is told."""
    _require_switched_on()
    permissions.require(by, permissions.VIEW_SENSITIVE, staff)
    data = purposes.stated(staff, purpose, note, by)
    row = SensitiveFacts.objects.filter(staff=staff).first() or SensitiveFacts(staff=staff)
    audit.record(action=VIEWED, subject=staff, by=by, at=at, data=data)
    return row


def _require_switched_on() -> None:
    if not reads.keeps_sensitive():
        raise NotVisible(_("Hệ thống này không lưu dân tộc, tôn giáo, ngày vào Đảng."))


def _clean(
    staff: Staff, ethnicity: str, religion: str, party_joined_on: date | None, today: date
) -> dict[str, str | date | None]:
    checks = Checks()
    values: dict[str, str | date | None] = {
        "ethnicity": checks.text(
            "ethnicity", _("Dân tộc"), ethnicity, limit=_LENGTH, required=False
        ),
        "religion": checks.text("religion", _("Tôn giáo"), religion, limit=_LENGTH, required=False),
        "party_joined_on": party_joined_on,
    }
    if party_joined_on is not None and staff.birth_date is not None:
        checks.after(
            "party_joined_on",
            _("Ngày vào Đảng"),
            party_joined_on,
            staff.birth_date,
            _("ngày sinh"),
        )
    if party_joined_on is not None and party_joined_on > today:
        checks.add(
            "party_joined_on",
            _("ngày %(day)s ở sau hôm nay.") % {"day": vn_date(party_joined_on)},
            _("Hãy kiểm tra lại ngày."),
            _("Ngày vào Đảng"),
        )
    checks.done()
    return values
