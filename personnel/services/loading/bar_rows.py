"""The rows of a list of notices, checked against what is recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.imports import Row
from personnel.models import BarNotice, Staff
from personnel.services import bars as steps
from personnel.services.checks import Checks
from personnel.services.loading.list_check import ListCheck, keys_of
from personnel.services.loading.record_list import Checker, New, Work
from personnel.services.loading.row_facts import complete, note_standing, said

_LIFTING = ("valid_to", "lifting_ref")
# The same paper spelt another way is the same paper.
_SPELT = ("source", "document_ref")
_REQUIRED = ("source", "reason", "document_ref", "document_on")
_OPTIONAL: dict[str, Any] = {"valid_from": None, "valid_to": None, "lifting_ref": ""}


class BarChecker(Checker):
    """Goes through the rows; everything it asks was fetched before."""

    def __init__(self, check: ListCheck) -> None:
        self.findings, self.at = check.findings, check.at
        self.staff = check.staff_by_row()
        recorded = BarNotice.objects.filter(staff_id__among=keys_of(self.staff))
        self.recorded = {
            (one.staff_id, *steps.same(one.source, one.document_ref, one.document_on)): one
            for one in recorded
        }
        self._rows: dict[tuple[int, str, str, date], int] = {}

    def work(self, row: Row) -> Work | None:
        """What a row writes; ``None`` when it changes nothing or has a problem."""
        staff = self.staff[row.number]
        if staff is None or any(row.get(name) in ("", None) for name in _REQUIRED):
            return None
        key = (
            staff.pk,
            *steps.same(row.get("source"), row.get("document_ref"), row.get("document_on")),
        )
        first = self._rows.setdefault(key, row.number)
        if first != row.number:
            self.findings.add(
                row.number,
                "document_ref",
                _("Trùng với dòng %(row)d") % {"row": first},
                _("mỗi người một dòng cho mỗi văn bản"),
            )
            return None
        known = self.recorded.get(key)
        facts = {name: row.get(name) for name in _REQUIRED} | said(row, known, _OPTIONAL)
        checks = Checks()
        values = steps.clean(checks, facts, self.at)
        if checks.problems:
            self.findings.take(row.number, checks)
            return None
        if known is None:
            return New(row.number, staff, tuple(values[name] for name in steps.FACTS))
        return self._lifted(row, staff, known, values)

    def _lifted(
        self, row: Row, staff: Staff, known: BarNotice, values: dict[str, Any]
    ) -> Work | None:
        """A recorded notice can be lifted by a list; what it says is mended by a person."""
        names = [name for name in steps.FACTS if name not in _SPELT]
        taken = [
            name
            for name in names
            if getattr(known, name) != values[name]
            and (name not in _LIFTING or getattr(known, name))
        ]
        if taken:
            reason = _("Thông báo này đã ghi “%(value)s”")
            note_standing(self.findings, row, known, taken, reason)
            return None
        return complete(row, staff, known, values, names)
