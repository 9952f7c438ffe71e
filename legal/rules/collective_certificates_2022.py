"""Merit certificates for collectives and households under Law 06/2022/QH15: Articles 73 to 75."""

from __future__ import annotations

from dataclasses import replace

from legal.domain.codes import Layer
from legal.rules.base import Told
from legal.rules.checks.collectives import (
    ForEnterprises,
    ForForeigners,
    ForUnits,
    ForUnitsAndEnterprises,
    MovementResult,
)
from legal.rules.checks.flag_ladders import FlagLadder
from legal.rules.checks.judgement import Judgement
from legal.rules.composites import AllOf, AnyOf
from legal.rules.facts import Subject
from legal.rules.tally import Outcome

_LAW = "Luật Thi đua, khen thưởng 2022"


class _OrArmedForces(FlagLadder):
    """A ladder that counts a title of the armed forces too, which the catalogue does not have."""

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """Say that such a title is not kept, where it could have helped."""
        told = super().explain(subject, outcome)
        if outcome is Outcome.MET:
            return told
        return replace(
            told,
            message=f"{told.message} Đơn vị quyết thắng (lực lượng vũ trang): không theo dõi trong hệ "
            "thống, người xét đối chiếu.",
        )


# --- Điều 73: Bằng khen của Thủ tướng Chính phủ ----------------------------------------------


class Luat2022_D73_K4_GuongMau(ForUnits, Judgement):  # noqa: N801  # rule names are citation keys
    """Tập thể gương mẫu chấp hành chủ trương của Đảng, pháp luật của Nhà nước; nội bộ đoàn kết."""

    citation = f"Điều 73 khoản 4 {_LAW}"


class Luat2022_D73_K5_ChapHanh(ForEnterprises, Judgement):  # noqa: N801
    """Doanh nghiệp, tổ chức kinh tế chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước."""

    citation = f"Điều 73 khoản 5 {_LAW}"


class Luat2022_D73_K4(ForUnitsAndEnterprises, AnyOf):  # noqa: N801
    """Tiêu chuẩn của tập thể tại khoản 4; thành tích tại khoản 5 với doanh nghiệp."""

    citation = f"Điều 73 khoản 4, khoản 5 {_LAW}"


class Luat2022_D73_K4_a(Judgement):  # noqa: N801
    """Thành tích đột xuất, phạm vi ảnh hưởng trong bộ, ban, ngành, tỉnh."""

    citation = f"Điều 73 khoản 4 điểm a {_LAW}"
    claim = "SUDDEN"


class Luat2022_D73_K4_b(Judgement):  # noqa: N801
    """Đóng góp vào phát triển kinh tế - xã hội, quốc phòng, an ninh, khoa học, công tác xã hội, từ thiện."""

    citation = f"Điều 73 khoản 4 điểm b {_LAW}"
    claim = "GIVING"


class Luat2022_D73_K4_c(Judgement):  # noqa: N801
    """Tiêu biểu, được bình xét trong cụm, khối do Hội đồng Thi đua - Khen thưởng Trung ương tổ chức."""

    citation = f"Điều 73 khoản 4 điểm c {_LAW}"
    claim = "MOVEMENT"


class Luat2022_D73_K4_d(MovementResult):  # noqa: N801
    """Tiêu biểu, được bình xét khi sơ kết, tổng kết phong trào do Chủ tịch nước, Thủ tướng phát động, hoặc phong trào đủ thời gian do bộ, tỉnh phát động."""

    citation = f"Điều 73 khoản 4 điểm d {_LAW}"
    length_words = "Phong trào do bộ, tỉnh phát động phải có thời gian từ"


class Luat2022_D73_K4_dd(Judgement):  # noqa: N801
    """Thành tích xuất sắc trong phục vụ nhiệm vụ chính trị của Đảng, Nhà nước."""

    citation = f"Điều 73 khoản 4 điểm đ {_LAW}"
    claim = "POLITICAL"


class Luat2022_D73_K4_e(_OrArmedForces):  # noqa: N801
    """Đã được tặng bằng khen của bộ, tỉnh, sau đó liên tục đến thời điểm đề nghị hoàn thành xuất sắc nhiệm vụ hoặc đạt tập thể lao động xuất sắc, đơn vị quyết thắng, trong thời gian đó có cờ thi đua hoặc bằng khen của bộ, tỉnh."""

    citation = f"Điều 73 khoản 4 điểm e {_LAW}"
    after = True
    until_proposal = True


class Luat2022_D73_K5_ThanhTich(ForEnterprises, Judgement):  # noqa: N801
    """Doanh nghiệp, tổ chức kinh tế có thành tích phát triển kinh tế - xã hội, được bộ, tỉnh công nhận."""

    citation = f"Điều 73 khoản 5 {_LAW}"


class Luat2022_D73_K6_GuongMau(Judgement):  # noqa: N801
    """Hộ gia đình gương mẫu chấp hành chủ trương của Đảng, pháp luật của Nhà nước."""

    citation = f"Điều 73 khoản 6 {_LAW}"


class Luat2022_D73_K6_DongGop(Judgement):  # noqa: N801
    """Hộ gia đình có đóng góp lớn về công sức, đất đai và tài sản cho địa phương, xã hội."""

    citation = f"Điều 73 khoản 6 {_LAW}"


