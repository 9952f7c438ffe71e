"""Pages of initiatives: the list, one initiative, its steps."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, keyset
from core.errors import GuardRefused, InvalidInput
from core.scope import Actor, actor_of
from core.web import fragments
from core.web.messages import confirm
from core.web.parts import Crumb
from core.web.years import selected_year
from emulation import permissions, workflow
from emulation.models import Initiative, InitiativeAuthor
from emulation.selectors import approvers
from emulation.selectors import initiatives as reads
from emulation.services import initiatives as services
from emulation.web import cases, forms, sections
from personnel import permissions as personnel_permissions
from personnel.models import Role
from personnel.selectors.units import visible_to as visible_units
from personnel.web.forms import offer_units
from personnel.web.sections import chips
from personnel.web.steps import posted_version

PAGE_SIZE = 50
DECISIONS = ("recognise", "widen")


@require_safe
def initiative_list(request: HttpRequest) -> HttpResponse:
    """The initiatives of the year in reach, in the order of the register."""
    actor = actor_of(request)
    year = selected_year(request)
    form = forms.InitiativeFilter(request.GET)
    offer_units(form, "don_vi", visible_units(actor))
    form.is_valid()  # a filter that means nothing is left out, the others hold
    wanted = form.cleaned_data
    page = keyset.page(
        _narrowed(reads.visible_to(actor).filter(year=year), wanted),
        order=("code",),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    context = {
        "page_title": _("Sáng kiến"),
        "tabs": sections.tabs(request, "initiatives"),
        "year": year,
        "form": form,
        "chips": chips(request, cases.shown_choices(form, wanted)),
        "narrowed": any(wanted.values()),
        "may_submit": permissions.may_enter(actor, permissions.SUBMIT_INITIATIVE),
        "page": page,
    }
    return render(request, "emulation/initiative_list.html", context)


def _narrowed(rows: Any, wanted: dict[str, Any]) -> Any:
    if wanted.get("don_vi"):
        rows = cases.in_unit(rows, wanted["don_vi"], wanted.get("tai_ngay"))
    rows = cases.in_state(rows, wanted.get("trang_thai", ""))
    if wanted.get("pham_vi"):
        rows = rows.filter(recognitions__scope=wanted["pham_vi"])
    return rows.matching(wanted["q"]) if wanted.get("q") else rows


@require_safe
def initiative_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One initiative: what, by whom, where it stands, what I may do, what was done."""
    actor = actor_of(request)
    row = reads.visible_initiative(actor, code)
    records = list(row.transitions.all())
    context = {
        "page_title": row.title,
        "page_lead": f"{row.code} · {row.unit}",
        "crumbs": sections.crumbs("initiatives", Crumb(row.code)),
        "year": row.year,
        "row": row,
        "state_label": _(workflow.INITIATIVE.states[row.state]),
        "holder": _holders(row) if row.state == workflow.SUBMITTED else "",
        "facts": _facts(row),
        "authors": _authors(row, actor),
        "choices": cases.choices(
            services.available(row, actor), lambda name: _step_url(row, name), _direct(row)
        ),
        "returned_because": cases.returned_because(row, records),
        "events": cases.events(workflow.INITIATIVE, records),
        "fragments": fragments.for_slot("initiative_detail", row),
    }
    return render(request, "emulation/initiative_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def initiative_step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Ask about one step, or do it; a decision has a page of its own."""
    if name in DECISIONS:
        return initiative_recognise(request, code, name)
    row = reads.visible_initiative(actor_of(request), code)
    back = reverse("emulation:initiative_detail", args=[row.code])
    crumbs = sections.crumbs("initiatives", Crumb(row.code, back))
    return cases.step_page(
        request, cases.Step(services.MACHINE, row, name, back, crumbs, _who_holds)
    )


def initiative_recognise(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Record the decision that recognises the initiative, or one of a further scope."""
    actor = actor_of(request)
    row = reads.visible_initiative(actor, code)
    permissions.require(actor, permissions.DECIDE_INITIATIVE, row)
    transition = workflow.INITIATIVE.get(name)
    assert transition is not None  # noqa: S101 - one of DECISIONS
    back = reverse("emulation:initiative_detail", args=[row.code])
    version = row.version
    form = forms.RecognitionForm(request.POST or None, initial=_likely_scope(row))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        comment = values.pop("comment")
        try:
            services.perform_transition(
                row,
                name,
                by=actor,
                at=clock.now(),
                comment=comment,
                expected_version=posted_version(request),
                data=values,
            )
        except (InvalidInput, GuardRefused) as error:
            cases.tell(form, error)
        else:
            confirm(request, cases.told(_(transition.label), _who_holds(row)))
            return redirect(back)
    context = {
        "page_title": _(transition.label),
        "page_lead": f"{row.code} · {row.title}",
        "crumbs": sections.crumbs("initiatives", Crumb(row.code, back), Crumb(_(transition.label))),
        "consequence": _(transition.consequence),
        "form": form,
        "submit": _("Ghi quyết định"),
        "cancel_url": back,
        "version": posted_version(request) if request.method == "POST" else version,
    }
    return render(request, "emulation/form.html", context, status=422 if form.errors else 200)


def _who_holds(row: Initiative) -> str:
    if row.state != workflow.SUBMITTED:
        return ""
    holder = _holders(row) or _("chưa có ai được phân quyền xét")
    return _("Người xét: %(holder)s.") % {"holder": holder}


def _holders(row: Initiative) -> str:
    people = approvers.nearest(
        permissions.DECIDE_INITIATIVE, row, clock.today(), first=Role.HR_OFFICER
    )
    return ", ".join(sorted(str(user) for user in people))


def _facts(row: Initiative) -> list[tuple[str, Any]]:
    applied = row.first_applied_on
    return [
        (_("Mã sáng kiến"), row.code),
        (_("Loại giải pháp"), row.get_kind_display()),
        (_("Năm"), row.year),
        (_("Đơn vị"), row.unit.name),
        (_("Áp dụng lần đầu"), f"{applied:%d/%m/%Y}" if applied else _("chưa ghi")),
        (_("Người lập"), row.created_by or ""),
    ]


def _authors(row: Initiative, actor: Actor) -> list[tuple[InitiativeAuthor, str]]:
    """The authors, each with the address of his page when the viewer may open it."""
    seen = personnel_permissions.VIEW_STAFF
    return [
        (
            author,
            reverse("personnel:staff_detail", args=[author.staff.code])
            if personnel_permissions.can(actor, seen, author.staff).allowed
            else "",
        )
        for author in row.authors.all()
    ]


def _likely_scope(row: Initiative) -> dict[str, str]:
    return {} if row.recognitions.all() else {"scope": "BASE"}


def _step_url(row: Initiative, name: str) -> str:
    return reverse("emulation:initiative_step", args=[row.code, name])


def _direct(row: Initiative) -> dict[str, str]:
    edit = reverse("emulation:initiative_edit", args=[row.code])
    decisions = {name: _step_url(row, name) for name in DECISIONS}
    return dict.fromkeys(workflow.REVISE_IN, edit) | decisions
