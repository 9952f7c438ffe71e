"""The kinds of record that this app and the mechanisms below it keep, and how each goes.

What goes is the person's data; that something happened, when and by whom stays in the audit trail.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.audit.recording import record_many
from core.clock import day_of
from core.models import Notification, OutboxMessage
from core.models.load import Load, LoadState
from core.scope import SYSTEM
from personnel.models import (
    BarNotice,
    CorrectionRequest,
    SensitiveFacts,
    Staff,
    StaffIdentity,
    User,
)
from personnel.services import identity, sensitive
from personnel.services.retention import RecordKind, register

_ENDED = (LoadState.DONE, LoadState.FAILED, LoadState.UNDONE)
CONTACT_FORGOTTEN = "personnel.contact_forgotten"
BAR_FORGOTTEN = "personnel.bar_forgotten"


def register_kinds() -> None:
    """Add the kinds (once, at start-up)."""
    register(*_of_work(), *_of_people(), *_kept())


def _of_work() -> tuple[RecordKind, ...]:
    """What remains of work that is done."""
    return (
        _plain("notices_read", _("Thông báo đã đọc"), _read_notices, _("Xóa thông báo.")),
        _plain("outbox_done", _("Việc gửi đi đã xong"), _sent_messages, _("Xóa dòng việc.")),
        RecordKind(
            "load_results",
            _("Tệp kết quả của các lần nạp"),
            _("Xóa tệp kết quả, lỗi và câu trả lời; giữ ngày, người nạp và số dòng."),
            lambda before: _old_loads(before).count(),
            _empty_loads,
        ),
        RecordKind(
            "corrections_answered",
            _("Nội dung yêu cầu chỉnh sửa đã trả lời"),
            _("Xóa nội dung yêu cầu và câu trả lời; giữ mục, ngày và kết quả."),
            lambda before: _answered(before).count(),
            _empty_corrections,
            least=12,
        ),
    )


def _of_people() -> tuple[RecordKind, ...]:
    """Data of people that nobody needs any more."""
    return (
        RecordKind(
            "left_contact",
            _("Thư điện tử của người đã thôi việc"),
            _("Xóa địa chỉ ở hồ sơ, và ở tài khoản đã khóa; tính từ ngày thôi việc."),
            lambda before: _left_with_address(before).count(),
            _forget_contact,
        ),
        RecordKind(
            "left_identity",
            _("Số định danh của người đã thôi việc"),
            _("Xóa số định danh cá nhân; tính từ ngày thôi việc."),
            lambda before: _left(StaffIdentity.objects.all(), before).count(),
            _forget_identity,
            least=12,
        ),
        RecordKind(
            "left_sensitive",
            _("Dữ liệu nhạy cảm của người đã thôi việc"),
            _("Xóa dân tộc, tôn giáo, ngày vào Đảng; tính từ ngày thôi việc."),
            lambda before: _left(SensitiveFacts.objects.all(), before).count(),
            _forget_sensitive,
        ),
        RecordKind(
            "bars_lifted",
            _("Thông báo lưu ý đã được gỡ"),
            _(
                "Xóa cả thông báo; tính từ ngày gỡ. Nhật ký, hồ sơ đã gửi giữ cơ quan gửi, số văn bản, "
                "các ngày."
            ),
            lambda before: _old_bars(before).count(),
            _forget_bars,
            least=12,
        ),
    )


def _kept() -> tuple[RecordKind, ...]:
    """What goes by itself, or stays for good, with the reason."""
    return (
        RecordKind(
            "sign_ins",
            _("Phiên đăng nhập và lần nhập sai mật khẩu"),
            keeps=_("Tự xóa khi hết hạn; việc đăng nhập được ghi ở nhật ký hệ thống."),
        ),
        RecordKind("uploads", _("Tệp tải lên chưa xác nhận"), keeps=_("Tự xóa sau một ngày.")),
        RecordKind(
            "idempotency", _("Câu trả lời cho máy gửi lại"), keeps=_("Tự xóa sau bảy ngày.")
        ),
        RecordKind(
            "audit",
            _("Nhật ký hệ thống, kể cả lượt xem dữ liệu"),
            keeps=_("Lưu không thời hạn: chuỗi nhật ký không thể bớt mà không bị phát hiện."),
        ),
        RecordKind(
            "staff",
            _("Quá trình công tác, xếp loại, kỷ luật"),
            keeps=_("Lưu không thời hạn: là căn cứ của quyết định khen thưởng."),
        ),
        RecordKind(
            "bars_standing",
            _("Thông báo lưu ý chưa được gỡ"),
            keeps=_("Lưu đến khi được gỡ bằng văn bản."),
        ),
    )


def _plain(
    key: str, label: Any, rows: Callable[[datetime], QuerySet[Any]], what_goes: Any
) -> RecordKind:
    """A kind whose rows are simply deleted."""
    return RecordKind(
        key,
        label,
        what_goes,
        lambda before: rows(before).count(),
        lambda before, _at: rows(before).delete()[0],
    )


def _read_notices(before: datetime) -> QuerySet[Notification]:
    return Notification.objects.filter(read_at__lt=before)


def _sent_messages(before: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(done_at__lt=before)


def _old_loads(before: datetime) -> QuerySet[Load]:
    ended = Load.objects.filter(state__in=_ENDED, uploaded_at__lt=before)
    return ended.exclude(result=b"", content=b"", problems=[], answers={})


def _empty_loads(before: datetime, at: datetime) -> int:
    return _old_loads(before).update(result=b"", content=b"", problems=[], answers={})


def _answered(before: datetime) -> QuerySet[CorrectionRequest]:
    return CorrectionRequest.objects.filter(answered_at__lt=before).exclude(wanted="")


def _empty_corrections(before: datetime, at: datetime) -> int:
    return _answered(before).update(current="", wanted="", reason="", answer="")


def _left(rows: QuerySet[Any], before: datetime) -> QuerySet[Any]:
    return rows.filter(staff__left_on__lt=day_of(before))


def _left_with_address(before: datetime) -> QuerySet[Staff]:
    address = ~Q(email="") | (Q(user__is_active=False) & ~Q(user__email=""))
    return Staff.objects.filter(address, left_on__lt=day_of(before))


def _forget_contact(before: datetime, at: datetime) -> int:
    people = list(_left_with_address(before).select_for_update(of=("self",)))
    keys = [one.pk for one in people]
    Staff.objects.filter(pk__among=keys).update(email="", version=F("version") + 1)
    User.objects.filter(staff__among=keys, is_active=False).update(email="")
    for one in people:
        one.version += 1
    _told(CONTACT_FORGOTTEN, people, at, with_version=True)
    return len(people)


def _old_bars(before: datetime) -> QuerySet[BarNotice]:
    return BarNotice.objects.filter(valid_to__lt=day_of(before))


def _forget_bars(before: datetime, at: datetime) -> int:
    gone = _old_bars(before)
    people = [row.staff for row in gone.select_related("staff")]
    gone.delete()
    _told(BAR_FORGOTTEN, people, at)
    return len(people)


def _forget_identity(before: datetime, at: datetime) -> int:
    return _forget(StaffIdentity.objects.all(), identity.CLEARED, before, at)


def _forget_sensitive(before: datetime, at: datetime) -> int:
    return _forget(SensitiveFacts.objects.all(), sensitive.SET, before, at)


def _forget(rows: QuerySet[Any], action: str, before: datetime, at: datetime) -> int:
    gone = _left(rows, before)
    people = [row.staff for row in gone.select_related("staff")]
    gone.delete()
    _told(action, people, at)
    return len(people)


def _told(action: str, people: list[Staff], at: datetime, *, with_version: bool = False) -> None:
    record_many(
        (
            (one, {"retention": True} | ({"version": one.version} if with_version else {}))
            for one in people
        ),
        action=action,
        by=SYSTEM,
        at=at,
    )
