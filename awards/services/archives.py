"""What awards keep for good, whatever the retention rules say, and cases of rules that failed.

Rules do not know of people, nor people of rules: here, above both, the facts of those cases get a
limit.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from legal.services.fault_retention import count_old_cases, empty_old_cases
from personnel.services.retention import RecordKind, register

_ARCHIVE = _("Lưu vĩnh viễn: hồ sơ lưu trữ về khen thưởng, kể cả khi người được khen đã thôi việc.")


def register_kinds() -> None:
    """Show these kinds beside the others (once, at start-up); a limit is only for the cases."""
    register(
        RecordKind(
            "rule_faults",
            _("Dữ kiện của trường hợp lỗi quy tắc"),
            _(
                "Xóa dữ kiện (vốn không kèm họ tên), tính từ ngày báo đã sửa, hoặc ngày gặp lần cuối "
                "nếu chưa sửa; giữ quy tắc, lỗi, số lần gặp và đã sửa gì."
            ),
            count_old_cases,
            empty_old_cases,
        ),
        RecordKind("decisions", _("Quyết định khen thưởng"), keeps=_ARCHIVE),
        RecordKind("recorded_awards", _("Khen thưởng đã ghi nhận"), keeps=_ARCHIVE),
        RecordKind("dossiers", _("Hồ sơ đề nghị khen thưởng"), keeps=_ARCHIVE),
    )
