"""Business steps with units: opening, moving, renaming, dissolving."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core import audit
from core.clock import day_of
from core.db.doubles import doubles_refused
from core.scope import SYSTEM, Actor
from core.vietnamese import fold
from personnel import permissions
from personnel.models import Appointment, Unit, UnitKind, UnitPlacement
from personnel.services import tree, versions
from personnel.services.checks import Checks, vn_date


class UnitTraits(TypedDict, total=False):
    """What may be said of a new unit besides its name and place."""

    short_name: str
    abbreviation: str
    participates: bool
    has_legal_personality: bool
    sector_unit: Unit | None
    sort_order: int


@transaction.atomic
def open_unit(
    *,
    code: str,
    name: str,
    kind: str,
    opened_on: date,
    parent: Unit | None = None,
    by: Actor,
    at: datetime,
    **traits: Unpack[UnitTraits],
) -> Unit:
    """Open a unit under ``parent``.

    A unit at the top of the tree can only be opened by a set-up command.
    """
    tree.lock()
    if parent is not None:
        tree.hold(parent)
    _require_above(by, parent)
    checks = Checks()
    values: dict[str, Any] = {**traits} | _clean_names(
        checks,
        name=name,
        short_name=traits.get("short_name", ""),
        abbreviation=traits.get("abbreviation", ""),
    )
    values["code"] = checks.code("code", _("Mã đơn vị"), code)
    values["kind"] = checks.choice("kind", _("Loại đơn vị"), kind, UnitKind.values)
    checks.day("opened_on", _("Ngày thành lập"), opened_on)
    if Unit.objects.filter(code=values["code"]).exists():
        checks.add(
            "code",
            _("mã “%(code)s” đã có.") % {"code": values["code"]},
            _("Hãy dùng mã khác hoặc sửa đơn vị đã có."),
            _("Mã đơn vị"),
        )
    if parent is not None:
        checks.open_unit("parent", _("Đơn vị cấp trên"), parent, opened_on)
    checks.done()
    with doubles_refused():
        unit = Unit.objects.create(
            **values, search_key=_search_key(values["code"], values), opened_on=opened_on
        )
    UnitPlacement.objects.create(unit=unit, parent=parent, valid_from=opened_on)
    _refresh(unit, at)
    audit.record(
        action="personnel.unit_opened",
        subject=unit,
        by=by,
        at=at,
        data={
            **{name: value for name, value in values.items() if name != "sector_unit"},
            "sector": unit.sector_unit.code if unit.sector_unit else None,
            "parent": parent.code if parent else None,
            "on": opened_on,
            "version": unit.version,
        },
    )
    return unit


@transaction.atomic
def move_unit(
    *,
    unit: Unit,
    parent: Unit,
    on: date,
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
    _require_above(by, unit.parent)
    _require_above(by, parent)
    current = _last_placement(unit)
    _check_move(unit, parent, on, current)
    versions.write(unit, {}, expected_version)
    if current.valid_from == on:
        UnitPlacement.objects.filter(pk=current.pk).update(parent=parent)
    else:
        UnitPlacement.objects.filter(pk=current.pk).update(valid_to=on)
        UnitPlacement.objects.create(unit=unit, parent=parent, valid_from=on)
    tree.refuse_cycles(on)
    before = current.parent
    _refresh(unit, at)
    audit.record(
        action="personnel.unit_moved",
        subject=unit,
        by=by,
        at=at,
        data={
            "from": before.code if before else None,
            "to": parent.code,
            "on": on,
            "version": unit.version,
        },
    )
    return unit


@transaction.atomic
def rename_unit(
    *,
    unit: Unit,
    name: str,
    short_name: str | None = None,
    abbreviation: str | None = None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Unit:
    """Change the name, the short name and the abbreviation for document numbers."""
    permissions.require(by, permissions.CHANGE_UNIT, unit)
    checks = Checks()
    values = _clean_names(
        checks,
        name=name,
        short_name=unit.short_name if short_name is None else short_name,
        abbreviation=unit.abbreviation if abbreviation is None else abbreviation,
    )
    checks.done()
    changes = versions.difference(unit, values)
    if not changes:
        return unit
    tree.lock()
    values["search_key"] = _search_key(unit.code, values)
    versions.write(unit, values, expected_version)
    _refresh(unit, at)
    audit.record(
        action="personnel.unit_renamed",
        subject=unit,
        by=by,
        at=at,
        data={"changes": changes, "version": unit.version},
    )
    return unit


@transaction.atomic
def dissolve_unit(
    *,
    unit: Unit,
    on: date,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Unit:
    """End the unit on ``on`` (its first day of not existing); it keeps its place in history."""
    permissions.require(by, permissions.CHANGE_UNIT, unit)
    _require_above(by, unit.parent)
    tree.lock()
    expected_version = unit.version if expected_version is None else expected_version
    tree.hold(unit)
    current = _last_placement(unit)
    _check_dissolve(unit, on, current)
    versions.write(unit, {"dissolved_on": on}, expected_version)
    UnitPlacement.objects.filter(pk=current.pk).update(valid_to=on)
    _refresh(unit, at)
    audit.record(
        action="personnel.unit_dissolved",
        subject=unit,
        by=by,
        at=at,
        data={"on": on, "version": unit.version},
    )
    return unit


def _require_above(by: Actor, superior: Unit | None) -> None:
    """Ordering units is the superior's business: the right is asked for there."""
    if superior is not None:
        permissions.require(by, permissions.CHANGE_UNIT, superior)
    elif by != SYSTEM:
        permissions.refuse_top()


def _clean_names(checks: Checks, **names: str) -> dict[str, Any]:
    return {
        "name": checks.text("name", _("Tên đơn vị"), names["name"], limit=200),
        "short_name": checks.text(
            "short_name", _("Tên gọn"), names["short_name"], limit=100, required=False
        ),
        "abbreviation": checks.text(
            "abbreviation", _("Chữ viết tắt"), names["abbreviation"], limit=20, required=False
        ),
    }


def _search_key(code: str, names: dict[str, Any]) -> str:
    return fold(f"{names['name']} {names['short_name']} {code}")


def _last_placement(unit: Unit) -> UnitPlacement:
    return unit.placements.select_related("parent").latest("valid_from")


def _check_move(unit: Unit, parent: Unit, on: date, current: UnitPlacement) -> None:
    checks = Checks()
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
    checks.open_unit("parent", place, parent, on)
    checks.done()


def _check_dissolve(unit: Unit, on: date, current: UnitPlacement) -> None:
    checks = Checks()
    when = _("Ngày giải thể")
    if unit.dissolved_on is not None:
        checks.open_unit("on", when, unit, unit.dissolved_on)
        checks.done()
    checks.day("on", when, on)
    checks.after("on", when, on, current.valid_from, _("lần sắp xếp gần nhất"))
    still_there = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    below = UnitPlacement.objects.filter(still_there, parent=unit).select_related("unit")
    people = Appointment.objects.filter(still_there, unit=unit)
    hint = _("Hãy chuyển hết sang đơn vị khác trước ngày giải thể.")
    if names := [str(placement.unit) for placement in below[:5]]:
        checks.add("on", _("còn đơn vị trực thuộc: %s.") % ", ".join(names), hint, when)
    if count := people.count():
        checks.add("on", _("còn %(count)d người đang công tác.") % {"count": count}, hint, when)
    checks.done()


def _refresh(unit: Unit, at: datetime) -> None:
    """Renumber the tree for the day of the step and read the unit's numbers back."""
    tree.rebuild(day_of(at))
    unit.refresh_from_db()
