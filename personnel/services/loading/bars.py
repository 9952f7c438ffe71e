"""The importer of notices from other agencies (nạp danh sách đang bị lưu ý)."""

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
from personnel.models import BarNotice
from personnel.services import bars as steps
from personnel.services.loading import conduct_undo
from personnel.services.loading.bar_rows import LIFTING, BarChecker, Work
from personnel.services.loading.findings import Findings
from personnel.services.loading.outcome import Changes, Waiting, rest_of, written_lines
from personnel.services.loading.people import PeopleFinder
from personnel.services.loading.shared_columns import staff_columns, unit_sheet
from personnel.services.loading.unit_finder import UnitFinder

_LATER = (steps.RECORDED, steps.CORRECTED, steps.LIFTED, steps.WITHDRAWN)


class BarNoticeImporter:
    """Danh sách đang bị lưu ý: who stands on a list another agency sent, and who was cleared."""

    key = "personnel.bar_notices"
    label: str | Promise = gettext_lazy("Danh sách đang bị lưu ý")
    lead: str | Promise = gettext_lazy(
        "Ghi người đang bị xem xét, có vi phạm do cơ quan khác gửi (công an, thuế, bảo hiểm xã "
        "hội, thanh tra…). Nạp lại cùng văn bản với ngày và số văn bản gỡ để gỡ lưu ý."
    )
    action = permissions.CHANGE_STAFF
    file_name = "mau-danh-sach-luu-y.xlsx"
    max_rows = 100_000

    @in_official_language
    def columns(self) -> Sequence[Column]:
        """The columns of the template."""
        return [
            *staff_columns(),
            Column(
                "source",
                _("Cơ quan gửi"),
                required=True,
                max_length=steps.SOURCE_LENGTH,
                aliases=("Cơ quan thông báo", "Nơi gửi"),
            ),
            Column(
                "reason",
                _("Nội dung"),
                required=True,
                max_length=steps.REASON_LENGTH,
                note=_("Việc đang xem xét hoặc vi phạm, ngắn gọn."),
                aliases=("Lý do", "Nội dung vi phạm", "Hành vi vi phạm"),
            ),
            Column(
                "document_ref",
                _("Số văn bản"),
                required=True,
                max_length=steps.REF_LENGTH,
                aliases=("Số công văn", "Số thông báo"),
            ),
            Column(
                "document_on",
                _("Ngày văn bản"),
                required=True,
                kind=Kind.DAY,
                aliases=("Ngày công văn", "Ngày thông báo"),
            ),
            Column(
                "valid_from",
                _("Lưu ý từ ngày"),
                kind=Kind.DAY,
                note=_("Để trống là từ ngày văn bản."),
                aliases=("Từ ngày",),
            ),
            Column(
                "valid_to",
                _("Gỡ từ ngày"),
                kind=Kind.DAY,
                note=_("Ngày đầu tiên không còn bị lưu ý; phải có số văn bản gỡ."),
                aliases=("Ngày gỡ",),
            ),
            Column(
                "lifting_ref",
                _("Số văn bản gỡ"),
                max_length=steps.REF_LENGTH,
                note=_("Văn bản kết luận của cơ quan gửi."),
                aliases=("Văn bản kết luận",),
            ),
        ]

    def code_sheets(self, actor: Actor, day: date) -> Iterable[CodeSheet]:
        """Units in reach."""
        yield unit_sheet(actor, self.action, day)

    def plan(
        self, table: Table, answers: Answers, *, by: Actor, at: datetime, tell: Progress
    ) -> Plan:
        """Check the rows against what is recorded."""
        finder = UnitFinder(by, self.action, answers, today=day_of(at))
        findings = Findings(self.columns())
        skipped = [row.number for row in table.rows if answers.is_skipped(row.number)]
        rows = [row for row in table.rows if not answers.is_skipped(row.number)]
        checker = BarChecker(rows, PeopleFinder(rows, finder, findings, by), findings, at)
        works = [work for row in rows if (work := checker.work(row)) is not None]
        tell(len(rows), len(rows))
        new = sum(work.before is None for work in works)
        figures = {
            _("Dòng trong tệp"): len(table.rows),
            _("Thông báo mới"): new,
            _("Được gỡ lưu ý"): len(works) - new,
            **rest_of(
                (row.number for row in table.rows),
                (work.row for work in works),
                skipped,
                Waiting([*table.problems, *findings.problems], names=finder.unknown_names()),
            ),
        }
        codes = [(row.number, row.get("code")) for row in table.rows]
        return Plan(
            Changes(works, codes), findings.problems, (), finder.unknown_names(), figures, skipped
        )

    def write(self, plan: Plan, *, load: Load, by: Actor, at: datetime, tell: Progress) -> Written:
        """Write the plan in the current transaction."""
        works: Sequence[Work] = plan.changes.works
        new = [work for work in works if work.before is None]
        lifted = [work for work in works if work.before is not None]
        with doubles_refused():
            bulk.insert(BarNotice, [work.notice for work in new])
        bulk.update(BarNotice, [work.notice for work in lifted], LIFTING)
        written.note(load, (Entry(work.row, work.notice, work.before) for work in works))
        for action, some in ((steps.RECORDED, new), (steps.LIFTED, lifted)):
            record_many(
                ((work.staff, _told(work, load)) for work in some), action=action, by=by, at=at
            )
        outcome = {work.row: CREATED if work.before is None else UPDATED for work in works}
        return written_lines(plan, outcome)

    def undo(self, load: Load, *, by: Actor, at: datetime) -> None:
        """Take the load back."""
        conduct_undo.undo(load, BarNotice, _LATER, by=by, at=at)


def _told(work: Work, load: Load) -> dict[str, Any]:
    now = steps.told(work.notice)
    if work.before is None:
        return {**steps.traced(now), "load": load.pk}
    before = {**now, **work.before}
    changed = steps.changes(before, now, list(work.before))
    return {"notice": steps.traced(before), "changes": changed, "load": load.pk}
