"""Titles of collectives under the former law: Law 15/2003/QH11 as amended in 2013, Decree 91/2017."""

from __future__ import annotations

from legal.rules.checks.collectives import (
    AdvancedShare,
    CompletedShare,
    FighterAmongMembers,
    LeadsBloc,
    MovementResult,
    NoMemberDisciplined,
)
from legal.rules.checks.grades import MinimumGrade
from legal.rules.checks.judgement import Judgement
from legal.rules.composites import AnyOf, StandardOf

_LAW = "Luật Thi đua, khen thưởng 2003"
_FLAG = f"Điều 25 {_LAW} (từ 01/10/2017: Điều 11 Nghị định 91/2017/NĐ-CP)"
# The numbers were read where circulars of two sectors repeat them, not in the Law itself.
_EXCELLENT = f"{_LAW} (số điều chưa đối chiếu; Điều 14 Thông tư 08/2019/TT-BLĐTBXH nhắc lại)"


# --- Tập thể lao động tiên tiến --------------------------------------------------------------


class Luat2003_D28_NhiemVu(MinimumGrade):  # noqa: N801  # rule names are citation keys
    """Hoàn thành tốt nhiệm vụ được giao."""

    citation = f"Điều 28 {_LAW}"


class Luat2003_D28_PhongTrao(Judgement):  # noqa: N801
    """Có phong trào thi đua thường xuyên, thiết thực, có hiệu quả."""

    citation = f"Điều 28 {_LAW}"


class Luat2003_D28_LDTT(AdvancedShare):  # noqa: N801
    """Cá nhân trong tập thể đạt danh hiệu lao động tiên tiến vượt tỷ lệ quy định."""

    citation = f"Điều 28 {_LAW}"
    strictly = True


class Luat2003_D28_KyLuat(NoMemberDisciplined):  # noqa: N801
    """Không có cá nhân bị kỷ luật từ hình thức cảnh cáo trở lên."""

    citation = f"Điều 28 {_LAW}"


class Luat2003_D28_DoanKet(Judgement):  # noqa: N801
    """Nội bộ đoàn kết, chấp hành chủ trương của Đảng, pháp luật của Nhà nước."""

    citation = f"Điều 28 {_LAW}"


# --- Tập thể lao động xuất sắc ---------------------------------------------------------------


class Luat2003_TTLDXS_TienTien(StandardOf):  # noqa: N801
    """Tiêu chuẩn tập thể lao động tiên tiến của tập thể được lựa chọn."""

    citation = _EXCELLENT
    award = "TTLDTT"


class Luat2003_TTLDXS_HoanThanh(CompletedShare):  # noqa: N801
    """Cá nhân trong tập thể hoàn thành nhiệm vụ được giao, theo tỷ lệ quy định."""

    citation = _EXCELLENT


class Luat2003_TTLDXS_LDTT(AdvancedShare):  # noqa: N801
    """Cá nhân trong tập thể đạt danh hiệu lao động tiên tiến, theo tỷ lệ quy định."""

    citation = _EXCELLENT


class Luat2003_TTLDXS_CSTDCS(FighterAmongMembers):  # noqa: N801
    """Có cá nhân đạt danh hiệu chiến sĩ thi đua cơ sở."""

    citation = _EXCELLENT


class Luat2003_TTLDXS_KyLuat(NoMemberDisciplined):  # noqa: N801
    """Không có cá nhân bị kỷ luật từ hình thức cảnh cáo trở lên."""

    citation = _EXCELLENT


# --- Cờ thi đua ------------------------------------------------------------------------------


class Luat2003_D25(AnyOf):  # noqa: N801
    """Trường hợp được xét Cờ thi đua của Chính phủ."""

    citation = _FLAG


class Luat2003_D25_DanDau(Judgement):  # noqa: N801
    """Dẫn đầu trong số các tập thể đủ tiêu chuẩn tặng Cờ thi đua cấp bộ, ban, ngành, tỉnh."""

    citation = _FLAG
    claim = "MERIT"


class Luat2003_D25_TrungUong(LeadsBloc):  # noqa: N801
    """Bộ, ban, ngành, tỉnh dẫn đầu cụm, khối do Hội đồng Thi đua - Khen thưởng Trung ương tổ chức."""

    citation = _FLAG
    claim = "MERIT"


class Luat2003_D25_ChuyenDe(MovementResult):  # noqa: N801
    """Dẫn đầu phong trào thi đua theo chuyên đề."""

    citation = _FLAG


class Luat2003_D26(LeadsBloc):  # noqa: N801
    """Đơn vị xuất sắc nhất, dẫn đầu khối, cụm thi đua của bộ, ban, ngành, tỉnh."""

    citation = f"Điều 26 {_LAW} (chưa đối chiếu)"
