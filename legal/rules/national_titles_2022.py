"""Emulation fighters of a ministry, a province and the whole country: Law 06/2022/QH15, Đ21, Đ22."""

from __future__ import annotations

from legal.rules.checks.chains import ConsecutiveTitles
from legal.rules.checks.judgement import Judgement
from legal.rules.checks.spread import SpreadInitiative, SpreadWork
from legal.rules.checks.works import CombatMerit
from legal.rules.composites import AnyOf

_LAW = "Luật Thi đua, khen thưởng 2022"


class Luat2022_D22_K1_a(ConsecutiveTitles):  # noqa: N801  # rule names are citation keys
    """Lựa chọn trong số những cá nhân có đủ số lần liên tục chiến sĩ thi đua cơ sở."""

    citation = f"Điều 22 khoản 1 điểm a {_LAW}"


class Luat2022_D22_K1_a_TieuBieu(Judgement):  # noqa: N801
    """Có thành tích xuất sắc tiêu biểu trong số những cá nhân đó."""

    citation = f"Điều 22 khoản 1 điểm a {_LAW}"


class Luat2022_D22_K1_b(AnyOf):  # noqa: N801
    """Sáng kiến, đề tài, thành tích chiến đấu có ảnh hưởng trong bộ, ban, ngành, tỉnh."""

    citation = f"Điều 22 khoản 1 điểm b, khoản 2 {_LAW}"


class Luat2022_D22_K1_b_SangKien(SpreadInitiative):  # noqa: N801
    """Sáng kiến áp dụng hiệu quả, có khả năng nhân rộng trong bộ, ban, ngành, tỉnh, được người đứng
    đầu bộ, ban, ngành, tỉnh công nhận.
    """

    citation = f"Điều 22 khoản 1 điểm b, khoản 2 {_LAW}"


class Luat2022_D22_K1_b_DeTai(SpreadWork):  # noqa: N801
    """Đề tài, đề án khoa học, công trình khoa học và công nghệ đã nghiệm thu, áp dụng hiệu quả, có
    phạm vi ảnh hưởng trong bộ, ban, ngành, tỉnh, được người đứng đầu công nhận.
    """

    citation = f"Điều 22 khoản 1 điểm b, khoản 2 {_LAW}"


class Luat2022_D22_K1_b_MuuTri(CombatMerit):  # noqa: N801
    """Mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu có ảnh hưởng trong toàn quân, toàn lực
    lượng Công an.
    """

    citation = f"Điều 22 khoản 1 điểm b, khoản 2 {_LAW}"


class Luat2022_D21_K1_a(ConsecutiveTitles):  # noqa: N801
    """Lựa chọn trong số những cá nhân có đủ số lần liên tục chiến sĩ thi đua bộ, ban, ngành, tỉnh."""

    citation = f"Điều 21 khoản 1 điểm a {_LAW}"


class Luat2022_D21_K1_a_TieuBieu(Judgement):  # noqa: N801
    """Có thành tích xuất sắc tiêu biểu nhất trong số những cá nhân đó."""

    citation = f"Điều 21 khoản 1 điểm a {_LAW}"


class Luat2022_D21_K1_b(AnyOf):  # noqa: N801
    """Sáng kiến, đề tài, thành tích chiến đấu có ảnh hưởng trong toàn quốc."""

    citation = f"Điều 21 khoản 1 điểm b, khoản 2 {_LAW}"


class Luat2022_D21_K1_b_SangKien(SpreadInitiative):  # noqa: N801
    """Sáng kiến áp dụng hiệu quả, có khả năng nhân rộng trong toàn quốc, được người đứng đầu bộ, ban,
    ngành, tỉnh công nhận.
    """

    citation = f"Điều 21 khoản 1 điểm b, khoản 2 {_LAW}"


class Luat2022_D21_K1_b_DeTai(SpreadWork):  # noqa: N801
    """Đề tài, đề án khoa học, công trình khoa học và công nghệ đã nghiệm thu, áp dụng hiệu quả, có
    phạm vi ảnh hưởng trong toàn quốc, được người đứng đầu công nhận.
    """

    citation = f"Điều 21 khoản 1 điểm b, khoản 2 {_LAW}"


class Luat2022_D21_K1_b_MuuTri(CombatMerit):  # noqa: N801
    """Mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu có ảnh hưởng trong toàn quốc."""

    citation = f"Điều 21 khoản 1 điểm b, khoản 2 {_LAW}"
