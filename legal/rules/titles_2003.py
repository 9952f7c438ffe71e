"""Titles under the former law: Law 15/2003/QH11 as amended in 2013, with its decrees.

Points of an article are named by their subject where the letters were not seen in the sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import EachRule, Told
from legal.rules.checks.discipline import NoDiscipline
from legal.rules.checks.grades import MinimumGrade
from legal.rules.checks.judgement import Judgement
from legal.rules.checks.service import MinimumService
from legal.rules.checks.works import AcceptedTopics, CombatMerit, RecognisedInitiatives
from legal.rules.composites import AnyOf, StandardOf
from legal.rules.facts import PersonFacts
from legal.rules.tally import Outcome

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


class ND65_2014_D5_K6(EachRule[PersonFacts]):  # noqa: N801
    """Không xét lao động tiên tiến với người nghỉ từ số ngày làm việc quy định trở lên trong năm."""

    citation = "Điều 5 khoản 6 Nghị định 65/2014/NĐ-CP"
    bars = True
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "max_absence_days": "Số ngày làm việc nghỉ bị loại, từ"
    }

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Compare the working days absent."""
        if subject.absence_days is None:
            return Outcome.UNKNOWN
        few = subject.absence_days < self.number("max_absence_days")
        return Outcome.MET if few else Outcome.NOT_MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say the limit and the days absent."""
        limit = self.number("max_absence_days")
        used: dict[str, object] = {"year": subject.year, "required": limit}
        if subject.absence_days is None:
            return Told(
                f"Chưa có số ngày nghỉ năm {subject.year}; yêu cầu dưới {limit} ngày làm việc.",
                used,
                remedy=f"Ghi số ngày làm việc đã nghỉ trong năm {subject.year}.",
            )
        return Told(
            f"Yêu cầu nghỉ dưới {limit} ngày làm việc; năm {subject.year} nghỉ "
            f"{subject.absence_days} ngày.",
            {**used, "absence_days": subject.absence_days, "ref": subject.ref},
            remedy=f"Được xét từ năm {subject.year + 1}." if outcome is Outcome.NOT_MET else "",
        )


class ND91_2017_D10_TuyenDung(MinimumService):  # noqa: N801
    """Không xét lao động tiên tiến với người mới tuyển dụng dưới số tháng quy định."""

    citation = "Điều 10 Nghị định 91/2017/NĐ-CP"


class ND91_2017_D10_KyLuat(NoDiscipline):  # noqa: N801
    """Không xét lao động tiên tiến với người bị kỷ luật từ khiển trách trở lên."""

    citation = "Điều 10 Nghị định 91/2017/NĐ-CP"


class Luat2003_D23_LDTT(StandardOf):  # noqa: N801
    """Tiêu chuẩn của danh hiệu lao động tiên tiến."""

    citation = _LAW_23
    award = "LDTT"


class Luat2003_D23_ThanhTich(AnyOf):  # noqa: N801
    """Sáng kiến, đề tài nghiên cứu, thành tích chiến đấu của cá nhân."""

    citation = _LAW_23


class Luat2003_D23_SangKien(RecognisedInitiatives):  # noqa: N801
    """Có sáng kiến được cơ sở công nhận."""

    citation = _LAW_23


class Luat2003_D23_DeTai(AcceptedTopics):  # noqa: N801
    """Có đề tài nghiên cứu đã nghiệm thu được áp dụng."""

    citation = _LAW_23
    must_be_applied = True


class Luat2003_D23_MuuTri(CombatMerit):  # noqa: N801
    """Mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu."""

    citation = _LAW_23
