"""The words of the facts: grades, disciplines, scopes, grounds, claims, kinds of recipients.

Codes stand in the records and in the rule-sets; the Vietnamese words are what people read.
"""

from __future__ import annotations

from typing import Final

# Annual grades (mức xếp loại chất lượng), best first.
GRADES: Final = {
    "EXCELLENT": "hoàn thành xuất sắc nhiệm vụ",
    "GOOD": "hoàn thành tốt nhiệm vụ",
    "COMPLETED": "hoàn thành nhiệm vụ",
    "FAILED": "không hoàn thành nhiệm vụ",
}

# Forms of discipline (hình thức kỷ luật), mildest first.
DISCIPLINES: Final = {
    "REPRIMAND": "khiển trách",
    "WARNING": "cảnh cáo",
    "SALARY_CUT": "hạ bậc lương",
    "DEMOTION": "giáng chức",
    "REMOVAL": "cách chức",
    "DISMISSAL": "buộc thôi việc",
}
# Not a discipline but a pending case: discipline being considered, inspection, investigation,
# denunciation or a press report under verification.
UNDER_REVIEW: Final = "UNDER_REVIEW"

# Scopes in which an initiative was recognised (phạm vi công nhận), narrowest first.
SCOPES: Final = {
    "BASE": "cấp cơ sở",
    "PROVINCE": "cấp tỉnh",
    "MINISTRY": "cấp bộ",
    "NATIONAL": "toàn quốc",
}

# What a title was given for (căn cứ của danh hiệu); later awards ask how it was earned.
GROUNDS: Final = {
    "EXCELLENT": "hoàn thành xuất sắc nhiệm vụ",
    "INITIATIVE": "sáng kiến",
    "RESEARCH": "đề tài, đề án, công trình",
    "COMBAT": "mưu trí, sáng tạo trong chiến đấu",
}

# What a dossier claims (thành tích hồ sơ nêu); a provision's alternatives are asked when claimed.
CLAIMS: Final = {
    "MERIT": "công trạng qua các năm",
    "SUDDEN": "thành tích đột xuất",
    "MOVEMENT": "phong trào thi đua, chuyên đề",
    "CONTRIBUTION": "quá trình cống hiến",
    "DIPLOMATIC": "đối ngoại",
    "PRIZE": "giải thưởng quốc tế",
    "INVENTION": "phát minh, sáng chế, công trình, tác phẩm",
    "GIVING": "đóng góp phát triển kinh tế - xã hội, an sinh, từ thiện",
    "LABOUR": "sáng kiến của công nhân và kèm cặp đồng nghiệp",
    "MODEL": "mô hình sản xuất của nông dân",
    "POLITICAL": "phục vụ nhiệm vụ chính trị của Đảng, Nhà nước",
}

# Of these, what never feeds a proposal for merit (đột xuất, chuyên đề): Nghị định 152/2025/NĐ-CP,
# Điều 4 khoản 3 names no other.
NEVER_MERIT: Final = frozenset({"SUDDEN", "MOVEMENT"})

# Kinds of people the provisions tell apart (đối tượng cá nhân).
OCCUPATIONS: Final = {
    "PUBLIC": "cán bộ, công chức, viên chức, người lao động của cơ quan, tổ chức",
    "WORKER": "công nhân, người lao động ngoài cơ quan",
    "FARMER": "nông dân",
    "ENTREPRENEUR": "doanh nhân",
    "SCHOLAR": "trí thức, nhà khoa học",
    "OVERSEAS": "người Việt Nam ở nước ngoài",
    "FOREIGN": "người nước ngoài",
    "OTHER": "cá nhân khác",
}

# Kinds of collectives (đối tượng tập thể).
COLLECTIVES: Final = {
    "AGENCY": "cơ quan, tổ chức, đơn vị",
    "ENTERPRISE": "doanh nghiệp, tổ chức kinh tế",
    "HOUSEHOLD": "hộ gia đình",
    "FOREIGN": "tổ chức nước ngoài",
}

# Kinds of long absence (nghỉ, học dài ngày).
ABSENCES: Final = {
    "TRAINING": "đào tạo, bồi dưỡng",
    "PARENTAL": "thai sản",
    "SICK": "ốm đau",
    "UNPAID": "không hưởng lương",
}
