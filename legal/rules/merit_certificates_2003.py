"""Merit certificates under the former law: Decrees 65/2014 and 91/2017, Law 15/2003/QH11."""

from __future__ import annotations

from legal.rules.checks.grades import MinimumGrade
from legal.rules.checks.judgement import Judgement
from legal.rules.checks.ladders import Ladder
from legal.rules.composites import AnyOf

_RECALLED = "Luật Thi đua, khen thưởng 2003; Điều 39 Nghị định 91/2017/NĐ-CP (chưa đối chiếu)"
_PRAISE = "Điều 74, Điều 75 Luật Thi đua, khen thưởng 2003 (chưa đối chiếu)"


class ND65_2014_D23_K1_c(Ladder):  # noqa: N801  # rule names are citation keys
    """Đã được tặng bằng khen cấp bộ, tỉnh và các năm tiếp theo liên tục hoàn thành xuất sắc nhiệm vụ,
    có đủ số sáng kiến được công nhận.
    """

    citation = "Điều 23 khoản 1 điểm c Nghị định 65/2014/NĐ-CP"
    after = True


class ND91_2017_D38_K1(Ladder):  # noqa: N801
    """Đã được tặng bằng khen cấp bộ, tỉnh, sau đó đủ số năm liên tục đến thời điểm đề nghị hoàn thành
    xuất sắc nhiệm vụ, có đủ số sáng kiến được công nhận ở cấp cơ sở. Chỉ đọc đường xét này của khoản
    1; các trường hợp khác đối chiếu văn bản.
    """

    citation = "Điều 38 khoản 1 Nghị định 91/2017/NĐ-CP"
    after = True
    until_proposal = True


# --- Bằng khen cấp bộ, tỉnh và giấy khen: nhớ lại, chưa đọc văn bản --------------------------


class Luat2003_D72(AnyOf):  # noqa: N801
    """Tiêu chuẩn của cá nhân được tặng bằng khen cấp bộ, ban, ngành, tỉnh."""

    citation = f"Điều 72 {_RECALLED}"


class Luat2003_D72_PhongTrao(Judgement):  # noqa: N801
    """Thành tích xuất sắc tiêu biểu trong phong trào thi đua."""

    citation = f"Điều 72 {_RECALLED}"
    claim = "MOVEMENT"


class Luat2003_D72_DotXuat(Judgement):  # noqa: N801
    """Lập thành tích xuất sắc đột xuất."""

    citation = f"Điều 72 {_RECALLED}"
    claim = "SUDDEN"


class Luat2003_D72_LienTuc(Ladder):  # noqa: N801
    """Đủ số năm liên tục hoàn thành xuất sắc nhiệm vụ, có đủ số sáng kiến ở cấp cơ sở."""

    citation = f"Điều 72 {_RECALLED}"
    yearly = True


class Luat2003_GiayKhen_NhiemVu(MinimumGrade):  # noqa: N801
    """Hoàn thành tốt nhiệm vụ được giao."""

    citation = _PRAISE


class Luat2003_GiayKhen_TieuChuan(Judgement):  # noqa: N801
    """Đạt tiêu chuẩn cụ thể do bộ, ban, ngành, tỉnh quy định."""

    citation = _PRAISE
