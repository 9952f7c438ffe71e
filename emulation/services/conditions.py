"""Conditions that the transition tables of this app name.

A guard gets the subject and who acts when, and answers with the message for that person, or with
nothing when the condition is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.scope import Actor
from core.workflow.guards import guard
from emulation import permissions
from emulation.domain.phases import UPCOMING
from emulation.models import EmulationPhase, EmulationYear, Initiative, PhaseKind, Registration
from legal.models import AwardType
from personnel.models import Unit
from personnel.services.checks import day_of, vn_date


def register() -> None:
    """Importing this module registers the guards; the call makes the import visible."""


@guard("emulation.registration_open")
def registration_open(subject: Registration, context: Mapping[str, Any]) -> str | None:
    """A registration is sent in while the phase is open, or late by an officer with a reason.

    One that was sent in time and came back may be sent again whenever it is ready.
    """
    if subject.submitted_at is not None:
        return None
    return registering_refused(
        subject.emulation_year,
        subject.unit,
        context["by"],
        day_of(context["at"]),
        subject.late_reason or context["comment"],
    )


@guard("emulation.award_fits")
def award_fits(subject: Registration, context: Mapping[str, Any]) -> str | None:
    """The award exists in that year and may go to that kind of recipient."""
    return award_refused(
        subject.award_type, subject.emulation_year.year, is_person=subject.staff_id is not None
    )


@guard("emulation.applied_before_recognition")
def applied_before_recognition(subject: Initiative, context: Mapping[str, Any]) -> str | None:
    """Only what was applied, at least on trial, is recognised (Điều lệ Sáng kiến, Điều 3)."""
    if subject.first_applied_on is None:
        return _(
            "Sáng kiến chưa ghi ngày áp dụng lần đầu hoặc áp dụng thử. "
            "Hãy trả lại để tác giả bổ sung."
        )
    decided_on = context["data"].get("decided_on")
    if isinstance(decided_on, date) and decided_on < subject.first_applied_on:
        return _(
            "Ngày quyết định %(decided)s trước ngày áp dụng lần đầu %(applied)s. "
            "Hãy kiểm tra lại ngày."
        ) % {"decided": vn_date(decided_on), "applied": vn_date(subject.first_applied_on)}
    return None


def registering_refused(
    year: EmulationYear, unit: Unit, by: Actor, day: date, late_reason: str
) -> str | None:
    """Tell why nobody, or not this actor, may register for the year on that day."""
    phase = EmulationPhase.objects.filter(emulation_year=year, kind=PhaseKind.REGISTRATION).first()
    if phase is not None and phase.dates.is_open(day):
        return None
    situation = _situation(year, phase, day)
    if not by.may(permissions.MANAGE_YEAR, unit.tree_start):
        return situation + " " + _("Hãy liên hệ cán bộ phụ trách thi đua của cơ quan.")
    if not late_reason.strip():
        return situation + " " + _("Hãy ghi lý do đăng ký ngoài đợt.")
    return None


def award_refused(award: AwardType, year: int, *, is_person: bool) -> str | None:
    """Tell why the award cannot be registered for such a recipient in that year."""
    if not award.existed_in(year):
        return _(
            "“%(award)s” không có hiệu lực trong năm %(year)d. "
            "Hãy chọn danh hiệu khác trong danh mục của năm đó."
        ) % {"award": award.name, "year": year}
    if is_person and "INDIVIDUAL" not in award.object_kinds:
        return _("“%(award)s” không dành cho cá nhân. Hãy chọn danh hiệu của cá nhân.") % {
            "award": award.name
        }
    if not is_person and "COLLECTIVE" not in award.object_kinds:
        return _("“%(award)s” không dành cho tập thể. Hãy chọn danh hiệu của tập thể.") % {
            "award": award.name
        }
    return None


def _situation(year: EmulationYear, phase: EmulationPhase | None, day: date) -> str:
    if phase is None:
        return _("Năm thi đua %(year)d chưa có đợt đăng ký.") % {"year": year.year}
    if phase.dates.standing(day) == UPCOMING:
        return _("Đợt đăng ký chưa mở, bắt đầu từ ngày %(day)s.") % {"day": vn_date(phase.opens_on)}
    return _("Đợt đăng ký đã hết hạn từ ngày %(day)s.") % {"day": vn_date(phase.closes_on)}
