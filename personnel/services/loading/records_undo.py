"""Taking back a load of grades, of discipline or of notices."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Model

from core.audit.recording import record_many
from core.imports import written
from core.models import Load
from core.scope import Actor
from personnel import permissions
from personnel.models import Staff, Unit
from personnel.services.loading import later_steps, later_uses
from personnel.services.loading.using import refuse_used
from personnel.services.own_case import refuse_own


def of_people(
    load: Load, model: type[Model], actions: Sequence[str], *, by: Actor, at: datetime
) -> None:
    """Take a whole load of records about people back.

    Args:
        actions: steps of the audit trail after which a row is no longer the load's own.

    Raises:
        GuardRefused: one of its rows was changed since, or something was built on it.
        Forbidden: somebody of it is out of the actor's reach, or too close to him.
    """
    made, ids = _made(load, model, "staff_id")
    people = list(Staff.objects.filter(pk__among=ids).select_related("unit"))
    written.require_reach(by, permissions.CHANGE_STAFF, {staff.unit.tree_start for staff in people})
    for staff in people:
        refuse_own(by, staff)
    later_steps.refuse(load, people, actions)
    later_uses.refuse(load, ids)
    refuse_used(model, made)
    told = ((staff, {"load": load.pk}) for staff in people)
    record_many(told, action="personnel.conduct_load_undone", by=by, at=at)
    _take_back(load, model, made)


def of_units(
    load: Load, model: type[Model], actions: Sequence[str], *, by: Actor, at: datetime
) -> None:
    """Take a whole load of records about units back.

    Args:
        actions: steps of the audit trail after which a row is no longer the load's own.

    Raises:
        GuardRefused: one of its rows was changed since, or something was built on it.
        Forbidden: one of its units is out of the actor's reach.
    """
    made, ids = _made(load, model, "unit_id")
    units = list(Unit.objects.filter(pk__among=ids).order_by("pk"))
    written.require_reach(by, permissions.CHANGE_UNIT, {unit.tree_start for unit in units})
    later_steps.refuse(load, units, actions)
    later_uses.refuse_of_units(load, ids)
    refuse_used(model, made)
    told = ((unit, {"load": load.pk}) for unit in units)
    record_many(told, action="personnel.unit_grades_load_undone", by=by, at=at)
    _take_back(load, model, made)


def _made(load: Load, model: type[Model], attribute: str) -> tuple[list[int], list[int]]:
    """Keys of the records the load made, and of those whom all its records are about.

    Raises:
        GuardRefused: a later load changed the same records.
    """
    written.refuse_later_loads(load)
    made = written.created_ids(load, model)
    rows = model._base_manager.filter(pk__among=[*made, *written.changed(load, model)])
    return made, list(rows.order_by().values_list(attribute, flat=True).distinct())


def _take_back(load: Load, model: type[Model], made: Collection[int]) -> None:
    model._base_manager.filter(pk__among=made).delete()
    written.restore(load, model)
