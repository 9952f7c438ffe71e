"""Writing what a staff list changes: everybody at once, each with his trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from core.audit.recording import record_many, record_rows
from core.db import bulk
from core.db.doubles import doubles_refused
from core.errors import Stale
from core.imports import written
from core.imports.written import Entry
from core.models import Load
from core.scope import Actor
from personnel.models import Appointment, Staff, StaffIdentity, Unit
from personnel.services import identity
from personnel.services.loading.staff_lines import Work
from personnel.services.loading.staff_new import STORED, Hire

_PLACE = ("unit_id", "post", "is_manager", "decision_ref", "valid_from", "valid_to")


def write(
    hires: Sequence[Hire], works: Sequence[Work], *, load: Load, by: Actor, at: datetime
) -> None:
    """Write new people and changes in the current transaction.

    Raises:
        Stale: somebody changed one of the people, or ended one of the units, since the check.
    """
    changed = [work for work in works if not work.is_new]
    _hold(hires, works, changed)
    with doubles_refused():
        _hire(hires, works, load, by, at)
        entries = _change_staff(changed)
        entries += _change_periods(changed)
        entries += _open(works)
        entries += _identities(works)
    written.note(load, entries)
    _trail(works, load, by, at)


def _hold(hires: Sequence[Hire], works: Sequence[Work], changed: Sequence[Work]) -> None:
    """Let nobody change these people or end these units before the load is done."""
    places = {(hire.unit.id, hire.left_on) for hire in hires}
    places |= {(opened.unit_id, opened.valid_to) for work in works for _row, opened in work.opens}
    units = {unit for unit, _end in places}
    held = Unit.objects.select_for_update(no_key=True).filter(pk__among=units).order_by("pk")
    ends = dict(held.values_list("pk", "dissolved_on"))
    for unit, until in places:
        end = ends.get(unit, date.min)
        if end is not None and not (until and until <= end):
            raise _stale()
    if not changed:
        return
    seen = {work.staff.pk: work.staff.version for work in changed}
    rows = Staff.objects.select_for_update(no_key=True).filter(pk__among=seen).order_by("pk")
    if dict(rows.values_list("pk", "version")) != seen:
        raise _stale()


def _hire(
    hires: Sequence[Hire], works: Sequence[Work], load: Load, by: Actor, at: datetime
) -> None:
    """Write new people, each with the place of work, the number, the trail and the trace."""
    keys = bulk.new_keys(Staff, len(hires)) if hires else ()
    pairs = list(zip(keys, hires, strict=True))
    bulk.insert_values(
        Staff,
        {"version": 1},
        ("id", *STORED, "unit_id", "left_on"),
        ((key, *hire.facts, hire.unit.id, hire.left_on) for key, hire in pairs),
    )
    bulk.insert_values(
        Appointment,
        {"is_concurrent": False},
        ("staff_id", *_PLACE),
        (
            (
                *(key, hire.unit.id, hire.post, hire.is_manager, hire.decision_ref),
                *(hire.since, hire.left_on),
            )
            for key, hire in pairs
        ),
    )
    numbered = [(key, hire) for key, hire in pairs if hire.identity]
    bulk.insert(
        StaffIdentity, [identity.prepared(hire.identity).row(key) for key, hire in numbered]
    )
    written.note_made(load, Staff, ((hire.row, key) for key, hire in pairs))
    record_rows(
        Staff,
        ((key, hire.name, {**hire.told(), "version": 1, "load": load.pk}) for key, hire in pairs),
        action="personnel.staff_hired",
        by=by,
        at=at,
    )
    told = {"replaced": False, "version": 1, "load": load.pk}
    record_rows(
        Staff,
        ((key, hire.name, told) for key, hire in numbered),
        action=identity.SET,
        by=by,
        at=at,
    )
    _give_keys(pairs, works)


def _give_keys(pairs: Sequence[tuple[int, Hire]], works: Sequence[Work]) -> None:
    """Posts beside of new people need to know who they became."""
    new = {work.staff.code: work for work in works if work.is_new}
    for key, hire in pairs if new else ():
        if hire.code in new:
            new[hire.code].staff.pk = key


def _stale() -> Stale:
    return Stale(
        _("Người khác vừa sửa hồ sơ hoặc đơn vị có trong tệp. Hãy kiểm tra lại tệp rồi ghi lại.")
    )


def _change_staff(changed: Sequence[Work]) -> list[Entry]:
    """Every person the load touches gets a new version, whatever it was."""
    entries = []
    fields: set[str] = {"version"}
    for work in changed:
        staff, names = work.staff, list(work.difference)
        entries.append(Entry(work.rows[0], staff, written.values_of(staff, [*names, "version"])))
        for name in names:
            setattr(staff, name, work.difference[name]["to"])
        staff.version += 1
        fields.update(names)
    bulk.update(Staff, [work.staff for work in changed], sorted(map(_field, fields)))
    return entries


def _field(name: str) -> str:
    return "unit" if name == "unit_id" else name


def _change_periods(changed: Sequence[Work]) -> list[Entry]:
    """Move and end appointments, before new ones take their days."""
    owners = {pk: work for work in changed for pk in (*work.ends, *work.begins)}
    rows = list(Appointment.objects.filter(pk__among=owners))
    entries = []
    for row in rows:
        work = owners[row.pk]
        entries.append(Entry(work.rows[0], row, written.values_of(row, ["valid_from", "valid_to"])))
        row.valid_to = work.ends.get(row.pk, row.valid_to)
        row.valid_from = work.begins.get(row.pk, row.valid_from)
    bulk.update(Appointment, rows, ["valid_from", "valid_to"])
    return entries


def _open(works: Sequence[Work]) -> Iterator[Entry]:
    """New appointments; those of new people are theirs and need no trace of their own."""
    opened: list[Model] = []
    traced: list[Entry] = []
    for work in works:
        for row, appointment in work.opens:
            appointment.staff_id = work.staff.pk
            opened.append(appointment)
            if not work.is_new:
                traced.append(Entry(row, appointment))
    bulk.insert(Appointment, opened)
    return iter(traced)


def _identities(works: Sequence[Work]) -> list[Entry]:
    rows: list[StaffIdentity] = []
    entries = []
    for work in works:
        if work.identity:
            row = identity.prepared(work.identity).row(work.staff.pk)
            rows.append(row)
            entries += [] if work.is_new else [Entry(work.rows[0], row)]
    bulk.insert(StaffIdentity, rows)
    return entries


def _trail(works: Sequence[Work], load: Load, by: Actor, at: datetime) -> None:
    """One event for each step on each person, so that his history tells of the load too."""
    by_action: dict[str, list[tuple[Model, dict[str, Any]]]] = {}
    for action, staff, data in _events(works):
        by_action.setdefault(action, []).append(
            (staff, {**data, "version": staff.version, "load": load.pk})
        )
    for action, events in by_action.items():
        record_many(events, action=action, by=by, at=at)


def _events(works: Iterable[Work]) -> Iterator[tuple[str, Staff, dict[str, Any]]]:
    for work in works:
        for action, data in work.events:
            yield action, work.staff, data
        if work.identity:
            yield identity.SET, work.staff, {"replaced": False}
