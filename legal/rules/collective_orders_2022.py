"""Labour orders for collectives under Law 06/2022/QH15: Articles 42, 43 and 44, clauses 4 to 6."""

from __future__ import annotations

from legal.rules.checks.collectives import (
    ForEnterprises,
    ForForeigners,
    ForUnits,
    ForUnitsAndEnterprises,
    MinimumAge,
    MovementResult,
)
from legal.rules.checks.flag_ladders import FlagLadder
from legal.rules.checks.judgement import Judgement
from legal.rules.composites import AllOf, AnyOf

_LAW = "Luật Thi đua, khen thưởng 2022"


# --- Điều 42: Huân chương Lao động hạng Nhất -------------------------------------------------


class Luat2022_D42_K4_ChapHanh(ForUnits, Judgement):  # noqa: N801  # rule names are citation keys
    """Tập thể chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước; nội bộ đoàn kết."""

    citation = f"Điều 42 khoản 4 {_LAW}"


class Luat2022_D42_K5_ChapHanh(ForEnterprises, Judgement):  # noqa: N801
    """Doanh nghiệp, tổ chức kinh tế chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước."""

    citation = f"Điều 42 khoản 5 {_LAW}"


class Luat2022_D42_K4(ForUnitsAndEnterprises, AnyOf):  # noqa: N801
    """Tiêu chuẩn của tập thể, doanh nghiệp tại khoản 4."""

    citation = f"Điều 42 khoản 4, khoản 5 {_LAW}"


class Luat2022_D42_K4_a(Judgement):  # noqa: N801
    """Thành tích đặc biệt xuất sắc đột xuất, ảnh hưởng và nêu gương trong toàn quốc, được bộ, tỉnh công nhận."""

    citation = f"Điều 42 khoản 4 điểm a {_LAW}"
    claim = "SUDDEN"


class Luat2022_D42_K4_b(Judgement):  # noqa: N801
    """Nhiều đóng góp lớn vào phát triển kinh tế - xã hội, khoa học, công tác xã hội, từ thiện."""

    citation = f"Điều 42 khoản 4 điểm b {_LAW}"
    claim = "GIVING"


class Luat2022_D42_K4_c(Judgement):  # noqa: N801
    """Thành tích đặc biệt xuất sắc, được bình xét khi sơ kết, tổng kết phong trào do Chủ tịch nước, Thủ tướng phát động."""

    citation = f"Điều 42 khoản 4 điểm c {_LAW}"
    claim = "MOVEMENT"


class Luat2022_D42_K4_d(FlagLadder):  # noqa: N801
    """Đã được tặng Huân chương Lao động hạng Nhì, sau đó liên tục đến thời điểm đề nghị hoàn thành xuất sắc nhiệm vụ hoặc đạt tập thể lao động xuất sắc, trong thời gian đó có số cờ thi đua quy định."""

    citation = f"Điều 42 khoản 4 điểm d {_LAW}"
    after = True
    until_proposal = True


class Luat2022_D42_K6_TapThe_TonTrong(ForForeigners, Judgement):  # noqa: N801
    """Tập thể người nước ngoài tôn trọng độc lập, chủ quyền, thống nhất, pháp luật, phong tục của Việt Nam."""

    citation = f"Điều 42 khoản 6 {_LAW}"


class Luat2022_D42_K6_TapThe_ThanhTich(ForForeigners, Judgement):  # noqa: N801
    """Thành tích đặc biệt xuất sắc vào phát triển kinh tế - xã hội của Việt Nam, được bộ, tỉnh công nhận và đề nghị."""

    citation = f"Điều 42 khoản 6 {_LAW}"


# --- Điều 43: Huân chương Lao động hạng Nhì --------------------------------------------------


class Luat2022_D43_K4_ChapHanh(ForUnits, Judgement):  # noqa: N801
    """Tập thể chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước; nội bộ đoàn kết."""

    citation = f"Điều 43 khoản 4 {_LAW}"


class Luat2022_D43_K5_ChapHanh(ForEnterprises, Judgement):  # noqa: N801
    """Doanh nghiệp, tổ chức kinh tế chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước."""

    citation = f"Điều 43 khoản 5 {_LAW}"


class Luat2022_D43_K4(ForUnitsAndEnterprises, AnyOf):  # noqa: N801
    """Tiêu chuẩn của tập thể, doanh nghiệp tại khoản 4."""

    citation = f"Điều 43 khoản 4, khoản 5 {_LAW}"


class Luat2022_D43_K4_a(Judgement):  # noqa: N801
    """Thành tích xuất sắc đột xuất, ảnh hưởng và nêu gương trong phạm vi bộ, ban, ngành, tỉnh."""

    citation = f"Điều 43 khoản 4 điểm a {_LAW}"
    claim = "SUDDEN"


class Luat2022_D43_K4_b(Judgement):  # noqa: N801
    """Đóng góp lớn vào phát triển kinh tế - xã hội, khoa học, công tác xã hội, từ thiện."""

    citation = f"Điều 43 khoản 4 điểm b {_LAW}"
    claim = "GIVING"


