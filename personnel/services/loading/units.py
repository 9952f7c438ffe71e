"""The importer of units (nạp đơn vị)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.functional import Promise
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
from personnel.services.loading import unit_columns, unit_undo, unit_writing
from personnel.services.loading.findings import Findings
from personnel.services.loading.outcome import Changes, Waiting, rest_of, written_lines
from personnel.services.loading.unit_changed import Comparer
from personnel.services.loading.unit_finder import UnitFinder
from personnel.services.loading.unit_known import History
from personnel.services.loading.unit_lines import read_line
from personnel.services.loading.unit_new import Opener
from personnel.services.loading.unit_plan import Planner


class UnitImporter:
    """Đơn vị: new ones anywhere in reach, changed names, places and codes from a day on."""

    key = "personnel.units"
    label: str | Promise = gettext_lazy("Đơn vị")
    lead: str | Promise = gettext_lazy(
        "Thêm đơn vị mới; đổi tên, chuyển cấp trên, ghi mã định danh cho đơn vị đã có theo mã đơn "
        "vị. Ô để trống không xóa dữ liệu đã ghi; đơn vị không có trong tệp được giữ nguyên."
    )
    action = permissions.CHANGE_UNIT
    file_name = "mau-don-vi.xlsx"
    max_rows = 20_000

    def columns(self) -> Sequence[Column]:
        """The columns of the template."""
        return unit_columns.columns()

    def code_sheets(self, actor: Actor, day: date) -> Iterable[CodeSheet]:
        """Units in reach and the kinds."""
        return unit_columns.code_sheets(actor, day)

    def plan(
        self, table: Table, answers: Answers, *, by: Actor, at: datetime, tell: Progress
    ) -> Plan:
        """Check the rows against the units that stand."""
        lines = [read_line(row) for row in table.rows]
        finder, history = UnitFinder(by, self.action, answers, today=day_of(at)), History()
        findings = Findings(self.columns(), unit_columns.FIELDS)
        opener = Opener(history, by, at)
        comparer = Comparer(history, opener, by, at)
        planner = Planner(finder, history, findings, opener, comparer, answers, by)
        works = planner.plan(lines)
        tell(len(lines), len(lines))
        new = sum(work.is_new for work in works)
        skipped = sorted(set(planner.skipped))
        figures = {
            _("Dòng trong tệp"): len(lines),
            _("Đơn vị mới"): new,
            _("Đơn vị được cập nhật"): len(works) - new,
            **rest_of(
                (line.row for line in lines),
                (work.row for work in works),
                skipped,
                Waiting(
                    [*table.problems, *findings.problems],
                    planner.doubts,
                    finder.unknown_names(),
                ),
            ),
        }
        return Plan(
            Changes(works, [(line.row, line.code) for line in lines]),
            findings.problems,
            planner.doubts,
            finder.unknown_names(),
            figures,
            skipped,
        )

    def write(self, plan: Plan, *, load: Load, by: Actor, at: datetime, tell: Progress) -> Written:
        """Write the plan in the current transaction."""
        works = plan.changes.works
        unit_writing.write(works, load=load, by=by, at=at)
        outcome = {work.row: CREATED if work.is_new else UPDATED for work in works}
        return written_lines(plan, outcome)

    def undo(self, load: Load, *, by: Actor, at: datetime) -> None:
        """Take the load back."""
        unit_undo.undo(load, by=by, at=at)
