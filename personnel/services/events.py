"""What people read for the audit actions of this app."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from personnel.domain import looks

LABELS = {action: _(label) for action, label in looks.LABELS.items()} | {
    "personnel.delegation_given": _("Ủy quyền"),
    "personnel.delegation_ended": _("Chấm dứt ủy quyền"),
    "personnel.staff_hired": _("Lập hồ sơ"),
    "personnel.staff_updated": _("Sửa hồ sơ"),
    "personnel.staff_transferred": _("Điều chuyển"),
    "personnel.staff_left": _("Ghi thôi việc"),
    "personnel.leave_corrected": _("Sửa ngày thôi việc"),
    "personnel.staff_returned": _("Trở lại làm việc"),
    "personnel.post_begun": _("Giao kiêm nhiệm"),
    "personnel.post_ended": _("Thôi kiêm nhiệm"),
    "personnel.appointment_corrected": _("Sửa vị trí công tác"),
    "personnel.appointment_withdrawn": _("Hủy vị trí công tác ghi nhầm"),
    "personnel.assessment_recorded": _("Ghi xếp loại năm"),
    "personnel.assessment_withdrawn": _("Hủy xếp loại ghi nhầm"),
    "personnel.discipline_recorded": _("Ghi kỷ luật"),
    "personnel.discipline_corrected": _("Sửa kỷ luật"),
    "personnel.discipline_ended": _("Chấm dứt hiệu lực kỷ luật"),
    "personnel.review_closed": _("Kết thúc xem xét kỷ luật"),
    "personnel.discipline_withdrawn": _("Hủy kỷ luật"),
    "personnel.absence_recorded": _("Ghi thời gian học, nghỉ dài ngày"),
    "personnel.absence_corrected": _("Sửa thời gian học, nghỉ dài ngày"),
    "personnel.absence_withdrawn": _("Hủy thời gian học, nghỉ ghi nhầm"),
    "personnel.spouse_set": _("Ghi vợ, chồng cùng danh sách"),
    "personnel.recipient_created": _("Lập đối tượng ngoài"),
    "personnel.recipient_updated": _("Sửa đối tượng ngoài"),
    "personnel.identity_set": _("Ghi số định danh cá nhân"),
    "personnel.identity_cleared": _("Xóa số định danh cá nhân"),
    "personnel.sensitive_set": _("Ghi dữ liệu nhạy cảm"),
    "personnel.own_data_downloaded": _("Tải dữ liệu của mình"),
    "personnel.unit_opened": _("Lập đơn vị"),
    "personnel.unit_moved": _("Chuyển đơn vị"),
    "personnel.unit_renamed": _("Đổi tên đơn vị"),
    "personnel.unit_dissolved": _("Giải thể đơn vị"),
    "personnel.unit_name_corrected": _("Sửa tên đơn vị ghi sai"),
    "personnel.unit_coded": _("Cấp mã định danh"),
    "personnel.unit_merged": _("Sáp nhập đơn vị"),
    "personnel.unit_split": _("Chia, tách đơn vị"),
    "personnel.unit_updated": _("Sửa thông tin đơn vị"),
    "personnel.unit_load_undone": _("Hoàn tác lần nạp đơn vị"),
    "personnel.staff_load_undone": _("Hoàn tác lần nạp nhân sự"),
    "personnel.conduct_load_undone": _("Hoàn tác lần nạp xếp loại, kỷ luật"),
    "personnel.unit_step_cancelled": _("Hủy bước ghi nhầm"),
    "personnel.staff_moved_with_unit": _("Chuyển theo đơn vị"),
}
