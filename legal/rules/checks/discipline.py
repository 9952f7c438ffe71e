"""Conditions on discipline in the year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from legal.rules.base import EachRule, Told
from legal.rules.checks.words import discipline_dict, dmy
from legal.rules.facts import DISCIPLINES, DisciplineFact, PersonFacts
from legal.rules.tally import Outcome

_ORDER = tuple(DISCIPLINES)


class NoDiscipline(EachRule[PersonFacts]):
    """No discipline of a given severity or above in the year."""

    bars = True
    threshold_labels: ClassVar[Mapping[str, str]] = {
        "bar_from": "Hình thức kỷ luật bị loại, trở lên"
    }

    def outcome(self, subject: PersonFacts) -> Outcome:
        """Look for disciplines imposed in the year; one running over from before is judged."""
        if subject.disciplines is None:
            return Outcome.UNKNOWN
        if not subject.disciplines:
            return Outcome.MET
        imposed, running = self._found(subject)
        if imposed:
            return Outcome.NOT_MET
        return Outcome.NEEDS_JUDGEMENT if running else Outcome.MET

    def explain(self, subject: PersonFacts, outcome: Outcome) -> Told:
        """Say which disciplines were found."""
        bar = DISCIPLINES[self.code("bar_from")]
        if outcome is Outcome.UNKNOWN:
            return Told(
                f"Chưa có dữ liệu kỷ luật năm {subject.year}; yêu cầu không bị kỷ luật từ "
                f"{bar} trở lên.",
                {"year": subject.year},
                remedy=f"Ghi các lần kỷ luật năm {subject.year}, hoặc ghi rõ là không có.",
            )
        imposed, running = self._found(subject)
        used: dict[str, object] = {
            "year": subject.year,
            "found": [discipline_dict(row) for row in imposed or running],
        }
        lead = f"Yêu cầu không bị kỷ luật từ {bar} trở lên; "
        if imposed:
            names = ", ".join(f"{DISCIPLINES[row.kind]} ngày {dmy(row.start)}" for row in imposed)
            return Told(
                f"{lead}năm {subject.year} bị {names}.",
                used,
                remedy=f"Không được xét cho năm {subject.year}.",
            )
        if running:
            return Told(f"{lead}kỷ luật của năm trước còn thời hạn trong năm {subject.year}.", used)
        return Told(f"{lead}năm {subject.year} không có.", used)

    def _found(self, subject: PersonFacts) -> tuple[list[DisciplineFact], list[DisciplineFact]]:
        start, end = subject.year_start, subject.year_end
        bar = _ORDER.index(self.code("bar_from"))
        grave = [
            row
            for row in subject.disciplines or ()
            if row.kind in DISCIPLINES and _ORDER.index(row.kind) >= bar
        ]
        imposed = [row for row in grave if start <= row.start < end]
        running = [row for row in grave if row.start < start and row.touches(start, end)]
        return imposed, running
