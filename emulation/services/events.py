"""What people read for the audit actions of this app."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core import audit
from emulation import workflow

LABELS = {
    "emulation.year_opened": _("Mở năm thi đua"),
    "emulation.phase_set": _("Đặt thời gian của đợt"),
    "emulation.theme_set": _("Sửa chủ đề năm thi đua"),
    "emulation.bloc_opened": _("Lập khối, cụm thi đua"),
    "emulation.bloc_member_added": _("Thêm thành viên khối, cụm"),
    "emulation.bloc_member_ended": _("Kết thúc thành viên khối, cụm"),
    "emulation.registration.created": _("Lập đăng ký thi đua"),
    "emulation.registration.updated": _("Sửa đăng ký thi đua"),
    "emulation.initiative.created": _("Lập sáng kiến"),
    "emulation.initiative.updated": _("Sửa sáng kiến"),
    "emulation.science.recorded": _("Ghi đề tài khoa học"),
    "emulation.science.corrected": _("Sửa đề tài khoa học"),
    "emulation.science.removed": _("Bỏ đề tài khoa học ghi nhầm"),
    "emulation.science.load_undone": _("Hoàn tác lần nạp đề tài khoa học"),
}


def register() -> None:
    """Name this app's actions, those of the workflows as their tables have them."""
    audit.name_actions(LABELS)
    audit.name_steps("emulation.registration", workflow.REGISTRATION)
    audit.name_steps("emulation.initiative", workflow.INITIATIVE)
