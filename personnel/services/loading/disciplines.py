"""The importer of discipline (nạp kỷ luật)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit.recording import record_many
from core.clock import day_of
from core.db import bulk
from core.db.doubles import doubles_refused
from core.imports import Column, Row, Table, written
from core.imports.columns import Kind
from core.imports.registry import CREATED, UPDATED, Answers, Plan, Progress, Written
from core.imports.template import CodeSheet
from core.imports.written import Entry
from core.language import in_official_language
from core.models import Load
from core.scope import Actor
from personnel import permissions
from personnel.models import Discipline, DisciplineForm, Staff
from personnel.services import conduct
from personnel.services.checks import Checks
from personnel.services.loading import conduct_undo, grades
from personnel.services.loading.findings import Findings
from personnel.services.loading.outcome import Changes, Waiting, rest_of, written_lines
from personnel.services.loading.people import PeopleFinder
from personnel.services.loading.shared_columns import choice_sheet, staff_columns, unit_sheet
from personnel.services.loading.unit_finder import UnitFinder

_SAID = ("valid_to", "decision_ref", "decided_on", "reason")
_EMPTY: dict[str, Any] = {"valid_to": None, "decision_ref": "", "decided_on": None, "reason": ""}
_LATER = (
    "personnel.discipline_recorded",
    "personnel.discipline_corrected",
    "personnel.discipline_ended",
    "personnel.review_closed",
    "personnel.discipline_withdrawn",
)


@dataclass(slots=True)
class Work:
    """One discipline to be written; ``before`` when a recorded one is completed."""

    row: int
    staff: Staff
    discipline: Discipline
    before: dict[str, Any] | None


class DisciplineImporter:
    """Kỷ luật: form, decision and period."""

    key = "personnel.disciplines"
    label: str | Promise = gettext_lazy("Kỷ luật")
    lead: str | Promise = gettext_lazy(
        "Ghi các lần kỷ luật của người đã có hồ sơ. Lần kỷ luật đã ghi (cùng hình thức, cùng ngày "
        "bắt đầu) được bổ sung phần còn thiếu, không ghi đè phần đã có."
    )
    action = permissions.CHANGE_STAFF
    file_name = "mau-ky-luat.xlsx"
    max_rows = 100_000

    @in_official_language
    def columns(self) -> Sequence[Column]:
        """The columns of the template."""
        return [
            *staff_columns(),
            Column(
                "form",
                _("Hình thức kỷ luật"),
                required=True,
                max_length=60,
                aliases=("Hình thức",),
            ),
            Column(
                "valid_from",
                _("Có hiệu lực từ ngày"),
                required=True,
                kind=Kind.DAY,
                aliases=("Từ ngày", "Ngày hiệu lực"),
            ),
            Column(
                "valid_to",
                _("Hết hiệu lực từ ngày"),
                kind=Kind.DAY,
                note=_("Ngày đầu tiên không còn hiệu lực."),
                aliases=("Đến trước ngày",),
            ),
            Column("decision_ref", _("Số quyết định"), max_length=60, aliases=("Số QĐ",)),
            Column("decided_on", _("Ngày quyết định"), kind=Kind.DAY, aliases=("Ngày QĐ",)),
            Column("reason", _("Nội dung"), max_length=500, aliases=("Lý do", "Nội dung vi phạm")),
        ]

    def code_sheets(self, actor: Actor, day: date) -> Iterable[CodeSheet]:
        """Units in reach and the forms."""
        yield unit_sheet(actor, self.action, day)
        yield choice_sheet(_("Hình thức kỷ luật"), DisciplineForm.choices)

    def plan(
        self, table: Table, answers: Answers, *, by: Actor, at: datetime, tell: Progress
    ) -> Plan:
        """Check the rows against what is recorded."""
        finder = UnitFinder(by, self.action, answers, today=day_of(at))
        findings = Findings(self.columns())
        skipped = [row.number for row in table.rows if answers.is_skipped(row.number)]
        rows = [row for row in table.rows if not answers.is_skipped(row.number)]
        checker = _Checker(rows, PeopleFinder(rows, finder, findings, by), findings, at)
        works = [work for row in rows if (work := checker.work(row)) is not None]
        tell(len(rows), len(rows))
        new = sum(work.before is None for work in works)
        figures = {
            _("Dòng trong tệp"): len(table.rows),
            _("Lần kỷ luật mới"): new,
            _("Được bổ sung"): len(works) - new,
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
        changed = [work for work in works if work.before is not None]
        with doubles_refused():
            bulk.insert(Discipline, [work.discipline for work in new])
        bulk.update(Discipline, [work.discipline for work in changed], _SAID)
        written.note(load, (Entry(work.row, work.discipline, work.before) for work in works))
        for action, some in (
            ("personnel.discipline_recorded", new),
            ("personnel.discipline_corrected", changed),
        ):
            record_many(
                ((work.staff, _told(work, load)) for work in some), action=action, by=by, at=at
            )
        outcome = {work.row: CREATED if work.before is None else UPDATED for work in works}
        return written_lines(plan, outcome)

    def undo(self, load: Load, *, by: Actor, at: datetime) -> None:
        """Take the load back."""
        conduct_undo.undo(load, Discipline, _LATER, by=by, at=at)


def _told(work: Work, load: Load) -> dict[str, Any]:
    now = conduct.told(work.discipline)
    if work.before is None:
        return {**now, "load": load.pk}
    changes = {name: {"from": was, "to": now[name]} for name, was in work.before.items()}
    return {"discipline": {**now, **work.before}, "changes": changes, "load": load.pk}


class _Checker:
    """Goes through the rows; everything it asks was fetched before."""

    def __init__(
        self, rows: Sequence[Row], people: PeopleFinder, findings: Findings, at: datetime
    ) -> None:
        self.findings, self.at, self.forms = findings, at, grades.forms()
        self.staff = {row.number: people.find(row) for row in rows}
        found = {staff.pk for staff in self.staff.values() if staff is not None}
        self.recorded = {
            (one.staff_id, one.form, one.valid_from): one
            for one in Discipline.objects.filter(staff_id__among=found)
        }
        self._rows: dict[tuple[int, str, date], int] = {}

    def work(self, row: Row) -> Work | None:
        """What a row writes; ``None`` when it changes nothing or has a problem."""
        staff, form, start = self.staff[row.number], self._form(row), row.get("valid_from", None)
        if staff is None or form is None or start is None:
            return None
        key = (staff.pk, form, start)
        first = self._rows.setdefault(key, row.number)
        if first != row.number:
            self.findings.add(
                row.number,
                "form",
                _("Trùng với dòng %(row)d") % {"row": first},
                _("mỗi lần kỷ luật một dòng"),
            )
            return None
        known = self.recorded.get(key)
        facts = {name: row.get(name, getattr(known, name, empty)) for name, empty in _EMPTY.items()}
        checks = Checks()
        values = conduct.clean(checks, {"form": form, "valid_from": start, **facts}, self.at)
        self._check_service(checks, staff, start)
        if checks.problems:
            self.findings.take(row.number, checks)
            return None
        if known is None:
            made = Discipline(staff_id=staff.pk, **values)
            return Work(row.number, staff, made, None)
        return self._completed(row, staff, known, values)

    def _completed(
        self, row: Row, staff: Staff, known: Discipline, values: dict[str, Any]
    ) -> Work | None:
        """Only what is missing is filled in; two different texts are for a person to judge."""
        changed = [name for name in _SAID if getattr(known, name) != values[name]]
        taken = [name for name in changed if getattr(known, name) not in (None, "")]
        for name in taken:
            self.findings.add(
                row.number,
                name,
                _("Lần kỷ luật này đã ghi “%(value)s”") % {"value": _words(getattr(known, name))},
                _("đúng nội dung đã ghi, hoặc sửa trên trang của người này trước"),
            )
        if taken or not changed:
            return None
        before = written.values_of(known, changed)
        for name in changed:
            setattr(known, name, values[name])
        return Work(row.number, staff, known, before)

    def _check_service(self, checks: Checks, staff: Staff, start: date) -> None:
        label = _("Có hiệu lực từ ngày")
        checks.not_before("valid_from", label, start, staff.joined_on, _("ngày vào cơ quan"))

    def _form(self, row: Row) -> str | None:
        text = row.get("form")
        if not text:
            return None
        code = self.forms.code(text)
        if code is None:
            near = self.forms.likeliest(text)
            known = _("một trong: %(known)s") % {"known": "; ".join(self.forms.labels.values())}
            expected = _("“%(near)s” hoặc %(known)s") % {"near": near, "known": known}
            self.findings.add(
                row.number,
                "form",
                _("“%(text)s” không có trong danh mục") % {"text": text},
                expected if near else known,
            )
        return code


def _words(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
