"""Taking back a load of grades or of discipline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from core.audit.recording import record_many
from core.errors import GuardRefused
from core.imports import written
from core.models import AuditEvent, Load
from core.scope import Actor
from personnel import permissions
from personnel.models import Staff
from personnel.services.loading import later_uses
from personnel.services.loading.using import refuse_used
from personnel.services.own_case import refuse_own

_MOST_NAMES = 5


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
    _refuse_later_steps(load, people, actions)
    _refuse_later_uses(load, ids)
    refuse_used(model, made)
    record_many(
        ((staff, {"load": load.pk}) for staff in people),
        action="personnel.conduct_load_undone",
        by=by,
        at=at,
    )
    model._base_manager.filter(pk__among=made).delete()
    written.restore(load, model)


def _refuse_later_uses(load: Load, people: Sequence[int]) -> None:
    told = later_uses.since(people, load.applied_at) if load.applied_at else []
    if told:
        raise GuardRefused(
            _("Không hoàn tác được vì đã có dữ liệu dựa trên lần nạp này: %(what)s.")
            % {"what": "; ".join(told)}
        )


def _refuse_later_steps(load: Load, people: Sequence[Staff], actions: Sequence[str]) -> None:
    """Rows of this kind have no version; the trail tells whether somebody went on from there."""
    own = AuditEvent.objects.filter(
        action__in=actions, data__load=load.pk, subject_type=Staff._meta.label_lower
    )
    last = own.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return
    later = AuditEvent.objects.filter(
        pk__gt=last,
        action__in=actions,
        subject_type=Staff._meta.label_lower,
        subject_id__among=[str(staff.pk) for staff in people],
    )
    # What later loads wrote beside these rows changed none of them.
    names = later.exclude(data__has_key="load").values_list("subject_label", flat=True)
    found = list(dict.fromkeys(names.order_by("pk")))[:_MOST_NAMES]
    if found:
        raise GuardRefused(
            _("Không hoàn tác được vì sau lần nạp này đã ghi, sửa tiếp cho: %(names)s.")
            % {"names": ", ".join(found)}
        )
