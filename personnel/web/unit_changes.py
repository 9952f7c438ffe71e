"""Pages of the steps with wide consequences: merging, splitting, ending units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from core.scope import Actor, actor_of
from personnel import permissions
from personnel.models import Staff, Unit
from personnel.selectors import units as reads
from personnel.services import unit_changes as services
from personnel.services import units as unit_services
from personnel.services.unit_changes import Changed, Part
from personnel.services.unit_checks import waiting_at
from personnel.services.unit_endings import Ended
from personnel.web import foretold, steps, unit_forms
from personnel.web.unit_steps import (
    by_whom,
    changeable,
    day_text,
    page_of,
    step_on,
    superiors,
)

_METHODS = ["GET", "HEAD", "POST"]
PEOPLE_OFFERED = 200


@require_http_methods(_METHODS)
def unit_merge(request: HttpRequest, code: str) -> HttpResponse:
    """The unit, alone or with others, passes into an existing unit or a new one."""
    unit, actor = changeable(request, code), actor_of(request)
    form = _merge_form(request, unit, actor)

    def merge(values: dict[str, Any]) -> Changed:
        return services.merge_units(
            sources=form.sources(unit),
            into=form.target(),
            children=_children_of(form, actor),
            carries_record=values["carries_record"],
            basis=values["basis"],
            on=values["on"],
            order=unit_forms.take_order({**values})["order"],
            by=actor,
            at=clock.now(),
        )

    def act(values: dict[str, Any]) -> tuple[str, str]:
        done = merge(values)
        told = _("%(units)s sáp nhập vào %(into)s từ ngày %(day)s.") % {
            "units": ", ".join(str(one) for one in form.sources(unit)),
            "into": done.into[0],
            "day": day_text(values["on"]),
        }
        return _next_page(actor, done.into[0]), f"{told} {_roles_told(done)}".strip()

    def foretell(values: dict[str, Any]) -> list[str]:
        done = services.rehearse(lambda: merge(values))
        ending = [*form.sources(unit), *_children_of(form, actor)]
        return [*_merger_told(ending, done, values["on"]), *waiting_at(ending, values["on"])]

    step = step_on(unit, _("Sáp nhập, hợp nhất"), _("Sáp nhập"), act)
    return foretold.run(request, form, step, foretell)


@require_http_methods(_METHODS)
def unit_split(request: HttpRequest, code: str) -> HttpResponse:
    """A part of the unit becomes a unit of its own, or the unit ends in two."""
    unit, actor = changeable(request, code), actor_of(request)
    form = unit_forms.SplitForm(request.POST or None)
    unit_forms.offer_everywhere(form, superiors(actor))
    people = Staff.objects.visible_to(actor).filter(unit=unit).in_name_order()
    form.offer(
        Unit.objects.filter(parent=unit).open_on(clock.today()).in_tree_order(),
        Staff.objects.filter(pk__in=people.values("pk")[:PEOPLE_OFFERED]).in_name_order(),
    )

    def split(values: dict[str, Any]) -> Changed:
        part = Part(
            form.target(), children=tuple(values["children"]), people=tuple(values["people"])
        )
        ends = values["how"] == form.END
        rest = [Part(values["rest_to"], takes_rest=True)] if ends else []
        return services.split_unit(
            unit=unit,
            parts=[part, *rest],
            keeps=not ends,
            on=values["on"],
            order=unit_forms.take_order({**values})["order"],
            by=actor,
            at=clock.now(),
        )

    def act(values: dict[str, Any]) -> tuple[str, str]:
        done = split(values)
        told = _("%(into)s hình thành từ %(unit)s từ ngày %(day)s.") % {
            "unit": unit,
            "into": done.into[0],
            "day": day_text(values["on"]),
        }
        return _next_page(actor, done.into[0]), f"{told} {_roles_told(done)}".strip()

    def foretell(values: dict[str, Any]) -> list[str]:
        done = services.rehearse(lambda: split(values))
        ends = values["how"] == form.END
        told = [_moved_told(done, values["on"])]
        if ends:
            told += [_ends_told([unit], values["on"]), _roles_told(done)]
            told += waiting_at([unit], values["on"])
        return [line for line in told if line]

    return foretold.run(
        request, form, step_on(unit, _("Chia, tách"), _("Chia, tách"), act), foretell
    )


@require_http_methods(_METHODS)
def unit_dissolve(request: HttpRequest, code: str) -> HttpResponse:
    """The end of a unit that nobody takes over."""
    unit, actor = changeable(request, code), actor_of(request)
    form = unit_forms.DissolveForm(request.POST or None)
    unit_forms.offer_everywhere(form, superiors(actor))

    def dissolve(values: dict[str, Any], *, version: int | None) -> Ended:
        how = by_whom(request) | {"expected_version": version}
        return unit_services.dissolve_unit(unit=unit, **unit_forms.take_order({**values}), **how)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        ended = dissolve(values, version=steps.posted_version(request))
        told = _("%(unit)s giải thể từ ngày %(day)s.") % {
            "unit": unit,
            "day": day_text(values["on"]),
        }
        return page_of(unit), f"{told} {_roles_told(ended)}".strip()

    def foretell(values: dict[str, Any]) -> list[str]:
        below = reads.subtree(unit).filter(parent=unit).open_on(values["on"]).count()
        ended = services.rehearse(lambda: dissolve(values, version=None))
        told = [_ends_told([unit], values["on"])]
        if values["below_to"] is not None:
            told.append(
                _("%(count)d đơn vị trực thuộc chuyển về %(unit)s.")
                % {"count": below, "unit": values["below_to"]}
            )
        told += [_roles_told(ended), *waiting_at([unit], values["on"])]
        return [line for line in told if line]

    step = step_on(unit, _("Giải thể"), _("Ghi giải thể"), act)
    return foretold.run(request, form, step, foretell)


def _merge_form(request: HttpRequest, unit: Unit, actor: Actor) -> unit_forms.MergeForm:
    """The form; once the target is known it asks about each sub-unit too."""
    form = unit_forms.MergeForm(request.POST or None)
    unit_forms.offer_everywhere(form, superiors(actor))
    if request.method != "POST" or not form.is_valid():
        return form
    target = form.target()
    if not isinstance(target, Unit):
        return form
    full = unit_forms.MergeForm(request.POST)
    unit_forms.offer_everywhere(full, superiors(actor))
    sources = form.sources(unit)
    today = clock.today()
    children = Unit.objects.filter(parent__in=sources).exclude(pk=target.pk).open_on(today)
    others = Unit.objects.filter(parent=target).exclude(pk__in=[one.pk for one in sources])
    full.ask_children(
        children.in_tree_order()[: unit_forms.CHILDREN_ASKED],
        others.open_on(today).in_tree_order(),
    )
    return full


def _children_of(form: unit_forms.MergeForm, actor: Actor) -> dict[Unit, Unit]:
    """Which sub-units pass into which of the target's, as chosen."""
    chosen = {name: form.cleaned_data.get(name, "") for name in form.children}
    wanted = superiors(actor).filter(code__in=[code for code in chosen.values() if code])
    found = {unit.code: unit for unit in wanted}
    return {form.children[name]: found[code] for name, code in chosen.items() if code in found}


