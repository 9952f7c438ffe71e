"""Writing what a list of units changes; the tree is numbered once, at the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from core.audit.recording import record_many
from core.clock import day_of
from core.db import bulk
from core.db.doubles import doubles_refused
from core.errors import Stale
from core.imports import written
from core.imports.written import Entry
from core.models import Load
from core.scope import Actor
from personnel.models import Unit, UnitCode, UnitEvent, UnitName, UnitPlacement
from personnel.services import tree
from personnel.services.loading.unit_lines import Line, Work

_HISTORY: tuple[type[Model], ...] = (UnitPlacement, UnitName, UnitCode)


def write(works: Sequence[Work], *, load: Load, by: Actor, at: datetime) -> None:
    """Write the changes in the current transaction.

    Raises:
        Stale: somebody changed one of the units since the check.
    """
    tree.lock()
    new = [work for work in works if work.is_new]
    changed = [work for work in works if not work.is_new]
    _hold(works)
    with doubles_refused():
        bulk.insert(Unit, [work.unit for work in new])
        entries = [Entry(work.row, work.unit) for work in new]
        entries += _change_units(changed)
        _late_sectors(new)
        entries += _close(works)
        entries += _open(works)
    entries += _steps(works, by, at)
    written.note(load, entries)
    tree.rebuild(day_of(at))
    _trail(works, load, by, at)


def _hold(works: Sequence[Work]) -> None:
    """Let nobody change these units, or end a superior, before the load is done."""
    seen = {work.unit.pk: work.unit.version for work in works if not work.is_new}
    superiors = {
        work.superior.pk: work.superior.dissolved_on
        for work in works
        if isinstance(work.superior, Unit)
    }
    rows = Unit.objects.select_for_update(no_key=True).filter(pk__among=[*seen, *superiors])
    for pk, version, end in rows.order_by("pk").values_list("pk", "version", "dissolved_on"):
        if seen.get(pk, version) != version or superiors.get(pk, end) != end:
            raise Stale(
                _("Người khác vừa sửa đơn vị có trong tệp. Hãy kiểm tra lại tệp rồi ghi lại.")
            )


def _change_units(changed: Sequence[Work]) -> list[Entry]:
    """Every unit the load touches gets a new version, whatever it was."""
    entries = []
    fields = {"version"}
    for work in changed:
        if work.sector is not None and work.sector.target is not None:
            target = work.sector.target.pk
            work.difference["sector_unit_id"] = {"from": work.unit.sector_unit_id, "to": target}
        names = list(work.difference)
        entries.append(
            Entry(work.row, work.unit, written.values_of(work.unit, [*names, "version"]))
        )
        for name in names:
            setattr(work.unit, name, work.difference[name]["to"])
        work.unit.version += 1
        fields.update(name.removesuffix("_id") for name in names)
    bulk.update(Unit, [work.unit for work in changed], sorted(fields))
    return entries


def _late_sectors(new: Sequence[Work]) -> None:
    """A ministry may stand further down in the same file."""
    late = [work for work in new if work.sector is not None and work.sector.target is not None]
    for work in late:
        work.unit.sector_unit = work.sector.target if work.sector else None
    bulk.update(Unit, [work.unit for work in late], ["sector_unit"])


def _close(works: Sequence[Work]) -> list[Entry]:
    """End and mend rows of history, so that what follows finds its days free."""
    entries: list[Entry] = []
    ended: dict[type[Model], list[Model]] = {model: [] for model in _HISTORY}
    for work in works:
        for row, day in work.ends:
            entries.append(Entry(work.row, row, written.values_of(row, ["valid_to"])))
            row.valid_to = day
            ended[type(row)].append(row)
    for model, rows in ended.items():
        bulk.update(model, rows, ["valid_to"])
    names: list[Model] = []
    places: list[Model] = []
    for work in works:
        for row, values in work.replaced:
            if isinstance(row, UnitPlacement):
                values = {"parent_id": _above(work.superior)}  # noqa: PLW2901
            fields = [name.removesuffix("_id") for name in values]
            if row.pk is not None:
                entries.append(Entry(work.row, row, written.values_of(row, fields)))
            for name, value in values.items():
                setattr(row, name, value)
            (places if isinstance(row, UnitPlacement) else names).append(row)
    bulk.update(UnitPlacement, places, ["parent"])
    bulk.update(UnitName, names, ["name", "short_name", "abbreviation"])
    return entries


def _above(superior: Line | Unit | None) -> int | None:
    unit = superior.target if isinstance(superior, Line) else superior
    return unit.pk if unit is not None else None


def _open(works: Sequence[Work]) -> list[Entry]:
    """New rows of history; those of new units are theirs and need no trace of their own."""
    entries: list[Entry] = []
    opened: dict[type[Model], list[Model]] = {model: [] for model in _HISTORY}
    for work in works:
        for row in work.opens:
            row.unit_id = work.unit.pk
            if isinstance(row, UnitPlacement):
                row.parent_id = _above(work.superior)
            opened[type(row)].append(row)
            if not work.is_new:
                entries.append(Entry(work.row, row))
    for model, rows in opened.items():
        bulk.insert(model, rows)
    return entries


def _steps(works: Sequence[Work], by: Actor, at: datetime) -> list[Entry]:
    """What the lineage page tells, each step with its unit."""
    rows: list[tuple[Work, UnitEvent]] = []
    for work in works:
        for kind, day, note, order in work.steps:
            event = UnitEvent(
                kind=kind,
                on=day,
                note=note,
                decision_number=order.number if order else "",
                decided_on=order.decided_on if order else None,
                recorded_at=at,
                recorded_by_name=by.signature,
            )
            rows.append((work, event))
    bulk.insert(UnitEvent, [event for _work, event in rows])
    through = UnitEvent.units.through
    bulk.insert(
        through,
        [through(unitevent_id=event.pk, unit_id=work.unit.pk) for work, event in rows],
    )
    return [Entry(work.row, event) for work, event in rows]


def _trail(works: Sequence[Work], load: Load, by: Actor, at: datetime) -> None:
    """One event for each step on each unit, so that its history tells of the load too."""
    by_action: dict[str, list[tuple[Model, dict[str, Any]]]] = {}
    for work in works:
        version = work.unit.version
        for action, data in work.events:
            told = {**data, "version": version, "load": load.pk}
            by_action.setdefault(action, []).append((work.unit, told))
    for action, events in by_action.items():
        record_many(events, action=action, by=by, at=at)
