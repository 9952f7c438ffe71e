"""Business steps with annual grades: recording, correcting, withdrawing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.db.doubles import doubles_refused
from core.scope import Actor
from personnel import permissions
from personnel.domain import assessment_rules
from personnel.models import AnnualAssessment, AssessmentRule, Grade, Staff
from personnel.services import staff_checks
from personnel.services.checks import Checks, vn_date
from personnel.services.held import held
from personnel.services.own_case import refuse_own

FACTS = ("grade", "rule", "decision_ref", "decided_on")


class GradePaper(TypedDict, total=False):
    """The decision on a grade, and the text it was graded under where that is not the usual one."""

    rule: str
    decision_ref: str
    decided_on: date | None


@transaction.atomic
def record_assessment(
    *,
    staff: Staff,
    year: int,
    grade: str,
    by: Actor,
    at: datetime,
    **paper: Unpack[GradePaper],
) -> AnnualAssessment:
    """Record the grade of one year; a second grade of the year is refused.

    Without ``rule`` the text follows from the year and the kind of staff. The same grade again
    writes nothing.
    """
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    refuse_own(by, staff)
    checks = Checks()
    values = clean(checks, staff, year, {"grade": grade, **paper}, at)
    known = AnnualAssessment.objects.filter(staff=staff, year=year).first()
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
        assessment = AnnualAssessment.objects.create(staff=staff, year=year, **values)
    audit.record(
        action="personnel.assessment_recorded",
        subject=staff,
        by=by,
        at=at,
        data={"year": year, **values, "before": None},
    )
    return assessment


@transaction.atomic
def correct_assessment(
    *,
    assessment: AnnualAssessment,
    grade: str,
    by: Actor,
    at: datetime,
    **paper: Unpack[GradePaper],
) -> AnnualAssessment:
    """Replace what was recorded for the year; what it was stays in the trail."""
    staff = assessment.staff
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    refuse_own(by, staff)
    now = held(assessment)
    before = {name: getattr(now, name) for name in FACTS}
    checks = Checks()
    values = clean(checks, staff, now.year, {"grade": grade, **paper}, at)
    checks.done()
    if values == before:
        return assessment
    AnnualAssessment.objects.filter(pk=now.pk).update(**values)
    for name, value in values.items():
        setattr(assessment, name, value)
    audit.record(
        action="personnel.assessment_recorded",
        subject=staff,
        by=by,
        at=at,
        data={"year": now.year, **values, "before": before},
    )
    return assessment


@transaction.atomic
def withdraw_assessment(
    *, assessment: AnnualAssessment, reason: str, by: Actor, at: datetime
) -> None:
    """Take back a grade recorded by mistake (for another person, another year)."""
    assessment = held(assessment)
    staff = assessment.staff
    permissions.require(by, permissions.CHANGE_STAFF, staff)
    refuse_own(by, staff)
    checks = Checks()
    reason = checks.text("reason", _("Lý do"), reason, limit=500)
    checks.done()
    told = {name: getattr(assessment, name) for name in FACTS}
    year = assessment.year
    assessment.delete()
    audit.record(
        action="personnel.assessment_withdrawn",
        subject=staff,
        by=by,
        at=at,
        data={"year": year, **told, "reason": reason},
    )


def clean(
    checks: Checks, staff: Staff, year: int, said: dict[str, Any], at: datetime
) -> dict[str, Any]:
    """Check one grade; nothing is asked of the database, so that loads use it row by row."""
    grade = checks.choice("grade", _("Mức xếp loại"), said["grade"], Grade.values)
    rule = said.get("rule") or assessment_rules.rule_for(year, staff.category).code
    label = _("Số văn bản")
    ref = checks.text("decision_ref", label, said.get("decision_ref", ""), limit=60, required=False)
    decided_on = said.get("decided_on")
    staff_checks.assessed_year(checks, staff, year, decided_on, at)
    rule = _clean_rule(checks, rule, year)
    return {
        "grade": grade,
        "rule": rule,
        "decision_ref": ref,
        "decided_on": decided_on,
    }


def _clean_rule(checks: Checks, rule: str, year: int) -> str:
    label = _("Quy định đánh giá")
    chosen = checks.choice("rule", label, rule, AssessmentRule.values)
    if chosen in AssessmentRule.values and not assessment_rules.in_force_for(chosen, year):
        checks.add(
            "rule",
            _("%(rule)s chưa có vào năm %(year)d.")
            % {"rule": AssessmentRule(chosen).label, "year": year},
            _("Hãy chọn quy định của năm đó."),
            label,
        )
    return chosen


def _paper_of(known: AnnualAssessment) -> str:
    if not known.decision_ref:
        return ""
    words = f" ({known.decision_ref}"
    return f"{words}, {vn_date(known.decided_on)})" if known.decided_on else f"{words})"
