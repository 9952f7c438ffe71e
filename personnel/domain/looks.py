"""Acts by which somebody sees guarded data, and what for, as they stand in the audit trail.

Labels are the Vietnamese originals; whoever shows one passes it through gettext.
"""

from core.words import gettext_noop as _

IDENTITY_VIEWED = "personnel.identity_viewed"
IDENTITY_FOUND = "personnel.identity_found"
SENSITIVE_VIEWED = "personnel.sensitive_viewed"

LABELS = {
    IDENTITY_VIEWED: _("Xem số định danh cá nhân"),
    IDENTITY_FOUND: _("Tìm bằng số định danh cá nhân"),
    SENSITIVE_VIEWED: _("Xem dữ liệu nhạy cảm"),
}
ALL = tuple(LABELS)

OWN = "OWN"
OTHER = "OTHER"
PURPOSES = {
    "CHECK": _("Đối chiếu hồ sơ, giấy tờ"),
    "DOSSIER": _("Lập hồ sơ trình khen thưởng"),
    "CORRECTION": _("Trả lời yêu cầu chỉnh sửa"),
    "EXCHANGE": _("Gửi cơ sở dữ liệu cán bộ, công chức, viên chức"),
    OTHER: _("Mục đích khác (ghi rõ)"),
}
"""What a person may choose from; looking at what is one's own needs no choice."""

PURPOSE_LABELS = PURPOSES | {OWN: _("Xem dữ liệu của chính mình")}
