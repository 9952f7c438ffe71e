"""Labour order, first class, for persons: Law 06/2022/QH15, Article 42, clauses 1 to 3 and 6.

The clauses for workers, farmers, entrepreneurs and scholars add ways of their own; clause 1 stays
open to everybody in the country.
"""

from __future__ import annotations

from legal.rules.checks.judgement import Judgement
from legal.rules.checks.ladders import Ladder
from legal.rules.checks.people import (
    ForAbroad,
    ForFarmers,
    ForLabourers,
    ForNationals,
    ForScholars,
    ForWorkers,
    InitiativesInScope,
    ProductionModel,
)
from legal.rules.composites import AllOf, AnyOf

_LAW = "Luật Thi đua, khen thưởng 2022"


class Luat2022_D42_ChapHanh(ForNationals, Judgement):  # noqa: N801  # rule names are citation keys
    """Chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước."""

    citation = f"Điều 42 khoản 1, 2, 3 {_LAW}"


class Luat2022_D42_CaNhan(ForNationals, AnyOf):  # noqa: N801
    """Tiêu chuẩn của cá nhân tại khoản 1; tại khoản 2 với công nhân, nông dân; tại khoản 3 với
    doanh nhân, trí thức, nhà khoa học.
    """

    citation = f"Điều 42 khoản 1, 2, 3 {_LAW}"


class Luat2022_D42_K1(AnyOf):  # noqa: N801
    """Tiêu chuẩn tại khoản 1."""

    citation = f"Điều 42 khoản 1 {_LAW}"


class Luat2022_D42_K1_a(Judgement):  # noqa: N801
    """Thành tích đặc biệt xuất sắc đột xuất trong lao động, công tác, sản xuất, kinh doanh, học
    tập, nghiên cứu khoa học, ảnh hưởng và nêu gương trong toàn quốc.
    """

    citation = f"Điều 42 khoản 1 điểm a {_LAW}"
    claim = "SUDDEN"


class Luat2022_D42_K1_b(Judgement):  # noqa: N801
    """Giải thưởng cao của thế giới."""

    citation = f"Điều 42 khoản 1 điểm b {_LAW}"
    claim = "PRIZE"


class Luat2022_D42_K1_c(Judgement):  # noqa: N801
    """Phát minh, sáng chế được áp dụng có hiệu quả cao trong toàn quốc, hoặc công trình khoa học
    và công nghệ, tác phẩm cấp Nhà nước được cơ quan có thẩm quyền công nhận.
    """

    citation = f"Điều 42 khoản 1 điểm c {_LAW}"
    claim = "INVENTION"


class Luat2022_D42_K1_d(Judgement):  # noqa: N801
    """Nhiều đóng góp lớn vào phát triển kinh tế - xã hội, an sinh xã hội, từ thiện, ứng dụng khoa
    học và công nghệ.
    """

    citation = f"Điều 42 khoản 1 điểm d {_LAW}"
    claim = "GIVING"


class Luat2022_D42_K1_dd(Ladder):  # noqa: N801
    """Đã được tặng Huân chương Lao động hạng Nhì, sau đó có đủ số năm liên tục đến thời điểm đề
    nghị hoàn thành tốt nhiệm vụ trở lên, trong thời gian đó có số năm hoàn thành xuất sắc nhiệm
    vụ và số lần chiến sĩ thi đua bộ, ban, ngành, tỉnh quy định.
    """

    citation = f"Điều 42 khoản 1 điểm đ {_LAW}"
    after = True
    until_proposal = True


class Luat2022_D42_K1_e(Judgement):  # noqa: N801
    """Có quá trình cống hiến trong các tổ chức, cơ quan."""

    citation = f"Điều 42 khoản 1 điểm e {_LAW}"
    claim = "CONTRIBUTION"


class Luat2022_D42_K2(ForLabourers, AnyOf):  # noqa: N801
    """Tiêu chuẩn của công nhân, nông dân tại khoản 2."""

    citation = f"Điều 42 khoản 2 {_LAW}"


class Luat2022_D42_K2_a(AnyOf):  # noqa: N801
    """Tiêu chuẩn tại các điểm a, b, c, d khoản 1."""

    citation = f"Điều 42 khoản 2 điểm a {_LAW}"


class Luat2022_D42_K2_b(ForWorkers, AllOf):  # noqa: N801
    """Sáng kiến, việc kèm cặp đồng nghiệp của công nhân được bộ, ban, ngành, tỉnh công nhận."""

    citation = f"Điều 42 khoản 2 điểm b {_LAW}"
    claim = "LABOUR"


class Luat2022_D42_K2_b_SangKien(ForWorkers, InitiativesInScope):  # noqa: N801
    """Có đủ số sáng kiến giá trị cao, mang lại lợi ích thiết thực, được bộ, ban, ngành, tỉnh công
    nhận.
    """

    citation = f"Điều 42 khoản 2 điểm b {_LAW}"


class Luat2022_D42_K2_b_KemCap(ForWorkers, Judgement):  # noqa: N801
    """Tham gia đào tạo, bồi dưỡng, giúp đỡ đồng nghiệp nâng cao trình độ, tay nghề, được bộ, ban,
    ngành, tỉnh công nhận.
    """

    citation = f"Điều 42 khoản 2 điểm b {_LAW}"


class Luat2022_D42_K2_c(ForFarmers, AnyOf):  # noqa: N801
    """Sáng kiến, mô hình sản xuất của nông dân được bộ, ban, ngành, tỉnh công nhận."""

    citation = f"Điều 42 khoản 2 điểm c {_LAW}"
    claim = "MODEL"


class Luat2022_D42_K2_c_SangKien(ForFarmers, InitiativesInScope):  # noqa: N801
    """Nông dân có đủ số sáng kiến được áp dụng, được bộ, ban, ngành, tỉnh công nhận."""

    citation = f"Điều 42 khoản 2 điểm c {_LAW}"


class Luat2022_D42_K2_c_MoHinh(ProductionModel):  # noqa: N801
    """Mô hình sản xuất hiệu quả, ổn định, giúp đỡ nhiều hộ nông dân, tạo nhiều việc làm, được bộ,
    ban, ngành, tỉnh công nhận.
    """

    citation = f"Điều 42 khoản 2 điểm c {_LAW}"


class Luat2022_D42_K3(ForScholars, AnyOf):  # noqa: N801
    """Tiêu chuẩn tại các điểm a, b, c, d khoản 1 với doanh nhân, trí thức, nhà khoa học."""

    citation = f"Điều 42 khoản 3 {_LAW}"


class Luat2022_D42_K6_CaNhan_TonTrong(ForAbroad, Judgement):  # noqa: N801
    """Người Việt Nam ở nước ngoài, người nước ngoài tôn trọng độc lập, chủ quyền, thống nhất, pháp
    luật, phong tục của Việt Nam.
    """

    citation = f"Điều 42 khoản 6 {_LAW}"


class Luat2022_D42_K6_CaNhan_ThanhTich(ForAbroad, Judgement):  # noqa: N801
    """Thành tích đặc biệt xuất sắc đóng góp vào phát triển kinh tế - xã hội của Việt Nam, được bộ,
    ban, ngành, tỉnh công nhận và đề nghị.
    """

    citation = f"Điều 42 khoản 6 {_LAW}"
