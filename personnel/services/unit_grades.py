"""Business steps with the annual grades of units: recording, correcting, withdrawing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.clock import day_of
from core.db.doubles import doubles_refused
from core.scope import Actor
from personnel import permissions
from personnel.models import Grade, Unit, UnitAssessment
from personnel.services import staff_checks
from personnel.services.checks import Checks, vn_date
from personnel.services.held import held_of_unit

FACTS = ("grade", "party_grade", "decision_ref", "decided_on")
RECORDED = "personnel.unit_graded"
WITHDRAWN = "personnel.unit_grade_withdrawn"
_ONE_DAY = timedelta(days=1)


class UnitGradePaper(TypedDict, total=False):
    """What goes with a unit's grade: that of its Party organisation, and the decision."""

    party_grade: str
    decision_ref: str
    decided_on: date | None


@transaction.atomic
def record_unit_grade(
    *,
    unit: Unit,
    year: int,
    grade: str,
    by: Actor,
    at: datetime,
    **paper: Unpack[UnitGradePaper],
) -> UnitAssessment:
    """Record a unit's grade of one year; a second one is refused, the same again writes nothing."""
    permissions.require(by, permissions.CHANGE_UNIT, unit)
    checks = Checks()
    values = clean(checks, unit, year, {"grade": grade, **paper}, at)
    known = UnitAssessment.objects.filter(unit=unit, year=year).first()
    if known is not None:
        if not checks.problems and all(getattr(known, name) == values[name] for name in FACTS):
            return known
        checks.add(
            "year",
            _("năm %(year)d đã có xếp loại “%(grade)s”%(paper)s.")
            % {"year": year, "grade": known.get_grade_display(), "paper": _paper_of(known)},
            _("Mỗi năm có một kết quả; hãy sửa kết quả đã ghi nếu nó sai."),
            _("Năm"),
        )
    checks.done()
    with doubles_refused():
        made = UnitAssessment.objects.create(unit=unit, year=year, **values)
    _trail(RECORDED, unit, {"year": year, **values, "before": None}, by, at)
    return made


@transaction.atomic
def correct_unit_grade(
    *,
    assessment: UnitAssessment,
    grade: str,
    by: Actor,
    at: datetime,
    **paper: Unpack[UnitGradePaper],
) -> UnitAssessment:
    """Replace what was recorded for the year; what it was stays in the trail."""
    permissions.require(by, permissions.CHANGE_UNIT, assessment.unit)
    now = held_of_unit(assessment)
    before = told(now)
    checks = Checks()
    values = clean(checks, now.unit, now.year, {"grade": grade, **paper}, at)
    checks.done()
    if values == before:
        return assessment
    UnitAssessment.objects.filter(pk=now.pk).update(**values)
    for name, value in values.items():
        setattr(assessment, name, value)
    _trail(RECORDED, now.unit, {"year": now.year, **values, "before": before}, by, at)
    return assessment


@transaction.atomic
def withdraw_unit_grade(
    *, assessment: UnitAssessment, reason: str, by: Actor, at: datetime
) -> None:
    """Take back a grade recorded by mistake (for another unit, another year)."""
    permissions.require(by, permissions.CHANGE_UNIT, assessment.unit)
    now = held_of_unit(assessment)
    checks = Checks()
    reason = checks.text("reason", _("Lý do"), reason, limit=500)
    checks.done()
    unit, data = now.unit, {"year": now.year, **told(now), "reason": reason}
    now.delete()
    _trail(WITHDRAWN, unit, data, by, at)


def told(assessment: UnitAssessment) -> dict[str, Any]:
    """A unit's grade as the audit trail keeps it."""
    return {name: getattr(assessment, name) for name in FACTS}


def clean(
    checks: Checks, unit: Unit, year: int, said: dict[str, Any], at: datetime
) -> dict[str, Any]:
    """Check one grade; nothing is asked of the database, so that loads use it row by row."""
    label, grades = _("Mức độ hoàn thành nhiệm vụ"), Grade.values
    grade = checks.choice("grade", label, said["grade"], grades)
    party = said.get("party_grade") or ""
    checks.choice("party_grade", _("Xếp loại tổ chức đảng"), party, ["", *grades])
    paper = _("Số văn bản")
    ref = checks.text("decision_ref", paper, said.get("decision_ref", ""), limit=60, required=False)
    decided_on = said.get("decided_on")
    _check_year(checks, unit, year, day_of(at))
    if decided_on is not None:
        staff_checks.signed_for_year(checks, year, decided_on, day_of(at))
    return {
        "grade": grade,
        "party_grade": party,
        "decision_ref": ref,
        "decided_on": decided_on,
    }


def _check_year(checks: Checks, unit: Unit, year: int, today: date) -> None:
    """A year in which the unit worked, not after this one."""
    ended = unit.dissolved_on
    last = min(today.year, (ended - _ONE_DAY).year) if ended else today.year
    if unit.opened_on.year <= year <= last:
        return
    if year <= today.year and ended is not None and year > last:
        checks.add(
            "year",
            _("%(unit)s đã giải thể từ ngày %(day)s.") % {"unit": unit, "day": vn_date(ended)},
            _("Hãy chọn năm đơn vị còn hoạt động."),
            _("Năm"),
        )
        return
    checks.add(
        "year",
        _("năm %(year)d nằm ngoài khoảng từ năm thành lập (%(first)d) đến năm nay (%(last)d).")
        % {"year": year, "first": unit.opened_on.year, "last": today.year},
        _("Hãy chọn năm trong khoảng đó."),
        _("Năm"),
    )


def _paper_of(known: UnitAssessment) -> str:
    if not known.decision_ref:
        return ""
    words = f" ({known.decision_ref}"
    return f"{words}, {vn_date(known.decided_on)})" if known.decided_on else f"{words})"


def _trail(action: str, unit: Unit, data: dict[str, Any], by: Actor, at: datetime) -> None:
    audit.record(action=action, subject=unit, by=by, at=at, data=data)
