"""Titles of the base under Law 06/2022/QH15: Articles 23 and 24."""

from __future__ import annotations

from legal.rules.base import Rule
from legal.rules.checks.grades import MinimumGrade
from legal.rules.checks.judgement import Judgement
from legal.rules.checks.works import AcceptedTopics, CombatMerit, RecognisedInitiatives
from legal.rules.composites import AnyOf, StandardOf
from legal.rules.facts import OCCUPATIONS

_LAW = "Luật Thi đua, khen thưởng 2022"
_OUTSIDE = frozenset(OCCUPATIONS) - {"PUBLIC"}


class _PublicEmployees(Rule):
    """Mixin: concerns staff of agencies, organisations and public units."""

    concerns = frozenset({"PUBLIC"})


class _OtherWorkers(Rule):
    """Mixin: concerns workers, farmers and others outside agencies."""

    concerns = _OUTSIDE


class Luat2022_D24_K1_a(_PublicEmployees, MinimumGrade):  # noqa: N801  # citation keys
    """Hoàn thành tốt nhiệm vụ trở lên."""

    citation = f"Điều 24 khoản 1 điểm a {_LAW}"


class Luat2022_D24_K1_b(_PublicEmployees, Judgement):  # noqa: N801
    """Tự lực, tự cường, đoàn kết, tương trợ, tích cực tham gia phong trào thi đua."""

    citation = f"Điều 24 khoản 1 điểm b {_LAW}"


class Luat2022_D24_K3_a(_OtherWorkers, Judgement):  # noqa: N801
    """Lao động hiệu quả, tích cực tham gia phong trào thi đua và hoạt động xã hội."""

    citation = f"Điều 24 khoản 3 điểm a {_LAW}"


class Luat2022_D24_K3_b(_OtherWorkers, Judgement):  # noqa: N801
    """Gương mẫu chấp hành, có đạo đức tốt, đoàn kết, tương trợ trong cộng đồng."""

    citation = f"Điều 24 khoản 3 điểm b {_LAW}"


class Luat2022_D23_K1(StandardOf):  # noqa: N801
    """Tiêu chuẩn của danh hiệu lao động tiên tiến, chiến sĩ tiên tiến."""

    citation = f"Điều 23 khoản 1 {_LAW}"
    award = "LDTT"


class Luat2022_D23_K2(AnyOf):  # noqa: N801
    """Mức hoàn thành nhiệm vụ, thành tích của cá nhân."""

    citation = f"Điều 23 khoản 2 {_LAW}"


class Luat2022_D23_K2_HoanThanhXuatSac(MinimumGrade):  # noqa: N801
    """Hoàn thành xuất sắc nhiệm vụ."""

    citation = f"Điều 23 khoản 2 {_LAW}"


class Luat2022_D23_K2_ThanhTich(AnyOf):  # noqa: N801
    """Sáng kiến, đề tài, đề án, công trình, thành tích chiến đấu của cá nhân."""

    citation = f"Điều 23 khoản 2 {_LAW}"


class Luat2022_D23_K2_SangKien(RecognisedInitiatives):  # noqa: N801
    """Có sáng kiến được cơ sở công nhận."""

    citation = f"Điều 23 khoản 2 {_LAW}"


class Luat2022_D23_K2_DeTai(AcceptedTopics):  # noqa: N801
    """Có đề tài khoa học, đề án khoa học, công trình khoa học và công nghệ đã được nghiệm thu."""

    citation = f"Điều 23 khoản 2 {_LAW}"


class Luat2022_D23_K2_MuuTri(CombatMerit):  # noqa: N801
    """Mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu được đơn vị công nhận."""

    citation = f"Điều 23 khoản 2 {_LAW}"
