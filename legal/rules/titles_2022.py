"""Titles under Law 06/2022/QH15: Articles 23 and 24, and the circular on counting time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.checks.grades import MinimumGrade
from legal.rules.checks.judgement import Judgement
from legal.rules.checks.service import MinimumService
from legal.rules.checks.works import AcceptedTopics, CombatMerit, RecognisedInitiatives
from legal.rules.composites import AnyOf, StandardOf
from legal.rules.facts import PersonFacts

_LAW = "Luật Thi đua, khen thưởng 2022"
_OUTSIDE = "Khoản 3 chỉ áp dụng cho công nhân, nông dân, người lao động ngoài cơ quan, tổ chức."
_INSIDE = (
    "Khoản 1 chỉ áp dụng cho cán bộ, công chức, viên chức, người lao động của cơ quan, tổ chức."
)


class _PublicEmployees:
    """Concerns staff of agencies, organisations and public units."""

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out people outside."""
        return "" if subject.is_public_employee else _INSIDE


class _OtherWorkers:
    """Concerns workers, farmers and others outside agencies."""

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out staff of agencies."""
        return _OUTSIDE if subject.is_public_employee else ""


class Luat2022_D24_K1_a(_PublicEmployees, MinimumGrade):  # noqa: N801  # citation keys
    """Hoàn thành tốt nhiệm vụ trở lên."""

    citation = f"Điều 24 khoản 1 điểm a {_LAW}"


class Luat2022_D24_K1_b(_PublicEmployees, Judgement):  # noqa: N801
    """Tự lực, tự cường, đoàn kết, tương trợ, tích cực tham gia phong trào thi đua."""

    citation = f"Điều 24 khoản 1 điểm b {_LAW}"


class Luat2022_D24_K3_a(_OtherWorkers, Judgement):  # noqa: N801
    """Lao động hiệu quả, tích cực tham gia phong trào thi đua và hoạt động xã hội."""

    citation = f"Điều 24 khoản 3 điểm a {_LAW}"


class Luat2022_D24_K3_b(_OtherWorkers, Judgement):  # noqa: N801
    """Gương mẫu chấp hành, có đạo đức tốt, đoàn kết, tương trợ trong cộng đồng."""

    citation = f"Điều 24 khoản 3 điểm b {_LAW}"


class TT01_2024_D1_K5_d(MinimumService):  # noqa: N801
    """Không xét lao động tiên tiến với người mới tuyển dụng dưới số tháng quy định."""

    citation = "Điều 1 khoản 5 điểm d Thông tư 01/2024/TT-BNV"
    threshold_labels: ClassVar[Mapping[str, str]] = {
        **MinimumService.threshold_labels,
        "applies_from": "Áp dụng cho hồ sơ nhận từ ngày",
    }

    def why_outside(self, subject: PersonFacts) -> str:
        """Leave out dossiers received before the circular took force."""
        received, start = self.context.received_on, self.day("applies_from")
        if received is not None and received < start:
            return f"Hồ sơ nhận trước ngày {start:%d/%m/%Y}, khi thông tư chưa có hiệu lực."
        return ""


class Luat2022_D23_K1(StandardOf):  # noqa: N801
    """Đạt tiêu chuẩn của danh hiệu lao động tiên tiến hoặc chiến sĩ tiên tiến."""

    citation = f"Điều 23 khoản 1 {_LAW}"
    award = "LDTT"


class Luat2022_D23_K2(AnyOf):  # noqa: N801
    """Hoàn thành xuất sắc nhiệm vụ, hoặc có sáng kiến, đề tài, hoặc mưu trí trong chiến đấu."""

    citation = f"Điều 23 khoản 2 {_LAW}"


class Luat2022_D23_K2_HoanThanhXuatSac(MinimumGrade):  # noqa: N801
    """Hoàn thành xuất sắc nhiệm vụ."""

    citation = f"Điều 23 khoản 2 {_LAW}"


class Luat2022_D23_K2_ThanhTich(AnyOf):  # noqa: N801
    """Có sáng kiến, hoặc đề tài, đề án, công trình, hoặc mưu trí, sáng tạo trong chiến đấu."""

    citation = f"Điều 23 khoản 2 {_LAW}"


class Luat2022_D23_K2_SangKien(RecognisedInitiatives):  # noqa: N801
    """Có sáng kiến được cơ sở công nhận."""

    citation = f"Điều 23 khoản 2 {_LAW}"


class Luat2022_D23_K2_DeTai(AcceptedTopics):  # noqa: N801
    """Có đề tài khoa học, đề án khoa học, công trình khoa học và công nghệ đã được nghiệm thu."""

    citation = f"Điều 23 khoản 2 {_LAW}"


class Luat2022_D23_K2_MuuTri(CombatMerit):  # noqa: N801
    """Mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu được đơn vị công nhận."""

    citation = f"Điều 23 khoản 2 {_LAW}"
