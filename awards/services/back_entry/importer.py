"""Earlier awards as something that can be loaded: from a list, or from the page of one decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from awards.permissions import BACK_ENTER
from awards.services.back_entry import columns, writing
from awards.services.back_entry.checking import plan_of
from core.imports import Column, Table
from core.imports.registry import Answers, Plan, Progress, Written, register
from core.imports.template import CodeSheet
from core.models import Load
from core.scope import Actor


class OldAwards:
    """Khen thưởng cũ: awards of earlier years with their decisions, from a spreadsheet."""

    key = "awards.old_awards"
    label: str | Promise = gettext_lazy("Khen thưởng các năm trước")
    lead: str | Promise = gettext_lazy(
        "Ghi vào sổ những khen thưởng đã có quyết định. Quyết định chưa có được lập theo số và "
        "ngày trong danh sách; khen thưởng đã có trong sổ giữ nguyên."
    )
    action = BACK_ENTER
    file_name = "khen-thuong-cu.xlsx"
    max_rows = 100_000

    def columns(self) -> Sequence[Column]:
        """Whom, which award, by which decision."""
        return columns.columns()

    def code_sheets(self, actor: Actor, day: date) -> Iterable[CodeSheet]:
        """Awards, units and recipients outside with their codes."""
        return columns.code_sheets(actor, day)

    def plan(
        self, table: Table, answers: Answers, *, by: Actor, at: datetime, tell: Progress
    ) -> Plan:
        """Check the rows; nothing is written."""
        return plan_of(table, answers, by=by, at=at, tell=tell)

    def write(self, plan: Plan, *, load: Load, by: Actor, at: datetime, tell: Progress) -> Written:
        """Record a clean list."""
        return writing.write(plan.changes, load=load, by=by, at=at, tell=tell)

    def undo(self, load: Load, *, by: Actor, at: datetime) -> None:
        """Take a whole load out of the register again."""
        writing.undo(load, by=by, at=at)


class BackEntry(OldAwards):
    """One decision with many names, typed on its page; kept as a load so that it can be undone."""

    key = "awards.back_entry"
    label: str | Promise = gettext_lazy("Ghi khen thưởng đã có quyết định")
    max_rows = 1000
    has_page = True

    def plan(
        self, table: Table, answers: Answers, *, by: Actor, at: datetime, tell: Progress
    ) -> Plan:
        """Check the names of the one decision; nothing is written."""
        return plan_of(table, answers, by=by, at=at, tell=tell, is_one_decision=True)


OLD_AWARDS, BACK_ENTRY = OldAwards(), BackEntry()


def add_importers() -> None:
    """Make both known to the loads (once, at start-up)."""
    register(OLD_AWARDS)
    register(BACK_ENTRY)
