"""The annual report on screen, and as files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from awards.reports import annual, annual_docx, annual_xlsx, records
from awards.reports.annual import PROPOSED, AnnualReport, Figure, ReportPart
from awards.selectors import narrowing
from awards.selectors import proposals as proposal_reads
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
    links = Links(actor_of(request), chosen.unit, report)
    context = {
        "page_title": _("Báo cáo thi đua, khen thưởng năm %(year)d") % {"year": chosen.year},
        "page_lead": chosen.unit.name,
        "form": chosen.form,
        "report": report,
        "stats": _stats(report),
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


class Links:
    """From figures to the lists of what they count: the register, or the proposals sent up.

    An upper level sees the dossiers that reached it, but a report counts also those on their way
    to somebody else: such a figure stands without a link, rather than lead to a shorter list.
    """

    def __init__(self, actor: Actor, unit: Unit, report: AnnualReport) -> None:
        rows = narrowing.narrowed(
            proposal_reads.visible_to(actor),
            {"unit": unit, "year": report.year, "status": PROPOSED},
            actor,
            clock.today(),
        )
        seen = dict(rows.order_by().values_list("decider").annotate(Count("pk")))
        self._hidden = {
            section.decider
            for section in report.part(PROPOSED)
            if seen.get(section.decider, 0) != section.collectives + section.individuals
        }

    def to(self, filters: Mapping[str, str]) -> str:
        """The address of the records, or nothing where the person may not see them all."""
        if filters["status"] != PROPOSED:
            return f"{reverse('awards:register')}?{urlencode(filters)}"
        if filters["decider"] in self._hidden:
            return ""
        return f"{reverse('proposals:list')}?{urlencode(filters)}"

    def cells(self, figures: Iterable[Figure]) -> list[Cell]:
        """The numbers of a row; nothing counted leads nowhere."""
        return [Cell(one.value, self.to(one.filters) if one.value else "") for one in figures]


def _columns() -> list[Column]:
    return [
        Column(_("Danh hiệu, hình thức")),
        Column(_("Tập thể"), numeric=True),
        Column(_("Cá nhân"), numeric=True),
    ]


def _part_tables(part: ReportPart, links: Links) -> list[Table]:
    """One table for each authority."""
    return [
        Table(
            section.title,
            _columns(),
            [
                (Cell(line.label, detail=line.basis_label), *links.cells(line.cells))
                for line in section.lines
            ],
            (_("Cộng"), *links.cells(section.cells)),
        )
        for section in part.sections
    ]


def _summary(report: AnnualReport, links: Links) -> Table:
    """All authorities in one table; the last row is what the whole report states."""
    rows = [
        (Cell(section.title, detail=part.title), *links.cells(section.cells))
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


def _bars(report: AnnualReport, links: Links) -> list[Bar]:
    """How often each award was given or proposed, the highest authority's last."""
    return [
        Bar(
            f"{line.label} ({_('đã đề nghị') if section.status == PROPOSED else _('đã quyết định')})",
            line.total,
            links.to(line.filters),
            highlight=section.status != PROPOSED,
        )
        for section in report.sections
        for line in section.lines
    ]
