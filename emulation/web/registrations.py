"""Pages of registrations: the list, one registration, and acting on many."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock, keyset
from core.scope import actor_of
from core.web.parts import Choice, Crumb, LineResult, Step
from core.web.years import selected_year
from emulation import permissions, workflow
from emulation.models import Registration, RegistrationTransition
from emulation.selectors import approvers
from emulation.selectors import registrations as reads
from emulation.selectors import years as year_reads
from emulation.services import registrations as services
from emulation.web import cases, forms, sections
from personnel import permissions as personnel_permissions
from personnel.selectors.units import visible_to as visible_units
from personnel.web.forms import offer_units
from personnel.web.sections import chips

PAGE_SIZE = 50
# No longer than a key of the database.
_KEY = re.compile(r"[0-9]{1,18}")


@require_safe
def registration_list(request: HttpRequest) -> HttpResponse:
    """The registrations of the year in reach, in Vietnamese order of names."""
    actor = actor_of(request)
    year = selected_year(request)
    form = forms.RegistrationFilter(request.GET)
    offer_units(form, "don_vi", visible_units(actor))
    _offer_years(form, year_reads.visible_to(actor))
    form.is_valid()  # a filter that means nothing is left out, the others hold
    wanted = form.cleaned_data
    rows = _narrowed(reads.visible_to(actor).filter(emulation_year__year=year), wanted)
    page = keyset.page(
        rows, order=("sort_key", "pk"), size=PAGE_SIZE, cursor=request.GET.get("trang", "")
    )
    approves = actor.may_somewhere(permissions.APPROVE_REGISTRATION)
    context = {
        "page_title": _("Đăng ký thi đua"),
        "tabs": sections.tabs(request, "registrations"),
        "year": year,
        "form": form,
        "chips": chips(request, cases.shown_choices(form, wanted)),
        "narrowed": any(wanted.values()),
        "may_register": permissions.may_enter(actor, permissions.REGISTER),
        "page": page,
        "selectable": {
            row.pk
            for row in page.rows
            if approves
            and row.state == workflow.SUBMITTED
            and permissions.can(actor, permissions.APPROVE_REGISTRATION, row)
        },
        "bulk": [Choice("approve", _("Duyệt các dòng đã chọn"), tone="primary", icon="check")],
    }
    return render(request, "emulation/registration_list.html", context)


def _offer_years(form: forms.RegistrationFilter, years: Any) -> None:
    field: Any = form.fields["dot"]
    field.queryset = years


def _narrowed(rows: Any, wanted: dict[str, Any]) -> Any:
    if wanted.get("don_vi"):
        rows = cases.in_unit(rows, wanted["don_vi"], wanted.get("tai_ngay"))
    if wanted.get("dot"):
        rows = rows.filter(emulation_year=wanted["dot"])
    if wanted.get("danh_hieu"):
        rows = rows.filter(award_type=wanted["danh_hieu"])
    rows = cases.in_state(rows, wanted.get("trang_thai", ""))
    return rows.matching(wanted["q"]) if wanted.get("q") else rows


@require_POST
def registration_bulk(request: HttpRequest) -> HttpResponse:
    """Approve the chosen registrations and tell what came of each."""
    pks = [int(pk) for pk in request.POST.getlist("pk") if _KEY.fullmatch(pk)]
    outcomes = services.approve_many(
        pks, by=actor_of(request), at=clock.now(), versions_seen=_versions(request)
    )
    done = sum(outcome.done for outcome in outcomes)
    back = reverse("emulation:registration_list")
    context = {
        "page_title": _("Kết quả duyệt"),
        "page_lead": _("Đã duyệt %(done)d trong %(all)d đăng ký.")
        % {"done": done, "all": len(outcomes)},
        "crumbs": sections.crumbs("registrations", Crumb(_("Kết quả duyệt"))),
        "lines": _lines(outcomes),
        "back": f"{back}?nam={selected_year(request)}",
    }
    return render(request, "emulation/bulk_result.html", context)


def _versions(request: HttpRequest) -> dict[int, int]:
    """The versions the list showed, sent as ``key:version``."""
    found = {}
    for pair in request.POST.getlist("seen"):
        pk, _colon, version = pair.partition(":")
        if _KEY.fullmatch(pk) and _KEY.fullmatch(version):
            found[int(pk)] = int(version)
    return found


def _lines(outcomes: Iterable[services.LineOutcome]) -> list[LineResult]:
    lines = []
    for outcome in sorted(outcomes, key=lambda one: one.done):
        row = outcome.registration
        lines.append(
            LineResult(
                place="",
                label=str(row.recipient) if row else _("Đăng ký số %(pk)d") % {"pk": outcome.pk},
                message=f"{row.award_type}. {outcome.message}" if row else outcome.message,
                tone="ok" if outcome.done else "danger",
                url=reverse("emulation:registration_detail", args=[row.pk]) if row else "",
            )
        )
    return lines


@require_safe
def registration_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One registration: what, where it stands, what I may do, what was done."""
    actor = actor_of(request)
    row = reads.visible_registration(actor, pk)
    records = list(row.transitions.all())
    waiting = _holders(row) if row.state == workflow.SUBMITTED else ""
    context = {
        "page_title": str(row.recipient),
        "page_lead": f"{row.award_type} · {row.emulation_year.year}",
        "crumbs": sections.crumbs("registrations", Crumb(str(row.recipient))),
        "year": row.emulation_year.year,
        "row": row,
        "state_label": _(workflow.REGISTRATION.states[row.state]),
        "facts": _facts(row),
        "recipient_url": _recipient_url(request, row),
        "steps": _steps(row, waiting, records),
        "choices": cases.choices(
            services.available(row, actor), lambda name: _step_url(row, name), _direct(row)
        ),
        "returned_because": cases.returned_because(row, records),
        "events": cases.events(workflow.REGISTRATION, records),
    }
    return render(request, "emulation/registration_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def registration_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask about one step, or do it."""
    row = reads.visible_registration(actor_of(request), pk)
    back = reverse("emulation:registration_detail", args=[row.pk])
    crumbs = sections.crumbs("registrations", Crumb(str(row.recipient), back))
    return cases.step_page(
        request, cases.Step(services.MACHINE, row, name, back, crumbs, _who_holds)
    )


def _who_holds(row: Registration) -> str:
    if row.state == workflow.SUBMITTED:
        holder = _holders(row) or _("chưa có ai được phân quyền duyệt")
        return _("Người duyệt: %(holder)s.") % {"holder": holder}
    if row.state == workflow.RETURNED:
        people = ", ".join(str(user) for user in approvers.people_behind(row))
        return _("Đang ở: %(holder)s.") % {"holder": people or row.recipient}
    return ""


def _holders(row: Registration) -> str:
    people = approvers.nearest(permissions.APPROVE_REGISTRATION, row, clock.today())
    return ", ".join(sorted(str(user) for user in people))


def _steps(row: Registration, waiting: str, records: list[RegistrationTransition]) -> list[Step]:
    """The way of a registration: entered, sent in, approved; what was done last counts."""
    last = {record.name: record for record in records}
    entered = Step(
        _("Lập đăng ký"),
        "done",
        holder=str(row.created_by or ""),
        on=clock.day_of(row.created_at),
    )
    if row.state == workflow.WITHDRAWN:
        return [entered, Step(_("Rút đăng ký"), "skipped", outcome=_("Đã rút"))]
    sent = Step(
        _("Gửi đăng ký"),
        {workflow.DRAFT: "current", workflow.RETURNED: "returned"}.get(row.state, "done"),
        **_done(last.get("submit")),
    )
    is_approved = row.state == workflow.APPROVED
    approved = Step(
        _("Duyệt"),
        "done" if is_approved else "current" if row.state == workflow.SUBMITTED else "waiting",
        **(_done(last.get("approve")) if is_approved else {"holder": waiting}),
    )
    return [entered, sent, approved]


def _done(record: RegistrationTransition | None) -> dict[str, Any]:
    """By whom and when a step was done, if it was."""
    return {"holder": record.signature, "on": clock.day_of(record.at)} if record else {}


def _facts(row: Registration) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("Danh hiệu, hình thức"), row.award_type.name),
        (_("Năm thi đua"), f"{row.emulation_year.year} · {row.emulation_year.unit}"),
        (_("Đơn vị khi đăng ký"), row.unit.name),
        (_("Người lập"), row.created_by or ""),
    ]
    if row.late_reason:
        facts.append((_("Lý do đăng ký ngoài đợt"), row.late_reason))
    return facts


def _recipient_url(request: HttpRequest, row: Registration) -> str:
    """The recipient's own page, when the viewer may open it."""
    actor = actor_of(request)
    if row.staff:
        allowed = personnel_permissions.can(
            actor, personnel_permissions.VIEW_STAFF, row.staff
        ).allowed
        return reverse("personnel:staff_detail", args=[row.staff.code]) if allowed else ""
    unit = row.unit
    allowed = personnel_permissions.can(actor, personnel_permissions.VIEW_UNIT, unit).allowed
    return reverse("personnel:unit_detail", args=[unit.code]) if allowed else ""


def _step_url(row: Registration, name: str) -> str:
    return reverse("emulation:registration_step", args=[row.pk, name])


def _direct(row: Registration) -> dict[str, str]:
    edit = reverse("emulation:registration_edit", args=[row.pk])
    return dict.fromkeys(workflow.REVISE_IN, edit)
