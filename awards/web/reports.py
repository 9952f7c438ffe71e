"""The annual report on screen, and as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
from awards.reports.annual import PROPOSED, AnnualReport, Figure, ReportPart
from awards.web.filters import UnitField
from core import clock
from core.errors import Forbidden, NotVisible
from core.scope import Actor
from core.web.parts import Bar, Cell, Column, Table
from core.web.years import YEAR_PARAM, selected_year
from personnel.middleware import actor_of
from personnel.models import Unit

VIEW_REPORT = "awards.view_report"
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ReportChoice(forms.Form):
    """Which unit's report; the year stands in the top bar."""

    unit = UnitField(gettext_lazy("Đơn vị"))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for, after the policy."""

    unit: Unit
    year: int
    form: ReportChoice

    @property
    def query(self) -> str:
        """The same choice as a query."""
        return urlencode({"unit": self.unit.code, YEAR_PARAM: self.year})


@require_safe
def annual_report(request: HttpRequest) -> HttpResponse:
    """The report of a unit and year; every figure leads to the records behind it."""
    chosen = _choose(request)
    report = annual.build(chosen.unit, chosen.year)
    context = {
        "page_title": _("Báo cáo thi đua, khen thưởng năm %(year)d") % {"year": chosen.year},
        "page_lead": chosen.unit.name,
        "form": chosen.form,
        "report": report,
        "stats": _stats(report),
        "summary": _summary(report),
        "parts": [(part, _part_table(part)) for part in report.parts],
        "bars": _bars(report),
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
    report = annual.build(chosen.unit, chosen.year)
    if kind == "docx":
        content = annual_docx.build(report, chosen.unit, clock.today())
    else:
        content = annual_xlsx.build(report, records.records(chosen.unit, chosen.year))
    response = HttpResponse(content, content_type=_TYPES[kind])
    name = f"bao-cao-thi-dua-{chosen.unit.code}-{chosen.year}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# --- What is asked for ----------------------------------------------------------------------


def _choose(request: HttpRequest) -> Chosen:
    actor = actor_of(request)
    units = Unit.objects.visible_to(actor, VIEW_REPORT).in_tree_order()
    first = units.first()
    if first is None:
        raise Forbidden(
            _("Vai trò của bạn không có quyền xem báo cáo. Hãy liên hệ cán bộ tổ chức của cơ quan.")
        )
    form = ReportChoice(request.GET if request.GET.get("unit") else {"unit": first.code})
    _offer(form, actor)
    if not form.is_valid():
        raise NotVisible(_("Không tìm thấy đơn vị này trong phạm vi báo cáo của bạn."))
    return Chosen(form.cleaned_data["unit"] or first, selected_year(request), form)


def _offer(form: ReportChoice, actor: Actor) -> None:
    field: Any = form.fields["unit"]
    field.offer(actor)
    field.queryset = Unit.objects.visible_to(actor, VIEW_REPORT).in_tree_order()


# --- What is shown --------------------------------------------------------------------------


def link(filters: Mapping[str, str]) -> str:
    """The list of the records a figure counts: the register, or the proposals sent up."""
    page = "proposals:list" if filters["status"] == PROPOSED else "awards:register"
    return f"{reverse(page)}?{urlencode(filters)}"


def _cell(figure: Figure) -> Cell:
    return Cell(figure.value, link(figure.filters) if figure.value else "")


def _columns() -> list[Column]:
    return [
        Column(_("Danh hiệu, hình thức")),
        Column(_("Tập thể"), numeric=True),
        Column(_("Cá nhân"), numeric=True),
    ]


def _part_table(part: ReportPart) -> list[Table]:
    """One table for each authority."""
    return [
        Table(
            section.title,
            _columns(),
            [
                (Cell(line.label, detail=line.basis_label), *(_cell(one) for one in line.cells))
                for line in section.lines
            ],
            (_("Cộng"), *(_cell(one) for one in section.cells)),
        )
        for section in part.sections
    ]


def _summary(report: AnnualReport) -> Table:
    """All authorities in one table; the last row is what the whole report states."""
    rows = [
        (Cell(section.title, detail=part.title), *(_cell(one) for one in section.cells))
        for part in report.parts
        for section in part.sections
    ]
    totals = report.totals()
    columns = [Column(_("Cấp")), *_columns()[1:]]
    return Table(
        _("Tổng hợp kết quả khen thưởng"),
        columns,
        rows,
        (_("Tổng cộng"), totals.collectives, totals.individuals),
    )


def _stats(report: AnnualReport) -> list[tuple[int, str, str]]:
    """Figures of the year's work: number, label, address of the records."""
    registrations = reverse("emulation:registration_list")
    initiatives = reverse("emulation:initiative_list")
    here = {"don_vi": report.unit_code, YEAR_PARAM: report.year}
    counts = report.counts
    return [
        (counts.registered, _("Lượt đăng ký thi đua"), _at(registrations, here, "HANDED_IN")),
        (counts.approved, _("Đăng ký được duyệt"), _at(registrations, here, "APPROVED")),
        (counts.initiatives, _("Sáng kiến đăng ký"), _at(initiatives, here, "HANDED_IN")),
        (counts.recognised, _("Sáng kiến được công nhận"), _at(initiatives, here, "RECOGNISED")),
    ]


def _at(address: str, query: Mapping[str, Any], state: str) -> str:
    return f"{address}?{urlencode({**query, 'trang_thai': state})}"


def _bars(report: AnnualReport) -> list[Bar]:
    """How often each award was given or proposed, the highest authority's last."""
    return [
        Bar(
            f"{line.label} ({_('đã đề nghị') if section.status == PROPOSED else _('đã quyết định')})",
            line.total,
            link(line.filters),
            highlight=section.status != PROPOSED,
        )
        for section in report.sections
        for line in section.lines
    ]
