"""What the steps with units have in common: rights, dates, and the trace each one leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from core import audit
from core.clock import day_of
from core.db.doubles import doubles_refused
from core.scope import SYSTEM, Actor
from personnel import permissions
from personnel.models import (
    Unit,
    UnitCode,
    UnitEvent,
    UnitEventKind,
    UnitName,
    UnitPlacement,
    UnitSuccession,
)
from personnel.services import orders, tree
from personnel.services.checks import Checks
from personnel.services.orders import Order
from personnel.services.unit_values import NAMES


@dataclass(frozen=True, slots=True)
class Change:
    """Who does something to units, from which day, by which decision."""

    on: date
    order: Order | None
    by: Actor
    at: datetime

    @property
    def today(self) -> date:
        """The day on which the step is recorded."""
        return day_of(self.at)


def still_on(day: date) -> Q:
    """Rows with a period that reaches beyond ``day`` or begins later."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=day)


def require_above(by: Actor, superior: Unit | None) -> None:
    """Ordering units is the superior's business: the right is asked for there."""
    if superior is not None:
        permissions.require(by, permissions.CHANGE_UNIT, superior)
    elif by != SYSTEM:
        permissions.refuse_top()


def last_placement(unit: Unit) -> UnitPlacement:
    """The newest row that says where the unit stands."""
    return unit.placements.select_related("parent").latest("valid_from")


def last_name(unit: Unit) -> UnitName:
    """The newest name; a unit set up without one gets a row with what its record says."""
    found = unit.names.order_by("-valid_from").first()
    return found or UnitName(
        unit=unit, valid_from=unit.opened_on, **{name: getattr(unit, name) for name in NAMES}
    )


def check_after_history(
    checks: Checks, unit: Unit, on: date, label: str, *, ends: bool = True
) -> None:
    """A unit can only end, or give a part away, after everything already recorded of it.

    One that goes on may bear a new name or code later: with the part that leaves it has no more to
    do.

    It may end on the very day on which it was moved: when a province ends and its districts with
    it, each is ordered by a step of its own.
    """
    field = "on"
    placed_on = last_placement(unit).valid_from
    checks.after(field, label, on, unit.opened_on, _("ngày thành lập %s") % unit)
    if placed_on > unit.opened_on:
        checks.not_before(field, label, on, placed_on, _("lần sắp xếp gần nhất của %s") % unit)
    kept = (
        (UnitName.objects.filter(unit=unit), _("lần đổi tên gần nhất của %s")),
        (UnitCode.objects.filter(unit=unit), _("lần cấp mã gần nhất của %s")),
    )
    for rows, what in kept if ends else ():
        newest = rows.order_by("-valid_from").values_list("valid_from", flat=True).first()
        if newest is not None and newest > unit.opened_on:
            checks.after(field, label, on, newest, what % unit)
    received = (
        UnitSuccession.objects.filter(successor=unit, event__cancelled_by=None)
        .order_by("-event__on")
        .values_list("event__on", flat=True)
        .first()
    )
    if received is not None and received > unit.opened_on:
        checks.after(field, label, on, received, _("lần tiếp nhận đơn vị khác của %s") % unit)


def create_unit(values: dict[str, Any], parent: Unit | None, opened_on: date) -> Unit:
    """Write a unit with its first name and place; the values were checked before."""
    with doubles_refused():
        unit = Unit.objects.create(**values, opened_on=opened_on)
    UnitPlacement.objects.create(unit=unit, parent=parent, valid_from=opened_on)
    UnitName.objects.create(
        unit=unit, valid_from=opened_on, **{name: values.get(name, "") for name in NAMES}
    )
    return unit


def place_below(units: Sequence[int], parent: Unit, on: date) -> None:
    """Put these units below ``parent`` from ``on``, each for as long as its present place.

    One that took its present place on that very day never stood there.
    """
    tree.refuse_cycles(dict.fromkeys(units, parent.pk), on)
    standing = UnitPlacement.objects.filter(still_on(on), unit_id__in=units)
    standing.filter(valid_from=on).update(parent=parent)
    rows = standing.filter(valid_from__lt=on)
    new = [
        UnitPlacement(unit_id=unit, parent=parent, valid_from=on, valid_to=end)
        for unit, end in rows.values_list("unit_id", "valid_to")
    ]
    rows.update(valid_to=on)
    UnitPlacement.objects.bulk_create(new, batch_size=500)
    Unit.objects.filter(pk__in=units).update(version=F("version") + 1)


def end_unit(unit: Unit, on: date) -> None:
    """Write the end of the unit's place and codes; whoever calls has emptied and checked it."""
    unit.placements.filter(valid_from=on).delete()
    unit.placements.filter(still_on(on)).update(valid_to=on)
    unit.agency_codes.filter(still_on(on)).update(valid_to=on)


def note_event(
    change: Change,
    kind: str,
    units: Iterable[Unit | int],
    *,
    note: str = "",
    heirs: Sequence[tuple[Unit, Unit]] = (),
    basis: str = "",
    cancels: UnitEvent | None = None,
) -> UnitEvent:
    """Write what happened, to whom, and who continues whom (predecessor, successor)."""
    order = change.order
    event = UnitEvent.objects.create(
        kind=kind,
        on=change.on,
        decision_number=order.number if order else "",
        decided_on=order.decided_on if order else None,
        note=note,
        cancels=cancels,
        recorded_at=change.at,
        recorded_by_name=change.by.signature,
    )
    ids = dict.fromkeys(unit if isinstance(unit, int) else unit.pk for unit in units)
    through = UnitEvent.units.through
    through.objects.bulk_create(through(unitevent=event, unit_id=pk) for pk in ids)
    UnitSuccession.objects.bulk_create(
        UnitSuccession(
            event=event,
            predecessor=predecessor,
            successor=successor,
            carries_record=bool(basis),
            basis=basis,
        )
        for predecessor, successor in heirs
    )
    return event


def trail(change: Change, action: str, unit: Unit, data: dict[str, Any]) -> None:
    """Write one step on a unit to the audit trail."""
    audit.record(
        action=action,
        subject=unit,
        by=change.by,
        at=change.at,
        data={**data, "on": change.on, **orders.told(change.order), "version": unit.version},
    )


def refresh(unit: Unit, at: datetime) -> None:
    """Renumber the tree for the day of the step and read the unit's numbers back."""
    tree.rebuild(day_of(at))
    unit.refresh_from_db()


OPENED, RENAMED, MOVED, CODED, MERGED, SPLIT, DISSOLVED, CANCELLED = UnitEventKind
