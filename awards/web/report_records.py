"""The list behind a figure of the annual report, on screen and as a sheet.

It is shown under the permission of the report itself: an upper level reads in the report what a
department sent to somebody else, and reads its names here. Each line leads on to the pages of the
award, the decision and the dossier only for those who may open them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from awards.models import RecordedAward
from awards.reports import annual, annual_xlsx
from awards.reports import records as reads
from awards.reports.records import Behind, Record
from awards.selectors import decisions as decision_reads
from awards.selectors import proposals as proposal_reads
from awards.selectors.reach import Reach, reach_on, usual_day
from awards.web import filters, reports
from awards.web.exports import MOST, XLSX
from awards.web.filters import ANY, ProposalFilter
from core import clock, keyset
from core.errors import InvalidInput, NotVisible
from core.scope import Actor, actor_of
from core.web.parts import Chip, Crumb
from core.web.years import YEAR_PARAM
from personnel.models import Unit

PAGE_SIZE = 50
_FIXED = ("year", "unit", "as_of")
STATUS_CHOICES = [
    ANY,
    (annual.DECIDED, gettext_lazy("Đã quyết định")),
    (annual.PROPOSED, gettext_lazy("Đã đề nghị, chờ quyết định")),
]


class RecordFilter(ProposalFilter):
    """What narrows the list; unit and year are those of the report."""

    everyday: tuple[str, ...] = ("q", "unit", "year", "as_of", "status")

    q = forms.CharField(label=gettext_lazy("Tên, mã"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), required=False, choices=STATUS_CHOICES
    )
    # Django leaves out a field that a subclass sets to nothing.
    step = None  # type: ignore[assignment]
    holder = None  # type: ignore[assignment]
    waiting = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Row:
    """A record with the addresses that are open to the reader."""

    record: Record
    url: str
    decision_url: str
    proposal_url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, after the policy."""

    actor: Actor
    form: RecordFilter
    unit: Unit
    year: int
    reach: Reach
    behind: Behind

    @property
    def report_url(self) -> str:
        """The report whose figures the list explains."""
        address = reverse("reports:annual")
        return f"{address}?{urlencode({**self.reach.filters, YEAR_PARAM: self.year})}"


@require_safe
def record_list(request: HttpRequest) -> HttpResponse:
    """What stands behind a figure: awards given, then dossiers that wait above."""
    asked = _asked(request)
    page = keyset.page(
        asked.behind.keys(),  # type: ignore[arg-type]
        order=reads.ORDER,
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "page_title": _("Danh sách phía sau số liệu"),
        "page_lead": _("%(unit)s · năm %(year)d · cơ cấu tổ chức ngày %(day)s")
        % {
            "unit": asked.reach.name,
            "year": asked.year,
            "day": f"{asked.reach.day:%d/%m/%Y}",
        },
        "crumbs": [
            Crumb(_("Báo cáo năm %(year)d") % {"year": asked.year}, asked.report_url),
            Crumb(_("Danh sách")),
        ],
        "form": asked.form,
        "chips": _chips(request, asked.form),
        "clear_url": f"{request.path}?{urlencode({**asked.reach.filters, 'year': asked.year})}",
        "page": page,
        "rows": _rows(asked.behind.these(page.rows), asked.actor),
        "total": asked.behind.count(),
        "report_url": asked.report_url,
        "file_url": f"{reverse('reports:records_file')}?{query.urlencode()}",
    }
    return render(request, "awards/reports/records.html", context)


@require_safe
def record_file(request: HttpRequest) -> HttpResponse:
    """The whole list with the same filters, as a sheet."""
    asked = _asked(request)
    if asked.behind.count() > MOST:
        raise InvalidInput(
            _("Danh sách dài quá %(most)d dòng. Hãy lọc bớt, ví dụ theo năm hoặc đơn vị.")
            % {"most": MOST}
        )
    shown = [f"{chip.label}: {chip.value}" for chip in filters.chips(request, asked.form)]
    title = f"{asked.unit.name}, {asked.year}"
    body = annual_xlsx.build_list(asked.behind.all(), title=title, filters=shown)
    response = HttpResponse(body, content_type=XLSX)
    name = f"danh-sach-{asked.unit.code}-{asked.year}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# --- What is asked for ----------------------------------------------------------------------


def _asked(request: HttpRequest) -> Asked:
    """Read the filters.

    Raises:
        Forbidden: the person may see no report.
        NotVisible: the unit is not one whose report the person may see.
    """
    actor = actor_of(request)
    first = reports.first_unit(actor)
    form = RecordFilter(request, actor, offer=reports.offer)
    if "unit" in form.errors:
        raise NotVisible(_("Không tìm thấy đơn vị này trong phạm vi báo cáo của bạn."))
    unit = form.wanted.get("unit") or first
    year = form.wanted.get("year") or clock.today().year
    today = clock.today()
    day = form.wanted.get("as_of") or usual_day(year, today=today)
    reach = reach_on(unit, day, today=today)
    found = reads.behind(unit, year, form.wanted, reach)
    if form.errors:
        found = Behind(found.awards.none(), found.proposals.none())
    return Asked(actor, form, unit, year, reach, found)


def _chips(request: HttpRequest, form: RecordFilter) -> list[Chip]:
    """The filters in force; unit and year belong to the report and stay."""
    fixed = {str(form.fields[name].label) for name in _FIXED}
    return [chip for chip in filters.chips(request, form) if chip.label not in fixed]


# --- What is shown --------------------------------------------------------------------------


def _rows(records: Sequence[Record], actor: Actor) -> list[Row]:
    """The lines with the addresses open to the reader, in three queries."""
    awards = _open(RecordedAward.objects.visible_to(actor), [record.award_id for record in records])
    decisions = _open(decision_reads.visible_to(actor), [record.decision_id for record in records])
    proposals = _open(proposal_reads.visible_to(actor), [record.proposal_id for record in records])
    return [
        Row(
            record=one,
            url=_page("awards:award_detail", one.award_id, awards),
            decision_url=_page("awards:decision_detail", one.decision_id, decisions),
            proposal_url=_page("proposals:detail", one.proposal_id, proposals),
        )
        for one in records
    ]


def _open(rows: Any, pks: Iterable[int | None]) -> set[int]:
    wanted = {pk for pk in pks if pk is not None}
    return set(rows.filter(pk__in=wanted).order_by().values_list("pk", flat=True))


def _page(name: str, pk: int | None, seen: set[int]) -> str:
    return reverse(name, args=[pk]) if pk in seen else ""
