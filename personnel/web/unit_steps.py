"""Pages of the steps with one unit: open, rename, correct, give a code, move, take back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from core.scope import Actor, actor_of
from core.web.parts import Crumb
from personnel import permissions
from personnel.models import CodeScheme, Unit
from personnel.models.unit import UnitQuerySet
from personnel.selectors import units as reads
from personnel.services import unit_corrections, unit_values
from personnel.services import units as services
from personnel.web import forms, steps, unit_forms

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def unit_open(request: HttpRequest) -> HttpResponse:
    """A new unit under one the person may change."""
    actor = actor_of(request)
    permissions.require_somewhere(actor, permissions.CHANGE_UNIT)
    form = unit_forms.OpenUnitForm(
        request.POST or None, initial={"parent": request.GET.get("cap-tren", "")}
    )
    forms.offer_units(form, "parent", superiors(actor))
    back = reverse("personnel:unit_list")

    def act(values: dict[str, Any]) -> tuple[str, str]:
        unit = services.open_unit(**unit_forms.take_order(values), by=actor, at=clock.now())
        told = _("Đã lập %(unit)s, trực thuộc %(parent)s.") % {
            "unit": unit,
            "parent": values["parent"],
        }
        return page_of(unit), told

    step = steps.Step(
        _("Lập đơn vị"),
        _("Lập đơn vị"),
        back,
        act,
        [Crumb(_("Đơn vị"), back), Crumb(_("Lập đơn vị"))],
    )
    return steps.run(request, form, step)


@require_http_methods(_METHODS)
def unit_rename(request: HttpRequest, code: str) -> HttpResponse:
    """Another name from a day on, by a decision."""
    unit = changeable(request, code)
    known = {name: getattr(unit, name) for name in unit_values.NAMES}
    form = unit_forms.RenameForm(request.POST or None, initial=known)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.rename_unit(unit=unit, **unit_forms.take_order(values), **by_whom(request))
        told = _("Từ ngày %(day)s đơn vị mang tên %(name)s.") % {
            "day": day_text(values["on"]),
            "name": values["name"],
        }
        return page_of(unit), told

    step = step_on(unit, _("Đổi tên"), _("Đổi tên"), act)
    return steps.run(request, form, step)


@require_http_methods(_METHODS)
def unit_correct(request: HttpRequest, code: str) -> HttpResponse:
    """A name typed wrong is mended; no decision says it."""
    unit = changeable(request, code)
    known = {name: getattr(unit, name) for name in unit_values.NAMES}
    form = unit_forms.NamesForm(request.POST or None, initial=known)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.correct_names(unit=unit, **values, **by_whom(request))
        return page_of(unit), _("Đã ghi tên %s.") % unit

    lead = _("Chỉ dùng khi tên bị gõ sai. Đơn vị đổi tên thì dùng bước Đổi tên, có văn bản.")
    step = step_on(unit, _("Sửa tên ghi sai"), _("Lưu"), act, lead)
    return steps.run(request, form, step)


@require_http_methods(_METHODS)
def unit_code(request: HttpRequest, code: str) -> HttpResponse:
    """The national code in one of its two forms."""
    unit = changeable(request, code)
    form = unit_forms.CodeForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.give_code(unit=unit, **unit_forms.take_order(values), **by_whom(request))
        label = CodeScheme(values["scheme"]).label
        words = {"label": label, "code": values["value"], "day": day_text(values["on"])}
        if values["value"]:
            return page_of(unit), _("%(label)s: %(code)s từ ngày %(day)s.") % words
        return page_of(unit), _("%(label)s kết thúc từ ngày %(day)s.") % words

    return steps.run(request, form, step_on(unit, _("Cấp mã định danh"), _("Lưu"), act))


@require_http_methods(_METHODS)
def unit_move(request: HttpRequest, code: str) -> HttpResponse:
    """Another superior."""
    unit = changeable(request, code)
    form = unit_forms.MoveForm(request.POST or None)
    forms.offer_units(form, "parent", superiors(actor_of(request)))

    def act(values: dict[str, Any]) -> tuple[str, str]:
        services.move_unit(unit=unit, **unit_forms.take_order(values), **by_whom(request))
        told = _("%(unit)s trực thuộc %(parent)s từ ngày %(day)s.") % {
            "unit": unit,
            "parent": values["parent"],
            "day": day_text(values["on"]),
        }
        return page_of(unit), told

    return steps.run(request, form, step_on(unit, _("Chuyển đơn vị"), _("Chuyển"), act))


@require_http_methods(_METHODS)
def unit_cancel(request: HttpRequest, code: str, event: int) -> HttpResponse:
    """A step recorded by mistake is taken back."""
    unit = changeable(request, code)
    found = unit.events.filter(pk=event).first()
    if found is None:
        raise Http404
    form = unit_forms.CancelForm(request.POST or None)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        unit_corrections.cancel_step(
            event=found, unit=unit, **values, by=actor_of(request), at=clock.now()
        )
        return page_of(unit), _("Đã hủy bước %s.") % found

    lead = _("%(step)s, có hiệu lực từ ngày %(day)s: %(note)s") % {
        "step": found.get_kind_display(),
        "day": day_text(found.on),
        "note": found.note or unit.name,
    }
    step = step_on(unit, _("Hủy bước ghi nhầm"), _("Hủy bước này"), act, lead)
    return steps.run(request, form, step)


# --- What the pages of all steps share -------------------------------------------------------


def superiors(actor: Actor) -> UnitQuerySet:
    """The open units the person may change, in tree order."""
    return reads.visible_to(actor, permissions.CHANGE_UNIT).open_on(clock.today())


def changeable(request: HttpRequest, code: str) -> Unit:
    """The unit if it is in reach (else 404) and may be changed (else 403)."""
    unit = reads.visible_unit(actor_of(request), code)
    permissions.require(actor_of(request), permissions.CHANGE_UNIT, unit)
    return unit


def by_whom(request: HttpRequest) -> dict[str, Any]:
    """Who does the step now, and what he looked at."""
    return {
        "by": actor_of(request),
        "at": clock.now(),
        "expected_version": steps.posted_version(request),
    }


def page_of(unit: Unit) -> str:
    """The address of the unit's page."""
    return reverse("personnel:unit_detail", args=[unit.code])


def day_text(day: Any) -> str:
    """A day as people write it."""
    return date_format(day, "d/m/Y")


def step_on(
    unit: Unit,
    title: str,
    submit: str,
    act: Callable[[dict[str, Any]], tuple[str, str]],
    lead: str = "",
) -> steps.Step:
    """The page of a step on one unit."""
    return steps.Step(
        title=title,
        submit=submit,
        cancel_url=page_of(unit),
        act=act,
        crumbs=[
            Crumb(_("Đơn vị"), reverse("personnel:unit_list")),
            Crumb(unit.label, page_of(unit)),
            Crumb(title),
        ],
        lead=f"{unit.name} · {unit.code}" + (f". {lead}" if lead else ""),
        version=unit.version,
    )
