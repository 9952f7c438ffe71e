"""Pages of units: the tree, one unit, and the steps that change the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, keyset
from core.web import fragments
from core.web.parts import Cell, Column, Crumb, Table
from personnel import permissions
from personnel.middleware import actor_of
from personnel.models import Staff, Unit
from personnel.selectors import staff as staff_reads
from personnel.selectors import units as reads
from personnel.services import units as services
from personnel.web import forms, sections, steps

PAGE_SIZE = 200


@dataclass(frozen=True, slots=True)
class Branch:
    """One unit of the shown tree with what is shown below it."""

    unit: Unit
    people: int
    below: list[Branch] = field(default_factory=list)


def branches(units: Iterable[Unit], count: reads.Headcount) -> list[Branch]:
    """Units in tree order as nested lists; what is not shown leaves no gap."""
    top: list[Branch] = []
    above: list[Branch] = []
    for unit in units:
        branch = Branch(unit, count.of(unit))
        while above and not above[-1].unit.holds(unit.tree_start):
            above.pop()
        (above[-1].below if above else top).append(branch)
        above.append(branch)
    return top


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """The tree of units in reach, or those that match a search."""
    actor = actor_of(request)
    form = forms.SearchFilter(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    units = reads.visible_to(actor).open_on(clock.today())
    if text:
        units = units.matching(text)
    page = keyset.page(
        units,
        order=("tree_start", "pk"),
        size=PAGE_SIZE,
        cursor=request.GET.get("trang", ""),
    )
    count = reads.Headcount(Staff.objects.visible_to(actor).working_on(clock.today()))
    context = {
        "page_title": _("Đơn vị"),
        "tabs": sections.tabs(request, "units"),
        "form": form,
        "chips": sections.chips(request, {"q": (_("Tìm"), text)} if text else {}),
        "branches": branches(page.rows, count),
        "page": page,
        "may_open": actor.may_somewhere(permissions.CHANGE_UNIT),
        "narrowed": bool(text),
    }
    return render(request, "personnel/unit_list.html", context)


@require_safe
def unit_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: facts, people, what lies below, and where it stood over time."""
    actor = actor_of(request)
    unit = reads.visible_unit(actor, code)
    today = clock.today()
    below = reads.subtree(unit).filter(parent=unit).visible_to(actor)
    people = Staff.objects.visible_to(actor)
    count = reads.Headcount(people.in_subtree(unit).working_on(today))
    roster = staff_reads.roster(unit, today).filter(staff__in=people)
    may_change = permissions.can(actor, permissions.CHANGE_UNIT, unit).allowed
    superior = unit.parent
    context = {
        "page_title": unit.name,
        "page_lead": unit.get_kind_display(),
        "crumbs": _crumbs(actor, unit),
        "unit": unit,
        "facts": _facts(unit),
        "roster": list(roster),
        "below": [(one, count.of(one)) for one in below.in_tree_order()],
        "people": count.of(unit),
        "history": _history(unit),
        "fragments": fragments.for_slot("unit_detail", unit),
        "may_change": may_change and unit.dissolved_on is None,
        "may_place": may_change
        and unit.dissolved_on is None
        and superior is not None
        and permissions.can(actor, permissions.CHANGE_UNIT, superior).allowed,
        "may_hire": permissions.can(actor, permissions.CHANGE_STAFF, unit).allowed,
        "may_see_staff": permissions.can(actor, permissions.VIEW_STAFF, unit).allowed,
    }
    return render(request, "personnel/unit_detail.html", context)


def _crumbs(actor: Any, unit: Unit) -> list[Crumb]:
    """The superiors by name; a link only where the person may look."""
    path = [Crumb(_("Đơn vị"), reverse("personnel:unit_list"))]
    for one in reversed(reads.ancestors(unit)):
        seen = permissions.can(actor, permissions.VIEW_UNIT, one).allowed
        path.append(Crumb(one.label, _page_of(one) if seen else ""))
    return [*path, Crumb(unit.label)]


def _facts(unit: Unit) -> list[tuple[str, Any]]:
    return [
        (_("Mã đơn vị"), unit.code),
        (_("Tên gọn"), unit.short_name),
        (_("Đơn vị cấp trên"), unit.parent.name if unit.parent else ""),
        (_("Bộ quản lý ngành"), unit.sector_unit.name if unit.sector_unit else ""),
        (_("Chữ viết tắt trong số văn bản"), unit.abbreviation),
        (_("Tư cách pháp nhân"), _("Có") if unit.has_legal_personality else _("Không")),
        (_("Làm việc trên hệ thống này"), _("Có") if unit.participates else _("Không")),
        (_("Ngày thành lập"), f"{unit.opened_on:%d/%m/%Y}"),
    ]


