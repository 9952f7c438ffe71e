"""The rows of a list of disciplines, checked against what is recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.imports import Row
from personnel.models import Discipline, Staff
from personnel.services import conduct
from personnel.services.checks import Checks
from personnel.services.loading import grades
from personnel.services.loading.list_check import ListCheck, keys_of
from personnel.services.loading.record_list import New, Work
from personnel.services.loading.row_facts import complete, note_standing, said

_EMPTY: dict[str, Any] = {"valid_to": None, "decision_ref": "", "decided_on": None, "reason": ""}


class DisciplineChecker:
    """Goes through the rows; everything it asks was fetched before."""

    def __init__(self, check: ListCheck) -> None:
        self.findings, self.at, self.forms = check.findings, check.at, grades.forms()
        self.staff = check.staff_by_row()
        recorded = Discipline.objects.filter(staff_id__among=keys_of(self.staff))
        self.recorded = {(one.staff_id, one.form, one.valid_from): one for one in recorded}
        self._rows: dict[tuple[int, str, date], int] = {}

    def work(self, row: Row) -> Work | None:
        """What a row writes; ``None`` when it changes nothing or has a problem."""
        staff, start = self.staff[row.number], row.get("valid_from", None)
        form = self.forms.read(self.findings, row, "form")
        if staff is None or not form or start is None:
            return None
        key = (staff.pk, form, start)
        if self._is_repeated(row, key):
            return None
        known = self.recorded.get(key)
        facts = {"form": form, "valid_from": start, **said(row, known, _EMPTY)}
        checks = Checks()
        values = conduct.clean(checks, facts, self.at)
        label = _("Có hiệu lực từ ngày")
        checks.not_before("valid_from", label, start, staff.joined_on, _("ngày vào cơ quan"))
        if checks.problems:
            self.findings.take(row.number, checks)
            return None
        if known is None:
            return New(row.number, staff, tuple(values[name] for name in conduct.FACTS))
        return self._completed(row, staff, known, values)

    def _is_repeated(self, row: Row, key: tuple[int, str, date]) -> bool:
        first = self._rows.setdefault(key, row.number)
        if first == row.number:
            return False
        self.findings.add(
            row.number,
            "form",
            _("Trùng với dòng %(row)d") % {"row": first},
            _("mỗi lần kỷ luật một dòng"),
        )
        return True

    def _completed(
        self, row: Row, staff: Staff, known: Discipline, values: dict[str, Any]
    ) -> Work | None:
        """Only what is missing is filled in; two different texts are for a person to judge."""
        taken = [name for name in _EMPTY if getattr(known, name) not in (values[name], None, "")]
        if taken:
            reason = _("Lần kỷ luật này đã ghi “%(value)s”")
            note_standing(self.findings, row, known, taken, reason)
            return None
        return complete(row, staff, known, values, _EMPTY)
