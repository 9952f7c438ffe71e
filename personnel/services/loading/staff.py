"""The importer of staff lists (nạp nhân sự)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports import Column, Row, Table
from core.imports.registry import (
    CREATED,
    UPDATED,
    Answers,
    Doubt,
    Plan,
    Progress,
    Written,
)
from core.imports.template import CodeSheet
from core.models import Load
from core.scope import Actor
from personnel import permissions
from personnel.services.loading import staff_columns, staff_undo, staff_writing
from personnel.services.loading.list_check import ListCheck
from personnel.services.loading.outcome import Changes, written_lines
from personnel.services.loading.staff_changed import Comparer
from personnel.services.loading.staff_identity import Identities
from personnel.services.loading.staff_known import KnownStaff, Wanted
from personnel.services.loading.staff_lines import unit_of
from personnel.services.loading.staff_new import Hire
from personnel.services.loading.staff_plan import Planner
from personnel.services.loading.unit_finder import UnitFinder


@dataclass(frozen=True, slots=True)
class StaffChanges(Changes):
    """What ``write`` needs; ``works`` are about people who stand, and posts beside of new ones."""

    hires: Sequence[Hire]

    def rows(self) -> set[int]:
        """Numbers of the rows that something is written for."""
        hired = {hire.row for hire in self.hires}
        return hired.union(*(work.rows for work in self.works))


class StaffImporter:
    """Nhân sự: new people with their place of work, changes of facts and of place."""

    key = "personnel.staff"
    label: str | Promise = gettext_lazy("Nhân sự")
    lead: str | Promise = gettext_lazy(
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
        check = ListCheck(
            table,
            answers,
            self.columns(),
            action=self.action,
            by=by,
            at=at,
            fields=staff_columns.FIELDS,
        )
        known = KnownStaff.fetch(_wanted(check.rows, check.finder), by)
        named = {row.get("code") for row in check.rows} | _answered(check.rows, answers)
        known.fetch_posts(known.by_code[code] for code in named if code in known.by_code)
        planner = Planner(
            known,
            check.finder,
            check.findings,
            Comparer(known, check.finder, check.findings, check.today),
            Identities(check.rows, by),
            answers,
            by,
        )
        planner.plan(check.rows, tell)
        _tell_posts(planner.doubts, known)
        changes = StaffChanges(
            list(planner.works.values()),
            [(row.number, row.get("code")) for row in table.rows],
            list(planner.hires.values()),
        )
        return check.plan(
            changes,
            _figures(changes),
            changes.rows(),
            doubts=planner.doubts,
            skipped=planner.skipped,
        )

    def write(self, plan: Plan, *, load: Load, by: Actor, at: datetime, tell: Progress) -> Written:
        """Write the plan in the current transaction."""
        changes: StaffChanges = plan.changes
        staff_writing.write(changes.hires, changes.works, load=load, by=by, at=at)
        outcome = dict.fromkeys((hire.row for hire in changes.hires), CREATED)
        for work in changes.works:
            outcome |= dict.fromkeys(work.rows, CREATED if work.is_new else UPDATED)
        tell(len(changes.codes), len(changes.codes))
        return written_lines(plan, outcome)

    def undo(self, load: Load, *, by: Actor, at: datetime) -> None:
        """Take the load back."""
        staff_undo.undo(load, by=by, at=at)


def _wanted(rows: Sequence[Row], finder: UnitFinder) -> Wanted:
    """What the rows name; a unit whose name leads nowhere is noted on the way."""
    codes, externals, days = set(), set(), set()
    units, undated = set(), set()
    for row in rows:
        codes.add(row.get("code"))
        externals.add(row.get("external_id"))
        day = row.get("birth_date", None)
        unit = unit_of(row, finder)
        if unit is not None:
            units.add(unit.id)
            if day is None:
                undated.add(unit.id)
        if day is not None:
            days.add(day)
    return Wanted(codes, externals - {""}, days, units, undated)


def _answered(rows: Sequence[Row], answers: Answers) -> set[str]:
    """Codes of people whom the officer said rows to be."""
    said = (answers.get(row.number) for row in rows)
    return {answer.partition(":")[2] for answer in said if answer}


def _tell_posts(doubts: Sequence[Doubt], known: KnownStaff) -> None:
    """Say what posts the people hold who are set beside doubtful rows, from one query for all."""
    shown = [candidate for doubt in doubts for candidate in doubt.existing]
    people = {one.code: known.by_code[one.code] for one in shown if one.code in known.by_code}
    known.fetch_posts(staff for staff in people.values() if not known.posts.get(staff.pk))
    for candidate in shown:
        posts = known.main_posts(people[candidate.code]) if candidate.code in people else []
        if posts:
            candidate.facts.setdefault(_("Chức vụ, chức danh"), posts[-1].post)


def _figures(changes: StaffChanges) -> dict[str, int]:
    changed = [work for work in changes.works if not work.is_new]
    return {
        _("Người mới"): len(changes.hires),
        _("Người được cập nhật"): len(changed),
        _("Trong đó điều chuyển, thêm chức vụ"): sum(bool(work.opens) for work in changed),
    }
