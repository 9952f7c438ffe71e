"""Titles of collectives under Law 06/2022/QH15: flags, excellent and advanced collectives."""

from __future__ import annotations

from legal.rules.checks.collectives import (
    AdvancedShare,
    CompletedShare,
    FighterAmongMembers,
    LeadsBloc,
    MovementResult,
    NoMemberDisciplined,
    StillExists,
)
from legal.rules.checks.grades import MinimumGrade
from legal.rules.checks.in_force import InForceFrom
from legal.rules.checks.judgement import Judgement
from legal.rules.composites import AllOf, AnyOf

_LAW = "Luật Thi đua, khen thưởng 2022"


# --- Điều 25: Cờ thi đua của Chính phủ -------------------------------------------------------


class Luat2022_D25(AnyOf):  # noqa: N801  # rule names are citation keys
    """Trường hợp được xét Cờ thi đua của Chính phủ."""

    citation = f"Điều 25 {_LAW}"


class Luat2022_D25_K1(AllOf):  # noqa: N801
    """Tiêu chuẩn Cờ thi đua tặng hằng năm cho tập thể của cụm, khối."""

    citation = f"Điều 25 khoản 1 {_LAW}"
    claim = "MERIT"


class Luat2022_D25_K1_DanDau(LeadsBloc):  # noqa: N801
    """Dẫn đầu cụm, khối thi đua do bộ, ban, ngành, tỉnh tổ chức."""

    citation = f"Điều 25 khoản 1 {_LAW}"


class Luat2022_D25_K1_TieuBieu(Judgement):  # noqa: N801
    """Xuất sắc tiêu biểu trong số các tập thể dẫn đầu cụm, khối thi đua."""

    citation = f"Điều 25 khoản 1 {_LAW}"


class Luat2022_D25_K1_a(Judgement):  # noqa: N801
    """Có thành tích xuất sắc, hoàn thành vượt các chỉ tiêu thi đua và nhiệm vụ trong năm."""

    citation = f"Điều 25 khoản 1 điểm a {_LAW}"


class Luat2022_D25_K1_b(Judgement):  # noqa: N801
    """Đoàn kết; tổ chức đảng, đoàn thể trong sạch, vững mạnh; đi đầu tiết kiệm, chống tham nhũng."""

    citation = f"Điều 25 khoản 1 điểm b {_LAW}"


class Luat2022_D25_K2(LeadsBloc):  # noqa: N801
    """Tặng hằng năm cho tập thể dẫn đầu cụm, khối do Hội đồng Thi đua - Khen thưởng Trung ương tổ chức."""

    citation = f"Điều 25 khoản 2 {_LAW}"
    claim = "MERIT"


class Luat2022_D25_K3(MovementResult):  # noqa: N801
    """Dẫn đầu phong trào thi đua do Thủ tướng Chính phủ phát động, khi sơ kết hoặc tổng kết."""

    citation = f"Điều 25 khoản 3 {_LAW}"


# --- Điều 26: Cờ thi đua của bộ, ban, ngành, tỉnh --------------------------------------------


class Luat2022_D26(AnyOf):  # noqa: N801
    """Trường hợp được xét Cờ thi đua của bộ, ban, ngành, tỉnh."""

    citation = f"Điều 26 {_LAW}"


class Luat2022_D26_K1(AllOf):  # noqa: N801
    """Tiêu chuẩn Cờ thi đua tặng hằng năm cho tập thể của cụm, khối."""

    citation = f"Điều 26 khoản 1 {_LAW}"
    claim = "MERIT"


class Luat2022_D26_K1_DanDau(LeadsBloc):  # noqa: N801
    """Dẫn đầu cụm, khối thi đua do bộ, ban, ngành, tỉnh tổ chức."""

    citation = f"Điều 26 khoản 1 {_LAW}"


class Luat2022_D26_K1_a(Judgement):  # noqa: N801
    """Hoàn thành vượt các chỉ tiêu thi đua và nhiệm vụ trong năm; tiêu biểu xuất sắc của bộ, tỉnh."""

    citation = f"Điều 26 khoản 1 điểm a {_LAW}"


