"""Pages of people: the list, one person, and the steps that change a record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, keyset
from core.periods import holds_on
from core.vietnamese import given_name, nfc
from core.web import fragments
from core.web.parts import Cell, Column, Crumb, Mark, Table
from personnel import permissions
from personnel.middleware import actor_of
from personnel.models import Staff
from personnel.selectors import staff as reads
from personnel.selectors import units as unit_reads
from personnel.services import staff as services
from personnel.web import forms, sections, steps

PAGE_SIZE = 50


@require_safe
def staff_list(request: HttpRequest) -> HttpResponse:
    """The people in reach, in Vietnamese order, narrowed by unit, kind, state and text."""
    actor = actor_of(request)
    form = forms.StaffFilter(request.GET)
    forms.offer_units(form, "don_vi", unit_reads.visible_to(actor))
    wanted = form.cleaned_data if form.is_valid() else {}
    today = clock.today()
    page = keyset.page(
        _narrowed(reads.visible_to(actor), wanted, today),
        order=("sort_key", "pk"),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    standings = reads.standings([person.pk for person in page.rows], today)
    context = {
        "page_title": _("Nhân sự"),
        "tabs": sections.tabs(request, "staff"),
        "form": form,
        "chips": sections.chips(request, _filters(form, wanted)),
        "page": page,
        "people": [(person, standings.get(person.pk)) for person in page.rows],
        "may_hire": actor.may_somewhere(permissions.CHANGE_STAFF),
        "narrowed": any(wanted.values()),
    }
    return render(request, "personnel/staff_list.html", context)


def _narrowed(people: Any, wanted: dict[str, Any], today: Any) -> Any:
    if wanted.get("don_vi"):
        people = people.in_subtree(wanted["don_vi"])
    if wanted.get("loai"):
        people = people.filter(category=wanted["loai"])
    if wanted.get("q"):
        people = people.matching(wanted["q"])
    state = wanted.get("tinh_trang", forms.StaffFilter.WORKING)
    if state == forms.StaffFilter.LEFT:
        return people.filter(left_on__lte=today)
    return people if state == forms.StaffFilter.ALL else people.working_on(today)


def _filters(form: forms.StaffFilter, wanted: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    shown = {}
    for name, value in wanted.items():
        if value:
            choices = dict(getattr(form.fields[name], "choices", ())) if name != "don_vi" else {}
            shown[name] = (form.fields[name].label, choices.get(value, value))
    return shown


@require_safe
def staff_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One person: facts, places of work, grades, and what higher apps add."""
    actor = actor_of(request)
    person = reads.visible_staff(actor, code)
    appointments = list(person.appointments.select_related("unit").order_by("-valid_from"))
    assessments = list(person.assessments.order_by("-year"))
    today = clock.today()
    context = {
        "page_title": person.full_name,
        "page_lead": _current_post(appointments, today),
        "crumbs": [Crumb(_("Nhân sự"), reverse("personnel:staff_list")), Crumb(person.full_name)],
        "person": person,
        "facts": _facts(person),
        "marks": _marks(appointments, assessments),
        "first_year": person.joined_on.year,
        "this_year": today.year,
        "appointments": _appointment_table(appointments),
        "assessments": _assessment_table(assessments),
        "fragments": fragments.for_slot("staff_detail", person),
        "may_change": permissions.can(actor, permissions.CHANGE_STAFF, person).allowed,
        "is_here": person.left_on is None,
    }
    return render(request, "personnel/staff_detail.html", context)


def _current_post(appointments: list[Any], today: Any) -> str:
    for one in appointments:
        if holds_on(today, one.valid_from, one.valid_to):
            return f"{one.post} · {one.unit.name}"
    return _("Không còn công tác")


def _facts(person: Staff) -> list[tuple[str, Any]]:
    facts = [
        (_("Số hiệu nhân sự"), person.code),
        (_("Loại nhân sự"), person.get_category_display()),
        (_("Ngày sinh"), _day(person.birth_date)),
        (_("Giới tính"), person.get_sex_display()),
        (_("Thư điện tử"), person.email),
        (_("Ngày vào cơ quan"), _day(person.joined_on)),
    ]
    return [*facts, (_("Ngày thôi việc"), _day(person.left_on))] if person.left_on else facts


def _day(day: Any) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _marks(appointments: list[Any], assessments: list[Any]) -> list[Mark]:
    marks = [
        Mark(one.valid_from.year, one.post, "square", one.unit.label) for one in appointments
    ] + [Mark(one.year, one.get_grade_display(), "dot") for one in assessments]
    return sorted(marks, key=lambda mark: mark.year)


def _appointment_table(appointments: list[Any]) -> Table:
    return Table(
        _("Quá trình công tác"),
        [
            Column(_("Từ ngày")),
            Column(_("Đến trước ngày")),
            Column(_("Đơn vị")),
            Column(_("Chức vụ")),
        ],
        [
            (
                _day(one.valid_from),
                _day(one.valid_to) or _("nay"),
                Cell(one.unit.name, reverse("personnel:unit_detail", args=[one.unit.code])),
                Cell(one.post, detail=_("Lãnh đạo, quản lý") if one.is_manager else ""),
            )
            for one in appointments
        ],
    )


