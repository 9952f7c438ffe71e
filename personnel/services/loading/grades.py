"""Words by which lists call the annual grades and the texts they were given under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.imports import nearest
from core.vietnamese import fold
from personnel.models import AssessmentRule, DisciplineForm, Grade

_GRADES = {
    Grade.EXCELLENT: ("HTXSNV", "HTXS", "Xuất sắc", "Hoàn thành xuất sắc", "A", "Loại A"),
    Grade.GOOD: ("HTTNV", "HTT", "Tốt", "Hoàn thành tốt", "B", "Loại B"),
    Grade.COMPLETED: ("HTNV", "HT", "Hoàn thành", "C", "Loại C"),
    Grade.FAILED: ("KHTNV", "KHT", "CHTNV", "Không hoàn thành", "D", "Loại D"),
}
_RULES = {
    AssessmentRule.EARLIER: ("Trước NĐ 90", "56/2015/NĐ-CP", "NĐ 56/2015"),
    AssessmentRule.ND90_2020: ("90/2020/NĐ-CP", "NĐ 90/2020", "NĐ 90"),
    AssessmentRule.ND48_2023: ("48/2023/NĐ-CP", "NĐ 48/2023", "NĐ 48"),
    AssessmentRule.ND335_2025: ("335/2025/NĐ-CP", "NĐ 335/2025", "NĐ 335"),
}
_FORMS = {
    DisciplineForm.SALARY_CUT: ("Hạ lương",),
    DisciplineForm.UNDER_REVIEW: ("Đang xem xét", "Đang xem xét kỷ luật", "Đang điều tra"),
}


class Words:
    """Code by word: the code itself, its label, and what people write for it."""

    def __init__(
        self, choices: Iterable[tuple[str, Any]], spoken: Mapping[Any, tuple[str, ...]]
    ) -> None:
        self.labels = {str(code): str(label) for code, label in choices}
        self._codes = {}
        for code, label in self.labels.items():
            for word in (code, label, *spoken.get(code, ())):
                self._codes[fold(word)] = code
        self._seen: dict[str, str | None] = {}

    def code(self, text: str) -> str | None:
        """The code a cell means; ``None`` when it is no such word."""
        if text not in self._seen:
            self._seen[text] = self._codes.get(fold(text))
        return self._seen[text]

    def likeliest(self, text: str) -> str:
        """The label most like a wrong word; empty when none is."""
        return nearest(text, self.labels.values())


def grades() -> Words:
    """Mức xếp loại."""
    return Words(Grade.choices, _GRADES)


def rules() -> Words:
    """Quy định đánh giá."""
    return Words(AssessmentRule.choices, _RULES)


def forms() -> Words:
    """Hình thức kỷ luật."""
    return Words(DisciplineForm.choices, _FORMS)