class Luat2022_D73_K7_TapThe_TonTrong(ForForeigners, Judgement):  # noqa: N801
    """Tập thể người nước ngoài tôn trọng độc lập, chủ quyền, thống nhất, pháp luật, phong tục của Việt Nam."""

    citation = f"Điều 73 khoản 7 {_LAW}"


class Luat2022_D73_K7_TapThe_ThanhTich(ForForeigners, Judgement):  # noqa: N801
    """Thành tích phát triển kinh tế - xã hội của Việt Nam, được bộ, ban, ngành, tỉnh công nhận."""

    citation = f"Điều 73 khoản 7 {_LAW}"


# --- Điều 74: Bằng khen của bộ, ban, ngành, tỉnh ---------------------------------------------


class Luat2022_D74_K3_GuongMau(ForUnits, Judgement):  # noqa: N801
    """Tập thể gương mẫu chấp hành chủ trương của Đảng, pháp luật của Nhà nước; nội bộ đoàn kết."""

    citation = f"Điều 74 khoản 3 {_LAW}"


class Luat2022_D74_K4_ChapHanh(ForEnterprises, Judgement):  # noqa: N801
    """Doanh nghiệp, tổ chức kinh tế chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước."""

    citation = f"Điều 74 khoản 4 {_LAW}"


class Luat2022_D74_K3(ForUnitsAndEnterprises, AnyOf):  # noqa: N801
    """Tiêu chuẩn của tập thể tại khoản 3; thành tích tại khoản 4 với doanh nghiệp."""

    citation = f"Điều 74 khoản 3, khoản 4 {_LAW}"


class Luat2022_D74_K3_a(Judgement):  # noqa: N801
    """Thành tích xuất sắc, được bình xét trong phong trào thi đua."""

    citation = f"Điều 74 khoản 3 điểm a {_LAW}"
    claim = "MOVEMENT"


class Luat2022_D74_K3_b(Judgement):  # noqa: N801
    """Thành tích xuất sắc đột xuất, ảnh hưởng trong từng lĩnh vực thuộc phạm vi quản lý của bộ, tỉnh."""

    citation = f"Điều 74 khoản 3 điểm b {_LAW}"
    claim = "SUDDEN"


class Luat2022_D74_K3_c(Judgement):  # noqa: N801
    """Đóng góp vào phát triển kinh tế - xã hội, khoa học, kỹ thuật, công tác xã hội, từ thiện nhân đạo."""

    citation = f"Điều 74 khoản 3 điểm c {_LAW}"
    claim = "GIVING"


class Luat2022_D74_K3_d(AllOf):  # noqa: N801
    """Kết quả liên tục của tập thể; dân chủ, tiết kiệm, chăm lo đời sống."""

    citation = f"Điều 74 khoản 3 điểm d {_LAW}"
    claim = "MERIT"


class Luat2022_D74_K3_d_LienTuc(_OrArmedForces):  # noqa: N801
    """Liên tục đủ số năm hoàn thành xuất sắc nhiệm vụ hoặc đạt tập thể lao động xuất sắc, đơn vị quyết thắng."""

    citation = f"Điều 74 khoản 3 điểm d {_LAW}"
    yearly = True


class Luat2022_D74_K3_d_DanChu(Judgement):  # noqa: N801
    """Thực hiện tốt dân chủ ở cơ sở, tổ chức tốt phong trào; chăm lo đời sống; tiết kiệm, chống lãng phí, chống tham nhũng."""

    citation = f"Điều 74 khoản 3 điểm d {_LAW}"


class Luat2022_D74_K4_ThanhTich(ForEnterprises, Judgement):  # noqa: N801
    """Doanh nghiệp, tổ chức kinh tế có thành tích đóng góp, được bộ, ban, ngành, tỉnh công nhận."""

    citation = f"Điều 74 khoản 4 {_LAW}"


class Luat2022_D74_K5_GuongMau(Judgement):  # noqa: N801
    """Hộ gia đình gương mẫu chấp hành chủ trương của Đảng, pháp luật của Nhà nước."""

    citation = f"Điều 74 khoản 5 {_LAW}"


class Luat2022_D74_K5_DongGop(Judgement):  # noqa: N801
    """Hộ gia đình có nhiều đóng góp về công sức, đất đai và tài sản cho địa phương, xã hội."""

    citation = f"Điều 74 khoản 5 {_LAW}"


# --- Điều 75: Giấy khen ----------------------------------------------------------------------


class Luat2022_D75_K2(Judgement):  # noqa: N801
    """Đạt tiêu chuẩn giấy khen do bộ, ban, ngành, tỉnh quy định cho cá nhân, tập thể, hộ gia đình."""

    citation = f"Điều 75 khoản 2 {_LAW}"
    by_award = True

    def why_outside(self, subject: Subject) -> str:
        """Leave out those for whom a text of the province is among the rule-sets."""
        for row in self.context.rulebook.sets:
            if row.layer is Layer.PROVINCE and row.own_entries(
                self.context.award, subject.object_kind
            ):
                return f"Tiêu chuẩn cụ thể xét theo bộ quy tắc {row.code} của tỉnh."
        return ""