def _assessment_table(assessments: list[Any]) -> Table:
    return Table(
        _("Xếp loại hằng năm"),
        [Column(_("Năm")), Column(_("Mức xếp loại")), Column(_("Văn bản"))],
        [
            (
                str(one.year),
                one.get_grade_display(),
                Cell(one.decision_ref or "—", detail=_day(one.decided_on)),
            )
            for one in assessments
        ],
        empty=_("Chưa có kết quả xếp loại nào được ghi."),
    )


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
        person = services.hire(**values, by=actor, at=clock.now())
        told = _("Đã lập hồ sơ của %(name)s tại %(unit)s.") % {"name": person, "unit": person.unit}
        return _page_of(person), told

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


@require_http_methods(["GET", "HEAD", "POST"])
def staff_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct the facts of a person."""
    person = _changeable(request, code)
    known = {name: getattr(person, name) for name in services.FACTS if name != "external_id"}
    if person.given_name == given_name(person.full_name):
        known["given_name"] = ""  # asked for only where it is not the last word
    form = forms.StaffFactsForm(request.POST or None, initial=known)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        if f" {values['given_name']}" not in f" {nfc(values['full_name'])}" and (
            values["given_name"] == person.given_name
        ):
            values = values | {"given_name": ""}  # that of the former name
        services.update_staff(staff=person, **values, **_by_whom(request))
        return _page_of(person), _("Đã ghi thay đổi trong hồ sơ của %s.") % person

    return steps.run(request, form, _step(person, _("Sửa hồ sơ"), _("Lưu"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def staff_transfer(request: HttpRequest, code: str) -> HttpResponse:
    """The next place of work."""
    person = _changeable(request, code)
    form = forms.TransferForm(request.POST or None)
    forms.offer_units(
        form, "unit", unit_reads.visible_to(actor_of(request), permissions.CHANGE_STAFF)
    )

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.transfer(staff=person, **values, **_by_whom(request))
        told = _("%(name)s công tác tại %(unit)s từ ngày %(day)s.") % {
            "name": person,
            "unit": values["unit"],
            "day": _day(values["on"]),
        }
        return _page_or_list(request, person), told

    return steps.run(request, form, _step(person, _("Điều chuyển"), _("Điều chuyển"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def staff_leave(request: HttpRequest, code: str) -> HttpResponse:
    """The end of service."""
    person = _changeable(request, code)
    form = forms.LeaveForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.leave(staff=person, **values, **_by_whom(request))
        told = _("%(name)s thôi việc từ ngày %(day)s.") % {
            "name": person,
            "day": _day(values["on"]),
        }
        return _page_of(person), told

    return steps.run(request, form, _step(person, _("Thôi việc"), _("Ghi thôi việc"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def staff_assess(request: HttpRequest, code: str) -> HttpResponse:
    """The grade of one year."""
    person = _changeable(request, code)
    form = forms.AssessmentForm(request.POST or None, initial={"year": clock.today().year})

    def act(values: dict[str, Any]) -> tuple[str, str]:
        done = services.record_assessment(
            staff=person, **values, by=actor_of(request), at=clock.now()
        )
        told = _("Đã ghi xếp loại năm %(year)d của %(name)s: %(grade)s.") % {
            "year": done.year,
            "name": person,
            "grade": done.get_grade_display(),
        }
        return _page_of(person), told

    return steps.run(request, form, _step(person, _("Ghi xếp loại năm"), _("Ghi"), act))


def _changeable(request: HttpRequest, code: str) -> Staff:
    """The person if he is in reach (else 404) and may be changed (else 403)."""
    person = reads.visible_staff(actor_of(request), code)
    permissions.require(actor_of(request), permissions.CHANGE_STAFF, person)
    return person


def _by_whom(request: HttpRequest) -> dict[str, Any]:
    return {
        "by": actor_of(request),
        "at": clock.now(),
        "expected_version": steps.posted_version(request),
    }


def _page_of(person: Staff) -> str:
    return reverse("personnel:staff_detail", args=[person.code])


def _page_or_list(request: HttpRequest, person: Staff) -> str:
    """The person's page, or the list once the person has left the officer's reach."""
    person.unit.refresh_from_db()
    seen = permissions.can(actor_of(request), permissions.VIEW_STAFF, person).allowed
    return _page_of(person) if seen else reverse("personnel:staff_list")


def _step(person: Staff, title: str, submit: str, act: Any) -> steps.Step:
    return steps.Step(
        title=title,
        submit=submit,
        cancel_url=_page_of(person),
        act=act,
        crumbs=[
            Crumb(_("Nhân sự"), reverse("personnel:staff_list")),
            Crumb(person.full_name, _page_of(person)),
            Crumb(title),
        ],
        lead=f"{person.full_name} · {person.code} · {person.unit.name}",
        version=person.version,
    )
