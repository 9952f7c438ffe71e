"""When merit is not considered, or not counted, under Decree 152/2025/NĐ-CP."""

from __future__ import annotations

from legal.rules.base import Finding, Outcome, Rule
from legal.rules.checks import discipline_dict
from legal.rules.facts import DISCIPLINES, UNDER_REVIEW, PersonFacts

_CITATION = "Điều 4 khoản 4 Nghị định 152/2025/NĐ-CP"


class ND152_2025_D4_K4_XemXet(Rule):  # noqa: N801  # rule names are citation keys
    """Chưa xét khi đang xem xét kỷ luật, thanh tra, điều tra, xác minh đơn thư hoặc tin báo chí."""

    citation = _CITATION

    def check(self, facts: PersonFacts) -> Finding:
        """Look for a case pending on the day the dossier was received, else at year's end."""
        if facts.disciplines is None:
            return self.finding(
                Outcome.UNKNOWN,
                "Chưa có dữ liệu về việc đang bị xem xét kỷ luật, thanh tra, điều tra, xác minh.",
            )
        day = self.context.received_on or facts.year_end
        pending = [
            row for row in facts.disciplines if row.kind == UNDER_REVIEW and row.holds_on(day)
        ]
        if pending:
            return self.finding(
                Outcome.NOT_MET,
                "Yêu cầu không có việc đang xem xét; hiện có "
                f"{len(pending):02d} việc từ ngày {pending[0].start:%d/%m/%Y}. "
                "Xét lại khi có kết luận bằng văn bản.",
                {
                    "on": day.isoformat(),
                    "found": [discipline_dict(row) for row in pending],
                },
            )
        return self.finding(
            Outcome.MET,
            f"Không có việc đang xem xét vào ngày {day:%d/%m/%Y}.",
            {
                "on": day.isoformat(),
            },
        )


class ND152_2025_D4_K4_ThoiHan(Rule):  # noqa: N801
    """Sau khi bị kỷ luật, thành tích chỉ được tính từ khi hết thời hạn kỷ luật."""

    citation = _CITATION

    def check(self, facts: PersonFacts) -> Finding:
        """Look for a discipline that holds on some day of the year."""
        if facts.disciplines is None:
            return self.finding(
                Outcome.UNKNOWN, f"Chưa có dữ liệu kỷ luật năm {facts.year}.", {"year": facts.year}
            )
        found = [
            row
            for row in facts.disciplines
            if row.kind in DISCIPLINES and row.touches(facts.year_start, facts.year_end)
        ]
        if found:
            names = ", ".join(f"{DISCIPLINES[row.kind]} từ {row.start:%d/%m/%Y}" for row in found)
            return self.finding(
                Outcome.NEEDS_JUDGEMENT,
                f"Có thời hạn kỷ luật trong năm {facts.year} ({names}); "
                "người xét chỉ tính thành tích sau khi hết thời hạn.",
                {
                    "year": facts.year,
                    "found": [discipline_dict(row) for row in found],
                },
            )
        return self.finding(
            Outcome.MET,
            f"Không có thời hạn kỷ luật trong năm {facts.year}.",
            {
                "year": facts.year,
                "found": [],
            },
        )
