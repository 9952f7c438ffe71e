"""The annual report on screen, and as files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from awards.reports import annual, annual_docx, annual_xlsx, records
from awards.reports.annual import DECIDED, PROPOSED, AnnualReport, ReportLine, ReportPart
from awards.reports.totals import Figure
from awards.selectors.reach import Reach, reach_on, usual_day
from awards.web.filters import UnitField
from core import clock
from core.errors import Forbidden, NotVisible
from core.scope import Actor, actor_of
from core.web.forms import DateField
from core.web.parts import Bar, Cell, Column, Table
from core.web.years import YEAR_PARAM, selected_year
from emulation import permissions as emulation_permissions
from emulation import workflow
from emulation.selectors.counts import HANDED_IN
from personnel.models import Unit

VIEW_REPORT = "awards.view_report"
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ReportChoice(forms.Form):
    """Which unit's report; the year stands in the top bar."""

    unit = UnitField(gettext_lazy("Đơn vị"))
    as_of = DateField(
        label=gettext_lazy("Cơ cấu tổ chức tại ngày"),
        required=False,
        help_text=gettext_lazy("Bỏ trống: cuối năm báo cáo, hoặc hôm nay nếu năm chưa hết."),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for, after the policy."""

    unit: Unit
    year: int
    form: ReportChoice
    reach: Reach

    @property
    def query(self) -> str:
        """The same choice as a query."""
        return urlencode({**self.reach.filters, YEAR_PARAM: self.year})


@require_safe
def annual_report(request: HttpRequest) -> HttpResponse:
    """The report of a unit and year; every figure leads to the records behind it."""
    chosen = _choose(request)
    report = annual.build(chosen.unit, chosen.year, chosen.reach)
    links = Links(actor_of(request), chosen.unit, households=report.has_households)
    context = {
        "page_title": _("Báo cáo thi đua, khen thưởng năm %(year)d") % {"year": chosen.year},
        "page_lead": _("%(unit)s · cơ cấu tổ chức ngày %(day)s")
        % {"unit": chosen.reach.name, "day": f"{chosen.reach.day:%d/%m/%Y}"},
        "was_not_there": chosen.reach.is_empty,
        "last_day_url": _last_day_url(chosen),
        "today_url": _today_url(chosen),
        "form": chosen.form,
        "report": report,
        "stats": _stats(report, links),
        "summary": _summary(report, links),
        "parts": [(part, _part_tables(part, links)) for part in report.parts],
        "bars": _bars(report, links),
        "files": [
            (kind, f"{reverse('reports:annual_file', args=[kind])}?{chosen.query}")
            for kind in _TYPES
        ],
    }
    return render(request, "awards/reports/annual.html", context)


@require_safe
def annual_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same report as a file to work on."""
    if kind not in _TYPES:
        raise Http404
    chosen = _choose(request)
    report = annual.build(chosen.unit, chosen.year, chosen.reach)
    if kind == "docx":
        content = annual_docx.build(report, chosen.unit, clock.today())
    else:
        content = annual_xlsx.build(report, records.records(chosen.unit, chosen.year, chosen.reach))
    response = HttpResponse(content, content_type=_TYPES[kind])
    name = f"bao-cao-thi-dua-{chosen.unit.code}-{chosen.year}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# --- What is asked for ----------------------------------------------------------------------


def _choose(request: HttpRequest) -> Chosen:
    actor = actor_of(request)
    first = first_unit(actor)
    data = request.GET.copy()
    data["unit"] = data.get("unit") or first.code
    form = ReportChoice(data)
    offer(form, actor)
    if not form.is_valid() and "unit" in form.errors:
        raise NotVisible(_("Không tìm thấy đơn vị này trong phạm vi báo cáo của bạn."))
    unit, year, today = form.cleaned_data["unit"], selected_year(request), clock.today()
    day = form.cleaned_data.get("as_of") or usual_day(year, today=today)
    return Chosen(unit, year, form, reach_on(unit, day, today=today))


def _today_url(chosen: Chosen) -> str:
    """The same report by today's structure, where it is asked for by another."""
    today, ended = clock.today(), chosen.unit.dissolved_on
    if chosen.reach.day >= today or (ended is not None and ended <= today):
        return ""
    return _url_on(chosen, today)


def _last_day_url(chosen: Chosen) -> str:
    """The report by the last day of a unit that was no longer there on the day asked for.

    What stood below it has gone on elsewhere, so the figures of a later day are not its own.
    """
    ended = chosen.unit.dissolved_on
    if ended is None or chosen.reach.day < ended:
        return ""
    return _url_on(chosen, ended - timedelta(days=1))


def _url_on(chosen: Chosen, day: date) -> str:
    query = {"unit": chosen.unit.code, YEAR_PARAM: chosen.year, "as_of": day.isoformat()}
    return f"{reverse('reports:annual')}?{urlencode(query)}"


def first_unit(actor: Actor) -> Unit:
    """The highest unit whose report the person may see.

    Raises:
        Forbidden: there is none.
    """
    first = Unit.objects.visible_to(actor, VIEW_REPORT).in_tree_order().first()
    if first is None:
        raise Forbidden(
            _("Vai trò của bạn không có quyền xem báo cáo. Hãy liên hệ cán bộ tổ chức của cơ quan.")
        )
    return first


def offer(form: forms.Form, actor: Actor) -> None:
    """Offer the units whose report the person may see."""
    field: Any = form.fields["unit"]
    field.offer(actor)
    field.queryset = Unit.objects.visible_to(actor, VIEW_REPORT).in_tree_order()


# --- What is shown --------------------------------------------------------------------------


class Links:
    """From figures to the records behind them, for whoever may see the report."""

    def __init__(self, actor: Actor, unit: Unit, *, households: bool = False) -> None:
        self._records = reverse("reports:records")
        self._position = unit.tree_start
        self._actor = actor
        self._kinds = 3 if households else 2

    def to(self, filters: Mapping[str, str]) -> str:
        """The address of the records a figure counts."""
        return f"{self._records}?{urlencode(filters)}"

    def cells(self, figures: Iterable[Figure]) -> list[Cell]:
        """The numbers of a row; nothing counted leads nowhere.

        Households have a column only in a report that counts one.
        """
        shown = islice(figures, self._kinds)
        return [Cell(one.value, self.to(one.filters) if one.value else "") for one in shown]

    def columns(self, first: str) -> list[Column]:
        """The headings that go with the numbers."""
        kinds = (_("Tập thể"), _("Cá nhân"), _("Hộ gia đình"))
        return [Column(first), *(Column(kind, numeric=True) for kind in kinds[: self._kinds])]

    def to_list(self, page: str, action: str, query: Mapping[str, Any]) -> str:
        """The address of a list of another part, or nothing where the person may not see it."""
        if not self._actor.may(action, self._position):
            return ""
        return f"{reverse(page)}?{urlencode(query)}"


def _part_tables(part: ReportPart, links: Links) -> list[Table]:
    """One table for each authority."""
    return [
        Table(
            section.title,
            links.columns(_("Danh hiệu, hình thức")),
            [
                (Cell(line.label, detail=_detail(line)), *links.cells(line.cells))
                for line in section.lines
            ],
            (_("Cộng"), *links.cells(section.cells)),
        )
        for section in part.sections
    ]


def _detail(line: ReportLine) -> str:
    return f"{line.basis_label} · {line.via}" if line.via else line.basis_label


def _summary(report: AnnualReport, links: Links) -> Table:
    """All authorities in one table; the last row is what the whole report states."""
    rows = [
        (Cell(section.title, detail=part.title), *links.cells(section.cells))
        for part in report.parts
        for section in part.sections
    ]
    return Table(
        _("Tổng hợp kết quả khen thưởng"),
        links.columns(_("Cấp")),
        rows,
        (_("Tổng cộng"), *links.cells(report.cells)),
    )


def _stats(report: AnnualReport, links: Links) -> list[tuple[int, str, str]]:
    """Figures of the year's work: number, label, address of the records."""
    registrations = ("emulation:registration_list", emulation_permissions.VIEW_REGISTRATION)
    initiatives = ("emulation:initiative_list", emulation_permissions.VIEW_INITIATIVE)
    here = {
        "don_vi": report.unit_code,
        "tai_ngay": report.as_of.isoformat(),
        YEAR_PARAM: report.year,
    }
    counts = report.counts
    return [
        (value, label, links.to_list(*where, {**here, "trang_thai": state}) if value else "")
        for value, label, where, state in (
            (counts.registered, _("Lượt đăng ký thi đua"), registrations, HANDED_IN),
            (counts.approved, _("Đăng ký được duyệt"), registrations, workflow.APPROVED),
            (counts.initiatives, _("Sáng kiến đăng ký"), initiatives, HANDED_IN),
            (counts.recognised, _("Sáng kiến được công nhận"), initiatives, workflow.RECOGNISED),
        )
    ]


def _bars(report: AnnualReport, links: Links) -> list[Bar]:
    """How often each award was given or proposed, the highest authority's last."""
    words = {PROPOSED: _("đã đề nghị"), DECIDED: _("đã quyết định")}
    return [
        Bar(
            f"{line.label} ({words[section.status]})",
            line.total,
            links.to(line.filters),
            highlight=section.status != PROPOSED,
        )
        for section in report.sections
        for line in section.lines
    ]
