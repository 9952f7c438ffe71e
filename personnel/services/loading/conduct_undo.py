"""Taking back a load of grades, of discipline or of notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from core.audit.recording import record_many
from core.imports import written
from core.models import Load
from core.scope import Actor
from personnel import permissions
from personnel.models import Staff
from personnel.services.loading import later_steps, later_uses
from personnel.services.loading.using import refuse_used
from personnel.services.own_case import refuse_own


def undo(
    load: Load, model: type[Model], actions: Sequence[str], *, by: Actor, at: datetime
) -> None:
    """Take the whole load back.

    Args:
        actions: steps of the audit trail after which a row is no longer the load's own.

    Raises:
        GuardRefused: one of its rows was changed since, or something refers to it.
        Forbidden: somebody of it is out of the actor's reach, or too close to him.
    """
    written.refuse_later_loads(load)
    made = written.created_ids(load, model)
    former = written.changed(load, model)
    rows = model._base_manager.filter(pk__among=[*made, *former])
    ids = list(rows.values_list("staff_id", flat=True))
    people = list(Staff.objects.filter(pk__among=ids).select_related("unit"))
    written.require_reach(by, permissions.CHANGE_STAFF, {staff.unit.tree_start for staff in people})
    for staff in people:
        refuse_own(by, staff)
    later_steps.refuse(load, people, actions)
    later_uses.refuse(load, ids)
    refuse_used(model, made)
    record_many(
        ((staff, {"load": load.pk}) for staff in people),
        action="personnel.conduct_load_undone",
        by=by,
        at=at,
    )
    model._base_manager.filter(pk__among=made).delete()
    written.restore(load, model)
