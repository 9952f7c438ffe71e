"""Fighters of a ministry, a province and the country under the former law, and one award a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import EachRule, Told
from legal.rules.checks.chains import ConsecutiveTitles
from legal.rules.checks.in_force import InForceFrom
from legal.rules.checks.judgement import Judgement
from legal.rules.checks.spread import SpreadInitiative, SpreadWork
from legal.rules.checks.words import award_dict, award_name, threshold_text
from legal.rules.composites import AnyOf
from legal.rules.facts import AwardFact, Subject
from legal.rules.tally import Outcome

# The decree details the Law for dossiers received since October 2017.
_LAW_22 = (
    "Điều 22 Luật Thi đua, khen thưởng 2003 (từ 01/10/2017: Điều 9 khoản 2 Nghị định 91/2017/NĐ-CP)"
)
_LAW_21 = (
    "Điều 21 Luật Thi đua, khen thưởng 2003 (từ 01/10/2017: Điều 9 khoản 1 Nghị định 91/2017/NĐ-CP)"
)


class Luat2003_D22_LienTuc(ConsecutiveTitles):  # noqa: N801  # rule names are citation keys
    """Lựa chọn trong số những cá nhân có đủ số lần liên tục chiến sĩ thi đua cơ sở."""

    citation = _LAW_22


class Luat2003_D22_TieuBieu(Judgement):  # noqa: N801
    """Có thành tích tiêu biểu xuất sắc trong số những cá nhân đó."""

    citation = _LAW_22


class Luat2003_D22_AnhHuong(AnyOf):  # noqa: N801
    """Sáng kiến, đề tài nghiên cứu được người đứng đầu bộ, ban, ngành, tỉnh công nhận."""

    citation = _LAW_22


class Luat2003_D22_SangKien(SpreadInitiative):  # noqa: N801
    """Sáng kiến được người đứng đầu bộ, ban, ngành, tỉnh công nhận."""

    citation = _LAW_22


class Luat2003_D22_DeTai(SpreadWork):  # noqa: N801
    """Đề tài nghiên cứu được người đứng đầu bộ, ban, ngành, tỉnh công nhận."""

    citation = _LAW_22


class Luat2003_D21_LienTuc(ConsecutiveTitles):  # noqa: N801
    """Lựa chọn trong số những cá nhân có đủ số lần liên tục chiến sĩ thi đua bộ, ban, ngành, tỉnh."""

    citation = _LAW_21


class Luat2003_D21_TieuBieu(Judgement):  # noqa: N801
    """Có thành tích tiêu biểu xuất sắc nhất trong số những cá nhân đó."""

    citation = _LAW_21


class Luat2003_D21_AnhHuong(AnyOf):  # noqa: N801
    """Sáng kiến, đề tài hiệu quả cao, ảnh hưởng trong toàn quốc, được công nhận."""

    citation = _LAW_21


class Luat2003_D21_SangKien(SpreadInitiative):  # noqa: N801
    """Sáng kiến hiệu quả cao, ảnh hưởng trong toàn quốc, được người đứng đầu bộ, tỉnh công nhận."""

    citation = _LAW_21


class Luat2003_D21_DeTai(SpreadWork):  # noqa: N801
    """Đề tài hiệu quả cao, ảnh hưởng trong toàn quốc, được người đứng đầu bộ, tỉnh công nhận."""

    citation = _LAW_21


class TT07_2014_CSTDTQ(InForceFrom, ConsecutiveTitles):  # noqa: N801
    """Trong thời gian đó có đủ số năm liên tục là chiến sĩ thi đua cơ sở."""

    citation = "Thông tư 07/2014/TT-BNV (điều khoản chưa rõ)"
    threshold_labels: ClassVar[Mapping[str, str]] = {
        **ConsecutiveTitles.threshold_labels,
        **InForceFrom.threshold_labels,
    }


class TT08_2017_MotNam(InForceFrom, EachRule[Subject]):  # type: ignore[type-var]  # noqa: N801
    """Trong một năm không xét hai lần khen thưởng cấp Nhà nước cho một đối tượng, trừ thành tích đột
    xuất, quá trình cống hiến, niên hạn.
    """

    citation = "Thông tư 08/2017/TT-BNV (điều khoản chưa rõ)"
    bars = True
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "awards": "Khen thưởng cấp Nhà nước",
        **InForceFrom.threshold_labels,
    }

    def why_outside(self, subject: Subject) -> str:
        """Leave out dossiers for a sudden deed or a whole career."""
        if subject.claims & _EXEMPT:
            return "Không áp dụng cho thành tích đột xuất, quá trình cống hiến."
        return super().why_outside(subject)

    def outcome(self, subject: Subject) -> Outcome:
        """Look for another State award of the same year."""
        if subject.awards is None:
            return Outcome.UNKNOWN
        return Outcome.NOT_MET if self._others(subject) else Outcome.MET

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Name the other award."""
        year = _year_of(subject)
        used: dict[str, object] = {"year": year}
        if subject.awards is None:
            return Told(
                f"Chưa có lịch sử khen thưởng cấp Nhà nước năm {year}.",
                used,
                remedy=f"Bổ sung các lần khen thưởng cấp Nhà nước năm {year}, nếu có.",
            )
        others = self._others(subject)
        if not others:
            names = threshold_text(self.code("awards"))
            return Told(f"Năm {year} chưa được khen thưởng cấp Nhà nước ({names}).", used)
        found = ", ".join(award_name(row.code) for row in others)
        return Told(
            f"Năm {year} đã được tặng {found}; trong một năm không xét hai lần khen thưởng cấp "
            "Nhà nước.",
            {**used, "found": [award_dict(row) for row in others]},
            remedy=f"Đề nghị từ năm {year + 1}.",
        )

    def _others(self, subject: Subject) -> list[AwardFact]:
        return [
            row
            for row in subject.awards or ()
            if row.code in self.codes("awards")
            and row.year_decided == _year_of(subject)
            and row.basis not in _EXEMPT
        ]


# What the circular exempts; seniority belongs to the forces and is not kept here.
_EXEMPT = frozenset({"SUDDEN", "CONTRIBUTION"})


def _year_of(subject: Subject) -> int:
    """Return the year in which the dossier is received, else the year judged."""
    return subject.as_of.year if subject.as_of else subject.year
