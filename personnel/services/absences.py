"""Business steps with long training, parental leave and other long absences."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Required, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import audit
from core.db.doubles import doubles_refused
from core.scope import Actor
from personnel import permissions
from personnel.models import AbsenceKind, LongAbsence, Staff, TrainingResult
from personnel.services.checks import Checks, vn_date
from personnel.services.held import held
from personnel.services.own_case import refuse_own

FACTS = ("kind", "valid_from", "valid_to", "result", "decision_ref", "note")
_UNSAID: dict[str, Any] = {"valid_to": None, "result": "", "decision_ref": "", "note": ""}


class AbsenceFacts(TypedDict, total=False):
    """What is known of an absence; ``valid_to`` is the first day back."""

    kind: Required[str]
    valid_from: Required[date]
    valid_to: date | None
    result: str
    decision_ref: str
    note: str


class AbsenceChanges(TypedDict, total=False):
    """What changes: the first day back, the result of training, what was entered wrongly."""

    kind: str
    valid_from: date
    valid_to: date | None
    result: str
    decision_ref: str
    note: str


@transaction.atomic
def record_absence(
    *, staff: Staff, by: Actor, at: datetime, **facts: Unpack[AbsenceFacts]
) -> LongAbsence:
    """Record long training, parental leave, long illness or unpaid leave."""
    _require(by, staff)
    checks = Checks()
    values = clean(checks, staff, {**_UNSAID, **facts})
    _check_overlap(checks, staff, values, but=None)
    checks.done()
    with doubles_refused():
        absence = LongAbsence.objects.create(staff=staff, **values)
    audit.record(
        action="personnel.absence_recorded", subject=staff, by=by, at=at, data=dict(values)
    )
    return absence


@transaction.atomic
def correct_absence(
    *, absence: LongAbsence, by: Actor, at: datetime, **changes: Unpack[AbsenceChanges]
) -> LongAbsence:
    """Write the first day back, the result, or what was entered wrongly."""
    absence = held(absence)
    staff = absence.staff
    _require(by, staff)
    before = told(absence)
    checks = Checks()
    values = clean(checks, staff, {**before, **changes})
    _check_overlap(checks, staff, values, but=absence.pk)
    checks.done()
    difference = {
        name: {"from": before[name], "to": values[name]}
        for name in FACTS
        if before[name] != values[name]
    }
    if not difference:
        return absence
    with doubles_refused():
        LongAbsence.objects.filter(pk=absence.pk).update(**values)
    for name, value in values.items():
        setattr(absence, name, value)
    audit.record(
        action="personnel.absence_corrected",
        subject=staff,
        by=by,
        at=at,
        data={"absence": before, "changes": difference},
    )
    return absence


@transaction.atomic
def withdraw_absence(*, absence: LongAbsence, reason: str, by: Actor, at: datetime) -> None:
    """Take out an absence recorded by mistake."""
    absence = held(absence)
    staff = absence.staff
    _require(by, staff)
    checks = Checks()
    why = checks.text("reason", _("Lý do"), reason, limit=500)
    checks.done()
    before = told(absence)
    absence.delete()
    audit.record(
        action="personnel.absence_withdrawn",
        subject=staff,
        by=by,
        at=at,
        data={**before, "why": why},
    )


def told(absence: LongAbsence) -> dict[str, Any]:
    """An absence as the audit trail keeps it."""
    return {name: getattr(absence, name) for name in FACTS}


def clean(checks: Checks, staff: Staff, facts: dict[str, Any]) -> dict[str, Any]:
    """Check one absence; nothing is asked of the database, so that loads use it row by row."""
    kind = checks.choice("kind", _("Loại"), facts["kind"], AbsenceKind.values)
    start, end = facts["valid_from"], facts["valid_to"]
    result = checks.choice(
        "result", _("Kết quả học tập"), facts["result"] or "", ["", *TrainingResult.values]
    )
    checks.day("valid_from", _("Từ ngày"), start)
    checks.not_before("valid_from", _("Từ ngày"), start, staff.joined_on, _("ngày vào cơ quan"))
    if end is not None:
        label = _("Đến trước ngày")
        checks.day("valid_to", label, end)
        checks.after("valid_to", label, end, start, _("ngày bắt đầu"))
    if result and kind != AbsenceKind.TRAINING:
        checks.add(
            "result",
            _("chỉ đào tạo, bồi dưỡng mới có kết quả học tập."),
            _("Hãy để trống, hoặc chọn lại loại."),
            _("Kết quả học tập"),
        )
    ref = _("Số văn bản")
    return {
        "kind": kind,
        "valid_from": start,
        "valid_to": end,
        "result": result,
        "decision_ref": checks.text(
            "decision_ref", ref, facts["decision_ref"], limit=60, required=False
        ),
        "note": checks.text("note", _("Ghi chú"), facts["note"], limit=300, required=False),
    }


def _check_overlap(checks: Checks, staff: Staff, values: dict[str, Any], but: int | None) -> None:
    """Two absences of one kind share no day; the database refuses it too."""
    start, end = values["valid_from"], values["valid_to"]
    clash = Q(kind=values["kind"]) & (Q(valid_to__isnull=True) | Q(valid_to__gt=start))
    if end is not None:
        clash &= Q(valid_from__lt=end)
    for other in staff.absences.filter(clash).exclude(pk=but or 0)[:1]:
        until = vn_date(other.valid_to) if other.valid_to else _("nay")
        checks.add(
            "valid_from",
            _("trùng ngày với lần đã ghi từ %(start)s đến trước %(end)s.")
            % {"start": vn_date(other.valid_from), "end": until},
            _("Hãy sửa lần đã ghi, hoặc chọn ngày khác."),
            _("Từ ngày"),
        )


def _require(by: Actor, staff: Staff) -> None:
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    refuse_own(by, staff)
