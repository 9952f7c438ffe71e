"""Makes the derived "today" columns true to a day on which recorded changes begin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Subquery

from personnel.models import Appointment, ExternalRecipient, Staff, Unit
from personnel.selectors.as_of import heirs_on
from personnel.services import tree, unit_names, unit_values


@transaction.atomic
def roll_over(*, on: date) -> int:
    """Let names, moves, mergers and transfers that begin by ``on`` show in units and people.

    Returns how many rows changed; running it again on the same day changes none.  The steps
    themselves were audited when they were recorded, so this writes nothing to the trail.
    """
    tree.lock()
    return names_of_units(on) + tree.rebuild(on) + people(on) + follow_heirs(on)


def names_of_units(on: date) -> int:
    """Write the names that hold on the day into the units' own columns."""
    found = unit_names.names_that_hold(on)
    for name in found:
        values = {field: getattr(name, field) for field in unit_values.NAMES}
        key = unit_values.search_key(name.unit.code, values)
        Unit.objects.filter(pk=name.unit_id).update(**values, search_key=key)
    return len(found)


def people(on: date) -> int:
    """Let returns and transfers that begin by the day show in people's records."""
    return returns_of_staff(on) + units_of_staff(on)


def returns_of_staff(on: date) -> int:
    """Open the records of those who left and work here again on the day."""
    standing = Appointment.objects.main().in_force_on(on).filter(staff=OuterRef("pk"))
    back = Staff.objects.filter(Exists(standing), left_on__lte=on)
    return back.update(left_on=Subquery(standing.values("valid_to")[:1]))


def units_of_staff(on: date, units: Sequence[Unit] | None = None) -> int:
    """Let people's records lie where they work on the day; only those of ``units`` if given."""
    standing = Appointment.objects.main().in_force_on(on).filter(staff=OuterRef("pk"))
    elsewhere = standing.exclude(unit=OuterRef("unit"))
    people = Staff.objects.filter(Exists(elsewhere))
    if units is not None:
        people = people.filter(unit__in=units)
    return people.update(unit=Subquery(standing.values("unit")[:1]))


def follow_heirs(on: date) -> int:
    """Let what is looked after by a unit that ended pass to the one that took it over.

    These are the units of a ministry's sector and the recipients outside the staff; neither has a
    dated row of its own.
    """
    heirs = heirs_on(on)
    return _hand_over(Unit, "sector_unit", heirs) + _hand_over(ExternalRecipient, "unit", heirs)


def _hand_over(model: type[Model], field: str, heirs: dict[int, int]) -> int:
    rows = model._default_manager
    ended = rows.filter(**{f"{field}__dissolved_on__isnull": False})
    changed = 0
    for unit in ended.order_by().values_list(field, flat=True).distinct():
        heir = unit
        while heir in heirs:
            heir = heirs[heir]
        if heir != unit:
            changed += rows.filter(**{field: unit}).update(**{field: heir})
    return changed
