"""Reminders that a registration phase is about to close.

Who has not registered and who has registrations waiting for him is told once for each step
reached (by default seven, three and one days before the end), however often or late the job runs:
the key of the notice names the phase, its closing day and the step, and the database keeps
``(kind, key, recipient)`` unique.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.notifications import Notice
from emulation import permissions, workflow
from emulation.domain.phases import step_reached
from emulation.models import EmulationPhase, PhaseKind, Registration
from personnel.models import User
from personnel.selectors import holders
from personnel.selectors.holders import Way
from personnel.services.checks import vn_date

KIND = "emulation.registration_closing"
DEFAULT_STEPS = (7, 3, 1)
_DONE = (workflow.SUBMITTED, workflow.APPROVED)


class _Closing(NamedTuple):
    """A phase that closes soon, and the reminder step it has reached."""

    phase: EmulationPhase
    step: int
    days_left: int

    def holds(self, position: int) -> bool:
        return self.phase.emulation_year.unit.holds(position)


class _Person(NamedTuple):
    user_id: int
    staff_id: int
    position: int
    has_email: bool


class _Waiting(NamedTuple):
    year_id: int
    position: int
    staff_id: int | None
    created_by_id: int | None

    def may_be_approved(self, way: Way) -> bool:
        if not way.reaches(self.position):
            return False
        if self.staff_id is not None:
            return way.may_handle([self.staff_id])
        return way.may_handle(entered_by=self.created_by_id)


def reminder_steps() -> tuple[int, ...]:
    """How many days before the end people are reminded (setting of the installation)."""
    return tuple(getattr(settings, "REGISTRATION_REMINDER_DAYS", DEFAULT_STEPS))


def registration_closing(*, as_of: date) -> list[Notice]:
    """The notices due on a day; a fixed number of queries, whatever the number of people."""
    closings = _closings(as_of, reminder_steps())
    if not closings:
        return []
    people = _people(closings)
    done = _registered(closings)
    waiting = _waiting(closings)
    approvers = holders.ways(permissions.APPROVE_REGISTRATION, as_of) if waiting else []
    notices = []
    for closing in closings:
        year_id = closing.phase.emulation_year_id
        missing = {
            person.user_id: person.has_email
            for person in people
            if closing.holds(person.position) and (year_id, person.staff_id) not in done
        }
        mine = _waiting_by_user([one for one in waiting if one.year_id == year_id], approvers)
        mails = {approver.user_id: approver.has_email for approver in approvers} | missing
        notices += [
            _notice(
                closing,
                user_id,
                has_email=mails[user_id],
                is_missing=user_id in missing,
                waiting=len(mine.get(user_id, ())),
            )
            for user_id in sorted(missing.keys() | mine.keys())
        ]
    return notices


def _closings(as_of: date, steps: Sequence[int]) -> list[_Closing]:
    last = as_of + timedelta(days=max(steps, default=0))
    phases = (
        EmulationPhase.objects.filter(
            kind=PhaseKind.REGISTRATION, opens_on__lte=as_of, closes_on__range=(as_of, last)
        )
        .select_related("emulation_year__unit")
        .order_by("pk")
    )
    found = []
    for phase in phases:
        days_left = phase.dates.days_left(as_of)
        step = step_reached(days_left, steps)
        if step is not None:
            found.append(_Closing(phase, step, days_left))
    return found


def _people(closings: Iterable[_Closing]) -> list[_Person]:
    """Everybody with an account who works where a phase closes."""
    rows = User.objects.filter(
        _within(closings, "staff__unit__tree_start"), is_active=True, staff__left_on__isnull=True
    ).values_list("pk", "staff_id", "staff__unit__tree_start", "email")
    return [_Person(pk, staff, position, bool(email)) for pk, staff, position, email in rows]


def _within(closings: Iterable[_Closing], lookup: str) -> Q:
    reach = Q(pk__in=[])
    for closing in closings:
        unit = closing.phase.emulation_year.unit
        reach |= Q(**{f"{lookup}__range": (unit.tree_start, unit.tree_end)})
    return reach


def _registered(closings: Iterable[_Closing]) -> set[tuple[int, int]]:
    years = [closing.phase.emulation_year_id for closing in closings]
    rows = Registration.objects.filter(
        emulation_year__in=years, state__in=_DONE, staff__isnull=False
    ).values_list("emulation_year_id", "staff_id")
    return set(rows)


def _waiting(closings: Iterable[_Closing]) -> list[_Waiting]:
    years = [closing.phase.emulation_year_id for closing in closings]
    rows = Registration.objects.filter(
        emulation_year__in=years, state=workflow.SUBMITTED
    ).values_list("emulation_year_id", "unit__tree_start", "staff_id", "created_by_id")
    return [_Waiting(*row) for row in rows]


def _waiting_by_user(waiting: Sequence[_Waiting], approvers: Iterable[Way]) -> dict[int, set[int]]:
    """Which of the waiting registrations each user may approve, by their place in the list."""
    found: dict[int, set[int]] = {}
    for approver in approvers:
        mine = {place for place, one in enumerate(waiting) if one.may_be_approved(approver)}
        if mine:
            found.setdefault(approver.user_id, set()).update(mine)
    return found


def _notice(
    closing: _Closing, user_id: int, *, has_email: bool, is_missing: bool, waiting: int
) -> Notice:
    phase = closing.phase
    lines = [
        _("Đợt đăng ký thi đua năm %(year)d của %(unit)s hết hạn ngày %(day)s.")
        % {
            "year": phase.emulation_year.year,
            "unit": phase.emulation_year.unit,
            "day": vn_date(phase.closes_on),
        }
    ]
    if is_missing:
        lines.append(_("Anh/chị chưa gửi đăng ký."))
    if waiting:
        lines.append(
            ngettext(
                "Có %(count)d đăng ký đang chờ anh/chị duyệt.",
                "Có %(count)d đăng ký đang chờ anh/chị duyệt.",
                waiting,
            )
            % {"count": waiting}
        )
    return Notice(
        recipient_id=user_id,
        kind=KIND,
        key=f"{phase.pk}:{phase.closes_on.isoformat()}:{closing.step}",
        title=_title(closing),
        body=" ".join(lines),
        url=reverse("emulation:year_detail", args=[phase.emulation_year_id]),
        has_email=has_email,
    )


def _title(closing: _Closing) -> str:
    year = closing.phase.emulation_year.year
    if closing.days_left == 0:
        return _("Hôm nay hết hạn đăng ký thi đua năm %(year)d") % {"year": year}
    return ngettext(
        "Còn %(days)d ngày đăng ký thi đua năm %(year)d",
        "Còn %(days)d ngày đăng ký thi đua năm %(year)d",
        closing.days_left,
    ) % {"days": closing.days_left, "year": year}