def _history(unit: Unit) -> Table:
    placements = unit.placements.select_related("parent").order_by("-valid_from")
    return Table(
        _("Đơn vị cấp trên qua các thời kỳ"),
        [Column(_("Từ ngày")), Column(_("Đến trước ngày")), Column(_("Trực thuộc"))],
        [
            (
                f"{one.valid_from:%d/%m/%Y}",
                f"{one.valid_to:%d/%m/%Y}" if one.valid_to else _("nay"),
                Cell(one.parent.name if one.parent else _("Không có đơn vị cấp trên")),
            )
            for one in placements
        ],
    )


# --- Steps ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def unit_open(request: HttpRequest) -> HttpResponse:
    """A new unit under one the person may change."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.CHANGE_UNIT)
    form = forms.OpenUnitForm(
        request.POST or None, initial={"parent": request.GET.get("cap-tren", "")}
    )
    forms.offer_units(form, "parent", _superiors(actor))
    back = reverse("personnel:unit_list")

    def act(values: dict[str, Any]) -> tuple[str, str]:
        unit = services.open_unit(**values, by=actor, at=clock.now())
        told = _("Đã lập %(unit)s, trực thuộc %(parent)s.") % {
            "unit": unit,
            "parent": values["parent"],
        }
        return _page_of(unit), told

    step = steps.Step(
        _("Lập đơn vị"),
        _("Lập đơn vị"),
        back,
        act,
        [Crumb(_("Đơn vị"), back), Crumb(_("Lập đơn vị"))],
    )
    return steps.run(request, form, step)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_rename(request: HttpRequest, code: str) -> HttpResponse:
    """Another name."""
    unit = _changeable(request, code)
    known = {name: getattr(unit, name) for name in ("name", "short_name", "abbreviation")}
    form = forms.UnitNamesForm(request.POST or None, initial=known)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.rename_unit(unit=unit, **values, **_by_whom(request))
        return _page_of(unit), _("Đã ghi tên %s.") % unit

    return steps.run(request, form, _step(unit, _("Đổi tên"), _("Lưu"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def unit_move(request: HttpRequest, code: str) -> HttpResponse:
    """Another superior."""
    unit = _changeable(request, code)
    form = forms.MoveUnitForm(request.POST or None)
    forms.offer_units(form, "parent", _superiors(actor_of(request)))

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.move_unit(unit=unit, **values, **_by_whom(request))
        told = _("%(unit)s trực thuộc %(parent)s từ ngày %(day)s.") % {
            "unit": unit,
            "parent": values["parent"],
            "day": f"{values['on']:%d/%m/%Y}",
        }
        return _page_of(unit), told

    return steps.run(request, form, _step(unit, _("Chuyển đơn vị"), _("Chuyển"), act))


@require_http_methods(["GET", "HEAD", "POST"])
def unit_dissolve(request: HttpRequest, code: str) -> HttpResponse:
    """The end of a unit."""
    unit = _changeable(request, code)
    form = forms.DissolveUnitForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.dissolve_unit(unit=unit, **values, **_by_whom(request))
        told = _("%(unit)s giải thể từ ngày %(day)s.") % {
            "unit": unit,
            "day": f"{values['on']:%d/%m/%Y}",
        }
        return _page_of(unit), told

    return steps.run(request, form, _step(unit, _("Giải thể"), _("Ghi giải thể"), act))


def _superiors(actor: Any) -> Any:
    return reads.visible_to(actor, permissions.CHANGE_UNIT).open_on(clock.today())


def _changeable(request: HttpRequest, code: str) -> Unit:
    """The unit if it is in reach (else 404) and may be changed (else 403)."""
    unit = reads.visible_unit(actor_of(request), code)
    permissions.require(actor_of(request), permissions.CHANGE_UNIT, unit)
    return unit


def _by_whom(request: HttpRequest) -> dict[str, Any]:
    return {
        "by": actor_of(request),
        "at": clock.now(),
        "expected_version": steps.posted_version(request),
    }


def _page_of(unit: Unit) -> str:
    return reverse("personnel:unit_detail", args=[unit.code])


def _step(unit: Unit, title: str, submit: str, act: Any) -> steps.Step:
    return steps.Step(
        title=title,
        submit=submit,
        cancel_url=_page_of(unit),
        act=act,
        crumbs=[
            Crumb(_("Đơn vị"), reverse("personnel:unit_list")),
            Crumb(unit.label, _page_of(unit)),
            Crumb(title),
        ],
        lead=f"{unit.name} · {unit.code}",
        version=unit.version,
    )
