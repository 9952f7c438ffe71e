"""Pages of people: one person, and the steps that change a record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.errors import InvalidInput, Problem
from core.periods import holds_on
from core.scope import Actor, actor_of
from core.vietnamese import given_name, nfc
from core.web import fragments
from core.web.parts import Crumb, Mark
from personnel import permissions
from personnel.models import Staff
from personnel.selectors import staff as reads
from personnel.selectors import units as unit_reads
from personnel.services import staff as services
from personnel.web import forms, staff_forms, staff_tables, steps
from personnel.web.person_steps import (
    by_whom_on,
    changeable,
    day_text,
    page_of,
    page_or_list,
    step,
)


@require_safe
def staff_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One person: facts, places of work, grades, and what higher apps add."""
    actor = actor_of(request)
    person = reads.visible_staff(actor, code)
    appointments = list(person.appointments.select_related("unit").order_by("-valid_from"))
    assessments = list(person.assessments.order_by("-year"))
    today = clock.today()
    may_change = permissions.can(actor, permissions.CHANGE_STAFF, person).allowed
    places = staff_tables.places(person, appointments, may_change=may_change)
    context = {
        "page_title": person.full_name,
        "page_lead": _current_post(appointments, today),
        "crumbs": [Crumb(_("Nhân sự"), reverse("personnel:staff_list")), Crumb(person.full_name)],
        "person": person,
        "facts": _facts(person, actor),
        "marks": _marks(places, assessments),
        "first_year": person.joined_on.year,
        "this_year": today.year,
        "places": places,
        "grades": staff_tables.grades(person, assessments, may_change=may_change),
        "more": _more(person) if may_change else (),
        "fragments": fragments.for_slot("staff_detail", person),
        "may_change": may_change,
        "is_here": person.left_on is None,
    }
    return render(request, "personnel/staff_detail.html", context)


def _more(person: Staff) -> tuple[staff_tables.Act, ...]:
    """Steps that are rarer than those at the head of the page."""
    acts = [(_("Vợ, chồng cùng cơ quan"), "spouse_set")]
    if person.left_on is None:
        acts.insert(0, (_("Giao kiêm nhiệm"), "post_begin"))
    else:
        acts.append((_("Sửa ngày thôi việc"), "leave_correct"))
    return tuple(
        staff_tables.Act(label, reverse(f"personnel:{name}", args=[person.code]))
        for label, name in acts
    )


def _current_post(appointments: list[Any], today: Any) -> str:
    for one in appointments:
        if not one.is_concurrent and holds_on(today, one.valid_from, one.valid_to):
            return f"{one.post} · {one.unit.name}"
    return _("Không còn công tác")


def _facts(person: Staff, actor: Actor) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("Số hiệu nhân sự"), person.code),
        (_("Loại nhân sự"), person.get_category_display()),
        (_("Ngày sinh"), day_text(person.birth_date)),
        (_("Giới tính"), person.get_sex_display()),
        (_("Thư điện tử"), person.email),
        (_("Ngày vào cơ quan"), day_text(person.joined_on)),
    ]
    for label, day in (
        (_("Ngày tuyển dụng"), person.recruited_on),
        (_("Bắt đầu công tác trong khu vực nhà nước"), person.service_from),
        (_("Ngày nghỉ hưu dự kiến"), person.retires_on),
    ):
        if day:
            facts.append((label, day_text(day)))
    if person.left_on:
        facts.append((_("Ngày thôi việc"), day_text(person.left_on)))
    if person.spouse is not None:
        facts.append((_("Vợ, chồng cùng cơ quan"), _spouse(person.spouse, actor)))
    return facts


def _spouse(spouse: Staff, actor: Actor) -> str:
    """Who it is, for those who may see the record; that there is one, for the others."""
    seen = permissions.can(actor, permissions.VIEW_STAFF, spouse).allowed
    return spouse.full_name if seen else _("Có")


