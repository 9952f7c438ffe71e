"""The words of the facts: grades, disciplines, scopes, grounds, claims, kinds of recipients.

Codes stand in the records and in the rule-sets; the Vietnamese words are what people read.
Verdicts speak them as they are; a page that offers them for choice passes them through gettext.
"""

from __future__ import annotations

from typing import Final

from core.words import gettext_noop as _

# Annual grades (mức xếp loại chất lượng), best first.
GRADES: Final = {
    "EXCELLENT": _("hoàn thành xuất sắc nhiệm vụ"),
    "GOOD": _("hoàn thành tốt nhiệm vụ"),
    "COMPLETED": _("hoàn thành nhiệm vụ"),
    "FAILED": _("không hoàn thành nhiệm vụ"),
}

# Forms of discipline (hình thức kỷ luật), mildest first.
DISCIPLINES: Final = {
    "REPRIMAND": _("khiển trách"),
    "WARNING": _("cảnh cáo"),
    "SALARY_CUT": _("hạ bậc lương"),
    "DEMOTION": _("giáng chức"),
    "REMOVAL": _("cách chức"),
    "DISMISSAL": _("buộc thôi việc"),
}
# Not a discipline but a pending case: discipline being considered, inspection, investigation,
# denunciation or a press report under verification.
UNDER_REVIEW: Final = "UNDER_REVIEW"

# Scopes in which an initiative was recognised (phạm vi công nhận), narrowest first.
SCOPES: Final = {
    "BASE": _("cấp cơ sở"),
    "PROVINCE": _("cấp tỉnh"),
    "MINISTRY": _("cấp bộ"),
    "NATIONAL": _("toàn quốc"),
}

# Results of training (kết quả học tập), best first.
TRAINING_RESULTS: Final = {
    "EXCELLENT": "xuất sắc",
    "GOOD": "khá, giỏi",
    "AVERAGE": "trung bình",
    "FAILED": "không đạt",
}

# What a title was given for (căn cứ của danh hiệu); later awards ask how it was earned.
GROUNDS: Final = {
    "EXCELLENT": _("hoàn thành xuất sắc nhiệm vụ"),
    "INITIATIVE": _("sáng kiến"),
    "RESEARCH": _("đề tài, đề án, công trình"),
    "COMBAT": _("mưu trí, sáng tạo trong chiến đấu"),
}

# What a dossier claims (thành tích hồ sơ nêu); a provision's alternatives are asked when claimed.
CLAIMS: Final = {
    "MERIT": _("công trạng qua các năm"),
    "SUDDEN": _("thành tích đột xuất"),
    "MOVEMENT": _("phong trào thi đua, chuyên đề"),
    "CONTRIBUTION": _("quá trình cống hiến"),
    "DIPLOMATIC": _("đối ngoại"),
    "PRIZE": _("giải thưởng quốc tế"),
    "INVENTION": _("phát minh, sáng chế, công trình, tác phẩm"),
    "GIVING": _("đóng góp phát triển kinh tế - xã hội, an sinh, từ thiện"),
    "LABOUR": _("sáng kiến của công nhân và kèm cặp đồng nghiệp"),
    "MODEL": _("mô hình sản xuất của nông dân"),
    "POLITICAL": _("phục vụ nhiệm vụ chính trị của Đảng, Nhà nước"),
}

# Of these, what never feeds a proposal for merit (đột xuất, chuyên đề): Nghị định 152/2025/NĐ-CP,
# Điều 4 khoản 3 names no other.
NEVER_MERIT: Final = frozenset({"SUDDEN", "MOVEMENT"})

# Kinds of people the provisions tell apart (đối tượng cá nhân).
OCCUPATIONS: Final = {
    "PUBLIC": _("cán bộ, công chức, viên chức, người lao động của cơ quan, tổ chức"),
    "WORKER": _("công nhân, người lao động ngoài cơ quan"),
    "FARMER": _("nông dân"),
    "ENTREPRENEUR": _("doanh nhân"),
    "SCHOLAR": _("trí thức, nhà khoa học"),
    "OVERSEAS": _("người Việt Nam ở nước ngoài"),
    "FOREIGN": _("người nước ngoài"),
    "OTHER": _("cá nhân khác"),
}

# Kinds of collectives (đối tượng tập thể).
COLLECTIVES: Final = {
    "AGENCY": _("cơ quan, tổ chức, đơn vị"),
    "ENTERPRISE": _("doanh nghiệp, tổ chức kinh tế"),
    "HOUSEHOLD": _("hộ gia đình"),
    "FOREIGN": _("tổ chức nước ngoài"),
}

# Kinds of long absence (nghỉ, học dài ngày).
ABSENCES: Final = {
    "TRAINING": _("đào tạo, bồi dưỡng"),
    "PARENTAL": _("thai sản"),
    "SICK": _("ốm đau"),
    "UNPAID": _("không hưởng lương"),
}
