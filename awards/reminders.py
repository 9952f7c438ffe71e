"""Reminders of review steps that have run past their limit, and the daily run of all reminders.

Dossiers that lie before the same step with the same limit are told in one notice. It is told on
the first working day after the limit and again every five working days, however often or late
the job runs: the key of the notice names the step, the unit, the limit and which time it is, and
the database keeps ``(kind, key, recipient)`` unique. No dossier can join such a group later,
because a step is always opened before its own limit.

A step of a level that works elsewhere is told once only: its officer here can look for the
answer, but cannot hurry it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards import permissions
from awards.models import ReviewStep, StepOutcome
from awards.workflow import IN_REVIEW
from core import clock
from core.notifications import Notice, tell
from core.workdays import count_workdays, vietnamese_holidays
from emulation.reminders import registration_closing
from personnel.reminders import corrections_due
from personnel.selectors import holders
from personnel.selectors.holders import Way

KIND = "awards.step_overdue"
EVERY_WORKDAYS = 5
_NAMED = 5


class _Person(NamedTuple):
    user_id: int
    has_email: bool


class _Group(NamedTuple):
    """Steps that are told together."""

    kind: str
    unit_id: int
    due_on: date
    is_external: bool

    def occasion(self, as_of: date) -> int | None:
        """Which time the group is told on that day; nothing on the days off before the first."""
        years = tuple(range(self.due_on.year, as_of.year + 1))
        overdue = count_workdays(self.due_on, as_of, vietnamese_holidays(years))
        if overdue == 0:
            return None
        return 0 if self.is_external else (overdue - 1) // EVERY_WORKDAYS


def send(*, at: datetime) -> None:
    """Tell everybody what is due at that moment; what was told before is not told again."""
    as_of = clock.day_of(at)
    with transaction.atomic():
        tell(
            [
                *registration_closing(as_of=as_of),
                *step_overdue(as_of=as_of),
                *corrections_due(as_of=as_of),
            ],
            at=at,
        )


def step_overdue(*, as_of: date) -> list[Notice]:
    """The notices due on a day; the number of queries depends on the kinds of steps, not the dossiers."""
    groups: dict[_Group, list[ReviewStep]] = defaultdict(list)
    for step in _overdue(as_of):
        if step.due_on is not None:
            groups[_Group(step.kind, step.unit_id, step.due_on, step.is_external)].append(step)
    holders = _Holders(as_of)
    notices = []
    for group, steps in groups.items():
        occasion = group.occasion(as_of)
        if occasion is None:
            continue
        for person, mine in _by_person(steps, holders).items():
            notices.append(_notice(group, occasion, person, mine))
    return notices


def _overdue(as_of: date) -> Iterable[ReviewStep]:
    return (
        ReviewStep.objects.filter(
            outcome=StepOutcome.OPEN, due_on__lt=as_of, proposal__state=IN_REVIEW
        )
        .select_related("proposal__unit", "proposal__award_type", "unit")
        .order_by("due_on", "pk")
    )


class _Holders:
    """Who may act in a step, asked once for each action."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._known: dict[str, list[Way]] = {}

    def of(self, step: ReviewStep) -> set[_Person]:
        """Those who may act in the step now, as the policy of proposals has it."""
        ways = [*self._ways(step.action, step.unit.tree_start)]
        if step.is_external:
            ways += self._ways("awards.record_external", step.proposal.unit.tree_start)
        people = permissions.people_of(step.proposal)
        return {_Person(way.user_id, way.has_email) for way in ways if way.may_handle(people)}

    def _ways(self, action: str, position: int) -> Iterator[Way]:
        if action not in self._known:
            self._known[action] = holders.ways(action, self._on)
        return (way for way in self._known[action] if way.reaches(position))


def _by_person(
    steps: Iterable[ReviewStep], holders: _Holders
) -> Mapping[_Person, list[ReviewStep]]:
    found: dict[_Person, list[ReviewStep]] = defaultdict(list)
    for step in steps:
        for person in sorted(holders.of(step)):
            found[person].append(step)
    return found


def _notice(group: _Group, occasion: int, person: _Person, steps: Sequence[ReviewStep]) -> Notice:
    first = steps[0]
    if len(steps) == 1:
        title = _("Quá hạn: %(who)s") % {"who": first.proposal.recipient_name}
        url = reverse("proposals:detail", args=[first.proposal_id])
    else:
        title = ngettext(
            "%(count)d hồ sơ quá hạn ở bước “%(step)s”",
            "%(count)d hồ sơ quá hạn ở bước “%(step)s”",
            len(steps),
        ) % {"count": len(steps), "step": first.label}
        query = {"status": "LATE", "step": group.kind, "waiting": "on"}
        url = f"{reverse('proposals:list')}?{urlencode(query)}"
    return Notice(
        recipient_id=person.user_id,
        kind=KIND,
        key=f"{group.kind}:{group.unit_id}:{group.due_on.isoformat()}:{occasion}",
        title=title[:200],
        body=_body(group, steps),
        url=url,
        has_email=person.has_email,
    )


def _body(group: _Group, steps: Sequence[ReviewStep]) -> str:
    first = steps[0]
    lines = [
        _("Bước “%(step)s” tại %(unit)s đã hết hạn ngày %(due)s.")
        % {"step": first.label, "unit": first.unit, "due": f"{group.due_on:%d/%m/%Y}"}
    ]
    lines += [
        _("%(code)s %(who)s: %(award)s năm %(year)s.")
        % {
            "code": step.proposal.code,
            "who": step.proposal.recipient_name,
            "award": step.proposal.award_label,
            "year": step.proposal.year,
        }
        for step in steps[:_NAMED]
    ]
    if len(steps) > _NAMED:
        lines.append(_("Và %(count)d hồ sơ khác.") % {"count": len(steps) - _NAMED})
    if group.is_external:
        lines.append(_("Nếu cấp trên đã trả lời, hãy ghi kết quả và số văn bản."))
    return "\n".join(lines)
