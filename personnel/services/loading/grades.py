"""Words by which lists call grades, the texts they were given under, and forms of discipline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.imports import Row, nearest
from core.vietnamese import fold
from personnel.models import AssessmentRule, DisciplineForm, Grade
from personnel.services.loading.findings import Findings

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

    def read(self, findings: Findings, row: Row, key: str) -> str | None:
        """The code of a cell; an empty one is empty, ``None`` a wrong one, which is noted."""
        text = row.get(key)
        code = self.code(text) if text else ""
        if code is None:
            near = self.likeliest(text)
            known = _("một trong: %(known)s") % {"known": "; ".join(self.labels.values())}
            reason = _("“%(text)s” không có trong danh mục") % {"text": text}
            expected = _("“%(near)s” hoặc %(known)s") % {"near": near, "known": known}
            findings.add(row.number, key, reason, expected if near else known)
        return code


def grades() -> Words:
    """Mức xếp loại."""
    return Words(Grade.choices, _GRADES)


def rules() -> Words:
    """Quy định đánh giá."""
    return Words(AssessmentRule.choices, _RULES)


def forms() -> Words:
    """Hình thức kỷ luật."""
    return Words(DisciplineForm.choices, _FORMS)
