"""What is told of a unit's past: facts of a day, tables of its periods, and its lineage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core import clock
from core.scope import Actor, actor_of
from core.web.parts import Cell, Column, Crumb, Table
from personnel import permissions
from personnel.models import Unit, UnitEvent
from personnel.models.lineage import CodeScheme
from personnel.selectors import as_of
from personnel.selectors import lineage as lineage_reads
from personnel.selectors import units as reads
from personnel.services.unit_corrections import can_cancel, stands_on
from personnel.web.forms import day_field


class DayFilter(forms.Form):
    """The day a unit is asked for."""

    ngay = day_field(gettext_lazy("Tại ngày"), required=False)


@dataclass(frozen=True, slots=True)
class Told:
    """One step of a unit's history as a page shows it."""

    event: UnitEvent
    others: list[Unit]
    cancel_url: str = ""

    @property
    def note(self) -> str:
        """What changed, in words; where nothing stood before, only what stands there now."""
        return self.event.note.removeprefix("· → ")

    @property
    def is_cancelled(self) -> bool:
        """Whether a later step took this one back."""
        return hasattr(self.event, "cancelled_by")


@dataclass(frozen=True, slots=True)
class Linked:
    """A name with the unit's address where the person may look."""

    name: str
    url: str = ""
    detail: str = ""


def crumbs(actor: Actor, unit: Unit, *more: Crumb) -> list[Crumb]:
    """The superiors by name; a link only where the person may look."""
    above = (Crumb(one.label, _link(actor, one)) for one in reversed(reads.ancestors(unit)))
    path = [Crumb(_("Đơn vị"), reverse("personnel:unit_list")), *above]
    return [*path, Crumb(unit.label, _page(unit) if more else ""), *more]


def facts(unit: Unit, day: date | None) -> list[tuple[str, Any]]:
    """What is known of the unit today, or was true on a day."""
    # Today's tree keeps an ended unit below its heir; what it belonged to is where it stood last.
    parent = unit.parent
    if unit.dissolved_on is not None and unit.dissolved_on <= clock.today():
        last = unit.dissolved_on - timedelta(days=1)
        parent = next(iter(reads.ancestors(unit, last)), None)
    short, letters = unit.short_name, unit.abbreviation
    if day is not None:
        parent = next(iter(reads.ancestors(unit, day)), None)
        name = as_of.names_on([unit.pk], day).get(unit.pk)
        short, letters = (name.short_name, name.abbreviation) if name else ("", "")
    codes = unit.agency_codes.in_force_on(day or clock.today())
    found = {one.scheme: one.value for one in codes}
    return [
        (_("Mã đơn vị"), unit.code),
        (_("Tên gọn"), short),
        (_("Đơn vị cấp trên"), parent.name if parent else ""),
        (_("Mã định danh điện tử"), found.get(CodeScheme.CURRENT, "")),
        (_("Mã định danh dạng cũ"), found.get(CodeScheme.FORMER, "")),
        (_("Bộ quản lý ngành"), unit.sector_unit.name if unit.sector_unit else ""),
        (_("Chữ viết tắt trong số văn bản"), letters),
        (_("Tư cách pháp nhân"), _("Có") if unit.has_legal_personality else _("Không")),
        (_("Làm việc trên hệ thống này"), _("Có") if unit.participates else _("Không")),
        (_("Ngày thành lập"), _day(unit.opened_on)),
        *([(_("Ngày giải thể"), _day(unit.dissolved_on))] if unit.dissolved_on else []),
    ]


