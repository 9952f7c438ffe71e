"""Annual grades on a unit's page, and the steps with them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.scope import actor_of
from core.web import fragments
from personnel import permissions
from personnel.selectors import unit_grades as reads
from personnel.selectors import units as unit_reads
from personnel.services import unit_grades as services
from personnel.web import record_forms, staff_forms, steps, unit_history
from personnel.web.unit_steps import changeable, page_of, step_on

_METHODS = ["GET", "HEAD", "POST"]


def register() -> None:
    """Put the part on the page of a unit (once, at start-up)."""
    fragments.register(
        "unit_detail",
        gettext_lazy("Mức độ hoàn thành nhiệm vụ hằng năm"),
        lambda unit: reverse("personnel:unit_grades", args=[unit.code]),
    )


@require_safe
def unit_grades(request: HttpRequest, code: str) -> HttpResponse:
    """The part of a unit's page, or the same as a page of its own."""
    actor = actor_of(request)
    unit = unit_reads.visible_unit(actor, code)
    context = {
        "page_title": _("Mức độ hoàn thành nhiệm vụ hằng năm"),
        "page_lead": unit.name,
        "crumbs": unit_history.crumbs(actor, unit),
        "nav": "personnel",
        "unit": unit,
        "grades": list(unit.assessments.order_by("-year")),
        "may_change": permissions.can(actor, permissions.CHANGE_UNIT, unit).allowed,
    }
    return fragments.render_part(
        request,
        context,
        part="personnel/unit_grades_part.html",
        page="personnel/unit_grades_page.html",
    )


@require_http_methods(_METHODS)
def unit_assess(request: HttpRequest, code: str) -> HttpResponse:
    """The grade of a year that has none yet."""
    unit = changeable(request, code)
    initial = {"year": clock.today().year}
    form = record_forms.NewUnitGradeForm(request.POST or None, initial=initial)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        done = services.record_unit_grade(unit=unit, **values, **_by_whom(request))
        told = _("Đã ghi xếp loại năm %(year)d của %(unit)s: %(grade)s.") % {
            "year": done.year,
            "unit": unit,
            "grade": done.get_grade_display(),
        }
        return page_of(unit), told

    return steps.run(request, form, step_on(unit, _("Ghi xếp loại của đơn vị"), _("Ghi"), act))


@require_http_methods(_METHODS)
def unit_grade_correct(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The grade of a year, put right."""
    unit = changeable(request, code)
    held = reads.unit_grade_of(unit, year)
    form = record_forms.UnitGradeForm(request.POST or None, initial=services.told(held))

    def act(values: dict[str, Any]) -> tuple[str, str]:
        done = services.correct_unit_grade(assessment=held, **values, **_by_whom(request))
        told = _("Đã sửa xếp loại năm %(year)d của %(unit)s: %(grade)s.") % {
            "year": done.year,
            "unit": unit,
            "grade": done.get_grade_display(),
        }
        return page_of(unit), told

    title = _("Sửa xếp loại năm %d") % year
    return steps.run(request, form, step_on(unit, title, _("Lưu"), act))


@require_http_methods(_METHODS)
def unit_grade_withdraw(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A grade recorded by mistake, taken back."""
    unit = changeable(request, code)
    held = reads.unit_grade_of(unit, year)
    form = staff_forms.WithdrawForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.withdraw_unit_grade(assessment=held, **values, **_by_whom(request))
        told = _("Đã hủy xếp loại năm %(year)d của %(unit)s.") % {"year": year, "unit": unit}
        return page_of(unit), told

    title = _("Hủy xếp loại năm %d") % year
    return steps.run(request, form, step_on(unit, title, _("Hủy xếp loại"), act))


def _by_whom(request: HttpRequest) -> dict[str, Any]:
    return {"by": actor_of(request), "at": clock.now()}
