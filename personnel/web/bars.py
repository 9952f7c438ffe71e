"""Notices from other agencies: on a person's page, the list, and the steps with them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, keyset
from core.scope import actor_of
from core.web import fragments
from core.web.parts import Crumb
from personnel import permissions
from personnel.models import BarNotice
from personnel.selectors import bars as reads
from personnel.selectors import staff as staff_reads
from personnel.selectors import units as unit_reads
from personnel.services import bars as services
from personnel.web import forms, record_forms, sections, staff_forms, steps
from personnel.web.person_steps import by_whom, changeable, day_text, page_of, step

PAGE_SIZE = 50
_METHODS = ["GET", "HEAD", "POST"]


def register() -> None:
    """Put the part on the page of a person (once, at start-up)."""
    fragments.register(
        "staff_detail",
        gettext_lazy("Thông báo lưu ý của cơ quan khác"),
        lambda person: reverse("personnel:bars", args=[person.code]),
    )


@require_safe
def bars_part(request: HttpRequest, code: str) -> HttpResponse:
    """The part of a person's page, or the same as a page of its own."""
    actor = actor_of(request)
    person = staff_reads.visible_staff(actor, code)
    today = clock.today()
    context = {
        "page_title": _("Thông báo lưu ý của cơ quan khác"),
        "page_lead": f"{person.full_name} · {person.code}",
        "crumbs": [Crumb(person.full_name, page_of(person)), Crumb(_("Thông báo lưu ý"))],
        "nav": "personnel",
        "person": person,
        "bars": [(one, state_of(one, today)) for one in person.bar_notices.order_by("-valid_from")],
        "may_change": permissions.can(actor, permissions.CHANGE_STAFF, person).allowed
        and not actor.is_close_to(person.pk),
    }
    return fragments.render_part(
        request, context, part="personnel/bars_part.html", page="personnel/bars_page.html"
    )


def state_of(one: BarNotice, today: date) -> tuple[str, str]:
    """Word and tone of a notice today."""
    if one.valid_to is not None and one.valid_to <= today:
        return _("Đã gỡ"), "neutral"
    return _("Đang bị lưu ý"), "danger"


# --- The list -------------------------------------------------------------------------------


@require_safe
def bar_list(request: HttpRequest) -> HttpResponse:
    """Danh sách đang bị lưu ý: those the officer may deal with, the latest first."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.CHANGE_STAFF)
    form = record_forms.BarListFilter(request.GET)
    forms.offer_units(form, "don_vi", unit_reads.visible_to(actor, permissions.CHANGE_STAFF))
    wanted, today = form.wanted(), clock.today()
    rows = reads.visible_bars(actor, permissions.CHANGE_STAFF).select_related("staff__unit")
    page = keyset.page(
        _narrowed(rows, wanted, today),
        order=("-valid_from", "-pk"),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    context = {
        "page_title": _("Danh sách đang bị lưu ý"),
        "page_lead": _("Người đang bị xem xét, có vi phạm do cơ quan khác thông báo bằng văn bản."),
        "tabs": sections.tabs(request, "bars"),
        "nav": "personnel",
        "form": form,
        "chips": sections.chips(request, _filters(form, wanted)),
        "page": page,
        "lines": [
            (one, state_of(one, today), not actor.is_close_to(one.staff_id)) for one in page.rows
        ],
        "narrowed": any(wanted.values()),
    }
    return render(request, "personnel/bar_list.html", context)


def _narrowed(rows: Any, wanted: dict[str, Any], today: date) -> Any:
    if wanted.get("q"):
        rows = rows.matching(wanted["q"])
    if unit := wanted.get("don_vi"):
        rows = rows.filter(staff__unit__tree_start__range=(unit.tree_start, unit.tree_end))
    state = wanted.get("tinh_trang", record_forms.BarListFilter.STANDING)
    if state == record_forms.BarListFilter.STANDING:
        return rows.standing(today)
    return rows.lifted(today) if state == record_forms.BarListFilter.LIFTED else rows


def _filters(
    form: record_forms.BarListFilter, wanted: dict[str, Any]
) -> dict[str, tuple[Any, Any]]:
    states = dict(form.fields["tinh_trang"].choices)  # type: ignore[attr-defined]
    return {
        name: (form.fields[name].label, states.get(value, value) if name == "tinh_trang" else value)
        for name, value in wanted.items()
        if value
    }


# --- Steps ----------------------------------------------------------------------------------


@require_http_methods(_METHODS)
def bar_add(request: HttpRequest, code: str) -> HttpResponse:
    """A notice about the person."""
    person = changeable(request, code)
    form = record_forms.NewBarForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        done = services.record_bar(staff=person, **values, **by_whom(request))
        told = _("Đã ghi thông báo lưu ý về %(name)s từ ngày %(day)s.") % {
            "name": person,
            "day": day_text(done.valid_from),
        }
        return page_of(person), told

    title = _("Ghi thông báo lưu ý của cơ quan khác")
    return steps.run(request, form, step(person, title, _("Ghi"), act))


@require_http_methods(_METHODS)
def bar_correct(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A notice put right."""
    person = changeable(request, code)
    held = reads.bar_of(person, pk)
    form = record_forms.BarForm(request.POST or None, initial=services.told(held))

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.correct_bar(notice=held, **values, **by_whom(request))
        return page_of(person), _("Đã sửa thông báo lưu ý về %s.") % person

    return steps.run(request, form, step(person, _("Sửa thông báo lưu ý"), _("Lưu"), act))


@require_http_methods(_METHODS)
def bar_lift(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A notice lifted by the paper that clears the person."""
    person = changeable(request, code)
    held = reads.bar_of(person, pk)
    form = record_forms.LiftForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.lift_bar(notice=held, **values, **by_whom(request))
        told = _("Đã gỡ lưu ý cho %(name)s từ ngày %(day)s.") % {
            "name": person,
            "day": day_text(values["on"]),
        }
        return page_of(person), told

    return steps.run(request, form, step(person, _("Gỡ lưu ý"), _("Gỡ"), act))


@require_http_methods(_METHODS)
def bar_withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A notice recorded by mistake, taken back."""
    person = changeable(request, code)
    held = reads.bar_of(person, pk)
    form = staff_forms.WithdrawForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.withdraw_bar(notice=held, **values, **by_whom(request))
        return page_of(person), _("Đã hủy nội dung ghi nhầm của %s.") % person

    title = _("Hủy thông báo lưu ý ghi nhầm")
    return steps.run(request, form, step(person, title, _("Hủy"), act))
