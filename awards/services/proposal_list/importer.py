"""Proposals as something that can be loaded: every row becomes a draft, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.models import Proposal
from awards.permissions import PROPOSE
from awards.services import proposals
from awards.services.proposal_list import columns
from awards.services.proposal_list.checking import Draft, plan_of
from awards.workflow import DRAFT
from core.errors import BusinessError, GuardRefused, InvalidInput
from core.imports import Column, Table, written
from core.imports.reading import MOST_ROWS
from core.imports.registry import (
    CREATED,
    Answers,
    Plan,
    Progress,
    Written,
    WrittenLine,
    register,
)
from core.imports.template import CodeSheet
from core.models import Load
from core.scope import Actor
from personnel.services.loading.using import refuse_used

_MOST_NAMES = 5


class ProposalList:
    """Danh sách đề nghị: proposals of one's reach, drafted from a spreadsheet."""

    key = "awards.proposals"
    label: str | Promise = gettext_lazy("Danh sách đề nghị khen thưởng")
    lead: str | Promise = gettext_lazy(
        "Mỗi dòng được lập thành một đề nghị đang soạn. Sau khi nạp, hãy xem lại rồi gửi từng hồ sơ."
    )
    action = PROPOSE
    file_name = "danh-sach-de-nghi.xlsx"
    max_rows = MOST_ROWS
    # Recipients and awards stand as codes; no name is asked for.
    asks_names = False

    def columns(self) -> Sequence[Column]:
        """Whom, for which award, of which year."""
        return columns.columns()

    def code_sheets(self, actor: Actor, day: date) -> Iterable[CodeSheet]:
        """Awards, units, people and recipients outside whom the actor may propose."""
        return columns.code_sheets(actor, day)

    def plan(
        self, table: Table, answers: Answers, *, by: Actor, at: datetime, tell: Progress
    ) -> Plan:
        """Check the rows; nothing is written."""
        return plan_of(table, by=by, at=at, tell=tell)

    def write(self, plan: Plan, *, load: Load, by: Actor, at: datetime, tell: Progress) -> Written:
        """Draft every row by the step that drafts a single one."""
        drafts: Sequence[Draft] = plan.changes
        proposals.hold_recipients(draft.entry for draft in drafts)
        entries, lines = [], []
        for done, draft in enumerate(drafts, start=1):
            tell(done, len(drafts))
            made = _drafted(draft, by, at)
            entries.append(written.Entry(draft.row, made))
            lines.append(WrittenLine(draft.row, CREATED, made.code))
        written.note(load, entries)
        return Written(created=len(lines), lines=lines)

    def undo(self, load: Load, *, by: Actor, at: datetime) -> None:
        """Remove the drafts, as long as nobody went on with one of them."""
        made = written.created_ids(load, Proposal)
        rows = Proposal.objects.filter(pk__among=made)
        positions = rows.order_by().values_list("unit__tree_start", flat=True).distinct()
        written.require_reach(by, PROPOSE, positions)
        list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
        _refuse_gone_on(made)
        refuse_used(Proposal, made)
        rows.delete()


def _drafted(draft: Draft, by: Actor, at: datetime) -> Proposal:
    try:
        return proposals.create(draft.entry, by=by, at=at)
    except BusinessError as error:
        raise InvalidInput(
            _("Dòng %(row)d: %(reason)s") % {"row": draft.row, "reason": error.message}
        ) from error


def _refuse_gone_on(made: Sequence[int]) -> None:
    gone_on = Proposal.objects.filter(pk__among=made).exclude(state=DRAFT, version=1)
    names = [f"{one.recipient_name} ({one.code})" for one in gone_on.order_by("pk")[:_MOST_NAMES]]
    if names:
        raise GuardRefused(
            _("Không hoàn tác được vì hồ sơ đã được sửa hoặc đã gửi sau lần nạp này: %(names)s.")
            % {"names": ", ".join(names)}
        )


PROPOSAL_LIST = ProposalList()


def add_importer() -> None:
    """Make it known to the loads (once, at start-up)."""
    register(PROPOSAL_LIST)
