"""The importer of science works (nạp đề tài, đề án, công trình khoa học)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit.recording import record_many
from core.db import bulk
from core.db.doubles import doubles_refused
from core.errors import Forbidden
from core.imports import Column, Table, registry, written
from core.imports.registry import CREATED, UPDATED, Answers, Plan, Progress, Written
from core.imports.template import CodeSheet
from core.imports.written import Entry
from core.language import in_official_language
from core.models import Load
from core.scope import Actor
from emulation import permissions
from emulation.models import ScienceMember, ScienceWork, Scope, WorkKind, WorkRole
from emulation.services import science as steps
from emulation.services.loading.science_columns import columns
from emulation.services.loading.science_plan import Checker, Work
from personnel.services.loading import later_steps, later_uses
from personnel.services.loading.list_check import ListCheck
from personnel.services.loading.outcome import Changes, written_lines
from personnel.services.loading.shared_columns import choice_sheet, unit_sheet
from personnel.services.loading.using import refuse_used

_UNDONE = "emulation.science.load_undone"


class ScienceImporter:
    """Đề tài khoa học: one row for each person in a work."""

    key = "emulation.science_works"
    label: str | Promise = gettext_lazy("Đề tài, công trình khoa học")
    lead: str | Promise = gettext_lazy(
        "Ghi đề tài, đề án, công trình đã nghiệm thu, mỗi người tham gia một dòng. Đề tài đã ghi "
        "được bổ sung người tham gia, căn cứ áp dụng và phạm vi ảnh hưởng, không ghi đè phần đã có."
    )
    action = permissions.DECIDE_INITIATIVE
    file_name = "mau-de-tai-khoa-hoc.xlsx"
    max_rows = 50_000

    @in_official_language
    def columns(self) -> Sequence[Column]:
        """The columns of the template."""
        return columns()

    def code_sheets(self, actor: Actor, day: date) -> Iterable[CodeSheet]:
        """Units in reach, and the words for kind, scope and part."""
        yield unit_sheet(actor, self.action, day)
        yield choice_sheet(_("Loại"), WorkKind.choices)
        yield choice_sheet(_("Cấp nghiệm thu"), Scope.choices)
        yield choice_sheet(_("Vai trò"), WorkRole.choices)

    def plan(
        self, table: Table, answers: Answers, *, by: Actor, at: datetime, tell: Progress
    ) -> Plan:
        """Check the rows against what is recorded."""
        check = ListCheck(
            table,
            answers,
            self.columns(),
            action=self.action,
            by=by,
            at=at,
            fields={"code": "work"},
        )
        works = Checker(check).works()
        tell(len(check.rows), len(check.rows))
        new = sum(work.is_new for work in works)
        figures = {
            _("Đề tài mới"): new,
            _("Đề tài được bổ sung"): len(works) - new,
            _("Lượt người tham gia mới"): sum(len(work.members) for work in works),
        }
        codes = [(row.number, row.get("work")) for row in table.rows]
        return check.plan(Changes(works, codes), figures, _outcome(works))

    def write(self, plan: Plan, *, load: Load, by: Actor, at: datetime, tell: Progress) -> Written:
        """Write the plan in the current transaction."""
        works: Sequence[Work] = plan.changes.works
        new = [work for work in works if work.is_new]
        old = [work for work in works if not work.is_new]
        for work in new:
            work.record.created_by_id, work.record.created_at = by.user_id, at
        for work in old:
            work.record.version += 1
        with doubles_refused():
            bulk.insert(ScienceWork, [work.record for work in new])
        names = sorted({"version"}.union(*(work.changed for work in old)))
        bulk.update(ScienceWork, [work.record for work in old], names)
        members = [(row, member) for work in works for row, member in _of(work)]
        with doubles_refused():
            bulk.insert(ScienceMember, [member for _row, member in members])
        written.note(load, (Entry(work.rows[0], work.record, work.before) for work in works))
        written.note(load, (Entry(row, member) for row, member in members))
        self._tell_trail(load, works, by=by, at=at)
        return written_lines(plan, _outcome(works))

    @staticmethod
    def _tell_trail(load: Load, works: Sequence[Work], *, by: Actor, at: datetime) -> None:
        made = ((work.record, _told_new(work, load)) for work in works if work.is_new)
        record_many(made, action=steps.RECORDED, by=by, at=at)
        added = ((work.record, _told_added(work, load)) for work in works if not work.is_new)
        record_many(added, action=steps.CORRECTED, by=by, at=at)

    def undo(self, load: Load, *, by: Actor, at: datetime) -> None:
        """Take the load back.

        Raises:
            GuardRefused: something was changed since, or something was built on it.
            Forbidden: somebody of it is out of the actor's reach, or too close to him.
        """
        written.refuse_later_loads(load)
        made = written.created_ids(load, ScienceWork)
        former = written.changed(load, ScienceWork)
        members = written.created_ids(load, ScienceMember)
        rows = ScienceWork.objects.filter(pk__among=[*made, *former]).select_related("unit")
        works = list(rows.prefetch_related("members").order_by("pk"))
        written.require_reach(by, self.action, {work.unit.tree_start for work in works})
        people = {member.staff_id for work in works for member in work.members.all()}
        if by.is_close_to(*people):
            raise Forbidden(_("Lần nạp này có đề tài của bạn hoặc người thân. Hãy để người khác."))
        later_steps.refuse(load, works, (steps.RECORDED, steps.CORRECTED))
        later_uses.refuse(load, people)
        refuse_used(ScienceWork, made, but=(ScienceMember,))
        record_many(((work, {"load": load.pk}) for work in works), action=_UNDONE, by=by, at=at)
        ScienceMember.objects.filter(pk__among=members).delete()
        ScienceWork.objects.filter(pk__among=made).delete()
        written.restore(load, ScienceWork)
        ScienceWork.objects.filter(pk__among=list(former)).update(version=F("version") + 1)


def register() -> None:
    """Make the importer known to the loads (once, at start-up)."""
    registry.register(ScienceImporter())


def _of(work: Work) -> list[tuple[int, ScienceMember]]:
    """The new members, now that their work has its key."""
    for _row, member in work.members:
        member.work_id = work.record.pk
    return work.members


def _outcome(works: Sequence[Work]) -> dict[int, str]:
    """What became of the rows that something is written for."""
    found: dict[int, str] = {}
    for work in works:
        if work.is_new:
            found |= dict.fromkeys(work.rows, CREATED)
            continue
        if set(work.changed) - {"search_key"}:
            found[work.rows[0]] = UPDATED
        found |= {row: UPDATED for row, _member in work.members}
    return found


def _told_new(work: Work, load: Load) -> dict[str, Any]:
    return {**_facts(work), "members": _parts(work), "load": load.pk}


def _facts(work: Work) -> dict[str, Any]:
    return {
        **{name: getattr(work.record, name) for name in steps.FACTS},
        "unit": work.record.unit.code,
    }


def _parts(work: Work) -> list[dict[str, str]]:
    return [{"staff": member.staff.code, "role": str(member.role)} for _row, member in work.members]


def _told_added(work: Work, load: Load) -> dict[str, Any]:
    before = work.before or {}
    changes: dict[str, Any] = {
        name: {"from": before[name], "to": getattr(work.record, name)}
        for name in work.changed
        if name != "search_key"
    }
    if work.members:
        changes["members"] = {"from": [], "to": _parts(work)}
    return {"changes": changes, "version": work.record.version, "load": load.pk}
