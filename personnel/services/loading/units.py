"""The importer of units (nạp đơn vị)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
from personnel.services.loading.list_check import ListCheck
from personnel.services.loading.outcome import Changes, written_lines
from personnel.services.loading.unit_changed import Comparer
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
        check = ListCheck(
            table,
            answers,
            self.columns(),
            action=self.action,
            by=by,
            at=at,
            fields=unit_columns.FIELDS,
        )
        lines, history = [read_line(row) for row in table.rows], History()
        opener = Opener(history, by, at)
        comparer = Comparer(history, opener, by, at)
        planner = Planner(check.finder, history, check.findings, opener, comparer, answers, by)
        works = planner.plan(lines)
        tell(len(lines), len(lines))
        new = sum(work.is_new for work in works)
        return check.plan(
            Changes(works, [(line.row, line.code) for line in lines]),
            {_("Đơn vị mới"): new, _("Đơn vị được cập nhật"): len(works) - new},
            (work.row for work in works),
            doubts=planner.doubts,
            skipped=planner.skipped,
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
