"""Taking back a load of people: those it made go, those it changed are as they were."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.audit.recording import record_many
from core.db import bulk
from core.errors import GuardRefused
from core.imports import written
from core.models import Load
from core.scope import Actor
from personnel import permissions
from personnel.models import Appointment, Staff, StaffIdentity
from personnel.services.loading.using import refuse_used

_MOST_NAMES = 5


def undo(load: Load, *, by: Actor, at: datetime) -> None:
    """Take the whole load back.

    Raises:
        GuardRefused: somebody of it was changed since, or something refers to him.
        Forbidden: somebody of it works where the actor has no right any more.
    """
    written.refuse_later_loads(load)
    made = written.created_ids(load, Staff)
    opened = written.created_ids(load, Appointment)
    former = written.changed(load, Staff)
    people = Staff.objects.filter(pk__among=[*made, *former])
    positions = people.order_by().values_list("unit__tree_start", flat=True).distinct()
    written.require_reach(by, permissions.CHANGE_STAFF, positions)
    changed = list(
        Staff.objects.select_for_update(no_key=True).filter(pk__among=former).order_by("pk")
    )
    _refuse_changed_since(made, changed, former)
    refuse_used(Staff, made, but=(Appointment, StaffIdentity))
    refuse_used(Appointment, opened)
    _trail(made, changed, load, by, at)
    StaffIdentity.objects.filter(pk__among=written.created_ids(load, StaffIdentity)).delete()
    StaffIdentity.objects.filter(staff_id__among=made).delete()
    Appointment.objects.filter(pk__among=opened).delete()
    Appointment.objects.filter(staff_id__among=made).delete()
    _restore_periods(load)
    bulk.delete(Staff, made)
    _restore_staff(changed, former)


def _refuse_changed_since(
    made: list[int], changed: list[Staff], former: dict[int, dict[str, Any]]
) -> None:
    """A load raises each version by one; a higher one means that somebody went on from there."""
    later = list(Staff.objects.filter(pk__among=made, version__gt=1).order_by("pk")[:_MOST_NAMES])
    later += [staff for staff in changed if staff.version != former[staff.pk]["version"] + 1]
    if later:
        names = ", ".join(f"{staff} ({staff.code})" for staff in later[:_MOST_NAMES])
        raise GuardRefused(
            _("Không hoàn tác được vì hồ sơ đã được sửa sau lần nạp này: %(names)s.")
            % {"names": names}
        )


def _restore_periods(load: Load) -> None:
    """First days before last ones: what was opened in their place is gone already."""
    former = written.changed(load, Appointment)
    rows = list(Appointment.objects.filter(pk__among=former))
    for row in rows:
        for name, value in former[row.pk].items():
            field: Any = Appointment._meta.get_field(name)
            setattr(row, name, field.to_python(value))
    bulk.update(Appointment, rows, ["valid_from", "valid_to"])


def _restore_staff(changed: list[Staff], former: dict[int, dict[str, Any]]) -> None:
    """Old values, but a new version: a page opened meanwhile must not pass for fresh."""
    names: set[str] = {"version"}
    for staff in changed:
        for name, value in former[staff.pk].items():
            if name == "version":
                continue
            field: Any = Staff._meta.get_field(name)
            target = field.target_field if field.is_relation else field
            setattr(staff, field.attname, target.to_python(value))
            names.add(field.name)
        staff.version += 1
    bulk.update(Staff, changed, sorted(names))


def _trail(made: list[int], changed: list[Staff], load: Load, by: Actor, at: datetime) -> None:
    gone = Staff.objects.filter(pk__among=made).order_by("pk").only("pk", "code", "full_name")
    record_many(
        ((staff, {"load": load.pk, "code": staff.code}) for staff in gone),
        action="personnel.staff_load_undone",
        by=by,
        at=at,
    )
    record_many(
        ((staff, {"load": load.pk, "version": staff.version + 1}) for staff in changed),
        action="personnel.staff_load_undone",
        by=by,
        at=at,
    )
