"""Titles under the former law: Law 15/2003/QH11 as amended in 2013, with its decrees.

Points of an article are named by their subject where the letters were not seen in the sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import Finding, Outcome, Rule
from legal.rules.checks import (
    AcceptedTopics,
    CombatMerit,
    Judgement,
    MinimumGrade,
    MinimumService,
    NoDiscipline,
    RecognisedInitiatives,
)
from legal.rules.composites import AnyOf, StandardOf
from legal.rules.facts import PersonFacts

_LAW_24 = "Điều 24 Luật Thi đua, khen thưởng 2003 (sửa đổi bởi Điều 1 khoản 6 Luật 39/2013/QH13)"
_LAW_23 = "Điều 23 Luật Thi đua, khen thưởng 2003"


class Luat2003_D24_NhiemVu(MinimumGrade):  # noqa: N801  # rule names are citation keys
    """Hoàn thành tốt nhiệm vụ được giao, đạt năng suất và chất lượng cao."""

    citation = _LAW_24


class Luat2003_D24_ChapHanh(Judgement):  # noqa: N801
    """Chấp hành chủ trương của Đảng, pháp luật của Nhà nước; đoàn kết, tích cực tham gia thi đua."""

    citation = _LAW_24


class Luat2003_D24_HocTap(Judgement):  # noqa: N801
    """Tích cực học tập chính trị, văn hóa, chuyên môn, nghiệp vụ."""

    citation = _LAW_24


class Luat2003_D24_DaoDuc(Judgement):  # noqa: N801
    """Có đạo đức, lối sống lành mạnh."""

    citation = _LAW_24


class ND65_2014_D5_K6(Rule):  # noqa: N801
    """Không xét lao động tiên tiến với người nghỉ từ số ngày làm việc quy định trở lên trong năm."""

    citation = "Điều 5 khoản 6 Nghị định 65/2014/NĐ-CP"
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "max_absence_days": "Số ngày làm việc nghỉ bị loại, từ"
    }

    def check(self, facts: PersonFacts) -> Finding:
        """Compare the working days absent."""
        limit = self.number("max_absence_days")
        if facts.absence_days is None:
            return self.finding(
                Outcome.UNKNOWN,
                f"Chưa có số ngày nghỉ năm {facts.year}; yêu cầu dưới {limit} ngày làm việc.",
                {
                    "year": facts.year,
                    "required": limit,
                },
            )
        return self.finding(
            Outcome.MET if facts.absence_days < limit else Outcome.NOT_MET,
            f"Yêu cầu nghỉ dưới {limit} ngày làm việc; năm {facts.year} nghỉ "
            f"{facts.absence_days} ngày.",
            {
                "year": facts.year,
                "required": limit,
                "absence_days": facts.absence_days,
                "ref": facts.staff_ref,
            },
        )


class ND91_2017_D10_TuyenDung(MinimumService):  # noqa: N801
    """Không xét lao động tiên tiến với người mới tuyển dụng dưới số tháng quy định."""

    citation = "Điều 10 Nghị định 91/2017/NĐ-CP"


class ND91_2017_D10_KyLuat(NoDiscipline):  # noqa: N801
    """Không xét lao động tiên tiến với người bị kỷ luật từ khiển trách trở lên."""

    citation = "Điều 10 Nghị định 91/2017/NĐ-CP"


class Luat2003_D23_LDTT(StandardOf):  # noqa: N801
    """Đạt tiêu chuẩn của danh hiệu lao động tiên tiến."""

    citation = _LAW_23
    award = "LDTT"


class Luat2003_D23_ThanhTich(AnyOf):  # noqa: N801
    """Có sáng kiến, hoặc đề tài nghiên cứu, hoặc mưu trí, sáng tạo trong chiến đấu."""

    citation = _LAW_23


class Luat2003_D23_SangKien(RecognisedInitiatives):  # noqa: N801
    """Có sáng kiến được cơ sở công nhận."""

    citation = _LAW_23


class Luat2003_D23_DeTai(AcceptedTopics):  # noqa: N801
    """Có đề tài nghiên cứu đã nghiệm thu được áp dụng."""

    citation = _LAW_23


class Luat2003_D23_MuuTri(CombatMerit):  # noqa: N801
    """Mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu."""

    citation = _LAW_23
