"""Taking back a load of units: those it made go, those it changed are as they were."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from core.audit.recording import record_many
from core.clock import day_of
from core.db import bulk
from core.errors import GuardRefused
from core.imports import written
from core.models import Load
from core.scope import Actor
from personnel import permissions
from personnel.models import Unit, UnitCode, UnitEvent, UnitName, UnitPlacement
from personnel.services import tree
from personnel.services.loading.using import refuse_used

_MOST_NAMES = 5
_HISTORY: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (UnitPlacement, ("valid_to", "parent")),
    (UnitName, ("valid_to", "name", "short_name", "abbreviation")),
    (UnitCode, ("valid_to",)),
)
_THROUGH = UnitEvent.units.through


def undo(load: Load, *, by: Actor, at: datetime) -> None:
    """Take the whole load back.

    Raises:
        GuardRefused: one of its units was changed since, or something refers to it.
        Forbidden: one of its units is out of the actor's reach.
    """
    tree.lock()
    written.refuse_later_loads(load)
    made = written.created_ids(load, Unit)
    steps = written.created_ids(load, UnitEvent)
    former = written.changed(load, Unit)
    units = Unit.objects.filter(pk__among=[*made, *former])
    positions = units.order_by().values_list("tree_start", flat=True)
    written.require_reach(by, permissions.CHANGE_UNIT, positions)
    changed = list(
        Unit.objects.select_for_update(no_key=True).filter(pk__among=former).order_by("pk")
    )
    _refuse_changed_since(made, changed, former)
    _refuse_built_on(made, [*made, *former], steps)
    refuse_used(Unit, made, but=(Unit, UnitPlacement, UnitName, UnitCode, _THROUGH))
    _trail(made, changed, load, by, at)
    _THROUGH.objects.filter(unitevent_id__among=steps).delete()
    bulk.delete(UnitEvent, steps)
    for model, fields in _HISTORY:
        own = model._base_manager.filter(unit_id__among=made).values_list("pk", flat=True)
        bulk.delete(model, [*own, *written.created_ids(load, model)])
        _restore(model, written.changed(load, model), fields)
    _restore_units(changed, former)
    # The tree's own references among them go with them.
    Unit.objects.filter(pk__among=made).update(parent=None, sector_unit=None)
    bulk.delete(Unit, made)
    tree.rebuild(day_of(at))


def _refuse_changed_since(
    made: list[int], changed: list[Unit], former: dict[int, dict[str, Any]]
) -> None:
    """A load raises each version by one; a higher one means that somebody went on from there."""
    later = list(Unit.objects.filter(pk__among=made, version__gt=1).order_by("pk")[:_MOST_NAMES])
    later += [unit for unit in changed if unit.version != former[unit.pk]["version"] + 1]
    if later:
        names = ", ".join(f"{unit} ({unit.code})" for unit in later[:_MOST_NAMES])
        raise GuardRefused(
            _("Không hoàn tác được vì đơn vị đã được sửa sau lần nạp này: %(names)s.")
            % {"names": names}
        )


def _refuse_built_on(made: list[int], touched: list[int], steps: list[int]) -> None:
    """Units that came below new ones since, and later steps with any of them."""
    outside = ~Q(unit_id__among=made)
    below = UnitPlacement.objects.filter(outside, parent_id__among=made)
    # Moves that this very load made go back with it.
    below = below.exclude(unit_id__among=touched).select_related("unit")
    names = [str(place.unit) for place in below[:_MOST_NAMES]]
    sectors = Unit.objects.filter(sector_unit_id__among=made).exclude(pk__among=touched)
    names += [str(unit) for unit in sectors[:_MOST_NAMES]]
    later = _THROUGH.objects.filter(unit_id__among=made).exclude(unitevent_id__among=steps)
    names += [str(row.unit) for row in later.select_related("unit")[:_MOST_NAMES]]
    if names:
        raise GuardRefused(
            _("Không hoàn tác được vì đã có đơn vị, bước tổ chức dựa trên lần nạp này: %(names)s.")
            % {"names": ", ".join(names)}
        )


def _restore(
    model: type[Model], former: dict[int, dict[str, Any]], fields: tuple[str, ...]
) -> None:
    rows = list(model._base_manager.filter(pk__among=former))
    _give_back(model, rows, former)
    bulk.update(model, rows, fields)


def _restore_units(changed: list[Unit], former: dict[int, dict[str, Any]]) -> None:
    """Old values, but a new version: a page opened meanwhile must not pass for fresh."""
    names = {name for values in former.values() for name in values} | {"version"}
    versions = {unit.pk: unit.version for unit in changed}
    _give_back(Unit, changed, former)
    for unit in changed:
        unit.version = versions[unit.pk] + 1
    bulk.update(Unit, changed, sorted(name.removesuffix("_id") for name in names))


def _give_back(model: type[Model], rows: list[Any], former: dict[int, dict[str, Any]]) -> None:
    for row in rows:
        for name, value in former[row.pk].items():
            field: Any = model._meta.get_field(name)
            target = field.target_field if field.is_relation else field
            setattr(row, field.attname, target.to_python(value))


def _trail(made: list[int], changed: list[Unit], load: Load, by: Actor, at: datetime) -> None:
    events = [
        (unit, {"load": load.pk, "code": unit.code})
        for unit in Unit.objects.filter(pk__among=made).order_by("pk")
    ]
    events += [(unit, {"load": load.pk, "version": unit.version + 1}) for unit in changed]
    record_many(events, action="personnel.unit_load_undone", by=by, at=at)
