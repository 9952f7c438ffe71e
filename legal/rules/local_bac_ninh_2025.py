"""Awards of one province: Decision 86/2025/QĐ-UBND of Bắc Ninh, Article 3.

The decision leaves its paragraphs without letters; rules are named by their subject. Where it
repeats the Law, one judgement of people serves both.
"""

from __future__ import annotations

from legal.rules.checks.chains import ConsecutiveTitles
from legal.rules.checks.collectives import (
    AdvancedShare,
    CompletedShare,
    FighterAmongMembers,
    ForUnits,
    LeadsBloc,
    PartyBody,
)
from legal.rules.checks.grades import MinimumGrade
from legal.rules.checks.judgement import Judgement
from legal.rules.checks.ladders import Ladder
from legal.rules.checks.people import (
    ForNationals,
    ForNationalsButScholars,
    ForScholars,
    ForWorkingPeople,
)
from legal.rules.checks.repeated import RepeatedJudgement
from legal.rules.composites import AllOf, AnyOf

_DECISION = "Quyết định 86/2025/QĐ-UBND tỉnh Bắc Ninh"
_FLAG = f"Điều 3 khoản 1 {_DECISION}"
_EXCELLENT = f"Điều 3 khoản 2 {_DECISION}"
_MERIT_A = f"Điều 3 khoản 3 điểm a {_DECISION}"
_MERIT_B = f"Điều 3 khoản 3 điểm b {_DECISION}"
_MERIT_C = f"Điều 3 khoản 3 điểm c {_DECISION}"
_MERIT_D = f"Điều 3 khoản 3 điểm d {_DECISION}"


# --- Điều 3 khoản 1: Cờ thi đua của Ủy ban nhân dân tỉnh -------------------------------------


class QD86_2025_BN_D3_K1(AllOf):  # noqa: N801  # rule names are citation keys
    """Tiêu chuẩn Cờ thi đua tặng hằng năm cho tập thể của cụm, khối do tỉnh tổ chức."""

    citation = _FLAG
    claim = "MERIT"


class QD86_2025_BN_D3_K1_DanDau(LeadsBloc):  # noqa: N801
    """Dẫn đầu phong trào thi đua của cụm, khối thi đua do tỉnh tổ chức."""

    citation = _FLAG


class QD86_2025_BN_D3_K1_VuotMuc(RepeatedJudgement):  # noqa: N801
    """Hoàn thành vượt các chỉ tiêu thi đua và nhiệm vụ trong năm; tiêu biểu xuất sắc trong tỉnh."""

    citation = _FLAG
    repeats = "Luat2022_D26_K1_a"


class QD86_2025_BN_D3_K1_DoanThe(PartyBody):  # noqa: N801
    """Tổ chức đảng, đoàn thể hoàn thành xuất sắc nhiệm vụ."""

    citation = _FLAG


class QD86_2025_BN_D3_K1_DoanKet(Judgement):  # noqa: N801
    """Nội bộ đoàn kết; tích cực tiết kiệm, chống lãng phí, phòng, chống tham nhũng, tiêu cực."""

    citation = _FLAG


# --- Điều 3 khoản 2: Tập thể lao động xuất sắc -----------------------------------------------


class QD86_2025_BN_D3_K2_HoanThanh(MinimumGrade):  # noqa: N801
    """Hoàn thành xuất sắc nhiệm vụ được giao."""

    citation = _EXCELLENT


class QD86_2025_BN_D3_K2_PhongTrao(RepeatedJudgement):  # noqa: N801
    """Tích cực tham gia phong trào thi đua thường xuyên, thiết thực, hiệu quả."""

    citation = _EXCELLENT
    repeats = "Luat2022_D27_K1_b"


class QD86_2025_BN_D3_K2_CaNhan(CompletedShare):  # noqa: N801
    """Cá nhân trong tập thể hoàn thành nhiệm vụ được giao, theo tỷ lệ quy định."""

    citation = _EXCELLENT