class Luat2022_D26_K1_b(Judgement):  # noqa: N801
    """Đoàn kết; tổ chức đảng, đoàn thể trong sạch, vững mạnh; tích cực tiết kiệm, chống tham nhũng."""

    citation = f"Điều 26 khoản 1 điểm b {_LAW}"


class Luat2022_D26_K2(MovementResult):  # noqa: N801
    """Dẫn đầu phong trào thi đua theo chuyên đề do bộ, ban, ngành, tỉnh phát động, khi tổng kết."""

    citation = f"Điều 26 khoản 2 {_LAW}"


# --- Điều 27: Tập thể lao động xuất sắc ------------------------------------------------------


class Luat2022_D27_K1_a(MinimumGrade):  # noqa: N801
    """Hoàn thành xuất sắc nhiệm vụ được giao."""

    citation = f"Điều 27 khoản 1 điểm a {_LAW}"


class Luat2022_D27_K1_b(Judgement):  # noqa: N801
    """Tích cực tham gia phong trào thi đua thường xuyên, thiết thực, hiệu quả."""

    citation = f"Điều 27 khoản 1 điểm b {_LAW}"


class Luat2022_D27_K1_c_HoanThanh(CompletedShare):  # noqa: N801
    """Cá nhân trong tập thể hoàn thành nhiệm vụ được giao, theo tỷ lệ quy định."""

    citation = f"Điều 27 khoản 1 điểm c {_LAW}"


class Luat2022_D27_K1_c_LDTT(AdvancedShare):  # noqa: N801
    """Cá nhân trong tập thể đạt danh hiệu lao động tiên tiến, theo tỷ lệ quy định."""

    citation = f"Điều 27 khoản 1 điểm c {_LAW}"


class Luat2022_D27_K1_d(FighterAmongMembers):  # noqa: N801
    """Có cá nhân đạt danh hiệu chiến sĩ thi đua cơ sở."""

    citation = f"Điều 27 khoản 1 điểm d {_LAW}"


class Luat2022_D27_K1_dd(Judgement):  # noqa: N801
    """Nội bộ đoàn kết, gương mẫu chấp hành chủ trương của Đảng, pháp luật của Nhà nước."""

    citation = f"Điều 27 khoản 1 điểm đ {_LAW}"


# --- Điều 28: Tập thể lao động tiên tiến -----------------------------------------------------


class Luat2022_D28_K1_a(MinimumGrade):  # noqa: N801
    """Hoàn thành tốt nhiệm vụ được giao."""

    citation = f"Điều 28 khoản 1 điểm a {_LAW}"


class Luat2022_D28_K1_b(Judgement):  # noqa: N801
    """Tham gia phong trào thi đua thường xuyên, thiết thực, hiệu quả."""

    citation = f"Điều 28 khoản 1 điểm b {_LAW}"


class Luat2022_D28_K1_c_LDTT(AdvancedShare):  # noqa: N801
    """Cá nhân trong tập thể đạt danh hiệu lao động tiên tiến, theo tỷ lệ quy định."""

    citation = f"Điều 28 khoản 1 điểm c {_LAW}"


class Luat2022_D28_K1_c_KyLuat(NoMemberDisciplined):  # noqa: N801
    """Không có cá nhân bị kỷ luật từ hình thức cảnh cáo trở lên."""

    citation = f"Điều 28 khoản 1 điểm c {_LAW}"


class Luat2022_D28_K1_d(Judgement):  # noqa: N801
    """Nội bộ đoàn kết, chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước."""

    citation = f"Điều 28 khoản 1 điểm d {_LAW}"


# --- Thông tư 15/2025/TT-BNV -----------------------------------------------------------------


class TT15_2025_GiaiThe(InForceFrom, StillExists):  # noqa: N801
    """Không khen thưởng đơn vị đã giải thể sau khi sắp xếp tổ chức bộ máy."""

    citation = "Thông tư 15/2025/TT-BNV (điều khoản chưa đối chiếu)"
