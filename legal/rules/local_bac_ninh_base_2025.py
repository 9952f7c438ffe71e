"""Awards of the base in one province: Decision 86/2025/QĐ-UBND of Bắc Ninh, Article 4.

The decision leaves its paragraphs without letters; rules are named by their subject. Where it
repeats the Law, one judgement of people serves both.
"""

from __future__ import annotations

from legal.rules.base import Rule
from legal.rules.checks.collectives import AdvancedShare, NoMemberDisciplined
from legal.rules.checks.grades import MinimumGrade
from legal.rules.checks.judgement import Judgement
from legal.rules.checks.repeated import RepeatedJudgement
from legal.rules.composites import AnyOf
from legal.rules.facts import OCCUPATIONS

_DECISION = "Quyết định 86/2025/QĐ-UBND tỉnh Bắc Ninh"
_WORKER = f"Điều 4 khoản 1 {_DECISION}"
_ADVANCED = f"Điều 4 khoản 2 {_DECISION}"
_PRAISE_A = f"Điều 4 khoản 3 điểm a {_DECISION}"
_PRAISE_B = f"Điều 4 khoản 3 điểm b {_DECISION}"
_PRAISE_C = f"Điều 4 khoản 3 điểm c {_DECISION}"


class _ForStaff(Rule):
    """Mixin: concerns staff of agencies, organisations and public units."""

    concerns = frozenset({"PUBLIC"})


class _ForOthers(Rule):
    """Mixin: concerns everybody else."""

    concerns = frozenset(OCCUPATIONS) - {"PUBLIC"}


# --- Điều 4 khoản 1: Lao động tiên tiến ------------------------------------------------------


class QD86_2025_BN_D4_K1_a_HoanThanh(_ForStaff, MinimumGrade):  # noqa: N801  # citation keys
    """Hoàn thành tốt nhiệm vụ trở lên."""

    citation = _WORKER


class QD86_2025_BN_D4_K1_a_TinhThan(_ForStaff, RepeatedJudgement):  # noqa: N801
    """Có tinh thần tự lực, tự cường, đoàn kết, tương trợ, tích cực tham gia phong trào thi đua."""

    citation = _WORKER
    repeats = "Luat2022_D24_K1_b"


class QD86_2025_BN_D4_K1_b_LaoDong(_ForOthers, RepeatedJudgement):  # noqa: N801
    """Lao động, sản xuất có hiệu quả, tích cực tham gia phong trào thi đua và hoạt động xã hội."""

    citation = _WORKER
    repeats = "Luat2022_D24_K3_a"


class QD86_2025_BN_D4_K1_b_GuongMau(_ForOthers, RepeatedJudgement):  # noqa: N801
    """Gương mẫu chấp hành; đạo đức, lối sống lành mạnh; đoàn kết, giúp đỡ mọi người trong cộng đồng."""

    citation = _WORKER
    repeats = "Luat2022_D24_K3_b"


# --- Điều 4 khoản 2: Tập thể lao động tiên tiến ----------------------------------------------


class QD86_2025_BN_D4_K2_HoanThanh(MinimumGrade):  # noqa: N801
    """Hoàn thành tốt nhiệm vụ được giao."""

    citation = _ADVANCED


class QD86_2025_BN_D4_K2_PhongTrao(RepeatedJudgement):  # noqa: N801
    """Tham gia phong trào thi đua thường xuyên, thiết thực, hiệu quả."""

    citation = _ADVANCED
    repeats = "Luat2022_D28_K1_b"


class QD86_2025_BN_D4_K2_LDTT(AdvancedShare):  # noqa: N801
    """Cá nhân trong tập thể đạt danh hiệu lao động tiên tiến, theo tỷ lệ quy định."""

    citation = _ADVANCED


class QD86_2025_BN_D4_K2_KyLuat(NoMemberDisciplined):  # noqa: N801
    """Không có cá nhân bị kỷ luật từ hình thức cảnh cáo trở lên."""

    citation = _ADVANCED


class QD86_2025_BN_D4_K2_DoanKet(RepeatedJudgement):  # noqa: N801
    """Nội bộ đoàn kết, chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước."""

    citation = _ADVANCED
    repeats = "Luat2022_D28_K1_d"


# --- Điều 4 khoản 3: Giấy khen ---------------------------------------------------------------


class QD86_2025_BN_D4_K3_a_GuongMau(Judgement):  # noqa: N801
    """Cá nhân gương mẫu chấp hành tốt chủ trương, đường lối của Đảng, pháp luật của Nhà nước."""

    citation = _PRAISE_A


class QD86_2025_BN_D4_K3_a_HoanThanh(_ForStaff, MinimumGrade):  # noqa: N801
    """Hoàn thành tốt nhiệm vụ."""

    citation = _PRAISE_A


class QD86_2025_BN_D4_K3_a_NghiaVu(_ForOthers, Judgement):  # noqa: N801
    """Hoàn thành tốt nhiệm vụ, nghĩa vụ công dân."""

    citation = _PRAISE_A


class QD86_2025_BN_D4_K3_a(AnyOf):  # noqa: N801
    """Tiêu chuẩn của cá nhân tại điểm a."""

    citation = _PRAISE_A


class QD86_2025_BN_D4_K3_b_GuongMau(Judgement):  # noqa: N801
    """Tập thể gương mẫu chấp hành chủ trương của Đảng, pháp luật của Nhà nước; nội bộ đoàn kết."""

    citation = _PRAISE_B


class QD86_2025_BN_D4_K3_b_HoanThanh(MinimumGrade):  # noqa: N801
    """Hoàn thành tốt nhiệm vụ."""

    citation = _PRAISE_B


class QD86_2025_BN_D4_K3_b(AnyOf):  # noqa: N801
    """Tiêu chuẩn của tập thể tại điểm b."""

    citation = _PRAISE_B


class QD86_2025_BN_D4_K3_PhongTrao(Judgement):  # noqa: N801
    """Có thành tích được bình xét trong phong trào thi đua."""

    citation = f"Điều 4 khoản 3 {_DECISION}"
    claim = "MOVEMENT"


class QD86_2025_BN_D4_K3_ThanhTich(Judgement):  # noqa: N801
    """Nhiều thành tích hoặc thành tích đột xuất, ảnh hưởng, đóng góp ở một lĩnh vực của cơ quan, đơn
    vị, địa phương.
    """

    citation = f"Điều 4 khoản 3 {_DECISION}"
    claim = "MERIT|SUDDEN"


class QD86_2025_BN_D4_K3_c_GuongMau(Judgement):  # noqa: N801
    """Hộ gia đình gương mẫu chấp hành tốt chủ trương, chính sách của Đảng, pháp luật của Nhà nước."""

    citation = _PRAISE_C


class QD86_2025_BN_D4_K3_c(AnyOf):  # noqa: N801
    """Tiêu chuẩn của hộ gia đình tại điểm c."""

    citation = _PRAISE_C


class QD86_2025_BN_D4_K3_c_DongGop(Judgement):  # noqa: N801
    """Đóng góp công sức hoặc đất đai, tài sản, ảnh hưởng ở một lĩnh vực của cơ quan, đơn vị, địa
    phương.
    """

    citation = _PRAISE_C
    claim = "MERIT|GIVING"
