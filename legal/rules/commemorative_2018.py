"""Commemorative medal of industry and trade: the former Circular 16/2018/TT-BCT, Article 14.

The law leaves the standard to each ministry, province and organisation. This one, of a single sector
and expired, is kept as a guide until the present text is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from legal.rules.base import EachRule, Told
from legal.rules.checks.words import discipline_dict, dmy
from legal.rules.facts import DISCIPLINES, DisciplineFact, PersonFacts
from legal.rules.tally import Outcome


class TT16_2018_BCT_D14(EachRule[PersonFacts]):  # noqa: N801  # rule names are citation keys
    """Có đủ số năm công tác trong ngành Công Thương (nam, nữ, công việc nặng nhọc, độc hại khác nhau);
    thời gian bị kỷ luật không được tính.
    """

    citation = "Điều 14 Thông tư 16/2018/TT-BCT (ngành Công Thương, văn bản cũ)"
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "years_men": "Số năm công tác của nam",
        "years_women": "Số năm công tác của nữ",
        "years_hazardous": "Số năm làm công việc nặng nhọc, độc hại",
    }

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Count full years of service less the time under discipline.

        Which work was hazardous, and which service lay in the sector, is not recorded: people
        decide where that matters.
        """
        if subject.service_from is None or subject.disciplines is None:
            return Outcome.UNKNOWN
        years = self._years(subject)
        if years >= self._needed(subject):
            return Outcome.MET
        open_years = self.number("years_hazardous")
        return Outcome.NEEDS_JUDGEMENT if years >= open_years else Outcome.NOT_MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say how many years count and which were left out."""
        lead = (
            f"Yêu cầu công tác trong ngành từ {self.number('years_men')} năm (nam), "
            f"{self.number('years_women')} năm (nữ), {self.number('years_hazardous')} năm (công việc "
            "nặng nhọc, độc hại)"
        )
        if subject.service_from is None or subject.disciplines is None:
            return Told(
                f"{lead}; chưa có ngày vào ngành hoặc dữ liệu kỷ luật.",
                {"missing": ["service"]},
                remedy="Ghi ngày bắt đầu công tác và kỷ luật nếu có.",
            )
        years, cut = self._years(subject), _disciplines(subject)
        left_out = f", đã trừ {len(cut):02d} lần kỷ luật" if cut else ""
        missing = self._needed(subject) - years
        return Told(
            f"{lead}; từ ngày {dmy(subject.service_from)} được {years:02d} năm{left_out}. Người xét "
            "kiểm tra thời gian ngoài ngành.",
            {
                "years": years,
                "service_from": subject.service_from.isoformat(),
                "found": [discipline_dict(row) for row in cut],
            },
            remedy=_REMEDIES.get(outcome, "").format(missing=missing),
        )

    def _needed(self, subject: PersonFacts) -> int:
        return self.number("years_women" if subject.is_woman else "years_men")

    def _years(self, subject: PersonFacts) -> int:
        start, end = subject.service_from, subject.judged_on
        if start is None or start >= end:
            return 0
        lost = sum(_days(row, start, end) for row in _disciplines(subject))
        return int(((end - start).days - lost) / _DAYS)


_DAYS = 365.25
_REMEDIES = {
    Outcome.NOT_MET: "Cần thêm {missing:02d} năm công tác.",
    Outcome.NEEDS_JUDGEMENT: (
        "Cần thêm {missing:02d} năm công tác, trừ khi làm công việc nặng nhọc, độc hại."
    ),
}


def _disciplines(subject: PersonFacts) -> list[DisciplineFact]:
    return [row for row in subject.disciplines or () if row.kind in DISCIPLINES]


def _days(row: DisciplineFact, start: date, end: date) -> int:
    first, last = max(row.start, start), min(row.end or end, end)
    return max((last - first).days, 0)