class Luat2022_D43_K4_c(Judgement):  # noqa: N801
    """Nhiều thành tích xuất sắc tiêu biểu, được bình xét khi sơ kết, tổng kết phong trào do Chủ tịch nước, Thủ tướng phát động."""

    citation = f"Điều 43 khoản 4 điểm c {_LAW}"
    claim = "MOVEMENT"


class Luat2022_D43_K4_d(FlagLadder):  # noqa: N801
    """Đã được tặng Huân chương Lao động hạng Ba, sau đó liên tục đến thời điểm đề nghị hoàn thành xuất sắc nhiệm vụ hoặc đạt tập thể lao động xuất sắc, trong thời gian đó có số cờ thi đua quy định."""

    citation = f"Điều 43 khoản 4 điểm d {_LAW}"
    after = True
    until_proposal = True


class Luat2022_D43_K6_TapThe_TonTrong(ForForeigners, Judgement):  # noqa: N801
    """Tập thể người nước ngoài tôn trọng độc lập, chủ quyền, thống nhất, pháp luật, phong tục của Việt Nam."""

    citation = f"Điều 43 khoản 6 {_LAW}"


class Luat2022_D43_K6_TapThe_ThanhTich(ForForeigners, Judgement):  # noqa: N801
    """Nhiều thành tích xuất sắc vào phát triển kinh tế - xã hội của Việt Nam, được bộ, tỉnh công nhận và đề nghị."""

    citation = f"Điều 43 khoản 6 {_LAW}"


# --- Điều 44: Huân chương Lao động hạng Ba ---------------------------------------------------


class Luat2022_D44_K4_ChapHanh(ForUnits, Judgement):  # noqa: N801
    """Tập thể chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước; nội bộ đoàn kết."""

    citation = f"Điều 44 khoản 4 {_LAW}"


class Luat2022_D44_K5_ChapHanh(ForEnterprises, Judgement):  # noqa: N801
    """Doanh nghiệp, tổ chức kinh tế chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước."""

    citation = f"Điều 44 khoản 5 {_LAW}"


class Luat2022_D44_K4(ForUnitsAndEnterprises, AnyOf):  # noqa: N801
    """Tiêu chuẩn của tập thể, doanh nghiệp tại khoản 4."""

    citation = f"Điều 44 khoản 4, khoản 5 {_LAW}"


class Luat2022_D44_K4_a(Judgement):  # noqa: N801
    """Thành tích xuất sắc đột xuất, ảnh hưởng trong một lĩnh vực thuộc phạm vi quản lý của bộ, tỉnh."""

    citation = f"Điều 44 khoản 4 điểm a {_LAW}"
    claim = "SUDDEN"


class Luat2022_D44_K4_b(Judgement):  # noqa: N801
    """Nhiều đóng góp vào phát triển kinh tế - xã hội, khoa học, công tác xã hội, từ thiện."""

    citation = f"Điều 44 khoản 4 điểm b {_LAW}"
    claim = "GIVING"


class Luat2022_D44_K4_c(MovementResult):  # noqa: N801
    """Thành tích xuất sắc, được bình xét khi sơ kết, tổng kết phong trào do Chủ tịch nước, Thủ tướng phát động, hoặc phong trào đủ thời gian do bộ, tỉnh phát động."""

    citation = f"Điều 44 khoản 4 điểm c {_LAW}"
    length_words = "Phong trào do bộ, tỉnh phát động phải có thời gian từ"


class Luat2022_D44_K4_d(Judgement):  # noqa: N801
    """Thành tích xuất sắc trong phục vụ nhiệm vụ chính trị của Đảng, Nhà nước."""

    citation = f"Điều 44 khoản 4 điểm d {_LAW}"
    claim = "POLITICAL"


class Luat2022_D44_K4_dd(AllOf):  # noqa: N801
    """Quá trình xây dựng, phát triển; thành tích liên tục, cờ thi đua của tập thể."""

    citation = f"Điều 44 khoản 4 điểm đ {_LAW}"
    claim = "MERIT"


class Luat2022_D44_K4_dd_ThoiGian(MinimumAge):  # noqa: N801
    """Có đủ thời gian xây dựng và phát triển."""

    citation = f"Điều 44 khoản 4 điểm đ {_LAW}"


class Luat2022_D44_K4_dd_ThanhTich(FlagLadder):  # noqa: N801
    """Đã được tặng Bằng khen của Thủ tướng, sau đó liên tục đến thời điểm đề nghị hoàn thành xuất sắc nhiệm vụ hoặc đạt tập thể lao động xuất sắc, trong thời gian đó có số cờ thi đua, bằng khen quy định."""

    citation = f"Điều 44 khoản 4 điểm đ {_LAW}"
    after = True
    until_proposal = True


class Luat2022_D44_K6_TapThe_TonTrong(ForForeigners, Judgement):  # noqa: N801
    """Tập thể người nước ngoài tôn trọng độc lập, chủ quyền, thống nhất, pháp luật, phong tục của Việt Nam."""

    citation = f"Điều 44 khoản 6 {_LAW}"


class Luat2022_D44_K6_TapThe_ThanhTich(ForForeigners, Judgement):  # noqa: N801
    """Thành tích xuất sắc vào phát triển kinh tế - xã hội của Việt Nam, được bộ, tỉnh công nhận và đề nghị."""

    citation = f"Điều 44 khoản 6 {_LAW}"
