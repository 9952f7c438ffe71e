"""The rows of a list of units' grades, checked against what is recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.imports import Row
from personnel.models import Grade, Unit, UnitAssessment
from personnel.services import unit_grades as steps
from personnel.services.checks import Checks
from personnel.services.loading import grades
from personnel.services.loading.list_check import ListCheck, keys_of
from personnel.services.loading.record_list import Checker, New, Work
from personnel.services.loading.row_facts import complete, said

FIELDS = ("year", *steps.FACTS)
_GRADES = ("grade", "party_grade")
_PAPER: dict[str, Any] = {"decision_ref": "", "decided_on": None}


class UnitGradeChecker(Checker):
    """Goes through the rows; everything it asks was fetched before."""

    def __init__(self, check: ListCheck) -> None:
        self.check, self.findings, self.at = check, check.findings, check.at
        self.words = grades.grades()
        self.units = {row.number: self._unit(row) for row in check.rows}
        years = {row.get("year") for row in check.rows} - {""}
        found = keys_of(self.units)
        recorded = UnitAssessment.objects.filter(unit_id__among=found, year__among=years)
        self.recorded = {(one.unit_id, one.year): one for one in recorded}
        self._rows: dict[tuple[int, int], int] = {}

    def _unit(self, row: Row) -> Unit | None:
        """The unit of a row, as units were in that year; without one the reason is noted."""
        if not row.get("unit"):
            return None
        year, today = row.get("year"), self.check.today
        known = isinstance(year, int) and 1 <= year <= today.year
        on = min(date(year, 12, 31), today) if known else today
        return self.check.unit_of(row, "unit", on=on, above=row.get("above"))

    def work(self, row: Row) -> Work | None:
        """What a row writes; ``None`` when it changes nothing or has a problem."""
        grade, party = (self.words.read(self.findings, row, key) for key in _GRADES)
        unit, year = self.units[row.number], row.get("year")
        if unit is None or not grade or party is None or year == "":
            return None
        if self._is_repeated(row, unit, year):
            return None
        known = self.recorded.get((unit.pk, year))
        if known is not None and self._differs(row, known, grade, party):
            return None
        facts = {"grade": grade, "party_grade": party or (known.party_grade if known else "")}
        checks = Checks()
        values = steps.clean(checks, unit, year, facts | said(row, known, _PAPER), self.at)
        if checks.problems:
            self.findings.take(row.number, checks)
            return None
        if known is None:
            return New(row.number, unit, (year, *(values[name] for name in steps.FACTS)))
        return complete(row, unit, known, values, steps.FACTS)

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
        for key, word in (("grade", grade), ("party_grade", party)):
            stands = getattr(known, key)
            if word and stands and word != stands:
                found = True
                self._tell(row, known, key, word)
        return found

    def _tell(self, row: Row, known: UnitAssessment, key: str, word: str) -> None:
        paper = f" ({known.decision_ref})" if known.decision_ref else ""
        self.findings.add(
            row.number,
            key,
            _("Năm %(year)d đã ghi “%(first)s”%(paper)s, tệp ghi “%(second)s”")
            % {
                "year": known.year,
                "first": Grade(getattr(known, key)).label,
                "paper": paper,
                "second": self.words.labels[word],
            },
            _("đúng mức đã ghi; nếu mức đã ghi sai, hãy sửa trên trang của đơn vị trước"),
        )
