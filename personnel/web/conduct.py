"""Discipline and long absences on a person's page, and the steps with them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.periods import holds_on
from core.scope import actor_of
from core.web import fragments
from core.web.parts import Crumb
from personnel import permissions
from personnel.models import DisciplineForm, Staff
from personnel.selectors import conduct as reads
from personnel.selectors import staff as staff_reads
from personnel.services import absences, conduct
from personnel.web import staff_forms, steps
from personnel.web.person_steps import by_whom, changeable, day_text, page_of, step

_WITHDRAW_TITLES = {
    "discipline": gettext_lazy("Hủy kỷ luật"),
    "absence": gettext_lazy("Hủy thời gian học, nghỉ ghi nhầm"),
}


def register() -> None:
    """Put the part on the page of a person (once, at start-up)."""
    fragments.register(
        "staff_detail",
        gettext_lazy("Kỷ luật, học tập, nghỉ dài ngày"),
        lambda person: reverse("personnel:conduct", args=[person.code]),
    )


@require_safe
def conduct_part(request: HttpRequest, code: str) -> HttpResponse:
    """The part of a person's page, or the same as a page of its own."""
    actor = actor_of(request)
    person = staff_reads.visible_staff(actor, code)
    today = clock.today()
    context = {
        "page_title": _("Kỷ luật, học tập, nghỉ dài ngày"),
        "page_lead": f"{person.full_name} · {person.code}",
        "crumbs": [Crumb(person.full_name, page_of(person)), Crumb(_("Kỷ luật, học, nghỉ"))],
        "nav": "personnel",
        "person": person,
        "disciplines": [
            (one, _state_of(one, today)) for one in person.disciplines.order_by("-valid_from")
        ],
        "absences": list(person.absences.order_by("-valid_from")),
        "may_change": permissions.can(actor, permissions.CHANGE_STAFF, person).allowed
        and not actor.is_close_to(person.pk),
    }
    return fragments.render_part(
        request, context, part="personnel/conduct_part.html", page="personnel/conduct_page.html"
    )


def _state_of(one: Any, today: Any) -> tuple[str, str]:
    """Word and tone of a discipline today."""
    if one.form == DisciplineForm.UNDER_REVIEW:
        if one.valid_to is None or today < one.valid_to:
            return _("Đang xem xét"), "warn"
        return _("Đã kết thúc xem xét"), "neutral"
    if holds_on(today, one.valid_from, one.valid_to):
        return _("Đang có hiệu lực"), "danger"
    if today < one.valid_from:
        return _("Chưa có hiệu lực"), "info"
    return _("Hết hiệu lực"), "neutral"


# --- Discipline -----------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def discipline_add(request: HttpRequest, code: str) -> HttpResponse:
    """A discipline, or a case under review."""
    person = changeable(request, code)
    form = staff_forms.ConductForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        done = conduct.record_discipline(staff=person, **values, **by_whom(request))
        told = _("Đã ghi “%(form)s” của %(name)s từ ngày %(day)s.") % {
            "form": done.get_form_display(),
            "name": person,
            "day": day_text(done.valid_from),
        }
        return page_of(person), told

    return steps.run(request, form, step(person, _("Ghi kỷ luật"), _("Ghi"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def discipline_correct(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A discipline put right."""
    person = changeable(request, code)
    held = reads.discipline_of(person, pk)
    form = staff_forms.ConductForm(request.POST or None, initial=conduct.told(held))

    def act(values: dict[str, Any]) -> tuple[str, str]:
        conduct.correct_discipline(discipline=held, **values, **by_whom(request))
        return page_of(person), _("Đã sửa kỷ luật của %s.") % person

    return steps.run(request, form, step(person, _("Sửa kỷ luật"), _("Lưu"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def discipline_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The end of a discipline's effect."""
    person = changeable(request, code)
    held = reads.discipline_of(person, pk)
    form = staff_forms.EndForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        conduct.end_discipline(discipline=held, **values, **by_whom(request))
        told = _("Kỷ luật của %(name)s hết hiệu lực từ ngày %(day)s.") % {
            "name": person,
            "day": day_text(values["on"]),
        }
        return page_of(person), told

    return steps.run(request, form, step(person, _("Chấm dứt hiệu lực"), _("Ghi"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def review_close(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The end of a case under review."""
    person = changeable(request, code)
    held = reads.discipline_of(person, pk)
    form = staff_forms.OutcomeForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        made = conduct.close_review(discipline=held, **values, **by_whom(request))
        if made is None:
            return page_of(person), _("Đã kết thúc xem xét %s: không kỷ luật.") % person
        told = _("Đã kết thúc xem xét %(name)s: %(form)s.") % {
            "name": person,
            "form": made.get_form_display(),
        }
        return page_of(person), told

    return steps.run(request, form, step(person, _("Kết thúc xem xét"), _("Ghi"), act))


# --- Absences -------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def absence_add(request: HttpRequest, code: str) -> HttpResponse:
    """Long training or leave."""
    person = changeable(request, code)
    form = staff_forms.AbsenceForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        done = absences.record_absence(staff=person, **values, **by_whom(request))
        told = _("Đã ghi “%(kind)s” của %(name)s từ ngày %(day)s.") % {
            "kind": done.get_kind_display(),
            "name": person,
            "day": day_text(done.valid_from),
        }
        return page_of(person), told

    title = _("Ghi thời gian học, nghỉ dài ngày")
    return steps.run(request, form, step(person, title, _("Ghi"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def absence_correct(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The first day back, the result, or what was entered wrongly."""
    person = changeable(request, code)
    held = reads.absence_of(person, pk)
    form = staff_forms.AbsenceForm(request.POST or None, initial=absences.told(held))

    def act(values: dict[str, Any]) -> tuple[str, str]:
        absences.correct_absence(absence=held, **values, **by_whom(request))
        return page_of(person), _("Đã sửa thời gian học, nghỉ của %s.") % person

    title = _("Sửa thời gian học, nghỉ dài ngày")
    return steps.run(request, form, step(person, title, _("Lưu"), act))


# --- The way back ---------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def conduct_withdraw(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """A discipline or an absence taken back."""
    person = changeable(request, code)
    form = staff_forms.WithdrawForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        _withdraw(person, kind, pk, **values, **by_whom(request))
        return page_of(person), _("Đã hủy nội dung ghi nhầm của %s.") % person

    title = str(_WITHDRAW_TITLES[kind])
    return steps.run(request, form, step(person, title, _("Hủy"), act))


def _withdraw(person: Staff, kind: str, pk: int, **values: Any) -> None:
    if kind == "discipline":
        conduct.withdraw_discipline(discipline=reads.discipline_of(person, pk), **values)
    else:
        absences.withdraw_absence(absence=reads.absence_of(person, pk), **values)