def _next_page(actor: Actor, unit: Unit) -> str:
    """The unit's page if the person still sees it, else the list."""
    unit.refresh_from_db()
    if permissions.can(actor, permissions.VIEW_UNIT, unit).allowed:
        return page_of(unit)
    return reverse("personnel:unit_list")


def _merger_told(sources: Sequence[Unit], done: Changed, on: date) -> list[str]:
    told = [
        _ends_told(sources, on),
        _("%(count)d người giữ nguyên chức vụ và chuyển về %(into)s.")
        % {"count": done.people, "into": ", ".join(str(one) for one in done.into)},
        _("%(count)d đơn vị trực thuộc chuyển về đơn vị tiếp nhận, giữ nguyên mã và tên.")
        % {"count": done.moved_units},
        _roles_told(done),
        _("Lịch sử trước ngày %(day)s giữ nguyên; tra cứu được ở đơn vị cũ.")
        % {"day": day_text(on)},
        _("Bước này không hủy được sau khi xác nhận. Hãy kiểm tra kỹ đơn vị và ngày."),
    ]
    return [line for line in told if line]


def _moved_told(done: Changed, on: date) -> str:
    return _("Từ ngày %(day)s: %(people)d người và %(units)d đơn vị trực thuộc chuyển đi.") % {
        "day": day_text(on),
        "people": done.people,
        "units": done.moved_units,
    }


def _ends_told(units: Sequence[Unit], on: date) -> str:
    return _(
        "%(units)s kết thúc hoạt động từ ngày %(day)s: không lập đề nghị, đăng ký, sáng kiến mới."
    ) % {"units": ", ".join(str(one) for one in units), "day": day_text(on)}


def _roles_told(done: Changed | Ended) -> str:
    """Whose roles end, and who gives them anew."""
    told = []
    if done.accounts:
        told.append(
            _(
                "%(count)d tài khoản mất vai trò ở đơn vị kết thúc; "
                "quản trị hệ thống giao lại vai trò ở nơi công việc tiếp tục."
            )
            % {"count": done.accounts}
        )
    if done.delegations:
        told.append(_("%(count)d ủy quyền chấm dứt.") % {"count": done.delegations})
    return " ".join(told)