def _marks(places: list[staff_tables.PlaceLine], assessments: list[Any]) -> list[Mark]:
    marks = [
        Mark(line.place.valid_from.year, line.place.post, "square", line.unit_name)
        for line in places
        if not line.place.is_concurrent
    ] + [Mark(one.year, one.get_grade_display(), "dot") for one in assessments]
    return sorted(marks, key=lambda mark: mark.year)


# --- Steps ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def staff_hire(request: HttpRequest) -> HttpResponse:
    """A new person on the staff list."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.CHANGE_STAFF)
    unit = request.GET.get("don-vi", "")
    form = forms.HireForm(request.POST or None, initial={"unit": unit})
    forms.offer_units(form, "unit", unit_reads.visible_to(actor, permissions.CHANGE_STAFF))
    back = reverse("personnel:staff_list")

    def act(values: dict[str, Any]) -> tuple[str, str]:
        if not values.pop("despite_same"):
            _refuse_same(form, actor, values)
        person = services.hire(**values, by=actor, at=clock.now())
        told = _("Đã lập hồ sơ của %(name)s tại %(unit)s.") % {"name": person, "unit": person.unit}
        return page_of(person), told

    return steps.run(
        request,
        form,
        steps.Step(
            _("Thêm nhân sự"),
            _("Lập hồ sơ"),
            back,
            act,
            [Crumb(_("Nhân sự"), back), Crumb(_("Thêm nhân sự"))],
        ),
    )


def _refuse_same(form: forms.HireForm, actor: Actor, values: dict[str, Any]) -> None:
    """The person may have a record already; the officer decides."""
    same = reads.same_people(
        reads.visible_to(actor), values["full_name"], values["birth_date"], values["unit"]
    )
    if same:
        form.ask()
        raise InvalidInput(
            problems=[
                Problem(
                    _("đã có %(name)s (%(code)s, %(unit)s).")
                    % {"name": one.full_name, "code": one.code, "unit": one.unit.label},
                    field="despite_same",
                    hint=_("Nếu vẫn là người khác, hãy xác nhận rồi lập hồ sơ."),
                )
                for one in same
            ]
        )


@require_http_methods(["GET", "HEAD", "POST"])
def staff_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct the facts of a person."""
    person = changeable(request, code)
    known = {name: getattr(person, name) for name in services.FACTS if name != "external_id"}
    if person.given_name == given_name(person.full_name):
        known["given_name"] = ""  # asked for only where it is not the last word
    form = forms.StaffFactsForm(request.POST or None, initial=known)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        if f" {values['given_name']}" not in f" {nfc(values['full_name'])}" and (
            values["given_name"] == person.given_name
        ):
            values = values | {"given_name": ""}  # that of the former name
        services.update_staff(staff=person, **values, **by_whom_on(request))
        return page_of(person), _("Đã ghi thay đổi trong hồ sơ của %s.") % person

    return steps.run(request, form, step(person, _("Sửa hồ sơ"), _("Lưu"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def staff_transfer(request: HttpRequest, code: str) -> HttpResponse:
    """The next place of work."""
    person = changeable(request, code)
    form = staff_forms.PlaceForm(request.POST or None)
    forms.offer_units(
        form, "unit", unit_reads.visible_to(actor_of(request), permissions.CHANGE_STAFF)
    )

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.transfer(staff=person, **values, **by_whom_on(request))
        told = _("%(name)s công tác tại %(unit)s từ ngày %(day)s.") % {
            "name": person,
            "unit": values["unit"],
            "day": day_text(values["on"]),
        }
        return page_or_list(request, person), told

    return steps.run(request, form, step(person, _("Điều chuyển"), _("Điều chuyển"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def staff_leave(request: HttpRequest, code: str) -> HttpResponse:
    """The end of service."""
    person = changeable(request, code)
    form = forms.LeaveForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.leave(staff=person, **values, **by_whom_on(request))
        told = _("%(name)s thôi việc từ ngày %(day)s.") % {
            "name": person,
            "day": day_text(values["on"]),
        }
        return page_of(person), told

    return steps.run(request, form, step(person, _("Thôi việc"), _("Ghi thôi việc"), act))
