"""Business steps with one unit: opening, moving, dissolving; renaming stands beside (unit_names)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from core.scope import Actor
from personnel import permissions
from personnel.models import Appointment, CodeScheme, Unit, UnitCode, UnitPlacement
from personnel.services import orders, tree, unit_endings, unit_names, unit_steps, versions
from personnel.services.checks import Checks, vn_date
from personnel.services.orders import Order
from personnel.services.unit_names import correct_names, give_code, rename_unit
from personnel.services.unit_steps import Change, require_above
from personnel.services.unit_values import clean_agency_code, clean_unit

__all__ = [
    "UnitTraits",
    "correct_names",
    "dissolve_unit",
    "give_code",
    "move_unit",
    "open_unit",
    "rename_unit",
]


class UnitTraits(TypedDict, total=False):
    """What may be said of a new unit besides its name and place.

    ``agency_code`` and ``former_code`` are the national codes in their two forms.
    """

    short_name: str
    abbreviation: str
    participates: bool
    has_legal_personality: bool
    sector_unit: Unit | None
    sort_order: int
    agency_code: str
    former_code: str


@transaction.atomic
def open_unit(
    *,
    code: str,
    name: str,
    kind: str,
    opened_on: date,
    parent: Unit | None = None,
    order: Order | None = None,
    by: Actor,
    at: datetime,
    **traits: Unpack[UnitTraits],
) -> Unit:
    """Open a unit under ``parent``, by the decision ``order``.

    A unit at the top of the tree can only be opened by a set-up command.
    """
    tree.lock()
    if parent is not None:
        tree.hold(parent)
    require_above(by, parent)
    checks = Checks()
    codes = {
        CodeScheme.CURRENT: traits.pop("agency_code", ""),
        CodeScheme.FORMER: traits.pop("former_code", ""),
    }
    values = clean_unit(checks, {"code": code, "name": name, "kind": kind, **traits})
    checks.day("opened_on", _("Ngày thành lập"), opened_on)
    check_new_code(checks, values["code"])
    codes = _check_agency_codes(checks, codes, opened_on)
    order = orders.clean(checks, order, by=by, at=at)
    if parent is not None:
        checks.lasting_unit("parent", _("Đơn vị cấp trên"), parent, opened_on)
    checks.done()
    unit = unit_steps.create_unit(values, parent, opened_on)
    UnitCode.objects.bulk_create(
        UnitCode(unit=unit, scheme=scheme, value=value, valid_from=opened_on)
        for scheme, value in codes.items()
    )
    unit_steps.refresh(unit, at)
    change = Change(opened_on, order, by, at)
    unit_steps.note_event(change, unit_steps.OPENED, [unit])
    unit_steps.trail(change, "personnel.unit_opened", unit, opened(values, unit, parent) | codes)
    return unit


@transaction.atomic
def move_unit(
    *,
    unit: Unit,
    parent: Unit,
    on: date,
    order: Order | None = None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Unit:
    """Place ``unit`` under another superior from ``on``; its subtree goes with it.

    Needs the right over the present superior and over the new one.
    """
    tree.lock()
    tree.hold(parent)
    permissions.require(by, permissions.CHANGE_UNIT, unit)
    require_above(by, unit.parent)
    require_above(by, parent)
    current = unit_steps.last_placement(unit)
    order = _check_move(unit, parent, Change(on, order, by, at), current)
    tree.refuse_cycles({unit.pk: parent.pk}, on)
    versions.write(unit, {}, expected_version)
    if current.valid_from == on:
        UnitPlacement.objects.filter(pk=current.pk).update(parent=parent)
    else:
        UnitPlacement.objects.filter(pk=current.pk).update(valid_to=on)
        UnitPlacement.objects.create(unit=unit, parent=parent, valid_from=on)
    before = current.parent
    unit_steps.refresh(unit, at)
    change = Change(on, order, by, at)
    unit_steps.note_event(
        change, unit_steps.MOVED, [unit], note=f"{before or '·'} → {parent}"[:500]
    )
    unit_steps.trail(
        change,
        "personnel.unit_moved",
        unit,
        {"from": before.code if before else None, "to": parent.code},
    )
    return unit


@transaction.atomic
def dissolve_unit(
    *,
    unit: Unit,
    on: date,
    order: Order | None = None,
    below_to: Unit | None = None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> unit_endings.Ended:
    """End the unit on ``on`` (its first day of not existing); it keeps its place in history.

    Units that still stand below it go under ``below_to``, such as the communes of a district that
    ends under the province. Roles and delegations at the unit end with it.
    """
    permissions.require(by, permissions.CHANGE_UNIT, unit)
    require_above(by, unit.parent)
    if below_to is not None:
        require_above(by, below_to)
    tree.lock()
    expected_version = unit.version if expected_version is None else expected_version
    tree.hold(unit)
    below = UnitPlacement.objects.filter(unit_steps.still_on(on), parent=unit)
    order = _check_dissolve(unit, Change(on, order, by, at), below_to)
    change = Change(on, order, by, at)
    moved = list(below.values_list("unit_id", flat=True)) if below_to is not None else []
    if below_to is not None and moved:
        tree.hold(below_to)
        unit_steps.place_below(moved, below_to, on)
        unit_steps.note_event(change, unit_steps.MOVED, moved, note=f"{unit} → {below_to}"[:500])
    versions.write(unit, {"dissolved_on": on}, expected_version)
    unit_steps.end_unit(unit, on)
    ended = unit_endings.end_roles([unit], change)
    unit_steps.refresh(unit, at)
    unit_steps.note_event(change, unit_steps.DISSOLVED, [unit])
    unit_steps.trail(
        change,
        "personnel.unit_dissolved",
        unit,
        {"below_to": below_to.code if below_to else None, "accounts": ended.accounts},
    )
    return ended


def check_new_code(checks: Checks, code: str, field: str = "code") -> None:
    """Note when another unit has this code already."""
    if Unit.objects.filter(code=code).exists():
        checks.add(
            field,
            _("mã “%(code)s” đã có.") % {"code": code},
            _("Hãy dùng mã khác hoặc sửa đơn vị đã có."),
            _("Mã đơn vị"),
        )


def opened(values: dict[str, Any], unit: Unit, parent: Unit | None) -> dict[str, Any]:
    """What the trail keeps of a new unit."""
    hidden = {"sector_unit", "search_key"}
    return {
        **{name: value for name, value in values.items() if name not in hidden},
        "sector": unit.sector_unit.code if unit.sector_unit else None,
        "parent": parent.code if parent else None,
    }


def _check_agency_codes(checks: Checks, codes: dict[Any, str], on: date) -> dict[Any, str]:
    fields = {CodeScheme.CURRENT: "agency_code", CodeScheme.FORMER: "former_code"}
    found: dict[Any, str] = {}
    for scheme, value in codes.items():
        before = len(checks.problems)
        cleaned = clean_agency_code(checks, scheme, value, field=fields[scheme], required=False)
        if cleaned and len(checks.problems) == before:
            unit_names.check_code_free(checks, None, scheme, cleaned, on, field=fields[scheme])
            found[str(scheme)] = cleaned
    return found


def _check_move(unit: Unit, parent: Unit, change: Change, current: UnitPlacement) -> Order | None:
    checks = Checks()
    on = change.on
    place = _("Đơn vị cấp trên")
    if parent.pk == unit.pk:
        checks.add(
            "parent", _("đơn vị không thể trực thuộc chính nó."), _("Chọn đơn vị khác."), place
        )
    elif current.parent_id == parent.pk:
        checks.add(
            "parent",
            _("%(unit)s đã trực thuộc %(parent)s từ ngày %(day)s.")
            % {"unit": unit, "parent": parent, "day": vn_date(current.valid_from)},
            _("Chọn đơn vị khác."),
            place,
        )
    when = _("Từ ngày")
    checks.day("on", when, on)
    if unit.dissolved_on is not None:
        checks.open_unit("on", when, unit, unit.dissolved_on)
    checks.not_before("on", when, on, current.valid_from, _("lần sắp xếp gần nhất"))
    checks.lasting_unit("parent", place, parent, on)
    order = orders.clean(checks, change.order, by=change.by, at=change.at)
    checks.done()
    return order


def _check_dissolve(unit: Unit, change: Change, below_to: Unit | None) -> Order | None:
    checks = Checks()
    on = change.on
    when = _("Ngày giải thể")
    if unit.dissolved_on is not None:
        checks.open_unit("on", when, unit, unit.dissolved_on)
        checks.done()
    checks.day("on", when, on)
    unit_steps.check_after_history(checks, unit, on, when)
    below = UnitPlacement.objects.filter(unit_steps.still_on(on), parent=unit)
    people = Appointment.objects.filter(unit_steps.still_on(on), unit=unit)
    hint = _("Hãy chuyển hết sang đơn vị khác trước ngày giải thể.")
    if below_to is None:
        names = [str(placement.unit) for placement in below.select_related("unit")[:5]]
        if names:
            checks.add("on", _("còn đơn vị trực thuộc: %s.") % ", ".join(names), hint, when)
    else:
        _check_below_to(checks, unit, below_to, on)
        check_coming(checks, [unit], on, when)
    if count := people.values("staff").distinct().count():
        checks.add("on", _("còn %(count)d người đang công tác.") % {"count": count}, hint, when)
    order = orders.clean(checks, change.order, by=change.by, at=change.at)
    checks.done()
    return order


def _check_below_to(checks: Checks, unit: Unit, below_to: Unit, on: date) -> None:
    place = _("Đơn vị tiếp nhận các đơn vị trực thuộc")
    if unit.holds(below_to.tree_start):
        checks.add(
            "below_to",
            _("%(target)s thuộc chính %(unit)s.") % {"target": below_to, "unit": unit},
            _("Chọn đơn vị khác."),
            place,
        )
    checks.lasting_unit("below_to", place, below_to, on)


def check_coming(checks: Checks, units: list[Unit], on: date, when: str) -> None:
    """No unit is recorded to come under one of these after the day of its end."""
    coming = UnitPlacement.objects.filter(parent__in=units, valid_from__gt=on)
    names = [str(placement.unit) for placement in coming.select_related("unit")[:5]]
    if names:
        checks.add(
            "on",
            _("đã ghi đơn vị về trực thuộc sau ngày đó: %s.") % ", ".join(names),
            _("Hãy chuyển các đơn vị này sang nơi khác trước."),
            when,
        )
