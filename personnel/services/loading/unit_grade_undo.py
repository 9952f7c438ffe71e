"""Taking back a load of units' grades."""

from __future__ import annotations

from datetime import datetime

from core.audit.recording import record_many
from core.imports import written
from core.models import Load
from core.scope import Actor
from personnel import permissions
from personnel.models import Unit, UnitAssessment
from personnel.services import unit_grades
from personnel.services.loading import later_steps, later_uses
from personnel.services.loading.using import refuse_used

_LATER = (unit_grades.RECORDED, unit_grades.WITHDRAWN)


def undo(load: Load, *, by: Actor, at: datetime) -> None:
    """Take the whole load back.

    Raises:
        GuardRefused: one of its grades was changed since, or something was built on it.
        Forbidden: one of its units is out of the actor's reach.
    """
    written.refuse_later_loads(load)
    made = written.created_ids(load, UnitAssessment)
    former = written.changed(load, UnitAssessment)
    rows = UnitAssessment.objects.filter(pk__among=[*made, *former])
    ids = list(rows.order_by().values_list("unit_id", flat=True).distinct())
    units = list(Unit.objects.filter(pk__among=ids).order_by("pk"))
    written.require_reach(by, permissions.CHANGE_UNIT, {unit.tree_start for unit in units})
    later_steps.refuse(load, units, _LATER)
    later_uses.refuse_of_units(load, ids)
    refuse_used(UnitAssessment, made)
    record_many(
        ((unit, {"load": load.pk}) for unit in units),
        action="personnel.unit_grades_load_undone",
        by=by,
        at=at,
    )
    UnitAssessment.objects.filter(pk__among=made).delete()
    written.restore(load, UnitAssessment)
