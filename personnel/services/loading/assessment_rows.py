"""The rows of a list of annual grades, checked against what is recorded."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from core.imports import Row
from personnel.models import AnnualAssessment, Staff
from personnel.services import assessments as steps
from personnel.services.checks import Checks
from personnel.services.loading import grades
from personnel.services.loading.list_check import ListCheck, keys_of
from personnel.services.loading.record_list import Checker, New, Work
from personnel.services.loading.row_facts import complete, said

FIELDS = ("year", *steps.FACTS)
_PAPER: dict[str, Any] = {"decision_ref": "", "decided_on": None}


class AssessmentChecker(Checker):
    """Goes through the rows; everything it asks was fetched before."""

    def __init__(self, check: ListCheck) -> None:
        self.findings, self.at = check.findings, check.at
        self.grades, self.rules = grades.grades(), grades.rules()
        self.staff = check.staff_by_row()
        years = {row.get("year") for row in check.rows} - {""}
        found = keys_of(self.staff)
        recorded = AnnualAssessment.objects.filter(staff_id__among=found, year__among=years)
        self.recorded = {(one.staff_id, one.year): one for one in recorded}
        self._rows: dict[tuple[int, int], tuple[int, str]] = {}

    def work(self, row: Row) -> Work | None:
        """What a row writes; ``None`` when it changes nothing or has a problem."""
        grade = self.grades.read(self.findings, row, "grade")
        rule = self.rules.read(self.findings, row, "rule")
        staff, year = self.staff[row.number], row.get("year")
        if staff is None or not grade or rule is None or year == "":
            return None
        if self._is_repeated(row, staff, year, grade):
            return None
        known = self.recorded.get((staff.pk, year))
        if known is not None and known.grade != grade:
            self._differs(row, known, grade)
            return None
        facts = {"grade": grade, "rule": rule or (known.rule if known else "")}
        checks = Checks()
        values = steps.clean(checks, staff, year, facts | said(row, known, _PAPER), self.at)
        if checks.problems:
            self.findings.take(row.number, checks)
            return None
        if known is None:
            return New(row.number, staff, (year, *(values[name] for name in steps.FACTS)))
        return complete(row, staff, known, values, steps.FACTS)

    def _is_repeated(self, row: Row, staff: Staff, year: int, grade: str) -> bool:
        first, other = self._rows.setdefault((staff.pk, year), (row.number, grade))
        if first == row.number:
            return False
        if other != grade:
            self.findings.add(
                row.number,
                "grade",
                _("%(name)s năm %(year)d: dòng %(row)d ghi “%(first)s”, dòng này ghi “%(second)s”")
                % {
                    "name": staff,
                    "year": year,
                    "row": first,
                    "first": self.grades.labels[other],
                    "second": self.grades.labels[grade],
                },
                _("một mức xếp loại cho mỗi năm"),
            )
        return True

    def _differs(self, row: Row, known: AnnualAssessment, grade: str) -> None:
        paper = f" ({known.decision_ref})" if known.decision_ref else ""
        self.findings.add(
            row.number,
            "grade",
            _("Năm %(year)d đã ghi “%(first)s”%(paper)s, tệp ghi “%(second)s”")
            % {
                "year": known.year,
                "first": known.get_grade_display(),
                "paper": paper,
                "second": self.grades.labels[grade],
            },
            _("đúng mức đã ghi; nếu mức đã ghi sai, hãy sửa trên trang của người này trước"),
        )
