"""The importer of staff lists (nạp nhân sự)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import day_of
from core.imports import Column, Table
from core.imports.registry import (
    CREATED,
    UPDATED,
    Answers,
    Plan,
    Progress,
    Written,
)
from core.imports.template import CodeSheet
from core.models import Load
from core.scope import Actor
from personnel import permissions
from personnel.services.loading import staff_columns, staff_undo, staff_writing
from personnel.services.loading.findings import Findings
from personnel.services.loading.outcome import Changes, written_lines
from personnel.services.loading.staff_changed import Comparer
from personnel.services.loading.staff_identity import Identities
from personnel.services.loading.staff_known import KnownStaff, Wanted
from personnel.services.loading.staff_lines import Line, Work, read_lines
from personnel.services.loading.staff_plan import Planner
from personnel.services.loading.unit_finder import UnitFinder


class StaffImporter:
    """Nhân sự: new people with their place of work, changes of facts and of place."""

    key = "personnel.staff"
    label = gettext_lazy("Nhân sự")
    lead = gettext_lazy(
        "Thêm người mới, cập nhật thông tin và điều chuyển người đã có theo số hiệu nhân sự. "
        "Ô để trống không xóa dữ liệu đã ghi; người không có trong tệp được giữ nguyên."
    )
    action = permissions.CHANGE_STAFF
    file_name = "mau-nhan-su.xlsx"
    max_rows = 100_000

    def columns(self) -> Sequence[Column]:
        """The columns of the template."""
        return staff_columns.columns()

    def code_sheets(self, actor: Actor, day: date) -> Iterable[CodeSheet]:
        """Units in reach and the words of the choices."""
        return staff_columns.code_sheets(actor, day)

    def plan(
        self, table: Table, answers: Answers, *, by: Actor, at: datetime, tell: Progress
    ) -> Plan:
        """Check the rows against who stands already."""
        finder = UnitFinder(by, self.action, answers)
        lines = read_lines(table.rows, finder)
        known = KnownStaff.fetch(_wanted(lines), by)
        named = {line.code for line in lines} | _answered(lines, answers)
        known.fetch_posts(known.by_code[code] for code in named if code in known.by_code)
        findings = Findings(self.columns(), staff_columns.FIELDS)
        planner = Planner(
            known,
            finder,
            findings,
            Comparer(known, finder, findings, day_of(at)),
            Identities(lines, finder, by),
            answers,
            by,
        )
        works = planner.plan(lines, tell)
        skipped = set(planner.skipped)
        return Plan(
            Changes(works, [(line.row, line.code) for line in lines]),
            findings.problems,
            planner.doubts,
            finder.unknown_names(),
            _figures(works, lines, skipped),
            sorted(skipped),
        )

    def write(self, plan: Plan, *, load: Load, by: Actor, at: datetime, tell: Progress) -> Written:
        """Write the plan in the current transaction."""
        changes: Changes = plan.changes
        staff_writing.write(changes.works, load=load, by=by, at=at)
        outcome = {
            row: CREATED if work.is_new else UPDATED for work in changes.works for row in work.rows
        }
        tell(len(changes.codes), len(changes.codes))
        return written_lines(plan, outcome)

    def undo(self, load: Load, *, by: Actor, at: datetime) -> None:
        """Take the load back."""
        staff_undo.undo(load, by=by, at=at)


def _wanted(lines: Sequence[Line]) -> Wanted:
    return Wanted(
        {line.code for line in lines},
        {line.facts["external_id"] for line in lines if "external_id" in line.facts},
        {line.facts["birth_date"] for line in lines if "birth_date" in line.facts},
        {line.unit.pk for line in lines if line.unit is not None},
        {
            line.unit.pk
            for line in lines
            if line.unit is not None and "birth_date" not in line.facts
        },
    )


def _answered(lines: Sequence[Line], answers: Answers) -> set[str]:
    """Codes of people whom the officer said rows to be."""
    said = (answers.get(line.row) for line in lines)
    return {answer.partition(":")[2] for answer in said if answer}


def _figures(works: Sequence[Work], lines: Sequence[Line], skipped: set[int]) -> dict[str, int]:
    new = sum(work.is_new for work in works)
    touched = {row for work in works for row in work.rows}
    moved = sum(not work.is_new and bool(work.opens) for work in works)
    return {
        _("Dòng trong tệp"): len(lines),
        _("Người mới"): new,
        _("Người được cập nhật"): len(works) - new,
        _("Trong đó điều chuyển, thêm chức vụ"): moved,
        _("Dòng không đổi gì"): len(lines) - len(touched | skipped),
        _("Dòng bỏ qua"): len(skipped),
    }
