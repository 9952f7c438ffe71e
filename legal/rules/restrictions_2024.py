"""When merit is not considered, or not counted, under Decree 98/2023/NĐ-CP, Article 4.

Known from a page that retells the article without the numbers of its clauses. Until an officer has
compared it with the text, what it would refuse is left to people: never a silent yes, never a bar.
"""

from __future__ import annotations

from functools import cached_property

from legal.domain.codes import Standing
from legal.rules.base import EachRule, Rule, Told
from legal.rules.checks.restrictions import (
    MeritAfterDiscipline,
    NoPendingCase,
    ParentalLeaveCounts,
    WomenFirst,
    not_merit,
)
from legal.rules.checks.words import award_dict, award_name
from legal.rules.facts import CLAIMS, Subject
from legal.rules.group import Group
from legal.rules.tally import Outcome, Tally

_CITATION = "Điều 4 Nghị định 98/2023/NĐ-CP"


class _UntilRead(Rule):
    """What a text that was not read would refuse is left to people."""

    @cached_property
    def key(self) -> str:
        """The answer depends on whether the text was read, too."""
        return f"{super().key}@{self.entry.established}"

    def judge(self, group: Group) -> Tally:
        """Judge as the text says, and refuse nobody before it was read."""
        found: Tally = super().judge(group)  # type: ignore[safe-super]
        read = self.entry.established is Standing.TEXT_READ
        return found if read else found.refusing_nobody()


class ND98_2023_D4_XemXet(_UntilRead, NoPendingCase):  # noqa: N801  # rule names are citation keys
    """Chưa khen thưởng, đề nghị khen thưởng cá nhân, tập thể khi đang xem xét kỷ luật, hoặc điều tra,
    thanh tra, kiểm tra có dấu hiệu vi phạm, hoặc xác minh đơn thư, tin báo chí.
    """

    citation = _CITATION


class ND98_2023_D4_ThoiHan(_UntilRead, MeritAfterDiscipline):  # noqa: N801
    """Cá nhân, tập thể bị kỷ luật thì thành tích được tính từ khi chấp hành xong thời hạn kỷ luật."""

    citation = _CITATION


class ND98_2023_D4_ChuyenDe(EachRule[Subject]):  # type: ignore[type-var]  # noqa: N801
    """Không lấy kết quả khen thưởng đột xuất, chuyên đề làm căn cứ đề nghị khen thưởng công trạng."""

    citation = _CITATION
    claim = "MERIT"

    def why_outside(self, subject: Subject) -> str:
        """Leave out those without such an award."""
        if not_merit(subject):
            return ""
        return "Không có khen thưởng đột xuất, chuyên đề phải loại khỏi công trạng."

    def outcome(self, subject: Subject) -> Outcome:
        """People leave such awards out: the standards of the law still count them."""
        return Outcome.NEEDS_JUDGEMENT

    def explain(self, subject: Subject, outcome: Outcome) -> Told:
        """List the awards that are in question."""
        rows = not_merit(subject)
        names = "; ".join(
            f"{award_name(row.code)} năm {row.year} ({CLAIMS.get(row.basis, row.basis)})"
            for row in rows
        )
        return Told(
            f"Có {len(rows):02d} lần khen thưởng không phải công trạng: {names}. Người xét xem điều "
            "kiện nào đang dựa vào các lần này.",
            {"found": [award_dict(row) for row in rows]},
        )


class ND98_2023_D4_ThaiSan(ParentalLeaveCounts):  # noqa: N801
    """Thời gian nghỉ thai sản theo quy định được tính để xét danh hiệu, hình thức khen thưởng."""

    citation = _CITATION


class ND98_2023_D4_UuTienNu(WomenFirst):  # noqa: N801
    """Khi nhiều cá nhân, tập thể cùng đủ điều kiện, tiêu chuẩn thì lựa chọn cá nhân nữ hoặc tập thể có
    tỷ lệ nữ từ mức quy định.
    """

    citation = _CITATION
