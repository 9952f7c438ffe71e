"""The rows of a list of disciplines, checked against what is recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.imports import Row
from core.imports.registry import Note
from personnel.models import Discipline, Staff
from personnel.services import conduct, overlaps
from personnel.services.checks import Checks
from personnel.services.loading import grades
from personnel.services.loading.list_check import ListCheck, keys_of
from personnel.services.loading.record_list import Checker, New, Work
from personnel.services.loading.row_facts import complete, note_standing, said

_EMPTY: dict[str, Any] = {"valid_to": None, "decision_ref": "", "decided_on": None, "reason": ""}


class DisciplineChecker(Checker):
    """Goes through the rows; everything it asks was fetched before."""

    def __init__(self, check: ListCheck) -> None:
        self.findings, self.at, self.forms = check.findings, check.at, grades.forms()
        self.staff = check.staff_by_row()
        recorded = Discipline.objects.filter(staff_id__among=keys_of(self.staff))
        self.recorded = {(one.staff_id, one.form, one.valid_from): one for one in recorded}
        self._rows: dict[tuple[int, str, date], int] = {}
        self._written: dict[int, list[tuple[int, Discipline]]] = defaultdict(list)

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
            self._written[staff.pk].append((row.number, Discipline(staff=staff, **values)))
            return New(row.number, staff, tuple(values[name] for name in conduct.FACTS))
        work = self._completed(row, staff, known, values)
        if work is not None:
            self._written[staff.pk].append((row.number, known))
        return work

    def notes(self) -> Iterator[Note]:
        """What rows bring at the same time as another discipline; it can be written all the same."""
        standing: dict[int, list[Discipline]] = defaultdict(list)
        for one in self.recorded.values():
            standing[one.staff_id].append(one)
        for owner, written in self._written.items():
            new = [one for _row, one in written if one.pk is None]
            for number, one in written:
                others = [*standing[owner], *(other for other in new if other is not one)]
                for other in overlaps.overlapping(one, others):
                    yield Note(
                        _("Dòng %(row)d, %(name)s: %(warning)s")
                        % {
                            "row": number,
                            "name": self.staff[number],
                            "warning": _as_part(overlaps.warning(other)),
                        },
                        "warn",
                    )

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


def _as_part(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"
