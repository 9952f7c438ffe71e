"""Thiết lập dữ liệu cá nhân: what the whole installation keeps, and what it tells people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import audit
from core.errors import Forbidden, GuardRefused, Problem
from core.scope import Actor
from personnel import permissions
from personnel.models import PrivacySettings, SensitiveFacts
from personnel.selectors import privacy as reads
from personnel.services.checks import Checks

NOTICE_LENGTH = 2000


def require_manager(by: Actor) -> None:
    """Raise Forbidden unless the actor answers for the whole installation."""
    permissions.require_somewhere(by, permissions.MANAGE_PRIVACY)
    if not reads.may_manage(by):
        raise Forbidden(
            _(
                "Thiết lập này áp dụng cho cả hệ thống, nên chỉ người phụ trách bảo vệ dữ liệu cá "
                "nhân ở đơn vị đứng đầu cây tổ chức được thay đổi."
            )
        )


@transaction.atomic
def set_notice(*, text: str, by: Actor, at: datetime) -> PrivacySettings:
    """Write the notice people read at log-in; empty text brings the usual one back."""
    require_manager(by)
    row = _locked()
    before = row.notice
    checks = Checks()
    text = text.strip().replace("\0", "")
    if len(text) > NOTICE_LENGTH:
        checks.text("notice", _("Thông báo"), text, limit=NOTICE_LENGTH)
    checks.done()
    if text == before:
        return row
    row.notice = text
    return _write(row, "personnel.privacy_notice_set", {"notice": text}, by, at)


@transaction.atomic
def keep_sensitive(*, by: Actor, at: datetime) -> PrivacySettings:
    """Begin to keep ethnicity, religion and the Party date."""
    require_manager(by)
    row = _locked()
    if row.keeps_sensitive:
        return row
    row.keeps_sensitive = True
    return _write(row, "personnel.sensitive_switched_on", {}, by, at)


@transaction.atomic
def stop_sensitive(*, delete: bool, by: Actor, at: datetime) -> PrivacySettings:
    """Keep them no longer: what is stored goes in the same step.

    Raises:
        GuardRefused: something is stored and ``delete`` does not say that it may go.
    """
    require_manager(by)
    row = _locked()
    if not row.keeps_sensitive:
        return row
    stored = SensitiveFacts.objects.count()
    if stored and not delete:
        message = ngettext(
            "Đang lưu dữ liệu nhạy cảm của %(count)d người.",
            "Đang lưu dữ liệu nhạy cảm của %(count)d người.",
            stored,
        ) % {"count": stored}
        hint = _("Hãy đánh dấu đồng ý xóa hết, hoặc để nguyên.")
        raise GuardRefused(
            f"{message} {hint}", problems=[Problem(reason=message, field="delete", hint=hint)]
        )
    SensitiveFacts.objects.all().delete()
    row.keeps_sensitive = False
    return _write(row, "personnel.sensitive_switched_off", {"deleted": stored}, by, at)


def _locked() -> PrivacySettings:
    PrivacySettings.objects.get_or_create(pk=1)
    return PrivacySettings.objects.select_for_update().get(pk=1)


def _write(
    row: PrivacySettings, action: str, data: Mapping[str, Any], by: Actor, at: datetime
) -> PrivacySettings:
    row.changed_at = at
    row.changed_by_name = by.signature
    row.save()
    audit.record(action=action, subject=row, by=by, at=at, data=data)
    return row