def tables(unit: Unit) -> list[Table]:
    """Names, codes and superiors over time, newest first."""
    names = unit.names.order_by("-valid_from")
    codes = unit.agency_codes.order_by("scheme", "-valid_from")
    placements = unit.placements.select_related("parent").order_by("-valid_from")
    since, until = Column(_("Từ ngày")), Column(_("Đến trước ngày"))
    found = [
        Table(
            _("Đơn vị cấp trên qua các thời kỳ"),
            [since, until, Column(_("Trực thuộc"))],
            [
                (
                    *_period(one, unit),
                    Cell(one.parent.name if one.parent else _("Không có đơn vị cấp trên")),
                )
                for one in placements
            ],
        ),
        Table(
            _("Tên qua các thời kỳ"),
            [since, until, Column(_("Tên đơn vị")), Column(_("Tên gọn"))],
            [(*_period(one, unit), one.name, one.short_name or "—") for one in names],
        ),
        Table(
            _("Mã định danh qua các thời kỳ"),
            [since, until, Column(_("Mã")), Column(_("Dạng mã"))],
            [(*_period(one, unit), one.value, one.get_scheme_display()) for one in codes],
        ),
    ]
    return [table for table in found if table.rows]


def events(unit: Unit, *, may_cancel: bool) -> list[Told]:
    """Every recorded step, newest first; what nothing stands on may be taken back."""
    found = list(lineage_reads.events_of(unit))
    live = [one for one in found if one.cancels_id is None and not hasattr(one, "cancelled_by")]
    told = []
    for one in found:
        others = [other for other in one.units.all() if other.pk != unit.pk]
        open_way = may_cancel and one in live and can_cancel(one) and not others
        open_way = open_way and not any(stands_on(later, one) for later in live)
        url = reverse("personnel:unit_cancel", args=[unit.code, one.pk]) if open_way else ""
        told.append(Told(one, others, url))
    return told


def became(actor: Actor, unit: Unit, today: date) -> list[Linked]:
    """Who holds today what a dissolved unit left."""
    if unit.dissolved_on is None or unit.dissolved_on > today:
        return []
    return links(actor, lineage_reads.living_heirs(unit, today))


def links(actor: Actor, units: Iterable[Unit]) -> list[Linked]:
    """Names, with addresses where the person may look."""
    return [Linked(one.name, _link(actor, one), one.code) for one in units]


@require_safe
def unit_lineage(request: HttpRequest, code: str) -> HttpResponse:
    """Nguồn gốc, kế thừa: which units became this one, and what became of it."""
    actor = actor_of(request)
    unit = reads.visible_unit(actor, code)
    found = lineage_reads.lineage(unit)
    passages = [
        {
            "event": one.event,
            "basis": one.basis,
            "before": [_named(actor, unit, named) for named in one.predecessors],
            "after": [_named(actor, unit, named) for named in one.successors],
        }
        for one in found.passages
    ]
    context = {
        "page_title": _("Nguồn gốc, kế thừa"),
        "page_lead": f"{unit.name} · {unit.code}",
        "crumbs": crumbs(actor, unit, Crumb(_("Nguồn gốc, kế thừa"))),
        "unit": unit,
        "passages": passages,
        "became": became(actor, unit, clock.today()),
    }
    return render(request, "personnel/unit_lineage.html", context)


def _named(actor: Actor, own: Unit, named: lineage_reads.Named) -> dict[str, Any]:
    return {
        "name": named.name,
        "code": named.unit.code,
        "url": "" if named.unit == own else _link(actor, named.unit),
        "own": named.unit == own,
        "now": named.unit.name if named.unit.name != named.name else "",
    }


def _link(actor: Actor, unit: Unit) -> str:
    return _page(unit) if permissions.can(actor, permissions.VIEW_UNIT, unit).allowed else ""


def _page(unit: Unit) -> str:
    return reverse("personnel:unit_detail", args=[unit.code])


def _period(one: Any, unit: Unit) -> tuple[str, str]:
    """First day and the day after the last; what an ended unit still bore ended with it."""
    end = one.valid_to or unit.dissolved_on
    if end is None:
        return _day(one.valid_from), _("nay") if one.valid_from <= clock.today() else "—"
    return _day(one.valid_from), _day(end)


def _day(day: date) -> str:
    return date_format(day, "d/m/Y")
