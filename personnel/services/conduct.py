"""Business steps with discipline (kỷ luật) and cases under review."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Required, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.clock import day_of
from core.db.doubles import doubles_refused
from core.scope import Actor
from personnel import permissions
from personnel.models import Discipline, DisciplineForm, Staff
from personnel.services import overlaps, staff_checks
from personnel.services.checks import Checks, vn_date
from personnel.services.held import held
from personnel.services.own_case import refuse_own

FACTS = ("form", "valid_from", "valid_to", "decision_ref", "decided_on", "reason")
_UNSAID: dict[str, Any] = {
    "valid_to": None,
    "decision_ref": "",
    "decided_on": None,
    "reason": "",
}


class DisciplineFacts(TypedDict, total=False):
    """What a decision of discipline says; ``valid_to`` is the first day without effect."""

    form: Required[str]
    valid_from: Required[date]
    valid_to: date | None
    decision_ref: str
    decided_on: date | None
    reason: str


class DisciplineChanges(TypedDict, total=False):
    """What was entered wrongly; what is left out stays."""

    form: str
    valid_from: date
    valid_to: date | None
    decision_ref: str
    decided_on: date | None
    reason: str


class Outcome(TypedDict, total=False):
    """How a case under review ended: lifted when no form is given."""

    form: str
    valid_to: date | None
    decision_ref: str
    decided_on: date | None
    reason: str


@transaction.atomic
def record_discipline(
    *,
    staff: Staff,
    overlap_known: bool = False,
    by: Actor,
    at: datetime,
    **facts: Unpack[DisciplineFacts],
) -> Discipline:
    """Record a discipline with its decision and period, or a case that is under review.

    Args:
        overlap_known: the paper says so, though another discipline holds at the same time.
    """
    _require(by, staff)
    checks = Checks()
    values = clean(checks, {**_UNSAID, **facts}, at)
    _check_once(checks, staff, values, but=None)
    _check_overlaps(checks, Discipline(staff=staff, **values), overlap_known=overlap_known)
    checks.done()
    return _create(staff, values, by, at)


@transaction.atomic
def correct_discipline(
    *,
    discipline: Discipline,
    overlap_known: bool = False,
    by: Actor,
    at: datetime,
    **changes: Unpack[DisciplineChanges],
) -> Discipline:
    """Correct what was entered wrongly; what it was stays in the trail."""
    staff = discipline.staff
    _require(by, staff)
    now = held(discipline)
    checks = Checks()
    values = clean(checks, {**told(now), **changes}, at)
    _check_once(checks, staff, values, but=now.pk)
    corrected = Discipline(pk=now.pk, staff=staff, **values)
    _check_overlaps(checks, corrected, overlap_known=overlap_known)
    checks.done()
    return _change("personnel.discipline_corrected", now, values, by=by, at=at)


@transaction.atomic
def end_discipline(
    *,
    discipline: Discipline,
    on: date,
    decision_ref: str = "",
    by: Actor,
    at: datetime,
) -> Discipline:
    """End the effect of a discipline; ``on`` is the first day without it."""
    discipline = held(discipline)
    _require(by, discipline.staff)
    checks = Checks()
    if discipline.form == DisciplineForm.UNDER_REVIEW:
        checks.add(
            "on",
            _("việc đang xem xét kết thúc bằng quyết định kỷ luật hoặc kết luận không kỷ luật."),
            _("Hãy dùng bước “Kết thúc xem xét”."),
            _("Hình thức"),
        )
    ref = _ref(checks, decision_ref)
    _check_end(checks, discipline.valid_from, on)
    checks.done()
    values = told(discipline) | {"valid_to": on}
    paper = {"end_decision_ref": ref}
    return _change("personnel.discipline_ended", discipline, values, by=by, at=at, more=paper)


@transaction.atomic
def close_review(
    *,
    discipline: Discipline,
    on: date,
    overlap_known: bool = False,
    by: Actor,
    at: datetime,
    **outcome: Unpack[Outcome],
) -> Discipline | None:
    """End a case under review: with a discipline from ``on``, or lifted when there is none."""
    discipline = held(discipline)
    staff = discipline.staff
    _require(by, staff)
    checks = Checks()
    if discipline.form != DisciplineForm.UNDER_REVIEW or discipline.valid_to is not None:
        checks.add(
            "on",
            _("đây không phải việc đang xem xét."),
            _("Hãy xem lại danh sách kỷ luật."),
            _("Hình thức"),
        )
    _check_end(checks, discipline.valid_from, on)
    values = None
    if outcome.get("form"):
        values = clean(checks, {**_UNSAID, **outcome, "valid_from": on}, at)
        if values["form"] == DisciplineForm.UNDER_REVIEW:
            checks.add(
                "form",
                _("kết quả xem xét phải là một hình thức kỷ luật."),
                _("Để trống nếu kết luận không kỷ luật."),
                _("Hình thức"),
            )
        _check_once(checks, staff, values, but=None)
        _check_overlaps(checks, Discipline(staff=staff, **values), overlap_known=overlap_known)
    ref = _ref(checks, outcome.get("decision_ref", ""))
    reason = _reason(checks, outcome.get("reason", ""))
    checks.done()
    closed = told(discipline) | {"valid_to": on}
    paper = {"lifted": values is None, "end_decision_ref": ref, "outcome": reason}
    _change("personnel.review_closed", discipline, closed, by=by, at=at, more=paper)
    return None if values is None else _create(staff, values, by, at)


@transaction.atomic
def withdraw_discipline(
    *, discipline: Discipline, reason: str, decision_ref: str = "", by: Actor, at: datetime
) -> None:
    """Take a discipline out: entered by mistake, or its decision was revoked."""
    discipline = held(discipline)
    staff = discipline.staff
    _require(by, staff)
    checks = Checks()
    why = checks.text("reason", _("Lý do"), reason, limit=500)
    ref = _ref(checks, decision_ref)
    checks.done()
    before = told(discipline)
    discipline.delete()
    audit.record(
        action="personnel.discipline_withdrawn",
        subject=staff,
        by=by,
        at=at,
        data={**before, "why": why, "withdrawing_ref": ref},
    )


def told(discipline: Discipline) -> dict[str, Any]:
    """A discipline as the audit trail keeps it."""
    return {name: getattr(discipline, name) for name in FACTS}


def clean(checks: Checks, facts: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Check one discipline; nothing is asked of the database, so that loads use it row by row."""
    form = checks.choice("form", _("Hình thức"), facts["form"], DisciplineForm.values)
    start, end, decided_on = facts["valid_from"], facts["valid_to"], facts["decided_on"]
    values = {
        "form": form,
        "valid_from": checks.day("valid_from", _("Từ ngày"), start),
        "valid_to": end,
        "decision_ref": _ref(checks, facts["decision_ref"]),
        "decided_on": decided_on,
        "reason": _reason(checks, facts["reason"]),
    }
    if form != DisciplineForm.UNDER_REVIEW and not values["decision_ref"]:
        checks.add(
            "decision_ref",
            _("chưa có nội dung."),
            _("Kỷ luật phải ghi số quyết định."),
            _("Số quyết định"),
        )
    if end is not None:
        checks.day("valid_to", _("Đến trước ngày"), end)
        checks.after("valid_to", _("Đến trước ngày"), end, start, _("ngày bắt đầu hiệu lực"))
    if decided_on is not None:
        _check_decided(checks, decided_on, start, day_of(at))
    return values


