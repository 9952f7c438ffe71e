"""When merit is not considered, or not counted, under Decree 152/2025/NĐ-CP, Article 4.

Clause 1 asks for nothing: a lower form need not come before a higher one, so no rule asks for it
beyond the standards of the law themselves.
"""

from __future__ import annotations

from legal.rules.checks.restrictions import (
    MeritAfterDiscipline,
    MeritWithoutThemes,
    NoPendingCase,
    ParentalLeaveCounts,
    WomenFirst,
)

_DECREE = "Nghị định 152/2025/NĐ-CP"
_CITATION = f"Điều 4 khoản 4 {_DECREE}"


class ND152_2025_D4_K4_XemXet(NoPendingCase):  # noqa: N801  # rule names are citation keys
    """Chưa khen thưởng, đề nghị khen thưởng cá nhân, tập thể khi đang xem xét kỷ luật, hoặc thanh tra,
    kiểm tra, điều tra có dấu hiệu vi phạm, hoặc xác minh đơn thư, tin báo chí.
    """

    citation = _CITATION


class ND152_2025_D4_K4_ThoiHan(MeritAfterDiscipline):  # noqa: N801
    """Cá nhân, tập thể bị kỷ luật thì thành tích được tính từ khi chấp hành xong thời hạn kỷ luật."""

    citation = _CITATION


class ND152_2025_D4_K3(MeritWithoutThemes):  # noqa: N801
    """Không lấy kết quả khen thưởng đột xuất, chuyên đề làm căn cứ đề nghị khen thưởng công trạng."""

    citation = f"Điều 4 khoản 3 {_DECREE}"


class ND152_2025_D4_K5(ParentalLeaveCounts):  # noqa: N801
    """Thời gian nghỉ thai sản theo quy định được tính để bình xét."""

    citation = f"Điều 4 khoản 5 {_DECREE}"


class ND152_2025_D4_K6(WomenFirst):  # noqa: N801
    """Khi nhiều cá nhân, tập thể cùng đủ điều kiện, tiêu chuẩn thì lựa chọn cá nhân nữ hoặc tập thể có
    tỷ lệ nữ từ mức quy định.
    """

    citation = f"Điều 4 khoản 6 {_DECREE}"
