"""Pages of steps with places of work: returning, posts held beside, putting right, spouses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import NotVisible
from core.scope import actor_of
from personnel import permissions
from personnel.models import Appointment, Staff
from personnel.selectors import staff as staff_reads
from personnel.selectors import units as unit_reads
from personnel.services import appointment_fixes, appointments
from personnel.services import spouses as spouse_services
from personnel.web import forms, staff_forms, steps
from personnel.web.person_steps import (
    by_whom_on,
    changeable,
    day_text,
    page_of,
    page_or_list,
    step,
)


@require_http_methods(["GET", "HEAD", "POST"])
def staff_return(request: HttpRequest, code: str) -> HttpResponse:
    """Taking back somebody who left."""
    person = changeable(request, code)
    form = staff_forms.PlaceForm(request.POST or None)
    _offer_units(request, form)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        appointments.rehire(staff=person, **values, **by_whom_on(request))
        told = _("%(name)s trở lại làm việc tại %(unit)s từ ngày %(day)s.") % {
            "name": person,
            "unit": values["unit"],
            "day": day_text(values["on"]),
        }
        return page_or_list(request, person), told

    return steps.run(request, form, step(person, _("Trở lại làm việc"), _("Ghi trở lại"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def leave_correct(request: HttpRequest, code: str) -> HttpResponse:
    """The last day of service, put right or taken back."""
    person = changeable(request, code)
    form = staff_forms.LeaveDayForm(request.POST or None, initial={"on": person.left_on})

    def act(values: dict[str, Any]) -> tuple[str, str]:
        appointment_fixes.correct_leave(staff=person, **values, **by_whom_on(request))
        if values["on"] is None:
            return page_of(person), _("Đã hủy việc ghi thôi việc của %s.") % person
        told = _("%(name)s thôi việc từ ngày %(day)s.") % {
            "name": person,
            "day": day_text(values["on"]),
        }
        return page_of(person), told

    return steps.run(request, form, step(person, _("Sửa ngày thôi việc"), _("Lưu"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def post_begin(request: HttpRequest, code: str) -> HttpResponse:
    """A post beside the place of work."""
    person = changeable(request, code)
    form = staff_forms.ConcurrentForm(request.POST or None)
    _offer_units(request, form)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        appointments.begin_concurrent(staff=person, **values, **by_whom_on(request))
        told = _("%(name)s kiêm nhiệm %(post)s tại %(unit)s từ ngày %(day)s.") % {
            "name": person,
            "post": values["post"],
            "unit": values["unit"],
            "day": day_text(values["on"]),
        }
        return page_of(person), told

    return steps.run(request, form, step(person, _("Giao kiêm nhiệm"), _("Ghi kiêm nhiệm"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def post_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The end of a post beside the place of work."""
    person = changeable(request, code)
    held = _place(person, pk)
    form = staff_forms.EndForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        appointments.end_concurrent(appointment=held, **values, **by_whom_on(request))
        told = _("%(name)s thôi kiêm nhiệm %(post)s từ ngày %(day)s.") % {
            "name": person,
            "post": held.post,
            "day": day_text(values["on"]),
        }
        return page_of(person), told

    return steps.run(request, form, step(person, _("Thôi kiêm nhiệm"), _("Ghi"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def place_correct(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A place of work or a post beside it, put right."""
    person = changeable(request, code)
    held = _place(person, pk)
    known = {
        "unit": held.unit,
        "post": held.post,
        "is_manager": held.is_manager,
        "on": held.valid_from,
        "decision_ref": held.decision_ref,
        "until": held.valid_to,
    }
    kind = staff_forms.ConcurrentForm if held.is_concurrent else staff_forms.PlaceForm
    form = kind(request.POST or None, initial=known)
    _offer_units(request, form)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        appointment_fixes.correct_appointment(appointment=held, **values, **by_whom_on(request))
        told = _("Đã sửa vị trí công tác của %s.") % person
        return page_or_list(request, held.staff), told

    return steps.run(request, form, step(person, _("Sửa vị trí công tác"), _("Lưu"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def place_withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A place of work recorded by mistake, taken back."""
    person = changeable(request, code)
    held = _place(person, pk)
    form = staff_forms.WithdrawForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        appointment_fixes.withdraw_appointment(appointment=held, **values, **by_whom_on(request))
        told = _("Đã hủy vị trí “%(post)s” của %(name)s.") % {"post": held.post, "name": person}
        return page_or_list(request, held.staff), told

    title = _("Hủy vị trí ghi nhầm")
    return steps.run(request, form, step(person, title, _("Hủy vị trí này"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def spouse_set(request: HttpRequest, code: str) -> HttpResponse:
    """The spouse on the same staff list."""
    person = changeable(request, code)
    people = staff_reads.visible_to(actor_of(request), permissions.VIEW_STAFF)
    form = staff_forms.SpouseForm(request.POST or None, initial={"spouse": person.spouse})
    form.offer(people.exclude(pk=person.pk))

    def act(values: dict[str, Any]) -> tuple[str, str]:
        spouse_services.set_spouse(staff=person, **values, **by_whom_on(request))
        if values["spouse"] is None:
            return page_of(person), _("Đã bỏ ghi vợ, chồng của %s.") % person
        told = _("Đã ghi %(spouse)s là vợ, chồng của %(name)s.") % {
            "spouse": values["spouse"],
            "name": person,
        }
        return page_of(person), told

    return steps.run(request, form, step(person, _("Vợ, chồng cùng cơ quan"), _("Lưu"), act))


def _place(person: Staff, pk: int) -> Appointment:
    held = person.appointments.select_related("unit", "staff__unit").filter(pk=pk).first()
    if held is None:
        raise NotVisible(_("Không tìm thấy vị trí công tác này trong hồ sơ."))
    return held


def _offer_units(request: HttpRequest, form: Any) -> None:
    reach = unit_reads.visible_to(actor_of(request), permissions.CHANGE_STAFF)
    forms.offer_units(form, "unit", reach)