class QD86_2025_BN_D3_K2_LDTT(AdvancedShare):  # noqa: N801
    """Cá nhân trong tập thể đạt danh hiệu lao động tiên tiến, theo tỷ lệ quy định."""

    citation = _EXCELLENT


class QD86_2025_BN_D3_K2_CSTDCS(FighterAmongMembers):  # noqa: N801
    """Có cá nhân đạt danh hiệu chiến sĩ thi đua cơ sở."""

    citation = _EXCELLENT


class QD86_2025_BN_D3_K2_DoanKet(RepeatedJudgement):  # noqa: N801
    """Nội bộ đoàn kết, gương mẫu chấp hành chủ trương của Đảng, pháp luật của Nhà nước."""

    citation = _EXCELLENT
    repeats = "Luat2022_D27_K1_dd"


# --- Điều 3 khoản 3: Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh -----------------------------


class QD86_2025_BN_D3_K3_a_GuongMau(ForNationalsButScholars, RepeatedJudgement):  # noqa: N801
    """Cá nhân gương mẫu chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước."""

    citation = _MERIT_A
    repeats = "Luat2022_D74_K1_GuongMau"


class QD86_2025_BN_D3_K3_b_ChapHanh(ForScholars, RepeatedJudgement):  # noqa: N801
    """Doanh nhân, trí thức, nhà khoa học chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của
    Nhà nước.
    """

    citation = _MERIT_B
    repeats = "Luat2022_D74_K2_ChapHanh"


class QD86_2025_BN_D3_K3_a(ForNationals, AnyOf):  # noqa: N801
    """Tiêu chuẩn của cá nhân tại điểm a; tại điểm b với doanh nhân, trí thức, nhà khoa học."""

    citation = _MERIT_A


class QD86_2025_BN_D3_K3_a_PhongTrao(RepeatedJudgement):  # noqa: N801
    """Thành tích xuất sắc, được bình xét trong các phong trào thi đua do tỉnh phát động."""

    citation = _MERIT_A
    claim = "MOVEMENT"
    repeats = "Luat2022_D74_K1_a"


class QD86_2025_BN_D3_K3_a_DotXuat(RepeatedJudgement):  # noqa: N801
    """Nhiều thành tích hoặc thành tích đột xuất, ảnh hưởng ở một lĩnh vực thuộc quản lý của tỉnh."""

    citation = _MERIT_A
    claim = "SUDDEN"
    repeats = "Luat2022_D74_K1_b"


class QD86_2025_BN_D3_K3_a_DongGop(RepeatedJudgement):  # noqa: N801
    """Đóng góp vào phát triển kinh tế - xã hội, khoa học, kỹ thuật, công tác xã hội, từ thiện."""

    citation = _MERIT_A
    claim = "GIVING"
    repeats = "Luat2022_D74_K1_c"


class QD86_2025_BN_D3_K3_a_ChienSi(ConsecutiveTitles):  # noqa: N801
    """Đủ số lần liên tục được tặng danh hiệu chiến sĩ thi đua cơ sở."""

    citation = _MERIT_A
    claim = "MERIT"


class QD86_2025_BN_D3_K3_a_SangKien(Ladder):  # noqa: N801
    """Liên tục đủ số năm hoàn thành xuất sắc nhiệm vụ, trong thời gian đó có đủ số sáng kiến hoặc đề
    tài, đề án, công trình được công nhận, áp dụng hiệu quả trong phạm vi cơ sở.
    """

    citation = _MERIT_A
    yearly = True


class QD86_2025_BN_D3_K3_a_KetHop(Ladder):  # noqa: N801
    """Hai cách trên kết hợp qua các năm, như Bộ Nội vụ trả lời về quy định tương ứng của Luật."""

    citation = _MERIT_A
    yearly = True


