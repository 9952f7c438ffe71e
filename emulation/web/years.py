"""Pages of emulation years: the list, one year, opening and changing one."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, keyset
from core.errors import InvalidInput, Stale
from core.scope import actor_of
from core.web.messages import confirm
from core.web.parts import Crumb, Step
from core.web.tags.filters import ngay_gio
from core.web.years import YEAR_PARAM, selected_year
from emulation import permissions, workflow
from emulation.domain.phases import CLOSED, OPEN, UPCOMING, open_phases
from emulation.models import EmulationPhase, EmulationYear, PhaseKind
from emulation.selectors import initiatives as initiative_reads
from emulation.selectors import registrations as registration_reads
from emulation.selectors import years as reads
from emulation.services import years as services
from emulation.web import cases, forms, sections
from personnel.web.steps import posted_version

PAGE_SIZE = 30
_STEP_STATES = {UPCOMING: "waiting", OPEN: "current", CLOSED: "done"}


@require_safe
def year_list(request: HttpRequest) -> HttpResponse:
    """The years in reach, newest first, with what is open now."""
    actor, today = actor_of(request), clock.today()
    page = keyset.page(
        reads.visible_to(actor),
        order=("-year", "unit__tree_start", "pk"),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    counts = registration_reads.counts_by_year(actor, page.rows)
    context = {
        "page_title": _("Thi đua"),
        "page_lead": _("Đăng ký từ đầu năm, sáng kiến trong năm, đề nghị khen thưởng cuối năm."),
        "tabs": sections.tabs(request, "years"),
        "rows": [
            {
                "year": year,
                "open": [_open_words(phase, today) for phase in _open(year, today)],
                "registrations": counts.get(year.pk, 0),
                "registrations_url": _registrations_url(year),
            }
            for year in page.rows
        ],
        "page": page,
        "may_open": actor.may_somewhere(permissions.MANAGE_YEAR),
    }
    return render(request, "emulation/year_list.html", context)


@require_safe
def year_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One year: its phases as a line, and what has been registered so far."""
    actor, today = actor_of(request), clock.today()
    year = reads.visible_year(actor, pk)
    registered = registration_reads.state_counts(year, actor)
    ideas = initiative_reads.state_counts(year.unit, year.year, actor)
    phases = list(year.phases.all())
    context = {
        "page_title": _("Năm thi đua %(year)d") % {"year": year.year},
        "page_lead": year.unit.name,
        "crumbs": sections.crumbs("years", Crumb(str(year.year))),
        "year": year.year,
        "emulation_year": year,
        "phases": [_step(phase, today) for phase in phases],
        "registration_stats": _stats(
            registered, workflow.REGISTRATION.states, _registrations_url(year)
        ),
        "initiative_stats": _stats(ideas, workflow.INITIATIVE.states, _initiatives_url(year)),
        "may_manage": permissions.can(actor, permissions.MANAGE_YEAR, year).allowed,
        "may_register": permissions.may_enter(actor, permissions.REGISTER)
        and any(phase.kind == PhaseKind.REGISTRATION for phase in _open(year, today)),
        "may_submit": permissions.may_enter(actor, permissions.SUBMIT_INITIATIVE),
    }
    return render(request, "emulation/year_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def year_open(request: HttpRequest) -> HttpResponse:
    """Open a new year."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.MANAGE_YEAR)
    units = reads.organisers(actor)
    form = forms.OpenYearForm(
        request.POST or None,
        initial={"year": selected_year(request), "unit": _likely_organiser(units)},
    )
    field: Any = form.fields["unit"]
    field.queryset = units
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            year = services.open_year(
                unit=values["unit"],
                year=values["year"],
                theme=values["theme"],
                phases=form.entries(),
                by=actor,
                at=clock.now(),
            )
        except InvalidInput as error:
            cases.tell(form, error)
        else:
            confirm(
                request,
                _("Đã mở năm thi đua %(year)d của %(unit)s.")
                % {"year": year.year, "unit": year.unit},
            )
            return redirect("emulation:year_detail", pk=year.pk)
    context = {
        "page_title": _("Mở năm thi đua"),
        "crumbs": sections.crumbs("years", Crumb(_("Mở năm thi đua"))),
        "form": form,
        "submit": _("Mở năm thi đua"),
        "cancel_url": reverse("emulation:year_list"),
    }
    return render(request, "emulation/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def year_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the theme and the days of a year's phases."""
    actor = actor_of(request)
    year = reads.visible_year(actor, pk)
    permissions.require(actor, permissions.MANAGE_YEAR, year)
    form = forms.YearForm(request.POST or None, initial=_initial(year))
    back = reverse("emulation:year_detail", args=[year.pk])
    status = 422
    if request.method == "POST" and form.is_valid():
        try:
            services.revise_year(
                year=year,
                theme=form.cleaned_data["theme"],
                phases=form.entries(),
                by=actor,
                at=clock.now(),
                expected_version=posted_version(request),
            )
        except InvalidInput as error:
            cases.tell(form, error)
        except Stale as error:
            status = error.status
            form.add_error(None, error.message)
            for change in error.changes:
                form.add_error(
                    None, f"{change['label']} ({change['by']}, {ngay_gio(change['at'])})"
                )
        else:
            confirm(request, _("Đã lưu năm thi đua %(year)d.") % {"year": year.year})
            return redirect(back)
    title = _("Sửa năm thi đua %(year)d") % {"year": year.year}
    context = {
        "page_title": title,
        "page_lead": year.unit.name,
        "crumbs": sections.crumbs("years", Crumb(str(year.year), back), Crumb(_("Sửa"))),
        "form": form,
        "submit": _("Lưu"),
        "cancel_url": back,
        "version": services.version_of(year),
    }
    return render(request, "emulation/form.html", context, status=status if form.errors else 200)


def _open(year: EmulationYear, today: date) -> list[Any]:
    return open_phases([phase.dates for phase in year.phases.all()], today)


def _open_words(phase: Any, today: date) -> str:
    return f"{PhaseKind(phase.kind).label}: {_time_left(phase.days_left(today))}"


def _time_left(days: int) -> str:
    if days == 0:
        return _("hết hạn hôm nay")
    return ngettext("còn %(days)d ngày", "còn %(days)d ngày", days) % {"days": days}


def _step(phase: EmulationPhase, today: date) -> Step:
    standing = phase.dates.standing(today)
    outcome = {
        UPCOMING: _("Chưa mở"),
        OPEN: _("Đang mở, %(left)s") % {"left": _time_left(phase.dates.days_left(today))},
        CLOSED: _("Đã kết thúc"),
    }[standing]
    return Step(
        label=phase.get_kind_display(),
        state=_STEP_STATES[standing],
        outcome=outcome,
        note=f"{phase.opens_on:%d/%m/%Y} – {phase.closes_on:%d/%m/%Y}",
    )


def _stats(counts: dict[str, int], states: Any, url: str) -> list[dict[str, Any]]:
    """A figure for each state that has something, the figure leading to the list."""
    return [
        {"label": _(states[state]), "value": count, "url": f"{url}&trang_thai={state}"}
        for state, count in counts.items()
        if count
    ]


def _registrations_url(year: EmulationYear) -> str:
    query = urlencode({YEAR_PARAM: year.year, "dot": year.pk})
    return f"{reverse('emulation:registration_list')}?{query}"


def _initiatives_url(year: EmulationYear) -> str:
    query = urlencode({YEAR_PARAM: year.year, "don_vi": year.unit.code})
    return f"{reverse('emulation:initiative_list')}?{query}"


def _likely_organiser(units: Any) -> str:
    """The agency itself rather than one of its divisions."""
    first = units.filter(has_legal_personality=True).first() or units.first()
    return first.code if first else ""


def _initial(year: EmulationYear) -> dict[str, Any]:
    initial: dict[str, Any] = {"theme": year.theme}
    for phase in year.phases.all():
        initial[f"{phase.kind.lower()}_opens_on"] = phase.opens_on
        initial[f"{phase.kind.lower()}_closes_on"] = phase.closes_on
    return initial
