"""The importer of annual grades of units (nạp xếp loại của tập thể)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit.recording import record_many
from core.clock import day_of
from core.db import bulk
from core.db.doubles import doubles_refused
from core.imports import Column, Table, written
from core.imports.columns import Kind
from core.imports.registry import CREATED, UPDATED, Answers, Plan, Progress, Written
from core.imports.template import CodeSheet
from core.imports.written import Entry
from core.language import in_official_language
from core.models import Load
from core.scope import Actor
from personnel import permissions
from personnel.models import Grade, UnitAssessment
from personnel.services import unit_grades as steps
from personnel.services.loading import unit_grade_undo
from personnel.services.loading.findings import Findings
from personnel.services.loading.outcome import Changes, Waiting, rest_of, written_lines
from personnel.services.loading.shared_columns import (
    UNIT_ALIASES,
    above_column,
    choice_sheet,
    unit_sheet,
)
from personnel.services.loading.unit_finder import UnitFinder
from personnel.services.loading.unit_grade_rows import UnitGradeChecker, Work


class UnitAssessmentImporter:
    """Mức độ hoàn thành nhiệm vụ của tập thể: grades of any years, each with its decision."""

    key = "personnel.unit_assessments"
    label: str | Promise = gettext_lazy("Xếp loại của tập thể")
    lead: str | Promise = gettext_lazy(
        "Ghi mức độ hoàn thành nhiệm vụ từng năm của đơn vị, và xếp loại tổ chức đảng nếu có. Mức "
        "khác với mức đã ghi được nêu ra để kiểm tra, không ghi đè; phần còn thiếu được bổ sung."
    )
    action = permissions.CHANGE_UNIT
    file_name = "mau-xep-loai-tap-the.xlsx"
    max_rows = 100_000

    @in_official_language
    def columns(self) -> Sequence[Column]:
        """The columns of the template."""
        return [
            Column(
                "unit",
                _("Đơn vị"),
                required=True,
                max_length=200,
                note=_("Mã hoặc tên đơn vị; tên chưa rõ sẽ được hỏi một lần."),
                aliases=(*UNIT_ALIASES, "Tập thể", "Tên tập thể"),
            ),
            above_column(),
            Column("year", _("Năm"), required=True, kind=Kind.NUMBER, aliases=("Năm xếp loại",)),
            Column(
                "grade",
                _("Mức độ hoàn thành nhiệm vụ"),
                required=True,
                max_length=60,
                note=_("Ghi đủ chữ, mã, hoặc HTXSNV, HTTNV, HTNV, KHTNV."),
                aliases=("Mức xếp loại", "Xếp loại", "Kết quả xếp loại", "Kết quả đánh giá"),
            ),
            Column(
                "party_grade",
                _("Xếp loại tổ chức đảng"),
                max_length=60,
                note=_("Chi bộ, đảng bộ của đơn vị trong năm đó; để trống nếu không rõ."),
                aliases=("Xếp loại chi bộ", "Xếp loại đảng bộ", "Tổ chức đảng"),
            ),
            Column(
                "decision_ref", _("Số văn bản"), max_length=60, aliases=("Số quyết định", "Số QĐ")
            ),
            Column("decided_on", _("Ngày văn bản"), kind=Kind.DAY, aliases=("Ngày quyết định",)),
        ]

    def code_sheets(self, actor: Actor, day: date) -> Iterable[CodeSheet]:
        """Units in reach and the grades."""
        yield unit_sheet(actor, self.action, day)
        yield choice_sheet(_("Mức xếp loại"), Grade.choices)

    def plan(
        self, table: Table, answers: Answers, *, by: Actor, at: datetime, tell: Progress
    ) -> Plan:
        """Check the rows against the grades that are recorded."""
        finder = UnitFinder(by, self.action, answers, today=day_of(at))
        findings = Findings(self.columns())
        skipped = [row.number for row in table.rows if answers.is_skipped(row.number)]
        rows = [row for row in table.rows if not answers.is_skipped(row.number)]
        checker = UnitGradeChecker(rows, finder, findings, at)
        works = [work for row in rows if (work := checker.work(row)) is not None]
        tell(len(rows), len(rows))
        new = sum(work.before is None for work in works)
        figures = {
            _("Dòng trong tệp"): len(table.rows),
            _("Kết quả mới"): new,
            _("Được bổ sung"): len(works) - new,
            **rest_of(
                (row.number for row in table.rows),
                (work.row for work in works),
                skipped,
                Waiting([*table.problems, *findings.problems], names=finder.unknown_names()),
            ),
        }
        codes = [(row.number, row.get("unit")) for row in table.rows]
        return Plan(
            Changes(works, codes), findings.problems, (), finder.unknown_names(), figures, skipped
        )

    def write(self, plan: Plan, *, load: Load, by: Actor, at: datetime, tell: Progress) -> Written:
        """Write the plan in the current transaction."""
        works: Sequence[Work] = plan.changes.works
        new = [work for work in works if work.before is None]
        changed = [work for work in works if work.before is not None]
        with doubles_refused():
            bulk.insert(UnitAssessment, [work.assessment for work in new])
        bulk.update(UnitAssessment, [work.assessment for work in changed], list(steps.FACTS))
        written.note(load, (Entry(work.row, work.assessment, work.before) for work in works))
        record_many(
            ((work.unit, _told(work, load)) for work in works),
            action=steps.RECORDED,
            by=by,
            at=at,
        )
        outcome = {work.row: CREATED if work.before is None else UPDATED for work in works}
        return written_lines(plan, outcome)

    def undo(self, load: Load, *, by: Actor, at: datetime) -> None:
        """Take the load back."""
        unit_grade_undo.undo(load, by=by, at=at)


def _told(work: Work, load: Load) -> dict[str, Any]:
    now = steps.told(work.assessment)
    return {"year": work.assessment.year, **now, "before": work.before, "load": load.pk}