class QD86_2025_BN_D3_K3_a_LaoDong(ForWorkingPeople, RepeatedJudgement):  # noqa: N801
    """Công nhân, nông dân, người lao động lập nhiều thành tích, ảnh hưởng trong xã, cơ quan, đơn vị."""

    citation = _MERIT_A
    claim = "LABOUR|MODEL"
    repeats = "Luat2022_D74_K1_dd"


class QD86_2025_BN_D3_K3_b(ForScholars, RepeatedJudgement):  # noqa: N801
    """Doanh nhân, trí thức, nhà khoa học đóng góp vào sự phát triển của tỉnh, được tỉnh công nhận."""

    citation = _MERIT_B
    claim = "GIVING|INVENTION"
    repeats = "Luat2022_D74_K2_ThanhTich"


class QD86_2025_BN_D3_K3_c_GuongMau(ForUnits, RepeatedJudgement):  # noqa: N801
    """Tập thể gương mẫu chấp hành chủ trương của Đảng, pháp luật của Nhà nước; nội bộ đoàn kết."""

    citation = _MERIT_C
    repeats = "Luat2022_D74_K3_GuongMau"


class QD86_2025_BN_D3_K3_c(ForUnits, AnyOf):  # noqa: N801
    """Tiêu chuẩn của tập thể tại điểm c."""

    citation = _MERIT_C


class QD86_2025_BN_D3_K3_c_PhongTrao(RepeatedJudgement):  # noqa: N801
    """Thành tích xuất sắc, được bình xét trong phong trào thi đua."""

    citation = _MERIT_C
    claim = "MOVEMENT"
    repeats = "Luat2022_D74_K3_a"


class QD86_2025_BN_D3_K3_c_DotXuat(RepeatedJudgement):  # noqa: N801
    """Thành tích xuất sắc đột xuất, ảnh hưởng trong từng lĩnh vực thuộc phạm vi quản lý của tỉnh."""

    citation = _MERIT_C
    claim = "SUDDEN"
    repeats = "Luat2022_D74_K3_b"


class QD86_2025_BN_D3_K3_c_DongGop(RepeatedJudgement):  # noqa: N801
    """Đóng góp vào phát triển kinh tế - xã hội, khoa học, kỹ thuật, công tác xã hội, từ thiện."""

    citation = _MERIT_C
    claim = "GIVING"
    repeats = "Luat2022_D74_K3_c"


class QD86_2025_BN_D3_K3_c_CongTrang(AllOf):  # noqa: N801
    """Kết quả liên tục của tập thể; dân chủ, tiết kiệm."""

    citation = _MERIT_C
    claim = "MERIT"


class QD86_2025_BN_D3_K3_c_LienTuc(Ladder):  # noqa: N801
    """Liên tục đủ số năm hoàn thành xuất sắc nhiệm vụ hoặc đạt tập thể lao động xuất sắc."""

    citation = _MERIT_C
    yearly = True


class QD86_2025_BN_D3_K3_c_DanChu(RepeatedJudgement):  # noqa: N801
    """Thực hiện tốt dân chủ ở cơ sở, tổ chức tốt phong trào; chăm lo đời sống; tiết kiệm, chống lãng
    phí, chống tham nhũng, tiêu cực.
    """

    citation = _MERIT_C
    repeats = "Luat2022_D74_K3_d_DanChu"


class QD86_2025_BN_D3_K3_d_GuongMau(RepeatedJudgement):  # noqa: N801
    """Hộ gia đình gương mẫu chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước."""

    citation = _MERIT_D
    repeats = "Luat2022_D74_K5_GuongMau"


class QD86_2025_BN_D3_K3_d_DongGop(RepeatedJudgement):  # noqa: N801
    """Hộ gia đình có nhiều đóng góp về công sức, đất đai và tài sản cho địa phương, xã hội."""

    citation = _MERIT_D
    repeats = "Luat2022_D74_K5_DongGop"
