"""Names and national agency codes of a unit, from one day to another."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from core.clock import day_of
from core.db.doubles import doubles_refused
from core.scope import Actor
from personnel import permissions
from personnel.models import Unit, UnitCode, UnitName
from personnel.services import orders, tree, unit_steps, unit_values, versions
from personnel.services.checks import Checks, vn_date
from personnel.services.orders import Order
from personnel.services.unit_steps import Change
from personnel.services.unit_values import NAMES


@transaction.atomic
def rename_unit(
    *,
    unit: Unit,
    by: Actor,
    at: datetime,
    on: date | None = None,
    order: Order | None = None,
    expected_version: int | None = None,
    **names: str,
) -> Unit:
    """Give the unit another name, short name or abbreviation from ``on`` (today if not said).

    A name that begins later shows on its day. What ``names`` leaves out stays as it is.
    """
    permissions.require(by, permissions.CHANGE_UNIT, unit)
    current = unit_steps.last_name(unit)
    checks = Checks()
    values = _names(checks, current, names)
    on = day_of(at) if on is None else on
    changes = _difference(current, values)
    if not checks.problems and not changes:
        return unit
    order = orders.clean(checks, order, by=by, at=at)
    when = _("Từ ngày")
    checks.day("on", when, on)
    checks.open_unit("on", when, unit, on)
    checks.not_before("on", when, on, current.valid_from, _("lần đổi tên gần nhất"))
    checks.done()
    tree.lock()
    change = Change(on, order, by, at)
    versions.write(unit, _shown(unit, values, now=on <= change.today), expected_version)
    _write_name(current, values, on)
    unit_steps.refresh(unit, at)
    unit_steps.note_event(
        change, unit_steps.RENAMED, [unit], note=f"{current.name} → {values['name']}"[:500]
    )
    unit_steps.trail(change, "personnel.unit_renamed", unit, {"changes": changes})
    return unit


@transaction.atomic
def correct_names(
    *, unit: Unit, by: Actor, at: datetime, expected_version: int | None = None, **names: str
) -> Unit:
    """Mend a name that was typed wrong: the unit was never called so, and no decision says it.

    The newest name is changed over its whole period; the trail keeps what stood there.
    """
    permissions.require(by, permissions.CHANGE_UNIT, unit)
    current = unit_steps.last_name(unit)
    checks = Checks()
    values = _names(checks, current, names)
    checks.done()
    changes = _difference(current, values)
    if not changes:
        return unit
    tree.lock()
    change = Change(current.valid_from, None, by, at)
    shown = _shown(unit, values, now=current.valid_from <= change.today)
    versions.write(unit, shown, expected_version)
    _write_name(current, values, current.valid_from)
    unit_steps.refresh(unit, at)
    unit_steps.trail(change, "personnel.unit_name_corrected", unit, {"changes": changes})
    return unit


@transaction.atomic
def give_code(
    *,
    unit: Unit,
    scheme: str,
    value: str,
    on: date,
    order: Order | None = None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Unit:
    """Give the unit its national agency code in one of the two forms, from ``on``.

    The code it had in that form ends the day before; an empty ``value`` only ends it. The other
    form is left alone: none is ever made from the other.
    """
    permissions.require(by, permissions.CHANGE_UNIT, unit)
    unit_steps.require_above(by, unit.parent)
    tree.hold(unit)
    checks = Checks()
    value = unit_values.clean_agency_code(checks, scheme, value, required=False)
    order = orders.clean(checks, order, by=by, at=at)
    current = unit.agency_codes.filter(scheme=scheme).order_by("-valid_from").first()
    _check_code(checks, unit, current, value, on)
    if value and not checks.problems:
        check_code_free(checks, unit, scheme, value, on)
    checks.done()
    versions.write(unit, {}, expected_version)
    with doubles_refused():
        _write_code(unit, scheme, current, value, on)
    change = Change(on, order, by, at)
    before = current.value if current else ""
    unit_steps.note_event(change, unit_steps.CODED, [unit], note=code_note(before, value))
    unit_steps.trail(
        change,
        "personnel.unit_coded",
        unit,
        {"scheme": scheme, "from_code": before, "to_code": value},
    )
    return unit


def code_note(before: str, after: str) -> str:
    """What the event says of a code; both forms are told apart by the look of the code."""
    return f"{before or '·'} → {after or '·'}"


def check_code_free(
    checks: Checks,
    unit: Unit | None,
    scheme: str,
    value: str,
    on: date,
    *,
    field: str = "value",
) -> None:
    """A code belongs to one unit at a time."""
    others = UnitCode.objects.filter(unit_steps.still_on(on), scheme=scheme, value=value)
    taken = others.exclude(unit=unit).select_related("unit").first()
    if taken is not None:
        checks.add(
            field,
            _("mã “%(code)s” đang là của %(unit)s từ ngày %(day)s.")
            % {"code": value, "unit": taken.unit, "day": vn_date(taken.valid_from)},
            _("Hãy kết thúc mã ở đơn vị đó trước, hoặc kiểm tra lại mã."),
            _("Mã định danh"),
        )


def _names(checks: Checks, current: UnitName, names: dict[str, str]) -> dict[str, str]:
    unknown = set(names) - set(NAMES)
    if unknown:
        raise TypeError(f"not names of a unit: {sorted(unknown)}")
    given = {name: getattr(current, name) if names.get(name) is None else names[name]
             for name in NAMES}  # fmt: skip
    return unit_values.clean_names(checks, given)


def _difference(current: UnitName, values: dict[str, str]) -> dict[str, dict[str, Any]]:
    return {
        name: {"from": getattr(current, name), "to": value}
        for name, value in values.items()
        if getattr(current, name) != value
    }


def _shown(unit: Unit, values: dict[str, str], *, now: bool) -> dict[str, Any]:
    """What the unit's own columns become: nothing when the name only begins later."""
    return {**values, "search_key": unit_values.search_key(unit.code, values)} if now else {}


