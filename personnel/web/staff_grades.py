"""Pages of steps with annual grades: recording, correcting, taking back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from core.errors import NotVisible
from personnel.domain import assessment_rules
from personnel.models import AnnualAssessment, Staff
from personnel.selectors import conduct
from personnel.services import assessments as services
from personnel.web import staff_forms, steps
from personnel.web.person_steps import by_whom, changeable, page_of, step


@require_http_methods(["GET", "HEAD", "POST"])
def staff_assess(request: HttpRequest, code: str) -> HttpResponse:
    """The grade of a year that has none yet."""
    person = changeable(request, code)
    form = staff_forms.NewGradeForm(request.POST or None, initial={"year": clock.today().year})

    def act(values: dict[str, Any]) -> tuple[str, str]:
        done = services.record_assessment(staff=person, **values, **by_whom(request))
        told = _("Đã ghi xếp loại năm %(year)d của %(name)s: %(grade)s.") % {
            "year": done.year,
            "name": person,
            "grade": done.get_grade_display(),
        }
        return page_of(person), _with_hints(told, done)

    return steps.run(request, form, step(person, _("Ghi xếp loại năm"), _("Ghi"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def grade_correct(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The grade of a year, put right."""
    person = changeable(request, code)
    held = _grade(person, year)
    usual = assessment_rules.rule_for(year, person.category).code
    known = {name: getattr(held, name) for name in services.FACTS}
    if held.rule in (usual, ""):
        known["rule"] = ""
    form = staff_forms.GradeForm(request.POST or None, initial=known)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        done = services.correct_assessment(assessment=held, **values, **by_whom(request))
        told = _("Đã sửa xếp loại năm %(year)d của %(name)s: %(grade)s.") % {
            "year": done.year,
            "name": person,
            "grade": done.get_grade_display(),
        }
        return page_of(person), _with_hints(told, done)

    title = _("Sửa xếp loại năm %d") % year
    return steps.run(request, form, step(person, title, _("Lưu"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def grade_withdraw(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A grade recorded by mistake, taken back."""
    person = changeable(request, code)
    held = _grade(person, year)
    form = staff_forms.WithdrawForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.withdraw_assessment(assessment=held, **values, **by_whom(request))
        told = _("Đã hủy xếp loại năm %(year)d của %(name)s.") % {"year": year, "name": person}
        return page_of(person), told

    title = _("Hủy xếp loại năm %d") % year
    return steps.run(request, form, step(person, title, _("Hủy xếp loại"), act))


def hints_of(person: Staff, grades: list[AnnualAssessment]) -> dict[int, list[str]]:
    """What to look at again, by year; three queries however many years."""
    if not grades:
        return {}
    known = conduct.year_at_work(person)
    return {
        one.year: [
            _(hint.text)
            % {"days": hint.days, "standing": _(assessment_rules.STANDING_WORDS[hint.standing])}
            for hint in assessment_rules.hints(one.year, one.rule, one.grade, known)
        ]
        for one in grades
    }


def _with_hints(told: str, done: AnnualAssessment) -> str:
    return " ".join([told, *hints_of(done.staff, [done])[done.year]])


def _grade(person: Staff, year: int) -> AnnualAssessment:
    held = person.assessments.select_related("staff__unit").filter(year=year).first()
    if held is None:
        raise NotVisible(_("Chưa có xếp loại năm %d.") % year)
    return held