def _check_decided(checks: Checks, decided_on: date, start: date, today: date) -> None:
    """A decision is signed no later than today, and takes effect no earlier than it is signed."""
    staff_checks.signed(checks, _("Ngày quyết định"), decided_on, today)
    checks.not_before("valid_from", _("Từ ngày"), start, decided_on, _("ngày quyết định"))


def _check_end(checks: Checks, start: date, on: date) -> None:
    label = _("Ngày kết thúc")
    checks.day("on", label, on)
    checks.after("on", label, on, start, _("ngày bắt đầu hiệu lực"))


def _check_once(checks: Checks, staff: Staff, values: dict[str, Any], but: int | None) -> None:
    same = staff.disciplines.filter(form=values["form"], valid_from=values["valid_from"])
    if same.exclude(pk=but or 0).exists():
        checks.add(
            "valid_from",
            _("đã ghi hình thức này từ ngày %(day)s.") % {"day": vn_date(values["valid_from"])},
            _("Hãy sửa lần đã ghi nếu nó sai."),
            _("Từ ngày"),
        )


def _check_overlaps(checks: Checks, discipline: Discipline, *, overlap_known: bool) -> None:
    """Look at other periods once this one is in order."""
    if not checks.problems:
        overlaps.require_known(checks, discipline, is_known=overlap_known)


def _require(by: Actor, staff: Staff) -> None:
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    refuse_own(by, staff)


def _ref(checks: Checks, value: str) -> str:
    return checks.text("decision_ref", _("Số quyết định"), value, limit=60, required=False)


def _reason(checks: Checks, value: str) -> str:
    return checks.text("reason", _("Nội dung"), value, limit=500, required=False)


def _create(staff: Staff, values: dict[str, Any], by: Actor, at: datetime) -> Discipline:
    with doubles_refused():
        discipline = Discipline.objects.create(staff=staff, **values)
    audit.record(
        action="personnel.discipline_recorded", subject=staff, by=by, at=at, data=dict(values)
    )
    return discipline


def _change(
    action: str,
    discipline: Discipline,
    values: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
    more: dict[str, Any] | None = None,
) -> Discipline:
    before = told(discipline)
    changes = {
        name: {"from": before[name], "to": values[name]}
        for name in FACTS
        if before[name] != values[name]
    }
    if not changes:
        return discipline
    with doubles_refused():
        Discipline.objects.filter(pk=discipline.pk).update(**values)
    for name, value in values.items():
        setattr(discipline, name, value)
    audit.record(
        action=action,
        subject=discipline.staff,
        by=by,
        at=at,
        data={"discipline": before, "changes": changes, **(more or {})},
    )
    return discipline