def _write_name(current: UnitName, values: dict[str, str], on: date) -> None:
    if current.valid_from == on:
        for name, value in values.items():
            setattr(current, name, value)
        current.save()
        return
    current.valid_to = on
    current.save()
    UnitName.objects.create(unit=current.unit, valid_from=on, **values)


def _check_code(checks: Checks, unit: Unit, current: UnitCode | None, value: str, on: date) -> None:
    when = _("Từ ngày")
    checks.day("on", when, on)
    checks.open_unit("on", when, unit, on)
    in_force = current is not None and current.valid_to is None
    if current is not None:
        # A code that is to be replaced on its own first day was entered wrong: that is taken back.
        checks.after("on", when, on, current.valid_from, _("lần cấp mã gần nhất"))
        if current.valid_to is not None:
            checks.not_before("on", when, on, current.valid_to, _("ngày mã trước kết thúc"))
    if value == (current.value if current is not None and in_force else ""):
        checks.add(
            "value",
            _("%(unit)s đã có đúng mã này.") % {"unit": unit} if value else _("chưa có mã."),
            _("Hãy nhập mã mới."),
            _("Mã định danh"),
        )


def _write_code(unit: Unit, scheme: str, current: UnitCode | None, value: str, on: date) -> None:
    if current is not None and current.valid_to is None:
        UnitCode.objects.filter(pk=current.pk).update(valid_to=on)
    if value:
        UnitCode.objects.create(unit=unit, scheme=scheme, value=value, valid_from=on)


def names_that_hold(on: date) -> list[UnitName]:
    """Names in force on ``on`` that the units' own columns do not show yet."""
    differs = Q()
    for name in NAMES:
        differs |= ~Q(**{name: F(f"unit__{name}")})
    return list(UnitName.objects.in_force_on(on).filter(differs).select_related("unit"))
