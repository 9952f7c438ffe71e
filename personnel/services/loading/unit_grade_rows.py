"""The rows of a list of units' grades, checked against what is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from core.clock import day_of
from core.imports import Row, written
from personnel.models import Grade, Unit, UnitAssessment
from personnel.services import unit_grades as steps
from personnel.services.checks import Checks
from personnel.services.loading import grades
from personnel.services.loading.findings import Findings
from personnel.services.loading.unit_finder import UnitFinder

_GRADES = ("grade", "party_grade")
_PAPER: dict[str, Any] = {"decision_ref": "", "decided_on": None}


@dataclass(slots=True)
class Work:
    """One grade to be written; ``before`` when a recorded one is completed."""

    row: int
    unit: Unit
    assessment: UnitAssessment
    before: dict[str, Any] | None


class UnitGradeChecker:
    """Goes through the rows; everything it asks was fetched before."""

    def __init__(
        self, rows: Sequence[Row], finder: UnitFinder, findings: Findings, at: datetime
    ) -> None:
        self.finder, self.findings, self.at = finder, findings, at
        self.words = grades.grades()
        self.units = {row.number: self._unit(row) for row in rows}
        years = {row.get("year") for row in rows} - {""}
        found = {unit.pk for unit in self.units.values() if unit is not None}
        recorded = UnitAssessment.objects.filter(unit_id__among=found, year__among=years)
        self.recorded = {(one.unit_id, one.year): one for one in recorded}
        self._rows: dict[tuple[int, int], int] = {}

    def _unit(self, row: Row) -> Unit | None:
        """The unit of a row, as units were in that year; without one the reason is noted."""
        text, year = row.get("unit"), row.get("year")
        if not text:
            return None
        today = day_of(self.at)
        known = isinstance(year, int) and 1 <= year <= today.year
        on = min(date(year, 12, 31), today) if known else today
        unit = self.finder.find(text, row.number, above=row.get("above"), on=on)
        if unit is not None and not self.finder.in_reach(unit):
            self.findings.add(
                row.number,
                "unit",
                _("Đơn vị này ngoài phạm vi của bạn"),
                _("đơn vị bạn phụ trách, hoặc đề nghị cấp trên nạp"),
            )
            return None
        return unit

    def work(self, row: Row) -> Work | None:
        """What a row writes; ``None`` when it changes nothing or has a problem."""
        grade, party = (self._word(row, key) for key in _GRADES)
        unit, year = self.units[row.number], row.get("year")
        if unit is None or not grade or party is None or year == "":
            return None
        if self._is_repeated(row, unit, year):
            return None
        known = self.recorded.get((unit.pk, year))
        if known is not None and self._differs(row, known, grade, party):
            return None
        said: dict[str, Any] = {"grade": grade, "party_grade": party}
        if known is not None and not party:
            said["party_grade"] = known.party_grade
        for name, empty in _PAPER.items():
            said[name] = row.get(name, getattr(known, name, empty))
        checks = Checks()
        values = steps.clean(checks, unit, year, said, self.at)
        if checks.problems:
            self.findings.take(row.number, checks)
            return None
        if known is None:
            made = UnitAssessment(unit_id=unit.pk, year=year, **values)
            return Work(row.number, unit, made, None)
        return _completed(row, unit, known, values)

    def _word(self, row: Row, key: str) -> str | None:
        """The code of a cell; an empty one is empty, a wrong one is noted."""
        text = row.get(key)
        code = self.words.code(text) if text else ""
        if code is None:
            near = self.words.likeliest(text)
            known = _("một trong: %(known)s") % {"known": "; ".join(self.words.labels.values())}
            reason = _("“%(text)s” không có trong danh mục") % {"text": text}
            expected = _("“%(near)s” hoặc %(known)s") % {"near": near, "known": known}
            self.findings.add(row.number, key, reason, expected if near else known)
        return code

    def _is_repeated(self, row: Row, unit: Unit, year: int) -> bool:
        first = self._rows.setdefault((unit.pk, year), row.number)
        if first == row.number:
            return False
        self.findings.add(
            row.number,
            "unit",
            _("%(unit)s năm %(year)d đã có ở dòng %(row)d")
            % {"unit": unit, "year": year, "row": first},
            _("mỗi đơn vị một dòng cho mỗi năm"),
        )
        return True

    def _differs(self, row: Row, known: UnitAssessment, grade: str, party: str) -> bool:
        """A grade that stands is never overwritten; two different ones are for a person to judge."""
        found = False
        for key, said in (("grade", grade), ("party_grade", party)):
            stands = getattr(known, key)
            if said and stands and said != stands:
                found = True
                self._tell(row, known, key, said)
        return found

    def _tell(self, row: Row, known: UnitAssessment, key: str, said: str) -> None:
        paper = f" ({known.decision_ref})" if known.decision_ref else ""
        self.findings.add(
            row.number,
            key,
            _("Năm %(year)d đã ghi “%(first)s”%(paper)s, tệp ghi “%(second)s”")
            % {
                "year": known.year,
                "first": Grade(getattr(known, key)).label,
                "paper": paper,
                "second": self.words.labels[said],
            },
            _("đúng mức đã ghi; nếu mức đã ghi sai, hãy sửa trên trang của đơn vị trước"),
        )


def _completed(row: Row, unit: Unit, known: UnitAssessment, values: dict[str, Any]) -> Work | None:
    changed = [name for name in steps.FACTS if getattr(known, name) != values[name]]
    if not changed:
        return None
    before = written.values_of(known, changed)
    for name in changed:
        setattr(known, name, values[name])
    return Work(row.number, unit, known, before)
