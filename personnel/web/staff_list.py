"""The list of people, today or on a day, and the same list as a sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock
from core.documents import sheets
from core.errors import InvalidInput
from core.language import official
from core.scope import actor_of
from core.web.parts import Chip
from personnel import permissions
from personnel.models import StaffCategory
from personnel.selectors import staff_list as reads
from personnel.selectors import units as unit_reads
from personnel.web import forms, sections
from personnel.web.staff_forms import StaffListFilter

PAGE_SIZE = 50
MOST = 20_000
_CATEGORIES = dict(StaffCategory.choices)


@require_safe
def staff_list(request: HttpRequest) -> HttpResponse:
    """The people in reach, in Vietnamese order, narrowed by unit, kind, post, state, text, day."""
    actor, today = actor_of(request), clock.today()
    form = _filter(request)
    wanted = form.wanted()
    lines, page = reads.page(
        actor, wanted, today, size=PAGE_SIZE, cursor=request.GET.get("trang", "")
    )
    chips = sections.chips(request, _shown(form))
    context = {
        "page_title": _("Nhân sự"),
        "page_lead": _lead(wanted),
        "tabs": sections.tabs(request, "staff"),
        "form": form,
        "chips": chips,
        "page": page,
        "people": [(line, _CATEGORIES[line.category]) for line in lines],
        "on": wanted.on,
        "may_hire": actor.may_somewhere(permissions.CHANGE_STAFF),
        "export_url": _export_url(request) if lines else "",
        "narrowed": bool(chips),
    }
    return render(request, "personnel/staff_list.html", context)


@require_safe
def staff_export(request: HttpRequest) -> HttpResponse:
    """The list with the same filters and the same reach, as a sheet."""
    actor, today = actor_of(request), clock.today()
    form = _filter(request)
    wanted = form.wanted()
    lines = reads.everything(actor, wanted, today, MOST + 1)
    if len(lines) > MOST:
        raise InvalidInput(
            _("Danh sách dài quá %(most)d dòng. Hãy lọc bớt, ví dụ theo đơn vị.") % {"most": MOST}
        )
    day = wanted.on or today
    with official():
        shown = [f"{chip.label}: {chip.value}" for chip in _told(request, form)]
        body = sheets.workbook([_sheet(lines, shown, day, today)])
    response = HttpResponse(body, content_type=sheets.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="nhan-su-{day:%Y-%m-%d}.xlsx"'
    return response


def _filter(request: HttpRequest) -> StaffListFilter:
    form = StaffListFilter(request.GET)
    forms.offer_units(form, "don_vi", unit_reads.visible_to(actor_of(request)))
    return form


def _lead(wanted: reads.Wanted) -> str:
    if wanted.on is None:
        return ""
    return _(
        "Tại ngày %(day)s: đơn vị, tên đơn vị và chức vụ của ngày đó, gồm cả người nay đã chuyển đi."
    ) % {"day": f"{wanted.on:%d/%m/%Y}"}


def _shown(form: StaffListFilter) -> dict[str, tuple[Any, Any]]:
    """The filters in force, in words."""
    shown = {}
    for name, value in (form.cleaned_data if form.is_valid() else {}).items():
        if not value:
            continue
        field = form.fields[name]
        choices = dict(getattr(field, "choices", ())) if name != "don_vi" else {}
        told = f"{value:%d/%m/%Y}" if isinstance(value, date) else choices.get(value, value)
        shown[name] = (field.label, told)
    return shown


def _told(request: HttpRequest, form: StaffListFilter) -> list[Chip]:
    return sections.chips(request, _shown(form))


def _export_url(request: HttpRequest) -> str:
    rest = request.GET.copy()
    rest.pop("trang", None)
    address = reverse("personnel:staff_export")
    return f"{address}?{rest.urlencode()}" if rest else address


def _sheet(lines: list[reads.Line], shown: list[str], day: date, today: date) -> sheets.Sheet:
    return sheets.Sheet(
        name=_("Nhân sự"),
        title=_("Danh sách nhân sự tại ngày %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        lead=[
            _("Lập ngày %(day)s") % {"day": f"{today:%d/%m/%Y}"},
            "; ".join(shown) or _("Không lọc"),
        ],
        columns=(
            _("Số hiệu"),
            _("Họ và tên"),
            _("Đơn vị"),
            _("Chức vụ"),
            _("Lãnh đạo, quản lý"),
            _("Kiêm nhiệm"),
            _("Loại"),
            _("Vào cơ quan"),
            _("Thôi việc"),
        ),
        rows=[
            (
                line.code,
                line.full_name,
                line.unit_label,
                line.post,
                _("Có") if line.is_manager else "",
                "; ".join(line.beside),
                str(_CATEGORIES[line.category]),
                line.joined_on,
                line.left_on or "",
            )
            for line in lines
        ],
    )
