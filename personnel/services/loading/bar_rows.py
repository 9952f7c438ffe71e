"""The rows of a list of notices, checked against what is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from core.imports import Row, written
from personnel.models import BarNotice, Staff
from personnel.services import bars as steps
from personnel.services.checks import Checks
from personnel.services.loading.findings import Findings
from personnel.services.loading.people import PeopleFinder

LIFTING = ("valid_to", "lifting_ref")
_REQUIRED = ("source", "reason", "document_ref", "document_on")
_OPTIONAL: dict[str, Any] = {"valid_from": None, "valid_to": None, "lifting_ref": ""}


@dataclass(slots=True)
class Work:
    """One notice to be written; ``before`` when a recorded one is lifted."""

    row: int
    staff: Staff
    notice: BarNotice
    before: dict[str, Any] | None


class BarChecker:
    """Goes through the rows; everything it asks was fetched before."""

    def __init__(
        self, rows: Sequence[Row], people: PeopleFinder, findings: Findings, at: datetime
    ) -> None:
        self.findings, self.at = findings, at
        self.staff = {row.number: people.find(row) for row in rows}
        found = {staff.pk for staff in self.staff.values() if staff is not None}
        self.recorded = {
            (one.staff_id, *steps.same(one.source, one.document_ref, one.document_on)): one
            for one in BarNotice.objects.filter(staff_id__among=found)
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
        facts = {name: row.get(name) for name in _REQUIRED}
        for name, empty in _OPTIONAL.items():
            facts[name] = row.get(name, getattr(known, name, empty))
        checks = Checks()
        values = steps.clean(checks, facts, self.at)
        if checks.problems:
            self.findings.take(row.number, checks)
            return None
        if known is None:
            return Work(row.number, staff, BarNotice(staff_id=staff.pk, **values), None)
        return self._lifted(row, staff, known, values)

    def _lifted(
        self, row: Row, staff: Staff, known: BarNotice, values: dict[str, Any]
    ) -> Work | None:
        """A recorded notice can be lifted by a list; what it says is mended by a person."""
        # The same paper spelt another way is the same paper.
        spelt = {"source", "document_ref"}
        changed = [
            name
            for name in steps.FACTS
            if name not in spelt and getattr(known, name) != values[name]
        ]
        taken = [name for name in changed if name not in LIFTING or getattr(known, name)]
        for name in taken:
            self.findings.add(
                row.number,
                name,
                _("Thông báo này đã ghi “%(value)s”") % {"value": _words(getattr(known, name))},
                _("đúng nội dung đã ghi, hoặc sửa trên trang của người này trước"),
            )
        if taken or not changed:
            return None
        before = written.values_of(known, changed)
        for name in changed:
            setattr(known, name, values[name])
        return Work(row.number, staff, known, before)


def _words(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
